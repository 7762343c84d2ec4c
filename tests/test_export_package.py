"""A data package opens in Frictionless, its checksums hold, and its id can be cited."""

import hashlib
import json
import zipfile
from dataclasses import replace
from datetime import date

import pytest
from frictionless import Package
from hypothesis import given, settings
from hypothesis import strategies as st

from entente.entries import events_of
from entente.errors import UsageError
from entente.export.package import Contents, package, write_package
from generated_events import some_events
from literal_report import Record, linked

FEW = settings(max_examples=10)
DAY = date(2024, 6, 1)
LITERAL = events_of(linked(), DAY, "0123456789abcdef")


@pytest.fixture
def whole(tmp_path) -> Contents:
    with Record(tmp_path / "record.db") as record:
        record.store(linked(), "0123456789abcdef", DAY)
        return Contents(record.events(), record.statements(), record.commitments(), record.counts())


def judged(folder) -> list[str]:
    """What Frictionless finds wrong."""
    return [f"{error.type}: {error.message}" for task in Package(str(folder / "datapackage.json")).validate().tasks
            for error in task.errors]  # fmt: skip


def test_frictionless_finds_nothing_wrong_with_a_package(whole, tmp_path):
    write_package(package(whole), tmp_path / "package")
    assert judged(tmp_path / "package") == []
    read = Package(str(tmp_path / "package" / "datapackage.json"))
    rows = read.get_resource("events").read_rows()
    assert [row["date"] for row in rows if row["id"] == "e1"] == [date(2024, 5, 14)]
    assert {row["quad_code"] for row in rows} == {1}
    assert len(read.get_resource("statements").read_rows()) == 1
    assert read.get_resource("mentions").read_rows()[0]["asserted"] is True


@pytest.mark.parametrize("name", ["events.csv", "events.jsonl"])
def test_a_changed_file_is_found_out(whole, tmp_path, name):
    write_package(package(whole), tmp_path / "package")
    path = tmp_path / "package" / name
    path.write_text(path.read_text(encoding="utf-8").replace("Ana", "Eva"), encoding="utf-8")
    assert any(found.startswith("hash-count") for found in judged(tmp_path / "package"))


def test_a_package_names_knowledge_software_and_filters(whole):
    about = json.loads(package(replace(whole, asked={"type": "CONSULT"}))["datapackage.json"])
    assert about["entente"]["knowledge"] == ["0123456789abcdef"]
    assert about["entente"]["software"].startswith("entente ")
    assert about["entente"]["filters"] == {"type": "CONSULT"}
    assert about["entente"]["coded"] == {"first": "2024-06-01", "last": "2024-06-01"}


def test_sizes_and_checksums_are_those_of_the_files(whole):
    files = package(whole)
    about = json.loads(files["datapackage.json"])
    named = {each["path"] for each in about["resources"]}
    assert named == files.keys() - {"datapackage.json", "README.md"}
    for each in about["resources"]:
        assert each["bytes"] == len(files[each["path"]])
        assert each["hash"] == "sha256:" + hashlib.sha256(files[each["path"]]).hexdigest()
    assert about["id"] in files["README.md"].decode()


def test_the_texts_of_reports_are_not_in_it_but_their_checksums_are(whole):
    files = package(whole)
    assert all(linked().report.text.encode() not in held for held in files.values())
    assert hashlib.sha256(linked().report.text.encode()).hexdigest().encode() in files["reports.csv"]


@FEW
@given(st.data(), some_events())
def test_a_package_is_the_same_in_any_order_and_another_with_other_events(data, events):
    files = package(Contents(events))
    assert package(Contents(data.draw(st.permutations(events)))) == files
    if events:
        id, other = (json.loads(each["datapackage.json"])["id"] for each in (files, package(Contents(events[1:]))))
        assert id != other


@settings(max_examples=5)
@given(events=some_events())
def test_frictionless_finds_nothing_wrong_whatever_the_events(events, tmp_path_factory):
    folder = tmp_path_factory.mktemp("package") / "new"
    write_package(package(Contents(events)), folder)
    assert judged(folder) == []


def test_a_zip_holds_the_same_files_and_is_the_same_every_time(whole, tmp_path):
    files = package(whole)
    for name in ("one.zip", "two.zip"):
        write_package(files, tmp_path / name)
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()
    with zipfile.ZipFile(tmp_path / "one.zip") as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == files


def test_a_folder_that_holds_something_is_left_alone(whole, tmp_path):
    (tmp_path / "mine.txt").touch()
    with pytest.raises(UsageError, match=r"is there already; name a new folder, or a \.zip file"):
        write_package(package(whole), tmp_path)
    assert [path.name for path in tmp_path.iterdir() if path.suffix == ".json"] == []
