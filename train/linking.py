"""Learns what linking across reports weighs: ``python -m train.linking SHARED`` writes the files of ``data/link``.

Two logistic models over the features of ``entente.link.features``. ``given`` is learnt from pairs of mentions of
MEANTIME that share a word or a family of words, and is for mentions of which only the words are known. ``told`` is for
events that were coded: it starts from the weights of ``given`` and is moved by our own pairs of reports
(``train/written/pairs.txt``), coded by the program as it stands, as far as they speak against them. With our own pairs
in ``given`` too, both MEANTIME and ECB+ were grouped worse. Both are fitted by Newton's method with halved steps;
nothing is drawn by chance, so the same data give the same files. Pairs that a barrier keeps apart are not learnt from,
since they are never scored.

``frequencies.tsv`` counts the documents that hold a lemma, in UD EWT and GUM, MEANTIME and the Wikinews reports.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import combinations
from pathlib import Path

import numpy as np
from eval import given, pairs
from numpy.typing import NDArray

from entente import language, pipeline
from entente.api import shipped_knowledge
from entente.link.barriers import barrier
from entente.link.blocks import filed
from entente.link.features import NAMES, Seen, compare, seen
from entente.link.happenings import comparable
from entente.link.score import COEFFICIENTS, CONSTANT, JOIN
from entente.link.traces import trace_at, trace_of
from entente.link.words import FREQUENCIES, Words, content, load_words
from entente.model import Report
from entente.read import read_text
from entente.record.rows import told_sentences

Numbers = NDArray[np.float64]
WRITTEN = Path(__file__).parent / "written" / "pairs.txt"
LEAST_OFTEN = 3
RIDGE = {"given": 1.0, "told": 0.6}
"""How strongly weights are held: those of ``given`` to nothing, those of ``told`` to those of ``given``.

