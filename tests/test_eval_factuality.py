"""The measure of factuality and modality, on judges whose mistakes are known."""

import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from eval import factuality  # noqa: E402
from train.corpora import Example  # noqa: E402

DATA = ROOT.parent / "shared" / "data"
needs_data = pytest.mark.skipif(not (DATA / "factuality_uds").exists(), reason="the development data are not there")
REFUSED = Example(("Oslo", "refused", "to", "meet", "them"), {"modality": (None, "actual", None, "negated", None)})


def always_actual(words: Sequence[str]) -> list[tuple[float, str]]:
    return [(3.0, "actual")] * len(words)


def test_only_labelled_words_count_and_an_error_shows_its_word() -> None:
    right, wrong = factuality.judgements([REFUSED], always_actual)
    assert (right.gold, right.made) == ("actual", "actual")
    assert str(wrong) == "negated\tactual\tOslo refused to [meet] them"


def test_precision_suffers_from_the_wrong_guess_and_recall_from_the_missed_class() -> None:
    rows = factuality.table(factuality.judgements([REFUSED], always_actual))
    assert (rows["actual"].precision, rows["actual"].recall) == (50, 100)
    assert (rows["negated"].precision, rows["negated"].recall) == (0, 0)


def test_macro_counts_a_rare_class_as_much_as_a_frequent_one() -> None:
    rows = factuality.table(factuality.judgements([REFUSED] * 9, always_actual))
    assert factuality.macro(rows) == pytest.approx(rows["actual"].f1 / 4)


@pytest.mark.parametrize(
    ("made", "expected"), [([1.0, 2.0, 3.0], 1.0), ([9.0, 8.0, 7.0], -1.0), ([2.0, 2.0, 2.0], 0.0)]
)
def test_correlation_sees_order_but_not_scale(made: list[float], expected: float) -> None:
    assert factuality.pearson([-3.0, 0.0, 3.0], made) == pytest.approx(expected)


@needs_data
def test_a_judge_that_calls_everything_actual_is_no_good() -> None:
    found = factuality.figures(ROOT.parent / "shared", always_actual)
    assert found["uds.r"] == 0
    assert found["written"] < 25
    assert found["meantime"] < 25
