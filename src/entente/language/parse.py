"""The stage itself: a report in, its sentences and named entities out."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple, cast

import numpy as np
from numpy.typing import NDArray

from entente.errors import DataError
from entente.language.decode import heads, spans
from entente.language.encode import Encoder, Scored, Scores, open_encoder
from entente.language.lemma import Lemmas, open_lemmas
from entente.language.pieces import LONGEST
from entente.language.roles import decode
from entente.language.sentences import sentences, stopped
from entente.language.sums import check_sums
from entente.language.words import words
from entente.model import (
    SIDES,
    Block,
    Entity,
    Factuality,
    Parsed,
    Party,
    Predicate,
    Report,
    Role,
    Sense,
    Sentence,
    Token,
)

MODEL = Path(__file__).parent / "model"
MOST_WORDS = 200
"""Words that are scored at once: arcs grow with the square, and no sentence learnt from is longer."""
STRETCH = 20_000
"""Code points cut into words at once, so that a huge block costs no more memory than its result."""

SURE_START = {"stopped": 2.0, "open": 0.0, "small": 2.5}
"""How much surer than not the network must be to start a sentence where the rules see none.

By whether what the rules took for one sentence ends in a stop or not, and for a word with a small letter. At these
figures one sentence in 400 of Wikinews is cut wrongly; with 0.7 for all it was one in 100, and web text gained nothing.
"""
LEAST_SURE = min(SURE_START.values())
STOPS = frozenset('.!?…"”’)')

LEAST_PROBABLE = 0.1
"""Event types and parties less probable than this are left out."""

Range = tuple[int, int]
Name = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class LanguageModel:
    """The weights with all that is needed to use them. ``labels`` gives the label names of each task.

    ``modes`` gives by event type the numbers of the labels of its modes, ``TYPE:-`` for none among them.
    """

    encoder: Encoder
    lemmas: Lemmas
    labels: Mapping[str, Sequence[str]]
    modes: Mapping[str, Sequence[int]]


def load(folder: Path | None = None) -> LanguageModel:
    """Opens the model in *folder*, by default the shipped one; raises ``DataError`` where it is broken."""
    folder = folder or MODEL
    check_sums(folder)
    path = folder / "labels.json"
    try:
        labels = {task: tuple(names) for task, names in json.loads(path.read_text(encoding="utf-8")).items()}
    except (OSError, ValueError, AttributeError) as error:
        raise DataError(f"{path}: the model's labels cannot be read: {error}; install the package again") from error
    encoder = open_encoder(folder)
    lemmas = open_lemmas(folder / "lemmas.json", encoder.tokenizer.get_vocab())
    modes: dict[str, list[int]] = {}
    for number, name in enumerate(labels["mode"]):
        modes.setdefault(name.partition(":")[0], []).append(number)
    return LanguageModel(encoder, lemmas, labels, modes)


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


def factuality(forms: Sequence[str], model: LanguageModel) -> list[tuple[float, Factuality]]:
    """Of each word of a sentence, whether or not it is a predicate, its factuality (-3 to 3) and modality."""
    ranges = [(0, 0)] * len(forms)
    parts = scored_words(list(forms), ranges, model)
    found: list[tuple[float, Factuality]] = []
    for part in parts:
        found += zip(part.scored.factuality.tolist(), _modality(part.scored, model), strict=True)
    return found


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
    first = 0
    found: list[tuple[int, float]] = []
    for stretch in stretches:
        scores = stretch.scored.start
        if scores.max() > LEAST_SURE:
            found += [(first + i, score) for i, score in enumerate(scores.tolist()) if score > LEAST_SURE and first + i]
        first += len(scores)
    forms = [form for stretch in stretches for form in stretch.forms] if found else []
    return [i for i, score in found if score > _sure_start(forms, i) and not _is_label(forms[:i])]


def _sure_start(forms: Sequence[str], i: int) -> float:
    if forms[i][0].islower():
        return SURE_START["small"]
    return SURE_START["stopped" if forms[-1][-1] in STOPS or forms[i - 1] == ":" else "open"]


def _is_label(forms: Sequence[str]) -> bool:
    """Whether the words are a speaker's label in brackets ("((AB))"), which is no sentence of its own."""
    return forms[0] in ("(", "[") and not any(form.isalpha() and not form.isupper() for form in forms)


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
    return scored_words([text[start:end] for start, end in ranges], ranges, model)


