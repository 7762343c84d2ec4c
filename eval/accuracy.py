"""Writes docs/reference/accuracy.md: what was measured, how sure that is, where it differs, and what goes wrong.

``python -m eval.accuracy`` writes the page from the forty hand-coded reports and the floors of the other stages;
``make eval`` does so at its end. Intervals are percentile bootstraps over reports (Efron 1979), 1,000 draws, seed 1:
the reports are drawn, not the events, for events of one report stand and fall together.
"""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from random import Random

from eval import coding
from eval.coding import Compared, met_entities

from entente import __version__, knowledge, notation, pipeline
from entente.api import shipped_knowledge
from entente.coding.ontology import load_ontology
from entente.model import Block, Linked, Report, Span

HERE = Path(__file__).parent
PAGE = HERE.parent / "docs" / "reference" / "accuracy.md"
DRAWS = 1000
LEVEL = 95
Figures = Mapping[str, float]
SHOWN = {
    "events.precision": "of the events found, share that the readers found too (type and trigger)",
    "events.recall": "of the readers' events, share found",
    "events.f1": "both together (F1)",
    "events.countries_f1": "F1, with the countries of all actors and recipients right too",
    "events.dates_f1": "F1, with countries and the exact days right too",
    "events.dates": "exact days, of events found",
    "events.places": "country of the place right, or rightly none, of events found",
    "events.factuality": "factuality, macro-F1 over four classes, of events found",
    "entities.codes": "country code of actors and recipients right",
    "entities.codes_not_wrong": "country code right or left open",
    "entities.sectors": "sector right",
    "entities.names": "name right",
    "statements.precision": "of the statements found, share that the readers found too",
    "statements.recall": "of the readers' statements, share found",
    "statements.speakers": "speaker right, of statements found",
    "commitments.precision": "of the commitments found, share that the readers found too",
    "commitments.recall": "of the readers' commitments, share found",
}
STAGES = {
    "parse": "words, tags, trees and names", "roles": "semantic roles", "times": "time expressions",
    "places": "places", "actors": "actors", "acts": "words that present an act", "label": "type of given pairs",
    "found": "given pairs in raw sentences", "factuality": "factuality", "attribution": "statements",
    "calibration": "confidence", "coding": "whole reports", "dating": "dates of events", "location": "places of events",
    "linking": "one happening in several reports", "starts": "sentence starts",
}  # fmt: skip


def intervals(compared: Sequence[Compared], draws: int = DRAWS) -> dict[str, tuple[float, float, float]]:
    """Each figure over all reports, with the ends of its interval at ``LEVEL`` percent."""
    random = Random(1)
    drawn = [coding.figures(random.choices(compared, k=len(compared))) for _ in range(draws)]
    return {
        name: (value, *_ends([one[name] for one in drawn if name in one]))
        for name, value in coding.figures(list(compared)).items()
    }


def _ends(values: Sequence[float]) -> tuple[float, float]:
    ordered = sorted(values)
    cut = int(len(ordered) * (100 - LEVEL) / 200)
    return ordered[cut], ordered[-1 - cut]


def parts(
    compared: Sequence[Compared], key: Callable[[str, str], str | None]
) -> Iterator[tuple[str, list[float | int]]]:
    """Precision and recall of events by part: *key* is given a type and the first party's code."""
    right: Counter[str | None] = Counter()
    coded: Counter[str | None] = Counter()
    wanted: Counter[str | None] = Counter()
    for one in compared:
        for pair in one.pairs:
            part = key(pair.gold["type"], _first_code(pair.gold))
            right[part] += 1
            coded[part] += 1
            wanted[part] += 1
        wanted.update(key(gold["type"], _first_code(gold)) for gold in one.missed)
        for event in one.false:
            codes = [who.code for who in (*event.chief.actors, *event.chief.recipients) if who.code]
            coded[key(event.chief.type, codes[0] if codes else "")] += 1
    for part in sorted(filter(None, wanted), key=lambda name: -wanted[name]):
        yield part, [wanted[part], 100 * right[part] / (coded[part] or 1), 100 * right[part] / wanted[part]]


