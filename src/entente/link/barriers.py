"""What two tellings of one happening cannot differ in, however alike they are otherwise.

Each barrier is a function of two traces. A value that only one of them has never bars.
"""

from __future__ import annotations

from collections.abc import Callable

from entente.link.traces import Trace

DIRECTED = frozenset({"ACCUSE", "REQUEST", "REJECT", "THREATEN", "ASSAULT", "SANCTION", "COERCE", "AID", "SUPPORT"})


def one_report(one: Trace, other: Trace) -> bool:
    """Within a report, what was not linked there is not one happening."""
    return one.source == other.source


def two_days_in_two_places(one: Trace, other: Trace) -> bool:
    """One visit cannot be on two days in two cities, if both days are stated."""
    return apart(one, other) and "bounded" not in (one.basis, other.basis) and elsewhere(one, other)


def two_stated_days(one: Trace, other: Trace) -> bool:
    """Days that both reports state, and that do not even touch, are of two happenings."""
    if one.first is None or one.last is None or other.first is None or other.last is None:
        return False
    gap = max((other.first - one.last).days, (one.first - other.last).days)
    return gap > 1


def two_standings(one: Trace, other: Trace) -> bool:
    """What was done, what is planned, and what did not happen."""
    return one.factuality is not None and other.factuality is not None and one.factuality != other.factuality


def two_numbers(one: Trace, other: Trace) -> bool:
    """ "Two meetings" is not one of them. Other acts count those who are hit, and on that reports may differ."""
    return one.type == other.type == "CONSULT" and (one.count or 1) != (other.count or 1)


def two_modes(one: Trace, other: Trace) -> bool:
    """A call is no visit; other modes of one type may be two readings of one act."""
    modes = {one.mode, other.mode}
    return "phone" in modes and len(modes) > 1 and None not in modes


def two_directions(one: Trace, other: Trace) -> bool:
    """A charge and the countercharge: who acts in one suffers in the other, and the other way round."""
    if one.type not in DIRECTED or other.type not in DIRECTED:
        return False
    (agents, patients), (agents2, patients2) = _sides(one), _sides(other)
    return bool(agents & patients2 and patients & agents2) and not agents & agents2 and not patients & patients2


def two_pairs(one: Trace, other: Trace) -> bool:
    """Countries that both name, where each has one that the other lacks: Oslo's talks with Riga, and with Minsk."""
    left, right = _codes(one), _codes(other)
    return one.type == other.type == "CONSULT" and bool(left - right) and bool(right - left)


def two_persons(one: Trace, other: Trace) -> bool:
    """Persons of one country, or in one part, that both name, none in common: the president's talks, the minister's."""
    left, right = _persons(one, other.type), _persons(other, one.type)
    return any(not left[part] & right[part] for part in left.keys() & right.keys())


BARRIERS: tuple[Callable[[Trace, Trace], bool], ...] = (
    one_report,
    two_days_in_two_places,
    two_stated_days,
    two_standings,
    two_numbers,
    two_modes,
    two_directions,
    two_pairs,
    two_persons,
)


def barrier(one: Trace, other: Trace) -> str | None:
    """The name of the first barrier between two traces, None if there is none."""
    return next((each.__name__ for each in BARRIERS if each(one, other)), None)


def apart(one: Trace, other: Trace) -> bool:
    """Whether both are dated and have no day in common."""
    if one.first is None or one.last is None or other.first is None or other.last is None:
        return False
    return one.first > other.last or other.first > one.last


def elsewhere(one: Trace, other: Trace) -> bool:
    """Whether both name a place below a country, and not the same."""
    if one.place is None or other.place is None or "country" in (one.resolution, other.resolution):
        return bool(one.country and other.country and one.country != other.country)
    same = one.place == other.place or (one.geonameid is not None and one.geonameid == other.geonameid)
    return not same and {one.resolution, other.resolution} != {"region", "city"}


def _sides(trace: Trace) -> tuple[set[str], set[str]]:
    names: dict[str, set[str]] = {"actor": set(), "recipient": set()}
    for party in trace.parties:
        if party.part in names:
            names[party.part].add(party.code or party.name)
    return names["actor"], names["recipient"]


def _codes(trace: Trace) -> set[str]:
    return {party.code for party in trace.parties if party.code}


def _persons(trace: Trace, other: str | None) -> dict[str, set[str]]:
    """The surnames of persons, by country where both meet, else by part; a part that names others too is left out."""
    meets = trace.type == other == "CONSULT"
    found: dict[str, set[str]] = {}
    unnamed: set[str] = set()
    for party in trace.parties:
        part = (party.code or "") if meets else party.part
        if party.kind == "person" and " " in party.name:
            found.setdefault(part, set()).add(party.surname)
        elif party.kind != "state":
            unnamed.add(part)
    return {part: names for part, names in found.items() if part not in unnamed}
