"""Reads the re3d set into name examples.

The set marks what is referred to, named or not ("the regime", "they"), titles and articles included. Here each
of its spans is cut to the name in it, and dropped where it holds none; capitalised words of a dropped span are
left unlabelled. Of its uncertain spans (confidence 0) only places and nationalities inside others are used.

A span such as "ISIL targets" (a place) or "Dayton's family" (an organisation) says nothing of the type of the name
before its head: that name gets the type it has where it stands alone in the set, or none.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from entente.language.sentences import sentences
from entente.language.words import words
from train.corpora import Example
from train.names import COUNTRIES, DEMONYMS, GLUE, HERE, TITLES, Label, Name, bio, countries, with_demonyms

TYPES = {"Person": "PER", "Organisation": "ORG", "Location": "LOC"}
LAND = frozenset((HERE / "written" / "land.txt").read_text(encoding="utf-8").split())
STAFF = frozenset(("employees", "members", "officers", "officials", "program", "spokesman", "spokesperson", "staff"))
NOT_BODY = frozenset(("Camp",))
PLAIN = frozenset((HERE / "written" / "plain.txt").read_text(encoding="utf-8").split())


def documents(folder: Path) -> Iterator[tuple[str, list[Example]]]:
    """Each document's id and sentences."""
    sources = sorted(path.parent for path in folder.glob("*/documents.json"))
    alone = _alone(mark for source in sources for mark in _lines(source / "entities.json"))
    for source in sources:
        marks: dict[str, list[dict[str, Any]]] = {}
        for mark in _lines(source / "entities.json"):
            marks.setdefault(mark["documentId"], []).append(mark)
        for document in _lines(source / "documents.json"):
            yield document["_id"], list(_examples(document["text"], marks.get(document["_id"], []), alone))


def _alone(marks: Iterable[dict[str, Any]]) -> dict[str, str]:
    """The type of each name that is a whole span, but for articles, at least twice and nearly always of one type."""
    counts: dict[str, Counter[str]] = {}
    for mark in marks:
        if mark["type"] in TYPES and mark["confidence"] >= 0.5:
            name = re.sub(r"^(?:the|The) ", "", mark["value"].strip())
            counts.setdefault(name, Counter())[TYPES[mark["type"]]] += 1
    best = {name: found.most_common(1)[0] for name, found in counts.items()}
    return {name: kind for name, (kind, n) in best.items() if n > 1 and n >= 0.8 * counts[name].total()}


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    for line in path.read_text(encoding="utf-8").split("\n"):
        if line.strip():
            yield json.loads(line)


def _examples(text: str, marks: list[dict[str, Any]], alone: dict[str, str]) -> Iterator[Example]:
    at = 0
    for paragraph in text.split("\n"):
        ranges = list(words(text, at, at + len(paragraph)))
        at += len(paragraph) + 1
        for first, last in sentences(text, ranges):
            part = ranges[first:last]
            if len(part) > 2:
                yield _example(text, part, marks, alone)


def _example(
    text: str, ranges: Sequence[tuple[int, int]], marks: list[dict[str, Any]], alone: dict[str, str]
) -> Example:
    forms = tuple(text[a:b] for a, b in ranges)
    found: list[Name] = []
    doubtful: set[int] = set()
    for mark in sorted(marks, key=lambda mark: mark["begin"] - mark["end"]):
        inside = [i for i, (a, b) in enumerate(ranges) if a < mark["end"] and b > mark["begin"]]
        if not inside or mark["type"] not in TYPES:
            continue
        sure = mark["confidence"] >= 0.5
        name = _named(forms, inside, TYPES[mark["type"]]) if sure or mark["type"] == "Location" else None
        name = _modifier(forms, inside, name, alone) if name else None
        if name and (sure or name.first == inside[0]):
            found.append(name)
        doubtful.update(i for i in inside if forms[i][0].isupper())
    found.sort(key=lambda name: name.first - name.last)
    labels = with_demonyms(forms, bio(len(forms), [*found, *countries(forms), *_known(forms, alone)]))
    return Example(forms, {"entity": tuple(_masked(forms, labels, doubtful))}, "re3d")


def _modifier(forms: Sequence[str], inside: Sequence[int], name: Name, alone: dict[str, str]) -> Name | None:
    """The name itself where it ends the span; else with the type it has alone, if it has one."""
    after = [forms[i].lower() for i in inside if i > name.last and forms[i][0].isalpha() and forms[i][0].islower()]
    land = name.type == "LOC" and any(word in LAND for word in after)
    body = name.type == "ORG" and name.first < name.last and not set(forms[name.first : name.last + 1]) & NOT_BODY
    if not after or name.type == "PER" or land or (body and after[0] in STAFF):
        return name
    words = " ".join(forms[name.first : name.last + 1])
    kind = "LOC" if words.lower().rstrip(".") in COUNTRIES else alone.get(words.replace(" - ", "-"))
    return Name(name.first, name.last, kind) if kind else None


def _known(forms: Sequence[str], alone: dict[str, str]) -> Iterator[Name]:
    """The single names that the set marks elsewhere and has overlooked here, or hidden in a vehicle or weapon."""
    for i, form in enumerate(forms):
        if form in alone and form[0].isupper() and form.lower() not in PLAIN | TITLES | DEMONYMS:
            run = [forms[k] for k in (i - 1, i + 1) if 0 <= k < len(forms)]
            if not any(word[:1].isupper() or word in ("-", "–") for word in run):
                yield Name(i, i, alone[form])


def _masked(forms: Sequence[str], labels: list[Label], doubtful: set[int]) -> Iterator[Label]:
    for i, label in enumerate(labels):
        unsure = label == "O" and i in doubtful and forms[i].lower().rstrip(".") not in PLAIN | GLUE | TITLES
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
