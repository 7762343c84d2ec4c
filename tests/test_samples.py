"""The sample reports that ship with the package are coded as the codebook has them."""

from pathlib import Path

import pytest

from entente import pipeline
from entente.api import shipped_knowledge
from entente.datafiles import DATA
from entente.model import Linked
from entente.notation import show
from golden import compare, lines_of, read_case

CASES = sorted((Path(__file__).parent / "cases").glob("*.txt"))
SAMPLES = DATA / "samples"


def coded(path: Path) -> Linked:
    (linked,) = pipeline.code_all([str(path)], shipped_knowledge())
    assert isinstance(linked, Linked), linked
    return linked


def test_every_sample_has_a_golden_case():
    assert {path.name for path in CASES} == {path.name for path in SAMPLES.glob("*.txt")}


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_a_sample_is_coded_as_the_codebook_has_it(case: Path):
    different = compare(read_case(case), lines_of(coded(SAMPLES / case.name)))
    assert not any(different.values()), "\n".join(
        f"{what}: {show(line)}" for what, lines in different.items() for line in sorted(lines, key=show)
    )


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_every_span_equals_its_text(case: Path):
    linked = coded(SAMPLES / case.name)
    text = linked.report.text
    for sentence in linked.coded.resolved.parsed.sentences:
        assert all(token.span.of(text) == token.text for token in sentence.tokens)
    for actor in linked.coded.resolved.actors:
        assert actor.span.of(text) == actor.text
    for event in linked.events:
        for mention in event.mentions:
            assert mention.span.covers(mention.trigger)
            assert mention.trigger.of(text).strip() == mention.trigger.of(text) != ""


def test_coding_twice_gives_the_same():
    assert coded(SAMPLES / CASES[0].name) == coded(SAMPLES / CASES[0].name)
