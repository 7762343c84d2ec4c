"""What is printed has the fields that are documented, and its characters are those of the report."""

import csv
import io
import json
from datetime import date
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from entente.entries import events_of
from entente.export.annotate import annotated
from entente.export.csv import csv_lines
from entente.export.marked import legend, marks, segments
from entente.export.plover import commitment_row, count_row, line, plover_event, setting_row, statement_row
from entente.export.schemas import SCHEMAS, pages, schema
from entente.export.text import text_lines
from entente.notation import parse
from literal_report import TEXT, Record, linked

REFERENCE = Path(__file__).parents[1] / "docs" / "reference"
DAY = date(2024, 6, 1)


@pytest.fixture(scope="module")
def outputs(tmp_path_factory) -> dict[str, list]:
    with Record(tmp_path_factory.mktemp("record") / "record.db") as record:
        record.store(linked(), "k", DAY)
        return {
            "code": [plover_event(entry) for entry in events_of(linked(), DAY)],
            "annotate": [annotated(linked())],
            "statements": [statement_row(entry) for entry in record.statements()],
            "commitments": [commitment_row(entry) for entry in record.commitments()],
            "counts": [count_row(entry) for entry in record.counts()],
            "forums": [setting_row(entry) for entry in record.forums()],
            "documents": [setting_row(entry) for entry in record.documents()],
        }


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_output_fits_its_schema(outputs, name):
    Draft202012Validator.check_schema(schema(name))
    judge = Draft202012Validator(schema(name), format_checker=Draft202012Validator.FORMAT_CHECKER)
    assert outputs[name]
    for each in outputs[name]:
        judge.validate(json.loads(line(each)))


@pytest.mark.parametrize("change", [{"event": "MEET"}, {"date": "May"}, {"quad_code": 5}, {"more": 1}, {"actor": None}])
def test_the_schema_refuses_what_is_wrong(outputs, change):
    judge = Draft202012Validator(schema("code"), format_checker=Draft202012Validator.FORMAT_CHECKER)
    assert not judge.is_valid({**outputs["code"][0], **change})


@pytest.mark.parametrize("name", pages())
def test_the_reference_is_what_the_shapes_say(name):
    remedy = "run: python -m entente.export.schemas docs/reference"
    assert (REFERENCE / name).read_text(encoding="utf-8") == pages()[name], remedy


def test_an_event_in_plover_has_the_fields_of_the_public_interface(outputs):
    fields = (
        "id date enddate date_granularity date_basis event mode context quad_code event_scale cameo goldstein actor "
        "recipient event_loc event_text factuality historical count forum document speaker asserted attribution "
        "confidence rule report reports sources differences mentions text_info cite_info coder coded_date"
    )
    entity = "code sector other_sectors entity_text identifier_text identifier_id office start end"
    mention = "report start end trigger sentence rule factuality asserted confidence"
    event = outputs["code"][1]
    assert list(event) == fields.split()
    assert list(event["actor"][0]) == entity.split()
    assert list(event["mentions"][0]) == mention.split()


def test_an_event_in_plover_says_what_happened(outputs):
    event = outputs["code"][1]
    assert (event["date"], event["event"], event["mode"], event["quad_code"]) == ("2024-05-14", "CONSULT", "visit", 1)
    assert event["event_scale"] == 4
    assert event["actor"][0]["identifier_text"] == "Ana Sousa"
    assert event["event_loc"]["geonameid"] == 2735943
    assert event["coded_date"] == "2024-06-01"
    assert event["cite_info"]["citation"] == "Ministers meet in Porto, The Daily, 2024-05-15"


def test_a_mode_is_scored_by_itself_and_no_mode_by_its_type(outputs):
    assert [event["event_scale"] for event in outputs["code"]] == [2.5, 4, 2.5]


def spans(found):
    """Every object of an output that has characters, at any depth."""
    if isinstance(found, dict):
        if found.get("start") is not None:
            yield found
        found = list(found.values())
    if isinstance(found, list):
        for each in found:
            yield from spans(each)


WORDS = ("text", "entity_text", "trigger", "extracted_place")


def test_every_span_equals_its_text(outputs):
    checked = 0
    for each in spans([outputs[name] for name in ("code", "annotate", "statements", "commitments", "counts")]):
        assert 0 <= each["start"] < each["end"] <= len(TEXT)
        for word in WORDS:
            if isinstance(each.get(word), str):
                assert TEXT[each["start"] : each["end"]] == each[word]
                checked += 1
    assert checked > 30
    for event in outputs["code"]:
        assert TEXT[event["text_info"]["start"] : event["text_info"]["end"]] == event["event_text"]


def test_annotated_heads_are_counted_as_in_conllu(outputs):
    [report] = outputs["annotate"]
    for sentence in report["sentences"]:
        assert [token["head"] for token in sentence["tokens"]] == [0] + [1] * (len(sentence["tokens"]) - 1)


def test_mentions_of_one_event_share_its_id(outputs):
    [report] = outputs["annotate"]
    assert [mention["event_id"] for mention in report["mentions"]] == ["e1", "e2", "e2", "e3"]


def test_csv_can_be_read_back():
    rows = events_of(linked(), DAY).to_dicts()
    read = list(csv.DictReader(io.StringIO("\n".join(csv_lines(rows)))))
    assert [row["id"] for row in read] == ["e3", "e1", "e2"]
    assert read[1]["event_text"].endswith("in Porto on Tuesday.")
    assert list(csv_lines(rows, header=False)) == list(csv_lines(rows))[1:]


def test_text_groups_events_by_dyad_whoever_acts():
    found = list(text_lines(events_of(linked(), DAY)))
    assert [each for each in found if each and not each.startswith(" ")] == ["CHL – PRT", "PRT"]
    said = [parse(each) for each in found if each.startswith(" ")]
    assert [each.type for each in said] == ["CONSULT", "CONSULT", "AGREE"]
    assert said[2].speaker == "Ana Sousa"


def test_a_report_is_marked_without_losing_a_character(tmp_path):
    with Record(tmp_path / "record.db") as record:
        record.store(linked(), "k", DAY)
        found = record.report("porto.txt")
    every = marks(found)
    marked = "".join(piece for piece, _ in segments(TEXT, every, brackets=True))
    assert "Ana Sousa ⟦met her⟧2 Chilean" in marked
    assert "⟦said⟧S1 that Portugal is ⟦willing⟧3 to ⟦hold joint patrols regularly⟧C1." in marked
    assert "⟦They have ⟦met twice⟧1 this year⟧N1." in marked
    unmarked = marked.replace("⟦", "")
    for label in ("1", "2", "3", "S1", "C1", "N1"):
        unmarked = unmarked.replace(f"⟧{label}", "")
    assert unmarked == TEXT
    assert [row.split()[0] for row, _ in legend(every)] == ["1", "2", "3", "S1", "C1", "N1"]
