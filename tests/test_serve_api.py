"""What the API answers: the record's own rows, at the record's own filters, page by page."""

import csv
import io
import json
from dataclasses import replace
from datetime import date
from inspect import signature

import pytest

from entente.api import Record
from entente.export.formats import FORMATS
from entente.export.plover import plover_event
from literal_report import TEXT, linked, span
from served import HOSTILE, made, served

LISTS = ("events", "mentions", "statements", "commitments", "counts", "forums", "documents", "reports", "actors",
         "places", "dyads", "panels/year", "facets", "timeline", "changes", "judgements")  # fmt: skip


@pytest.fixture(scope="module")
def where(tmp_path_factory):
    return made(tmp_path_factory.mktemp("serve") / "record.db")


@pytest.fixture(scope="module")
def client(where):
    with served(where) as found:
        yield found


def ids(answer) -> list[str]:
    return [each["id"] for each in answer.json()["items"]]


def rows(answer) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(answer.text, newline="")))


def test_an_event_is_the_one_that_the_command_prints(client, where):
    with Record(where) as record:
        expected = plover_event(record.event("e1"))
    assert client.get("/api/events/e1").json() == json.loads(json.dumps(expected))


@pytest.mark.parametrize(
    "asked",
    [{"actor": "CHL"}, {"type": "CONSULT:visit"}, {"since": "2024-05-15"}, {"text": '"joint patrols"'},
     {"place": "porto", "order": "-date"}, {"confidence": "0.65"}, {"reviewed": "false"}, {"speaker": ""}],
)  # fmt: skip
def test_events_are_found_by_the_filters_of_the_record(client, where, asked):
    with Record(where) as record:
        given = {name: {"false": False}.get(value, value) for name, value in asked.items() if value}
        given |= {"confidence": 0.65} if "confidence" in asked else {}
        expected = [entry.id for entry in record.events(**given)]
    answer = client.get("/api/events", params=asked)
    assert ids(answer) == expected


def test_every_filter_of_the_record_is_one_of_the_api(client):
    known = {
        each["name"] for each in client.get("/api/openapi.json").json()["paths"]["/api/events"]["get"]["parameters"]
    }
    assert known - {"format"} == set(signature(Record.events).parameters) - {"self"}


@pytest.mark.parametrize("name", LISTS)
def test_every_list_has_its_csv_with_the_same_rows(client, name):
    as_json = client.get(f"/api/{name}").json()["items"]
    as_csv = client.get(f"/api/{name}", headers={"Accept": "text/csv"})
    assert as_csv.headers["content-type"] == "text/csv; charset=utf-8"
    assert len(rows(as_csv)) == len(as_json)
    assert as_csv.text == client.get(f"/api/{name}", params={"format": "csv"}).text


def test_pages_joined_are_the_whole_list(client):
    whole = ids(client.get("/api/events"))
    found, address = [], "/api/events?limit=5"
    while address:
        answer = client.get(address)
        found += ids(answer)
        link = answer.headers.get("link")
        address = link[1 : link.index(">")] if link else None
    assert found == whole
    assert len(whole) == 12


@pytest.mark.parametrize("name", ["reports", "actors", "places"])
def test_lists_of_names_are_paged_too(client, name):
    whole = client.get(f"/api/{name}").json()["items"]
    first = client.get(f"/api/{name}?limit=1").json()
    rest = client.get(f"/api/{name}", params={"after": first["next"]} if first["next"] else {}).json()
    assert first["items"] + (rest["items"] if first["next"] else []) == whole


@pytest.mark.parametrize(
    "cursor", ["", "x", "W10", "WyJ4Il0", "WzEsMiwzLDQsNV0", "Wzk5OTk5OTk5OTk5OTk5OTk5OTk5OSwiYSIsImEiLDEsImEiXQ", "é"]
)
def test_a_cursor_that_is_none_is_refused(client, cursor):
    answer = client.get("/api/events", params={"after": cursor})
    assert answer.status_code == (422 if cursor else 200)


@pytest.mark.parametrize(
    ("address", "status", "said"),
    [
        ("/api/events?actr=CHN", 422, "no parameter actr"),
        ("/api/events?since=yesterday", 422, "a date is 2023-11-08"),
        ("/api/events?confidence=2", 422, "less than or equal to 1"),
        ("/api/events?type=DANCE", 422, "DANCE"),
        ("/api/events/nothing", 404, "no event nothing"),
        ("/api/reports/nothing", 404, "no report nothing"),
        ("/api/judgements/nothing", 404, "no judgement nothing"),
        ("/api/nothing", 404, "nothing is served at /api/nothing"),
        ("/api/export/docx", 422, "plover"),
    ],
)
def test_what_goes_wrong_is_a_problem_that_says_what(client, address, status, said):
    answer = client.get(address)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert (problem["status"], said in problem["detail"]) == (status, True)


def test_no_problem_tells_of_the_machines_folders(client, where):
    assert str(where.parent) not in client.get("/api/events/nothing").text


def test_a_method_that_is_not_served_is_a_problem_too(client):
    answer = client.delete("/api/events")
    assert (answer.status_code, answer.headers["content-type"]) == (405, "application/problem+json")
    assert answer.headers["allow"] == "GET"


def test_a_defect_of_ours_is_a_problem_without_a_trace(where, monkeypatch):
    def broken(*_):
        raise ZeroDivisionError("secret")

    with served(where) as client:
        monkeypatch.setattr(Record, "newest_day", broken)
        client._transport.raise_server_exceptions = False  # type: ignore[attr-defined]
        answer = client.get("/api")
    assert (answer.status_code, answer.headers["content-type"]) == (500, "application/problem+json")
    assert "secret" not in answer.text


