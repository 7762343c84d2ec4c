"""Forums and documents that reports name can be asked for, with what happened at or in them."""

import sqlite3
from pathlib import Path

import pytest

from entente import Record
from entente.record.migrations import VERSION, copy_of

FORUM = """LISBON, May 14, 2024 (Daily) — Portugal's Foreign Minister Ana Lima met her Chilean counterpart at the 10th \
Harbour Forum in Lisbon on Tuesday.

"We will expand trade with Chile," Lima said at the forum.
"""
TREATY = """NAIROBI, June 3, 2024 (Daily) — Kenya and Uganda signed the Lakes Treaty in Nairobi on Monday. Under the \
treaty the two countries will cooperate on fisheries.
"""


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("settings")
    (folder / "forum.txt").write_text(FORUM, encoding="utf-8")
    (folder / "treaty.txt").write_text(TREATY, encoding="utf-8")
    with Record(folder / "record.db") as record:
        record.add(str(folder / "forum.txt"), str(folder / "treaty.txt"))
    return folder / "record.db"


def test_a_forum_has_its_edition_day_place_and_what_happened_there(path: Path):
    with Record(path) as record:
        [found] = record.forums()
        held = found.value
        assert (held.name, held.series, held.edition) == ("10th Harbour Forum", "Harbour Forum", 10)
        assert str(held.dating.first) == "2024-05-14"
        assert held.place.country == "PRT"
        [met] = record.events(type="CONSULT")
        [said] = record.statements()
        assert found.inside == (met.id,)
        assert found.said == (said.id,)


def test_a_document_has_those_who_signed_it_and_what_was_agreed_in_it(path: Path):
    with Record(path) as record:
        [found] = record.documents()
        assert found.value.name == "Lakes Treaty"
        assert {actor.code for actor in found.value.parties} == {"KEN", "UGA"}
        assert set(found.inside) & {each.id for each in record.events(actor="KEN")}
        assert record.documents().to_dicts()[0]["party_code"] == "KEN;UGA"


@pytest.mark.parametrize(
    ("asked", "many"),
    [({"text": "harbour"}, 1), ({"text": "lakes"}, 0), ({"place": "Lisbon"}, 1), ({"place": "KEN"}, 0),
     ({"since": "2024-05-15"}, 0), ({"until": "2024-05"}, 1), ({"report": "forum"}, 1), ({"report": "treaty"}, 0)],
)  # fmt: skip
def test_forums_are_found_by_name_place_day_and_report(path: Path, asked, many):
    with Record(path) as record:
        assert len(record.forums(**asked)) == many


def test_documents_are_found_by_who_signed_them(path: Path):
    with Record(path) as record:
        assert [len(record.documents(actor=code)) for code in ("KEN", "UGA", "PRT")] == [1, 1, 0]


def test_what_a_superseded_run_named_is_no_longer_shown(path: Path, tmp_path: Path):
    report = tmp_path / "report.txt"
    with Record(tmp_path / "record.db") as record:
        report.write_text(FORUM, encoding="utf-8")
        record.add(str(report))
        report.write_text(TREATY, encoding="utf-8")
        record.add(str(report))
        assert (len(record.forums()), len(record.documents())) == (0, 1)


SCHEMA_4, SCHEMA_5 = {"shown_by_confidence", "shown_by_sources"}, {"shown_by_day", "shown_by_mentions"}


@pytest.mark.parametrize(("version", "lacking"), [(3, SCHEMA_4 | SCHEMA_5), (4, SCHEMA_5)])
def test_an_older_record_gets_the_indexes_of_later_schemas_and_keeps_a_copy(tmp_path: Path, version, lacking):
    path = tmp_path / "record.db"
    Record(path).close()
    with sqlite3.connect(path) as raw:
        for name in lacking:
            raw.execute(f"DROP INDEX {name}")
        raw.execute("DROP INDEX dyads_of_shown")
        raw.execute("CREATE INDEX dyads_of_shown ON dyads (shown)")
        raw.execute("UPDATE meta SET value = ? WHERE key = 'schema'", (str(version),))
    raw.close()
    Record(path).close()
    with sqlite3.connect(path) as raw:
        indexes = dict(raw.execute("SELECT name, sql FROM sqlite_master WHERE type = 'index'"))
        held = raw.execute("SELECT value FROM meta WHERE key = 'schema'").fetchone()
    raw.close()
    assert indexes.keys() >= lacking
    assert "actual" in indexes["dyads_of_shown"]
    assert held == (str(VERSION),)
    assert copy_of(path, version).exists()
