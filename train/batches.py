"""Turns examples into batches of tensors, with the disturbances that make the model robust to news."""

from __future__ import annotations

import math
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import torch
from tokenizers import Tokenizer
from torch import Tensor

from entente.language.pieces import LONGEST, cut
from train.corpora import Example, Label

NUMBERS = ("head", "factuality")
"""Tasks whose labels are numbers, not names."""
CURLY = {'"': "“”", "'": "‘’"}
MOST_WORDS = 120


@dataclass
class Batch:
    """Padded tensors: pieces [batch, length], words [batch, words]; -100 is no label, head 0 the root.

    ``frames`` [f, 2] are the sentence and word of each predicate, ``roles`` [f, words] the labels of its roles;
    ``pairs`` [p, 3] are sentence, actor and recipient (-1 none), ``types`` [p] what the one does to the other;
    ``triggers`` [t, 2] sentence and word of each act whose parties are known, ``sides`` [t, words, 2] 1 for the words
    that head its actors and recipients, 0 for other words, -100 beyond the sentence.
    """

    ids: Tensor
    cases: Tensor
    mask: Tensor
    first: Tensor
    real: Tensor
    labels: dict[str, Tensor]
    frames: Tensor
    roles: Tensor
    pairs: Tensor
    types: Tensor
    triggers: Tensor
    sides: Tensor


class Labels:
    """The label sets of the tasks, and the number of each label."""

    def __init__(self, sets: dict[str, list[str]]) -> None:
        self.sets = sets
        self.numbers = {task: {name: i for i, name in enumerate(names)} for task, names in sets.items()}

    @classmethod
    def of(cls, examples: Sequence[Example]) -> Labels:
        """Every label that occurs, in alphabetical order."""
        found: dict[str, set[str]] = {}
        for example in examples:
            for task, values in example.labels.items():
                if task not in NUMBERS:
                    found.setdefault(task, set()).update(str(v) for v in values if v is not None)
            for frame in example.frames or ():
                found.setdefault("role", set()).update(role for role in frame.roles if role is not None)
            found.setdefault("pair", set()).update(act.type for act in example.acts)
        return cls({task: sorted(names) for task, names in sorted(found.items())})

    def number(self, task: str, label: Label) -> int | float:
        """A label's number; for factuality the value itself, NaN where there is none."""
        if task == "factuality":
            return math.nan if label is None else float(label)
        if label is None:
            return -100
        if task == "head":
            return int(label) + 1
        return self.numbers[task].get(str(label), -100)


def collate(examples: Sequence[Example], labels: Labels, tokenizer: Tokenizer) -> Batch:
    """One batch; tasks that no example of it has are absent."""
    cuts = [cut(example.words, tokenizer) for example in examples]
    longest, widest = max(len(c.ids) for c in cuts), max(len(c.first) for c in cuts)
    shape, grid = (len(cuts), longest), (len(cuts), widest)
    ids, cases = torch.zeros(shape, dtype=torch.long), torch.zeros(shape, dtype=torch.long)
    mask, first = torch.zeros(shape, dtype=torch.bool), torch.zeros(grid, dtype=torch.long)
    real = torch.zeros(grid, dtype=torch.bool)
    for i, c in enumerate(cuts):
        ids[i, : len(c.ids)], cases[i, : len(c.ids)] = torch.tensor(c.ids), torch.tensor(c.cases)
        mask[i, : len(c.ids)] = True
        first[i, : len(c.first)], real[i, : len(c.first)] = torch.tensor(c.first), True
    tasks = sorted({task for example in examples for task in example.labels})
    targets = {task: torch.full(grid, math.nan if task == "factuality" else -100) for task in tasks}
    for i, example in enumerate(examples):
        for task, values in example.labels.items():
            targets[task][i, : len(values)] = torch.tensor([labels.number(task, v) for v in values])
    found = (*_frames(examples, labels, widest), *_pairs(examples, labels), *_parties(examples, widest))
    return Batch(ids, cases, mask, first, real, targets, *found)


