"""Lines of a PDF page and how they make paragraphs: by the gaps between them, their height, and where they end.

Lengths are PDF points, with the origin at the page's lower left corner.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise

from entente.datafiles import DATA, read_yaml
from entente.errors import DataError
from entente.read.dates import page_dates
from entente.read.furniture import byline

FILE = DATA / "read" / "hyphens.yaml"
_WIDER_GAP = 0.35
_NEXT_COLUMN = 3.0
_ENOUGH_GAPS = 5
_SINGLE_SPACED = 0.2
_OTHER_HEIGHT = 0.12
_INDENT = 0.8
_SHORT = 0.85
_SENTENCE_END = re.compile(r"[.!?:][\"'”’)\]]*$")
_BROKEN_WORD = re.compile(r"(\w*)[\x02\ufffe\xad](\w*)")
_PAGE_NUMBER = re.compile(r"(?:page\s*)?[-–—|/\s]*\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?[-–—|\s]*", re.I)


@dataclass(frozen=True, slots=True)
class PdfLine:
    """A line of a page (counted from 1) with its box; two lines with a word broken between them are one."""

    text: str
    left: float
    right: float
    top: float
    bottom: float
    height: float
    page: int = 0


def without_running_lines(pages: list[list[PdfLine]]) -> list[list[PdfLine]]:
    """The pages without page numbers, and without head and foot lines seen on an earlier page."""
    edges = Counter(key for lines in pages for key in {_key(line) for line in _edges(lines)})
    seen: set[tuple[str, int]] = set()
    kept = []
    for lines in pages:
        running = {id(line) for line in _edges(lines) if _runs(line, edges, seen)}
        seen |= {_key(line) for line in _edges(lines)}
        kept.append([line for line in lines if id(line) not in running])
    return kept


def _edges(lines: list[PdfLine]) -> list[PdfLine]:
    return [*lines[:2], *lines[2:][-2:]]


def _key(line: PdfLine) -> tuple[str, int]:
    """Words and height on the page: a line of the body may well return, but hardly at the same place."""
    return re.sub(r"\d+", "#", line.text.casefold()), round(line.top)


def _runs(line: PdfLine, edges: Counter[tuple[str, int]], seen: set[tuple[str, int]]) -> bool:
    return bool(_PAGE_NUMBER.fullmatch(line.text)) or (edges[_key(line)] > 1 and _key(line) in seen)


def paragraphs_of(columns: list[list[PdfLine]]) -> list[list[PdfLine]]:
    """The lines of each paragraph of a document, with broken words made whole; one may run over a column's end."""
    usual = _usual_gap(columns)
    found: list[list[PdfLine]] = []
    for lines in columns:
        for i, paragraph in enumerate(_column_paragraphs(lines, usual)):
            if i == 0 and found and _runs_over(found[-1][-1], paragraph[0]):
                found[-1] += paragraph
            else:
                found.append(paragraph)
    texts = iter(mended([line.text for paragraph in found for line in paragraph]))
    return [[replace(line, text=next(texts)) for line in paragraph] for paragraph in found]


def _runs_over(before: PdfLine, here: PdfLine) -> bool:
    same_size = abs(before.height - here.height) <= _OTHER_HEIGHT * here.height
    return same_size and not _SENTENCE_END.search(before.text) and not here.text[0].isupper()


def _usual_gap(pages: list[list[PdfLine]]) -> float:
    """The gap between two lines of a paragraph, in line heights: of all gaps the one at the lower quartile."""
    pairs = [pair for lines in pages for pair in pairwise(lines)]
    gaps = sorted(_gap(before, here) for before, here in pairs if _gap(before, here) > -1)
    if not gaps:
        return 0.0
    usual = gaps[len(gaps) // 4]
    return usual if len(gaps) >= _ENOUGH_GAPS else min(usual, _SINGLE_SPACED)


def _gap(before: PdfLine, here: PdfLine) -> float:
    return (before.bottom - here.top) / here.height if here.height else 0.0


def _column_paragraphs(lines: list[PdfLine], usual: float) -> Iterator[list[PdfLine]]:
    if not lines:
        return
    left, right = min(line.left for line in lines), max(line.right for line in lines)
    start = 0
    for i in range(1, len(lines) + 1):
        if i == len(lines) or _begins(lines[i - 1], lines[i], usual, left, right):
            yield lines[start:i]
            start = i


def _begins(before: PdfLine, here: PdfLine, usual: float, left: float, right: float) -> bool:
    """Whether *here* begins a paragraph: another size, a wider gap, an indent, or a short line that ends a sentence.

    The line of a date or of the writer stands alone.
    """
    if _stands_alone(before.text) or _stands_alone(here.text):
        return True
    if abs(before.height - here.height) > _OTHER_HEIGHT * here.height:
        return True
    ended = bool(_SENTENCE_END.search(before.text))
    gap = _gap(before, here)
    if gap < usual - _NEXT_COLUMN:
        return ended
    if gap > usual + _WIDER_GAP:
        return True
    indented = here.left - max(left, before.left) > _INDENT * here.height
    short = before.right - left < _SHORT * (right - left)
    return ended and (indented or (short and not here.text[0].islower()))


def _stands_alone(line: str) -> bool:
    return bool(page_dates(line) or byline(line))


@cache
def kept_hyphens() -> frozenset[str]:
    """The first parts of ``hyphens.yaml``."""
    try:
        return frozenset(read_yaml(FILE)["keep"])
    except (KeyError, TypeError) as error:
        raise DataError(f"{FILE}: needs the list keep ({error!r})") from error


def mended(lines: list[str]) -> list[str]:
    """*lines* with words that were broken at a line's end made whole, with or without their hyphen."""
    words = set(re.findall(r"\w+(?:-\w+)*", " ".join(lines).casefold()))
    return [_BROKEN_WORD.sub(lambda match: _whole(match[1], match[2], words), text) for text in lines]


def _whole(first: str, second: str, words: set[str]) -> str:
    joined, hyphened = first + second, f"{first}-{second}"
    if not first or not second:
        return joined
    if joined.casefold() in words:
        return joined
    keeps = hyphened.casefold() in words or second[0].isupper() or first.isdigit() or first.casefold() in kept_hyphens()
    return hyphened if keeps else joined
