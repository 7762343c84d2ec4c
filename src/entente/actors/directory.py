"""What the tables know, indexed by folded words: one frozen ``Directory``, loaded once and asked by every stage."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from entente.actors.lexicon import Modifier, Nothing, Noun, Portfolio, read_modifiers, read_nouns, read_portfolios
from entente.actors.own import Own, read_own
from entente.actors.settings import Settings, read_settings
from entente.actors.tables import Body, State, Term, read_bodies, read_states, read_terms
from entente.actors.words import HYPHENS, Word, folded
from entente.datafiles import DATA

FOLDER = DATA / "actors"
Form = Literal["name", "adjective", "people", "capital", "seat"]


@dataclass(frozen=True, slots=True)
class StateName:
    """One way to refer to a state: by name, adjective, people, capital or seat of government.

    A ``bound`` one stands only before a hyphen and another state's ("Franco-German").
    """

    state: State
    form: Form
    plural: bool = False
    bound: bool = False


Entry = StateName | Body | Noun | Modifier | Portfolio | Nothing


@dataclass(frozen=True)
class Directory:
    """Names, nouns and terms of office, by folded words. Nothing changes after ``load``."""

    states: Mapping[str, State]
    entries: Mapping[str, tuple[tuple[tuple[str, ...], Entry], ...]]
    terms: tuple[Term, ...]
    by_name: Mapping[tuple[str, ...], tuple[Term, ...]]
    by_role: Mapping[tuple[str, str], tuple[Term, ...]]
    by_surname: Mapping[str, tuple[Term, ...]]
    settings: Settings

    def match(self, words: Sequence[Word], i: int) -> tuple[int, tuple[Entry, ...]]:
        """How many words from *i* on the longest entry covers, and all entries of that length; 0 if none.

        A state or body after "pro-" or before "-backed" is covered with that word and gives no entry: it says who is
        for or against whom, and not whose somebody is.
        """
        if words[i].fold in self.settings.towards and _hyphened(words, i + 1):
            length, entries = self._longest(words, i + 1)
            if _names_whose(entries):
                return length + 1, ()
        length, entries = self._longest(words, i)
        after = i + length
        if length and _hyphened(words, after) and words[after].fold in self.settings.backed and _names_whose(entries):
            return length + 1, ()
        return length, entries

    def _longest(self, words: Sequence[Word], i: int) -> tuple[int, tuple[Entry, ...]]:
        known = self.entries.get(words[i].fold)
        if known is None:
            return 0, ()
        found: list[Entry] = []
        longest, ahead = 0, tuple(word.fold for word in words[i : i + len(known[0][0])])
        for key, entry in known:
            if len(key) < longest:
                break
            if ahead[: len(key)] == key and _cased(entry, words[i : i + len(key)]) and self._stands(entry, words, i):
                longest = len(key)
                found.append(entry)
        return longest, tuple(found)

    def _stands(self, entry: Entry, words: Sequence[Word], i: int) -> bool:
        """Whether a bound form of a state has the other state's name behind its hyphen; any other entry does stand."""
        if not (isinstance(entry, StateName) and entry.bound):
            return True
        after = self.match(words, i + 1)[1] if _hyphened(words, i + 1) else ()
        return any(isinstance(other, StateName) for other in after)

    def country_code(self, name: str, day: date | None = None) -> str | None:
        """The code that a state's name, adjective, people, capital or seat stands for, on *day* if given."""
        key = folded(name)
        if key[:1] == ("the",):
            key = key[1:]
        entries = self.entries.get(key[0], ()) if key else ()
        named = [entry for words, entry in entries if words == key and isinstance(entry, StateName)]
        states = [entry.state for entry in named if not entry.bound]
        codes = {state.code for state in states if (state.existed(day) if day else state.until is None)}
        codes = codes or {state.code for state in states if day is None}
        return codes.pop() if len(codes) == 1 else None

    def persons(self, name: str) -> tuple[Term, ...]:
        """The terms of office of everybody known by the full name *name*."""
        return self.by_name.get(folded(name), ())

    def holders(self, code: str, role: str, day: date) -> tuple[Term, ...]:
        """Who held an office of class *role* for *code* on *day*; one name a person."""
        held = {term.person: term for term in self.by_role.get((code, role), ()) if term.holds(day)}
        return tuple(held.values())


def _names_whose(entries: Sequence[Entry]) -> bool:
    return any(isinstance(entry, StateName | Body) for entry in entries)


def _hyphened(words: Sequence[Word], i: int) -> bool:
    return i < len(words) and words[i].gap in HYPHENS


def _cased(entry: Entry, words: Sequence[Word]) -> bool:
    """Names need their capitals, acronyms of up to four letters all of them ("US", "WHO", "IS" are also words)."""
    if isinstance(entry, StateName | Body):
        first = words[0]
        if len(words) == 1 and len(first.fold) <= 3 and first.text.replace(".", "").isalpha():
            return first.text.isupper() or (len(first.fold) == 3 and first.capital and not _acronym(entry, first.fold))
        return any(word.capital for word in words)
    return True


