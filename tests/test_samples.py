"""The sample reports that ship with the package are coded as the codebook has them."""

import json
from datetime import date
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from entente import pipeline
from entente.api import shipped_knowledge
from entente.datafiles import DATA
from entente.entries import events_of
from entente.export.annotate import annotated
from entente.export.plover import plover_event
from entente.export.schemas import schema
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


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_what_is_printed_fits_its_schema_and_its_spans_their_text(case: Path):
    linked = coded(SAMPLES / case.name)
    text = linked.report.text
    annotation = json.loads(json.dumps(annotated(linked)))
    Draft202012Validator(schema("annotate")).validate(annotation)
    assert annotation["text"] == text
    assert all(text[t["start"] : t["end"]] == t["text"] for s in annotation["sentences"] for t in s["tokens"])
    for entry in events_of(linked, date(2026, 1, 1), "k"):
        event = json.loads(json.dumps(plover_event(entry)))
        Draft202012Validator(schema("code")).validate(event)
        assert all(text[m["start"] : m["end"]] == m["trigger"] for m in event["mentions"])
        assert all(text[a["start"] : a["end"]] == a["entity_text"] for a in event["actor"] + event["recipient"])