def scored_words(forms: list[str], ranges: Sequence[Range], model: LanguageModel) -> Iterator[_Stretch]:
    """The whole sentence, or, where it is too long to score at once, stretches that end at a comma if they can."""
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
    predicates: list[Predicate] = []
    senses: list[Sense] = []
    modality: list[Factuality] = []
    parties: list[Party] = []
    for stretch in stretches:
        modality += _modality(stretch.scored, model)
        predicates += _predicates(stretch.scored, model, len(tokens))
        senses += _senses(stretch.scored, model, len(tokens))
        parties += _parties(stretch.scored, model, len(tokens))
        tokens += _tokens(stretch, model, len(tokens), next((i for i, t in enumerate(tokens) if t.head < 0), -1))
        named = spans(stretch.scored.entity, model.labels["entity"])
        names += [(stretch.ranges[a][0], stretch.ranges[b - 1][1], kind) for a, b, kind in named]
    span = tokens[0].start, tokens[-1].end
    sentence = Sentence(
        *span,
        tuple(tokens),
        block,
        title,
        predicates=tuple(predicates),
        senses=tuple(senses),
        modality=tuple(modality),
        parties=tuple(parties),
    )
    return sentence, names


def _predicates(scored: Scored, model: LanguageModel, offset: int) -> Iterator[Predicate]:
    """The predicates of a stretch that begins at word *offset* of its sentence."""
    at = scored.predicates.tolist()
    filled = decode(scored.roles, model.labels["role"], at) if at else []
    sure = scored.factuality[at].tolist() if at else []
    for i, roles, share in zip(at, filled, sure, strict=True):
        found = tuple(Role(label, offset + first, offset + end) for label, first, end in roles)
        yield Predicate(offset + i, round(share, 2), found)


def _modality(scored: Scored, model: LanguageModel) -> Iterator[Factuality]:
    names = cast(Sequence[Factuality], model.labels["modality"])
    return (names[number] for number in scored.modality.tolist())


def _senses(scored: Scored, model: LanguageModel, offset: int) -> Iterator[Sense]:
    """The acts that words may present, each type that is probable enough."""
    types = model.labels["act"]
    likely = np.nonzero(scored.acts > LEAST_PROBABLE)
    for i, number, share in zip(*(part.tolist() for part in likely), scored.acts[likely].tolist(), strict=True):
        if types[number] != "-":
            yield Sense(offset + i, types[number], round(share, 2), _mode(scored.modes[i], model, types[number]))


def _mode(scores: Scores, model: LanguageModel, type_: str) -> str | None:
    """The best of the modes of a type."""
    numbers = model.modes[type_]
    number = numbers[int(scores[numbers].argmax())]
    best = model.labels["mode"][number].partition(":")[2]
    return None if best == "-" else best


def _parties(scored: Scored, model: LanguageModel, offset: int) -> Iterator[Party]:
    """The probable parties of the words that are predicates or may present an act."""
    acts = [i for i, name in enumerate(model.labels["act"]) if name != "-"]
    telling: NDArray[np.bool_] = np.any(scored.acts[:, acts] > LEAST_PROBABLE, axis=1)
    telling[scored.predicates] = True
    at = np.flatnonzero(telling)
    likely = scored.parties[at]
    found = np.nonzero(likely > LEAST_PROBABLE)
    triggers, others, sides = at[found[0]].tolist(), found[1].tolist(), found[2].tolist()
    for trigger, other, side, share in zip(triggers, others, sides, likely[found].tolist(), strict=True):
        yield Party(offset + trigger, offset + other, SIDES[side], round(share, 2))


def _tokens(stretch: _Stretch, model: LanguageModel, offset: int, root: int) -> Iterator[Token]:
    forms, ranges, scored = stretch
    labels, lemmas = model.labels, model.lemmas
    above = heads(scored.arcs)
    numbers = zip(above, scored.related(above), scored.upos.tolist(), scored.xpos.tolist(), strict=True)
    for form, (start, end), (head, number, upos, xpos) in zip(forms, ranges, numbers, strict=True):
        relation = labels["relation"][number]
        tag, lemma = lemmas.read(form, labels["xpos"][xpos])
        if head == 0:
            relation = "root" if root < 0 else "parataxis"
        elif relation == "root":
            relation = "dep"
        at = offset + head - 1 if head else root
        yield Token(start, end, form, lemma, labels["upos"][upos], tag, at, relation)
