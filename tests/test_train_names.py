"""What the makers of name examples promise: no guess is taught as sure, and our own sentences are well formed."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from train import names, news, re3d, web  # noqa: E402
from train.corpora import trees  # noqa: E402

SHARED = ROOT.parent / "shared" / "data"


@pytest.mark.skipif(not SHARED.exists(), reason="the treebank lies in ../shared")
def test_names_in_web_text_are_proper_nouns_and_what_is_not_known_is_not_taught() -> None:
    unknown = 0
    for tree in trees(SHARED / "ud_ewt" / "train.conllu"):
        for row, label in zip(tree.rows, web.labels(tree), strict=True):
            unknown += label is None
            assert not (label == "O" and row.xpos == "NNP" and row.form in ("Houston", "Baghdad", "Zawahiri"))
            assert not (str(label).startswith("B-") and row.form.isdigit())
    assert unknown > 1000


def mark(text: str, span: str, kind: str) -> dict[str, object]:
    begin = text.index(span)
    return {"begin": begin, "end": begin + len(span), "type": kind, "confidence": 1.0, "value": span}


def entity(text: str, *marks: dict[str, object]) -> dict[str, names.Label]:
    made = next(re3d._examples(text, list(marks), {"ISIL": "ORG"}))
    return dict(zip(made.words, made.labels["entity"], strict=True))


def test_a_name_before_a_common_noun_does_not_take_the_type_of_the_whole() -> None:
    text = "The strikes hit ISIL targets and a UAV site near Raqqa today."
    labels = entity(text, mark(text, "ISIL targets", "Location"), mark(text, "a UAV site", "Location"))
    assert labels["ISIL"] == "B-ORG"
    assert labels["UAV"] is None


def test_a_mountain_range_keeps_its_name_and_a_title_is_none() -> None:
    text = "Lt. Gen. Amy Stone crossed the Zagros mountains in May."
    person, place = mark(text, "Lt. Gen. Amy Stone", "Person"), mark(text, "the Zagros mountains", "Location")
    labels = entity(text, person, place)
    assert labels["Zagros"] == "B-LOC"
    assert (labels["Gen."], labels["Amy"], labels["Stone"]) == ("O", "B-PER", "I-PER")


def test_every_slot_and_mark_of_the_written_sentences_is_one_that_is_known() -> None:
    for line in news.written():
        rest = news.SLOT.sub("", line)
        assert not re.search(r"[\[\]{}]", rest), line
        for slot in re.findall(r"\{(\w+)\}", line):
            assert slot.lower().rstrip("_") in news.TYPES, line


def test_the_written_sentences_are_all_different() -> None:
    lines = list(news.written())
    assert len(lines) == len(set(lines))


@pytest.mark.skipif(not SHARED.exists(), reason="the names of ministers lie in ../shared")
def test_a_filled_sentence_has_no_brace_left_and_each_name_starts_once() -> None:
    for example in news.examples(SHARED):
        labels = example.labels["entity"]
        assert not {"{", "}"} & set(example.words)
        before = ("O", *labels)
        assert all(a[2:] == b[2:] for a, b in zip(before, labels, strict=False) if str(b).startswith("I-"))  # type: ignore[index]
