"""Whether given pairs of actor and recipient are found in raw sentences, with the right type, on plv_dev.

``recall`` is the share of the pairs for which an event of the right type (CONCEDE and RETREAT count as the set's YIELD)
has the actor's characters, or somebody who is resolved to be the same ("Russia said it had expelled"), among its
actors, and the recipient's among its recipients or, where it has none, all its parties; ``untyped`` the same whatever
the type, ``either_way`` with the type but the sides changed about as well. ``events`` is the mean number of events a
sentence. Nothing of the set was learnt from, and its conventions are not mapped: it calls announced meetings CONSULT
and sanctions on persons COERCE. ``python -m eval.found`` prints the figures.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from eval.label import given, in_its_terms

from entente import pipeline
from entente.api import shipped_knowledge
from entente.model import Actor, Block, Event, Linked, Report, Span

CORPORA = ("plv_dev",)
Ranges = tuple[tuple[int, int], ...]


def score(shared: Path) -> dict[str, float]:
    """``recall``, ``untyped`` and ``either_way``."""
    return {name: value for name, value in figures(shared).items() if name != "events"}


def figures(shared: Path) -> dict[str, float]:
    """Percentages, and the mean number of events."""
    counts: Counter[str] = Counter()
    for pair, gold in given(shared / "data"):
        linked = coded(pair.text)
        sides = [_Party.of(linked, side) for side in (pair.actors, pair.recipients)]
        counts["pairs"] += 1
        counts["events"] += len(linked.events)
        tied = [in_its_terms(event.chief.type) for event in linked.events if _joins(event, *sides)]
        turned = [in_its_terms(event.chief.type) for event in linked.events if _joins(event, *reversed(sides))]
        counts["untyped"] += bool(tied)
        counts["recall"] += gold in tied
        counts["either_way"] += gold in (*tied, *turned)
    shares = {name: 100 * counts[name] / counts["pairs"] for name in ("recall", "untyped", "either_way")}
    return {name: round(value, 2) for name, value in shares.items()} | {
        "events": round(counts["events"] / counts["pairs"], 2)
    }


def coded(text: str) -> Linked:
    """A sentence without date or source, coded."""
    report = Report("", text, (Block(Span(0, len(text)), "body"),))
    return pipeline.run(report, shipped_knowledge())


@dataclass(frozen=True)
class _Party:
    """The characters that name a party, and the chains of the actors that stand on them."""

    ranges: Ranges
    chains: frozenset[int]

    @classmethod
    def of(cls, linked: Linked, ranges: Ranges) -> _Party:
        here = (actor.chain for actor in linked.coded.resolved.actors if _stands(actor, ranges))
        return cls(ranges, frozenset(here))

    def is_among(self, found: tuple[Actor, ...]) -> bool:
        return any(_stands(actor, self.ranges) or actor.chain in self.chains for actor in found)


def _stands(actor: Actor, ranges: Ranges) -> bool:
    return any(actor.start < end and actor.end > start for start, end in ranges)


def _joins(event: Event, actor: _Party, recipient: _Party) -> bool:
    """Whether some mention of the event has them on its sides."""
    return any(
        actor.is_among(mention.actors) and recipient.is_among(mention.recipients or mention.actors)
        for mention in event.mentions
    )


def main() -> None:
    for name, value in figures(Path(__file__).parents[2] / "shared").items():
        print(f"{name:12} {value:6.2f}")


if __name__ == "__main__":
    main()