def _acronym(entry: StateName | Body, key: str) -> bool:
    names = (
        entry.state.other_names + entry.state.adjectives
        if isinstance(entry, StateName)
        else (entry.name, *entry.other_names)
    )
    return any(name.replace(".", "") == key.upper() for name in names)


def office_on(name: str, day: date, directory: Directory) -> str | None:
    """The office that the person of full name *name* held on *day*; None if none is known or of several states."""
    held = [term for term in directory.persons(name) if term.holds(day)]
    if not held or len({term.code for term in held}) > 1:
        return None
    return max(held, key=lambda term: term.start or date.min).office


def _state_names(state: State) -> Iterator[tuple[str, StateName]]:
    for name in (state.name, *state.other_names):
        yield name, StateName(state, "name")
    for adjective in state.adjectives:
        yield adjective, StateName(state, "adjective", bound=adjective.endswith("-"))
        if adjective.endswith(("an", "i", "ian")):
            yield adjective + "s", StateName(state, "people", plural=True)
    for people in state.people:
        yield people, StateName(state, "people", plural=people.endswith(("s", "men")))
    for capital in state.capitals:
        yield capital, StateName(state, "capital")
    for seat in state.seats:
        yield seat, StateName(state, "seat")


def _index(pairs: Iterable[tuple[str, Entry]]) -> dict[str, tuple[tuple[tuple[str, ...], Entry], ...]]:
    found: dict[str, list[tuple[tuple[str, ...], Entry]]] = defaultdict(list)
    for phrase, entry in pairs:
        key = folded(phrase)
        key = key[1:] if key[0] == "the" and len(key) > 1 else key
        found[key[0]].append((key, entry))
    return {first: tuple(sorted(rest, key=lambda pair: -len(pair[0]))) for first, rest in found.items()}


def _body_names(bodies: Iterable[Body]) -> Iterator[tuple[str, Entry]]:
    """Each name of each body; of two bodies of one name the first comes first."""
    for body in bodies:
        for name in (body.name, *body.other_names):
            yield name, body


def _group(pairs: Iterable[tuple[object, Term]]) -> dict[object, tuple[Term, ...]]:
    found: dict[object, list[Term]] = defaultdict(list)
    for key, term in pairs:
        found[key].append(term)
    return {key: tuple(terms) for key, terms in found.items()}


def _terms(mine: tuple[Term, ...]) -> tuple[Term, ...]:
    """The user's terms, then the hand-kept ones, then the built ones; a person of the user's has only the user's."""
    kept = read_terms(FOLDER / "officials.tsv")
    built = read_terms(FOLDER / "leaders.tsv") if (FOLDER / "leaders.tsv").exists() else ()
    overridden = {folded(term.person) for term in mine}
    return (*mine, *(term for term in (*kept, *built) if folded(term.person) not in overridden))


def _bodies(mine: tuple[Body, ...]) -> tuple[Body, ...]:
    """The user's bodies, then the shipped ones that the user has not."""
    overridden = {folded(body.name) for body in mine}
    shipped = read_bodies(FOLDER / "bodies.tsv")
    return (*mine, *(body for body in shipped if folded(body.name) not in overridden))


def load(extra: Path | None = None) -> Directory:
    """Read and check all tables and word lists; *extra* is the user's own table, which adds and overrides.

    *extra* has the columns of ``own.read_own``, or those of officials.tsv. Of a person or body that it names nothing
    else in the tables holds. Raises ``DataError`` with file, line and entry where a file is malformed.
    """
    states = {state.code: state for state in read_states(FOLDER / "states.tsv")}
    pairs: list[tuple[str, Entry]] = [pair for state in states.values() for pair in _state_names(state)]
    mine = read_own(extra) if extra else Own()
    pairs += _body_names(_bodies(mine.bodies))
    pairs += read_nouns(FOLDER / "nouns.yaml")
    pairs += read_modifiers(FOLDER / "modifiers.yaml")
    pairs += read_portfolios(FOLDER / "portfolios.yaml")
    terms = _terms(mine.terms)
    # REIGN knows leaders by surname only: that is no full name by which to know a person.
    names = [(folded(name), term) for term in terms for name in dict.fromkeys((term.person, *term.other_names))]
    return Directory(
        states,
        _index(pairs),
        terms,
        _group((key, term) for key, term in names if len(key) > 1 or term.source != "reign"),  # type: ignore[arg-type]
        _group(((term.code, term.role), term) for term in terms if term.code),  # type: ignore[arg-type]
        _group((part, term) for key, term in names for part in {key[0], key[-1]}),  # type: ignore[arg-type]
        read_settings(FOLDER / "settings.yaml"),
    )
