"""How a text is laid out: its lines, and which of them make one paragraph.

Some texts put a paragraph on a line, some break lines at a column and part paragraphs by a blank line; both come
with or without blank lines. Offsets are code points in the text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from entente.model import Span

_WIDEST_COLUMN = 130
_FULL = 0.8
_SHARE_OF_BROKEN_SENTENCES = 0.2
_SENTENCE_END = re.compile(r"[.!?…:;][\"'”’»)\]]*$")


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank, without the space around it; ``parted`` where a blank line stands before it."""

    span: Span
    parted: bool


def lines_of(text: str) -> Iterator[Line]:
    """The lines of *text* that hold more than white space, in order."""
    start, parted = 0, False
    for raw in text.splitlines(keepends=True):
        bare = raw.strip()
        if bare:
            left = start + len(raw) - len(raw.lstrip())
            yield Line(Span(left, left + len(bare)), parted)
        parted = not bare
        start += len(raw)


def paragraphs(text: str, standalone: Callable[[str], bool], *, wrapped: bool | None = None) -> Iterator[Span]:
    """The spans of paragraphs. A line that is *standalone* (page furniture) is one of its own.

    *wrapped* says whether a paragraph runs over several lines; None lets the text decide.
    """
    lines = list(lines_of(text))
    alone = [standalone(line.span.of(text)) for line in lines]
    joints = [i for i in range(1, len(lines)) if not (lines[i].parted or alone[i] or alone[i - 1])]
    if wrapped is None:
        wrapped = _is_wrapped(text, lines, joints)
    joined = {i for i in joints if _continues(text, lines, i)} if wrapped else set()
    return _merged(lines, joined)


def _merged(lines: list[Line], joined: set[int]) -> Iterator[Span]:
    for i, line in enumerate(lines):
        if i not in joined:
            start = line.span.start
        if i + 1 not in joined:
            yield Span(start, line.span.end)


def _is_wrapped(text: str, lines: list[Line], joints: list[int]) -> bool:
    """Whether lines are broken at a column: sentences run on from line to line, and no line is very long."""
    if not joints:
        return False
    widths = sorted(len(lines[i - 1].span.of(text)) for i in joints)
    if widths[(len(widths) * 9) // 10] > _WIDEST_COLUMN:
        return False
    return sum(_runs_on(text, lines, i) for i in joints) >= _SHARE_OF_BROKEN_SENTENCES * len(joints)


def _runs_on(text: str, lines: list[Line], i: int) -> bool:
    """Whether line *i* begins small and the one before it does not end a sentence."""
    before, here = lines[i - 1].span.of(text), lines[i].span.of(text)
    return here[0].islower() and not _SENTENCE_END.search(before)


def _continues(text: str, lines: list[Line], i: int) -> bool:
    """Whether line *i* belongs to the paragraph of the line before: its first word would not have fitted there."""
    if _runs_on(text, lines, i):
        return True
    before, here = lines[i - 1].span, lines[i].span
    column = max(line.span.end - line.span.start for line in _around(lines, i))
    return before.end - before.start + 1 + len(here.of(text).split()[0]) > column * _FULL


def _around(lines: list[Line], i: int) -> list[Line]:
    """The lines whose width shows the column at line *i*: a few to either side, for a page may change it."""
    return lines[max(0, i - 10) : i + 10]
