"""Places open in GDAL, which QGIS, geopandas and R's sf read with; annotations lead back to the characters."""

import json
from dataclasses import replace
from datetime import date

import pyogrio
import pytest
from hypothesis import given, settings
from jsonschema import Draft202012Validator

from entente.entries import events_of
from entente.export.formats import export
from entente.export.tables import tellings
from entente.model import Span
from generated_events import some_events
from literal_report import TEXT, linked

FEW = settings(max_examples=20)
LITERAL = events_of(linked(), date(2024, 6, 1), "k")


def features(events) -> list[dict]:
    return json.loads(export("geojson", events).content)["features"]


def test_gdal_reads_points_and_days(tmp_path):
    path = tmp_path / "events.geojson"
    path.write_bytes(export("geojson", LITERAL).content)
    about = pyogrio.read_info(path)
    assert (about["features"], about["crs"], about["driver"]) == (3, "EPSG:4326", "GeoJSON")
    assert about["total_bounds"] == pytest.approx((-8.61, 41.15, -8.61, 41.15))
    kinds = dict(zip(about["fields"], about["ogr_types"], strict=True))
    assert (kinds["date"], kinds["event_scale"]) == ("OFTDate", "OFTReal")


def test_a_feature_says_how_closely_its_place_is_known():
    [there] = [each for each in features(LITERAL) if each["geometry"]]
    assert there["geometry"] == {"type": "Point", "coordinates": [-8.61, 41.15]}
    assert there["properties"]["place_resolution"] == "city"


@FEW
@given(some_events())
def test_every_event_is_a_feature_at_its_place(events):
    read = features(events)
    assert [each["id"] for each in read] == [entry.id for entry in events]
    for each, entry in zip(read, events, strict=True):
        place = entry.value.chief.place
        known = place is not None and place.lat is not None
        assert each["geometry"] == ({"type": "Point", "coordinates": [place.lon, place.lat]} if known else None)
        assert each["properties"]["event"] == entry.value.chief.type


# What the Web Annotation Data Model requires of what is used here (sections 3.1, 3.2.4, 3.2.6, 4.2.4, 4.2.5, 5.1).
IRI = {"type": "string", "pattern": '^(urn|https?):[^ <>"{}|\\\\^`]+$'}
SELECTOR = {
    "oneOf": [
        {
            "properties": {
                "type": {"const": "TextPositionSelector"},
                "start": {"type": "integer", "minimum": 0},
                "end": {"type": "integer", "minimum": 1},
            },
            "required": ["type", "start", "end"],
            "additionalProperties": False,
        },
        {
            "properties": {
                "type": {"const": "TextQuoteSelector"},
                **{name: {"type": "string"} for name in ("exact", "prefix", "suffix")},
            },
            "required": ["type", "exact"],
            "additionalProperties": False,
        },
    ]
}
ANNOTATION = {
    "properties": {
        "id": IRI,
        "type": {"const": "Annotation"},
        "motivation": {"enum": ["classifying", "identifying"]},
        "created": {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$"},
        "body": {
            "type": "array",
            "items": {
                "oneOf": [
                    {"properties": {"type": {"const": "TextualBody"}}, "required": ["value", "purpose"]},
                    {"properties": {"type": {"const": "SpecificResource"}, "source": IRI}, "required": ["source"]},
                ]
            },
        },
        "target": {
            "properties": {"source": IRI, "selector": {"type": "array", "items": SELECTOR, "minItems": 1}},
            "required": ["source", "selector"],
        },
    },
    "required": ["id", "type", "target", "body", "motivation"],
}


def read_annotations(events) -> list[dict]:
    collection = json.loads(export("annotations", events).content)
    assert collection["@context"] == "http://www.w3.org/ns/anno.jsonld"
    assert (collection["type"], collection["first"]["type"]) == ("AnnotationCollection", "AnnotationPage")
    items = collection["first"]["items"]
    assert collection["total"] == len(items)
    return items


@FEW
@given(some_events())
def test_annotations_keep_to_the_data_model(events):
    judge = Draft202012Validator(ANNOTATION)
    found = read_annotations(events)
    for each in found:
        judge.validate(each)
    assert len({each["id"] for each in found}) == len(found)


@FEW
@given(some_events())
def test_both_selectors_of_an_annotation_find_the_same_characters(events):
    texts = {}
    for entry in events:
        for report, _ in tellings(entry):
            texts[report.url or report.source] = report.text
    for each in read_annotations(events):
        source = each["target"]["source"].removeprefix("urn:entente:report:").replace("%20", " ")
        position, quoted = each["target"]["selector"]
        text, start, end = texts[source], position["start"], position["end"]
        assert text[start:end] == quoted["exact"]
        assert text[:start].endswith(quoted["prefix"])
        assert text[end:].startswith(quoted["suffix"])


def test_annotations_mark_trigger_parties_time_and_place():
    visit = [each for each in read_annotations(LITERAL) if each["id"].startswith("urn:entente:event:e1:1")]
    marked = []
    for each in visit:
        position = each["target"]["selector"][0]
        marked.append((each["body"][0]["value"], TEXT[position["start"] : position["end"]]))
    assert marked == [
        ("event", "met her"),
        ("actor", "Portugal's minister Ana Sousa"),
        ("recipient", "Chilean counterpart Luis Vega"),
        ("time", "Tuesday"),
        ("place", "Porto"),
    ]
    linked_data = [body["source"] for each in visit for body in each["body"] if body["type"] == "SpecificResource"]
    assert linked_data == ["http://www.wikidata.org/entity/Q1", "https://sws.geonames.org/2735943/"]


def test_an_annotation_counts_code_points():
    """The word after a flag starts at 3, as the recommendation counts, not at 5 or 9."""
    text = "🇵🇹 met them"
    entry = LITERAL[1]
    chief = replace(entry.value.chief, start=0, end=len(text), trigger=Span(3, 6), actors=(), recipients=(), place=None)
    chief = replace(chief, dating=replace(chief.dating, time=None))
    entry = replace(entry, report=replace(entry.report, text=text), value=replace(entry.value, mentions=(chief,)))
    [found] = read_annotations([entry])
    assert found["target"]["selector"][0] == {"type": "TextPositionSelector", "start": 3, "end": 6}
