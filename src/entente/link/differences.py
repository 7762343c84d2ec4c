"""Where reports of one happening differ, and which account is chosen: shown, never averaged.

Each report's telling is an account. One account is chosen as a whole, so that what is shown is what some report says
and no mixture that none does: the one that the most independent reports agree with. A report that another prints word
for word is not independent of it, and a version of a report that its publisher corrected later no longer counts.

Two values differ only if they cannot both be so: "in March" and "on 8 March" agree, and so do a city and its country.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from entente.model import Actor, Event, Mention, Place, Report

Field = Literal["date", "place", "number", "actor", "recipient", "type"]
BLAME = frozenset({"ASSAULT", "COERCE", "MOBILIZE", "SANCTION", "PROTEST"})
"""Types of which reports may name other actors for one happening; elsewhere these make another."""


@dataclass(frozen=True, slots=True)
class Account:
    """One report's telling of a happening.

    ``origin`` is the report whose words it prints, itself if nobody's; ``corrected`` whether a person corrected it.
    """

    event: str
    source: str
    origin: str
    mention: Mention
    published: date | None = None
    publisher: str | None = None
    corrected: bool = False


@dataclass(frozen=True, slots=True)
class Held:
    """A value that accounts hold: as printed, the reports that hold it, and how many of them are independent."""

    value: str
    sources: tuple[str, ...]
    independent: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class Difference:
    """A field in which accounts differ: each value, the chosen one first, then by how many hold it; and why it is."""

    field: Field
    values: tuple[Held, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Settled:
    """The id of the chosen account's event, all accounts in the order of their days, and where they differ.

    ``independent`` is the number of independent reports.
    """

    chosen: str
    accounts: tuple[Account, ...]
    differences: tuple[Difference, ...]
    independent: int


def account(event: Event, report: Report, origin: str | None = None, corrected: bool = False) -> Account:
    """The account that *report* gives; ``origin`` is another report that it copies."""
    source = report.source
    return Account(event.id, source, origin or source, event.chief, report.published, report.publisher, corrected)


def settle(accounts: Iterable[Account]) -> Settled:
    """Chooses an account and compares it with the others; the order of *accounts* makes no difference."""
    held = sorted(accounts, key=_order)
    if len(held) == 1:
        # Most happenings are told once, and lists settle each of theirs.
        return Settled(held[0].event, tuple(held), (), 1)
    latest = _latest(held)
    counted = [each for each in held if not _replaced(each, latest)]
    support = _supports(counted)
    chosen = max(counted, key=lambda each: _weight(each, support))
    found = (_difference(field, chosen, held, counted) for field in VALUES)
    differences = tuple(each for each in found if each)
    return Settled(chosen.event, tuple(held), differences, len({each.origin for each in held}))


def _order(account: Account) -> tuple[object, ...]:
    return (str(account.published or "9999"), account.source, account.event)


def _latest(accounts: Iterable[Account]) -> dict[tuple[str, str], date]:
    """The last day on which each publisher printed each report."""
    found: dict[tuple[str, str], date] = {}
    for each in accounts:
        if each.publisher is not None and each.published is not None:
            key = each.origin, each.publisher
            found[key] = max(each.published, found.get(key, each.published))
    return found


def _replaced(account: Account, latest: Mapping[tuple[str, str], date]) -> bool:
    """Whether the same publisher printed the report again on a later day, in nearly the same words."""
    if account.publisher is None or account.published is None:
        return False
    return latest[account.origin, account.publisher] > account.published


def _weight(account: Account, support: Mapping[Field, Mapping[object, int]]) -> tuple[object, ...]:
    """What speaks for *account*: a person's correction, agreement, exactness, fullness; then the first to report."""
    agreeing = sum(support[field].get(_key(field, account.mention), 0) for field in VALUES)
    mention, dating = account.mention, account.mention.dating
    exact = {"stated": 2, "inherited": 1}.get(dating.basis, 0)
    width = (dating.last - dating.first).days if dating.first and dating.last else 9999
    full = len(mention.actors) + len(mention.recipients) + 2 * (mention.place is not None) + (mention.mode is not None)
    day = -(account.published.toordinal()) if account.published else -(10**7)
    # The id comes last, and only so that the choice is never left to chance.
    return (account.corrected, agreeing, exact, -width, full, mention.confidence, day, account.event)


def _supports(accounts: Sequence[Account]) -> dict[Field, dict[object, int]]:
    """For each field and value: how many independent reports hold a value that agrees with it.

    By value and not by account: a thousand accounts of one attack have few values.
    """
    found: dict[Field, dict[object, int]] = {}
    for field, value_of in VALUES.items():
        origins: dict[object, set[str]] = {}
        values: dict[object, object] = {}
        for each in accounts:
            value = value_of(each.mention)
            if value is not None:
                key = _key(field, each.mention)
                values[key] = value
                origins.setdefault(key, set()).add(each.origin)
        found[field] = {
            key: len(set().union(*(origins[k] for k, held in values.items() if held and AGREE[field](value, held))))
            for key, value in values.items()
        }
    return found


