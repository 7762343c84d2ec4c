"""Which mentions of one report tell of one happening.

Two mentions are one event when type, participants, time and place agree: the same type and no contradicting mode, the
same participants as far as both name them, days that overlap, places that contain each other, and the same standing
(done, planned, denied). A whole with a number and its parts stay apart. The result does not depend on the order of the
mentions: pairs are judged one by one, and groups grow only while every pair inside them agrees. What only takes up a
happening with a noun ("the attack") is joined after that, see ``entente.link.repeats``.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations

from entente.link.agreement import (
    called_alike,
    covers,
    days_agree,
    days_meet,
    everybody,
    places_agree,
    same_act,
    same_mode,
    same_number,
)
from entente.link.repeats import repeated
from entente.link.retelling import retold
from entente.model import Actor, Coded, Derivation, Event, Linked, Mention, Parsed

NAMED = frozenset({"person", "state", "body"})


def link(coded: Coded) -> Linked:
    """The report with its mentions gathered into events, in order of date and text."""
    mentions = sorted(coded.mentions, key=_order)
    parsed = coded.resolved.parsed
    groups = repeated(_groups(mentions, parsed), parsed)
    source = coded.report.source
    events = [_event(source, group) for group in groups]
    return Linked(coded, tuple(sorted(events, key=_event_order)))


def _order(mention: Mention) -> tuple[object, ...]:
    return (mention.trigger, mention.type, mention.mode or "", mention.rule, mention.start, mention.end)


def _groups(mentions: Sequence[Mention], parsed: Parsed) -> list[list[Mention]]:
    """Groups in which every two mentions agree, grown in text order from the closest pairs."""
    group_of = {n: [n] for n in range(len(mentions))}
    judged = ((n, m, mentions[n], mentions[m]) for n, m in combinations(range(len(mentions)), 2))
    pairs = [(n, m) for n, m, one, other in judged if are_one(one, other) or retold(one, other, parsed)]
    agreeing = set(pairs)
    for n, m in sorted(pairs, key=lambda pair: (pair[1] - pair[0], pair)):
        one, other = group_of[n], group_of[m]
        if one is other:
            continue
        if all((min(a, b), max(a, b)) in agreeing for a in one for b in other):
            one.extend(other)
            for k in other:
                group_of[k] = one
    unique = {id(group): group for group in group_of.values()}
    return [[mentions[n] for n in sorted(group)] for group in unique.values()]


def are_one(first: Mention, second: Mention) -> bool:
    """Whether two mentions of one report tell of one happening (codebook section 1)."""
    return (
        first.type == second.type
        and same_act(first, second)
        and first.factuality == second.factuality
        and same_mode(first, second)
        and first.trigger != second.trigger
        and same_number(first, second)
        and places_agree(first.place, second.place)
        and (
            _agree(first, second)
            or _told_again(first, second)
            or _in_one_crowd(first, second)
            or _by_one(first, second)
        )
    )


def _agree(first: Mention, second: Mention) -> bool:
    return _participants_agree(first, second) and days_agree(first.dating, second.dating)


def _told_again(first: Mention, second: Mention) -> bool:
    """Whether the same word takes up who was hit or blamed: "shot the man" and "the man was then shot"."""
    if first.rule != second.rule or len(first.recipients) != len(second.recipients):
        return False
    if _is_mutual(first) and _is_mutual(second):
        undated = any(mention.dating.basis in ("inherited", "publication") for mention in (first, second))
        return undated and len(first.actors) == len(second.actors) and covers(first.actors, second.actors)
    if not first.recipients:
        return False
    same = all(covers(one, other, called_alike) for one, other in _named_sides(first, second))
    return same and first.type != "CONSULT" and days_meet(first.dating, second.dating)


def _in_one_crowd(first: Mention, second: Mention) -> bool:
    """Whether two tellings of protest on the same days have crowds of one country, as far as both name one."""
    if first.type != "PROTEST" or not days_agree(first.dating, second.dating):
        return False
    crossed = ((first.actors, second.recipients), (first.recipients, second.actors))
    return all(_of_one_country(one, other) for one, other in _named_sides(first, second)) and not any(
        covers(one, other) for one, other in crossed if one and other
    )


def _named_sides(first: Mention, second: Mention) -> list[tuple[Sequence[Actor], Sequence[Actor]]]:
    """The actors of both and the recipients of both, as far as both mentions name them."""
    sides = ((first.actors, second.actors), (first.recipients, second.recipients))
    return [(one, other) for one, other in sides if one and other]


def _of_one_country(one: Sequence[Actor], other: Sequence[Actor]) -> bool:
    return bool({actor.code for actor in one} & {actor.code for actor in other})


def _by_one(first: Mention, second: Mention) -> bool:
    """Whether one attacker hit people without names on the same days: "stabbed several people", "injured two men"."""
    if first.type != "ASSAULT" or not (first.actors and second.actors) or not days_agree(first.dating, second.dating):
        return False
    hurt = (first.recipients, second.recipients)
    return covers(first.actors, second.actors) and any(all(actor.kind not in NAMED for actor in side) for side in hurt)


def _participants_agree(first: Mention, second: Mention) -> bool:
    """Whether those named on both sides are the same, and nobody acts in one and suffers in the other."""
    if first.type == "CONSULT":
        one, other = everybody(first), everybody(second)
        return len(one) == len(other) > 1 and covers(one, other)
    mutual = [mention for mention in (first, second) if _is_mutual(mention)]
    if mutual and len(everybody(first)) != len(everybody(second)):
        return False
    if mutual:
        return covers(everybody(first), everybody(second))
    named = _named_sides(first, second)
    return bool(named) and all(covers(one, other) for one, other in named)


def _is_mutual(mention: Mention) -> bool:
    """Whether all who take part are on one side and not of one country: a government and its minister are one."""
    return _is_one_sided(mention) and len({actor.code or actor.chain for actor in mention.actors}) > 1


def _is_one_sided(mention: Mention) -> bool:
    """Whether several are on one side and nobody on the other."""
    return len(mention.actors) > 1 and not mention.recipients


def _event(source: str, group: Sequence[Mention]) -> Event:
    chief = max(group, key=lambda mention: (_fullness(mention), mention.confidence, -mention.trigger.start))
    rest = [mention for mention in group if mention is not chief]
    chief = _peopled(_placed(chief, rest), rest)
    key = f"{source}\0{chief.trigger.start}\0{chief.trigger.end}\0{chief.type}"
    return Event(hashlib.sha256(key.encode()).hexdigest()[:16], (chief, *rest), (source,))


def _placed(chief: Mention, others: Sequence[Mention]) -> Mention:
    """With the place of the first other mention that has one, where it has none itself; it says so."""
    found = next((mention.place for mention in others if mention.place), None)
    if chief.place or found is None:
        return chief
    place = replace(found, rule="inherited")
    told = Derivation("place", place.name, place.rule, (place.span,))
    return replace(chief, place=place, derivation=(*chief.derivation, told))


def _peopled(chief: Mention, others: Sequence[Mention]) -> Mention:
    """With the actors, or recipients, of the fullest other mention where it names none itself; it says so."""
    for side in ("actors", "recipients"):
        if getattr(chief, side) or _lacks_nobody(chief):
            continue
        held = (mention for mention in others if getattr(mention, side))
        found = max(held, key=lambda mention: (_fullness(mention), -mention.trigger.start), default=None)
        if found is None or _lacks_nobody(found):
            continue
        parties = getattr(found, side)
        told = [Derivation(side[:-1], party.name, "inherited", (party.span,)) for party in parties]
        chief = replace(chief, derivation=(*chief.derivation, *told), **{side: parties})
    return chief


def _lacks_nobody(mention: Mention) -> bool:
    """Whether several do it with each other, so that nobody is missing on the other side."""
    return mention.type == "CONSULT" or _is_one_sided(mention)


def _fullness(mention: Mention) -> int:
    """How much a mention says: participants resolved, a day of its own, a place, a mode."""
    stated = {"stated": 3, "inherited": 1}.get(mention.dating.basis, 0)
    people = (
        2 * bool(mention.actors)
        + 2 * bool(mention.recipients)
        + sum(actor.kind == "person" for actor in everybody(mention))
    )
    return stated + people + 2 * (mention.place is not None) + (mention.mode is not None)


def _event_order(event: Event) -> tuple[object, ...]:
    first = event.chief.dating.first or event.chief.dating.last
    return (first.isoformat() if first else "", event.chief.trigger, event.chief.type, event.id)
