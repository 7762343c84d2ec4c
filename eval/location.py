"""Where events happened, given the word that tells of each: the forty reports coded by hand (``eval/gold``).

``python -m eval.location [--errors]`` asks ``coding.location`` for the place at every trigger that the readers marked,
so the figures do not depend on which events the rules find. An event's place is the first that one of its mentions
has. ``right`` is the share of all events with the right country of the place, or rightly none; ``precision`` and
``recall`` are over the events that have a place. ``sentences`` is the share right of ``eval/gold/places.tsv``:
sentences of our own, the trigger in asterisks, with the place, or none, that a reader expects.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from eval import handcoded

from entente import pipeline
from entente.api import shipped_knowledge
from entente.coding.acts import Act, find_acts
from entente.coding.location import locate
from entente.coding.rules import Rule, Rulebook, Trigger
from entente.coding.scene import Scene, scenes
from entente.datafiles import read_table
from entente.model import Place, Report, Resolved, Span
from entente.read import read_text

SENTENCES = Path(__file__).parent / "gold" / "places.tsv"
CORPORA = ("wikinews",)


@dataclass(frozen=True)
class Judged:
    """An event: the sentences that tell of it, the place coded, and the place the readers gave."""

    type: str
    sentences: tuple[str, ...]
    coded: Place | None
    gold: dict[str, Any] | None

    @property
    def right(self) -> bool:
        """Whether the country agrees, or both have no place."""
        if self.coded is None or self.gold is None:
            return self.coded is None and self.gold is None
        return bool(self.coded.country == self.gold["country"])


def resolved_reports(shared: Path) -> Iterator[tuple[Resolved, list[dict[str, Any]]]]:
    """Each report as the first stages resolve it, with the mentions marked in it."""
    for gold, report in handcoded.reports(shared):
        yield pipeline.resolve(report, shipped_knowledge()), gold["mentions"]


Staged = dict[int, tuple[Scene, dict[int, Act]]]


def staged(resolved: Resolved, book: Rulebook) -> Staged:
    """Each sentence with its acts."""
    return {scene.number: (scene, find_acts(scene)) for scene in scenes(resolved, book)}


def judge(resolved: Resolved, mentions: list[dict[str, Any]], book: Rulebook) -> Iterator[Judged]:
    """Every marked event of one report."""
    stage = staged(resolved, book)
    events: dict[int, list[dict[str, Any]]] = {}
    for mention in mentions:
        if "start" in mention["trigger"]:
            events.setdefault(mention["event"], []).append(mention)
    for told in events.values():
        triggers = (Span(m["trigger"]["start"], m["trigger"]["end"]) for m in told)
        coded = next(filter(None, (place_at(resolved, told[0]["type"], t, stage) for t in triggers)), None)
        gold = next((mention["place"] for mention in told if mention["place"]), None)
        yield Judged(told[0]["type"], tuple(_sentence(resolved, mention) for mention in told), coded, gold)


def place_at(resolved: Resolved, type_: str, trigger: Span, stage: Staged) -> Place | None:
    """The place of the act of type *type_* that the characters *trigger* tell of."""
    number = resolved.parsed.sentence_at(trigger.start)
    if number is None or resolved.parsed.sentences[number].title:
        return None
    scene, acts = stage[number]
    met = [i for i, token in enumerate(scene.tokens) if token.span.meets(trigger)]
    if not met:
        return None
    known = next((i for i in met if i in acts), None)
    head = known if known is not None else next((i for i in met if scene.tokens[i].head not in met), met[0])
    act = acts.get(head) or _bare_act(type_, scene, head)
    heads = frozenset(acts) | {act.carrier for act in acts.values()} | {head}
    return locate(scene, act, heads)


def _bare_act(type_: str, scene: Scene, head: int) -> Act:
    rule = Rule("given", type_, (Trigger(scene.lemma(head), "ANY"),))
    return Act(rule, head, head, None, (), ())


def _sentence(resolved: Resolved, mention: dict[str, Any]) -> str:
    number = resolved.parsed.sentence_at(mention["trigger"]["start"])
    text = resolved.parsed.sentences[number].span.of(resolved.report.text) if number is not None else ""
    trigger = resolved.report.text[mention["trigger"]["start"] : mention["trigger"]["end"]]
    return f"«{trigger}» {' '.join(text.split())}"


def figures(judged: list[Judged]) -> dict[str, float]:
    """All figures, in percent."""
    coded = [one for one in judged if one.coded is not None]
    gold = [one for one in judged if one.gold is not None]
    both = sum(one.right for one in coded)
    return {
        "location.right": 100 * sum(one.right for one in judged) / max(1, len(judged)),
        "location.precision": 100 * both / max(1, len(coded)),
        "location.recall": 100 * both / max(1, len(gold)),
    }


def judge_sentences(path: Path = SENTENCES) -> Iterator[tuple[str, str, str]]:
    """Each own text with the name of the place expected and of that coded, "" for none."""
    book = shipped_knowledge().rulebook
    for row in read_table(path, ("type", "place", "text")):
        before, trigger, after = row["text"].split("*")
        report = read_text(before + trigger + after, "own", published=date(2026, 11, 23))
        assert isinstance(report, Report), report
        start = report.text.index(trigger + after[:12]) if after else report.text.rindex(trigger)
        resolved = pipeline.resolve(report, shipped_knowledge())
        place = place_at(resolved, row["type"], Span(start, start + len(trigger)), staged(resolved, book))
        yield row["text"], row["place"], place.name if place else ""


def judge_all(shared: Path) -> list[Judged]:
    book = shipped_knowledge().rulebook
    return [one for resolved, mentions in resolved_reports(shared) for one in judge(resolved, mentions, book)]


def score(shared: Path) -> dict[str, float]:
    """All figures; none where the hand-coded reports are not there."""
    own = [expected == coded for _, expected, coded in judge_sentences()]
    found = {"location.sentences": 100 * sum(own) / len(own)}
    return found | (figures(judge_all(shared)) if handcoded.GOLD.exists() else {})


def main() -> None:
    judged = judge_all(Path("../shared"))
    for name, value in figures(judged).items():
        print(f"{name:20} {value:6.1f}")
    for one in judged if "--errors" in sys.argv else ():
        if not one.right:
            coded = f"{one.coded.name} {one.coded.country}" if one.coded else "-"
            print(f"{one.type} {coded} for {one.gold} | {' | '.join(one.sentences)}")
    own = list(judge_sentences())
    print(f"{'location.sentences':20} {100 * sum(expected == coded for _, expected, coded in own) / len(own):6.1f}")
    for text, expected, coded in own if "--errors" in sys.argv else ():
        if expected != coded:
            print(f"{coded or '-'} for {expected or '-'} | {text}")


if __name__ == "__main__":
    main()
