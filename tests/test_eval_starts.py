"""The reports whose sentences were marked by hand, and what is printed of a difference."""

import json

from eval.starts import GOLD, Compared, errors


def test_marked_sentences_lie_in_their_paragraph_in_order():
    reports = [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]
    assert sum(len(block["sentences"]) for report in reports for block in report["blocks"]) >= 500
    for block in (block for report in reports for block in report["blocks"]):
        edges = [edge for sentence in block["sentences"] for edge in sentence]
        assert edges == sorted(edges)
        assert all(start < end for start, end in block["sentences"])
        assert block["start"] <= edges[0]
        assert edges[-1] <= block["end"]


def test_each_wrong_range_is_shown_with_its_words():
    one = Compared("He left. Why?", frozenset({(0, 13)}), frozenset({(0, 8), (9, 13)}))
    assert list(errors(one)) == [
        "missed 0-8 'He left.'",
        "false  0-13 'He left. Why?'",
        "missed 9-13 'Why?'",
    ]
