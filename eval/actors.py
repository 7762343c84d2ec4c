"""Whom the words of a report stand for: every actor that hand-coded reports name, and 300 phrases of our own.

``python -m eval.actors [--errors KIND]`` prints the figures, or what is wrong with the country, sector, name, office,
coreference, wrong (resolved to somebody else) or phrases.

``gold.*``: every actor, recipient, speaker and addressee of ``eval/gold/reports.jsonl``, each stretch of characters
once, whatever events the program finds. The program's answer is the mention with the same characters, else the
shortest one that shares the head; where that is a group, the member of the wanted name; its office that of the event's
day. Whose words "I", "we" and a document that speaks ("the ruling said") are, is for the coder's statements to tell.

- ``country``, ``sector``: share with the right code and primary sector, or rightly none;
- ``name``, ``name_office``: share with the right name, and with an office that names the same post where gold has one;
- ``coreference``: share of the pronouns and bare titles that stand for the right actor;
- ``not_wrong``: 100 less the share of all these that are resolved to something else: another code, or for a pronoun or
  title another name. What is left open is not wrong.

``phrases.*``: ``eval/gold/actor_phrases.tsv``, each phrase resolved in its sentence; ``listed`` are those whose names
the tables hold, right in both country and sector.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from eval import handcoded

from entente import pipeline
from entente.actors.describe import describe
from entente.actors.drafts import head_of
from entente.actors.offices import on_day
from entente.actors.pronominals import PRONOUNS
from entente.api import shipped_knowledge
from entente.coding.events import FIRST_PERSON
from entente.datafiles import read_table
from entente.model import Actor, Coded, Parsed, Report, Resolved, Span
from entente.read import read_text

CORPORA = ("wikinews",)
_MEASURES = re.compile(
    r"(?:(?:the|a|an|some|all|several|around|about)\s+)*(?:\w+s|number|group|majority|all|both|members?)\s+of\s+(?:the\s+)?",
    re.IGNORECASE,
)
KINDS = ("country", "sector", "name", "office", "coreference", "wrong", "phrases")


@dataclass(frozen=True)
class Wanted:
    """A stretch of characters and whom gold says it stands for; ``sector`` is not asked where gold holds none."""

    span: Span
    name: str
    code: str | None
    sector: str | None = None
    office: str | None = None
    full: bool = False
    bare: bool = False
    day: date | None = None


@dataclass(frozen=True)
class Answer:
    """What the program says of a wanted actor; None where it has no mention there."""

    report: Resolved
    wanted: Wanted
    actor: Actor | None

    @property
    def country(self) -> bool:
        return (self.actor.code if self.actor else None) == self.wanted.code

    @property
    def sector(self) -> bool:
        return (self.actor.sector if self.actor else None) == self.wanted.sector

    @property
    def name(self) -> bool:
        return self.actor is not None and same_name(self.actor.name, self.wanted.name)

    @property
    def office(self) -> bool:
        return self.wanted.office is None or (
            self.actor is not None and same_office(self.actor.office, self.wanted.office)
        )

    @property
    def wrong(self) -> bool:
        """Resolved, and not to the wanted actor; what stays an unnamed "they" or "the attacker" is not resolved."""
        if self.actor is None or self.actor.rule == "unresolved":
            return False
        if self.actor.code is not None and not self.country:
            return True
        named = self.actor.name[:1].isupper() and self.actor.name.lower() not in PRONOUNS
        return self.wanted.bare and named and not self.name and self.actor.kind in {"pronoun", "person", "group"}


@dataclass(frozen=True)
class Phrase:
    """A phrase of our own in its sentence, and what it should and does come out as."""

    text: str
    code: str | None
    sector: str | None
    listed: bool
    actor: Actor | None

    @property
    def country(self) -> bool:
        return (self.actor.code if self.actor else None) == self.code

    @property
    def right_sector(self) -> bool:
        return (self.actor.sector if self.actor else None) == self.sector


def score(shared: Path) -> dict[str, float]:
    """All figures, in percent."""
    return _gold_figures(list(answers(shared))) | _phrase_figures(list(phrases()))


def answers(shared: Path) -> Iterator[Answer]:
    """Each wanted actor of the hand-coded reports with the program's mention of it."""
    for gold, report in handcoded.reports(shared):
        coded = pipeline.run(report, shipped_knowledge()).coded
        directory = shipped_knowledge().directory
        for wanted in wanted_of(gold):
            found = speaker(wanted, coded) or answer(wanted, coded.resolved) or source(wanted, coded)
            dated = on_day(found, wanted.day, report.published, directory) if found else None
            yield Answer(coded.resolved, wanted, dated)


