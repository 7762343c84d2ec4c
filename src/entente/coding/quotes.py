"""Quotations in a report's text, whatever the parse says: pairs of quotation marks, over paragraphs if they run on.

A quotation that runs over paragraphs opens each of them with a mark and closes only the last (the convention of
English newspapers). A mark that never closes is taken to close with its sentence. One pass, linear in the text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from entente.model import Parsed, Report, Span

MARK = re.compile(r"''|``|[“”„«»\"‘’']")
PARTNER = {"”": "“„", "“": "„", "»": "«", '"': '"', "’": "‘", "'": "'", "''": ("``", "''")}
CLOSING = "”»’"
SINGLE = ("‘", "'")
FINAL = ".,?!…—"
# A full stop that ends a sentence, not the one of "vs.", "Mr." or an initial.
STOP = re.compile(r"\w{4,}[.!?]['’]? |\b(?!vs|Mr|Ms|Mrs|Dr|No|St|Gen|Sen|Rep|Gov|Lt|Col)\w{2,3}\. ")


@dataclass(frozen=True, slots=True)
class Quotation:
    """Quoted characters, the marks included: one span for each paragraph. ``depth`` 0 is outermost.

    ``full`` means words that stand alone, not a phrase quoted inside the report's own sentence.
    """

    spans: tuple[Span, ...]
    full: bool
    depth: int = 0

    @property
    def start(self) -> int:
        return self.spans[0].start

    @property
    def end(self) -> int:
        return self.spans[-1].end

    def holds(self, offset: int) -> bool:
        """Whether character *offset* is quoted."""
        return self.start <= offset < self.end


@dataclass(frozen=True, slots=True)
class _Marks:
    """The marks of one paragraph: closed pairs, and openers that nothing closes."""

    pairs: tuple[Span, ...]
    unclosed: tuple[int, ...]


def find_quotations(parsed: Parsed) -> tuple[Quotation, ...]:
    """All quotations in titles and body in text order, each before those nested in it."""
    sentence_ends = tuple(sentence.end for sentence in parsed.sentences)
    found: list[tuple[Span, ...]] = []
    running: list[Span] = []
    for block in parsed.report.blocks:
        if block.kind not in ("body", "title"):
            continue
        marks = _marks(parsed.report.text, block.span)
        running = _carry_on(found, running, marks, block.span, sentence_ends)
    if running:
        found.append(_ended(running, sentence_ends))
    return tuple(_nested(_quotation(parsed.report, spans) for spans in found))


def _carry_on(
    found: list[tuple[Span, ...]], running: list[Span], marks: _Marks, block: Span, ends: tuple[int, ...]
) -> list[Span]:
    """Add a paragraph's quotations to *found*; what comes back is the quotation still open after it."""
    pairs, unclosed = list(marks.pairs), list(marks.unclosed)
    if running:
        first = next((pair for pair in pairs if pair.start == block.start), None)
        if block.start in unclosed:
            unclosed.remove(block.start)
            found.extend((pair,) for pair in pairs)
            return [*running, block]
        if first is None:
            found.append(_ended(running, ends))
        else:
            pairs.remove(first)
            found.append((*running, first))
    found.extend((pair,) for pair in pairs)
    found.extend(_ended([Span(start, after)], ends) for start, after in pairwise(unclosed))
    return [Span(unclosed[-1], block.end)] if unclosed else []


def _ended(spans: list[Span], sentence_ends: tuple[int, ...]) -> tuple[Span, ...]:
    """A quotation without a closing mark: a single paragraph of it ends with the sentence it opens in."""
    if len(spans) > 1:
        return tuple(spans)
    at = bisect_right(sentence_ends, spans[0].start)
    end = min(sentence_ends[at], spans[0].end) if at < len(sentence_ends) else spans[0].end
    return (Span(spans[0].start, end),)


def _marks(text: str, block: Span) -> _Marks:
    """Pairs the quotation marks of one paragraph with a stack; apostrophes and inch marks stay unpaired."""
    pairs: list[Span] = []
    stack: list[tuple[str, int]] = []
    lost: list[int] = []
    for match in MARK.finditer(text, block.start, block.end):
        mark, at = match[0], match.start()
        opened = _partner(stack, mark)
        if opened is not None and _closes(text, block, at, mark):
            pairs.append(Span(stack[opened][1], match.end()))
            lost.extend(start for char, start in stack[opened + 1 :] if char not in SINGLE)
            del stack[opened:]
        elif mark not in CLOSING and _opens(text, block, at, mark):
            if opened is not None or (mark == "“" and _partner(stack, "”") is not None):
                lost.extend(start for char, start in stack if char not in SINGLE)
                stack.clear()
            stack.append((mark, at))
    lost.extend(start for char, start in stack if char not in SINGLE)
    return _Marks(tuple(pairs), tuple(sorted(lost)))


def _partner(stack: list[tuple[str, int]], mark: str) -> int | None:
    """The position in *stack* of the opener that *mark* would close."""
    partners = PARTNER.get(mark, "")
    return next((i for i in range(len(stack) - 1, -1, -1) if stack[i][0] in partners), None)


def _beside(text: str, block: Span, at: int, mark: str) -> tuple[str, str]:
    """The characters before and after a mark, blanks at the paragraph's ends."""
    end = at + len(mark)
    return text[at - 1] if at > block.start else " ", text[end] if end < block.end else " "


def _opens(text: str, block: Span, at: int, mark: str) -> bool:
    before, after = _beside(text, block, at, mark)
    if mark in SINGLE:
        return after.isalpha() and (before.isspace() or before in '“"(—')
    return mark in ("“", "„", "«", "``") or (not after.isspace() and (before.isspace() or before in "([—–-:/‘'"))


def _closes(text: str, block: Span, at: int, mark: str) -> bool:
    before, after = _beside(text, block, at, mark)
    if mark in ("'", "’"):
        return not after.isalnum() and not before.isspace()
    return mark in ("”", "»", "“") or not before.isspace() or after.isspace()


def _quotation(report: Report, spans: tuple[Span, ...]) -> Quotation:
    words = report.text[spans[0].start + 1 : spans[-1].end].rstrip("”\"’'» \n")
    full = len(spans) > 1 or words[-1:] in tuple(FINAL) or STOP.search(words) is not None
    return Quotation(spans, full and " " in words)


def _nested(quotations: Iterable[Quotation]) -> Iterator[Quotation]:
    """The same quotations in text order, each with its depth."""
    above: list[int] = []
    for quotation in sorted(quotations, key=lambda q: (q.start, -q.end)):
        while above and above[-1] <= quotation.start:
            above.pop()
        yield Quotation(quotation.spans, quotation.full, len(above))
        above.append(quotation.end)
