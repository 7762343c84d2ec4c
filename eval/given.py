"""Reports whose event mentions and coreference are given: MEANTIME and ECB+, read and parsed on their own words."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from entente import language
from entente.actors import resolve_actors
from entente.knowledge import Knowledge
from entente.model import Block, Entity, Parsed, Report, Resolved, Sentence, Span
from entente.places import resolve_places
from entente.times import resolve_times

ACTS = ("ACTION_", "NEG_ACTION_")


@dataclass(frozen=True, slots=True)
class Given:
    """A mention that is given: the sentence it stands in, its characters, and the happening it tells of."""

    id: str
    sentence: int
    span: Span
    happening: str


@dataclass(frozen=True)
class Document:
    """A report of a corpus with its given mentions. ``topic`` is what the corpus puts it under."""

    name: str
    topic: str
    resolved: Resolved
    mentions: tuple[Given, ...]


Words = list[list[tuple[str, str]]]
"""The words of each sentence, with their ids."""


def ecbplus(data: Path, knowledge: Knowledge, topics: Iterable[str] | None = None) -> Iterator[Document]:
    """The reports of ECB+, all that are annotated; a mention in no chain is a happening of its own."""
    for folder in sorted((data / "ecbplus_dev").iterdir(), key=lambda path: path.name):
        if folder.is_dir() and (topics is None or folder.name in topics):
            for path in sorted(folder.glob("*.xml")):
                yield _ecb_document(path, folder.name, knowledge)


def _ecb_document(path: Path, topic: str, knowledge: Knowledge) -> Document:
    root = ET.parse(path).getroot()
    words = _words(root)
    if path.stem.endswith("plus"):
        words = [line for line in words if "http" not in (line[0][0], line[0][0].split(":")[0])]
    chains = {
        source.get("m_id"): relation.get("note") or f"{path.stem} {relation.get('r_id')}"
        for relation in root.iterfind(".//Relations/*")
        for source in relation.iterfind("source")
    }
    marked = tuple(each for each in root.iterfind("Markables/*") if each.tag.startswith(ACTS))
    return _document(_Read(path.stem, topic, words, marked, chains), knowledge)


def meantime(data: Path, knowledge: Knowledge) -> Iterator[Document]:
    """The sixty reports of MEANTIME's training part; only its first sentences are annotated."""
    for path in sorted((data / "meantime").glob("*/*.xml")):
        root = ET.parse(path).getroot()
        chains = {
            source.get("m_id"): target.get("m_id")
            for relation in root.iterfind(".//REFERS_TO")
            for target in relation.iterfind("target")
            for source in relation.iterfind("source")
        }
        known = {event.get("m_id"): event.get("instance_id") for event in root.iterfind(".//EVENT")}
        names = {m: known.get(e) or f"{path.stem} {e}" for m, e in chains.items()}
        marked = tuple(root.iterfind(".//EVENT_MENTION"))
        made = next((each for each in root.iterfind(".//TIMEX3[@functionInDocument='CREATION_TIME']")), None)
        published = _day(made.get("value", "")) if made is not None else None
        yield _document(_Read(path.stem, path.parent.name, _words(root), marked, names, published), knowledge)


def _day(value: str) -> date | None:
    """A creation time; one of the sixty has none that is ISO 8601."""
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


def _words(root: ET.Element) -> Words:
    lines: dict[str, list[tuple[str, str]]] = {}
    for token in root.iterfind("token"):
        lines.setdefault(token.get("sentence", ""), []).append((token.text or "-", token.get("t_id", "")))
    return list(lines.values())


@dataclass(frozen=True, slots=True)
class _Read:
    """What a file holds: its words, the elements of its mentions, and the happening of each by the mention's id."""

    name: str
    topic: str
    words: Words
    marked: tuple[ET.Element, ...]
    chains: dict[str | None, str]
    published: date | None = None


def _document(held: _Read, knowledge: Knowledge) -> Document:
    resolved, spans = _resolved(held.name, held.words, held.published, knowledge)
    found = []
    for each in held.marked:
        anchors = [spans[a.get("t_id", "")] for a in each.iterfind("token_anchor") if a.get("t_id", "") in spans]
        if anchors:
            number = anchors[0][0]
            whole = Span(min(s.start for _, s in anchors), max(s.end for n, s in anchors if n == number))
            id = f"{held.name}#{each.get('m_id')}"
            found.append(Given(id, number, whole, held.chains.get(each.get("m_id")) or id))
    return Document(held.name, held.topic, resolved, tuple(found))


def _resolved(
    name: str, words: Words, published: date | None, knowledge: Knowledge
) -> tuple[Resolved, dict[str, tuple[int, Span]]]:
    """The report resolved, one given sentence a line, and the sentence and characters of each word's id."""
    at, lines = 0, []
    sentences: list[Sentence] = []
    entities: list[Entity] = []
    spans: dict[str, tuple[int, Span]] = {}
    for number, line in enumerate(words):
        forms = [re.sub(r"\s", "-", form) for form, _ in line]
        sentence, named = language.parse_words(forms, knowledge.model)
        tokens = tuple(replace(token, start=token.start + at, end=token.end + at) for token in sentence.tokens)
        sentences.append(replace(sentence, start=at, end=at + len(" ".join(forms)), tokens=tokens))
        entities += [Entity(each.start + at, each.end + at, each.type, number) for each in named]
        spans |= {id: (number, token.span) for (_, id), token in zip(line, tokens, strict=True)}
        lines.append(" ".join(forms))
        at += len(lines[-1]) + 1
    text = "\n".join(lines)
    report = Report(name, text, (Block(Span(0, len(text)), "body"),), published=published)
    parsed = Parsed(report, tuple(sentences), tuple(entities))
    places = resolve_places(parsed, knowledge.gazetteer)
    times = resolve_times(parsed, knowledge.grammar)
    return Resolved(parsed, times, resolve_actors(parsed, knowledge.directory, places), places), spans
