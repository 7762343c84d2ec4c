"""What the sample reports and the real one tell: every statement, commitment, count, forum and document of each."""

from pathlib import Path

import pytest

from entente import pipeline
from entente.api import shipped_knowledge
from entente.datafiles import DATA
from entente.model import Linked
from told_cases import differences, told_lines

CASES = Path(__file__).parent / "cases" / "told"
SAMPLES = DATA / "samples"
REPORTS = sorted((Path(__file__).parents[2] / "shared" / "reports").glob("*.txt"))


def coded(path: Path) -> Linked:
    (linked,) = pipeline.code_all([str(path)], shipped_knowledge())
    assert isinstance(linked, Linked), linked
    return linked


@pytest.mark.parametrize("case", sorted(CASES.glob("2*.txt")), ids=lambda path: path.stem)
def test_a_sample_tells_what_a_careful_reader_would_record(case: Path):
    different = list(differences(case, told_lines(coded(SAMPLES / case.name))))
    assert not different, "\n".join(different)


@pytest.mark.skipif(not REPORTS, reason="needs a report in ../shared/reports")
def test_the_real_report_tells_what_a_careful_reader_would_record():
    different = list(differences(CASES / "report-000.txt", told_lines(coded(REPORTS[0]))))
    assert not different, "\n".join(different)


def test_every_sample_has_a_case_of_what_it_tells():
    assert {path.name for path in CASES.glob("2*.txt")} == {path.name for path in SAMPLES.glob("*.txt")}
