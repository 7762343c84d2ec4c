"""Teaches where sentences start that the rules leave joined: headers, lists, missing full stops.

The rules of ``entente.language.sentences`` cut first; the network then says where a sentence starts inside what they
left. So the examples are what the rules leave joined in the treebanks, and some neighbours joined on purpose.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

from entente.language.sentences import sentences
from train.corpora import Example, Tree, paragraphs

JOINED = 0.06
"""The share of neighbouring sentences joined on purpose, half of them without the first one's full stop."""


def examples(path: Path, seed: int = 3) -> Iterator[Example]:
    """Words with the label S where a sentence starts inside, "-" elsewhere."""
    rng = random.Random(seed)
    for text, group in paragraphs(path):
        yield from _left_joined(text, group)
        for first, second in pairwise(group):
            if rng.random() < JOINED:
                yield _joined(first, second, rng)


def _left_joined(text: str, group: Sequence[Tree]) -> Iterator[Example]:
    ranges, begins = [], set()
    at = 0
    for tree in group:
        begins.add(len(ranges))
        for row in tree.rows:
            ranges.append((at, at + len(row.form)))
            at += len(row.form) + (not row.joined)
    for first, last in sentences(text, ranges):
        inside = [i for i in range(first + 1, last) if i in begins]
        if inside:
            labels = tuple("S" if i in inside else "-" for i in range(first, last))
            yield Example(tuple(text[a:b] for a, b in ranges[first:last]), {"start": labels}, "starts")


def _joined(first: Tree, second: Tree, rng: random.Random) -> Example:
    rows = first.rows
    if rows[-1].form == "." and len(rows) > 2 and rng.random() < 0.5:
        rows = rows[:-1]
    words = tuple(row.form for row in (*rows, *second.rows))
    labels = ("-",) * len(rows) + ("S",) + ("-",) * (len(second.rows) - 1)
    return Example(words, {"start": labels}, "starts")
