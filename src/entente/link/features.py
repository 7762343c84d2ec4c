"""What two tellings have in common, as numbers that a person can read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from entente.link.traces import Party, Trace
from entente.link.words import Words, cosine, root

Topic = Mapping[str, float]
NAMES = (
    "lemma",
    "family",
    "generic",
    "rarity",
    "topic",
    "said",
    "rest",
    "rest other",
    "inside",
    "agent same",
    "agent other",
    "patient same",
    "patient other",
    "parties",
    "day same",
    "day other",
    "day stated same",
    "day stated other",
    "place same",
    "place other",
    "type same",
    "type other",
    "mode same",
    "people same",
    "people other",
    "lemma and topic",
    "family and topic",
    "lemma and parties",
    "lemma and said",
    "lemma and inside",
    "generic lemma",
    "published near",
    "family and said",
)


@dataclass(frozen=True, slots=True)
class Seen:
    """A trace with the topic of its report and what is derived from it once; ``lemmas`` are the roots of its words."""

    trace: Trace
    topic: Topic
    lemmas: frozenset[str]
    families: frozenset[int]
    said: frozenset[str]
    norm: float
    rest: frozenset[str]
    agents: frozenset[str]
    patients: frozenset[str]
    parties: frozenset[str]
    people: frozenset[str]
    generic: bool


def seen(trace: Trace, topic: Topic, words: Words) -> Seen:
    lemmas = frozenset(map(root, trace.words))
    said = frozenset(trace.said) - frozenset(trace.words)
    return Seen(
        trace,
        topic,
        lemmas,
        words.numbers(trace.words),
        said,
        sum(words.rarity(lemma) ** 2 for lemma in said) ** 0.5,
        _rest(trace, words),
        tokens(trace.parties, "actor"),
        tokens(trace.parties, "recipient"),
        tokens(trace.parties),
        frozenset(party.surname for party in trace.parties if party.kind == "person"),
        words.generic.issuperset(trace.words),
    )


def tokens(parties: Iterable[Party], part: str | None = None) -> frozenset[str]:
    """The names of those in *part*, of persons the surname too."""
    found = set()
    for party in parties:
        if part in (None, party.part):
            found.add(party.name)
            found.add(party.surname)
            if party.code:
                found.add(party.code)
    return frozenset(found)


def compare(one: Seen, other: Seen, words: Words) -> tuple[float, ...]:
    """The features of ``NAMES``, each from 0 to 1; which of the two comes first makes no difference."""
    shared = one.lemmas & other.lemmas
    lemma = float(bool(shared))
    family = 0.0 if shared else float(bool(one.families & other.families))
    topic = cosine(one.topic, other.topic)
    inside = float(one.trace.source == other.trace.source)
    common = one.said & other.said
    said = sum(words.rarity(w) ** 2 for w in common) / (one.norm * other.norm) if common else 0.0
    parties = _overlap(one.parties, other.parties)
    rarity = max((words.rarity(w) for w in shared), default=0.0)
    outside = 0.0 if inside else topic
    generic = float(one.generic or other.generic)
    return (
        lemma,
        family,
        generic,
        rarity,
        outside,
        said,
        *_rests(one.rest, other.rest, words),
        inside,
        *_sides(one.agents, other.agents),
        *_sides(one.patients, other.patients),
        parties,
        *_days(one.trace, other.trace),
        *_places(one.trace, other.trace),
        *_acts(one.trace, other.trace),
        *_sides(one.people, other.people),
        lemma * outside,
        family * outside,
        lemma * parties,
        lemma * said,
        lemma * inside,
        generic * lemma,
        _near(one.trace, other.trace),
        family * said,
    )


def _rest(trace: Trace, words: Words) -> frozenset[str]:
    """What is said besides the act, who takes part, where and when: what it is about."""
    known = {part for party in trace.parties for part in party.name.split()} | {
        *trace.words,
        *(trace.place or "").split(),
    }
    return frozenset(
        w for w in trace.said if w not in known and w not in words.generic and w not in words.calendar and w.isalpha()
    )


def _rests(one: frozenset[str], other: frozenset[str], words: Words) -> tuple[float, float]:
    """How alike that is, and whether both say something and nothing in common."""
    if not one or not other:
        return 0.0, 0.0
    return words.likeness(one, other), float(not one & other)


def _overlap(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / min(len(one), len(other)) if one and other else 0.0


def _sides(one: frozenset[str], other: frozenset[str]) -> tuple[float, float]:
    """Whether both name somebody in common, and whether both name somebody and nobody in common."""
    if not one or not other:
        return 0.0, 0.0
    same = float(bool(one & other))
    return same, 1.0 - same


def _days(one: Trace, other: Trace) -> tuple[float, float, float, float]:
    """Whether the days overlap, and whether not; both again for days that both reports state."""
    if one.first is None or one.last is None or other.first is None or other.last is None:
        return 0.0, 0.0, 0.0, 0.0
    same = one.first <= other.last and other.first <= one.last
    stated = one.basis == other.basis == "stated"
    return float(same), float(not same), float(stated and same), float(stated and not same)


def _acts(one: Trace, other: Trace) -> tuple[float, float, float]:
    """Whether the types that rules gave agree, and whether not, and whether the modes agree too."""
    if one.type is None or other.type is None:
        return 0.0, 0.0, 0.0
    same = one.type == other.type
    return float(same), float(not same), float(same and one.mode is not None and one.mode == other.mode)


def _places(one: Trace, other: Trace) -> tuple[float, float]:
    if one.place is None or other.place is None:
        return 0.0, 0.0
    within = "country" in (one.resolution, other.resolution) and one.country == other.country
    same = one.place == other.place or (one.geonameid is not None and one.geonameid == other.geonameid) or within
    return float(same), float(not same)


def _near(one: Trace, other: Trace) -> float:
    """1 where both were published on one day, falling to 0 at a month apart; 0 where a day is not known."""
    if one.published is None or other.published is None or one.source == other.source:
        return 0.0
    return max(0.0, 1 - abs((one.published - other.published).days) / 30)
