"""How sure acts are: the model's factuality against UDS-IH2, its four classes against MEANTIME and our own sentences.

``uds.r`` is Pearson's correlation, times 100, of the model's number and the annotators' mean over the UDS-IH2
development targets that stand in EWT's development part (2,633 of 2,642), on EWT's words. ``meantime`` and ``written``
are macro-F1 over actual, planned, hypothetical and negated on the documents and sentences held back in training,
``written.planned`` the F1 of one class; every labelled word counts, whether or not the model takes it for a predicate.
MEANTIME's third holds five negated and six hypothetical words, so its classes are shown by ``--table`` only.

``python -m eval.factuality SHARED [MODEL] [--table] [--errors]``; an error is printed as gold, guess and sentence.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from train.corpora import Example, trees
from train.factuality import CLASSES, held_back, uds

from entente import language

CORPORA = ("factuality_uds", "ud_ewt", "meantime")
Judge = Callable[[Sequence[str]], list[tuple[float, str]]]


@dataclass(frozen=True, slots=True)
class Judged:
    """A labelled word: its sentence, its position, its class and the model's."""

    words: tuple[str, ...]
    at: int
    gold: str
    made: str

    def __str__(self) -> str:
        before, after = " ".join(self.words[: self.at]), " ".join(self.words[self.at + 1 :])
        return f"{self.gold}\t{self.made}\t{before} [{self.words[self.at]}] {after}".strip()


@dataclass(frozen=True, slots=True)
class Row:
    """Precision, recall and F1 of a class in percent, and how many words have it."""

    precision: float
    recall: float
    f1: float
    support: int


def score(shared: Path, model: language.LanguageModel | None = None) -> dict[str, float]:
    """Percentages by name: ``uds.r``, ``meantime``, ``written``, and ``written.`` and each class."""
    return figures(shared, judge(model or language.load()))


def judge(model: language.LanguageModel) -> Judge:
    """Factuality and class of each of a sentence's words, as *model* has them."""
    return lambda words: language.factuality(words, model)


def figures(shared: Path, judged_by: Judge) -> dict[str, float]:
    """The figures of ``score`` for any judge."""
    found = {"uds.r": 100 * pearson(*values(shared / "data", judged_by))}
    for name, examples in held_back(shared / "data").items():
        rows = table(judgements(examples, judged_by))
        found[name] = macro(rows)
        if name == "written":
            found |= {f"{name}.{kind}": row.f1 for kind, row in rows.items()}
    return {name: round(value, 2) for name, value in found.items()}


def values(data: Path, judged_by: Judge) -> tuple[list[float], list[float]]:
    """The annotators' and the judge's numbers for the words of UDS-IH2's development part."""
    gold: list[float] = []
    made: list[float] = []
    wanted = uds(data, "dev")
    for tree in trees(data / "ud_ewt" / "dev.conllu"):
        if tree.name in wanted:
            guessed = judged_by([row.form for row in tree.rows])
            pairs = [(g, m[0]) for g, m in zip(wanted[tree.name], guessed, strict=True) if g is not None]
            gold += [g for g, _ in pairs]
            made += [m for _, m in pairs]
    return gold, made


def judgements(examples: Iterable[Example], judged_by: Judge) -> Iterator[Judged]:
    """Every word that has a class, with the judge's."""
    for example in examples:
        guessed = judged_by(example.words)
        for i, (label, (_, made)) in enumerate(zip(example.labels["modality"], guessed, strict=True)):
            if label is not None:
                yield Judged(example.words, i, str(label), made)


def pearson(xs: Sequence[float], ys: Sequence[float]) -> float:
    """Pearson's correlation; 0 where one side never varies."""
    mx, my = sum(xs) / max(1, len(xs)), sum(ys) / max(1, len(ys))
    cross = sum((x - mx) * (y - my) for x, y in zip(xs, ys, strict=True))
    spread = sum((x - mx) ** 2 for x in xs) * sum((y - my) ** 2 for y in ys)
    return cross / spread**0.5 if spread else 0.0


def table(judged: Iterable[Judged]) -> dict[str, Row]:
    """Each class's row."""
    pairs = [(word.gold, word.made) for word in judged]
    return {kind: _row(kind, pairs) for kind in CLASSES}


def _row(kind: str, pairs: Sequence[tuple[str, str]]) -> Row:
    right = pairs.count((kind, kind))
    gold, made = sum(g == kind for g, _ in pairs), sum(m == kind for _, m in pairs)
    return Row(100 * right / max(1, made), 100 * right / max(1, gold), 200 * right / max(1, gold + made), gold)


def macro(rows: dict[str, Row]) -> float:
    """The mean F1 of the classes."""
    return sum(row.f1 for row in rows.values()) / len(rows)


def _print(shared: Path, judged_by: Judge, errors: bool) -> None:
    for name, examples in held_back(shared / "data").items():
        judged = list(judgements(examples, judged_by))
        for kind, row in table(judged).items():
            print(f"{name}.{kind}\tP {row.precision:.1f}\tR {row.recall:.1f}\tF1 {row.f1:.1f}\tof {row.support}")
        for word in judged if errors else ():
            if word.gold != word.made:
                print(f"{name}\t{word}")


def main() -> None:
    parser = argparse.ArgumentParser(description="Measures factuality and modality.")
    parser.add_argument("shared", type=Path)
    parser.add_argument("model", type=Path, nargs="?")
    parser.add_argument("--table", action="store_true", help="precision, recall and F1 of every class")
    parser.add_argument("--errors", action="store_true", help="the table, and every word with the wrong class")
    given = parser.parse_args()
    judged_by = judge(language.load(given.model))
    for name, value in figures(given.shared, judged_by).items():
        print(f"{name}\t{value}")
    if given.table or given.errors:
        _print(given.shared, judged_by, given.errors)


if __name__ == "__main__":
    main()
