"""A record keeps its promises under kills, a full disk, lost permissions, damaged pages and a skewed clock."""

import sys

import pytest

from faults import references_in, try_seed

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="makes its faults with Linux's limits and capabilities")


@pytest.fixture(scope="module")
def references(tmp_path_factory):
    return references_in(tmp_path_factory.mktemp("references"))


@pytest.mark.parametrize("seed", [1, 2, 3, 5, 8, 13])
def test_a_record_keeps_its_promises(seed, tmp_path, references):
    assert try_seed(seed, tmp_path, references)
