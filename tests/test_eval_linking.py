"""The measures of coreference, against values worked out by hand, and the form of the pairs of reports."""

from datetime import date
from pathlib import Path

import pytest
from eval import pairs
from eval.chains import agreement

from entente.model import Span

ROOT = Path(__file__).parents[1]


def groups(*held: str) -> dict[str, int]:
    return {mention: n for n, group in enumerate(held) for mention in group}


def test_a_grouping_agrees_with_itself():
    same = groups("abc", "de", "f")
    assert agreement(same, same).conll == pytest.approx(100)


def test_the_measures_are_those_of_the_papers():
    # Gold {abc, defg}, made {ab, cd, efg}: of five gold links three stand, of four made ones three are right.
    found = agreement(groups("abc", "defg"), groups("ab", "cd", "efg"))
    assert found.muc == pytest.approx(100 * 2 * (3 / 4) * (3 / 5) / (3 / 4 + 3 / 5))
    precision, recall = (2 + 1 / 2 + 1 / 2 + 3) / 7, (4 / 3 + 1 / 3 + 1 / 4 + 9 / 4) / 7
    assert found.b_cubed == pytest.approx(100 * 2 * precision * recall / (precision + recall))
    total = 4 / 5 + 6 / 7
    assert found.ceaf_e == pytest.approx(100 * 2 * (total / 3) * (total / 2) / (total / 3 + total / 2))


def test_one_heap_has_all_links_and_little_else():
    found = agreement(groups("ab", "cd"), groups("abcd"))
    assert found.muc == pytest.approx(80)
    assert found.b_cubed == pytest.approx(100 * 2 / 3)


def test_marked_words_lie_where_the_marks_were(tmp_path: Path):
    path = tmp_path / "pairs.txt"
    path.write_text(
        "# talks\n2024-03-06 | Post\nAda [a met] Bo.\n2024-03-07 | News\nThey [b spoke].\n", encoding="utf-8"
    )
    [pair] = pairs.read(path)
    assert (pair.one.text, pair.one.marks) == ("Ada met Bo.", (("a", Span(4, 7)),))
    assert (pair.other.publisher, pair.other.published) == ("News", date(2024, 3, 7))


def test_a_pair_that_is_not_two_reports_is_named(tmp_path: Path):
    path = tmp_path / "pairs.txt"
    path.write_text("# talks\n2024-03-06 | Post\nAda [a met] Bo.\n", encoding="utf-8")
    with pytest.raises(ValueError, match="talks: a pair is two reports"):
        list(pairs.read(path))


def test_no_pair_that_is_measured_is_learnt_from():
    gold, learnt = (
        {telling.text for pair in pairs.read(ROOT / path) for telling in (pair.one, pair.other)}
        for path in ("eval/gold/pairs.txt", "train/written/pairs.txt")
    )
    assert len(gold) > 90
    assert not gold & learnt
