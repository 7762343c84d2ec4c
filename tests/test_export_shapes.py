"""Tables in the shape of older data sets: verbatim columns, and nothing said that the record does not say."""

import csv
import io
import re
from dataclasses import replace
from datetime import date

import pandas
import pytest
from hypothesis import given, settings

from entente.api import shipped_knowledge
from entente.datafiles import read_table
from entente.entries import events_of, ontology
from entente.export import gdelt, icews, polecat
from entente.export.codes import TABLES, cameo, country_names, foreign, sectors
from entente.export.dyads import fitting, numbered, pairs
from entente.export.formats import Options, export
from entente.notation import SECTORS
from generated_events import some_events
from literal_report import SOUSA, linked

FEW = settings(max_examples=20)
LITERAL = events_of(linked(), date(2024, 6, 1), "k")
CLAIMS = Options(claims=True)


def table(format: str, events, **options) -> pandas.DataFrame:
    """As the data sets' users read them: tab-separated, codes as text."""
    content = export(format, events, Options(**options)).content
    names = {"names": list(gdelt.COLUMNS)} if format == "gdelt" else {}
    return pandas.read_csv(io.BytesIO(content), sep="\t", dtype=str, keep_default_na=False, **names)


def test_each_shape_has_its_columns():
    assert [len(each) for each in (polecat.COLUMNS, icews.COLUMNS, gdelt.COLUMNS)] == [40, 20, 61]
    assert list(table("polecat", LITERAL).columns[4:6]) == ["Event Intensity", "Quad Code"]
    assert list(table("icews", LITERAL).columns[-3:]) == ["Country", "Latitude", "Longitude"]
    assert gdelt.COLUMNS[25:31] == (
        "IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass", "GoldsteinScale",
    )  # fmt: skip


def test_polecat_says_who_met_whom():
    [row] = table("polecat", LITERAL).to_dict("records")
    said = {name: held for name, held in row.items() if held}
    assert said.pop("Version").startswith("entente ")
    assert said == {
        "Event ID": "e1", "Event Date": "2024-05-14", "Event Type": "CONSULT", "Event Mode": "visit",
        "Event Intensity": "4", "Quad Code": "VERBAL COOPERATION", "Contexts": "diplomatic",
        "Actor Name": "Ana Sousa", "Actor Country": "PRT", "Actor COW": "235", "Primary Actor Sector": "GOV",
        "Actor Sectors": "GOV;MIL", "Actor Title": "foreign minister",
        "Actor Name Raw": "Portugal's minister Ana Sousa",
        "Recipient Name": "Luis Vega", "Recipient Country": "CHL", "Recipient COW": "155",
        "Primary Recipient Sector": "GOV", "Recipient Sectors": "GOV",
        "Recipient Name Raw": "Chilean counterpart Luis Vega",
        "Placename": "Porto", "City": "Porto", "Country": "PRT", "Latitude": "41.15", "Longitude": "-8.61",
        "GeoNames ID": "2735943", "Raw Placename": "Porto", "Feature Type": "city", "Source": "The Daily",
        "Publication Date": "2024-05-15", "Story People": "Ana Sousa;Luis Vega", "Story Locations": "Porto",
        "Language": "en",
    }  # fmt: skip


def test_icews_says_who_met_whom():
    [row] = table("icews", LITERAL).to_dict("records")
    assert (row["Source Name"], row["Source Sectors"], row["Source Country"]) == (
        "Ana Sousa", "Government,Military", "Portugal",
    )  # fmt: skip
    assert (row["CAMEO Code"], row["Event Text"], row["Intensity"]) == ("042", "Make a visit", "1.9")
    assert (row["Event Date"], row["Target Country"], row["Sentence Number"]) == ("2024-05-14", "Chile", "2")


def test_gdelt_says_who_met_whom():
    [row] = table("gdelt", LITERAL).to_dict("records")
    assert [row[name] for name in ("SQLDATE", "MonthYear", "Year", "FractionDate")] == [
        "20240514", "202405", "2024", "2024.3671",
    ]  # fmt: skip
    assert (row["Actor1Code"], row["Actor1Name"], row["Actor2CountryCode"]) == ("PRTGOVMIL", "ANA SOUSA", "CHL")
    assert (row["EventCode"], row["EventRootCode"], row["QuadClass"], row["IsRootEvent"]) == ("042", "04", "1", "1")
    assert (row["ActionGeo_Type"], row["ActionGeo_FullName"], row["ActionGeo_CountryCode"]) == (
        "4", "Porto, Portugal", "PO",
    )  # fmt: skip
    assert (row["NumMentions"], row["SOURCEURL"]) == ("1", "https://example.org/porto")


@FEW
@given(some_events())
def test_only_what_happened_on_a_known_day_is_in_the_older_shapes(events):
    for format in ("polecat", "icews", "gdelt"):
        column = {"polecat": "Event Date", "icews": "Event Date", "gdelt": "SQLDATE"}[format]
        assert all(re.fullmatch(r"\d{4}-?\d\d-?\d\d", day) for day in table(format, events, claims=True)[column])
    kept = fitting(events, claims=True)
    assert len(kept.kept) + sum(kept.left_out.values()) == len(events)
    for entry in kept.kept:
        assert entry.value.chief.factuality == "actual"
    for entry in fitting(events, claims=False).kept:
        assert any(mention.asserted for each in (entry, *entry.members) for mention in each.value.mentions)