def wanted_of(gold: dict[str, Any]) -> tuple[Wanted, ...]:
    """The actors of a hand-coded report, each stretch of characters and name once, with the fullest record of it."""
    bare = {(one["start"], one["end"]) for one in gold["pronouns"]}
    found: dict[tuple[int, int, str], Wanted] = {}
    for one, day in _entities(gold):
        if one is None or one.get("start") is None or one["name"] is None:
            continue
        key = (one["start"], one["end"], one["name"])
        full = "sector" in one
        if key not in found or (full and not found[key].full):
            found[key] = Wanted(Span(*key[:2]), one["name"], one["code"], one.get("sector"), one.get("office"), full,
                                key[:2] in bare, day)  # fmt: skip
    return tuple(found.values())


def _entities(gold: dict[str, Any]) -> Iterator[tuple[dict[str, Any] | None, date | None]]:
    """Whoever is named, with the first day of the event whose office gold gives."""
    for mention in gold["mentions"]:
        first = mention["date"] or mention["enddate"]
        day = date.fromisoformat(first) if first else None
        yield from ((one, day) for one in (*mention["actors"], *mention["recipients"]))
        yield mention["speaker"], None
    for statement in gold["statements"]:
        yield from ((one, None) for one in (statement["source"], statement["addressee"]))
    yield from ((one, None) for one in gold["pronouns"])


def speaker(wanted: Wanted, coded: Coded) -> Actor | None:
    """Who says "we" and "I": whose words they stand in is for the coder to tell (codebook section 6)."""
    if wanted.span.of(coded.resolved.report.text).lower() not in FIRST_PERSON:
        return None
    inside = [s for s in coded.statements if any(span.covers(wanted.span) for span in s.content)]
    nearest = min(inside, key=lambda s: min(span.end - span.start for span in s.content), default=None)
    return nearest.source.actor if nearest is not None and nearest.source is not None else None


def source(wanted: Wanted, coded: Coded) -> Actor | None:
    """Who speaks by the statements where the words are no actor's: "the judge's statement reads"."""
    said = [s.source for s in coded.statements if s.source is not None and s.source.span is not None]
    return next((one.actor for one in said if one.span == wanted.span and one.actor is not None), None)


def answer(wanted: Wanted, resolved: Resolved) -> Actor | None:
    """The program's mention of *wanted*: of the same characters, else the shortest with the same head.

    A person's title and name may have either head, a body's description and name too, and so may "thousands of" and
    what they are thousands of.
    """
    here = [actor for actor in resolved.actors if actor.span.meets(wanted.span)]
    same = [actor for actor in here if actor.span == wanted.span]
    heads = _head(wanted.span, resolved.parsed)
    shared = [a for a in here if heads is not None and a.span.covers(heads) and _inside(a, wanted.span, resolved)]
    text = resolved.report.text
    near = [a for a in here if _person_of(a, wanted.span, text) or _counted(a, wanted.span, text)]
    near = near or [a for a in here if _described(a, wanted, text)]
    found = min(same or shared or near, key=lambda actor: actor.end - actor.start, default=None)
    return _member(found, wanted, resolved) if found is not None else None


def _head(span: Span, parsed: Parsed) -> Span | None:
    number = parsed.sentence_at(span.start)
    if number is None:
        return None
    sentence = parsed.sentences[number]
    return sentence.tokens[head_of(sentence, span.start, span.end)].span


def _inside(actor: Actor, span: Span, resolved: Resolved) -> bool:
    """Whether the head of *actor* stands in *span*: "Trump" in "President Trump", not "Iran" in "Iran's generals"."""
    return span.covers(resolved.parsed.sentences[actor.sentence].tokens[actor.head].span)


def _person_of(actor: Actor, span: Span, text: str) -> bool:
    """Whether both are one person's name with and without title: "Wiranto" and "security minister Wiranto"."""
    if actor.kind != "person":
        return False
    if span.covers(actor.span):
        return actor.end == span.end and same_name(actor.text, span.of(text))
    return actor.span.covers(span) and same_name(actor.name, span.of(text))


def _described(actor: Actor, wanted: Wanted, text: str) -> bool:
    """Whether *wanted* is the name with which a body's description ends: "the social network Widget"."""
    inside = actor.span.covers(wanted.span) and actor.end == wanted.span.end and actor.kind == "body"
    return inside and same_name(actor.name, wanted.span.of(text))


def _counted(actor: Actor, span: Span, text: str) -> bool:
    """Whether only a measure stands before the mention: "thousands of Hong Kong protesters"."""
    before = text[span.start : actor.start]
    return actor.end == span.end and span.covers(actor.span) and bool(_MEASURES.fullmatch(before))


def _member(actor: Actor, wanted: Wanted, resolved: Resolved) -> Actor:
    members = [resolved.chains[chain][0] for chain in actor.members if chain in resolved.chains]
    if all(same_name(one.name, wanted.name) for one in members):  # all of them are wanted, or there are none
        return actor
    return next((one for one in members if same_name(one.name, wanted.name)), actor)


