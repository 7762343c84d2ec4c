"""What waits for review: the events that nobody judged, the least certain first."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, func, select, tuple_

from entente.entries import Entries, flat_event
from entente.model import Event
from entente.query.asking import asked_events
from entente.query.filters import Asked
from entente.query.loading import event_by_id, load_events
from entente.query.pages import read_cursor, walking, write_cursor
from entente.record.connection import telling
from entente.record.judgements import Judgement
from entente.record.opening import Opened
from entente.record.schema import judgements, shown
from entente.record.units import connected, judgements_on


class Queues(Opened):
    """What waits for review."""

    def queue(self, *, limit: int = 1, after: str | None = None, **asked: Any) -> Entries[Event]:
        """Events that nobody reviewed, the least certain first.

        ``after`` is the cursor of an event that is passed over, and *asked* are filters as for ``events``.
        """
        with telling(self.name), self.engine.begin() as connection:
            rows = _waiting(connection, asked, limit + 1, after)
            found = load_events(connection, [row.number for row in rows[:limit]])
            last = rows[limit - 1] if len(rows) > limit else None
        return Entries(found, flat_event, write_cursor((last.confidence, last.number)) if last is not None else None)

    def second_look(self, who: str, *, limit: int = 1, after: str | None = None) -> Entries[Event]:
        """Events that others accepted, corrected or rejected and *who* did not, in the order they were judged."""
        with telling(self.name), self.engine.begin() as connection:
            rows = _judged_by_others(connection, who, limit + 1, after)
            found = [event_by_id(connection, row.target) for row in rows[:limit]]
        last = rows[limit - 1].first if len(rows) > limit else None
        return Entries(found, flat_event, write_cursor((last,)) if last is not None else None)

    def reviewers(self) -> tuple[tuple[str, int], ...]:
        """Who judged, and how often; most first."""
        made = func.count().label("made")
        chosen = select(judgements.c.who, made).group_by(judgements.c.who).order_by(made.desc(), judgements.c.who)
        with telling(self.name), self.engine.begin() as connection:
            return tuple((row.who, row.made) for row in connection.execute(chosen))

    def seen(self, event: str) -> str:
        """The id of the last judgement about the happening that *event* is told as, empty where there is none.

        Given back as ``seen`` with a judgement, it proves that the judge saw all that was judged before.
        """
        made = self.history(event)
        return made[-1].id if made else ""

    def history(self, event: str) -> tuple[Judgement, ...]:
        """All judgements about the happening that *event* is told as, in the order they were made."""
        with telling(self.name), self.engine.begin() as connection:
            return tuple(judgements_on(connection, connected(connection, [event])))


def _judged_by_others(connection: Connection, who: str, limit: int, after: str | None) -> list[Any]:
    verdict = judgements.c.kind.in_(("accept", "correct", "reject"))
    mine = select(judgements.c.target).where(judgements.c.who == who, verdict)
    first = func.min(judgements.c.number).label("first")
    chosen = select(judgements.c.target, first).where(verdict, judgements.c.target.not_in(mine))
    chosen = chosen.group_by(judgements.c.target).order_by(first).limit(limit)
    if after is not None:
        chosen = chosen.having(first > read_cursor(after, (int,))[0])
    return list(connection.execute(chosen))


def _waiting(connection: Connection, asked: dict[str, Any], limit: int, after: str | None) -> list[Any]:
    question = asked_events(connection, **asked) + Asked(exact=(shown.c.reviewed.is_(False),))
    chosen = walking(connection, question, shown.c.number, shown.c.confidence)
    if after is not None:
        confidence, number = read_cursor(after, (float, int))
        chosen = chosen.where(tuple_(shown.c.confidence, shown.c.number) > tuple_(confidence, number))
    return list(connection.execute(chosen.order_by(shown.c.confidence, shown.c.number).limit(limit)))
