"""Finds the words of a report that may name a place, and what else in it speaks for a country.

A name is looked up from each capitalised word on, the longest first. The entity tagger decides where the gazetteer
cannot: whether "Jordan" is a man and whether a village's name is meant; but a country, a capital or a large town is
found without it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from entente.model import Entity, Parsed, Sentence, Span
from entente.places.containment import holders
from entente.places.gazetteer import Entry, Gazetteer
from entente.places.names import fold

LONGEST = 6
LARGE = 100_000  # people from which a town is found though the tagger is silent
CITY = 500_000  # ... though the tagger, which errs, says it is a person's
SMALL = 5_000  # ... with "in" or "near" before it
SPATIAL = {"in", "at", "near", "outside", "around"}


@dataclass(frozen=True, slots=True)
class Spot:
    """Tokens ``first`` to ``last`` of a sentence that may name one of ``candidates``.

    ``within`` is what follows it after a comma and contains it ("Paris, Texas"), as country code and region code or
    point.
    """

    sentence: int
    first: int
    last: int
    span: Span
    key: str
    candidates: tuple[Entry, ...]
    within: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class Hint:
    """A word that speaks for one of ``countries`` without being listed as a place: "Lebanese", "US President"."""

    sentence: int
    token: int
    countries: frozenset[str]


@dataclass(frozen=True)
class Found:
    """What one report offers: spots, hints, and names of places that the gazetteer lacks, each in text order.

    ``home`` is the country of the publisher, where the report's address tells it.
    """

    spots: tuple[Spot, ...] = ()
    hints: tuple[Hint, ...] = ()
    unknown: tuple[Spot, ...] = ()
    home: str | None = None


@dataclass(frozen=True)
class Reader:
    """One sentence being read: its tokens, the entity type over each token and where that entity starts and ends."""

    parsed: Parsed
    number: int
    gazetteer: Gazetteer
    memory: dict[str, tuple[Entry, ...]] = field(default_factory=dict)

    @cached_property
    def sentence(self) -> Sentence:
        return self.parsed.sentences[self.number]

    @cached_property
    def entities(self) -> Mapping[int, Entity]:
        """The entity over each token; neighbours of one type that only a space parts are one."""
        inside = joined([e for e in self.parsed.entities if e.sentence == self.number], self.parsed.report.text)
        tokens = self.sentence.tokens
        pairs = ((i, e) for e in inside for i, t in enumerate(tokens) if t.start < e.end and e.start < t.end)
        return dict(pairs)

    @cached_property
    def bearers(self) -> frozenset[str]:
        """The parts of persons' names of several words: after "Whitney Houston", "Houston" alone is she."""
        names = (e.span.of(self.parsed.report.text).split() for e in self.parsed.entities if e.type == "PER")
        return frozenset(part for name in names if len(name) > 1 for part in name)

    @cached_property
    def persons(self) -> frozenset[str]:
        """The names of persons in the report and their parts: "at Lam" is no place where "Carrie Lam" speaks."""
        names = (e.span.of(self.parsed.report.text) for e in self.parsed.entities if e.type == "PER")
        return frozenset(part for name in names for part in (name, *name.split()))

    def text(self, first: int, last: int) -> str:
        return self.parsed.report.text[self.sentence.tokens[first].start : self.sentence.tokens[last].end]

    def look_up(self, name: str) -> tuple[Entry, ...]:
        if name not in self.memory:
            self.memory[name] = self.gazetteer.candidates(name)
        return self.memory[name]

    def read(self) -> Iterator[Spot | Hint]:
        at = 0
        while at < len(self.sentence.tokens):
            spot = self.longest(at)
            if spot is not None:
                accepted = self.accept(spot)
                if accepted is not None:
                    yield accepted
                at = spot.last + 1
                continue
            hint = self.hint(at)
            if hint is not None:
                yield hint
            at += 1

    def unknown(self, spots: list[Spot]) -> Iterator[Spot]:
        """What the tagger calls a place and a preposition puts something in, though the gazetteer has no such name."""
        for entity in dict.fromkeys(e for e in self.entities.values() if e.type == "LOC"):
            inside = [i for i, token in enumerate(self.sentence.tokens) if entity.span.covers(token.span)]
            name = entity.span.of(self.parsed.report.text)
            if not inside or name in self.persons or any(spot.span.meets(entity.span) for spot in spots):
                continue
            spot = Spot(self.number, inside[0], inside[-1], entity.span, fold(name), ())
            proper = all(self.sentence.tokens[i].upos == "PROPN" for i in inside)
            other = spot.key in self.gazetteer.cues.never | self.gazetteer.cues.dates
            if proper and not other and self.spatial(spot) and not self.gazetteer.nationality(spot.key):
                yield replace(spot, within=self.container(spot))

    def longest(self, first: int) -> Spot | None:
        """The longest name in the gazetteer that starts at token *first*."""
        tokens = self.sentence.tokens
        if not capital(tokens[first].text):
            return None
        short = self.abbreviation(first)
        if short is not None:
            return short
        for last in range(min(first + LONGEST, len(tokens)) - 1, first - 1, -1):
            if not capital(tokens[last].text):
                continue
            name = self.text(first, last)
            found = self.named(first, name)
            if found:
                return Spot(self.number, first, last, Span(tokens[first].start, tokens[last].end), fold(name), found)
        return None

    def named(self, first: int, name: str) -> tuple[Entry, ...]:
        """The candidates for *name* at token *first*; "the Gulf" is looked up with its article if it has one."""
        key, cues = fold(name), self.gazetteer.cues
        listed = "," in name and not key.endswith(" dc")  # "Croydon, South London" is no town of Croydon South
        if not plausible(name) or key in cues.never or key in cues.dates or listed:
            return ()
        if name.startswith(("The ", "THE ")):
            return tuple(entry for entry in self.look_up(name) if entry.name.startswith("The "))
        article = first > 0 and self.sentence.tokens[first - 1].text.lower() == "the"
        return (self.look_up(f"the {name}") if article else ()) or self.look_up(name)

    def hint(self, at: int) -> Hint | None:
        if not capital(self.sentence.tokens[at].text):
            return None
        pair = self.text(at - 1, at) if at else ""
        countries = self.gazetteer.nationality(pair) or self.gazetteer.nationality(self.text(at, at))
        return Hint(self.number, at, countries) if countries else None

    def accept(self, spot: Spot) -> Spot | Hint | None:
        """The spot if it names a place here, a hint if it is only part of another name, or nothing."""
        fitting = self.fitting(spot)
        if fitting != spot.candidates:  # one report may name the region and the town
            spot = replace(spot, candidates=fitting, key=f"{spot.key} region")
        spot = replace(spot, within=self.container(spot))
        kept = tuple(entry for entry in spot.candidates if self.likely(spot, entry))
        countries = frozenset(e.country for e in kept if e.kind == "country" and e.country)
        if not self.whole_name(spot):
            return Hint(self.number, spot.last, countries) if countries else None
        return spot if kept else None

    def fitting(self, spot: Spot) -> tuple[Entry, ...]:
        """The candidates, or only the regions among them where a word such as "province" follows."""
        tokens, at = self.sentence.tokens, spot.last + 1
        if at >= len(tokens) or tokens[at].text.lower() not in self.gazetteer.cues.regional:
            return spot.candidates
        regions = tuple(entry for entry in spot.candidates if entry.kind in {"region", "county"})
        return regions or spot.candidates

    def container(self, spot: Spot) -> tuple[Entry, ...]:
        """The countries and regions that a name after the comma or bracket gives for this one."""
        at = spot.last + 1
        if at + 1 >= len(self.sentence.tokens) or self.sentence.tokens[at].text not in {",", "("}:
            return ()
        outer = self.longest(at + 1)
        if outer is None:
            return ()
        if not spot.candidates:
            return tuple(entry for entry in outer.candidates if entry.kind == "country")
        return holders(outer.candidates, spot.candidates)

    def abbreviation(self, first: int) -> Spot | None:
        """A state written "Ala." or "TX" at token *first*, which must follow a comma: "Ind." elsewhere is no state."""
        tokens = self.sentence.tokens
        if first == 0 or tokens[first - 1].text != ",":
            return None
        for last in (first, first + 1):
            if last < len(tokens) and (last == first or tokens[last].text == "."):
                name = self.text(first, last)
                entry = self.gazetteer.abbreviated(name)
                if entry is not None:
                    return Spot(self.number, first, last, Span(tokens[first].start, tokens[last].end), name, (entry,))
        return None

    def likely(self, spot: Spot, entry: Entry) -> bool:
        """Whether the tagger, the size of the place or the words about it make it believable that *entry* is meant."""
        entity = self.entities.get(spot.first)
        strong = entry.kind == "country" or entry.known or (entry.capital and not entry.other and not entry.weak)
        large = entry.people >= LARGE and not entry.other
        if entity is not None and entity.type in {"PER", "NORP"}:
            city = entity.type == "PER" and entry.people >= CITY and not (entry.other or entry.weak)
            if city and spot.key not in self.gazetteer.cues.persons:
                return spot.span.of(self.parsed.report.text) not in self.bearers
            return strong and (self.spatial(spot) or spot.key not in self.gazetteer.cues.persons)
        if entry.weak and not spot.within and not strong:
            return large and (self.spatial(spot) or (entity is not None and entity.type == "LOC"))
        if entity is not None and entity.type == "LOC":
            return True
        return strong or large or bool(spot.within) or (self.spatial(spot) and entry.people >= SMALL)

    def spatial(self, spot: Spot) -> bool:
        tokens = self.sentence.tokens
        before = spot.first - 1
        while before >= 0 and tokens[before].text.lower() in self.gazetteer.cues.before:
            before -= 1
        return before >= 0 and tokens[before].text.lower() in SPATIAL

    def whole_name(self, spot: Spot) -> bool:
        """False where the words are part of a longer name: "Jack London", "Washington Post", "Beijing Xiangshan
        Forum".
        """
        entity = self.entities.get(spot.first)
        if entity is not None and entity.type == "LOC" and spot.span.covers(entity.span):
            sure = any(self.sure(entry) for entry in spot.candidates)
            return not self.runs_on(spot.last + 1, spot.last) and (sure or not self.begun_before(spot))
        if entity is not None and entity.type == "LOC" and entity.start < spot.span.start:
            return any(self.sure(entry) for entry in spot.candidates)  # "Prague Castle" is in no town of Castle
        if entity is not None and entity.type in {"ORG", "EVENT", "PER"} and not spot.span.covers(entity.span):
            return False
        return not self.runs_on(spot.last + 1, spot.last) and not self.begun_before(spot)

    @staticmethod
    def sure(entry: Entry) -> bool:
        """Whether it is meant even beside another name ("Minister Iran"), where a town's name is mostly a person's."""
        return entry.kind == "country" or entry.known

    def starts_sure(self, at: int) -> bool:
        spot = self.longest(at)
        return spot is not None and any(self.sure(entry) or entry.capital for entry in spot.candidates)

    def runs_on(self, at: int, last: int) -> bool:
        tokens = self.sentence.tokens
        if at >= len(tokens) or tokens[at].start - tokens[last].end != 1:
            return False
        if tokens[at].text == "&":
            return True
        # Headlines may write every word with a capital, so there only the tagger's word for a name counts.
        named = tokens[at].upos == "PROPN" or (not self.sentence.title and tokens[at].upos in {"NOUN", "ADJ"})
        word = tokens[at].text.lower()
        cues = self.gazetteer.cues
        if not capital(tokens[at].text) or not named or word in cues.runs_on or word in cues.dates:
            return False
        return not self.starts_sure(at)

    def begun_before(self, spot: Spot) -> bool:
        tokens, at = self.sentence.tokens, spot.first - 1
        if at < 0 or not capital(tokens[at].text) or tokens[at].upos != "PROPN":
            return self.possessed(spot)
        before = tokens[at].text.lower()
        if spot.span.start - tokens[at].end != 1 or before in self.gazetteer.cues.before:
            return False
        return not spot.within and not self.starts_sure(at)

    def possessed(self, spot: Spot) -> bool:
        """Whether it is the last word of "University of Chicago": a town after a capitalised noun and "of"."""
        tokens, at = self.sentence.tokens, spot.first - 1
        if at < 1 or tokens[at].text.lower() != "of" or spot.candidates[0].kind == "country":
            return False
        return capital(tokens[at - 1].text) and tokens[at - 1].upos == "PROPN" and not self.is_region_word(at - 1)

    def is_region_word(self, at: int) -> bool:
        return self.sentence.tokens[at].text.lower() in self.gazetteer.cues.runs_on


