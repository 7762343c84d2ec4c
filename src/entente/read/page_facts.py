"""What a page says of itself: JSON-LD (also as a graph), microdata, meta elements, canonical link, ``time`` elements.

The surest counts: schema.org's fields of the article, then meta elements, then what a reader sees.
"""

from __future__ import annotations

import html as entities
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from entente.read.dates import day_named, page_dates
from entente.read.markup import TextBlock, folded, text_blocks
from entente.read.moments import day_of_moment, moment_named
from entente.read.page_words import page_words

_LONGEST_DATA = 2_000_000
_DEEPEST = 12
_LINES_ABOVE = 12
_WRAPPING = re.compile(r"^\s*(?://\s*)?(?:<!\[CDATA\[|<!--)|(?://\s*)?(?:\]\]>|-->)\s*;?\s*$")
_TRAILING_COMMA = re.compile(r",(\s*[}\]])")
_SAVED_FROM = re.compile(
    r"<!--\s*(?:saved from url=\(\d+\)|Page saved with SingleFile\s+url:\s*)(https?://[^\s>]{4,500})"
)
_UTC = ("+00:00",)
Node = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Facts:
    """``titles`` are headlines as stated, the surest first; ``types`` schema.org's types of the article."""

    titles: tuple[str, ...] = ()
    byline: str | None = None
    published: date | None = None
    published_at: str | None = None
    updated: date | None = None
    publisher: str | None = None
    url: str | None = None
    sections: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    posts: tuple[Node, ...] = field(default=())


def facts_of(tree: Any, markup: str) -> Facts:
    """What the page *tree*, parsed from *markup*, says of itself."""
    node, meta = _article(list(_nodes(tree))), _meta(tree)
    published, moment = _published(node, meta, tree)
    titles = [_text(node.get("headline")), *_microdata(tree, "headline"), *_stated("title", meta), _window_title(tree)]
    return Facts(
        titles=tuple(dict.fromkeys(title for title in titles if title)),
        byline=_byline(node, meta, tree),
        published=published,
        published_at=moment,
        updated=_updated(node, meta),
        publisher=_names(node.get("publisher")) or next(iter(_stated("publisher", meta)), None),
        url=_url(node, tree, meta, markup),
        sections=tuple(dict.fromkeys([*_texts(node.get("articleSection")), *_stated("section", meta)])),
        types=tuple(_types(node)),
        posts=tuple(each for each in _listed(node.get("liveBlogUpdate")) if isinstance(each, dict)),
    )


def _nodes(tree: Any) -> Iterator[Node]:
    """Every object of the page's JSON-LD, those in graphs and lists too."""
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower() or not script.text or len(script.text) > _LONGEST_DATA:
            continue
        try:
            yield from _within(_loaded(script.text), 0)
        except (ValueError, RecursionError):
            continue


def _loaded(text: str) -> Any:
    bare = _WRAPPING.sub("", _WRAPPING.sub("", text))
    try:
        return json.loads(bare, strict=False)
    except ValueError:
        return json.loads(_TRAILING_COMMA.sub(r"\1", bare), strict=False)


def _within(value: Any, depth: int) -> Iterator[Node]:
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for each in value:
            yield from _within(each, depth + 1)
    elif isinstance(value, dict):
        yield value
        for name in ("@graph", "mainEntity", "mainEntityOfPage", "itemListElement"):
            if isinstance(value.get(name), (dict, list)):
                yield from _within(value[name], depth + 1)


def _types(node: Node) -> list[str]:
    return [each.rpartition("/")[2] for each in _listed(node.get("@type")) if isinstance(each, str)]


def _article(nodes: list[Node]) -> Node:
    """The object that is the page's article: of known types, the one with most to say; the first of equals."""
    known = page_words().types
    held = [node for node in nodes if known & set(_types(node))]
    return max(held, key=_saying, default={})


def _saying(node: Node) -> tuple[bool, int]:
    page_only = set(_types(node)) <= {"WebPage", "ItemPage"}
    return not page_only, sum(bool(node.get(name)) for name in ("headline", "datePublished", "articleBody", "author"))


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _text(value: Any) -> str | None:
    """A string, or the value of a language map or typed value, without entities and markup."""
    if isinstance(value, dict):
        value = value.get("@value") or value.get("name")
    if isinstance(value, list):
        value = value[0] if value else None
    if not isinstance(value, str):
        return None
    return folded(re.sub(r"<[^<>]{1,80}>", "", entities.unescape(entities.unescape(value)))) or None


def _texts(value: Any) -> list[str]:
    return [text for each in _listed(value) if (text := _text(each))]


def _names(value: Any) -> str | None:
    """The names of persons or bodies, each as an object or a string; an address is no name."""
    names = [name for name in _texts(value) if not name.startswith(("http://", "https://"))]
    return ", ".join(dict.fromkeys(names)) or None


