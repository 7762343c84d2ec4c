"""What stands by itself beside the events of a report, as a record keeps it, and what all of it has in common.

Statements, commitments, counts, and the forums and documents that a report names.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, select

from entente.model import Actor, Commitment, CountClaim, Place, Setting, Source, Span, Statement
from entente.record.chunks import chunked
from entente.record.codec import decode, unpack
from entente.record.schema import findings

Finding = Statement | Commitment | CountClaim | Setting
KINDS: dict[str, type[Statement] | type[Commitment] | type[CountClaim] | type[Setting]] = {
    "statement": Statement,
    "commitment": Commitment,
    "count": CountClaim,
    "forum": Setting,
    "document": Setting,
}


@dataclass(frozen=True, slots=True)
class Standing:
    """A finding that stands by itself in a run: its kind, its number among those of the kind, and its id."""

    kind: str
    number: int
    id: str
    value: Finding

    @property
    def type(self) -> str | None:
        """The event type that was promised or counted."""
        if isinstance(self.value, Statement | Setting):
            return None
        return self.value.action if isinstance(self.value, Commitment) else self.value.type

    @property
    def place(self) -> Place | None:
        return self.value.place if isinstance(self.value, Statement | Setting) else None

    @property
    def words(self) -> tuple[Span, ...]:
        """The characters to look for words in."""
        if isinstance(self.value, Setting):
            return self.value.spans
        return self.value.content if isinstance(self.value, Statement) else (self.value.span,)

    @property
    def speaker(self) -> Source | None:
        if isinstance(self.value, Statement):
            return self.value.source
        # A chain that only the publisher stands in has no characters, and nobody speaks.
        named = [source for source in getattr(self.value, "attribution", ())[:1] if source.span]
        return next(iter(named), None)

    @property
    def actors(self) -> Iterable[tuple[str, Actor]]:
        """Who takes part, each with the role: parties are actors, partners and addressees recipients."""
        held = self.value
        if isinstance(held, Statement):
            return [("recipient", held.addressee)] if held.addressee else []
        if isinstance(held, Commitment):
            return [*(("actor", each) for each in held.parties), *(("recipient", each) for each in held.partners)]
        return [("actor", each) for each in (held.parties if isinstance(held, Setting) else held.actors)]


def read_findings(connection: Connection, runs: Iterable[int]) -> list[tuple[int, Standing]]:
    """The findings of *runs*, each with its run."""
    rows = chunked(connection, lambda part: select(findings).where(findings.c.run.in_(part)), runs)
    return [
        (row.run, Standing(row.kind, row.number, row.id, decode(KINDS[row.kind], unpack(row.value)))) for row in rows
    ]
