"""How well events, their dates, parties, places and factuality, and statements are found, on reports coded by hand.

``python -m eval.coding [--errors false|missed|dates|parties]`` prints the figures, or what is wrong.

``eval/gold/reports.jsonl`` holds one report a line: its URL, the digest of its text (which stays with the data), and
what two independent readings by the codebook, settled, found in it. Mentions with the same ``event`` are one event.

A coded event is right when a gold event of its type has a mention whose trigger shares a character with one of the
coded event's; each gold event is matched once. Of the events so matched:

- ``countries_f1`` also asks for the same codes of all actors and recipients, ``dates_f1`` for the exact days too;
- ``modes`` is the share with the same mode, or rightly none; ``dates`` that with exactly the right first and last
  day, ``places`` that with the right country of the place, or rightly none;
- ``codes``, ``sectors``, ``names``: shares of the entities whose characters meet a gold entity's in the same role;
- ``codes_not_wrong``: the share of them whose code is right or left open.

A statement is right when cue and content meet a gold statement's; ``speakers`` is the share with the right name. A
commitment is right when its characters meet a gold commitment's; each is matched once.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eval import handcoded

from entente import pipeline
from entente.api import shipped_knowledge
from entente.model import Actor, Event, Linked, Mention, Place, Span

CORPORA = ("wikinews",)
FACTUALITIES = ("actual", "planned", "hypothetical", "negated")


@dataclass(frozen=True)
class Pair:
    """A coded event with the gold event it was matched with, as the mentions that met."""

    mention: Mention
    gold: dict[str, Any]


@dataclass(frozen=True)
class Compared:
    """One report: what was coded, what the readers found, and which events met."""

    linked: Linked
    gold: dict[str, Any]
    pairs: tuple[Pair, ...]
    false: tuple[Event, ...]
    missed: tuple[dict[str, Any], ...]


def score(shared: Path) -> dict[str, float]:
    """All figures, in percent; none where the hand-coded reports are not there."""
    return figures(list(compare_all(shared))) if handcoded.GOLD.exists() else {}


def compare_all(shared: Path) -> Iterator[Compared]:
    for gold, report in handcoded.reports(shared):
        yield compare(pipeline.run(report, shipped_knowledge()), gold)


def compare(linked: Linked, gold: dict[str, Any]) -> Compared:
    """Matches coded events with gold ones, each once, best trigger overlap first."""
    open_events = {mention["event"] for mention in gold["mentions"]}
    pairs, false = [], []
    for event in linked.events:
        met = next(_meetings(event, gold["mentions"], open_events), None)
        if met is None:
            false.append(event)
        else:
            pairs.append(met)
            open_events.discard(met.gold["event"])
    missed = tuple(next(m for m in gold["mentions"] if m["event"] == number) for number in sorted(open_events))
    return Compared(linked, gold, tuple(pairs), tuple(false), missed)


def _meetings(event: Event, mentions: list[dict[str, Any]], still_open: set[int]) -> Iterator[Pair]:
    for mention in event.mentions:
        for gold in mentions:
            if gold["event"] in still_open and gold["type"] == mention.type and _meet(mention.trigger, gold["trigger"]):
                yield Pair(mention, gold)


def _meet(span: Span, gold: dict[str, Any]) -> bool:
    return "start" in gold and span.meets(Span(gold["start"], gold["end"]))


def figures(compared: list[Compared]) -> dict[str, float]:
    """Every figure over all reports."""
    pairs = [pair for one in compared for pair in one.pairs]
    coded = sum(len(one.linked.events) for one in compared)
    wanted = len(pairs) + sum(len(one.missed) for one in compared)
    countries = [pair for pair in pairs if same_countries(pair)]
    found = {
        "events.precision": _share(len(pairs), coded),
        "events.recall": _share(len(pairs), wanted),
        "events.f1": _f1(len(pairs), coded, wanted),
        "events.countries_f1": _f1(len(countries), coded, wanted),
        "events.dates_f1": _f1(sum(map(same_days, countries)), coded, wanted),
        "events.dates": _share(sum(map(same_days, pairs)), len(pairs)),
        "events.places": _share(sum(map(same_place, pairs)), len(pairs)),
        "events.modes": _share(sum(pair.mention.mode == pair.gold["mode"] for pair in pairs), len(pairs)),
        "events.factuality": _macro_f1([(pair.gold["factuality"], pair.mention.factuality) for pair in pairs]),
    }
    return found | _entities(pairs) | _statements(compared) | _commitments(compared)


def same_days(pair: Pair) -> bool:
    dating = pair.mention.dating
    return [str(day) if day else None for day in (dating.first, dating.last)] == [
        pair.gold["date"],
        pair.gold["enddate"],
    ]


def same_countries(pair: Pair) -> bool:
    gold = [Counter(who["code"] for who in pair.gold[role]) for role in ("actors", "recipients")]
    coded = [Counter(who.code for who in role) for role in (pair.mention.actors, pair.mention.recipients)]
    return gold == coded


def same_place(pair: Pair) -> bool:
    place: Place | None = pair.mention.place
    gold = pair.gold["place"]
    return (place.country if place else None) == (gold["country"] if gold else None) and bool(place) == bool(gold)


def met_entities(pair: Pair) -> Iterator[tuple[Actor, dict[str, Any]]]:
    """Coded entities with the gold ones that their characters meet, in the same role."""
    for coded, role in ((pair.mention.actors, "actors"), (pair.mention.recipients, "recipients")):
        for actor in coded:
            gold = [who for who in pair.gold[role] if _meet(actor.span, who)]
            if len(gold) > 1:
                gold = [who for who in gold if _same_name(actor.name, who["name"])] or gold
            if gold:
                yield actor, gold[0]


def _entities(pairs: list[Pair]) -> dict[str, float]:
    met = [both for pair in pairs for both in met_entities(pair)]
    wrong = sum(actor.code not in (None, gold["code"]) for actor, gold in met)
    return {
        "entities.codes": _share(sum(actor.code == gold["code"] for actor, gold in met), len(met)),
        "entities.sectors": _share(sum(actor.sector == gold["sector"] for actor, gold in met), len(met)),
        "entities.names": _share(sum(_same_name(actor.name, gold["name"]) for actor, gold in met), len(met)),
        "entities.codes_not_wrong": 100 - _share(wrong, len(met)),
    }


def _same_name(coded: str, gold: str) -> bool:
    """Whether all words of the shorter name stand in the longer one, articles, accents and "U.S." apart."""
    one, other = _name_words(coded), _name_words(gold)
    return bool(one and other) and (one <= other or other <= one)


def _name_words(name: str) -> set[str]:
    plain = "".join(c for c in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(c))
    plain = re.sub(r"\bu\.?s\b\.?", "united states", plain.replace("'s", ""))
    return {word.strip(".,") for word in plain.split()} - {"the", ""}


def _statements(compared: list[Compared]) -> dict[str, float]:
    right, coded, wanted, spoken = 0, 0, 0, 0
    for one in compared:
        statements = one.linked.coded.statements
        coded, wanted = coded + len(statements), wanted + len(one.gold["statements"])
        for gold in one.gold["statements"]:
            met = next((s for s in statements if _same_statement(s.cue, s.content, gold)), None)
            right += met is not None
            if met is not None:
                name = met.source.name if met.source else ""
                spoken += _same_name(name, gold["source"]["name"]) if gold["source"] else met.source is None
    return {
        "statements.precision": _share(right, coded),
        "statements.recall": _share(right, wanted),
        "statements.speakers": _share(spoken, right),
    }


def _commitments(compared: list[Compared]) -> dict[str, float]:
    right, coded, wanted = 0, 0, 0
    for one in compared:
        left = [commitment.span for commitment in one.linked.coded.commitments]
        coded, wanted = coded + len(left), wanted + len(one.gold["commitments"])
        for gold in one.gold["commitments"]:
            met = next((span for span in left if _meet(span, gold["span"])), None)
            if met is not None:
                right += 1
                left.remove(met)
    return {"commitments.precision": _share(right, coded), "commitments.recall": _share(right, wanted)}


def _same_statement(cue: Span, content: Iterable[Span], gold: dict[str, Any]) -> bool:
    cued = gold["cue"] is None or _meet(cue, gold["cue"])
    return cued and any(_meet(span, other) for span in content for other in gold["content"])


def _macro_f1(labels: list[tuple[str, str]]) -> float:
    """Over the labels that gold has."""
    scores = []
    for label in FACTUALITIES:
        right = sum(gold == coded == label for gold, coded in labels)
        wanted = sum(gold == label for gold, _ in labels)
        if wanted:
            scores.append(_f1(right, sum(coded == label for _, coded in labels), wanted))
    return sum(scores) / len(scores) if scores else 0.0


def _share(part: int, whole: int) -> float:
    return 100 * part / whole if whole else 0.0


def _f1(right: int, coded: int, wanted: int) -> float:
    return 200 * right / (coded + wanted) if coded + wanted else 0.0


def main() -> None:
    compared = list(compare_all(Path("../shared")))
    if "--errors" not in sys.argv:
        for name, value in figures(compared).items():
            print(f"{name:28} {value:6.1f}")
        return
    for one in compared:
        for line in _errors(one, sys.argv[sys.argv.index("--errors") + 1]):
            print(line)


def _errors(one: Compared, kind: str) -> Iterator[str]:
    text = one.linked.report.text

    def clause(span: Span) -> str:
        number = one.linked.coded.resolved.parsed.sentence_at(span.start)
        sentences = one.linked.coded.resolved.parsed.sentences
        return " ".join(sentences[number].span.of(text).split()) if number is not None else ""

    if kind == "false":
        for event in one.false:
            chief = event.chief
            yield f"{chief.type}:{chief.mode} {chief.rule} «{chief.trigger.of(text)}» | {clause(chief.trigger)}"
    elif kind == "missed":
        for gold in one.missed:
            yield f"{gold['type']} «{Span(**gold['trigger']).of(text)}» | {clause(Span(**gold['trigger']))}"
    elif kind == "dates":
        for pair in one.pairs:
            if not same_days(pair):
                dating = pair.mention.dating
                coded = f"{dating.first}/{dating.last} {dating.basis}"
                gold = f"{pair.gold['date']}/{pair.gold['enddate']} {pair.gold['basis']}"
                yield f"{coded} for {gold} | {clause(pair.mention.trigger)}"
    elif kind == "parties":
        for pair in one.pairs:
            if not same_countries(pair):
                coded = [[(a.code, a.name) for a in role] for role in (pair.mention.actors, pair.mention.recipients)]
                gold = [[(a["code"], a["name"]) for a in pair.gold[role]] for role in ("actors", "recipients")]
                yield f"{pair.mention.type} {coded} for {gold} | {clause(pair.mention.trigger)}"


if __name__ == "__main__":
    main()
