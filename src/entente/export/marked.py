"""A report with the characters marked that its record rests on, and a legend of the marks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from entente.model import Span
from entente.notation import line_of, show
from entente.query import StoredReport

Kind = Literal["event", "statement", "commitment", "count"]
OPEN, CLOSE = "⟦", "⟧"


@dataclass(frozen=True, slots=True)
class Mark:
    """Marked characters: ``label`` stands beside them in the text and before ``says`` in the legend."""

    span: Span
    kind: Kind
    label: str
    id: str
    says: str


def marks(found: StoredReport) -> list[Mark]:
    """The triggers of events, cues of statements, and words of commitments and counts."""
    text = found.report.text
    every: list[Mark] = []
    for n, event in enumerate(found.events, 1):
        says = show(line_of(event.value.chief, text))
        every += [Mark(mention.trigger, "event", str(n), event.id, says) for mention in event.value.mentions]
    for n, said in enumerate(found.statements, 1):
        who = said.value.source.name if said.value.source else "somebody"
        content = " … ".join(" ".join(span.of(text).split()) for span in said.value.content)
        every.append(Mark(said.value.cue, "statement", f"S{n}", said.id, f"{who}: {content}"))
    for n, promised in enumerate(found.commitments, 1):
        who = " & ".join(actor.name for actor in promised.value.parties) or "somebody"
        says = f"{who}: {promised.value.words} ({promised.value.status})"
        every.append(Mark(promised.value.span, "commitment", f"C{n}", promised.id, says))
    for n, counted in enumerate(found.counts, 1):
        verdict = f", {counted.value.verdict} on record" if counted.value.verdict else ""
        says = f"{counted.value.asserted} of {counted.value.type}{verdict}"
        every.append(Mark(counted.value.span, "count", f"N{n}", counted.id, says))
    return sorted(dict.fromkeys(every), key=lambda mark: (mark.span, mark.label))


def segments(text: str, found: list[Mark], brackets: bool) -> Iterator[tuple[str, Kind | None]]:
    """The text in pieces, each with the kind of the innermost mark it stands in; labels after what they mark."""
    ends = sorted({0, len(text), *(at for mark in found for at in (mark.span.start, mark.span.end))})
    for start, end in zip(ends, ends[1:] or ends, strict=False):
        inside = [mark for mark in found if mark.span.covers(Span(start, end))]
        innermost = min(inside, key=lambda mark: mark.span.end - mark.span.start, default=None)
        opened = sum(mark.span.start == start for mark in found)
        closed = [mark for mark in found if mark.span.end == end]
        yield (OPEN * opened if brackets else "") + text[start:end], innermost.kind if innermost else None
        for mark in closed:
            yield (f"{CLOSE}{mark.label}" if brackets else f"[{mark.label}]"), mark.kind


def legend(found: list[Mark]) -> Iterator[tuple[str, Kind]]:
    """One line a label: label, id, and what is said there; events first."""
    seen: dict[str, Mark] = {}
    for mark in found:
        seen.setdefault(mark.label, mark)
    order: tuple[Kind, ...] = ("event", "statement", "commitment", "count")
    for mark in sorted(seen.values(), key=lambda mark: (order.index(mark.kind), int(mark.label.lstrip("SCN")))):
        yield f"{mark.label:>4}  {mark.id}  {mark.says}", mark.kind
