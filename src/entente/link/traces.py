"""What linking across reports remembers of a happening as one report tells it; readable without the report."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeVar

from entente.link.words import content
from entente.model import Actor, DateBasis, Event, Factuality, Mention, Place, Report, Resolved, Sentence, Span

T = TypeVar("T")
Part = Literal["actor", "recipient", "other"]
AGENT, PATIENT = "ARG0", ("ARG1", "ARG2")
NAMED = frozenset({"person", "body", "state"})
EMPTY = frozenset({"PRON", "DET", "PUNCT", "NUM", "ADP", "AUX"})


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody or something that takes part. ``name`` is a resolved name without case, else the lemma of a head word.

    ``code`` is that of a country or body; ``kind`` as in ``Actor``, empty for what was not resolved.
    """

    part: Part
    name: str
    code: str | None = None
    kind: str = ""

    @property
    def surname(self) -> str:
        """The last part of the name: "sisi" of "abdel fattah al-sisi" and of "abdel fattah el-sisi"."""
        return re.split(r"[\s-]", self.name)[-1]


@dataclass(frozen=True, slots=True)
class Trace:
    """A happening as one report tells it.

    ``words`` are the lemmas of its triggers, ``said`` the content lemmas of the sentences it is told in; days are
    inclusive; ``place`` is a name without case, ``geonameid``, ``country`` and ``resolution`` as in ``Place``.
    ``type`` is None where no rule spoke.
    """

    id: str
    source: str
    words: tuple[str, ...]
    type: str | None = None
    mode: str | None = None
    factuality: Factuality | None = None
    parties: tuple[Party, ...] = ()
    first: date | None = None
    last: date | None = None
    basis: DateBasis | None = None
    place: str | None = None
    geonameid: int | None = None
    country: str | None = None
    resolution: str | None = None
    said: tuple[str, ...] = ()
    count: int | None = None
    published: date | None = None

    @property
    def width(self) -> int | None:
        """How many days it may lie on; None where an end is open."""
        return (self.last - self.first).days + 1 if self.first and self.last else None


def trace_of(event: Event, report: Report, sentences: Mapping[int, Sentence]) -> Trace:
    """What to remember of *event*; *sentences* are those of its report by number, as many as are known."""
    chief = event.chief
    place = chief.place
    return Trace(
        id=event.id,
        source=report.source,
        words=_unique(word for mention in event.mentions for word in _trigger(mention, sentences)),
        type=chief.type,
        mode=chief.mode,
        factuality=chief.factuality,
        parties=_unique(party for mention in event.mentions for party in _parties(mention)),
        first=chief.dating.first,
        last=chief.dating.last,
        basis=chief.dating.basis,
        place=place.name.casefold() if place else None,
        geonameid=place.geonameid if place else None,
        country=place.country if place else None,
        resolution=place.resolution if place else None,
        said=_said(sentences[m.sentence] for m in event.mentions if m.sentence in sentences),
        count=chief.count,
        published=report.published,
    )


def trace_at(id: str, resolved: Resolved, number: int, span: Span) -> Trace:
    """What to remember of the word or words *span* of sentence *number*, whether or not a rule takes them for an act.

    For measuring, where the mentions are given.
    """
    sentence = resolved.parsed.sentences[number]
    inside = [i for i, token in enumerate(sentence.tokens) if span.covers(token.span)]
    head = next((i for i in inside if sentence.tokens[i].head not in inside), inside[0] if inside else sentence.root)
    place = next((each for each in resolved.places if each.sentence == number and _hangs(sentence, each, head)), None)
    times = [each for each in resolved.times if each.sentence == number and each.first and each.last]
    time = next((each for each in times if head in sentence.ancestors(each.head)), None)
    return Trace(
        id=id,
        source=resolved.report.source,
        words=_unique(sentence.tokens[i].lemma.casefold() for i in (head, *inside) if _telling(sentence, i)),
        parties=tuple(_arguments(resolved, number, head)),
        first=time.first if time else None,
        last=time.last if time else None,
        basis="stated" if time else None,
        place=place.name.casefold() if place else None,
        geonameid=place.geonameid if place else None,
        country=place.country if place else None,
        resolution=place.resolution if place else None,
        said=_said([sentence]),
        published=resolved.report.published,
    )


def _hangs(sentence: Sentence, place: Place, head: int) -> bool:
    return head in sentence.ancestors(place.head)


def _telling(sentence: Sentence, i: int) -> bool:
    return sentence.tokens[i].upos in ("NOUN", "VERB", "ADJ", "PROPN", "ADV", "NUM", "X", "PRON", "DET", "AUX")


def _trigger(mention: Mention, sentences: Mapping[int, Sentence]) -> Iterable[str]:
    sentence = sentences.get(mention.sentence)
    if sentence is None or mention.head >= len(sentence.tokens):
        return ()
    return (sentence.tokens[mention.head].lemma.casefold(),)


def _parties(mention: Mention) -> Iterable[Party]:
    yield from (_party("actor", actor) for actor in mention.actors)
    yield from (_party("recipient", actor) for actor in mention.recipients)


def _party(part: Part, actor: Actor) -> Party:
    return Party(part, " ".join(actor.name.casefold().split()), actor.code, actor.kind)


def _arguments(resolved: Resolved, number: int, head: int) -> Iterable[Party]:
    """The fillers of the roles of a predicate: resolved actors where there are any, else head words."""
    sentence = resolved.parsed.sentences[number]
    for predicate in sentence.predicates:
        if predicate.token != head:
            continue
        for role in predicate.roles:
            part: Part = "actor" if role.label == AGENT else "recipient" if role.label in PATIENT else "other"
            if role.label.removeprefix("R-").startswith("ARG") or role.label == "LOC":
                yield from _fillers(resolved, number, part, range(role.start, role.end))


def _fillers(resolved: Resolved, number: int, part: Part, inside: range) -> Iterable[Party]:
    sentence = resolved.parsed.sentences[number]
    top = [i for i in inside if sentence.tokens[i].head not in inside]
    known = {actor.head: actor for actor in resolved.actors if actor.sentence == number}
    for i in top:
        for j in (i, *(k for k in sentence.children(i, "conj", "obj", "obl", "nsubj", "pobj", "nmod") if k in inside)):
            if j in known:
                yield _party(part, known[j])
            elif sentence.tokens[j].upos not in EMPTY:
                yield Party(part, sentence.tokens[j].lemma.casefold())
                yield from (
                    Party(part, sentence.tokens[k].lemma.casefold())
                    for k in sentence.children(j, "flat", "compound")
                    if sentence.tokens[k].upos == "PROPN"
                )


def _said(sentences: Iterable[Sentence]) -> tuple[str, ...]:
    return tuple(sorted({lemma for sentence in sentences for lemma in content(sentence)}))


def _unique(values: Iterable[T]) -> tuple[T, ...]:
    return tuple(dict.fromkeys(values))
