"""Pages follow each other without gaps, and every filter finds what it should, whatever it is combined with."""

from dataclasses import replace
from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from entente.errors import UsageError
from entente.model import Dating, Event, Linked
from literal_report import MET, SOUSA, VEGA, WILLING, Record, apart, linked

DAY = date(2024, 6, 1)
CODES = ("FRA", "IND", "KEN", "PER")


def various(n: int) -> Linked:
    """A report of three events that *n* decides: parties, type, days, factuality."""
    random = Random(n)
    events = []
    for number in range(3):
        one, other = random.sample(CODES, 2)
        first = date(2020, 1, 1) + timedelta(random.randrange(1200))
        last = random.choice([first, first, first + timedelta(random.randrange(90)), None])
        told = replace(
            random.choice([MET, WILLING]),
            actors=(replace(SOUSA, code=one),),
            recipients=random.choice([(), (replace(VEGA, code=other),)]),
            dating=random.choice(
                [
                    Dating(first, last, None, "stated"),
                    Dating(None, first, None, "bounded"),
                    Dating(None, None, None, "bounded"),
                ]
            ),
            confidence=random.randrange(100) / 100,
        )
        events.append(Event(f"{n:x}{number:x}{random.randrange(16**10):010x}", (told,), (f"{n}.txt",)))
    report = apart(linked(f"{n}.txt"), n)
    return Linked(replace(report.coded, statements=(), commitments=(), counts=()), tuple(events))


@pytest.fixture(scope="module")
def record(tmp_path_factory):
    with Record(tmp_path_factory.mktemp("record") / "record.db") as found:
        for n in range(60):
            found.store(various(n), "k", DAY)
        yield found


def pages(record: Record, limit: int, **asked) -> list[list[str]]:
    found, after = [], None
    while True:
        page = record.events(**asked, limit=limit, after=after)
        found.append([entry.id for entry in page])
        if page.next is None:
            return found
        after = page.next


@pytest.mark.parametrize("order", ["date", "-date", "confidence", "-confidence", "mentions", "-sources"])
@pytest.mark.parametrize("limit", [1, 7, 1000])
def test_pages_put_together_are_the_whole(record, order, limit):
    whole = [entry.id for entry in record.events(order=order)]
    assert [id for page in pages(record, limit, order=order) for id in page] == whole
    assert len(set(whole)) == len(whole) > 150


def test_a_page_stays_what_it_was_while_reports_are_added(tmp_path):
    with Record(tmp_path / "record.db") as record:
        for n in range(20):
            record.store(various(n), "k", DAY)
        first = record.events(limit=10)
        rest = [entry.id for entry in record.events(after=first.next)]
        record.store(various(99), "k", DAY)
        new = {event.id for event in various(99).events}
        assert [entry.id for entry in record.events(after=first.next) if entry.id not in new] == rest


@pytest.mark.parametrize("cursor", ["", "nonsense", "e30", "WzFd"])
def test_a_cursor_that_is_none_is_refused(record, cursor):
    with pytest.raises(UsageError, match="is no cursor"):
        record.events(after=cursor)


def test_an_order_that_there_is_not_is_refused(record):
    with pytest.raises(UsageError, match="no order 'size'; there are date"):
        record.events(order="size")


def fits(row: dict, asked: dict) -> bool:
    """What a question means, said in Python."""
    first, last = row["date"], row["enddate"]
    since, until = asked.get("since"), asked.get("until")
    return (
        (asked.get("actor") in (None, row["actor_code"]))
        and (asked.get("recipient") in (None, row["recipient_code"]))
        and (asked.get("type") in (None, row["event"]))
        and (not since or bool((last and last >= since) or (first and not last)))
        and (not until or bool((first and first <= until) or (last and not first)))
        and row["confidence"] >= asked.get("confidence", 0)
        and ("dyad" not in asked or set(asked["dyad"].split("-")) == {row["actor_code"], row["recipient_code"]})
    )


DAYS = st.dates(date(2019, 12, 1), date(2023, 8, 1)).map(date.isoformat)
ASKED = st.fixed_dictionaries(
    {},
    optional={
        "actor": st.sampled_from(CODES),
        "recipient": st.sampled_from(CODES),
        "type": st.sampled_from(["CONSULT", "AGREE"]),
        "since": DAYS,
        "until": DAYS,
        "confidence": st.floats(0, 1),
        "dyad": st.sampled_from(["FRA-IND", "KEN-PER", "PER-FRA"]),
    },
)


@settings(max_examples=60)
@given(asked=ASKED)
def test_what_is_found_is_what_fits_whatever_is_combined(record, asked):
    every = record.events().to_dicts()
    assert record.events(**asked).to_dicts() == [row for row in every if fits(row, asked)]


# Panels


@pytest.mark.parametrize("period", ["day", "week", "month", "quarter", "year"])
@pytest.mark.parametrize("wide", [False, True])
def test_a_panel_holds_every_dated_event_of_a_dyad_once(record, period, wide):
    panel = record.panel(period, wide=wide)
    told = [row for row in record.events(factuality="actual").to_dicts() if row["recipient_code"] and row["date"]]
    assert sum(row["events"] for row in panel.to_dicts()) + panel.left_out == len(told)
    assert wide is False or panel.left_out == 0


def test_a_panel_is_complete(record):
    panel = record.panel("quarter", actors=["FRA", "IND", "ZWE"], since="2019", until="2021-02", by="quad")
    rows = panel.to_dicts()
    assert len(rows) == len(panel) == 6 * 9 * 4
    assert len({(row["actor"], row["recipient"], row["period"], row["class"]) for row in rows}) == len(rows)
    assert {row["period"] for row in rows} >= {"2019-Q1", "2021-Q1"}
    assert all(row["events"] == 0 for row in rows if "ZWE" in (row["actor"], row["recipient"]))


def test_the_weightings_of_a_cell(tmp_path):
    with Record(tmp_path / "record.db") as record:
        both = replace(linked().events[1], mentions=(MET, replace(MET, trigger=WILLING.trigger)))
        record.store(Linked(linked().coded, (both,)), "k", DAY)
        [row] = record.panel("week").to_dicts()
    assert row == {"actor": "PRT", "recipient": "CHL", "period": "2024-W20", "start": "2024-05-13", "class": None,
                   "events": 1, "mentions": 2, "sources": 1, "score": 4.0}  # fmt: skip


def test_who_act_together_are_a_dyad_each_way_and_one_if_direction_does_not_count(tmp_path):
    with Record(tmp_path / "record.db") as record:
        record.store(linked(), "k", DAY)
        each_way = record.panel("year", type="CONSULT").to_dicts()
        assert [(row["actor"], row["recipient"], row["events"]) for row in each_way] == [
            ("CHL", "PRT", 1),
            ("PRT", "CHL", 2),
        ]
        [one] = record.panel("year", type="CONSULT", directed=False).to_dicts()
        assert (one["actor"], one["recipient"], one["events"]) == ("CHL", "PRT", 2)


@pytest.mark.parametrize(
    ("asked", "complaint"),
    [
        ({"period": "decade"}, "no period 'decade'; there are day"),
        ({"by": "actor"}, "no class 'actor'; there are quad"),
    ],
)
def test_a_panel_that_there_is_not_is_refused(record, asked, complaint):
    with pytest.raises(UsageError, match=complaint):
        record.panel(**asked)
