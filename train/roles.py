"""Reads the PropBank roles of the English Web Treebank, by the sentence ids of its Universal Dependencies edition.

The set's words, heads and tags are those of UD_English-EWT, so its positions are those of the tree with the same id:
12,526 of 12,544 training and 1,966 of 2,001 development sentences are in it, all with equal words. What is not in it
was not annotated; a sentence in it without predicates has none.

Predicates are kept as the set has them: verbs (96 in 100 of them), nouns and adjectives of events and states, copulas
(``be`` with ARG1 and ARG2), and the auxiliaries *be, have, do, get, going, used* as predicates without roles, one
predicate in eight. A light verb ("held" in "held talks") has only PRR, the noun that carries the meaning; that noun has
the roles, and the verb as LVB.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from train.corpora import Frame

FILE = Path("srl_ewt") / "train_dev.jsonl.gz"

CORE = ("ARG0", "ARG1", "ARG2", "ARG3", "ARG4")
MODIFIERS = (
    *("ADJ", "ADV", "CAU", "COM", "CXN", "DIR", "DIS", "EXT", "GOL", "LOC", "LVB"),
    *("MNR", "MOD", "NEG", "PRD", "PRP", "PRR", "REC", "TMP"),
)
REFERENCES = ("R-ARG0", "R-ARG1", "R-ARG2", "R-ADV", "R-LOC", "R-TMP")
CONTINUATIONS = ("C-ARG0", "C-ARG1", "C-ARG2", "C-CXN")
LABELS = (*CORE, *MODIFIERS, *REFERENCES, *CONTINUATIONS)
"""What is learnt: every role with at least 28 spans in both splits together; all others (C-ARG3, ARG5, R-MNR and
17 more) have 106 of 90,809."""

SPELLINGS = {"ARG1-DSP": "ARG1", "C-ARG1-DSP": "C-ARG1", "ARGA": "ARG0"}
"""Rare variants (20 spans): the content of direct speech, and the causer of an action that another does."""

Spans = tuple[tuple[int, int, str], ...]


@dataclass(frozen=True)
class Annotated:
    """A predicate at a position, its roles as ``(first, end, label)`` in words, and all words it consists of."""

    predicate: int
    roles: Spans
    words: tuple[int, ...]


def frames(data: Path, split: str) -> dict[str, tuple[Frame, ...]]:
    """By sentence id the frames of a split ("train", "dev"): one BIO label a word, "O" at the predicate itself."""
    return {
        name: tuple(Frame(one.predicate, _bio(one.roles, size)) for one in found)
        for name, size, found in _sentences(data, split)
    }


def annotated(data: Path, split: str) -> dict[str, tuple[Annotated, ...]]:
    """By sentence id all predicates with all roles, the rare ones too: what measuring compares with."""
    return {name: found for name, _, found in _sentences(data, split)}


def short(label: str) -> str:
    """A role's name as the project writes it: TMP for ARGM-TMP, R-LOC for R-ARGM-LOC."""
    label = SPELLINGS.get(label, label)
    return label.replace("ARGM-", "")


def _sentences(data: Path, split: str) -> Iterator[tuple[str, int, tuple[Annotated, ...]]]:
    with gzip.open(data / FILE, "rt", encoding="utf-8") as lines:
        for line in lines:
            entry = json.loads(line)
            if entry["split"] == split:
                yield entry["id"], len(entry["form"]), tuple(map(_annotated, entry["preds"]))


def _annotated(entry: dict[str, Any]) -> Annotated:
    """V and C-V, the predicate's own words ("call off"), are no roles."""
    own = [range(first, end) for first, end, label in entry["args"] if label in ("V", "C-V")]
    roles = tuple((first, end, short(label)) for first, end, label in entry["args"] if label not in ("V", "C-V"))
    return Annotated(entry["i"], roles, tuple(sorted({entry["i"]}.union(*own))))


def _bio(roles: Spans, size: int) -> tuple[str, ...]:
    found = ["O"] * size
    for first, end, label in roles:
        if label in LABELS:
            found[first] = f"B-{label}"
            found[first + 1 : end] = [f"I-{label}"] * (end - first - 1)
    return tuple(found)