def test_what_is_left_out_is_counted_with_the_reason():
    note = export("gdelt", LITERAL).note
    assert note.startswith("1 of 3 events; left out, as the format has no column to say so: ")
    assert "1 not known to the day" in note
    assert "1 only claimed (--claims keeps them)" in note
    assert "claimed" not in export("gdelt", LITERAL, CLAIMS).note


@FEW
@given(some_events())
def test_a_row_is_one_line_with_every_column_whatever_the_names(events):
    for format, width in (("polecat", 40), ("icews", 20), ("gdelt", 61)):
        lines = export(format, events, CLAIMS).content.decode().removesuffix("\n").split("\n")
        assert {line.count("\t") + 1 for line in lines if line} <= {width}
        quoting = {"sep": "\t", "dtype": str, "header": None, "keep_default_na": False}
        if lines != [""]:
            text = "\n".join(lines)
            plainly = pandas.read_csv(io.StringIO(text), quoting=csv.QUOTE_NONE, **quoting)
            assert plainly.equals(pandas.read_csv(io.StringIO(text), **quoting))
            assert plainly.to_numpy().tolist() == [line.split("\t") for line in lines]


@FEW
@given(some_events())
def test_numbers_of_rows_are_different_lead_back_to_the_event_and_need_no_order(events):
    found = list(numbered(events))
    numbers = [number for number, _, _ in found]
    assert len(set(numbers)) == len(numbers) == sum(len(pairs(entry.value.chief)) for entry in events)
    assert all(entry.id.startswith(f"{number:013x}"[:10]) for number, entry, _ in found)
    assert all(number < 2**53 for number in numbers)
    assert {(number, entry.id) for number, entry, _ in numbered(events[::-1])} == {(n, e.id) for n, e, _ in found}


def test_events_whose_ids_start_alike_have_numbers_of_their_own():
    same = [replace(LITERAL[1], id=f"0123456789{end}") for end in ("abcdef", "fedcba")]
    assert [f"{number:013x}" for number, _, _ in numbered(same)] == ["0123456789000", "0123456789001"]


def test_a_mutual_act_stands_in_both_directions():
    met = LITERAL[0].value.chief
    assert [(one.name, other.name) for one, other in pairs(met)] == [
        ("Ana Sousa", "Luis Vega"), ("Luis Vega", "Ana Sousa"),
    ]  # fmt: skip


def test_every_type_mode_and_context_has_a_cameo_code():
    known = ontology()
    for kind in known.types.values():
        for mode in (None, *kind.modes):
            for context in (None, *known.contexts):
                assert re.fullmatch(r"\d{3,4}", cameo(kind.name, mode, [context] if context else []).code)


@pytest.mark.parametrize(
    ("act", "code"),
    [
        (("CONSULT", "visit", ["military"]), "042"),
        (("AGREE", None, ["economic"]), "0311"),
        (("AGREE", None, ["gender"]), "030"),
        (("ACCUSE", "allege", ["human_rights"]), "1122"),
        (("ASSAULT", "drone", []), "195"),
        (("SANCTION", "discontinue", ["military"]), "1622"),
        (("SANCTION", None, [], "recall-ambassador"), "161"),
        (("REQUEST", "meet", [], "urge"), "026"),
        (("REQUEST", "meet", [], "scored-request"), "106"),
    ],
)
def test_an_act_has_the_nearest_cameo_code(act, code):
    assert cameo(*act).code == code


def test_every_rule_with_a_cameo_code_of_its_own_exists():
    names = {rule.name for rule in shipped_knowledge().rulebook.rules}
    listed = {row["rule"] for row in read_table(TABLES / "cameo_rules.tsv", ("rule",))}
    assert listed <= names


def test_quad_class_follows_from_the_root_as_in_gdelt():
    quads = {"05": 1, "06": 2, "08": 2, "09": 3, "13": 3, "14": 4, "19": 4}
    found = {code.root: code.quad for code in (cameo(kind, None, []) for kind in ontology().types)}
    assert {root: found[root] for root in quads if root in found} == {r: q for r, q in quads.items() if r in found}
    assert found["04"] == 1


def test_codes_of_other_data_sets_are_known():
    assert (foreign()["GBR"]["fips"], foreign()["KOS"]["fips"], foreign()["ROU"]["cameo"]) == ("UK", "KV", "ROM")
    assert set(sectors()) == set(SECTORS)
    assert {code for code in foreign() if code not in country_names()} == set()


def test_a_body_is_coded_as_gdelt_codes_it():
    chief = replace(LITERAL[1].value.chief, actors=(replace(SOUSA, code="UNO", sector=None, other_sectors=()),))
    event = replace(LITERAL[1], value=replace(LITERAL[1].value, mentions=(chief,)))
    [row] = table("gdelt", [event]).to_dict("records")
    assert (row["Actor1Code"], row["Actor1CountryCode"], row["Actor1KnownGroupCode"], row["Actor1Type1Code"]) == (
        "IGOUNO", "", "UNO", "IGO",
    )  # fmt: skip
