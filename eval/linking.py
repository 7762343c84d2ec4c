"""How well mentions of one happening are linked, on given mentions and on pairs of reports of our own.

- **ecbplus** and **meantime**: the mentions are given, with their words; the report is parsed and its actors,
  places and times resolved by the program. ``across`` is the CoNLL F1 over all reports of a corpus at once, without
  being told which are about one topic, ``within`` that of each report by itself. A mention in no chain is a
  happening of its own, and counts. ECB+ is measured on all annotated mentions of the topics that are there. The
  weights come from MEANTIME, so its figures are taken by halves: each of its two corpora is grouped with weights
  learnt from the other.
- **pairs**: ``eval/gold/pairs.txt``, each pair coded from its text and stored in a record of its own. Of two marked
  happenings in two reports, ``precision`` is the share of those in one event that are one, ``recall`` the share of
  those that are one and were coded that are in one event; in ``recall.uncoded`` what was not coded counts as
  missed.

``python -m eval.linking [--errors]`` prints the figures, or the pairs that are judged wrongly.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import product
from pathlib import Path

from eval import given, pairs
from eval.chains import Agreement, agreement
from sqlalchemy import select
from train import linking as learning

from entente import pipeline
from entente.api import shipped_knowledge
from entente.link.cluster import grouped
from entente.link.features import compare
from entente.link.score import Scorer, load_scorer
from entente.link.words import load_words
from entente.model import Report
from entente.read import read_text
from entente.record import Store
from entente.record.schema import happenings

CORPORA = ("ecbplus_dev", "meantime")
GOLD = Path(__file__).parent / "gold" / "pairs.txt"
LEAST = 0.02
"""Scores below this are taken for 0."""
Mentions = Sequence[learning.Mention]


def score(shared: Path) -> dict[str, float]:
    """Percentages by name."""
    data = shared / "data"
    found: dict[str, float] = {}
    words, knowledge = load_words(), shipped_knowledge()
    mentions = learning.given_mentions(given.ecbplus(data, knowledge), words)
    found |= _corpus("ecbplus", [(mentions, load_scorer("given"))])
    found |= _corpus("meantime", list(_halves(learning.given_mentions(given.meantime(data, knowledge), words))))
    return found | _pairs()


def _corpus(name: str, parts: Sequence[tuple[Mentions, Scorer]]) -> dict[str, float]:
    across, within = together(parts, across=True), together(parts, across=False)
    return {f"{name}.across": across.conll, f"{name}.across.muc": across.muc, f"{name}.within": within.conll}


def _halves(mentions: Mentions) -> Iterator[tuple[Mentions, Scorer]]:
    """The mentions of each corpus, with weights learnt from the others."""
    scorer = load_scorer("given")
    for topic in sorted({each[0] for each in mentions}):
        mine, others = ([each for each in mentions if (each[0] == topic) is wanted] for wanted in (True, False))
        constant, *weights = learning.learnt(learning.labelled(others), scorer.words)
        yield mine, Scorer(scorer.words, tuple(weights), constant, scorer.join)


def together(parts: Iterable[tuple[Mentions, Scorer]], across: bool) -> Agreement:
    """How the groups of all *parts* agree with those that are given, over all reports or each by itself."""
    gold: dict[object, object] = {}
    made: dict[object, object] = {}
    for mentions, scorer in parts:
        groups = group(mentions, scorer, across)
        made |= groups
        for topic, happening, each in mentions:
            gold[each.trace.id] = (topic, happening) if across else (each.trace.source, happening)
    return agreement(gold, made)


def group(mentions: Mentions, scorer: Scorer, across: bool) -> dict[object, object]:
    """The group of each mention by its id."""
    known = [each for *_, each in mentions]
    scores = {}
    for n, m in learning.candidates(known):
        one, other = known[n], known[m]
        if across or one.trace.source == other.trace.source:
            value = scorer.of(compare(one, other, scorer.words))
            if value >= LEAST:
                scores[min(one.trace.id, other.trace.id), max(one.trace.id, other.trace.id)] = value
    groups = grouped((each.trace.id for each in known), scores, (), scorer.join)
    return {id: held[0] for held in groups for id in held}


Judged = tuple[str, str, str, bool, bool, bool]
"""What a pair is about, the two letters, whether both were coded, are one happening, and were linked."""


def judged(path: Path = GOLD) -> Iterator[Judged]:
    """Every two marked happenings of each pair of reports."""
    for pair in pairs.read(path):
        events, happening = _stored(pair)
        for (letter, found), (letter2, found2) in product(events[0].items(), events[1].items()):
            made = {happening.get(id, id) for id in found} & {happening.get(id, id) for id in found2}
            yield pair.about, letter, letter2, bool(found and found2), letter == letter2, bool(made)


def _stored(pair: pairs.TwoReports) -> tuple[list[dict[str, list[str]]], dict[str, str]]:
    """The ids of the marked events of both reports, by letter, and the happening of each event."""
    knowledge, found = shipped_knowledge(), []
    with tempfile.TemporaryDirectory() as folder, Store(Path(folder) / "pair.db") as store:
        for telling in (pair.one, pair.other):
            report = read_text(telling.text, telling.name, published=telling.published)
            assert isinstance(report, Report), report
            linked = pipeline.run(report, knowledge)
            store.store(linked, knowledge.digest)
            events = pairs.events_of(telling, linked)
            found.append({letter: [event.id for event in held] for letter, held in events.items()})
        with store.engine.begin() as connection:
            rows = connection.execute(select(happenings.c.event, happenings.c.happening)).all()
        return found, {row.event: row.happening for row in rows}


def _pairs() -> dict[str, float]:
    rows = [each[3:] for each in judged()]
    right = sum(one and linked for _, one, linked in rows)
    made, wanted = sum(linked for *_, linked in rows), sum(one for _, one, _ in rows)
    known = sum(coded and one for coded, one, _ in rows)
    shares = {"precision": made, "recall": known, "recall.uncoded": wanted}
    return {f"pairs.{name}": 100 * right / max(1, total) for name, total in shares.items()}


def main(arguments: Sequence[str], printed: Callable[[str], None] = print) -> None:
    if "--errors" in arguments:
        for about, letter, letter2, coded, one, linked in judged():
            if one != linked:
                printed(f"{'missed' if one else 'false'}\t{about}\t{letter} {letter2}{'' if coded else ': not coded'}")
        return
    for name, value in score(Path(__file__).parents[2] / "shared").items():
        printed(f"{name:24} {value:6.2f}")


if __name__ == "__main__":
    main(sys.argv[1:])
