"""Which mentions of one report tell of one happening.

Two mentions are one event when type, participants, time and place agree: the same type and no contradicting mode, the
same participants as far as both name them, days that overlap, places that contain each other, and the same standing
(done, planned, denied). A whole with a number and its parts stay apart. The result does not depend on the order of the
mentions: pairs are judged one by one, and groups grow only while every pair inside them agrees.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations

from entente.model import Actor, Coded, Dating, Derivation, Event, Linked, Mention, Place

VERBAL = frozenset({"AGREE", "SUPPORT", "CONCEDE", "REQUEST", "ACCUSE", "REJECT", "THREATEN"})
STEM = 4
LONG = 45
"""Days above which a span is too wide to tell by itself that two mentions are one."""


def link(coded: Coded) -> Linked:
    """The report with its mentions gathered into events, in order of date and text."""
    mentions = sorted(coded.mentions, key=_order)
    groups = _groups(mentions)
    source = coded.report.source
    events = [_event(source, group) for group in groups]
    return Linked(coded, tuple(sorted(events, key=_event_order)))


def _order(mention: Mention) -> tuple[object, ...]:
    return (mention.trigger, mention.type, mention.mode or "", mention.rule, mention.start, mention.end)


def _groups(mentions: Sequence[Mention]) -> list[list[Mention]]:
    """Groups in which every two mentions agree, grown in text order from the closest pairs."""
    group_of = {n: [n] for n in range(len(mentions))}
    pairs = [(n, m) for n, m in combinations(range(len(mentions)), 2) if are_one(mentions[n], mentions[m])]
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
        and _same_act(first, second)
        and first.factuality == second.factuality
        and (first.mode is None or second.mode is None or first.mode == second.mode or first.type == "CONSULT")
        and first.trigger != second.trigger
        and _same_number(first, second)
        and _participants_agree(first, second)
        and _days_agree(first.dating, second.dating)
        and _places_agree(first.place, second.place)
    )


def _same_act(first: Mention, second: Mention) -> bool:
    """Whether the words can mean one act: praising and signing are both SUPPORT, and never one event.

    Rules bear the name of the word they start from ("sign", "signing-noun"), which tells kinds of words apart.
    """
    return first.type not in VERBAL or first.rule[:STEM] == second.rule[:STEM]


def _same_number(first: Mention, second: Mention) -> bool:
    """ "two meetings" is not one of them."""
    if first.type != "CONSULT":
        return first.count is None or second.count is None or first.count == second.count
    return (first.count or 1) == (second.count or 1)


def _participants_agree(first: Mention, second: Mention) -> bool:
    """Whether those named on both sides are the same, and nobody acts in one and suffers in the other."""
    if first.type == "CONSULT":
        one, other = _all(first), _all(second)
        return len(one) == len(other) > 1 and _covers(one, other)
    mutual = [mention for mention in (first, second) if len(mention.actors) > 1 and not mention.recipients]
    if mutual and len(_all(first)) != len(_all(second)):
        return False
    if mutual:
        return _covers(_all(first), _all(second))
    sides = ((first.actors, second.actors), (first.recipients, second.recipients))
    named = [(one, other) for one, other in sides if one and other]
    return bool(named) and all(_covers(one, other) for one, other in named)


def _all(mention: Mention) -> tuple[Actor, ...]:
    return mention.actors + mention.recipients


def _covers(one: Sequence[Actor], other: Sequence[Actor]) -> bool:
    """Whether each of the shorter list is somebody of the longer."""
    shorter, longer = sorted((one, other), key=len)
    return all(any(_same_actor(a, b) for b in longer) for a in shorter)


def _same_actor(a: Actor, b: Actor) -> bool:
    """The same chain, or a government and the person or organ that acts for it."""
    if a.chain == b.chain:
        return True
    stands_for = a.code is not None and a.code == b.code and a.sector == b.sector == "GOV"
    return stands_for and "state" in (a.kind, b.kind)


def _days_agree(one: Dating, other: Dating) -> bool:
    """Whether the days overlap; an open or absent bound excludes nothing but says nothing either."""
    if one.first is None or other.first is None or one.last is None or other.last is None:
        return one.first == other.first and one.last == other.last
    if one.first > other.last or other.first > one.last:
        return False
    wide = max((one.last - one.first).days, (other.last - other.first).days)
    return wide <= LONG or (one.first, one.last) == (other.first, other.last)


def _places_agree(one: Place | None, other: Place | None) -> bool:
    if one is None or other is None or one == other:
        return True
    if one.geonameid is not None and one.geonameid == other.geonameid:
        return True
    return one.country == other.country and "country" in (one.resolution, other.resolution)


def _event(source: str, group: Sequence[Mention]) -> Event:
    chief = max(group, key=lambda mention: (_fullness(mention), mention.confidence, -mention.trigger.start))
    rest = [mention for mention in group if mention is not chief]
    chief = _placed(chief, rest)
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


def _fullness(mention: Mention) -> int:
    """How much a mention says: participants resolved, a day of its own, a place, a mode."""
    stated = {"stated": 3, "inherited": 1}.get(mention.dating.basis, 0)
    people = (
        2 * bool(mention.actors) + 2 * bool(mention.recipients) + sum(actor.kind == "person" for actor in _all(mention))
    )
    return stated + people + 2 * (mention.place is not None) + (mention.mode is not None)


def _event_order(event: Event) -> tuple[object, ...]:
    first = event.chief.dating.first or event.chief.dating.last
    return (first.isoformat() if first else "", event.chief.trigger, event.chief.type, event.id)
