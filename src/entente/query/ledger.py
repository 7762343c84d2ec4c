"""Commitments as they stand: what the events on record, judgements applied, have made of them.

Nothing of it is stored. When a report is withdrawn or an event rejected, what it had kept is open again.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Engine, func, select

from entente.coding.ledger import ALIKE, STEM, UNSEEN, WORD, Deed, standing
from entente.datafiles import DATA, read_table
from entente.entries import Entries, Entry, flat_commitment
from entente.model import Actor, Commitment, Event
from entente.query.asking import common
from entente.query.filters import Asked, act, coded, of_kind, one_of, party
from entente.query.lake import NAME, bits
from entente.query.loading import events_at, load_events, load_findings
from entente.query.pages import matching, read_cursor, walked_number, write_cursor
from entente.query.terms import Expression, Term, every, some
from entente.record.connection import telling
from entente.record.opening import Opened
from entente.record.schema import reports, runs, shown, sources
from entente.record.terms import value_term, word_terms

DONE = ("actual", "negated")
BATCH, MOST = 250, 10
"""How many events are looked at together, and how many of those with a word in common are read together."""
ANSWERED = ("kept", "withdrawn")
LOOKED, STEP, SMALL = 400, 20, 10_000
"""How many commitments one page of the ledger is looked for among, in a record of fewer runs than ``SMALL``; how many
are read together, which is all that one page of a larger record looks at (50 ms each among a million events)."""
STATUSES = ("open", "kept", "lapsed", "withdrawn")
FEW = 100
"""Up to how many commitments their parties are looked up by name."""


def as_they_stand(connection: Connection, found: Sequence[Entry[Commitment]]) -> list[Entry[Commitment]]:
    """The commitments with their status on the day of the newest report, and what kept or withdrew each.

    ``answered`` holds the ids of the events, ``answered_in`` the names of their reports; of few commitments in a large
    record the earliest of them, for a hundredth visit keeps a promise of talks no better than the first.
    """
    if not found:
        return []
    if len(found) <= FEW and connection.dialect.name != NAME:
        return _walked(connection, found, _newest(connection))
    made = {_made(entry) for entry in found} - {None}
    since = min(filter(None, made), default=None)
    deeds = _by_who(_deeds(connection, [entry.value for entry in found], since))
    today = _newest(connection)
    return [_standing(entry, deeds, today) for entry in found]


Walk = Generator[list[int], list[Deed], Entry[Commitment]]
"""Asks for the events of some rows, is sent what they tell, and gives the commitment as it stands in the end."""


def _walked(connection: Connection, found: Sequence[Entry[Commitment]], today: date | None) -> list[Entry[Commitment]]:
    """The commitments as they stand by the events that may keep, or withdraw, them, in the order of their days.

    Only what shares a word with one is loaded: of a million events thousands have its type and parties. What all of
    them ask for next is loaded at once: one by one, a page of twenty took 738 statements and a second.
    """
    stands: dict[int, Entry[Commitment]] = {}
    walks = {at: _walk(connection, entry, today) for at, entry in enumerate(found)}
    sent: dict[int, list[Deed] | None] = dict.fromkeys(walks)
    while walks:
        asked: dict[int, list[int]] = {}
        for at, walk in list(walks.items()):
            deeds = sent[at]
            try:
                asked[at] = next(walk) if deeds is None else walk.send(deeds)
            except StopIteration as ended:
                stands[at] = ended.value
                del walks[at]
        loaded = events_at(connection, sorted({number for numbers in asked.values() for number in numbers}))
        deed = {number: _deed(entry) for number, entry in loaded.items()}
        sent |= {at: [deed[number] for number in numbers if number in deed] for at, numbers in asked.items()}
    return [stands[at] for at in range(len(found))]


def _walk(connection: Connection, entry: Entry[Commitment], today: date | None) -> Walk:
    made = _made(entry)
    held = _standing(entry, {}, today)
    if made is None:
        return held
    for asked in _questions(entry.value):
        for numbers in _batches(connection, asked, entry.value, made):
            stands = _standing(entry, _by_who((yield numbers)), today)
            if stands.value.status in ANSWERED:
                return stands
    return held


def _questions(promised: Commitment) -> Iterator[Asked]:
    """What may have kept the commitment, and what may have withdrawn it."""
    promise = Term(value_term("t", promised.action))
    both = [_present(actor, ("a", "r")) for actor in promised.parties]
    partners = [_present(actor, ("a", "r")) for actor in promised.partners]
    if promised.action != UNSEEN and all(both):
        wanted = [
            promise,
            Term(value_term("f", "actual")),
            *both,
            *([some(filter(None, partners))] if all(partners) and partners else []),
        ]
        yield of_kind("event") + Asked((every(filter(None, wanted)),))
    denied = every([promise, Term(value_term("f", "negated"))])
    refused = every([Term(value_term("t", "REJECT")), Term(value_term("f", "actual"))])
    by = [who for actor in promised.parties if (who := _present(actor, ("a",)))]
    if by:
        yield of_kind("event") + Asked((some([denied, refused]), some(by)))


def _present(actor: Actor, letters: Sequence[str]) -> Expression | None:
    """That the actor may take part: by its name, or by that of its state; a state by anybody of its code.

    None where it has neither code nor name. A code alone would leave all that any official of a state did.
    """
    ways: list[Expression] = []
    for letter in letters:
        code = [Term(value_term(letter, actor.code))] if actor.code else []
        state = [] if actor.kind == "state" else sorted(_states().get(actor.code or "", ()))
        ways += code if actor.kind == "state" else []
        for name in (actor.name, *state):
            words = [Term(term) for term in word_terms(letter, name)]
            ways += [every([*(code if name != actor.name else []), *words])] if words else []
    return some(ways) if ways else None


def _batches(connection: Connection, asked: Asked, promised: Commitment, made: date) -> Iterator[list[int]]:
    """The rows of what fits from the day *made* on and shares a word with what was promised, some at a time."""
    number, shift = walked_number(connection, asked), bits(connection)
    due = promised.dating.last if promised.dating else None
    chosen = matching(connection, asked, shown.c.number, shown.c.words).order_by(number)
    if due is not None:
        chosen = chosen.where(number < (due.toordinal() + 1) << shift)
    paired = promised.action in ALIKE and (bool(promised.partners) or len(promised.parties) > 1)
    starts = {word[:STEM] for word in WORD.findall(promised.words.lower())}
    last = (made.toordinal() << shift) - 1
    while rows := connection.execute(chosen.where(number > last).limit(BATCH)).all():
        last = rows[-1].number
        near = [row.number for row in rows if paired or any(start in row.words.lower() for start in starts)]
        for at in range(0, len(near), MOST):
            yield near[at : at + MOST]
        if len(rows) < BATCH:
            return


@lru_cache(maxsize=1)
def _states() -> dict[str, frozenset[str]]:
    """What each state is called by itself, by its code."""
    found: dict[str, set[str]] = {}
    for path, code in ((DATA / "places" / "countries.tsv", "code"), (DATA / "actors" / "states.tsv", "iso3")):
        for row in read_table(path, (code, "name")):
            found.setdefault(row[code], set()).add(row["name"])
    return {code: frozenset(names) for code, names in found.items()}


def _standing(entry: Entry[Commitment], deeds: Mapping[str, Sequence[Deed]], today: date | None) -> Entry[Commitment]:
    near = {deed.id: deed for actor in entry.value.parties for key in _keys(actor) for deed in deeds.get(key, ())}
    stands = standing(entry.value, entry.report.source, _made(entry), near.values(), today)
    reports_ = dict.fromkeys(source for id in stands.events for source in near[id].sources)
    value = replace(entry.value, status=stands.status)
    return replace(entry, value=value, answered=stands.events, answered_in=tuple(reports_))


def _made(entry: Entry[Commitment]) -> date | None:
    """The last day on which it may have been made: what is told of before that day cannot keep it."""
    made = entry.value.made
    return (made.last or made.first) if made and (made.last or made.first) else entry.report.published


def _deeds(connection: Connection, promised: Sequence[Commitment], since: date | None) -> list[Deed]:
    """What may have kept or withdrawn one of the commitments *promised*."""
    if since is None:
        return []
    kinds = some(Term(value_term("t", kind)) for kind in sorted({each.action for each in promised} | {"REJECT"}))
    done = some(Term(value_term("f", factuality)) for factuality in DONE)
    asked = of_kind("event") + Asked((kinds, done), (shown.c.first >= since.isoformat(),))
    if len(promised) <= FEW:
        asked += Asked((_anybody(promised),))
    return [
        _deed(entry)
        for entry in load_events(
            connection, connection.execute(matching(connection, asked, shown.c.number)).scalars().all()
        )
    ]


def _anybody(promised: Sequence[Commitment]) -> Expression:
    """That one of the parties takes part, by code or by a word of the name."""
    terms = {
        Term(term)
        for each in promised
        for actor in each.parties
        for letter in ("a", "r")
        for term in (value_term(letter, actor.code) if actor.code else "", *word_terms(letter, actor.name))
        if term
    }
    return some(sorted(terms, key=str)) if terms else Term("k.event")


def _deed(entry: Entry[Event]) -> Deed:
    text = entry.report.text
    words = " ".join(mention.span.of(text) for mention in entry.value.mentions)
    return Deed(entry.id, entry.value.chief, words, (entry.report.source,))


def _by_who(deeds: Iterable[Deed]) -> dict[str, list[Deed]]:
    """The deeds by the codes and names of who takes part."""
    found: dict[str, list[Deed]] = {}
    for deed in deeds:
        keys = {key for actor in (*deed.mention.actors, *deed.mention.recipients) for key in _keys(actor)}
        for key in keys:
            found.setdefault(key, []).append(deed)
    return found


def _keys(actor: Actor) -> tuple[str, ...]:
    return (actor.name, actor.code) if actor.code else (actor.name,)


def _newest(connection: Connection) -> date | None:
    """The last day of publication among the reports on record."""
    last = connection.execute(select(func.max(runs.c.number))).scalar()
    held = _NEWEST.get(connection.engine)
    if held is not None and held[0] == last:
        return held[1]
    current = select(func.max(reports.c.published)).join(runs, runs.c.report == reports.c.id)
    newest = connection.execute(current.join(sources, sources.c.run == runs.c.number)).scalar()
    found = date.fromisoformat(newest) if newest else None
    _NEWEST[connection.engine] = last, found
    return found


_NEWEST: WeakKeyDictionary[Engine, tuple[int | None, date | None]] = WeakKeyDictionary()
"""The newest day of a record as of its last run: to look it up takes a third of a second among 100,000 reports."""


def _small(connection: Connection) -> bool:
    return (connection.execute(select(func.max(runs.c.number))).scalar() or 0) < SMALL


class Ledger(Opened):
    """The ledger as its page shows it."""

    def ledger(
        self,
        *,
        actor: str | None = None,
        recipient: str | None = None,
        type: str | None = None,
        status: str | None = None,
        since: str | date | None = None,
        until: str | date | None = None,
        report: str | None = None,
        text: str | None = None,
        limit: int = 40,
        after: str | None = None,
    ) -> Entries[Commitment]:
        """Commitments as for ``Reader.commitments``, those due last first, before them those that are due on no day.

        Of what has *status* a page may hold fewer than *limit*: it looks through ``LOOKED`` commitments,
        in a large record ``STEP``, and ``next`` goes on from there.
        """
        one_of("status", status, STATUSES)
        with telling(self.name), self.engine.begin() as connection:
            asked = of_kind("commitment") + party(["actor"], actor) + party(["recipient"], recipient)
            asked += coded("t", act(type, None)[0])
            asked += common(connection, since, until, place=None, report=report, text=text)
            number = walked_number(connection, asked)
            chosen = matching(connection, asked, shown.c.number).order_by(number.desc())
            if after is not None:
                chosen = chosen.where(number < read_cursor(after, (int,))[0])
            looked = limit if status is None else LOOKED if _small(connection) else STEP
            numbers = list(connection.execute(chosen.limit(looked + 1)).scalars())
            kept: list[Entry[Commitment]] = []
            done = 0
            while done < min(looked, len(numbers)) and len(kept) < limit:
                part = numbers[done : min(done + STEP, looked)]
                stand = as_they_stand(connection, load_findings(connection, "commitment", part))
                fitting = [(at, each) for at, each in enumerate(stand) if status in (None, each.value.status)]
                room = fitting[: limit - len(kept)]
                kept += [each for _, each in room]
                done += room[-1][0] + 1 if len(kept) == limit and room else len(part)
            following = write_cursor((numbers[done - 1],)) if 0 < done < len(numbers) else None
            return Entries(kept, flat_commitment, following)
