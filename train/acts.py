"""Reads the sentences in which political acts are marked: their triggers, types, parties and modality.

A line of ``written/acts_*.txt`` marks every act as ``{TYPE:mode~modality|word}`` (mode may be absent, modality is
actual if absent); types and modality are those of the codebook. Actors and recipients are marked as ``<s12>…</s12>``
and ``<t2>…</t2>`` with the numbers of their acts in the sentence, none meaning the first. In a file that begins with
``# parties of every act`` those of all acts are marked, else those of the first alone.

``written/standoff_*.txt`` says the same of sentences of licensed texts, which stay with the data (``train.standoff``).
In ``written_pairs`` only the parties are marked, so no word of it is labelled a trigger or none.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from entente.label import head
from entente.language.words import words
from train.corpora import Act, Example, Label, Parties
from train.names import HERE

MARK = re.compile(
    r"\{(?P<type>[A-Z]+)(?::(?P<mode>[a-z-]+))?(?:~(?P<modality>[a-z]+))?\|(?P<word>[^}]*)\}|<(?P<side>/?[st])(?P<of>[1-9]*)>"
)


EVERY = "# parties of every act"
Range = tuple[int, int]


@dataclass(frozen=True)
class Trigger:
    """A marked word, ``[start, end)`` in code points of the text without marks, with the ranges of its parties.

    ``known`` is false where its parties were not marked.
    """

    start: int
    end: int
    type: str
    modality: str
    mode: str | None = None
    actors: tuple[Range, ...] = ()
    recipients: tuple[Range, ...] = ()
    known: bool = True


@dataclass(frozen=True)
class Marked:
    """A sentence without its marks."""

    text: str
    triggers: tuple[Trigger, ...]

    @property
    def first(self) -> Trigger:
        """The first act; an untyped one without parties if there is none."""
        return self.triggers[0] if self.triggers else Trigger(0, 0, "", "actual")


def marked(line: str, every: bool = False) -> Marked:
    """Takes the marks out of a line; *every* says that the parties of all its acts are marked."""
    text, at = "", 0
    found: list[tuple[int, int, str, str, str | None]] = []
    opened: dict[tuple[str, str], int] = {}
    sides: dict[tuple[str, int], list[Range]] = {}
    for match in MARK.finditer(line):
        text += line[at : match.start()]
        at = match.end()
        side, of = match["side"], match["of"]
        if side is None:
            what = match["type"], match["modality"] or "actual", match["mode"]
            found.append((len(text), len(text) + len(match["word"]), *what))
            text += match["word"]
        elif side[0] == "/":
            span = opened.pop((side[1], of)), len(text)
            for number in of or "1":
                sides.setdefault((side[1], int(number)), []).append(span)
        else:
            opened[side, of] = len(text)
    triggers = (
        Trigger(*one, tuple(sides.get(("s", i), ())), tuple(sides.get(("t", i), ())), every or i == 1)
        for i, one in enumerate(found, 1)
    )
    return Marked(text + line[at:], tuple(triggers))


def training(data: Path, but: str = "", times: int = 1) -> Iterator[Example]:
    """The sentences to learn from: *times* nine in ten of our own with marked acts, and all of ``written_pairs``.

    Files whose name goes on with *but* after ``acts_`` are left out.
    """
    for _ in range(times):
        yield from (triggered(sentence) for sentence in written(but) if not tenth(sentence))
    yield from pairs(data)


def written(but: str = "") -> Iterator[Marked]:
    """All sentences of our own with marked acts."""
    for path in sorted((HERE / "written").glob("acts_*.txt")):
        if but and path.stem.startswith(f"acts_{but}"):
            continue
        lines = path.read_text(encoding="utf-8").split("\n")
        every = lines[0] == EVERY
        yield from (marked(line, every) for line in lines if line.strip() and not line.startswith("#"))


def tenth(sentence: Marked) -> bool:
    """Whether a sentence belongs to the tenth that is held back for measuring: by its text alone."""
    return int(sha256(sentence.text.encode()).hexdigest(), 16) % 10 == 0


def pairs(data: Path) -> Iterator[Example]:
    """The sentences of ``written_pairs``: typed pairs, no triggers."""
    with (data / "written_pairs" / "pairs.tsv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            sentence = marked("{X|}" + row["marked_sentence"])
            ranges = list(words(sentence.text))
            acts = _acts(sentence.text, replace(sentence.first, type=row["type"]), ranges)
            yield Example(_forms(sentence, ranges), {}, "pairs", acts=tuple(acts))


Taught = tuple[dict[str, tuple[Label, ...]], tuple[Act, ...], tuple[Parties, ...]]


def triggered(sentence: Marked) -> Example:
    """What a sentence with marked acts teaches, cut into words."""
    ranges = list(words(sentence.text))
    labels, acts, parties = taught(sentence, ranges)
    return Example(_forms(sentence, ranges), labels, "acts", acts=acts, parties=parties)


def taught(sentence: Marked, ranges: list[Range]) -> Taught:
    """What a sentence with the words at *ranges* teaches.

    Each word's type or "-", the modality and the mode of triggers (``TYPE:mode``, or ``TYPE:-`` for none), the typed
    pairs, and the parties of the acts where they are known.
    """
    act: list[Label] = ["-"] * len(ranges)
    modality: list[Label] = [None] * len(ranges)
    mode: list[Label] = [None] * len(ranges)
    acts: list[Act] = []
    parties: list[Parties] = []
    for trigger in sentence.triggers:
        at = _last(ranges, trigger.start, trigger.end)
        act[at], modality[at], mode[at] = trigger.type, trigger.modality, f"{trigger.type}:{trigger.mode or '-'}"
        if trigger.known:
            acts += _acts(sentence.text, trigger, ranges)
            actors, recipients = (_heads(sentence.text, ranges, side) for side in (trigger.actors, trigger.recipients))
            parties.append(Parties(at, actors, recipients))
    return {"act": tuple(act), "modality": tuple(modality), "mode": tuple(mode)}, tuple(acts), tuple(parties)


def _forms(sentence: Marked, ranges: list[Range]) -> tuple[str, ...]:
    return tuple(sentence.text[a:b] for a, b in ranges)


def _heads(text: str, ranges: list[Range], spans: tuple[Range, ...]) -> tuple[int, ...]:
    return tuple(head(text, ranges, *span) for span in spans)


def _acts(text: str, trigger: Trigger, ranges: list[Range]) -> Iterator[Act]:
    recipients = _heads(text, ranges, trigger.recipients) or (-1,)
    for actor in _heads(text, ranges, trigger.actors):
        yield from (Act(actor, recipient, trigger.type) for recipient in recipients)


def _last(ranges: list[Range], start: int, end: int) -> int:
    """The last word that overlaps ``[start, end)``."""
    return max(i for i, (a, b) in enumerate(ranges) if a < end and b > start)
