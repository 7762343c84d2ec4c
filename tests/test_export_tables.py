"""The tables open in the programs of those who use them, and say what the record says."""

import csv
import io
import json
from dataclasses import replace
from datetime import date

import pandas
import pyarrow.parquet
import pyreadstat
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from entente.entries import events_of
from entente.errors import UsageError
from entente.export import optional
from entente.export.columns import load_columns
from entente.export.formats import codebook, export
from entente.export.plover import line, plover_event
from entente.export.tables import (
    commitments_table,
    counts_table,
    differences_table,
    events_table,
    mentions_table,
    reports_table,
    statements_table,
)
from generated_events import some_events
from literal_report import Record, linked

DAY = date(2024, 6, 1)
FEW = settings(max_examples=20)
LITERAL = events_of(linked(), DAY, "k")


def stata(content: bytes, tmp_path_factory) -> tuple[pandas.DataFrame, object]:
    """Read by ReadStat, which R's haven reads with too."""
    path = tmp_path_factory.mktemp("stata") / "events.dta"
    path.write_bytes(content)
    return pyreadstat.read_dta(path, apply_value_formats=True)


def test_every_column_of_every_table_has_a_label(tmp_path):
    with Record(tmp_path / "record.db") as record:
        record.store(linked(), "k", DAY)
        tables = [
            *(make(record.events()) for make in (events_table, mentions_table, reports_table)),
            statements_table(record.statements()),
            commitments_table(record.commitments()),
            counts_table(record.counts()),
        ]
    for table in tables:
        assert table.rows
        assert [column.name for column in table.columns if not column.label] == []


def test_every_described_column_is_in_a_table():
    tables = [make([]) for make in (events_table, mentions_table, differences_table, reports_table, statements_table,
                                    commitments_table, counts_table)]  # fmt: skip
    held = {(table.name, column.name) for table in tables for column in table.columns}
    for table, name in load_columns():
        assert (table, name) in held or (table == "*" and any(column == name for _, column in held)), name


def test_the_codebook_says_what_each_column_of_the_csv_means():
    told = list(csv.DictReader(io.StringIO(codebook(LITERAL).decode())))
    header = export("csv", LITERAL).content.decode().splitlines()[0]
    assert [row["column"] for row in told] == header.split(",")
    quad = next(row for row in told if row["column"] == "quad_code")
    assert quad["values"].startswith("1 verbal cooperation; 2 material cooperation")


def test_plover_is_read_back_as_it_was_written():
    read = [json.loads(each) for each in export("plover", LITERAL).content.decode().splitlines()]
    assert read == [json.loads(line(plover_event(entry))) for entry in LITERAL]


@FEW
@given(some_events())
def test_plover_is_one_object_a_line_whatever_the_characters(events):
    lines = export("plover", events).content.split(b"\n")
    assert [json.loads(each)["id"] for each in lines[:-1]] == [entry.id for entry in events]
    assert [json.loads(each) for each in lines[:-1]] == [plover_event(entry) for entry in events]


@FEW
@given(some_events())
def test_csv_is_read_back_by_pandas(events):
    content = export("csv", events).content
    table = events_table(events)
    read = pandas.read_csv(io.BytesIO(content), dtype=str, keep_default_na=False)
    assert list(read.columns) == [column.name for column in table.columns]
    written = [["" if held is None else str(held) for held in row] for row in table.rows]
    assert read.to_numpy().tolist() == written


@FEW
@given(some_events())
def test_parquet_is_read_back_with_its_types(events):
    table = events_table(events)
    read = pyarrow.parquet.read_table(io.BytesIO(export("parquet", events).content))
    assert read.schema.names == [column.name for column in table.columns]
    assert [tuple(row.values()) for row in read.to_pylist()] == list(table.rows)