def test_what_has_not_changed_is_not_sent_again(tmp_path):
    with served(made(tmp_path / "record.db", 1)) as client:
        first = client.get("/api/events?actor=CHL")
        tag = {"If-None-Match": first.headers["etag"]}
        again = client.get("/api/events?actor=CHL", headers=tag)
        assert (again.status_code, again.content) == (304, b"")
        assert client.get("/api/events?actor=PRT", headers=tag).status_code == 200
        assert client.get("/api/events?actor=CHL&format=csv", headers=tag).status_code == 200
        client.post("/api/judgements", json={"kind": "reject", "event": "e1", "why": "w", "who": "ana"})
        changed = client.get("/api/events?actor=CHL", headers=tag)
        assert (changed.status_code, ids(changed)) == (200, ["e3"])


def test_a_long_answer_is_compressed(client):
    answer = client.get("/api/events", headers={"Accept-Encoding": "gzip"})
    assert answer.headers["content-encoding"] == "gzip"


def test_offsets_count_code_points(client):
    report = client.get("/api/reports/porto.txt").json()
    visit = next(event for event in report["events"] if event["id"] == "e1")
    told = visit["mentions"][0]
    assert report["text"] == TEXT
    assert report["text"][told["start"] : told["end"]] == "met her"
    first = client.get("/api/mentions", params={"type": "CONSULT:visit", "order": "-date"}).json()["items"][0]
    assert (first["start"], first["end"]) == (span("met her").start, span("met her").end)


def test_a_report_is_found_by_its_name_with_slashes(client):
    assert client.get("/api/reports/wire/1.txt").json()["report"] == "wire/1.txt"
    assert client.get("/api/reports/wire%2F1.txt").json()["report"] == "wire/1.txt"


def test_an_explanation_quotes_the_characters(client):
    tree = client.get("/api/events/e1/explanation").json()
    assert tree["what"].startswith("event e1: 2024-05-14 | CONSULT:visit")
    quotes = json.dumps(tree)
    assert '"text": "Tuesday"' in quotes
    only = client.get("/api/events/e1/explanation?field=date").json()["below"]
    assert [each["what"].split()[0] for mention in only for each in mention["below"]] == ["date"]
    assert client.get("/api/events/e1/explanation?field=mood").status_code == 422


def test_actors_and_places_are_counted(client):
    actors = client.get("/api/actors?text=Porto").json()
    assert actors["complete"] is True
    assert actors["items"][0] == {
        "code": "CHL", "sector": "GOV", "name": "Luis Vega", "events": 4, "as_actor": 0, "as_recipient": 4,
        "as_speaker": 0, "first": "2000-01-08", "last": "2024-05-14",
    }  # fmt: skip
    [place] = client.get("/api/places").json()["items"]
    assert place == {"place": "Porto", "country": "PRT", "events": 4, "first": "2000-01-08", "last": "2024-05-14"}


def test_of_very_many_events_the_newest_are_counted_and_it_is_said(where, monkeypatch):
    monkeypatch.setattr("entente.query.tallies.NEWEST", 3)
    with served(where) as client:
        found = client.get("/api/actors").json()
    assert (found["events"], found["complete"]) == (3, False)


def test_dyads_are_the_sums_of_the_panel(client):
    [there] = client.get("/api/dyads?type=CONSULT:visit").json()["items"]
    assert (there["actor"], there["recipient"], there["events"]) == ("PRT", "CHL", 4)
    panel = client.get("/api/panels/year?actors=PRT,CHL&factuality=any&type=CONSULT:visit&wide=true").json()
    assert sum(row["events"] for row in panel["items"]) == 4
    assert {row["events"] for row in panel["items"]} == {0, 1, 3}


def test_a_panel_of_too_many_rows_is_refused(client):
    answer = client.get("/api/panels/day?actors=PRT,CHL&since=0001&until=9999")
    assert (answer.status_code, "name actors or fewer periods" in answer.text) == (422, True)


@pytest.mark.parametrize("name", [*FORMATS, "package"])
def test_every_format_can_be_fetched(client, name):
    answer = client.get(f"/api/export/{name}?actor=PRT")
    assert answer.status_code == 200
    assert answer.headers["content-disposition"].startswith('attachment; filename="events.')
    assert answer.content


def test_an_export_is_whole_or_refused(where):
    with served(where, export_limit=5) as client:
        refused = client.get("/api/export/csv")
        assert (refused.status_code, "more than 5 events fit" in refused.text) == (422, True)
        page = client.get("/api/export/csv?limit=2")
        assert len(rows(page)) == 2
        assert "after=" in page.headers["link"]


def test_hostile_text_stays_text(tmp_path):
    with Record(tmp_path / "record.db") as record:
        told = linked()
        report = replace(told.report, title=HOSTILE, publisher=HOSTILE, source=f"{HOSTILE[:60]}.txt")
        resolved = replace(told.coded.resolved, parsed=replace(told.coded.resolved.parsed, report=report))
        record.store(replace(told, coded=replace(told.coded, resolved=resolved)), "k", date(2024, 6, 1))
    with served(tmp_path / "record.db") as client:
        [row] = client.get("/api/reports").json()["items"]
        assert row["title"] == HOSTILE
        [as_csv] = rows(client.get("/api/reports?format=csv"))
        assert as_csv["title"] == HOSTILE
        answer = client.get("/api/events")
        assert answer.headers["content-type"] == "application/json"
        assert answer.headers["x-content-type-options"] == "nosniff"
