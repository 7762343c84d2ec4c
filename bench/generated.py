"""Reports by the thousand: some hundred generated and coded, and varied in day, parties and source.

Their sentences are put together from parts, so that they are like news in length and vocabulary and like nobody's.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from random import Random
from typing import Any

from entente import pipeline
from entente.knowledge import Knowledge
from entente.model import Block, Event, Linked, Report, Span
from entente.record.rows import fingerprint

START, DAYS = date(2014, 1, 1), 3650
ACTS = (
    "met {other} in {city} on {weekday} for talks on {topic}",
    "held talks with {other} in {city} and praised {body}'s work on {topic}",
    "condemned {state} over {topic} and called on {other} to withdraw troops",
    "signed an agreement on {topic} with {other} in {city} on {weekday}",
    "warned {state} of serious consequences if it blocks {topic}",
    "refused to meet {other} after {state} imposed sanctions on {topic}",
    "promised {state} {number} million dollars in aid for {topic}",
    "urged {state} to release {number} prisoners and to resume talks on {topic}",
    "accused {other} of breaking the accord on {topic} signed in {city} last year",
    "telephoned {other} on {weekday} and agreed to hold a summit on {topic} in {city}",
)
STATES = ("France", "Germany", "Japan", "Brazil", "India", "Kenya", "Norway", "Chile", "Poland", "Egypt", "Turkey",
          "Canada", "Mexico", "Nigeria", "Vietnam", "Spain", "Italy", "Sweden", "Ghana", "Peru")  # fmt: skip
CITIES = (
    "Geneva",
    "Vienna",
    "Nairobi",
    "Lima",
    "Oslo",
    "Cairo",
    "Hanoi",
    "Warsaw",
    "Accra",
    "Madrid",
    "Tokyo",
    "Delhi",
)
TITLES = ("Foreign Minister", "President", "Prime Minister", "Defence Minister", "Trade Minister")
FIRST = ("Ana", "Luis", "Marta", "Ivan", "Amina", "Peter", "Keiko", "Omar", "Lena", "Tomas", "Rosa", "Karl")
LAST = ("Sousa", "Vega", "Lindqvist", "Okoye", "Tanaka", "Moreau", "Haddad", "Novak", "Brandt", "Mensah", "Rossi")
TOPICS = ("fishing rights", "border crossings", "gas deliveries", "the grain corridor", "climate finance",
          "maritime security", "the prisoner exchange", "visa rules", "cyber attacks", "steel tariffs")  # fmt: skip
BODIES = ("the United Nations", "the European Union", "the African Union", "NATO")
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def written(seed: int, count: int = 8) -> Report:
    """A report of *count* sentences, always the same for a *seed*."""
    random = Random(seed)
    sentences = []
    for _ in range(count):
        one, two = random.sample(STATES, 2)
        act = random.choice(ACTS).format(other=_person(random, two), state=two, city=random.choice(CITIES),
                                         weekday=random.choice(WEEKDAYS), topic=random.choice(TOPICS),
                                         body=random.choice(BODIES), number=random.randint(2, 900))  # fmt: skip
        said = f", {_person(random, one)} said" if random.random() < 0.3 else ""
        sentences.append(f"{_person(random, one)} {act}{said}.")
    text = f"{random.choice(STATES)} and {random.choice(STATES)} speak of {random.choice(TOPICS)}\n\n" + "\n\n".join(
        " ".join(sentences[at : at + 2]) for at in range(0, count, 2)
    )
    body = text.index("\n\n") + 2
    blocks = (Block(Span(0, body - 2), "title"), Block(Span(body, len(text)), "body"))
    day = START + timedelta(random.randrange(DAYS))
    return Report(f"{seed}.txt", text, blocks, published=day, published_basis="stated", publisher="The Daily")


def _person(random: Random, state: str) -> str:
    return f"{state}'s {random.choice(TITLES)} {random.choice(FIRST)} {random.choice(LAST)}"


def coded(known: Knowledge, count: int) -> list[Linked]:
    """*count* generated reports, coded."""
    return [pipeline.run(written(seed), known) for seed in range(count)]


def varied(originals: Sequence[Linked], count: int) -> Iterator[Linked]:
    """*count* reports made from *originals*: other parties, names of their own, and one day after the other."""
    codes = sorted({a.code for each in originals for e in each.events for a in e.chief.actors if a.code})
    for number in range(count):
        original, random = originals[number % len(originals)], Random(number)
        other = dict(zip(codes, random.sample(codes, len(codes)), strict=True))
        day = START + timedelta(number * DAYS // count)
        yield _vary(original, f"papers/{number}.txt", day - (original.report.published or day), other)


def _vary(original: Linked, source: str, shift: timedelta, codes: dict[str, str]) -> Linked:
    report = original.report
    coded = original.coded
    moved = replace(report, source=source, published=_moved(report.published, shift))
    parsed = replace(coded.resolved.parsed, report=moved, problems=())
    events = tuple(
        Event(fingerprint(source, n), tuple(_changed(m, shift, codes) for m in each.mentions), (source,))
        for n, each in enumerate(original.events)
    )
    said = tuple(_changed(each, shift, codes) for each in coded.statements)
    promised = tuple(_changed(each, shift, codes) for each in coded.commitments)
    counted = tuple(_changed(each, shift, codes) for each in coded.counts)
    resolved = replace(coded.resolved, parsed=parsed, problems=())
    whole = replace(coded, resolved=resolved, statements=said, commitments=promised, counts=counted, problems=())
    return Linked(whole, events)


def _changed(found: Any, shift: timedelta, codes: dict[str, str]) -> Any:
    """A mention, statement, commitment or count with other days and codes."""
    changes: dict[str, Any] = {}
    for name in ("actors", "recipients", "parties", "partners"):
        if actors := getattr(found, name, ()):
            changes[name] = tuple(replace(actor, code=codes.get(actor.code, actor.code)) for actor in actors)
    if dating := found.dating:
        changes["dating"] = replace(dating, first=_moved(dating.first, shift), last=_moved(dating.last, shift))
    return replace(found, **changes)


def _moved(day: date | None, shift: timedelta) -> date | None:
    return None if day is None else day + shift