def _frames(examples: Sequence[Example], labels: Labels, widest: int) -> tuple[Tensor, Tensor]:
    found = [(i, frame) for i, example in enumerate(examples) for frame in example.frames or ()]
    roles = torch.full((len(found), widest), -100)
    for k, (_, frame) in enumerate(found):
        roles[k, : len(frame.roles)] = torch.tensor([labels.number("role", role) for role in frame.roles])
    return torch.tensor([(i, frame.predicate) for i, frame in found], dtype=torch.long).reshape(-1, 2), roles


def _pairs(examples: Sequence[Example], labels: Labels) -> tuple[Tensor, Tensor]:
    found = [(i, act) for i, example in enumerate(examples) for act in example.acts]
    pairs = torch.tensor([(i, act.actor, act.recipient) for i, act in found], dtype=torch.long).reshape(-1, 3)
    return pairs, torch.tensor([labels.number("pair", act.type) for _, act in found], dtype=torch.long)


def _parties(examples: Sequence[Example], widest: int) -> tuple[Tensor, Tensor]:
    found = [(i, parties) for i, example in enumerate(examples) for parties in example.parties]
    sides = torch.full((len(found), widest, 2), -100.0)
    for k, (i, parties) in enumerate(found):
        sides[k, : len(examples[i].words)] = 0.0
        for side, positions in enumerate((parties.actors, parties.recipients)):
            sides[k, list(positions), side] = 1.0
    return torch.tensor([(i, p.trigger) for i, p in found], dtype=torch.long).reshape(-1, 2), sides


def fits(example: Example, tokenizer: Tokenizer) -> bool:
    """Whether a sentence is short enough to learn from."""
    return 0 < len(example.words) <= MOST_WORDS and len(cut(example.words, tokenizer).ids) <= LONGEST


def batches(examples: Sequence[Example], words: int, rng: random.Random | None = None) -> Iterator[list[Example]]:
    """Groups of sentences of about equal length, about *words* words each; in random order if *rng* is given."""
    noise = (lambda: rng.random() * 4) if rng else (lambda: 0.0)
    groups: list[list[Example]] = [[]]
    for example in sorted(examples, key=lambda e: len(e.words) + noise()):
        groups[-1].append(example)
        if len(groups[-1]) * len(example.words) >= words:
            groups.append([])
    groups = [group for group in groups if group]
    if rng:
        rng.shuffle(groups)
    yield from groups


def disturbed(example: Example, rng: random.Random) -> Example:
    """Now and then without its full stop, with curly quotes, in capitals, as a headline or in lower case."""
    if rng.random() < 0.08:
        example = _without_stop(example)
    if '"' in example.words and rng.random() < 0.4:
        example = replace(example, words=tuple(_curled(example.words)))
    draw = rng.random()
    if draw < 0.03:
        return replace(example, words=tuple(word.upper() for word in example.words))
    if draw < 0.05:
        return replace(example, words=tuple(word[:1].upper() + word[1:] for word in example.words))
    if draw < 0.06 and "entity" not in example.labels:
        return replace(example, words=tuple(word.lower() for word in example.words))
    return example


def _without_stop(example: Example) -> Example:
    words, heads = example.words, example.labels.get("head", ())
    if len(words) < 4 or words[-1] != "." or len(words) - 1 in heads:
        return example
    return replace(
        example,
        words=words[:-1],
        labels={task: v[:-1] for task, v in example.labels.items()},
        frames=example.frames and tuple(replace(frame, roles=frame.roles[:-1]) for frame in example.frames),
    )


def _curled(words: Sequence[str]) -> Iterator[str]:
    opened = False
    for word in words:
        if word == '"':
            yield CURLY[word][opened]
            opened = not opened
        else:
            yield word.replace("'", "’")
