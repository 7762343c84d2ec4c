"""Saved web pages: the article's text, title, writers, moment of publication, publisher and address.

The canonical text is the title, a blank line, and the article with one paragraph a line. Each paragraph is anchored to
its element; one that trafilatura found and no element has as it stands is not, and so cannot be shown in the page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from entente.errors import UnreadableError
from entente.model import Anchor, Problem, Report
from entente.read.compose import Claims, compose, numbered, problem
from entente.read.decode import declared_encoding, decode
from entente.read.kinds import check_opinion
from entente.read.markup import TextBlock, parsed, text_blocks
from entente.read.page_body import article_blocks, convincing, is_prose, pruned, second_opinion, settled
from entente.read.page_facts import Facts, facts_of, seen_day
from entente.read.page_parts import Part, facts_of_part, parts_of_page
from entente.read.page_title import headline

MOST_BYTES = 20_000_000
_FEWEST_WORDS = 15
_SENTENCE = re.compile(r"\w[\"'”’)\]]*[.!?…][\"'”’)\]]*(?:\s|$)")
_MOST_LINKED = 0.5
_FEWEST_LINKS = 8


@dataclass(frozen=True, slots=True)
class Page:
    """The article of a page in its blocks, and what the page says about it; ``parts`` where it is several."""

    title: str | None
    blocks: tuple[TextBlock, ...]
    facts: Facts
    parts: tuple[Part, ...] = ()

    @property
    def lines(self) -> tuple[tuple[str, str | None], ...]:
        """The lines of the canonical text with the XPath of each, None where it stands in no one element."""
        return tuple((block.text, block.path if block.tag != "html" else None) for block in self.blocks)


def read_page(data: bytes, claims: Claims) -> Iterator[Report | Problem]:
    """The report in the page *data*; *claims* has its name and the days given for it."""
    try:
        decoded = decode(data, declared_encoding(data) or claims.charset)
        page = extract(decoded.text)
    except UnreadableError as error:
        yield problem(claims, str(error), fatal=True)
        return
    if decoded.note:
        yield problem(claims, decoded.note)
    if not page.parts:
        text, anchors = written(page.title, page.lines)
        yield from compose(text, replace(_claims(page.title, page.facts, claims), anchors=anchors))
    for number, part in enumerate(page.parts, 1):
        text, anchors = written(part.title, part.lines)
        told = _claims(part.title, facts_of_part(part, page.facts), claims)
        yield from compose(text, replace(numbered(told, number), anchors=anchors))


def written(title: str | None, lines: tuple[tuple[str, str | None], ...]) -> tuple[str, tuple[Anchor, ...]]:
    """The canonical text of a title and the lines below it, and where each line stands in the page."""
    pieces = [f"{title}\n\n"] if title else []
    anchors, at = [], len(title) + 2 if title else 0
    for line, path in lines:
        if path is not None:
            anchors.append(Anchor(at, at + len(line), path))
        pieces.append(f"{line}\n")
        at += len(line) + 1
    return "".join(pieces).removesuffix("\n"), tuple(anchors)


def _claims(title: str | None, facts: Facts, claims: Claims) -> Claims:
    return replace(
        claims,
        title=title,
        byline=facts.byline,
        published=facts.published,
        published_at=facts.published_at,
        updated=facts.updated,
        publisher=facts.publisher,
        url=facts.url or claims.url,
        media_type="text/html",
        wrapped=False,
    )


def extract(markup: str) -> Page:
    """The article in *markup*; ``UnreadableError`` where there is none."""
    tree = parsed(markup)
    if tree is None:
        raise UnreadableError("has no article in it; save the whole page, or give its text as .txt")
    facts = facts_of(tree, markup)
    title = headline(tree, facts)
    check_opinion(title, types=facts.types, sections=facts.sections, url=facts.url)
    tree = pruned(tree)
    blocks = article_blocks(tree, title)
    if not convincing(blocks, tree):
        blocks = settled(blocks, second_opinion(tree), tree)
    if facts.published is None:
        facts = replace(facts, published=seen_day(tree, blocks))
    text = " ".join(block.text for block in blocks)
    if len(text.split()) < _FEWEST_WORDS or not _SENTENCE.search(text):
        raise UnreadableError(_why_none(tree))
    return Page(title, tuple(blocks), facts, tuple(parts_of_page(tree, title, facts, blocks)))


def _why_none(tree: Any) -> str:
    blocks = text_blocks(tree)
    links = [block for block in blocks if block.linked > _MOST_LINKED]
    if len(links) >= _FEWEST_LINKS and not any(map(is_prose, blocks)):
        return f"is a list of {len(links)} links and no report; give the pages that it points to"
    return "has no article in it; save the whole page, or give its text as .txt"
