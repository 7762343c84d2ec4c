"""Semantic roles from the scores of BIO labels."""

from itertools import product

import numpy as np
import pytest

from entente.language.roles import decode

NAMES = ("ARG0", "ARG1", "C-ARG1", "R-ARG1", "TMP")
LABELS = ("O", *(f"{mark}-{name}" for name in NAMES for mark in "BI"))


def scored(*words: dict[str, float]) -> np.ndarray:
    """Scores of one predicate: what is given for a word, and -9 for all else."""
    return np.array([[[word.get(label, -9.0) for label in LABELS] for word in words]], dtype=np.float32)


def test_the_best_labels_are_taken_where_they_fit_together() -> None:
    found = decode(scored({"B-ARG0": 1}, {"O": 1}, {"B-ARG1": 1}, {"I-ARG1": 1}, {"B-TMP": 1}), LABELS, [1])
    assert found == [[("ARG0", 0, 1), ("ARG1", 2, 4), ("TMP", 4, 5)]]


def test_a_role_goes_on_only_as_what_it_began_as() -> None:
    found = decode(scored({"O": 1}, {"B-ARG1": 2}, {"I-TMP": 2, "I-ARG1": 1}, {"I-ARG1": 2}), LABELS, [0])
    assert found == [[("ARG1", 1, 4)]]


def test_a_role_that_never_began_begins_or_is_none() -> None:
    assert decode(scored({"O": 1}, {"I-TMP": 2, "B-TMP": 1}), LABELS, [0]) == [[("TMP", 1, 2)]]
    assert decode(scored({"O": 1}, {"I-TMP": 2, "O": 1}), LABELS, [0]) == [[]]


def test_two_neighbours_of_one_modifier_stay_two() -> None:
    assert decode(scored({"O": 1}, {"B-TMP": 1}, {"B-TMP": 1}), LABELS, [0]) == [[("TMP", 1, 2), ("TMP", 2, 3)]]


def test_a_core_role_comes_once_and_the_surer_one_is_kept() -> None:
    words = ({"B-ARG0": 5, "O": 1}, {"O": 1}, {"B-ARG0": 3, "O": 2}, {"I-ARG0": 3, "O": 2})
    assert decode(scored(*words), LABELS, [1]) == [[("ARG0", 0, 1)]]


def test_the_weaker_of_two_is_something_else_rather_than_nothing() -> None:
    words = ({"B-ARG0": 5, "O": 1}, {"O": 1}, {"B-ARG0": 3, "B-ARG1": 2.5, "O": 1}, {"I-ARG0": 3, "I-ARG1": 2.5})
    assert decode(scored(*words), LABELS, [1]) == [[("ARG0", 0, 1), ("ARG1", 2, 4)]]


def test_a_modifier_may_come_twice() -> None:
    assert decode(scored({"B-TMP": 1}, {"O": 1}, {"B-TMP": 1}), LABELS, [1]) == [[("TMP", 0, 1), ("TMP", 2, 3)]]


@pytest.mark.parametrize("label", ["R-ARG1", "C-ARG1"])
def test_nothing_refers_to_or_continues_a_role_that_is_not_there(label: str) -> None:
    words = ({"B-ARG0": 1}, {f"B-{label}": 3, "B-ARG1": 2}, {"O": 1})
    assert decode(scored(*words), LABELS, [2]) == [[("ARG0", 0, 1), ("ARG1", 1, 2)]]
    words = ({"B-ARG1": 1}, {f"B-{label}": 3, "B-ARG0": 2}, {"O": 1})
    assert decode(scored(*words), LABELS, [2]) == [[("ARG1", 0, 1), (label, 1, 2)]]


def test_no_role_holds_the_predicate_itself() -> None:
    words = ({"B-ARG1": 3}, {"I-ARG1": 3, "O": 1}, {"I-ARG1": 3, "B-ARG0": 2, "O": 1})
    assert decode(scored(*words), LABELS, [1]) == [[("ARG1", 0, 1), ("ARG0", 2, 3)]]


def test_each_predicate_has_its_own_roles_and_a_sentence_may_have_none() -> None:
    both = np.concatenate([
        scored({"B-ARG0": 1}, {"O": 1}, {"B-ARG1": 1}),
        scored({"O": 1}, {"O": 1}, {"O": 1}),
    ])  # fmt: skip
    assert decode(both, LABELS, [1, 2]) == [[("ARG0", 0, 1), ("ARG1", 2, 3)], []]
    assert decode(np.zeros((0, 3, len(LABELS)), dtype=np.float32), LABELS, []) == []


def allowed(path: tuple[str, ...], predicate: int) -> bool:
    """Whether labels follow the rules, told the slow way."""
    seen: list[str] = []
    for before, label in zip(("O", *path), path, strict=False):
        if label[0] == "I" and before[1:] != label[1:]:
            return False
        if label[0] == "B":
            name = label[2:]
            if (name in seen and name in ("ARG0", "ARG1", "R-ARG1")) or (name[1] == "-" and name[2:] not in seen):
                return False
            seen.append(name)
    return path[predicate] == "O"


def labelled(spans: list[tuple[str, int, int]], n: int) -> tuple[str, ...]:
    path = ["O"] * n
    for name, first, end in spans:
        path[first:end] = [f"B-{name}", *[f"I-{name}"] * (end - first - 1)]
    return tuple(path)


def test_any_scores_give_roles_by_the_rules_and_nearly_always_the_best_such() -> None:
    """Against every sequence of labels; on noise most need repair, which is greedy and may miss the best."""
    n, predicate, number = 4, 1, {label: i for i, label in enumerate(LABELS)}
    lawful = [path for path in product(LABELS, repeat=n) if allowed(path, predicate)]
    columns = np.array([[number[label] for label in path] for path in lawful])
    best = 0
    for seed in range(100):
        scores = np.random.default_rng(seed).normal(size=(1, n, len(LABELS))).astype(np.float32)
        path = labelled(decode(scores, LABELS, [predicate])[0], n)
        assert path in lawful
        totals = scores[0][np.arange(n), columns].sum(1)
        best += totals[lawful.index(path)] >= totals.max() - 1e-4
    assert best >= 80
