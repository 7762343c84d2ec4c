"""The trees written by hand: a wrong one would teach the language model wrongly."""

import sys
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from train.corpora import Tree, trees  # noqa: E402

WRITTEN = ROOT / "train" / "written"
FILES = ("trees.conllu", "trees_held.conllu")
EWT = ROOT.parent / "shared" / "data" / "ud_ewt" / "train.conllu"
LEAVES = ("case", "mark", "cop", "aux", "aux:pass", "punct")
needs_ewt = pytest.mark.skipif(not EWT.exists(), reason="the treebank is not there")


@lru_cache(maxsize=1)
def every() -> tuple[Tree, ...]:
    return tuple(tree for name in FILES for tree in trees(WRITTEN / name))


def faulty(tree: Tree) -> Iterator[str]:
    """What is wrong with a tree as a tree."""
    heads = [row.head for row in tree.rows]
    if heads.count(-1) != 1:
        yield "roots"
    for position, row in enumerate(tree.rows):
        if not -1 <= row.head < len(heads) or (row.head == -1) != (row.deprel == "root"):
            yield f"head of {row.form}"
        at, steps = position, 0
        while at != -1 and steps <= len(heads):
            at, steps = heads[at], steps + 1
        if at != -1:
            yield f"cycle at {row.form}"


def test_every_sentence_is_one_tree() -> None:
    """One root, no cycle, no head outside the sentence."""
    assert [(tree.name, fault) for tree in every() for fault in faulty(tree)] == []


def test_nothing_hangs_on_a_function_word() -> None:
    """Prepositions, marks, auxiliaries and punctuation have no dependents but fixed parts and what modifies them."""
    allowed = ("fixed", "punct", "conj", "cc", "advmod", "obl:unmarked")
    wrong = [
        (tree.name, row.form)
        for tree in every()
        for row in tree.rows
        if row.head >= 0 and tree.rows[row.head].deprel in LEAVES and row.deprel not in allowed
    ]
    assert wrong == []


def test_subjects_fit_their_verbs() -> None:
    """A participle without its auxiliary, as headlines have it, takes a passive subject, and only a participle does."""
    wrong = []
    for tree in every():
        helped = {row.head for row in tree.rows if row.deprel == "aux"}
        for row in tree.rows:
            bare = row.head >= 0 and tree.rows[row.head].xpos == "VBN" and row.head not in helped
            if row.deprel in ("nsubj", "nsubj:pass") and tree.rows[row.head].upos == "VERB":
                passive = bare or any(other.head == row.head and other.deprel == "aux:pass" for other in tree.rows)
                if passive != (row.deprel == "nsubj:pass"):
                    wrong.append((tree.name, row.form))
    assert wrong == []


def test_sentences_differ() -> None:
    """No sentence is held back for measuring that is also learnt from, and none comes twice."""
    texts = [" ".join(row.form for row in tree.rows).lower() for tree in every()]
    assert len(set(texts)) == len(texts)


@needs_ewt
def test_labels_are_those_of_ewt() -> None:
    """Every pair of tags and every relation stands in the treebank that the parser learns from."""
    known_tags = {(row.upos, row.xpos) for tree in trees(EWT) for row in tree.rows}
    known_relations = {row.deprel for tree in trees(EWT) for row in tree.rows}
    rows = [row for tree in every() for row in tree.rows]
    assert {(row.upos, row.xpos) for row in rows} <= known_tags
    assert {row.deprel for row in rows} <= known_relations
