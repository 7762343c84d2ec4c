"""What people judged, and how far two of them agree."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from entente.errors import UsageError
from entente.model import Mention
from entente.record.connection import telling
from entente.record.judgements import Judgement, apply, standing
from entente.record.opening import Opened
from entente.record.schema import judged, judgements
from entente.record.units import judgements_on, units_of

VERDICT = "verdict"
# The fields that two reviewers are compared in, after whether they keep the event at all.
VALUES: Mapping[str, Callable[[Mention], object]] = {
    "type": lambda told: told.type,
    "mode": lambda told: told.mode,
    "date": lambda told: (told.dating.first, told.dating.last),
    "actor": lambda told: frozenset((actor.code, actor.sector, actor.name) for actor in told.actors),
    "recipient": lambda told: frozenset((actor.code, actor.sector, actor.name) for actor in told.recipients),
    "place": lambda told: told.place.name if told.place else None,
    "factuality": lambda told: told.factuality,
    "speaker": lambda told: told.speaker.name if told.speaker else None,
}


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far two reviewers agree in one field, on the events that both judged.

    ``share`` is the share of ``events`` to which both gave the same value. ``kappa`` is Cohen's (1960): agreement
    beyond chance, given how often each used each value; None where both used one and the same value throughout.
    """

    field: str
    events: int
    share: float | None
    kappa: float | None


class Reviewing(Opened):
    """Questions about judgements."""

    def judgements(self, event: str | None = None, *, who: str | None = None) -> tuple[Judgement, ...]:
        """All judgements, or those about *event* or by *who*, in the order they were made."""
        with telling(self.name), self.engine.begin() as connection:
            if event is not None:
                found = judgements_on(connection, [event])
            else:
                items = connection.execute(select(judged.c.item).distinct()).scalars().all()
                found = judgements_on(connection, items)
        return tuple(judgement for judgement in found if who in (None, judgement.who))

    def agreement(self, one: str, other: str) -> tuple[Agreement, ...]:
        """How far *one* and *other* agree on the events that both accepted, corrected or rejected.

        First whether they keep the event, then, of the events that both keep, the values of the fields as each left
        them. Judgements that were undone do not count, and of several by one reviewer the last does.
        """
        with telling(self.name), self.engine.begin() as connection:
            known = connection.execute(select(judgements.c.who, func.count()).group_by(judgements.c.who)).all()
            _refuse_strangers({row[0] for row in known}, (one, other))
            items = connection.execute(select(judged.c.item).distinct()).scalars().all()
            made = judgements_on(connection, items)
            mine, theirs = (_by_event(made, who) for who in (one, other))
            both = sorted(mine.keys() & theirs.keys())
            found = {unit.id: unit.event for unit in units_of(connection, both, made)}
        left = {id: (apply(found[id], mine[id]), apply(found[id], theirs[id])) for id in both if id in found}
        kept = [(a, b) for a, b in left.values() if a is not None and b is not None]
        verdicts = [(a is not None, b is not None) for a, b in left.values()]
        return (
            _agreement(VERDICT, verdicts),
            *(
                _agreement(field, [(value(a.chief), value(b.chief)) for a, b in kept])
                for field, value in VALUES.items()
            ),
        )


def _refuse_strangers(known: set[str], asked: Iterable[str]) -> None:
    for who in asked:
        if who not in known:
            raise UsageError(
                f"nobody called {who!r} judged anything here; there are {', '.join(sorted(known)) or 'none'}"
            )


def _by_event(made: Sequence[Judgement], who: str) -> dict[str, list[Judgement]]:
    """What *who* accepted, corrected or rejected, by event."""
    found: dict[str, list[Judgement]] = {}
    for judgement in standing(made):
        if judgement.who == who and judgement.kind in ("accept", "correct", "reject"):
            found.setdefault(judgement.target, []).append(judgement)
    return found


def _agreement(field: str, pairs: Sequence[tuple[object, object]]) -> Agreement:
    if not pairs:
        return Agreement(field, 0, None, None)
    return Agreement(field, len(pairs), sum(a == b for a, b in pairs) / len(pairs), kappa(pairs))


def kappa(pairs: Sequence[tuple[object, object]]) -> float | None:
    """Cohen's kappa of pairs of values (Cohen 1960, equation 1); None where agreement by chance is certain."""
    total = len(pairs)
    same = sum(a == b for a, b in pairs) / total
    mine, theirs = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    chance = sum(mine[value] * theirs[value] for value in mine) / total**2
    return None if chance == 1 else (same - chance) / (1 - chance)
