"""The columns of a PDF page in the order in which they are read, parted by what runs over the page."""

from __future__ import annotations

from collections.abc import Iterator

from entente.read.pdf_lines import PdfLine

_WIDE = 0.6
"""A line of more than this share of the text's width parts the columns above it from those below."""
_GUTTER = 0.5
"""Columns are parted by at least this many line heights."""
_FEWEST_LINES = 3
_FEWEST_CHARACTERS = 12
"""Columns have lines of this length in the mean; those of tables are shorter."""
_OVERLAP = 0.3


def columns(lines: list[PdfLine]) -> list[list[PdfLine]]:
    """The *lines* of a page by column; a page without columns is one, in the order in which it was written."""
    placed = [line for line in lines if line.right > line.left]
    if len(placed) < 2 * _FEWEST_LINES or len(placed) < len(lines):
        return [lines]
    width = max(line.right for line in placed) - min(line.left for line in placed)
    bands = list(_bands(sorted(placed, key=lambda line: -line.top), width))
    parted = [part for band in bands for part in _parted(band)]
    return parted if len(parted) > len(bands) else [lines]


def _bands(lines: list[PdfLine], width: float) -> Iterator[list[PdfLine]]:
    """Runs of lines that are all wide or all narrow, from the top."""
    band: list[PdfLine] = []
    wide = False
    for line in lines:
        here = line.right - line.left > _WIDE * width
        if band and here != wide:
            yield band
            band = []
        wide = here
        band.append(line)
    if band:
        yield band


def _parted(lines: list[PdfLine]) -> list[list[PdfLine]]:
    """*lines* by column, as often as a gutter runs through them."""
    gutter = _gutter(lines)
    if gutter is None:
        return [lines]
    left = [line for line in lines if line.right <= gutter]
    right = [line for line in lines if line.right > gutter]
    return [*_parted(left), *_parted(right)]


def _gutter(lines: list[PdfLine]) -> float | None:
    """Where, from the left, no line of *lines* stands, with enough text on both sides at the same height."""
    reach = 0.0
    for line in sorted(lines, key=lambda each: each.left):
        if reach and line.left - reach > _GUTTER * line.height and _both_sides(lines, reach):
            return reach
        reach = max(reach, line.right)
    return None


def _both_sides(lines: list[PdfLine], at: float) -> bool:
    left, right = [line for line in lines if line.right <= at], [line for line in lines if line.right > at]
    return all(map(_is_column, (left, right))) and _beside(left, right)


def _is_column(lines: list[PdfLine]) -> bool:
    return len(lines) >= _FEWEST_LINES and sum(len(line.text) for line in lines) >= _FEWEST_CHARACTERS * len(lines)


def _beside(left: list[PdfLine], right: list[PdfLine]) -> bool:
    """Whether two columns stand beside each other and not one above the other."""
    tops = [max(line.top for line in side) for side in (left, right)]
    bottoms = [min(line.bottom for line in side) for side in (left, right)]
    shared = min(tops) - max(bottoms)
    return shared > _OVERLAP * min(top - bottom for top, bottom in zip(tops, bottoms, strict=True))
