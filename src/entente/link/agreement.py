"""In what two mentions of one report must agree to be of one happening; what only one of them says never parts them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from entente.model import Actor, Dating, Mention, Place

VERBAL = frozenset({"AGREE", "SUPPORT", "CONCEDE", "REQUEST", "ACCUSE", "REJECT", "THREATEN"})
STEM = 4
LONG = 45
"""Days above which a span is too wide to tell by itself that two mentions are one."""


def same_act(first: Mention, second: Mention) -> bool:
    """Whether the words can mean one act: praising and signing are both SUPPORT, and never one event.

    Rules bear the name of the word they start from ("sign", "signing-noun"), which tells kinds of words apart.
    """
    return first.type not in VERBAL or first.rule[:STEM] == second.rule[:STEM]


def same_mode(first: Mention, second: Mention) -> bool:
    """Of talks one mention may say where, the other how: these differ in one meeting.

    A mode that the language model gave is not sure enough to keep two mentions apart.
    """
    if first.type == "CONSULT" or any(mention.rule.startswith("scored-") for mention in (first, second)):
        return True
    return first.mode is None or second.mode is None or first.mode == second.mode


def same_number(first: Mention, second: Mention) -> bool:
    """ "two meetings" is not one of them."""
    if first.type != "CONSULT":
        return first.count is None or second.count is None or first.count == second.count
    return (first.count or 1) == (second.count or 1)


def everybody(mention: Mention) -> tuple[Actor, ...]:
    return mention.actors + mention.recipients


def same_actor(a: Actor, b: Actor) -> bool:
    """The same chain, or a government and the person or organ that acts for it."""
    if a.chain == b.chain:
        return True
    stands_for = a.code is not None and a.code == b.code and a.sector == b.sector == "GOV"
    return stands_for and "state" in (a.kind, b.kind)


def called_alike(a: Actor, b: Actor) -> bool:
    """Whether two are the same or may be by their names: "the man" again, "the US House", "the House".

    A court and its judge are one.
    """
    if same_actor(a, b):
        return True
    one, other = sorted((a.name.casefold(), b.name.casefold()), key=len)
    if any(_only_pronoun(each) for each in (a, b)):
        return False
    if (a.code, a.sector) != (b.code, b.sector):
        return a.kind == b.kind == "person" and one == other and None in (a.code, b.code)
    if a.sector == "JUD" and a.code is not None:
        return True
    return one == other or (a.kind == b.kind == "body" and a.code is not None and other.endswith(f" {one}"))


def covers(one: Sequence[Actor], other: Sequence[Actor], same: Callable[[Actor, Actor], bool] = same_actor) -> bool:
    """Whether each of the shorter list is somebody of the longer."""
    shorter, longer = sorted((one, other), key=len)
    return all(any(same(a, b) for b in longer) for a in shorter)


def _only_pronoun(actor: Actor) -> bool:
    """Whether *actor* is a pronoun of which nobody knows whom it means."""
    return actor.kind == "pronoun" and actor.name == actor.text


def days_agree(one: Dating, other: Dating) -> bool:
    """Whether the days overlap; an open or absent bound excludes nothing but says nothing either."""
    if one.first is None or other.first is None or one.last is None or other.last is None:
        return one.first == other.first and one.last == other.last
    if one.first > other.last or other.first > one.last:
        return False
    wide = max((one.last - one.first).days, (other.last - other.first).days)
    return wide <= LONG or (one.first, one.last) == (other.first, other.last)


def days_meet(one: Dating, other: Dating) -> bool:
    """Whether a day lies in both, an open bound reaching any day; one that is not dated meets nothing."""
    if (one.first or one.last) is None or (other.first or other.last) is None:
        return False
    starts, ends = (one.first or date.min, other.first or date.min), (one.last or date.max, other.last or date.max)
    return max(starts) <= min(ends)


def places_agree(one: Place | None, other: Place | None) -> bool:
    if one is None or other is None or one == other:
        return True
    if one.geonameid is not None and one.geonameid == other.geonameid:
        return True
    return one.country == other.country and "country" in (one.resolution, other.resolution)
