"""Semantic roles as the network learns them, from the set's own layout."""

import gzip
import json
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from train import roles  # noqa: E402
from train.corpora import Frame, trees  # noqa: E402

DATA = ROOT.parent / "shared" / "data"
needs_data = pytest.mark.skipif(not (DATA / roles.FILE).exists(), reason="the development data are not there")


def written(folder: Path, *entries: dict[str, Any]) -> Path:
    path = folder / roles.FILE
    path.parent.mkdir()
    path.write_bytes(gzip.compress("\n".join(json.dumps(entry) for entry in entries).encode()))
    return folder


def entry(words: str, *predicates: tuple[int, list[tuple[int, int, str]]], split: str = "train") -> dict[str, Any]:
    preds = [{"i": i, "lemma": "", "sense": "", "args": args} for i, args in predicates]
    return {"id": words, "split": split, "form": words.split(), "preds": preds}


def test_each_word_of_a_role_is_labelled_and_the_predicate_is_in_none(tmp_path: Path) -> None:
    asked = (2, [(0, 2, "ARG0"), (2, 3, "V"), (3, 4, "ARG2"), (4, 6, "ARG1"), (6, 7, "ARGM-TMP")])
    data = written(tmp_path, entry("The envoy asked them to leave yesterday", asked))
    (frame,) = roles.frames(data, "train")["The envoy asked them to leave yesterday"]
    assert frame == Frame(2, ("B-ARG0", "I-ARG0", "O", "B-ARG2", "B-ARG1", "I-ARG1", "B-TMP"))


def test_two_neighbouring_roles_of_one_name_stay_two(tmp_path: Path) -> None:
    met = (1, [(0, 1, "ARG0"), (1, 2, "V"), (2, 3, "ARGM-TMP"), (3, 5, "ARGM-TMP")])
    data = written(tmp_path, entry("They met yesterday at noon", met))
    (frame,) = roles.frames(data, "train")["They met yesterday at noon"]
    assert frame.roles == ("B-ARG0", "O", "B-TMP", "B-TMP", "I-TMP")


def test_a_particle_is_part_of_the_predicate_and_no_role(tmp_path: Path) -> None:
    called = (1, [(0, 1, "ARG0"), (1, 2, "V"), (2, 3, "ARG1"), (3, 4, "C-V")])
    data = written(tmp_path, entry("They called talks off", called))
    (found,) = roles.annotated(data, "train")["They called talks off"]
    assert found.words == (1, 3)
    assert found.roles == ((0, 1, "ARG0"), (2, 3, "ARG1"))


def test_a_rare_role_is_not_learnt_but_is_measured(tmp_path: Path) -> None:
    rose = (1, [(0, 1, "ARG1"), (1, 2, "V"), (2, 3, "ARG5")])
    data = written(tmp_path, entry("Prices rose upwards", rose))
    assert roles.frames(data, "train")["Prices rose upwards"][0].roles == ("B-ARG1", "O", "O")
    assert roles.annotated(data, "train")["Prices rose upwards"][0].roles == ((0, 1, "ARG1"), (2, 3, "ARG5"))


def test_a_sentence_without_predicates_is_annotated_and_one_of_the_other_split_is_not_given(tmp_path: Path) -> None:
    data = written(tmp_path, entry("Dear all"), entry("They left", (1, [(0, 1, "ARG0")]), split="dev"))
    assert roles.frames(data, "train") == {"Dear all": ()}


@pytest.mark.parametrize(
    ("label", "name"),
    [("ARG0", "ARG0"), ("ARGM-LOC", "LOC"), ("R-ARGM-LOC", "R-LOC"), ("C-ARG1", "C-ARG1"), ("C-ARG1-DSP", "C-ARG1")],
)
def test_the_names_of_roles(label: str, name: str) -> None:
    assert roles.short(label) == name


@needs_data
@pytest.mark.parametrize("split", ["train", "dev"])
def test_nearly_every_tree_has_frames_over_its_own_words(split: str) -> None:
    bank = {tree.name: tree for tree in trees(DATA / "ud_ewt" / f"{split}.conllu")}
    found = roles.frames(DATA, split)
    assert found.keys() <= bank.keys()
    assert len(found) > 0.98 * len(bank)
    assert all(len(frame.roles) == len(bank[name].rows) for name, frames in found.items() for frame in frames)


@needs_data
def test_most_predicates_are_verbs_and_no_predicate_is_in_its_own_role() -> None:
    bank = {tree.name: tree for tree in trees(DATA / "ud_ewt" / "dev.conllu")}
    found = [(bank[name], frame) for name, frames in roles.frames(DATA, "dev").items() for frame in frames]
    verbs = sum(tree.rows[frame.predicate].upos in ("VERB", "AUX") for tree, frame in found)
    assert 0.7 < verbs / len(found) < 0.85
    assert all(frame.roles[frame.predicate] == "O" for _, frame in found)
