"""What the tables of terms say of a person on a day: state, office, sector."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from entente.actors.describe import describe
from entente.actors.directory import Directory
from entente.actors.phrase import View
from entente.actors.tables import Term
from entente.actors.words import fold
from entente.model import Actor

BUILT = frozenset({"wikidata", "factbook", "reign", "names"})
HEADS = frozenset(
    {"president", "prime minister", "chancellor", "king", "queen", "emir", "sultan", "supreme leader", "leader", "pope",
     "general secretary", "emperor", "taoiseach", "head of state", "secretary general", "crown prince",
     "first secretary"}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Knowledge:
    """A person as the tables know them on a day; ``office`` is None where none was held then."""

    name: str
    code: str | None
    office: str | None
    sector: str | None
    other: tuple[str, ...]
    keys: frozenset[str]
    also: frozenset[str]
    gender: str | None
    identifier: str | None
    source: str


@dataclass(frozen=True, slots=True)
class Clue:
    """What a text says of a person: the folded words of the name, the state, the classes of offices."""

    words: tuple[str, ...]
    code: str | None = None
    keys: frozenset[str] = frozenset()


def known_person(clue: Clue, view: View, mentioned: frozenset[str]) -> Knowledge | None:
    """The person that *clue* names, if the tables hold exactly one whom state, office and day allow.

    A full name must not contradict the state that the text gives. A surname alone needs an office held on *day*
    that fits the text's title, or, without a title, a head of state or government in office of a state that
    *mentioned* names by code.
    """
    terms = view.directory.by_name.get(clue.words, ())
    if len(clue.words) > 1 or terms:
        return _summed([t for t in terms if clue.code is None or t.code in {None, clue.code}], view)
    if view.day is None:
        return None
    return _summed(_by_surname(clue, view.directory, view.day, mentioned), view)


def _by_surname(clue: Clue, directory: Directory, day: date, mentioned: frozenset[str]) -> list[Term]:
    held = [term for term in directory.by_surname.get(clue.words[-1], ()) if term.holds(day)]
    if clue.code is not None and clue.keys:
        holders = [t for key in clue.keys for t in directory.holders(clue.code, key, day)]
        fitting = [t for t in held if t.code == clue.code and answers(t, clue.keys)]
        held = fitting or [t for t in holders if _same_surname(clue.words, t)]
    elif clue.keys:
        held = [t for t in held if answers(t, clue.keys)]
    else:
        held = [t for t in held if t.role in HEADS and (t.code in mentioned or t.source not in BUILT)]
    return held if len({(_surname(term), term.code) for term in held}) == 1 else []


def answers(term: Term, keys: Iterable[str]) -> bool:
    """Whether a text that gives offices *keys* may mean *term*: the same office, or "leader" for a head."""
    heads = {"leader", "head of state"}
    if term.role in heads:
        return any(key in heads or key in HEADS for key in keys)
    return any(key == term.role or (key in heads and term.role in HEADS) for key in keys)


def _surname(term: Term) -> str:
    return loosened(term.person.split()[-1])


def _same_surname(words: tuple[str, ...], term: Term) -> bool:
    mine = loosened(words[-1])
    return any(loosened(part) == mine for name in (term.person, *term.other_names) for part in name.split())


@lru_cache(maxsize=50_000)
def loosened(name: str) -> str:
    """A name's consonants and vowels without the differences between romanizations: Zelensky, Zelenskyy, Zelenskiy."""
    name = re.sub(r"^(al|el)-", "", fold(name))
    name = re.sub(r"(iy|yy|ii|yi|y|i)$", "i", name)
    name = name.replace("kh", "h").replace("ou", "u").replace("ey", "ei").replace("yo", "o").replace("ye", "e")
    return re.sub(r"(.)\1", r"\1", name.replace("y", "i"))


def _summed(terms: Sequence[Term], view: View) -> Knowledge | None:
    """One person's terms as what holds on *day*; None if there are none or they are of several states."""
    day = view.day
    if not terms:
        return None
    held = [term for term in terms if day is not None and term.holds(day)]
    chosen = held or list(terms)
    chosen = [term for term in chosen if term.source not in BUILT] or chosen
    if len({term.code for term in chosen}) > 1:
        return None
    latest = max(chosen, key=lambda term: term.start or date.min)
    phrase = describe(latest.office, view.directory, day) if held else None
    other = latest.other_sectors if latest.sector else phrase.other if phrase else ()
    ended = bool(day and terms and all(t.end is not None and t.end < day for t in terms))
    sector = (latest.sector or (phrase and phrase.sector) or "GOV") if held else "ELI" if ended else None
    identifier = next((term.identifier for term in terms if term.identifier), None)
    return Knowledge(
        latest.person, latest.code, latest.office if held else None, sector, other if held else (),
        frozenset(term.role for term in held), phrase.also if phrase else frozenset(), latest.gender, identifier,
        latest.source,
    )  # fmt: skip


def holder(code: str, key: str, directory: Directory, day: date | None) -> Knowledge | None:
    """Who held the office *key* of *code* on *day*, if the tables name exactly one."""
    if day is None:
        return None
    terms = directory.holders(code, key, day)
    if len({loosened(term.person.split()[-1]) for term in terms}) != 1:
        return None
    return _summed(terms, View(directory, day))


def on_day(actor: Actor, day: date | None, published: date | None, directory: Directory) -> Actor:
    """*actor* with name, office and sector as they were on *day*, the event's first day (codebook section 3).

    *published* is the day for which the actor was resolved. Where the tables hold the same offices for both days, or
    nothing about the person, the report's own wording stands. A bare title ("the Greek foreign minister") that a table
    gave to who held it at publication goes to who held it on *day*, or to nobody by name.
    """
    if actor.kind != "person" or day is None or published is None or day >= published:
        return actor
    if actor.rule.startswith("table:") and not _words_of(actor.name) & _words_of(actor.text):
        return _title_on(actor, day, directory)
    terms = [term for term in directory.persons(actor.name) if term.code in {None, actor.code}]
    then = {term for term in terms if term.holds(day)}
    if not terms or then == {term for term in terms if term.holds(published)}:
        return actor
    known = _summed(terms, View(directory, day))
    if known is None:
        return actor
    ended = known.sector == "ELI" and not then
    sector, other = (known.sector, known.other) if then or ended else (actor.sector, actor.other_sectors)
    return replace(actor, office=known.office, sector=sector, other_sectors=other)


def _words_of(text: str) -> frozenset[str]:
    return frozenset(loosened(word) for word in text.split())


def _title_on(actor: Actor, day: date, directory: Directory) -> Actor:
    phrase = describe(actor.text, directory, day)
    if phrase is None or phrase.key is None or actor.code is None:
        return actor
    known = holder(actor.code, phrase.key, directory, day)
    if known is not None:
        return replace(actor, name=known.name, office=known.office, identifier=known.identifier)
    state = directory.states.get(actor.code)
    office = phrase.office or phrase.noun
    return replace(actor, name=f"{office} of {state.name}" if state else office, office=office, identifier=None)