def test_parquet_has_labels_and_the_knowledge_it_was_coded_with():
    read = pyarrow.parquet.read_table(io.BytesIO(export("parquet", LITERAL).content))
    assert read.schema.field("date").metadata[b"description"].startswith(b"First day")
    assert str(read.schema.field("date").type) == "date32[day]"
    assert json.loads(read.schema.metadata[b"entente"])["knowledge"] == "k"


def test_duckdb_reads_parquet_by_day(tmp_path):
    duckdb = pytest.importorskip("duckdb", reason="DuckDB comes with entente[bench]")
    path = tmp_path / "events.parquet"
    path.write_bytes(export("parquet", LITERAL).content)
    asked = f"SELECT id FROM '{path}' WHERE date >= DATE '2024-05-14' ORDER BY date"
    assert duckdb.sql(asked).fetchall() == [("e1",), ("e2",)]


def test_stata_has_labels_and_days(tmp_path_factory):
    read, about = stata(export("stata", LITERAL).content, tmp_path_factory)
    assert list(read["event"]) == ["CONSULT", "CONSULT", "AGREE"]
    assert list(read["quad_code"]) == ["verbal cooperation"] * 3
    assert list(read["date"]) == [date(2024, 1, 1), date(2024, 5, 14), date(2024, 5, 15)]
    assert list(read["historical"]) == ["no"] * 3
    labels = about.column_names_to_labels
    assert labels["event_scale"].startswith("PLOVER score of the mode")
    assert all(0 < len(label) <= 80 for label in labels.values())
    assert "knowledge k" in about.file_label


@FEW
@given(events=some_events())
def test_stata_is_read_back_by_two_readers(events, tmp_path_factory):
    content = export("stata", events).content
    table = events_table(events)
    read, _ = stata(content, tmp_path_factory)
    same = pandas.read_stata(io.BytesIO(content))
    assert list(read.columns) == list(same.columns) == [column.name for column in table.columns]
    for number, column in enumerate(table.columns):
        for held, found, other in zip(table.values(number), read[column.name], same[column.name], strict=True):
            if held is None:
                assert (found == "" and other == "") or (pandas.isna(found) and pandas.isna(other))
            elif column.kind == "day":
                assert found == held == other.date()
            elif column.kind == "boolean":
                assert found == other == ("yes" if held else "no")
            elif column.values:
                assert found == other == dict(column.values).get(str(held))
            elif column.kind in ("integer", "number"):
                assert found == held == other
            else:
                assert found == held == other


def test_a_clause_longer_than_a_text_variable_of_stata_is_whole(tmp_path_factory):
    text = linked().report.text + " word" * 600
    entry = LITERAL[1]
    chief = replace(entry.value.chief, start=0, end=len(text))
    long = replace(entry, report=replace(entry.report, text=text), value=replace(entry.value, mentions=(chief,)))
    read, _ = stata(export("stata", [long]).content, tmp_path_factory)
    assert read["event_text"][0] == text


@pytest.mark.parametrize("format", ["csv", "parquet", "stata"])
def test_a_table_without_events_has_its_columns_all_the_same(format, tmp_path_factory):
    content = export(format, []).content
    if format == "stata":
        read = stata(content, tmp_path_factory)[0]
    else:
        read = (pandas.read_csv if format == "csv" else pandas.read_parquet)(io.BytesIO(content))
    assert "event_scale" in read.columns
    assert len(read) == 0


@pytest.mark.parametrize(("format", "extra"), [("parquet", "parquet"), ("stata", "stata")])
def test_a_missing_library_is_named_with_what_to_do(monkeypatch, format, extra):
    def missing(name):
        raise ModuleNotFoundError(name)

    monkeypatch.setattr(optional, "import_module", missing)
    with pytest.raises(UsageError, match=rf"pip install 'entente\[{extra}\]'"):
        export(format, LITERAL)


@FEW
@given(st.permutations(list(LITERAL)))
def test_mentions_and_reports_are_the_same_in_any_order_of_the_events(events):
    assert set(mentions_table(events).rows) == set(mentions_table(LITERAL).rows)
    assert reports_table(events) == reports_table(LITERAL)
