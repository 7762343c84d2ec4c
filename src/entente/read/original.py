"""Where characters of a report stand in the document it was read from: a quotation in the page, a box in the PDF.

>>> shown_in(report, Span(120, 131))                                      # doctest: +SKIP
(Quote(path='/html/body/main/p[2]', exact='held talks ', prefix='…', suffix='…'),)

Not every character can be shown: the headline that metadata state, a line that no element of the page holds as it
stands, text from which the layout of a PDF is lost. ``shown_in`` is empty there, and ``can_be_shown`` says so.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from entente.model import Anchor, Report, Span

_AROUND = 32


@dataclass(frozen=True, slots=True)
class Quote:
    """A TextQuoteSelector (W3C Web Annotation) within the element at the XPath ``path``, white space folded."""

    path: str
    exact: str
    prefix: str
    suffix: str


@dataclass(frozen=True, slots=True)
class PageBox:
    """A part of a PDF page (from 1): left, bottom, right and top in points from the page's lower left corner."""

    page: int
    box: tuple[float, ...]
    exact: str


def shown_in(report: Report, span: Span) -> tuple[Quote | PageBox, ...]:
    """The places of the characters of *span* in the original, in text order; as far as they are known."""
    return tuple(_places(report, span))


def can_be_shown(report: Report, span: Span) -> bool:
    """Whether every character of *span* but white space has a place in the original. Plain text is its own original."""
    if report.media_type == "text/plain":
        return True
    left = span.start
    for anchor in (*_touching(report, span), Anchor(span.end, span.end)):
        if report.text[left : max(left, min(anchor.start, span.end))].strip():
            return False
        left = max(left, anchor.end)
    return True


def _touching(report: Report, span: Span) -> Iterator[Anchor]:
    return (anchor for anchor in report.anchors if anchor.start < span.end and span.start < anchor.end)


def _places(report: Report, span: Span) -> Iterator[Quote | PageBox]:
    for anchor in _touching(report, span):
        start, end = max(span.start, anchor.start), min(span.end, anchor.end)
        words = report.text[start:end]
        if anchor.path is not None:
            before = report.text[max(anchor.start, start - _AROUND) : start]
            yield Quote(anchor.path, words, before, report.text[end : min(anchor.end, end + _AROUND)])
        elif anchor.page is not None and anchor.box is not None:
            yield PageBox(anchor.page, _part_of(anchor, start, end), words)


def _part_of(anchor: Anchor, start: int, end: int) -> tuple[float, ...]:
    """The part of a line's box that characters take, as if all were equally wide."""
    left, bottom, right, top = anchor.box or (0.0, 0.0, 0.0, 0.0)
    wide = (right - left) / max(1, anchor.end - anchor.start)
    parts = left + (start - anchor.start) * wide, bottom, left + (end - anchor.start) * wide, top
    return tuple(round(each, 1) for each in parts)
