"""The headline of a page: of what it states and what a reader sees, the heading that both agree on."""

from __future__ import annotations

import re
from typing import Any

from entente.read.markup import folded
from entente.read.page_facts import Facts
from entente.read.page_words import named, page_words

_PARTING = re.compile(r"\s+[|·•»–—-]\s+|\s*\|\s*| :: ")
_ALIKE = 0.6


def headline(tree: Any, facts: Facts) -> str | None:
    """The title as it stands over the article; where no heading is like what the page states, as stated."""
    stated = [bare(title, facts.publisher) for title in facts.titles]
    headings = [text for each in tree.iter("h1") if not _points_home(each) and (text := _heading(each))]
    headings = [text for text in headings if not _is_name(text, facts.publisher)]
    for title in stated:
        alike = [heading for heading in headings if _overlap(heading, title) >= _ALIKE]
        if alike:
            return max(alike, key=lambda heading: _overlap(heading, title))
    if stated:
        lower = [text for tag in ("h2", "h3") for each in tree.iter(tag) if (text := _heading(each))]
        same = next((text for text in lower if _words(text) == _words(stated[0])), None)
        return same or (headings[0] if len(headings) == 1 else stated[0])
    return headings[0] if headings else None


def _heading(element: Any) -> str | None:
    """The words of a heading without labels that stand in it (*Live*, *Exclusive*)."""
    pieces = [element.text or ""]
    for child in element:
        labels = isinstance(child.tag, str) and page_words().furniture.search(named(child))
        pieces += ["" if labels or not isinstance(child.tag, str) else child.text_content(), child.tail or ""]
        if child.tag == "br":
            pieces.append(" ")
    return folded(" ".join(pieces) if any(child.tag == "br" for child in element) else "".join(pieces)) or None


def _points_home(element: Any) -> bool:
    """Whether a heading is the name of the site, a link to its first page."""
    return any((link.get("href") or "") in ("/", "./", "index.html") for link in element.iter("a"))


def bare(title: str, publisher: str | None) -> str:
    """*title* without the name of the paper behind or before it."""
    parts = _PARTING.split(title)
    if len(parts) < 2:
        return title
    if publisher and _is_name(parts[-1], publisher):
        cut = title[: len(title) - len(parts[-1])]
        return _PARTING.sub("", cut.rstrip() + " ", count=0) if len(parts) == 2 else re.sub(r"[\s|·•»–—:-]+$", "", cut)
    if publisher and _is_name(parts[0], publisher):
        return re.sub(r"^[\s|·•»–—:-]+", "", title[len(parts[0]) :])
    if "|" in title:
        return re.sub(r"\s*\|.*$", "", title) or title
    return title


def _is_name(text: str, publisher: str | None) -> bool:
    ours, theirs = _words(text), _words(publisher or "")
    return bool(theirs) and ({*ours} <= {*theirs} or ({*theirs} <= {*ours} and len(ours) <= len(theirs) + 2))


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def _overlap(one: str, other: str) -> float:
    """How alike two titles are: words in both, of the words that each has on average (Dice)."""
    first, second = set(_words(one)), set(_words(other))
    return 2 * len(first & second) / max(1, len(first) + len(second))
