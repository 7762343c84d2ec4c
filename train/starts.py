"""Teaches where sentences start that the rules leave joined: headers, lists, missing full stops.

The rules of ``entente.language.sentences`` cut first; the network then says where a sentence starts inside what they
left. So the examples are what the rules leave joined in the treebanks, and neighbours joined on purpose: a heading
or greeting with the paragraph below it, as where a page's line breaks were lost, and sentences without their stop.
News reports show what is whole: there the rules alone cut rightly (F1 100 on ``eval/gold/sentences.jsonl``), while a
network that had learnt from the treebanks only began a sentence at "senator from Vermont | Bernie Sanders".
"""

from __future__ import annotations

import json
import random
import string
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

from entente.language.sentences import STOPS, sentences, stopped
from entente.language.words import words
from train.corpora import Example, Row, Tree, offsets, paragraphs

GOLD = Path(__file__).parents[1] / "eval" / "gold"
JOINED = 0.12
"""The share of neighbouring sentences joined on purpose, most of them without the first one's stop."""
KEPT = 0.15
"""The share of these stops that stay, as where the rules took one for an abbreviation's."""
BORDERS = 0.5
"""The share of the borders between paragraphs, where the first has no stop, that are joined on purpose."""
SMALL = 0.1
"""The share of the joined whose second sentence is made to begin with a small letter."""
LABELLED = 0.02
"""The share of sentences that are shown behind a speaker's label "((AB))", which is no sentence of its own."""
NEWS = 0.5
"""The share of the sentences of news reports that are shown whole."""
WHOLE = (12, 60)
"""The fewest and most words of these: shorter ones are captions and dates, longer ones lists."""
MOST_WORDS = 100
"""The longest example; a longer one is dealt out in runs of sentences."""
MOST_RUN = 4
"""Sentences without a stop that are joined at once, such as the lines of a signature."""


def examples(path: Path, seed: int = 3) -> Iterator[Example]:
    """Words with the label S where a sentence starts inside, "-" elsewhere."""
    rng = random.Random(seed)
    above: list[Tree] = []
    for text, group in paragraphs(path):
        yield from _left_joined(text, group)
        if above and above[-1].document != group[0].document:
            above = []
        for run in _borders(above, group, rng):
            yield _joined(run, rng)
        for tree in group:
            if rng.random() < LABELLED:
                yield _labelled(tree, rng)
        for pair in pairwise(group):
            if rng.random() < JOINED:
                yield _joined(pair, rng)
        above = [*above, *group][-MOST_RUN:]


def news(data: Path, seed: int = 5) -> Iterator[Example]:
    """Sentences of the Wikinews reports in *data*, whole; none of the reports that ``eval/gold`` holds."""
    rng = random.Random(seed)
    kept = {json.loads(line)["url"] for path in GOLD.glob("*.jsonl") for line in path.read_text("utf-8").splitlines()}
    for line in (data / "wikinews" / "reports.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if row["url"] in kept:
            continue
        for paragraph in filter(str.strip, row["text"].split("\n")):
            ranges = list(words(paragraph))
            for first, last in sentences(paragraph, ranges):
                if WHOLE[0] <= last - first <= WHOLE[1] and rng.random() < NEWS:
                    forms = tuple(paragraph[a:b] for a, b in stopped(paragraph, ranges[first:last]))
                    yield Example(forms, {"start": ("-",) * len(forms)}, "starts")


def _left_joined(text: str, group: Sequence[Tree]) -> Iterator[Example]:
    ranges: list[tuple[int, int]] = []
    begins: set[int] = set()
    for own in offsets(group):
        begins.add(len(ranges))
        ranges += own
    for first, last in sentences(text, ranges):
        inside = [i for i in range(first + 1, last) if i in begins]
        for start, end in _runs(first, inside, last):
            labels = tuple("S" if i in inside and i > start else "-" for i in range(start, end))
            yield Example(tuple(text[a:b] for a, b in ranges[start:end]), {"start": labels}, "starts")


def _runs(first: int, inside: Sequence[int], last: int) -> Iterator[tuple[int, int]]:
    """Runs of at least two whole sentences, of no more than MOST_WORDS words if that can be."""
    starts = [first, *inside]
    while len(starts) > 1:
        fitting = [end for end in (*starts[2:], last) if end - starts[0] <= MOST_WORDS]
        end = fitting[-1] if fitting else (*starts[2:], last)[0]
        yield starts[0], end
        starts = [start for start in starts if start >= end]


def _borders(above: Sequence[Tree], group: Sequence[Tree], rng: random.Random) -> Iterator[Sequence[Tree]]:
    """What stands above a paragraph without a stop, some lines of it, with the paragraph's first sentence."""
    lines: list[Tree] = [group[0]]
    for tree in reversed(above):
        if set(tree.rows[-1].form) <= STOPS or len(lines) == MOST_RUN:
            break
        lines.insert(0, tree)
    if len(lines) > 1 and rng.random() < BORDERS:
        yield lines[-rng.randint(2, len(lines)) :]


def _labelled(tree: Tree, rng: random.Random) -> Example:
    name = "".join(rng.choices(string.ascii_uppercase, k=rng.choice((2, 2, 3))))
    label = ("(", "(", name, ")", ")", ":")[: rng.choice((5, 6))]
    forms = (*label, *(row.form for row in tree.rows))
    return Example(forms, {"start": ("-",) * len(forms)}, "starts")


def _joined(trees: Sequence[Tree], rng: random.Random) -> Example:
    forms: list[str] = []
    labels: list[str] = []
    for i, tree in enumerate(trees):
        rows = list(tree.rows)
        if i > 0 and rng.random() < SMALL:
            rows[0] = replace(rows[0], form=_small(rows[0]))
        if i + 1 < len(trees) and set(rows[-1].form) <= STOPS and len(rows) > 2 and rng.random() > KEPT:
            del rows[-1]
        forms += [row.form for row in rows]
        labels += ["S" if i and not j else "-" for j in range(len(rows))]
    return Example(tuple(forms), {"start": tuple(labels)}, "starts")


def _small(row: Row) -> str:
    """A word as one writes it who spares capitals; names keep theirs."""
    return row.form if row.upos == "PROPN" else row.form[:1].lower() + row.form[1:]
