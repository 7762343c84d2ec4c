"""Reads where licensed texts present political acts, from ``written/standoff_*.txt``; the texts stay with the data.

A file is named for its data set. A line ``= document`` begins a document; each line after it is a sentence that was
read, with its acts: ``sentence<TAB>TYPE:mode~modality trigger actors recipients<TAB>…``. Trigger and parties are code
points ``a-b``, parties with commas between and ``-`` for none. In the treebanks and MEANTIME a sentence is its number
and its text the words with single spaces; elsewhere it is the code points of it in its document, and ``a-b`` count from
its start.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

from entente.language.words import words
from train import factuality
from train.acts import MARK, Marked, Range, Trigger, taught
from train.corpora import Example
from train.names import HERE, third

Read = Iterator[tuple[str, str, tuple[Trigger, ...]]]


def read(name: str) -> Read:
    """Document, sentence and acts of every sentence of the set *name* that was read for acts."""
    document = ""
    path = HERE / "written" / f"standoff_{name}.txt"
    for line in path.read_text(encoding="utf-8").splitlines() if path.exists() else ():
        if line.startswith("= "):
            document = line[2:]
        elif not line.startswith("#"):
            sentence, *acts = line.split("\t")
            yield document, sentence, tuple(map(_trigger, acts))


def _trigger(field: str) -> Trigger:
    kind, at, *sides = field.split(" ")
    match = MARK.fullmatch("{" + kind + "|}")
    assert match is not None, field
    actors, recipients = (tuple(map(_range, side.split(","))) if side != "-" else () for side in sides)
    return Trigger(*_range(at), match["type"], match["modality"] or "actual", match["mode"], actors, recipients)


def _range(field: str) -> Range:
    start, end = map(int, field.split("-"))
    return start, end


def training(data: Path) -> Iterator[Example]:
    """The sentences of texts that give no trees; none of documents that are held back for measuring names."""
    texts = {**_wikinews(data), **_re3d(data)}
    for name in ("wikinews", "ner_re3d"):
        for document, sentence, triggers in read(name):
            if name == "wikinews" or not third(document.rpartition("/")[2]):
                start, end = _range(sentence)
                yield _example(texts[document][start:end], triggers)
    numbered = dict(_meantime(data))
    yield from (_example(numbered[document, sentence], triggers) for document, sentence, triggers in read("meantime"))


def of_trees(bank: str) -> Mapping[str, tuple[Trigger, ...]]:
    """By the name of the tree, the acts of each sentence of a treebank that was read for them."""
    return {f"{document}-{number}": triggers for document, number, triggers in read(bank)}


def with_acts(made: Example, triggers: tuple[Trigger, ...] | None) -> Example:
    """A sentence with its acts; as it is where it was not read for any."""
    if triggers is None:
        return made
    ranges, at = [], 0
    for word in made.words:
        ranges.append((at, at + len(word)))
        at += len(word) + 1
    labels, acts, parties = taught(Marked(" ".join(made.words), triggers), ranges)
    return replace(made, labels={**made.labels, **labels}, acts=acts, parties=parties)


def _example(text: str, triggers: tuple[Trigger, ...]) -> Example:
    ranges = list(words(text))
    labels, acts, parties = taught(Marked(text, triggers), ranges)
    return Example(tuple(text[a:b] for a, b in ranges), labels, "acts", acts=acts, parties=parties)


def _wikinews(data: Path) -> dict[str, str]:
    lines = (data / "wikinews" / "reports.jsonl").read_text(encoding="utf-8").splitlines()
    return {row["url"]: row["text"] for row in map(json.loads, lines)}


def _re3d(data: Path) -> dict[str, str]:
    found = {}
    for path in (data / "ner_re3d").glob("*/documents.json"):
        for row in map(json.loads, path.read_text(encoding="utf-8").splitlines()):
            found[f"{path.parent.name}/{row['_id']}"] = row["text"]
    return found


def _meantime(data: Path) -> Iterator[tuple[tuple[str, str], str]]:
    for path in sorted((data / "meantime").glob("*/*.xml")):
        for number, tokens in enumerate(factuality.tokens(ElementTree.parse(path).getroot())):
            yield (path.stem, str(number)), " ".join(token.text for token in tokens)
