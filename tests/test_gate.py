"""The accuracy gate: a floor only rises, and what falls below one is told."""

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from eval import gate  # noqa: E402
from eval.gate import Figure, Floor  # noqa: E402

FLOORS = {"parse.las": Floor(88.0, "d1"), "places.near": Floor(81.0, "d2")}


def test_a_raised_floor_is_what_was_measured_and_never_lower_than_before() -> None:
    figures = [Figure("parse.las", 87.9, "d1"), Figure("places.near", 83.47, "d2"), Figure("times.f1", 70.0, "d3")]
    lifted = gate.raised(FLOORS, figures)
    assert lifted == {
        "parse.las": Floor(88.0, "d1"),
        "places.near": Floor(83.4, "d2"),
        "times.f1": Floor(70.0, "d3"),
    }


def test_a_floor_on_other_data_is_measured_anew() -> None:
    assert gate.raised(FLOORS, [Figure("parse.las", 80.0, "new data")])["parse.las"] == Floor(80.0, "new data")


def test_what_falls_below_its_floor_or_is_no_longer_measured_is_told() -> None:
    wrong = gate.failures([Figure("parse.las", 86.0, "d1")], FLOORS, [])
    assert wrong == [
        "parse.las is 86.00, below its floor of 88.0",
        "places.near has a floor but was not measured",
    ]


def test_a_part_measured_alone_does_not_miss_the_others() -> None:
    assert gate.failures([Figure("parse.las", 88.2, "d1")], FLOORS, ["parse"]) == []


def test_other_data_are_never_held_against_a_floor() -> None:
    assert gate.failures([Figure("parse.las", 10.0, "d9"), Figure("places.near", 81.0, "d2")], FLOORS, []) == []


def test_floors_survive_being_written(tmp_path: Path) -> None:
    gate.write_floors(FLOORS, tmp_path / "floors.json")
    assert gate.read_floors(tmp_path / "floors.json") == FLOORS


def test_the_digest_follows_bytes_and_names(tmp_path: Path) -> None:
    def made(name: str, text: str) -> str:
        folder = tmp_path / name / "set"
        folder.mkdir(parents=True)
        (folder / "a.txt").write_text(text)
        return gate.digest([folder])

    assert made("one", "x") == made("two", "x") != made("three", "y")


def test_without_the_data_the_gate_says_so_and_passes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert gate.main(["--shared", str(tmp_path)]) == 0
    assert "skipped" in capsys.readouterr().out
