"""A record keeps its promises under kills, a full disk, lost permissions, damaged pages and a skewed clock."""

import sys

import pytest

from faults import program_reference, references_in, try_program, try_seed
from programs_under_fault import programs, site

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="makes its faults with Linux's limits and capabilities")


@pytest.fixture(scope="module")
def references(tmp_path_factory):
    return references_in(tmp_path_factory.mktemp("references"))


@pytest.mark.parametrize("seed", [1, 2, 3, 5, 8, 13])
def test_a_record_keeps_its_promises(seed, tmp_path, references):
    assert try_seed(seed, tmp_path, references)


@pytest.fixture(scope="module")
def where():
    with site() as found:
        yield found


@pytest.mark.parametrize(("name", "seeds"), [("watch", (6, 14)), ("serve", (1, 2)), ("scale", (4, 5))])
def test_a_program_that_is_broken_off_goes_on(name, seeds, where, tmp_path):
    program = programs(where)[name]
    (tmp_path / "whole").mkdir()
    where.drop(0, 0, "")
    reference = program_reference(program, tmp_path / "whole")
    for seed in seeds:
        (tmp_path / str(seed)).mkdir()
        where.drop(0, 0, "")
        assert try_program(seed, program, tmp_path / str(seed), reference)
