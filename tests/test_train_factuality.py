"""What is learnt about the factuality of acts: the joining of UDS-IH2 to EWT, the classes, and what is held back."""

import sys
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from train import factuality  # noqa: E402
from train.corpora import Example, trees  # noqa: E402

DATA = ROOT.parent / "shared" / "data"
needs_data = pytest.mark.skipif(not (DATA / "factuality_uds").exists(), reason="the development data are not there")
joined = cache(factuality.joined)


def classes(example: Example) -> dict[str, object]:
    """The labelled words of a sentence, the last of each."""
    return {word: label for word, label in zip(example.words, example.labels["modality"], strict=True) if label}


def read(tmp_path: Path, *lines: str) -> list[Example]:
    path = tmp_path / "marked.txt"
    path.write_text("\n".join(lines), encoding="utf-8")
    return list(factuality.written(path))


def test_a_marked_word_gets_its_class_and_the_others_none(tmp_path: Path) -> None:
    (example,) = read(tmp_path, "# a note", "Oslo {actual|refused} to {negated|meet} the rebels.", "")
    assert example.words == ("Oslo", "refused", "to", "meet", "the", "rebels", ".")
    assert example.labels["modality"] == (None, "actual", None, "negated", None, None, None)


def test_the_mark_of_a_hyphened_word_goes_to_its_last_part(tmp_path: Path) -> None:
    (example,) = read(tmp_path, "A {planned|cease-fire} will follow.")
    assert classes(example) == {"fire": "planned"}


@pytest.mark.parametrize("line", ["A {likely|strike} today.", "A {actual|strike today.", "Nothing is marked here."])
def test_a_broken_line_is_refused_with_its_number(tmp_path: Path, line: str) -> None:
    with pytest.raises(ValueError, match=r"marked.txt:2"):
        read(tmp_path, "All was {actual|said}.", line)


def test_no_sentence_is_written_twice() -> None:
    counted = Counter(example.words for example in factuality.written())
    assert [words for words, count in counted.items() if count > 1] == []


def test_both_parts_of_the_written_sentences_hold_every_class() -> None:
    seen = {True: Counter[object](), False: Counter[object]()}
    for example in factuality.written():
        seen[factuality.fifth(example.words)].update(example.labels["modality"])
    for part in seen.values():
        assert min(part[kind] for kind in factuality.CLASSES) >= 20


@needs_data
@pytest.mark.parametrize("split", ["train", "dev"])
def test_nearly_every_target_of_uds_finds_its_word(split: str) -> None:
    assert joined(DATA, split).found / joined(DATA, split).targets > 0.99


@needs_data
def test_values_stand_on_verbs_and_follow_negation() -> None:
    values = joined(DATA, "dev").values
    sentences = {tree.name: tree for tree in trees(DATA / "ud_ewt" / "dev.conllu")}
    found: list[tuple[str, float, bool]] = []
    for name, row in values.items():
        rows = sentences[name].rows
        denied = {r.head for r in rows if r.lemma == "not"}
        found += [(rows[i].upos, value, i in denied) for i, value in enumerate(row) if value is not None]
    assert sum(upos in ("VERB", "AUX") for upos, _, _ in found) / len(found) > 0.98
    mean = {kind: [value for _, value, denied in found if denied is kind] for kind in (True, False)}
    assert sum(mean[True]) / len(mean[True]) < 0 < sum(mean[False]) / len(mean[False])


@needs_data
def test_no_development_sentence_is_learnt_from() -> None:
    def texts(split: str) -> set[str]:
        bank = trees(DATA / "ud_ewt" / f"{split}.conllu")
        kept = joined(DATA, split).values
        return {"".join(row.form for row in tree.rows) for tree in bank if tree.name in kept}

    assert texts("train") & texts("dev") == set()


@needs_data
def test_meantime_gives_every_class_and_headlines_are_plans() -> None:
    found = list(factuality.meantime(DATA))
    counts = Counter(label for _, example in found for label in example.labels["modality"])
    assert set(factuality.CLASSES) <= set(counts)
    revived = next(example for _, example in found if example.words[-1] == "revived")
    assert classes(revived) == {"revived": "planned"}


@needs_data
def test_what_is_held_back_is_not_learnt_from() -> None:
    taught = {example.words for example in factuality.training(DATA) if len(example.words) > 8}
    hidden = {example.words for part in factuality.held_back(DATA).values() for example in part}
    assert taught & hidden == set()
    assert all(factuality.held_back(DATA).values())
