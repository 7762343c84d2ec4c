"""What a page shows can be taken home: its JSON and CSV, at the same filters, hold the same numbers."""

import csv
import io
import re
from datetime import date
from urllib.parse import quote

import pytest

from entente.api import Record
from literal_report import linked
from served import made, served

PAGES = (
    "/", "/?until=2024-05", "/events?type=CONSULT", "/statements?speaker=PRT", "/commitments?actor=PRT", "/reports",
    "/network", "/network?factuality=any&since=2020", "/map", "/map?party=PRT", "/actors/PRT", "/actors/Ana%20Sousa",
    "/dyads/PRT-CHL", "/review", "/review?type=CONSULT", "/review/second", "/review/agreement?one=ana&other=ben",
    "/events/e1", "/reports/porto.txt", "/reports?latest=true",
)  # fmt: skip
ADDRESS = re.compile(r'href="(/api/[^"]*)"')


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    where = made(tmp_path_factory.mktemp("twins") / "record.db")
    with Record(where) as record:
        record.accept("e1", who="ana")
        record.accept("e1", who="ben")
    with served(where) as found:
        yield found


def twins(client, page: str) -> list[str]:
    answer = client.get(page, headers={"accept": "text/html"})
    assert answer.status_code == 200, answer.text
    return [each.replace("&amp;", "&") for each in ADDRESS.findall(answer.text) if "openapi" not in each]


def rows(client, address: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(client.get(address).text, newline="")))


@pytest.mark.parametrize("page", PAGES)
def test_a_page_leads_to_its_json_and_csv_and_they_hold_as_many_rows(client, page):
    found = twins(client, page)
    tables = [each for each in found if "format=csv" in each]
    assert tables
    for table in tables:
        plain = re.sub(r"[?&]format=csv", "", table)
        assert plain in found
        assert len(rows(client, table)) == len(items(client.get(plain).json())), table


def items(answer) -> list[object]:
    return answer.get("items", answer.get("events", [answer]))


def test_the_map_gives_each_country_and_place_that_its_tables_show(client):
    answer = client.get("/api/map?party=PRT").json()
    assert [(each["country"], each["place"]) for each in answer["items"]] == [("PRT", None), ("PRT", "Porto")]
    page = client.get("/map?party=PRT").text
    assert f"{answer['items'][0]['events']} of {answer['events']} events" in page


def test_the_network_as_json_holds_the_dyads_of_the_page_and_counts_actual_events_alone_unless_told(client):
    (tie,) = [each for each in client.get("/api/ties").json()["items"] if each["actor"] == "PRT"]
    assert tie["recipient"] == "CHL"
    assert f'aria-label="{tie["events"]} events of PRT and CHL"' in client.get("/network").text
    every = client.get("/api/ties?factuality=any").json()["items"]
    assert sum(each["events"] for each in every) > tie["events"]
    assert client.get("/api/ties?code=RUS").json()["items"] == []


def test_the_form_of_the_network_says_that_it_counts_actual_events(client):
    page = client.get("/network").text
    select = page[page.index('name="factuality"') :].partition("</select>")[0]
    assert '<option value="">actual</option>' in select
    assert '<option value="any"' in select


def test_a_series_counts_each_event_once_with_its_quad(client):
    answer = client.get("/api/series?party=PRT").json()
    counted = sum(each["events"] for each in answer["items"])
    left = answer["undated"] + answer["before"] + answer["after"]
    assert counted + left == len(client.get("/api/events?party=PRT").json()["items"])
    assert all(each["events"] == sum(each[quad] for quad in ("VC", "MC", "VK", "MK")) for each in answer["items"])
    assert client.get("/api/series?period=hour").status_code == 422


def test_the_ledger_as_json_goes_on_where_its_page_does(client):
    whole = client.get("/api/ledger").json()["items"]
    first = client.get("/api/ledger?limit=1").json()
    second = client.get("/api/ledger", params={"limit": 1, "after": first["next"]}).json()
    assert [*first["items"], *second["items"]] == whole[:2]
    page = client.get("/commitments", params={"after": first["next"]}, headers={"accept": "text/html"}).text
    (address,) = [each for each in ADDRESS.findall(page) if "/api/ledger" in each and "csv" not in each]
    assert client.get(address.replace("&amp;", "&")).json()["items"] == whole[1:]


def test_reports_come_by_name_or_the_last_coded_first(client):
    by_name = [each["report"] for each in client.get("/api/reports").json()["items"]]
    assert by_name == sorted(by_name)
    latest = client.get("/api/reports?latest=true").json()["items"]
    one_by_one, after = [], None
    while len(one_by_one) < len(latest):
        answer = client.get("/api/reports", params={"latest": True, "limit": 1, "after": after or ""}).json()
        one_by_one, after = one_by_one + answer["items"], answer["next"]
    assert (one_by_one, after) == (latest, None)
    assert {each["report"] for each in latest} == set(by_name)
    assert latest[0]["coded"] == max(each["coded"] for each in latest)


def test_the_queue_is_in_the_order_of_the_review_page(client):
    first, second = client.get("/api/queue?limit=2").json()["items"]
    assert first["id"] in client.get("/review").text
    cursor = client.get("/api/queue?limit=1").json()["next"]
    assert client.get("/api/queue", params={"limit": 1, "after": cursor}).json()["items"][0]["id"] == second["id"]
    waiting = {each["id"] for each in client.get("/api/queue").json()["items"]}
    assert "e1" not in waiting
    assert [each["id"] for each in client.get("/api/queue/second?who=cleo").json()["items"]] == ["e1"]
    assert client.get("/api/queue/second?who=ana").json()["items"] == []


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("/home/ana/reports/2024/summit.txt", "summit.txt"),
        ("C:\\reports\\summit.txt", "summit.txt"),
        ("https://example.org/news/summit.html?id=7", "summit.html"),
        ("wire/summit.txt", "wire/summit.txt"),
    ],
)
def test_a_report_without_a_title_is_called_by_the_last_part_of_a_whole_path(tmp_path, name, said):
    where = tmp_path / "record.db"
    with Record(where) as record:
        record.store(linked(name, title=None), "k", date(2024, 6, 1))
    with served(where) as client:
        page = client.get(f"/reports/{quote(name, safe='')}", headers={"accept": "text/html"}).text
        assert f"<h1><bdi>{said}</bdi></h1>" in page
        assert (f"On record as <bdi>{name}</bdi>" in page) == (said != name)
        assert f"<bdi>{said}</bdi>" in client.get("/events").text