def parts_between(
    compared: Sequence[Compared], key: Callable[[str, str], str | None], draws: int = DRAWS
) -> Iterator[tuple[str, list[str | int]]]:
    """As ``parts``, each share with its interval."""
    random = Random(1)
    drawn = [dict(parts(random.choices(compared, k=len(compared)), key)) for _ in range(draws)]
    for part, [count, *shares] in parts(compared, key):
        found = [one[part][1:] for one in drawn if part in one]
        yield part, [int(count), *map(_between, shares, zip(*found, strict=True))]


def _between(value: float, drawn: Sequence[float]) -> str:
    low, high = _ends(drawn)
    return f"{value:.0f} ({low:.0f} to {high:.0f})"


def by_topic(compared: Sequence[Compared], draws: int = DRAWS) -> Iterator[tuple[str, list[str | int]]]:
    """Of each topic: its reports and events, and precision, recall and F1 of events with their intervals."""
    told: dict[str, list[Compared]] = {}
    for one in compared:
        told.setdefault(topic_of(one.gold["url"]), []).append(one)
    for topic, held in sorted(told.items(), key=lambda item: -len(item[1])):
        found = intervals(held, draws)
        shares = [found[f"events.{name}"] for name in ("precision", "recall", "f1")]
        events = sum(len(one.pairs) + len(one.missed) for one in held)
        yield topic, [len(held), events, *(f"{value:.0f} ({low:.0f} to {high:.0f})" for value, low, high in shares)]


def topic_of(url: str) -> str:
    """What a hand-coded report is about, by ``topics.tsv``."""
    return next((row["topic"] for row in _rows("topics.tsv") if url.rsplit("/", 1)[-1] in row["reports"].split()), "-")


def _first_code(gold: Mapping[str, object]) -> str:
    parties = [*gold["actors"], *gold["recipients"]]  # type: ignore[misc]
    return next((who["code"] for who in parties if who["code"]), "")


def region_of(code: str) -> str:
    """The region of a country by the United Nations' geoscheme (the Americas in two); bodies by themselves."""
    if code in ("UNO", "EUR", "IGO", "NGO", "ISM", "IMG", "MNC"):
        return "bodies beyond states"
    return _regions().get(code, "no country")


@cache
def _regions() -> dict[str, str]:
    return {code: row["region"] for row in _rows("regions.tsv") for code in row["codes"].split()}


def _rows(name: str) -> list[dict[str, str]]:
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def resolved(compared: Sequence[Compared]) -> Iterator[tuple[str, list[float | int]]]:
    """By region of the readers' code: how many parties, and the shares resolved right, left open and resolved wrong."""
    told: dict[str, Counter[str]] = {}
    for one in compared:
        for pair in one.pairs:
            for actor, gold in met_entities(pair):
                if gold["code"]:
                    verdict = "right" if actor.code == gold["code"] else "open" if actor.code is None else "wrong"
                    told.setdefault(region_of(gold["code"]), Counter())[verdict] += 1
    for region, found in sorted(told.items(), key=lambda item: -item[1].total()):
        yield region, [found.total(), *(100 * found[each] / found.total() for each in ("right", "open", "wrong"))]


def attributed(compared: Sequence[Compared]) -> Iterator[tuple[str, list[float | int]]]:
    """By region of the speaker: how many statements there are, the share found, and of these the right speaker."""
    wanted: Counter[str] = Counter()
    found: Counter[str] = Counter()
    named: Counter[str] = Counter()
    for one in compared:
        for gold in one.gold["statements"]:
            source = gold["source"] or {}
            region = region_of(source.get("code") or "")
            wanted[region] += 1
            told = one.linked.coded.statements
            met = next((each for each in told if coding._same_statement(each.cue, each.content, gold)), None)
            found[region] += met is not None
            named[region] += bool(met and met.source and source and coding._same_name(met.source.name, source["name"]))
    for region, count in wanted.most_common():
        yield region, [count, 100 * found[region] / count, 100 * named[region] / (found[region] or 1)]


