"""What the pages show to a reader: who did what, where it stands in the report, at the filters asked for."""

import gzip
import re
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from fastapi.testclient import TestClient

from entente.api import Record
from entente.model import Block, Span
from entente.query.facets import MOST
from entente.serve import figures, links, wording
from entente.serve.app import create
from entente.serve.pages import home
from entente.serve.spans import annotated, by_layer, paragraphs
from literal_report import TEXT, linked
from served import HOSTILE, made, served

STATIC = Path(links.__file__).parent / "static"
PAGES = (
    "/", "/?until=2024-05", "/events", "/events?type=CONSULT", "/events?text=porto&order=-sources", "/events/e1",
    "/events/e2", "/reports", "/reports/wire/1.txt", "/statements", "/statements?speaker=PRT", "/login",
)  # fmt: skip


@pytest.fixture(scope="module")
def where(tmp_path_factory):
    return made(tmp_path_factory.mktemp("pages") / "record.db")


@pytest.fixture(scope="module")
def client(where):
    with served(where) as found:
        found.headers["accept"] = "text/html"
        yield found


class Seen(HTMLParser):
    """What a browser makes of a page: its elements, and the words in it."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.words.append(data)

    def all(self, tag: str, **wanted: str) -> list[dict[str, str | None]]:
        return [a for t, a in self.elements if t == tag and all(a.get(k) == v for k, v in wanted.items())]

    @property
    def text(self) -> str:
        return "".join(self.words)


def seen(client, address: str) -> Seen:
    answer = client.get(address)
    assert answer.status_code == 200, answer.text
    return Seen(answer.text)


@pytest.mark.parametrize("address", PAGES)
def test_every_page_reads_without_script_or_style_of_its_own(client, address):
    page = seen(client, address)
    assert page.all("h1")
    assert page.all("main", id="main")
    assert not page.all("style")
    assert all(each.get("src", "").startswith("/static/") for each in page.all("script"))
    for tag, attributes in page.elements:
        assert "style" not in attributes, tag
        assert not [name for name in attributes if name.startswith("on")], tag
        assert not (attributes.get("href") or "").startswith("javascript:")


@pytest.mark.parametrize("address", PAGES)
def test_ids_of_a_page_are_unique_and_labels_lead_to_fields(client, address):
    page = seen(client, address)
    ids = [attributes["id"] for _, attributes in page.elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    assert {each["for"] for each in page.all("label") if "for" in each} <= set(ids)


@pytest.mark.parametrize("address", PAGES)
def test_the_navigation_leads_to_every_kind_of_page(client, address):
    hrefs = {each.get("href") for each in seen(client, address).all("a")}
    assert {"/", "/events", "/statements", "/commitments", "/network", "/map", "/review", "/read"} <= hrefs


def test_events_stand_newest_first_with_their_words(client):
    page = seen(client, "/events")
    days = re.findall(r"^\d{4}-\d\d-\d\d$", "\n".join(page.words), re.MULTILINE)
    assert len(days) > 1
    assert days == sorted(days, reverse=True)
    assert "Ana Sousa" in page.text
    assert page.all("mark")


def test_a_facet_is_a_link_that_narrows_to_as_many_as_it_says(client, where):
    page = seen(client, "/events")
    facets = [each["href"] for each in page.all("a") if (each.get("hx-target")) == "#found" and "type=" in each["href"]]
    assert facets
    with Record(where) as record:
        counts = dict(record.facets().values["type"])
        for href in facets:
            [type] = parse_qs(urlsplit(href).query)["type"]
            if ":" not in type:
                assert len(record.events(type=type)) == counts[type]
    assert f"{counts['CONSULT']:,}" in page.text


def test_filters_stay_in_every_address_of_the_list(client):
    page = seen(client, "/events?type=CONSULT&since=2024&limit=1")
    assert page.all("select", id="type")
    assert page.all("input", id="since", value="2024")
    [following] = [each["href"] for each in page.all("a", rel="next")]
    kept = parse_qs(urlsplit(following).query)
    assert kept["type"] == ["CONSULT"]
    assert kept["since"] == ["2024"]
    assert kept["after"]
    data = [each["href"] for each in page.all("a") if (each.get("href") or "").startswith("/api/events")]
    assert all(parse_qs(urlsplit(each).query)["type"] == ["CONSULT"] for each in data)
    assert {parse_qs(urlsplit(each).query).get("format", ["json"])[0] for each in data} == {"json", "csv"}


def test_pages_of_the_list_hold_each_event_once(client, where):
    found, address = [], "/events?limit=2"
    while address:
        page = seen(client, address)
        found += [each["href"] for each in page.all("a") if (each.get("class") or "").startswith("act ")]
        following = [each["href"] for each in page.all("a", rel="next")]
        address = following[0] if following else None
    with Record(where) as record:
        assert sorted(found) == sorted(links.event(entry.id) for entry in record.events())


def test_what_has_no_day_comes_last_either_way(tmp_path):
    told = linked()
    first = told.events[0]
    nothing = replace(first.chief.dating, first=None, last=None, time=None)
    undated = replace(first, mentions=(replace(first.chief, dating=nothing),))
    with Record(tmp_path / "record.db") as record:
        record.store(replace(told, events=(undated, *told.events[1:])), "k", date(2024, 6, 1))
        for order in ("date", "-date"):
            assert record.events(order=order)[-1].id == first.id
            pages, after = [], None
            while True:
                page = record.events(order=order, limit=1, after=after)
                pages += [entry.id for entry in page]
                if (after := page.next) is None:
                    break
            assert pages == [entry.id for entry in record.events(order=order)]


def test_a_filter_that_makes_no_sense_is_told_on_a_page(client):
    answer = client.get("/events?type=KISS")
    assert answer.status_code in (404, 422)
    assert "KISS" in Seen(answer.text).text
    assert client.get("/events?colour=red").status_code == 422


def test_nothing_fits_says_what_to_do(client):
    assert "No event fits" in seen(client, "/events?actor=FRA").text


@pytest.mark.parametrize("who", ["Ana Sousa", "PRT GOV Ana Sousa", "PRT GOV", "PRT", "Sousa"])
def test_an_actor_has_a_page_by_code_by_name_and_by_both(client, who):
    page = seen(client, links.actor(who))
    assert "Luis Vega" in page.text
    assert page.all("a", href=links.event("e1"))


def test_an_event_shows_its_words_rule_and_history(client, where):
    with Record(where) as record:
        entry = record.event("e1")
    page = seen(client, "/events/e1")
    assert entry.value.chief.rule in page.text
    assert "Ana Sousa met her Chilean counterpart" in page.text
    assert page.all("a", href=links.review("e1"))
    assert page.all("a", href="/api/events/e1/explanation")


def test_judgements_stand_in_the_history_until_undone(tmp_path):
    path = made(tmp_path / "record.db", reports=1)
    with Record(path) as record:
        judgement = record.correct("e1", "type", "SUPPORT", who="ana", why="a visit that was praised")
        with served(path) as client:
            assert "a visit that was praised" in seen(client, "/events/e1").text
            record.undo(judgement.id, who="ben", why="a mere visit")
            page = seen(client, "/events/e1").text
            assert "undone" in page
            assert "ben" in page


def test_a_report_marks_each_word_that_the_record_rests_on(client, where):
    with Record(where) as record:
        found = record.report("wire/1.txt")
    marked = annotated(found)
    page = seen(client, "/reports/wire/1.txt")
    notes = {each["id"] for each in page.all("li") if (each.get("id") or "").startswith("note-")}
    assert notes == {f"note-{each.id}" for each in marked}
    targets = {attributes["id"] for _, attributes in page.elements if (attributes.get("id") or "").startswith("at-")}
    assert targets == {f"at-{each.id}" for each in marked}


def test_segments_give_back_the_text_and_all_that_covers_it(where):
    with Record(where) as record:
        found = record.report("wire/1.txt")
    marked = annotated(found)
    whole = "".join(segment.text for block in paragraphs(found.report, marked) for segment in block.segments)
    assert whole == "".join(block.span.of(TEXT) for block in found.report.blocks) == TEXT.replace("\n\n", "")
    for each in marked:
        words = [s.text for b in paragraphs(found.report, marked) for s in b.segments if each.id in s.on]
        expected = {at for piece in each.pieces for at in range(piece.span.start, piece.span.end)}
        assert sum(map(len, words)) == len(expected)
    assert {layer for layer, held in by_layer(marked).items() if held} >= {"event", "statement", "actor", "place"}


def hostile(path: Path) -> Path:
    told = linked()
    text = TEXT + "\n\n" + HOSTILE
    blocks = (*told.report.blocks, Block(Span(len(TEXT) + 2, len(text)), "body"))
    report = replace(told.report, text=text, blocks=blocks, title=HOSTILE, publisher=HOSTILE, byline=HOSTILE,
                     url="javascript:alert(1)", source="<b>&\"'/../x.txt")  # fmt: skip
    events = tuple(
        replace(
            event,
            mentions=tuple(
                replace(m, actors=tuple(replace(a, name=HOSTILE, office=HOSTILE) for a in m.actors))
                for m in event.mentions
            ),
        )
        for event in told.events
    )
    resolved = replace(told.coded.resolved, parsed=replace(told.coded.resolved.parsed, report=report))
    with Record(path) as record:
        record.store(replace(told, events=events, coded=replace(told.coded, resolved=resolved)), "k", date(2024, 6, 1))
    return path


def test_hostile_text_shows_as_text_on_every_page(tmp_path):
    with served(hostile(tmp_path / "record.db")) as client:
        client.headers["accept"] = "text/html"
        name = "<b>&\"'/../x.txt"
        for address in (
            "/",
            "/events",
            "/events/e1",
            links.report(name),
            "/reports",
            "/statements",
            "/events?text=<script>",
        ):
            page = seen(client, address)
            assert all(each.get("src", "").startswith("/static/") for each in page.all("script")), address
            assert not any((each.get("href") or "").startswith("javascript") for each in page.all("a")), address
        page = seen(client, links.report(name))
        assert "alert(1)" in page.text
        assert "x" * 10_000 in page.text
        assert "\u202e" in page.text


def test_an_empty_record_says_how_to_begin(tmp_path):
    Record(tmp_path / "record.db").close()
    with served(tmp_path / "record.db") as client:
        assert "/read" in {each.get("href") for each in seen(client, "/").all("a")}
        assert "0 events" in seen(client, "/events").text


def test_the_overview_counts_the_newest_week_beside_the_weeks_before(where):
    with Record(where) as record:
        newest = record.newest_day()
        changes = record.changes(newest)
        actual = record.events(factuality="actual", until=newest)
        dated = [entry for entry in actual if entry.value.chief.dating.first]
    for name, weekly in changes.types.items():
        days = [e.value.chief.dating.first for e in dated if e.value.chief.type == name]
        assert weekly.now == sum((newest - day).days < 7 for day in days)
        assert weekly.mean(4) == sum(7 <= (newest - day).days < 35 for day in days) / 4


def test_the_overview_is_counted_anew_once_anything_was_written(tmp_path):
    where = made(tmp_path / "record.db")
    with served(where) as client:
        before = seen(client, "/").text
        assert seen(client, "/").text == before
        with Record(where) as record:
            record.reject("e1", who="ana", why="no such visit")
        assert seen(client, "/").text != before


def test_the_overview_is_ready_before_anybody_asks(where, monkeypatch):
    app = create(str(where))
    home.warm(app)
    monkeypatch.setattr(home, "_gathered", None)
    with TestClient(app, base_url="http://localhost") as client:
        assert client.get("/", headers={"accept": "text/html"}).status_code == 200


def test_the_overview_of_an_earlier_week_has_its_json_and_csv(client):
    page = seen(client, "/?until=2024-05")
    data = [each["href"] for each in page.all("a") if (each.get("href") or "").startswith("/api/changes")]
    assert {parse_qs(urlsplit(each).query).get("format", ["json"])[0] for each in data} == {"json", "csv"}
    assert all(parse_qs(urlsplit(each).query)["until"] == ["2024-05"] for each in data)
    answer = client.get(data[0]).json()
    assert answer["until"] == "2024-05-31"
    assert {each["value"] for each in answer["items"] if each["kind"] == "type" and each["week"]} <= set(
        re.findall("[A-Z]+", page.text)
    )


@pytest.mark.parametrize("who", ["PRT", "Sousa", "Ana Sousa", "PRT GOV Ana Sousa"])
def test_events_over_time_are_the_events_of_the_list(where, who):
    with Record(where) as record:
        listed = [entry.value.chief for entry in record.events(party=who)]
        series = record.series(party=who)
    assert listed
    assert series.acts == {
        act: sum((each.type, each.mode) == act for each in listed) for act in {(m.type, m.mode) for m in listed}
    } | {act: 0 for act, held in series.acts.items() if not held}


def test_a_timeline_holds_every_dated_event_once(where):
    with Record(where) as record:
        dated = [entry for entry in record.events() if entry.value.chief.dating.first]
        stretches = record.timeline()
    assert sum(sum(each.counts.values()) for each in stretches) == len(dated)
    assert all(one.last < other.first for one, other in pairwise(stretches))


def test_counts_of_all_that_fits_say_that_they_are_of_all(where):
    with Record(where) as record:
        facets = record.facets(type="CONSULT")
    assert facets.whole
    assert facets.total == facets.counted < MOST
    assert dict(facets.values["quad"]) == {"VC": facets.total}


def test_bars_end_at_a_round_number_above_the_highest():
    drawn = figures.bars([figures.Point("2023", {"VC": 30, "MK": 7}), figures.Point("2024", {"VC": 0, "MK": 0})])
    assert [line.label for line in drawn.lines] == ["0", "20", "40"]
    full, empty = drawn.bars
    assert sum(piece.height for piece in full.pieces) == pytest.approx(full.height, abs=0.2)
    assert empty.height == 0


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        ("2024-05-01", "2024-05-31", "2024-05"),
        ("2024-01-01", "2024-12-31", "2024"),
        ("2024-05-14", "2024-05-14", "2024-05-14"),
        (None, "2024-05-14", "until 2024-05-14"),
        (None, None, "no date"),
    ],
)
def test_days_are_said_as_short_as_they_can_be(first, last, said):
    days = [date.fromisoformat(each) if each else None for each in (first, last)]
    assert wording.short_days(*days) == said


def test_names_with_slashes_and_signs_lead_back_to_their_report(client):
    assert links.report("a/b?c#d é") == "/reports/a%2Fb%3Fc%23d%20%C3%A9"
    assert client.get(links.report("wire/1.txt")).status_code == 200


def test_the_front_end_stays_small_and_asks_nobody_else():
    files = [path for path in STATIC.iterdir() if path.suffix in (".js", ".css", ".svg", ".json")]
    assert sum(len(gzip.compress(path.read_bytes(), 9)) for path in files) < 300_000
    for path in files:
        addresses = set(
            re.findall(r"""(?:url\(|import\(|src=|@import\s*)["']?(https?://[^"')\s]+)""", path.read_text("utf-8"))
        )
        assert not addresses, path.name


def test_the_lock_file_names_no_address_to_download_from():
    lock = Path(__file__).parents[1] / "web" / "package-lock.json"
    assert "resolved" not in lock.read_text(encoding="utf-8")
