"""Pages that hold several reports: posts of a live page, items of a round-up. Each is read under ``name#number``."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from entente.read.fragment import text_of_fragment
from entente.read.kinds import FEWEST_PARTS, is_live, is_roundup, kinds
from entente.read.markup import TextBlock, text_blocks
from entente.read.moments import day_of_moment, moment_named
from entente.read.page_facts import Facts, Node
from entente.read.page_words import named

_HEADINGS = frozenset({"h2", "h3", "h4"})
_FEWEST_WORDS = 12
_MOST_LINKED = 0.8
Lines = tuple[tuple[str, str | None], ...]


@dataclass(frozen=True, slots=True)
class Part:
    """One report of several: its headline if it has one, its lines with their XPaths, and when it was published."""

    title: str | None
    lines: Lines
    published: date | None = None
    published_at: str | None = None


def parts_of_page(tree: Any, title: str | None, facts: Facts, blocks: list[TextBlock]) -> list[Part]:
    """The reports in the pruned page *tree*; empty where it is one report."""
    if is_live(title, facts.url, facts.types):
        found = _posts(tree) or [part for node in facts.posts if (part := _stated_post(node))]
        return found if len(found) >= FEWEST_PARTS else []
    return _items(blocks) if is_roundup(title) else []


def _posts(tree: Any) -> list[Part]:
    words = kinds().live_posts
    held = [each for each in tree.iter() if isinstance(each.tag, str) and _is_post(each, words)]
    inner = {within for each in held for within in each.iter() if within is not each}
    made = (_post(each) for each in held if each not in inner)
    return [part for part in made if part is not None]


def _is_post(element: Any, words: Any) -> bool:
    return (element.get("itemprop") or "").lower() == "liveblogupdate" or bool(words.search(named(element)))


def _post(element: Any) -> Part | None:
    clock = next((each.get("datetime") for each in element.iter("time") if each.get("datetime")), None)
    for each in list(element.iter("time")):
        each.drop_tree()
    blocks = text_blocks(element)
    title = next((block.text for block in blocks[:2] if block.tag in _HEADINGS), None)
    lines = tuple((block.text, block.path) for block in blocks if block.text != title and block.linked < _MOST_LINKED)
    moment = moment_named(clock)
    part = Part(title, lines, day_of_moment(moment), moment)
    return part if _is_report(part) else None


def _stated_post(node: Node) -> Part | None:
    body = node.get("articleBody") or node.get("text")
    if not isinstance(body, str):
        return None
    moment = moment_named(node.get("datePublished") if isinstance(node.get("datePublished"), str) else None)
    title = node.get("headline") if isinstance(node.get("headline"), str) else None
    lines = tuple((line, None) for line in text_of_fragment(body).splitlines() if line)
    part = Part(text_of_fragment(title or "") or None, lines, day_of_moment(moment), moment)
    return part if _is_report(part) else None


def _items(blocks: list[TextBlock]) -> list[Part]:
    """What stands under each heading; two at least."""
    starts = [i for i, block in enumerate(blocks) if block.tag in _HEADINGS]
    made = []
    for start, end in zip(starts, [*starts[1:], len(blocks)], strict=True):
        lines = tuple((block.text, block.path) for block in blocks[start + 1 : end])
        made.append(Part(blocks[start].text, lines))
    found = [part for part in made if _is_report(part)]
    return found if len(found) >= FEWEST_PARTS - 1 else []


def _is_report(part: Part) -> bool:
    return sum(len(line.split()) for line, _ in part.lines) >= _FEWEST_WORDS


def facts_of_part(part: Part, facts: Facts) -> Facts:
    """The page's facts with the part's own day, where it has one."""
    if part.published is None:
        return facts
    return replace(facts, published=part.published, published_at=part.published_at)
