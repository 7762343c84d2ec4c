"""How well acts are dated, apart from which are found: every event of the reports coded by hand, at its gold trigger.

``python -m eval.dating [--errors]`` prints the figures, or one line for each event with wrong days.

For each mention of ``eval/gold/reports.jsonl`` the dater is given the token at the gold trigger with the gold type,
mode, factuality and parties, the gold mentions of the report before it with the dates that the dater itself gave them,
and the statements that the program finds. An event takes the days of its best-dated mention: stated before inherited
before others, then the first in the text.

- ``gold_triggers.exact``: the share of all gold events with exactly the right first and last day;
- ``gold_triggers.last``: with the right last day; ``.basis``: with the right ``date_basis`` (of the mention taken);
- ``gold_triggers.historical``: with ``historical`` right;
- ``gold_triggers.exact.<basis>``: exact among the events with that basis in gold.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eval import handcoded

from entente import pipeline
from entente.api import shipped_knowledge
from entente.coding.acts import Act
from entente.coding.attribution import find_statements
from entente.coding.chronology import date_of
from entente.coding.events import statement_at
from entente.coding.paths import carrier
from entente.coding.presentation import Presented
from entente.coding.rules import Rule, Rulebook
from entente.coding.scene import Scene, scenes
from entente.model import Actor, Dating, Mention, Resolved, Span

CORPORA = ("wikinews",)
BASES = ("stated", "inherited", "publication", "bounded")


@dataclass(frozen=True)
class Dated:
    """A gold event: the gold mention taken, how it was dated, its trigger and the sentence it stands in."""

    gold: dict[str, Any]
    dating: Dating
    trigger: str
    sentence: str
    published: str

    @property
    def exact(self) -> bool:
        return _days(self.dating) == [self.gold["date"], self.gold["enddate"]]


def score(shared: Path) -> dict[str, float]:
    """All figures, in percent; none where the hand-coded reports are not there."""
    return figures(list(date_all(shared))) if handcoded.GOLD.exists() else {}


def figures(dated: Sequence[Dated]) -> dict[str, float]:
    found = {
        "gold_triggers.exact": _share([one.exact for one in dated]),
        "gold_triggers.last": _share([_days(one.dating)[1] == one.gold["enddate"] for one in dated]),
        "gold_triggers.basis": _share([one.dating.basis == one.gold["basis"] for one in dated]),
        "gold_triggers.historical": _share([one.dating.historical == one.gold["historical"] for one in dated]),
    }
    kinds = {basis: [one.exact for one in dated if one.gold["basis"] == basis] for basis in BASES}
    return found | {f"gold_triggers.exact.{basis}": _share(kind) for basis, kind in kinds.items()}


def date_all(shared: Path) -> Iterator[Dated]:
    """Every gold event, dated."""
    knowledge = shipped_knowledge()
    for gold, report in handcoded.reports(shared):
        yield from date_events(pipeline.resolve(report, knowledge), gold, knowledge.rulebook)


def date_events(resolved: Resolved, gold: dict[str, Any], book: Rulebook) -> Iterator[Dated]:
    """The events of one report with the days of their best-dated mention."""
    found: dict[int, list[Dated]] = {}
    for one in date_mentions(resolved, gold["mentions"], book):
        found.setdefault(one.gold["event"], []).append(one)
    for mentions in found.values():
        yield min(mentions, key=lambda one: ("stated", "inherited", one.dating.basis).index(one.dating.basis))


def date_mentions(resolved: Resolved, gold: Sequence[dict[str, Any]], book: Rulebook) -> Iterator[Dated]:
    """The gold mentions of one report in text order, each dated with those before it; headlines are left out."""
    statements = find_statements(resolved, book.speech)
    by_scene = [(scene, list(_placed(scene, gold))) for scene in scenes(resolved, book) if not scene.sentence.title]
    before: tuple[Mention, ...] = ()
    for scene, placed in by_scene:
        acts = [(_act(scene, head, one), one) for head, one in placed]
        heads = frozenset(i for act, _ in acts for i in (act.head, act.carrier))
        for act, one in acts:
            shown = Presented(act, one["type"], one["mode"], one["factuality"])
            statement = statement_at(statements, scene.number, scene.tokens[act.head].span)
            mention = _mention(scene, act, one, date_of(scene, shown, heads, statement, before))
            before = (*before, mention)
            words = [" ".join(span.of(resolved.report.text).split()) for span in (mention.trigger, scene.sentence.span)]
            yield Dated(one, mention.dating, words[0], words[1], str(resolved.report.published))


def _placed(scene: Scene, gold: Sequence[dict[str, Any]]) -> Iterator[tuple[int, dict[str, Any]]]:
    """The gold mentions with their trigger in the sentence, and the highest token in the trigger's characters."""
    for one in sorted(gold, key=lambda one: int(one["trigger"]["start"])):
        trigger = Span(one["trigger"]["start"], one["trigger"]["end"])
        inside = [i for i, token in enumerate(scene.tokens) if token.span.meets(trigger)]
        if inside:
            yield next(i for i in inside if scene.tokens[i].head not in inside), one


def _act(scene: Scene, head: int, gold: dict[str, Any]) -> Act:
    rule = Rule("gold", gold["type"], ())
    actors, recipients = (_parties(scene, gold[role]) for role in ("actors", "recipients"))
    return Act(rule, head, carrier(scene, head), gold["mode"], actors, recipients)


def _parties(scene: Scene, gold: Sequence[dict[str, Any]]) -> tuple[Actor, ...]:
    """The resolved actors of the report whose characters are those of gold parties."""
    spans = [Span(one["start"], one["end"]) for one in gold if "start" in one]
    return tuple(actor for actor in scene.resolved.actors if any(span.meets(actor.span) for span in spans))


def _mention(scene: Scene, act: Act, gold: dict[str, Any], dating: Dating) -> Mention:
    clause = scene.sentence.cover(scene.sentence.subtree(act.carrier))
    what = (scene.number, act.head, scene.tokens[act.head].span, gold["type"], gold["mode"], act.actors, act.recipients)
    return Mention(clause.start, clause.end, *what, dating, gold["factuality"], 1.0, "gold")


def _days(dating: Dating) -> list[str | None]:
    return [str(day) if day else None for day in (dating.first, dating.last)]


def _share(right: Sequence[bool]) -> float:
    return 100 * sum(right) / len(right) if right else 0.0


def main() -> None:
    dated = list(date_all(Path("../shared")))
    if "--errors" not in sys.argv:
        for name, value in figures(dated).items():
            print(f"{name:32} {value:6.1f}")
        return
    for one in dated:
        if not one.exact:
            gold = one.gold
            coded = f"{'/'.join(map(str, _days(one.dating)))} {one.dating.basis}"
            wanted = f"{gold['date']}/{gold['enddate']} {gold['basis']}"
            print(f"{coded} for {wanted} pub {one.published} {gold['type']} «{one.trigger}» | {one.sentence}")


if __name__ == "__main__":
    main()
