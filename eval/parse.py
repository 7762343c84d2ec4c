"""Accuracy of the language stage on development data, as the CoNLL 2018 shared task defines it.

Words align when they have the same characters; a score is the F1 over words (or sentences) with the same
attribute, and for dependencies the same head; relations count without subtypes, but for ``full_las``. ``gold``
scores are from the treebank's own words, the others from raw text, one paragraph a block. Entity scores are F1
over exact spans with type, on the documents held back in training.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

from train.corpora import Example, Tree, offsets, paragraphs, trees
from train.data import held_back

from entente import language
from entente.language import LanguageModel
from entente.model import Block, Report, Sentence, Span

Item = TypeVar("Item")
Counts = dict[str, list[int]]
CORPORA = ("ud_ewt", "ud_gum", "ner_uner_ewt", "ner_re3d")
MAJOR = ("PER", "ORG", "LOC")


def score(shared: Path, model: LanguageModel | None = None) -> dict[str, float]:
    """Percentages by name, such as ``ewt.las`` (raw text), ``gum.gold.las`` and ``names.re3d``."""
    model = model or language.load()
    found: dict[str, float] = {}
    for bank in ("ewt", "gum"):
        path = shared / "data" / f"ud_{bank}" / "dev.conllu"
        found |= {f"{bank}.{name}": value for name, value in raw(path, model).items()}
        found |= {f"{bank}.gold.{name}": value for name, value in gold(path, model).items()}
    for source, examples in held_back(shared / "data").items():
        found |= {f"names.{source}{name}": value for name, value in names(examples, model).items()}
    return found


def raw(path: Path, model: LanguageModel) -> dict[str, float]:
    """Scores from the text of each paragraph."""
    counts: Counts = {}
    for text, group in paragraphs(path):
        report = Report(path.name, text, (Block(Span(0, len(text)), "body"),))
        parsed = language.parse(report, model)
        _add(counts, _gold_words(group), [w for s in parsed.sentences for w in _words(s)])
        _count(counts, "sentences", _ranges(group), {(s.start, s.end) for s in parsed.sentences})
    return {name: _f1(*three) for name, three in counts.items()}


def gold(path: Path, model: LanguageModel) -> dict[str, float]:
    """Scores with the treebank's words and sentences."""
    counts: Counts = {}
    for tree in trees(path):
        sentence, _ = language.parse_words([row.form for row in tree.rows], model)
        spaced = Tree("", "", False, tuple(row.apart() for row in tree.rows))
        _add(counts, _gold_words([spaced]), list(_words(sentence)))
    del counts["words"]
    return {name: _f1(*three) for name, three in counts.items()}


Word = tuple[Span, dict[str, object]]


def _words(sentence: Sentence) -> Iterator[Word]:
    for token in sentence.tokens:
        head = sentence.tokens[token.head].span if token.head >= 0 else None
        yield (
            token.span,
            {
                "upos": token.upos,
                "xpos": token.xpos,
                "lemmas": token.lemma,
                "uas": head,
                "las": (head, token.relation),
                "full_las": (head, token.deprel),
            },
        )


def _gold_words(group: Sequence[Tree]) -> list[Word]:
    words: list[Word] = []
    for tree, ranges in zip(group, offsets(group), strict=True):
        spans = [Span(*at) for at in ranges]
        for row, span in zip(tree.rows, spans, strict=True):
            head = spans[row.head] if row.head >= 0 else None
            labels = {"upos": row.upos, "xpos": row.xpos, "lemmas": row.lemma, "uas": head}
            labels |= {"las": (head, row.deprel.split(":")[0]), "full_las": (head, row.deprel)}
            words.append((span, labels))
    return words


def _ranges(group: Sequence[Tree]) -> set[tuple[int, int]]:
    return {(ranges[0][0], ranges[-1][1]) for ranges in offsets(group)}


def _add(counts: Counts, gold: list[Word], made: list[Word]) -> None:
    _count(counts, "words", {span for span, _ in gold}, {span for span, _ in made})
    found = dict(made)
    for name in gold[0][1] if gold else ():
        right = sum(
            1
            for span, labels in gold
            if span in found and (found[span][name] == labels[name] or (name == "lemmas" and labels[name] == "_"))
        )
        _total(counts, name, right, len(gold), len(made))


def _count(counts: Counts, name: str, gold: set[Item], made: set[Item]) -> None:
    _total(counts, name, len(gold & made), len(gold), len(made))


def _total(counts: Counts, name: str, *numbers: int) -> None:
    three = counts.setdefault(name, [0, 0, 0])
    for i, number in enumerate(numbers):
        three[i] += number


def _f1(right: int, gold: int, made: int) -> float:
    return round(200 * right / max(1, gold + made), 2)


def names(examples: Iterable[Example], model: LanguageModel) -> dict[str, float]:
    """F1 over PER, ORG and LOC together (key ""), and of each type; words without a label are left out."""
    counts: Counts = {}
    for example in examples:
        labels = example.labels["entity"]
        gold = set(_bio(labels))
        _, entities = language.parse_words(example.words, model)
        starts = {}
        at = 0
        for i, word in enumerate(example.words):
            starts[at] = i
            at += len(word) + 1
        made = set()
        for entity in entities:
            first = starts[entity.start]
            last = max(i for start, i in starts.items() if start < entity.end)
            if all(label is not None for label in labels[first : last + 1]):
                made.add((first, last, entity.type))
        for kind in {kind for _, _, kind in gold | made}:
            _count(counts, f".{kind}", {n for n in gold if n[2] == kind}, {n for n in made if n[2] == kind})
        _count(counts, "", {n for n in gold if n[2] in MAJOR}, {n for n in made if n[2] in MAJOR})
    return {name: _f1(*three) for name, three in counts.items() if three[1]}


def _bio(labels: Sequence[str | int | None]) -> Iterator[tuple[int, int, str]]:
    start: int | None = None
    for i, label in enumerate([*map(str, labels), "O"]):
        if start is not None and not label.startswith("I-"):
            yield start, i - 1, str(labels[start])[2:]
            start = None
        if label.startswith("B-"):
            start = i


if __name__ == "__main__":
    folder = Path(sys.argv[2]) if len(sys.argv) > 2 else None
    for name, value in score(Path(sys.argv[1]), language.load(folder)).items():
        print(f"{name}\t{value}")
