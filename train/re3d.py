"""Reads the re3d set into name examples.

The set marks what is referred to, named or not ("the regime", "they"), titles and articles included. Here each
of its spans is cut to the name in it, and dropped where it holds none; capitalised words of a dropped span are
left unlabelled. Of its uncertain spans (confidence 0) only places and nationalities inside others are used.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from entente.language.sentences import sentences
from entente.language.words import words
from train.corpora import Example
from train.names import COUNTRIES, DEMONYMS, GLUE, HERE, TITLES, Label, Name, bio, countries, with_demonyms

TYPES = {"Person": "PER", "Organisation": "ORG", "Location": "LOC"}
PLAIN = frozenset((HERE / "written" / "plain.txt").read_text(encoding="utf-8").split())


def documents(folder: Path) -> Iterator[tuple[str, list[Example]]]:
    """Each document's id and sentences."""
    for source in sorted(path.parent for path in folder.glob("*/documents.json")):
        marks: dict[str, list[dict[str, Any]]] = {}
        for mark in _lines(source / "entities.json"):
            marks.setdefault(mark["documentId"], []).append(mark)
        for document in _lines(source / "documents.json"):
            yield document["_id"], list(_examples(document["text"], marks.get(document["_id"], [])))


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    for line in path.read_text(encoding="utf-8").split("\n"):
        if line.strip():
            yield json.loads(line)


def _examples(text: str, marks: list[dict[str, Any]]) -> Iterator[Example]:
    at = 0
    for paragraph in text.split("\n"):
        ranges = list(words(text, at, at + len(paragraph)))
        at += len(paragraph) + 1
        for first, last in sentences(text, ranges):
            part = ranges[first:last]
            if len(part) > 2:
                yield _example(text, part, marks)


def _example(text: str, ranges: Sequence[tuple[int, int]], marks: list[dict[str, Any]]) -> Example:
    forms = tuple(text[a:b] for a, b in ranges)
    found: list[Name] = []
    doubtful: set[int] = set()
    for mark in sorted(marks, key=lambda mark: mark["begin"] - mark["end"]):
        inside = [i for i, (a, b) in enumerate(ranges) if a < mark["end"] and b > mark["begin"]]
        if not inside or mark["type"] not in TYPES:
            continue
        sure = mark["confidence"] >= 0.5
        name = _named(forms, inside, TYPES[mark["type"]]) if sure or mark["type"] == "Location" else None
        if name and (sure or name.first == inside[0]):
            found.append(name)
        doubtful.update(i for i in inside if forms[i][0].isupper())
    found.sort(key=lambda name: name.first - name.last)
    labels = with_demonyms(forms, bio(len(forms), [*found, *countries(forms)]))
    return Example(forms, {"entity": tuple(_masked(forms, labels, doubtful))}, "re3d")


def _masked(forms: Sequence[str], labels: list[Label], doubtful: set[int]) -> Iterator[Label]:
    for i, label in enumerate(labels):
        unsure = label == "O" and i in doubtful and forms[i].lower() not in PLAIN | GLUE | TITLES
        yield None if unsure else label


def _named(forms: Sequence[str], inside: Sequence[int], kind: str) -> Name | None:
    """The name in a span: the whole of it, less articles, titles and nationalities before it."""
    part = list(inside)
    while part and (forms[part[0]].lower() in ("the", "a", "an") or _before(forms, part, kind)):
        part.pop(0)
    while part and not forms[part[-1]][0].isupper() and not forms[part[-1]][0].isdigit():
        part.pop()
    if kind == "PER":
        part = _last_run(forms, part)
        if part and _in_an_office(forms, inside, part):
            return None
    if not part or not all(forms[i][0].isupper() or forms[i].lower() in GLUE or forms[i][0].isdigit() for i in part):
        return None
    words = [forms[i].lower().rstrip(".") for i in part]
    if "and" in words and all(w in COUNTRIES | DEMONYMS | GLUE for w in words):
        return None
    if not any(forms[i][0].isupper() for i in part) or all(w in PLAIN | GLUE | DEMONYMS for w in words):
        return None
    if kind == "PER" and all(w in TITLES for w in words):
        return None
    return Name(part[0], part[-1], "LOC" if " ".join(words) in COUNTRIES else kind)


def _before(forms: Sequence[str], part: Sequence[int], kind: str) -> bool:
    word = forms[part[0]]
    if kind == "PER":
        return word.lower().rstrip(".") in TITLES or word.lower() in DEMONYMS | COUNTRIES or word[0].islower()
    return word[0].islower() and word.lower() not in ("al", "de")


def _in_an_office(forms: Sequence[str], inside: Sequence[int], part: Sequence[int]) -> bool:
    """Whether the capitalised words are an office's, no person's ("Minister for the Middle East", "a UN official")."""
    after = part[0] > inside[0] and forms[part[0] - 1].lower() in ("for", "of", "the", "at", "in", "to")
    before = part[-1] < inside[-1] and forms[part[-1] + 1].isalpha() and forms[part[-1] + 1].islower()
    return after or before


def _last_run(forms: Sequence[str], part: list[int]) -> list[int]:
    """The capitalised words at the end of a person's span, without the title before them."""
    start = len(part)
    while start and (forms[part[start - 1]][0].isupper() or forms[part[start - 1]] in ("al", "-", "bin", "de", "van")):
        start -= 1
    run = part[start:]
    for k in reversed(range(len(run))):
        if forms[run[k]].lower().rstrip(".") in TITLES:
            return run[k + 1 :]
    return run