def failures() -> Iterator[str]:
    """Sentences of ours that go wrong, with what the program makes of them now."""
    for row in _rows("failures.tsv"):
        text = row["sentence"]
        lines = [notation.show(notation.line_of(event.chief, text)) for event in coded_alone(text).events]
        gives = "; ".join(f"`{line}`" for line in lines) or "nothing"
        yield f"- *{text}* {row['should']}\n  It gives: {gives}."


def mended() -> Iterator[str]:
    """Sentences of ``failures.tsv`` whose events are of the types and factualities that the table asks for."""
    for row in _rows("failures.tsv"):
        found = coded_alone(row["sentence"]).events
        if sorted(f"{event.chief.type} {event.chief.factuality}" for event in found) == row["events"].split("; "):
            yield row["sentence"]


def coded_alone(text: str) -> Linked:
    """*text* as a report of 2024-05-15."""
    report = Report("example", text, (Block(Span(0, len(text)), "body"),), published=date(2024, 5, 15))
    return pipeline.run(report, shipped_knowledge())


def _table(heads: Sequence[str], rows: Iterable[tuple[str, Sequence[float | int | str]]]) -> str:
    lines = [f"| {' | '.join(heads)} |", f"|{'---|' * len(heads)}"]
    for name, values in rows:
        cells = [f"{value:.0f}" if isinstance(value, float) else str(value) for value in values]
        lines.append(f"| {name} | {' | '.join(cells)} |")
    return "\n".join(lines)


def _measured(found: Mapping[str, tuple[float, float, float]]) -> str:
    lines = ["| figure | percent | 95 % interval | what it says |", "|---|---|---|---|"]
    for name, words in SHOWN.items():
        if name in found:
            value, low, high = found[name]
            lines.append(f"| `{name}` | {value:.1f} | {low:.1f} to {high:.1f} | {words} |")
    return "\n".join(lines)


def _floors() -> str:
    held = json.loads((HERE / "floors.json").read_text(encoding="utf-8"))
    lines = ["| stage | figure | at least |", "|---|---|---|"]
    for name, entry in sorted(held.items()):
        stage = name.split(".", 1)[0]
        lines.append(f"| {STAGES.get(stage, stage)} | `{name}` | {entry['floor']:.1f} |")
    return "\n".join(lines)


def page(compared: Sequence[Compared]) -> str:
    """The whole page."""
    quads = {name: kind.quad for name, kind in load_ontology().types.items()}
    events = sum(len(one.pairs) + len(one.missed) for one in compared)
    marks = {
        "VERSION": f"entente {__version__}, knowledge {knowledge.digest_of()}",
        "REPORTS": str(len(compared)),
        "EVENTS": str(events),
        "MEASURED": _measured(intervals(compared)),
        "QUADS": _table(("quad", "events", "precision", "recall"), parts(compared, lambda kind, code: quads[kind])),
        "TYPES": _table(("type", "events", "precision", "recall"), parts(compared, lambda kind, code: kind)),
        "REGIONS": _table(
            ("region of the first party", "events", "precision", "recall"),
            parts_between(compared, lambda kind, code: region_of(code)),
        ),
        "TOPICS": _table(("topic of the report", "reports", "events", "precision", "recall", "F1"), by_topic(compared)),
        "RESOLVED": _table(("region", "parties", "right", "left open", "wrong"), resolved(compared)),
        "ATTRIBUTED": _table(("region of the speaker", "statements", "found", "right speaker"), attributed(compared)),
        "FAILURES": "\n".join(failures()),
        "FLOORS": _floors(),
    }
    text = (HERE / "accuracy.md").read_text(encoding="utf-8")
    for name, held in marks.items():
        text = text.replace(f"{{{name}}}", held)
    return text


def write(shared: Path) -> None:
    """Measures anew and writes the page; nothing where the reports are not there."""
    compared = list(coding.compare_all(shared))
    if compared:
        PAGE.write_text(page(compared), encoding="utf-8")


if __name__ == "__main__":
    write(HERE.parents[1] / "shared")