def same_name(coded: str, gold: str) -> bool:
    """Whether all words of the shorter name stand in the longer one, or a table has both for one state or body."""
    one, other = _words(coded), _words(gold)
    if not one or not other:
        return False
    state = shipped_knowledge().directory.country_code(coded)
    if one <= other or other <= one or (state and state == shipped_knowledge().directory.country_code(gold)):
        return True
    return _body(coded) is not None and _body(coded) == _body(gold)


@cache
def _body(name: str) -> str | None:
    found = describe(name, shipped_knowledge().directory)
    return found.name if found is not None and found.rule == "table:bodies" and found.kind == "body" else None


@cache
def _words(name: str) -> frozenset[str]:
    plain = "".join(c for c in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(c))
    plain = re.sub(r"\bu\.?s\b\.?", "united states", plain.replace("'s", "").replace("-", " "))
    return frozenset(word.strip(".,\"'()") for word in plain.split()) - {"the", "of", ""}


def same_office(coded: str | None, gold: str) -> bool:
    """Whether both name one post: by the class of the office, else one's words stand in the other's."""
    if coded is None:
        return False
    one, other, post = _words(coded), _words(gold), _post(coded)
    return one <= other or other <= one or (post is not None and post == _post(gold))


@cache
def _post(office: str) -> str | None:
    found = describe(office, shipped_knowledge().directory)
    return found.key if found else None


def phrases() -> Iterator[Phrase]:
    """The phrases of the file, each resolved in its sentence on its date."""
    for row in read_table(handcoded.FOLDER / "actor_phrases.tsv", ("date", "code", "sector", "listed", "sentence")):
        text = row["sentence"].replace("[", "").replace("]", "")
        span = Span(row["sentence"].index("["), row["sentence"].index("]") - 1)
        report = read_text(text, "phrase", published=date.fromisoformat(row["date"]))
        assert isinstance(report, Report), report
        code, sector = (None if row[column] == "-" else row[column] for column in ("code", "sector"))
        actor = answer(Wanted(span, "", code), pipeline.resolve(report, shipped_knowledge()))
        yield Phrase(row["sentence"], code, sector, row["listed"] == "yes", actor)


def _gold_figures(found: list[Answer]) -> dict[str, float]:
    full = [one for one in found if one.wanted.full]
    bare = [one for one in found if one.wanted.bare]
    return {
        "gold.country": _share(one.country for one in found),
        "gold.sector": _share(one.sector for one in full),
        "gold.name": _share(one.name for one in full),
        "gold.name_office": _share(one.name and one.office for one in full),
        "gold.coreference": _share(one.name and one.country for one in bare),
        "gold.not_wrong": 100 - _share(one.wrong for one in found),
    }


def _phrase_figures(found: list[Phrase]) -> dict[str, float]:
    return {
        "phrases.country": _share(one.country for one in found),
        "phrases.sector": _share(one.right_sector for one in found),
        "phrases.listed": _share(one.country and one.right_sector for one in found if one.listed),
        "phrases.unlisted": _share(one.country and one.right_sector for one in found if not one.listed),
    }


def _share(right: Iterable[bool]) -> float:
    marks = [bool(one) for one in right]
    return 100 * sum(marks) / len(marks) if marks else 0.0


def main() -> None:
    kind = sys.argv[sys.argv.index("--errors") + 1] if "--errors" in sys.argv else None
    if kind is None:
        for name, value in score(Path("../shared")).items():
            print(f"{name:28} {value:6.1f}")
    elif kind == "phrases":
        for one in phrases():
            if not (one.country and one.right_sector):
                print(f"{_shown(one.actor)} for {one.code} {one.sector} | {one.text}")
    else:
        for line in _errors(answers(Path("../shared")), kind):
            print(line)


def _errors(found: Iterable[Answer], kind: str) -> Iterator[str]:
    for one in found:
        wanted = one.wanted
        bad = {
            "country": not one.country,
            "sector": wanted.full and not one.sector,
            "name": wanted.full and not one.name,
            "office": wanted.full and one.name and not one.office,
            "coreference": wanted.bare and not (one.name and one.country),
            "wrong": one.wrong,
        }[kind]
        if bad:
            text = one.report.report.text
            around = " ".join(text[max(0, wanted.span.start - 60) : wanted.span.end + 50].split())
            yield (f"{_shown(one.actor)} for {wanted.code} {wanted.sector} {wanted.name!r} ({wanted.office}) "
                   f"«{wanted.span.of(text)}» | {around}")  # fmt: skip


def _shown(actor: Actor | None) -> str:
    return f"{actor.code} {actor.sector} {actor.name!r} ({actor.office}) {actor.rule}" if actor else "nothing"


if __name__ == "__main__":
    main()
