"""The stage itself: a report in, its sentences and named entities out."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import numpy as np

from entente.errors import DataError
from entente.language.decode import heads, spans
from entente.language.encode import Encoder, Scored, open_encoder
from entente.language.lemma import Lemmas, open_lemmas
from entente.language.pieces import LONGEST
from entente.language.sentences import sentences, stopped
from entente.language.words import words
from entente.model import Block, Entity, Parsed, Report, Sentence, Token

MODEL = Path(__file__).parent / "model"
MOST_WORDS = 200
"""Words that are scored at once: arcs grow with the square, and no sentence learnt from is longer."""
STRETCH = 20_000
"""Code points cut into words at once, so that a huge block costs no more memory than its result."""

SURE_START = 0.7
"""How much surer than not the network must be to start a sentence where the rules see none.

At 0 web text gains 0.1 LAS, but news loses: at 0.7 two sentences in 1,500 of Wikinews were cut wrongly.
"""

Range = tuple[int, int]
Name = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class LanguageModel:
    """The weights with all that is needed to use them. ``labels`` gives the label names of each task."""

    encoder: Encoder
    lemmas: Lemmas
    labels: Mapping[str, Sequence[str]]


def load(folder: Path | None = None) -> LanguageModel:
    """Opens the model in *folder*, by default the shipped one; raises ``DataError`` where it is broken."""
    folder = folder or MODEL
    path = folder / "labels.json"
    try:
        labels = {task: tuple(names) for task, names in json.loads(path.read_text(encoding="utf-8")).items()}
    except (OSError, ValueError, AttributeError) as error:
        raise DataError(f"{path}: the model's labels cannot be read: {error}; install the package again") from error
    encoder = open_encoder(folder)
    return LanguageModel(encoder, open_lemmas(folder / "lemmas.json", encoder.tokenizer.get_vocab()), labels)


def parse(report: Report, model: LanguageModel) -> Parsed:
    """Sentences of the title and body blocks, in text order; no sentence crosses a block's border."""
    found: list[Sentence] = []
    entities: list[Entity] = []
    for number, block in enumerate(report.blocks):
        if block.kind not in ("title", "body"):
            continue
        for part in _scored(report.text, block, model):
            sentence, names = _built(part, model, number, block.kind == "title")
            entities += [Entity(*name, len(found)) for name in names]
            found.append(sentence)
    return Parsed(report, tuple(found), tuple(entities))


def parse_words(forms: Sequence[str], model: LanguageModel) -> tuple[Sentence, tuple[Entity, ...]]:
    """One sentence of words given beforehand; its text is the words with single spaces."""
    ranges, at = [], 0
    for form in forms:
        ranges.append((at, at + len(form)))
        at += len(form) + 1
    sentence, names = _built(list(_score(" ".join(forms), ranges, model)), model)
    return sentence, tuple(Entity(*name, 0) for name in names)


class _Stretch(NamedTuple):
    """Words scored at once: their forms and ranges, and the scores."""

    forms: list[str]
    ranges: Sequence[Range]
    scored: Scored


def _scored(text: str, block: Block, model: LanguageModel) -> Iterator[list[_Stretch]]:
    """The stretches of each sentence of a block: one, but for sentences too long to score at once."""
    for ranges in _sentences(text, block.span.start, block.span.end):
        stretches = list(_score(text, ranges, model))
        starts = [] if block.kind == "title" else _starts(stretches)
        if not starts:
            yield stretches
            continue
        for first, last in pairwise((0, *starts, len(ranges))):
            yield list(_score(text, ranges[first:last], model))


def _starts(stretches: Sequence[_Stretch]) -> list[int]:
    """Where, inside what the rules took for one sentence, the network sees another start."""
    scores = np.concatenate([stretch.scored.start for stretch in stretches])
    return [int(i) for i in np.flatnonzero(scores > SURE_START) if i > 0]


def _sentences(text: str, start: int, end: int) -> Iterator[Sequence[Range]]:
    while start < end:
        cut = _cut(text, start, end)
        ranges = list(words(text, start, cut))
        for first, last in sentences(text, ranges):
            yield stopped(text, ranges[first:last])
        start = cut


def _cut(text: str, start: int, end: int) -> int:
    """Where a stretch of text that begins at *start* may end: a blank line, a line, a sentence or at worst a space."""
    limit = start + STRETCH
    if end <= limit:
        return end
    for mark in ("\n\n", "\n", ". ", " "):
        at = text.rfind(mark, start + STRETCH // 2, limit)
        if at >= 0:
            return at + len(mark)
    return limit


def _score(text: str, ranges: Sequence[Range], model: LanguageModel) -> Iterator[_Stretch]:
    """The whole sentence, or, where it is too long to score at once, stretches that end at a comma if they can."""
    forms = [text[start:end] for start, end in ranges]
    while forms:
        size = min(len(forms), MOST_WORDS)
        pieces = model.encoder.pieces(forms[:size])
        while len(pieces.ids) > LONGEST:
            size = size * 3 // 4
            pieces = model.encoder.pieces(forms[:size])
        if size < len(forms):
            size = next((i for i in range(size, size // 2, -1) if forms[i - 1] in (",", ";", ":")), size)
            pieces = model.encoder.pieces(forms[:size])
        yield _Stretch(forms[:size], ranges[:size], model.encoder.score(pieces))
        forms, ranges = forms[size:], ranges[size:]


def _built(
    stretches: Sequence[_Stretch], model: LanguageModel, block: int = 0, title: bool = False
) -> tuple[Sentence, list[Name]]:
    """The sentence and its names; the roots of later stretches hang on the first one's."""
    tokens: list[Token] = []
    names: list[Name] = []
    for stretch in stretches:
        tokens += _tokens(stretch, model, len(tokens), next((i for i, t in enumerate(tokens) if t.head < 0), -1))
        found = spans(stretch.scored.entity, model.labels["entity"])
        names += [(stretch.ranges[a][0], stretch.ranges[b - 1][1], kind) for a, b, kind in found]
    return Sentence(tokens[0].start, tokens[-1].end, tuple(tokens), block, title), names


def _tokens(stretch: _Stretch, model: LanguageModel, offset: int, root: int) -> Iterator[Token]:
    forms, ranges, scored = stretch
    labels, lemmas = model.labels, model.lemmas
    for i, head in enumerate(heads(scored.arcs)):
        upos, xpos = labels["upos"][scored.upos[i]], labels["xpos"][scored.xpos[i]]
        above, relation = offset + head - 1, labels["relation"][scored.relations[i, head]]
        if head == 0:
            above, relation = root, "root" if root < 0 else "parataxis"
        elif relation == "root":
            relation = "dep"
        yield Token(*ranges[i], forms[i], lemmas.of(forms[i], xpos), upos, xpos, above, relation)
