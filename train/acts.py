"""Reads the sentences of our own in which political acts are marked: their triggers, types, parties and modality.

A line of ``written/acts_*.txt`` marks every act as ``{TYPE:mode~modality|word}`` (mode may be absent, modality is
actual if absent), and actor and recipient of the first act as ``<s>…</s>`` and ``<t>…</t>``; types and modality are
those of the codebook. In ``written_pairs`` only the parties are marked, so no word of it is labelled a trigger or none.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from entente.label import head
from entente.language.words import words
from train.corpora import Act, Example, Label
from train.names import HERE

MARK = re.compile(
    r"\{(?P<type>[A-Z]+)(?::(?P<mode>[a-z-]+))?(?:~(?P<modality>[a-z]+))?\|(?P<word>[^}]+)\}|<(?P<side>/?[st])>"
)


@dataclass(frozen=True)
class Trigger:
    """A marked word, ``[start, end)`` in code points of the text without marks."""

    start: int
    end: int
    type: str
    modality: str


@dataclass(frozen=True)
class Marked:
    """A sentence without its marks; parties as ``(start, end)`` in code points."""

    text: str
    triggers: tuple[Trigger, ...]
    actors: tuple[tuple[int, int], ...]
    recipients: tuple[tuple[int, int], ...]


def marked(line: str) -> Marked:
    """Takes the marks out of a line."""
    text, at, triggers = "", 0, []
    opened: dict[str, int] = {}
    sides: dict[str, list[tuple[int, int]]] = {"s": [], "t": []}
    for match in MARK.finditer(line):
        text += line[at : match.start()]
        at = match.end()
        side = match["side"]
        if side is None:
            word = match["word"]
            triggers.append(Trigger(len(text), len(text) + len(word), match["type"], match["modality"] or "actual"))
            text += word
        elif side[0] == "/":
            sides[side[1]].append((opened.pop(side[1]), len(text)))
        else:
            opened[side] = len(text)
    return Marked(text + line[at:], tuple(triggers), tuple(sides["s"]), tuple(sides["t"]))


def training(data: Path) -> Iterator[Example]:
    """The sentences to learn from: nine in ten of those with marked acts, twice, and all of ``written_pairs``."""
    for _ in range(2):
        yield from (triggered(sentence) for sentence in written() if not tenth(sentence))
    yield from pairs(data)


def written() -> Iterator[Marked]:
    """All sentences of our own with marked acts."""
    for path in sorted((HERE / "written").glob("acts_*.txt")):
        for line in path.read_text(encoding="utf-8").split("\n"):
            if line.strip() and not line.startswith("#"):
                yield marked(line)


def tenth(sentence: Marked) -> bool:
    """Whether a sentence belongs to the tenth that is held back for measuring: by its text alone."""
    return int(sha256(sentence.text.encode()).hexdigest(), 16) % 10 == 0


def pairs(data: Path) -> Iterator[Example]:
    """The sentences of ``written_pairs``: typed pairs, no triggers."""
    with (data / "written_pairs" / "pairs.tsv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            sentence = marked(row["marked_sentence"])
            ranges = list(words(sentence.text))
            yield Example(_forms(sentence, ranges), {}, "pairs", acts=tuple(_acts(sentence, ranges, row["type"])))


def triggered(sentence: Marked) -> Example:
    """What a sentence with marked acts teaches: each word's type or "-", the modality of triggers, the typed pairs."""
    ranges = list(words(sentence.text))
    act: list[Label] = ["-"] * len(ranges)
    modality: list[Label] = [None] * len(ranges)
    for trigger in sentence.triggers:
        at = _last(ranges, trigger.start, trigger.end)
        act[at], modality[at] = trigger.type, trigger.modality
    labels = {"act": tuple(act), "modality": tuple(modality)}
    first = sentence.triggers[0].type if sentence.triggers else ""
    acts = tuple(_acts(sentence, ranges, first)) if first else ()
    return Example(_forms(sentence, ranges), labels, "acts", acts=acts)


def _forms(sentence: Marked, ranges: list[tuple[int, int]]) -> tuple[str, ...]:
    return tuple(sentence.text[a:b] for a, b in ranges)


def _acts(sentence: Marked, ranges: list[tuple[int, int]], kind: str) -> Iterator[Act]:
    recipients = [head(sentence.text, ranges, *span) for span in sentence.recipients] or [-1]
    for span in sentence.actors:
        actor = head(sentence.text, ranges, *span)
        yield from (Act(actor, recipient, kind) for recipient in recipients)


def _last(ranges: list[tuple[int, int]], start: int, end: int) -> int:
    """The last word that overlaps ``[start, end)``."""
    return max(i for i, (a, b) in enumerate(ranges) if a < end and b > start)
