"""What the tables of terms say of a person on a day: state, office, sector."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from entente.actors.describe import describe
from entente.actors.directory import Directory
from entente.actors.phrase import View
from entente.actors.tables import Term
from entente.actors.words import fold

BUILT = frozenset({"wikidata", "factbook", "reign"})
HEADS = frozenset(
    {"president", "prime minister", "chancellor", "king", "queen", "emir", "sultan", "supreme leader", "leader", "pope",
     "general secretary", "emperor", "taoiseach", "head of state", "secretary general", "crown prince"}
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
    ended = bool(day and terms and all(t.end is not None and t.end < day for t in terms))
    sector = (phrase.sector or "GOV") if phrase else "ELI" if ended else None
    identifier = next((term.identifier for term in terms if term.identifier), None)
    return Knowledge(
        latest.person, latest.code, latest.office if held else None, sector, phrase.other if phrase else (),
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
