"""The views for SQL have the columns that the page describes, and show what queries show."""

import re
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import text

from entente.record.views import NAMES
from literal_report import Record, linked

PAGE = Path(__file__).parents[1] / "docs" / "reference" / "sql.md"


@pytest.fixture
def record(tmp_path):
    with Record(tmp_path / "record.db") as found:
        found.store(linked(), "k", date(2024, 6, 1))
        yield found


def rows(record: Record, view: str) -> list[dict]:
    with record.engine.begin() as connection:
        return [dict(row._mapping) for row in connection.execute(text(f"SELECT * FROM {view}"))]


def test_every_view_and_column_is_documented(record):
    page = dict(re.findall(r"^\| `(\w+_view)` \| (.*) \|$", PAGE.read_text(encoding="utf-8"), re.MULTILINE))
    assert set(page) == set(NAMES)
    record.reject("e2", who="A", why="-")
    for name, columns in page.items():
        assert list(rows(record, name)[0]) == re.findall("`(\\w+)`", columns), name


def test_the_views_show_what_queries_show(record):
    shown = {row["id"]: (row["event"], row["actor_code"], row["mentions"]) for row in record.events().to_dicts()}
    assert {row["id"]: (row["event"], row["actor"], row["mentions"]) for row in rows(record, "event_view")} == shown
    record.reject("e1", who="A", why="-")
    assert "e1" not in {row["id"] for row in rows(record, "event_view")}