def joined(entities: list[Entity], text: str) -> list[Entity]:
    """*entities* with neighbours of one type that only a space parts made one."""
    merged: list[Entity] = []
    for entity in entities:
        last = merged[-1] if merged else None
        if last is not None and last.type == entity.type and text[last.end : entity.start] == " ":
            merged[-1] = Entity(last.start, entity.end, entity.type, entity.sentence)
        else:
            merged.append(entity)
    return merged


def capital(word: str) -> bool:
    return word[:1].isupper() or (word[:1] in "‘’'" and word[1:2].isupper())


def plausible(name: str) -> bool:
    """Short names must be written as initials: "US" is a country, "Us" is not."""
    if len(name) > 3 and name.isalpha():
        return True
    letters = [letter for letter in name if letter.isalpha()]
    return len(letters) > 3 or all(letter.isupper() for letter in letters) or (len(letters) == 3 and not name.isupper())


def find(parsed: Parsed, gazetteer: Gazetteer) -> Found:
    """The spots and hints of a report's title and body."""
    memory: dict[str, tuple[Entry, ...]] = {}
    spots: list[Spot] = []
    hints: list[Hint] = []
    unknown: list[Spot] = []
    for number in range(len(parsed.sentences)):
        reader = Reader(parsed, number, gazetteer, memory)
        read = list(reader.read())
        own = [item for item in read if isinstance(item, Spot)]
        spots += own
        hints += (item for item in read if isinstance(item, Hint))
        unknown += reader.unknown(own)
    home = gazetteer.publisher_country(parsed.report.url)
    return Found(tuple(spots), tuple(hints), tuple(unknown), home)
