"""What fuzzing has found stays mended: each case of ``fuzz/cases`` goes through its target again."""

from pathlib import Path

import pytest
from fuzz.targets import TARGETS

CASES = sorted((Path(__file__).parents[1] / "fuzz" / "cases").glob("*/*"))


@pytest.mark.parametrize("case", CASES, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_a_found_case_breaks_nothing(case: Path):
    TARGETS[case.parent.name](case.read_bytes())


@pytest.mark.parametrize("name", TARGETS)
def test_every_target_takes_the_empty_input(name: str):
    TARGETS[name](b"")
