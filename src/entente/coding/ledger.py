"""What became of a commitment: open, kept, lapsed or withdrawn, told by the events on record (codebook section 7).

A commitment is kept by a later actual event of the promised type, with its parties and partners, inside the time it
was promised for, in words that say the same. It is withdrawn by a later refusal or denial of that act by a party, and
lapses when its time has passed with neither. Nothing is written down: take the later event away and it is open again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from entente.coding.counts import takes_part
from entente.coding.undertakings import load_undertakings
from entente.model import Actor, Commitment, Mention

Status = Literal["open", "kept", "lapsed", "withdrawn"]
# Whose acts are their state's.
OFFICIAL = frozenset({"GOV", "MIL", "LEG", "JUD", "SPY", "COP"})
# An undertaking whose act has no type of its own cannot be seen to be kept.
UNSEEN = "AGREE"
# One meeting is much like another; the other types cover too much to match without a word in common.
ALIKE = frozenset({"CONSULT"})
STEM = 5
WORD = re.compile(r"\w{4,}")


@dataclass(frozen=True, slots=True)
class Deed:
    """An event on record as the ledger needs it: its chief mention, the words of its clause, and its reports."""

    id: str
    mention: Mention
    words: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """A commitment's status, and the ids of the events that kept it or withdrew it, earliest first."""

    status: Status
    events: tuple[str, ...] = ()


def standing(
    commitment: Commitment, source: str, made: date | None, deeds: Iterable[Deed], today: date | None
) -> Standing:
    """How *commitment*, made on day *made* in report *source*, stands on day *today* given all *deeds*.

    Without *made* nothing can be later, so it stays open; without *today* it never lapses.
    """
    if made is None:
        return Standing("open")
    later = sorted((d for d in deeds if _is_later(d, source, made)), key=lambda d: (d.mention.dating.first, d.id))
    if commitment.action != UNSEEN and (kept := [d for d in later if _keeps(commitment, d)]):
        return Standing("kept", tuple(d.id for d in kept))
    if withdrawn := [d for d in later if _withdraws(commitment, d)]:
        return Standing("withdrawn", tuple(d.id for d in withdrawn))
    due = commitment.dating.last if commitment.dating else None
    return Standing("lapsed" if today and due and due < today and not commitment.regularity else "open")


def _is_later(deed: Deed, source: str, made: date) -> bool:
    """Whether it took place after the day the commitment was made; on that day only if another report tells it."""
    first = deed.mention.dating.first
    return first is not None and (first > made or (first == made and source not in deed.sources))


def _keeps(commitment: Commitment, deed: Deed) -> bool:
    mention = deed.mention
    if mention.type != commitment.action or mention.factuality != "actual" or not _in_time(commitment, mention):
        return False
    if not _parties_present(commitment.parties, mention) or not _partner_present(commitment, mention):
        return False
    paired = bool(commitment.partners) or len(commitment.parties) > 1
    return (mention.type in ALIKE and paired) or bool(_common(commitment, deed))


def _withdraws(commitment: Commitment, deed: Deed) -> bool:
    """A refusal by a party, or the report that the act was not done, in words of the commitment."""
    mention = deed.mention
    denied = mention.type == commitment.action and mention.factuality == "negated"
    refused = mention.type == "REJECT" and mention.factuality == "actual"
    by_party = any(_has(mention.actors, party) for party in commitment.parties)
    enough = 1 if denied and commitment.partners and _partner_present(commitment, mention) else 2
    return (denied or refused) and by_party and len(_common(commitment, deed)) >= enough


def _in_time(commitment: Commitment, mention: Mention) -> bool:
    due, done = commitment.dating, mention.dating
    if due is None:
        return True
    too_early = due.first is not None and done.last is not None and done.last < due.first
    too_late = due.last is not None and done.first is not None and done.first > due.last
    return not (too_early or too_late)


def _parties_present(parties: Sequence[Actor], mention: Mention) -> bool:
    present = (*mention.actors, *mention.recipients)
    one_sided = mention.type not in ("CONSULT", "COOPERATE", "SUPPORT")
    return all(_has(mention.actors if one_sided else present, party) for party in parties)


def _partner_present(commitment: Commitment, mention: Mention) -> bool:
    present = (*mention.actors, *mention.recipients)
    return not commitment.partners or any(_has(present, partner) for partner in commitment.partners)


def _has(present: Sequence[Actor], actor: Actor) -> bool:
    """Whether the actor takes part, or one who acts for the state that the actor is."""
    acts_for = actor.kind == "state" and any(a.code == actor.code is not None and a.sector in OFFICIAL for a in present)
    return acts_for or takes_part(actor, present, one_report=False)


def _common(commitment: Commitment, deed: Deed) -> set[str]:
    """The stems that both share, names of those who take part and empty words apart."""
    actors = (*commitment.parties, *commitment.partners, *deed.mention.actors, *deed.mention.recipients)
    names = {stem for actor in actors for stem in _stems(f"{actor.name} {actor.text}")}
    return (_stems(commitment.words) & _stems(deed.words)) - names


def _stems(words: str) -> set[str]:
    found = {word.lower()[:STEM] for word in WORD.findall(words)}
    return found - {word[:STEM] for word in load_undertakings().empty}