def _key(field: Field, mention: Mention) -> object:
    """What of a value decides with which others it agrees; None where there is none."""
    value = VALUES[field](mention)
    if value is None:
        return None
    if isinstance(value, Place):
        return value.geonameid, value.resolution, value.name, value.country
    if field in ("actor", "recipient"):
        return _codes(mention, field)
    return value


def _codes(mention: Mention, field: Field) -> frozenset[str]:
    actors = mention.actors if field == "actor" else mention.recipients
    return frozenset(actor.code for actor in actors if actor.code)


def _difference(
    field: Field, chosen: Account, accounts: Sequence[Account], counted: Sequence[Account]
) -> Difference | None:
    """How *field* is told otherwise than *chosen* tells it; None where no account contradicts it."""
    mine = VALUES[field](chosen.mention)
    values = [(each, value) for each in accounts if (value := VALUES[field](each.mention)) is not None]
    if mine is None or all(AGREE[field](mine, value) for _, value in values):
        return None
    if field == "actor" and chosen.mention.type not in BLAME:
        return None
    printed: dict[str, list[Account]] = {}
    for each, value in values:
        agrees = AGREE[field](mine, value)
        printed.setdefault(PRINT[field](mine if agrees else value), []).append(each)
    first = PRINT[field](mine)
    found = [_held(value, held, value == first) for value, held in printed.items()]
    ranked = sorted(found, key=lambda each: (not each.chosen, -each.independent, each.value))
    return Difference(field, tuple(ranked), _reason(chosen, ranked, accounts, counted))


def _held(value: str, accounts: Sequence[Account], chosen: bool) -> Held:
    return Held(value, tuple(each.source for each in accounts), len({each.origin for each in accounts}), chosen)


def _reason(chosen: Account, values: Sequence[Held], accounts: Sequence[Account], counted: Sequence[Account]) -> str:
    if chosen.corrected:
        return "a person corrected this account"
    mine, others = values[0].independent, max(each.independent for each in values[1:])
    total = len({each.origin for each in accounts})
    if mine > others:
        return f"{mine} of {total} independent reports say so"
    if len(counted) < len(accounts) and any(
        each.source in _sources(values[1:]) for each in accounts if each not in counted
    ):
        return "a later version of the same report says so"
    if chosen.mention.dating.basis == "stated" and mine == others:
        return (
            f"reports are divided ({mine} to {others}); this is the account that agrees most in all, and states its day"
        )
    return f"reports are divided ({mine} to {others}); this is the account that agrees most in all"


def _sources(values: Iterable[Held]) -> set[str]:
    return {source for each in values for source in each.sources}


Days = tuple[date, date]


def _days(mention: Mention) -> Days | None:
    first, last = mention.dating.first, mention.dating.last
    return (first, last) if first and last and mention.dating.basis != "bounded" else None


def _days_agree(one: Days, other: Days) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]


def _print_days(days: Days) -> str:
    return str(days[0]) if days[0] == days[1] else f"{days[0]}/{days[1]}"


def _places_agree(one: Place, other: Place) -> bool:
    if one.geonameid is not None and one.geonameid == other.geonameid:
        return True
    coarse = {"country", "region"} & {one.resolution, other.resolution}
    return one.name == other.name or bool(coarse and one.country == other.country)


def _number(mention: Mention) -> int | None:
    return mention.count if mention.type != "CONSULT" else None


Actors = tuple[Actor, ...]


def _actors_agree(one: Actors, other: Actors) -> bool:
    """Whether somebody may be the same: a name, or a country for whoever acts for it; nobody resolved says nothing."""
    known, known2 = ([each for each in side if each.code] for side in (one, other))
    if not known or not known2:
        return True
    return bool({each.code for each in known} & {each.code for each in known2})


def _print_actors(actors: Actors) -> str:
    return "; ".join(
        f"{each.code} {each.name}" if each.code and each.code != each.name else each.name for each in actors
    )


VALUES: dict[Field, Callable[[Mention], object]] = {
    "date": _days,
    "place": lambda mention: mention.place,
    "number": _number,
    "actor": lambda mention: mention.actors or None,
    "recipient": lambda mention: mention.recipients or None,
    "type": lambda mention: mention.type,
}
AGREE: dict[Field, Callable[..., bool]] = {
    "date": _days_agree,
    "place": _places_agree,
    "number": int.__eq__,
    "actor": _actors_agree,
    "recipient": _actors_agree,
    "type": str.__eq__,
}
PRINT: dict[Field, Callable[..., str]] = {
    "date": _print_days,
    "place": lambda place: f"{place.name}, {place.country}" if place.country else place.name,
    "number": str,
    "actor": _print_actors,
    "recipient": _print_actors,
    "type": str,
}
