"""When acts took place, clause by clause of the codebook's section 4, and how dating is measured."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from eval.dating import Dated, date_events, figures

from dating_cases import Case, cases, dated
from entente import coding
from entente.model import Dating
from parsed_sentences import day, report_of, resolved

BOOK = coding.load()
LATER = (
    "9/9/CD/nummod>2 days/day/NNS/obl>3 later/later/RB/advmod>5 they/they/PRP/nsubj>5 attacked/attack/VBD/root>0 "
    "Riga/Riga/NNP/obj>5"
)
ATTACK = "Rebels/rebel/NNS/nsubj>2 attacked/attack/VBD/root>0 Riga/Riga/NNP/obj>2"


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.text[:60])
def test_an_act_has_the_days_and_the_basis_that_the_codebook_gives_it(case: Case):
    assert (tuple(dated(case)) != case.expected) == case.wrong


def gold(event: int, start: int, word: str) -> dict[str, object]:
    trigger = {"start": start, "end": start + len(word)}
    who: dict[str, object] = {"mode": None, "actors": [], "recipients": []}
    days = {"date": "2024-05-13", "enddate": "2024-05-13", "basis": "stated", "historical": False}
    return {"event": event, "type": "ASSAULT", "factuality": "actual", "trigger": trigger, **who, **days}


def test_an_event_is_measured_by_the_best_dated_of_its_mentions():
    parsed = report_of(ATTACK, f"{ATTACK} on/on/IN/case>5 Monday/Monday/NNP/obl>2")
    case = resolved(parsed, [], [day(parsed, "Monday", date(2024, 5, 13), sentence=1)])
    second = parsed.report.text.rindex("attacked")
    mentions = [gold(1, 7, "attacked"), gold(1, second, "attacked")]
    (one,) = date_events(case, {"mentions": mentions}, BOOK)
    assert (one.exact, one.dating.basis) == (True, "stated")
    assert figures([one])["gold_triggers.exact"] == 100


def test_an_event_with_the_right_last_day_alone_is_not_exact():
    dating = Dating(None, date(2024, 5, 13), None, "bounded")
    found = figures([Dated(gold(1, 0, "attacked"), dating, "attacked", "", "2024-05-15")])
    assert (found["gold_triggers.exact"], found["gold_triggers.last"]) == (0, 100)


def test_a_length_that_no_calendar_holds_dates_nothing():
    parsed = report_of(f"{ATTACK} on/on/IN/case>5 Monday/Monday/NNP/obl>2", LATER)
    monday = day(parsed, "Monday", date(2024, 5, 13))
    long = replace(day(parsed, "9 days", date(2024, 5, 13), sentence=1), type="DURATION", value=f"P{'9' * 1000}D")
    second = parsed.report.text.rindex("attacked")
    mentions = [gold(1, 7, "attacked"), gold(2, second, "attacked")]
    _, later = date_events(resolved(parsed, [], [monday, long]), {"mentions": mentions}, BOOK)
    assert later.dating.basis != "stated"


def test_days_later_are_counted_from_the_last_event():
    parsed = report_of(f"{ATTACK} on/on/IN/case>5 Monday/Monday/NNP/obl>2", LATER, published=date(2024, 6, 1))
    monday = day(parsed, "Monday", date(2024, 5, 13))
    nine = replace(day(parsed, "9 days", date(2024, 5, 13), sentence=1), type="DURATION", value="P9D")
    mentions = [gold(1, 7, "attacked"), gold(2, parsed.report.text.rindex("attacked"), "attacked")]
    _, later = date_events(resolved(parsed, [], [monday, nine]), {"mentions": mentions}, BOOK)
    assert (later.dating.first, later.dating.last, later.dating.basis) == (
        date(2024, 5, 22),
        date(2024, 5, 22),
        "stated",
    )