def _meta(tree: Any) -> dict[str, list[str]]:
    """What meta elements and microdata state, by name, small."""
    found: dict[str, list[str]] = {}
    for element in tree.iter("meta"):
        value = element.get("content")
        for attribute in ("property", "name", "itemprop"):
            for name in (element.get(attribute) or "").lower().split():
                if value and value.strip():
                    found.setdefault(name, []).append(folded(value))
    return found


def _stated(what: str, meta: dict[str, list[str]]) -> list[str]:
    return [value for name in page_words().stated[what] for value in meta.get(name, ())]


def _published(node: Node, meta: dict[str, list[str]], tree: Any) -> tuple[date | None, str | None]:
    """Day and moment of publication. A moment in UTC yields to the day a reader sees if that is a day beside it."""
    seen = list(_seen_times(tree))
    stated = [_text(node.get("datePublished")), *_microdata(tree, "datepublished"), *_stated("published", meta)]
    for value in [*stated, *(value for value, _ in seen)]:
        day = (day_of_moment(moment := moment_named(value)) or day_named(value)) if value else None
        if day is not None:
            local = _local_day(day, moment, [words for _, words in seen])
            return (local, None) if local else (day, moment)
    return None, None


def seen_day(tree: Any, article: Sequence[TextBlock]) -> date | None:
    """The day that a line above the article states and nothing else: of the last dozen lines the nearest."""
    above = text_blocks(tree)
    first = next((i for i, block in enumerate(above) if article and block.element is article[0].element), len(above))
    for block in reversed(above[max(0, first - _LINES_ABOVE) : first]):
        dates = page_dates(block.text)
        day = (dates.published or dates.bare or dates.updated) if dates else None
        if day is not None:
            return day
    return None


def _local_day(day: date, moment: str | None, seen: list[str]) -> date | None:
    if not moment or not moment.endswith(_UTC):
        return None
    days = [found for words in seen[:3] if (found := day_named(words))]
    return next((each for each in days[:1] if abs(each - day) == timedelta(days=1)), None)


def _seen_times(tree: Any) -> Iterator[tuple[str, str]]:
    """What ``time`` elements hold and show, those beside the headline before those in lists and after the text."""
    for element in tree.iter("time", "abbr"):
        called = "published" in (element.get("class") or "").lower()
        if element.tag == "abbr" and not called:
            continue
        if any(each.tag in ("aside", "footer", "nav", "li") for each in element.iterancestors()):
            continue
        shown = folded(element.text_content())
        yield element.get("datetime") or element.get("content") or element.get("title") or shown, shown


def _microdata(tree: Any, name: str) -> Iterator[str]:
    for element in tree.iter():
        if isinstance(element.tag, str) and (element.get("itemprop") or "").lower() == name and element.tag != "meta":
            yield element.get("datetime") or element.get("content") or folded(element.text_content())


def _updated(node: Node, meta: dict[str, list[str]]) -> date | None:
    for value in (_text(node.get("dateModified")), *_stated("updated", meta)):
        day = (day_of_moment(moment_named(value)) or day_named(value)) if value else None
        if day is not None:
            return day
    return None


def _byline(node: Node, meta: dict[str, list[str]], tree: Any) -> str | None:
    stated = _names(node.get("author")) or _names(node.get("creator"))
    if stated:
        return stated
    meant = [each for each in _stated("byline", meta) if not each.startswith(("http", "@", "/"))]
    shown = [value for value in _microdata(tree, "author") if value and len(value) < 100]
    linked = [folded(each.text_content()) for each in tree.iter("a") if "author" in (each.get("rel") or "")]
    found = next((each for each in (*meant, *shown, *linked) if each), None)
    return re.sub(r"^by\s+", "", found, flags=re.I) if found else None


def _window_title(tree: Any) -> str | None:
    found = tree.find(".//title")
    return folded(found.text_content()) or None if found is not None else None


def _url(node: Node, tree: Any, meta: dict[str, list[str]], markup: str) -> str | None:
    """The page's own address: its canonical link, else what it says elsewhere, else where it was saved from."""
    links = [each.get("href") for each in tree.iter("link") if "canonical" in (each.get("rel") or "").lower().split()]
    entity = node.get("mainEntityOfPage")
    within = entity.get("@id") if isinstance(entity, dict) else entity
    saved = _SAVED_FROM.search(markup[:20_000])
    choices = (*links, *meta.get("og:url", ()), node.get("url"), within, saved[1] if saved else None)
    return next((folded(each) for each in choices if isinstance(each, str) and _is_web(each)), None)


def _is_web(address: str) -> bool:
    return address.strip().startswith(("http://", "https://"))