By leaving out each of our own pairs in turn: 0.4 to 0.8 are alike, 0.05 and 1.6 are worse."""
JOINS = {"given": 0.2, "told": 0.5}
"""The mean probability at which groups join: the best on MEANTIME by halves, and on our own pairs left out in turn."""
Labelled = tuple[Seen, Seen, bool]
"""Two mentions, and whether they are one happening."""


def learn(data: Path) -> dict[str, tuple[float, ...]]:
    """The constant and the weights of both models."""
    words = load_words()
    first = learnt(_meantime(data, words), words)
    features, labels = _table(_written(words), words)
    return {"given": first, "told": tuple(fit(features, labels, np.array(first), RIDGE["told"]).tolist())}


def learnt(mentions: Iterable[Labelled], words: Words) -> tuple[float, ...]:
    """The constant and the weights of ``given``, from *mentions*."""
    features, labels = _table(mentions, words)
    return tuple(fit(features, labels, np.zeros(len(NAMES) + 1), RIDGE["given"]).tolist())


def _table(labelled: Iterable[Labelled], words: Words) -> tuple[Numbers, Numbers]:
    rows = [(compare(one, other, words), same) for one, other, same in labelled]
    return np.array([row for row, _ in rows]), np.array([float(same) for _, same in rows])


def _meantime(data: Path, words: Words) -> Iterator[Labelled]:
    """Pairs of mentions of one corpus that share a word or a family."""
    mentions = given_mentions(given.meantime(data, shipped_knowledge()), words)
    return labelled(mentions)


Mention = tuple[str, str, Seen]
"""The topic and the happening of a given mention, and what linking sees of it."""


def given_mentions(documents: Iterable[given.Document], words: Words) -> list[Mention]:
    """The mentions of *documents*."""
    found = []
    for document in documents:
        topic = words.topic(document.resolved.parsed.sentences)
        for each in document.mentions:
            trace = trace_at(each.id, document.resolved, each.sentence, each.span)
            found.append((document.topic, each.happening, seen(trace, topic, words)))
    return found


def labelled(mentions: Sequence[Mention]) -> Iterator[Labelled]:
    """Every two mentions that share a word or a family, and whether they are one happening."""
    for n, m in candidates([each for *_, each in mentions]):
        (topic, happening, one), (topic2, happening2, other) = mentions[n], mentions[m]
        yield one, other, (topic, happening) == (topic2, happening2)


def candidates(mentions: Sequence[Seen]) -> list[tuple[int, int]]:
    """The positions of every two mentions that share a word or a family."""
    under: dict[object, list[int]] = {}
    for n, each in enumerate(mentions):
        for key in (*each.lemmas, *each.families):
            under.setdefault(key, []).append(n)
    return sorted({pair for held in under.values() for pair in combinations(held, 2)})


def _written(words: Words) -> Iterator[Labelled]:
    """The marked events of our own pairs that would be scored."""
    knowledge = shipped_knowledge()
    for pair in pairs.read(WRITTEN):
        sides = []
        for telling in (pair.one, pair.other):
            report = read_text(telling.text, telling.name, published=telling.published)
            assert isinstance(report, Report), report
            linked = pipeline.run(report, knowledge)
            told = told_sentences(linked)
            topic = words.topic(told.values())
            events = pairs.events_of(telling, linked)
            sides.append(
                [(k, seen(trace_of(e, report, told), topic, words)) for k, held in events.items() for e in held]
            )
        for letter, one in sides[0]:
            for letter2, other in sides[1]:
                if _scored(one, other):
                    yield one, other, letter == letter2


def _scored(one: Seen, other: Seen) -> bool:
    here, there = filed(one.trace), filed(other.trace)
    meet = here is not None and there is not None and bool(here.keys & there.looks)
    return meet and comparable(one.trace, other.trace) and barrier(one.trace, other.trace) is None


def fit(features: Numbers, labels: Numbers, prior: Numbers, ridge: float) -> Numbers:
    """The constant and weights with the greatest likelihood, held to *prior* by *ridge* (the constant hardly)."""
    held = np.c_[np.ones(len(features)), features]
    pull = ridge * np.eye(held.shape[1])
    pull[0, 0] = ridge / 20

    def loss(at: Numbers) -> float:
        total = held @ at
        return float(np.sum(np.logaddexp(0, total) - labels * total) + (at - prior) @ pull @ (at - prior) / 2)

    at = prior.copy()
    for _ in range(200):
        likely = 1 / (1 + np.exp(-np.clip(held @ at, -40, 40)))
        slope = held.T @ (likely - labels) + pull @ (at - prior)
        bend = (held * (likely * (1 - likely))[:, None]).T @ held + pull
        step, before = np.linalg.solve(bend, slope), loss(at)
        while loss(at - step) > before and np.abs(step).max() > 1e-9:
            step = step / 2
        at = at - step
        if before - loss(at) < 1e-9:
            break
    return at


def write(models: dict[str, tuple[float, ...]], path: Path = COEFFICIENTS) -> None:
    """The models as a table that a person can read."""
    lines = [
        "# What each feature adds to the log odds that two mentions tell of one happening. given: for mentions of",
        "# which only the words are known; told: for coded events. (join) is the mean probability at which groups",
        "# join.",
        "# Made by python -m train.linking from MEANTIME (CC BY 4.0) and train/written/pairs.txt.",
        "feature\tgiven\ttold",
    ]
    for n, name in enumerate((CONSTANT, *NAMES)):
        lines.append(f"{name}\t{models['given'][n]:.3f}\t{models['told'][n]:.3f}")
    lines.append(f"{JOIN}\t{JOINS['given']}\t{JOINS['told']}")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def count(data: Path) -> Counter[str]:
    """In how many documents each lemma stands; ``*`` is all of them."""
    found: Counter[str] = Counter()
    for lemmas in _documents(data):
        found.update(set(lemmas))
        found["*"] += 1
    return found


def _documents(data: Path) -> Iterator[list[str]]:
    model = language.load()
    for line in (data / "wikinews" / "reports.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        report = read_text(row["text"], row["url"], published=date.fromisoformat(row["date"]))
        if isinstance(report, Report):
            yield [lemma for sentence in language.parse(report, model).sentences for lemma in content(sentence)]
    for document in given.meantime(data, shipped_knowledge()):
        yield [lemma for sentence in document.resolved.parsed.sentences for lemma in content(sentence)]
    for path in (*sorted((data / "ud_gum").glob("*.conllu")), *sorted((data / "ud_ewt").glob("*.conllu"))):
        yield from _treebank(path)


def _treebank(path: Path) -> Iterator[list[str]]:
    """The content lemmas of each document of a treebank."""
    for part in path.read_text(encoding="utf-8").split("# newdoc")[1:]:
        rows = [line.split("\t") for line in part.splitlines() if line[:1].isdigit()]
        yield [row[2].casefold() for row in rows if row[3] in ("NOUN", "PROPN", "VERB", "ADJ", "NUM")]


def write_counts(found: Counter[str], path: Path = FREQUENCIES) -> None:
    """The counts as a table, of lemmas in three documents or more."""
    kept = sorted(lemma for lemma, n in found.items() if n >= LEAST_OFTEN and lemma.isprintable())
    lines = [
        "# In how many documents of UD EWT and GUM, MEANTIME and the Wikinews reports a lemma stands, of those in",
        "# three or more; the row * is all documents. Made by python -m train.linking --count.",
        "lemma\treports",
        *(f"{lemma}\t{found[lemma]}" for lemma in kept),
    ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m train.linking", description="Learns the weights of linking.")
    parser.add_argument("shared", type=Path, help="the folder that holds data/")
    parser.add_argument("--count", action="store_true", help="count lemmas anew too")
    arguments = parser.parse_args()
    if arguments.count:
        write_counts(count(arguments.shared / "data"))
        load_words.cache_clear()
    write(learn(arguments.shared / "data"))


if __name__ == "__main__":
    main()
