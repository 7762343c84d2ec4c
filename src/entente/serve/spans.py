"""A report's text in pieces, each with all the annotations that cover it, so that overlapping ones stay apart.

Offsets are code points of ``Report.text``. Nothing here is HTML: templates escape what they write.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from entente.entries import Entry
from entente.model import Actor, Mention, Place, Report, Span, Time
from entente.query import StoredReport
from entente.serve import wording

Layer = Literal["event", "statement", "actor", "place", "time", "commitment"]
# Which classes of the style sheet the characters of a layer get.
CLASSES = {"actor": "who", "place": "where", "time": "when"}


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters of an annotation, and the class of the style sheet that marks them."""

    span: Span
    style: str


@dataclass(frozen=True, slots=True)
class Annotation:
    """What the record has on some characters.

    ``id`` names it within the page, ``label`` stands in the text and before ``says`` in the list, ``about`` is the
    event or finding, ``who`` the question for the page of an actor, ``start`` the first of its characters.
    """

    id: str
    layer: Layer
    label: str
    says: str
    pieces: tuple[Piece, ...]
    about: Entry[object] | None = None
    who: str | None = None

    @property
    def start(self) -> int:
        return min(piece.span.start for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Segment:
    """Characters that the same annotations cover, the shortest first; ``begins`` are those whose characters begin here.

    ``ends`` are those with a label whose marked words end here.
    """

    text: str
    classes: str
    on: tuple[str, ...]
    begins: tuple[Annotation, ...]
    ends: tuple[Annotation, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A block of the report, in segments; ``kind`` is that of the block."""

    kind: str
    segments: tuple[Segment, ...]


def annotated(found: StoredReport) -> list[Annotation]:
    """All that the record has on the characters of a report, in the order of the text, by layer."""
    text = found.report.text
    held = [*_events(found, text), *_statements(found, text), *_commitments(found, text)]
    return [*held, *_named(found, text)]


def _events(found: StoredReport, text: str) -> Iterator[Annotation]:
    for number, entry in enumerate(sorted(found.events, key=lambda each: each.value.chief.trigger), 1):
        kind = wording.quad(entry.value.chief.type)
        pieces = tuple(Piece(mention.trigger, f"act-on {kind}") for mention in entry.value.mentions)
        yield Annotation(f"e{number}", "event", str(number), entry.value.chief.trigger.of(text), pieces, entry)


def _statements(found: StoredReport, text: str) -> Iterator[Annotation]:
    for number, entry in enumerate(sorted(found.statements, key=lambda each: each.value.cue), 1):
        said = entry.value
        who = said.source.name if said.source else "somebody"
        pieces = Piece(said.cue, "cue"), *(Piece(span, "said") for span in said.content)
        yield Annotation(f"s{number}", "statement", f"S{number}", who, pieces, entry)


def _commitments(found: StoredReport, text: str) -> Iterator[Annotation]:
    for number, entry in enumerate(sorted(found.commitments, key=lambda each: each.value.span), 1):
        who = ", ".join(actor.name for actor in entry.value.parties) or "somebody"
        pieces = (Piece(entry.value.span, "pledge"),)
        yield Annotation(f"c{number}", "commitment", f"C{number}", who, pieces, entry)
    for number, count in enumerate(sorted(found.counts, key=lambda each: each.value.span), 1):
        says = f"{count.value.asserted} of {count.value.type}"
        yield Annotation(f"n{number}", "commitment", f"N{number}", says, (Piece(count.value.span, "count"),), count)


def _named(found: StoredReport, text: str) -> Iterator[Annotation]:
    """Who, where and when, one annotation for all characters that name the same."""
    held: dict[tuple[Layer, str, str | None], set[Span]] = {}
    for layer, says, who, span in _names(found):
        if 0 <= span.start < span.end <= len(text):
            held.setdefault((layer, says, who), set()).add(span)
    order = sorted(held.items(), key=lambda item: min(item[1]))
    for number, ((layer, says, who), spans) in enumerate(order, 1):
        pieces = tuple(Piece(span, CLASSES[layer]) for span in sorted(spans))
        yield Annotation(f"{layer[0]}{layer[1]}{number}", layer, "", says, pieces, None, who)


def _names(found: StoredReport) -> Iterator[tuple[Layer, str, str | None, Span]]:
    for entry in found.events:
        for mention in entry.value.mentions:
            yield from _of_mention(mention)
    for said in found.statements:
        source, place = said.value.source, said.value.place
        actors = [each for each in (source.actor if source else None, said.value.addressee) if each]
        yield from _of(actors, [place] if place else [], [said.value.dating.time if said.value.dating else None])
    for promised in found.commitments:
        held = promised.value
        times = [dating.time if dating else None for dating in (held.dating, held.made)]
        yield from _of([*held.parties, *held.partners], [], times)


def _of_mention(mention: Mention) -> Iterator[tuple[Layer, str, str | None, Span]]:
    sources = [each for each in (mention.speaker, *mention.attribution) if each and each.actor]
    actors = [*mention.actors, *mention.recipients, *(each.actor for each in sources if each.actor)]
    yield from _of(actors, [mention.place] if mention.place else [], [mention.dating.time])


def _of(
    actors: Iterable[Actor], places: Iterable[Place], times: Iterable[Time | None]
) -> Iterator[tuple[Layer, str, str | None, Span]]:
    for actor in actors:
        yield "actor", wording.party_line(actor), wording.known(actor), actor.span
    for place in places:
        yield "place", f"{place.name}{', ' + place.country if place.country else ''}", None, place.span
    for time in times:
        if time:
            yield "time", f"{time.value}: {wording.days(time.first, time.last)}", None, time.span


def paragraphs(report: Report, found: Sequence[Annotation]) -> list[Paragraph]:
    """The blocks of the report, and whatever lies between them, parted where an annotation begins or ends."""
    cuts = sorted({at for each in found for piece in each.pieces for at in (piece.span.start, piece.span.end)})
    return [
        Paragraph(kind, tuple(_segments(report.text, span, found, cuts)))
        for kind, span in _blocks(report)
        if span.of(report.text).strip()
    ]


def _blocks(report: Report) -> Iterator[tuple[str, Span]]:
    at = 0
    for block in sorted(report.blocks, key=lambda each: each.span):
        if block.span.start > at:
            yield "furniture", Span(at, block.span.start)
        if block.span.end > at:
            yield block.kind, Span(max(at, block.span.start), block.span.end)
            at = block.span.end
    if at < len(report.text):
        yield "furniture" if report.blocks else "body", Span(at, len(report.text))


def _segments(text: str, block: Span, found: Sequence[Annotation], cuts: Sequence[int]) -> Iterator[Segment]:
    here = [
        (piece, each)
        for each in found
        for piece in each.pieces
        if piece.span.start < block.end and piece.span.end > block.start
    ]
    here.sort(key=lambda pair: (pair[0].span.end - pair[0].span.start, pair[1].id))
    ends = sorted({block.start, block.end, *(cut for cut in cuts if block.start < cut < block.end)})
    for start, end in pairwise(ends):
        on = [(piece, each) for piece, each in here if piece.span.start <= start and piece.span.end >= end]
        begins = tuple({each.id: each for piece, each in on if piece.span.start == start == each.start}.values())
        named = (each for piece, each in on if each.label and piece.span.end == end and piece.style != "said")
        ids = tuple(dict.fromkeys(each.id for _, each in on))
        classes = " ".join(dict.fromkeys(piece.style for piece, _ in on))
        yield Segment(text[start:end], classes, ids, begins, tuple({each.id: each for each in named}.values()))


def by_layer(found: Iterable[Annotation]) -> dict[str, list[Annotation]]:
    """The annotations of each layer, in the order of the text."""
    held: dict[str, list[Annotation]] = {
        layer: [] for layer in ("event", "statement", "commitment", "actor", "place", "time")
    }
    for each in found:
        held[each.layer].append(each)
    return held
