"""Numbers of events that a report asserts, and how they compare with the record."""

import re
from dataclasses import replace
from datetime import date
from functools import cache

import pytest

from entente import actors, language, times
from entente.coding.counts import find_counts, load_count_words, verify
from entente.errors import DataError
from entente.model import Actor, Block, CountClaim, Dating, Event, Mention, Report, Resolved, Span

WORDS = load_count_words()
PUBLISHED = date(2023, 11, 10)
YEAR = Dating(date(2023, 1, 1), PUBLISHED, "year", "stated")


@cache
def knowledge():
    return language.load(), actors.load(), times.load()


def claims(text: str) -> tuple[CountClaim, ...]:
    model, directory, grammar = knowledge()
    blocks = tuple(Block(Span(m.start(), m.end()), "body") for m in re.finditer(r"[^\n]+", text))
    parsed = language.parse(Report("test", text, blocks, published=PUBLISHED), model)
    resolved = Resolved(parsed, times.resolve_times(parsed, grammar), actors.resolve_actors(parsed, directory))
    return find_counts(resolved, ())


def person(name: str, chain: int, code: str, office: str | None = "president") -> Actor:
    return Actor(0, 1, 0, 0, name, name, code, "GOV", office=office, kind="person", chain=chain)


XI, PUTIN = person("Xi Jinping", 1, "CHN"), person("Vladimir Putin", 2, "RUS")
SHOIGU = person("Sergei Shoigu", 4, "RUS", "minister of defence")
RUSSIA = Actor(0, 1, 0, 0, "Russia", "Russia", "RUS", "GOV", kind="state", chain=3)
CLAIM = CountClaim(0, Span(0, 1), "CONSULT", (XI, PUTIN), 2, YEAR)


def event(name: str, day: date, *others: Actor, count: int | None = None, kind: str = "CONSULT") -> Event:
    dating = Dating(day, day, "day", "stated")
    mention = Mention(0, 1, 0, 0, Span(0, 1), kind, None, (XI,), others, dating, "actual", 0.9, "meet", count=count)
    return Event(name, (mention,))


MARCH = event("march", date(2023, 3, 21), PUTIN)
OCTOBER_18 = date(2023, 10, 18)
OCTOBER = event("october", OCTOBER_18, PUTIN)


@pytest.mark.parametrize("example", WORDS.examples)
def test_an_example_asserts_its_number(example):
    text, wanted = example.split(" => ")
    assert [f"{claim.type} | {claim.asserted}" for claim in claims(text)] == [wanted]


@pytest.mark.parametrize("text", WORDS.counter_examples)
def test_a_counter_example_asserts_no_number_of_events(text):
    assert claims(text) == ()


def test_the_period_of_a_count_is_the_year_so_far():
    (claim,) = claims("The presidents of Chad and Niger have met twice this year.")
    assert claim.dating is not None
    assert (claim.dating.first, claim.dating.last) == (date(2023, 1, 1), PUBLISHED)


def test_a_count_agrees_with_as_many_events_on_record():
    (found,) = verify((CLAIM,), (MARCH, OCTOBER))
    assert (found.verdict, found.matching) == ("agree", ("march", "october"))


def test_the_whole_told_as_several_is_not_counted_again():
    whole = event("whole", date(2023, 6, 1), PUTIN, count=2)
    (found,) = verify((CLAIM,), (MARCH, OCTOBER, whole))
    assert found.matching == ("march", "october")


def test_events_outside_the_period_of_another_type_or_with_others_do_not_count():
    before = event("before", date(2022, 9, 15), PUTIN)
    attack = event("attack", date(2023, 5, 5), PUTIN, kind="ASSAULT")
    stranger = event("stranger", date(2023, 5, 5), person("Jens Stoltenberg", 9, "NOR"))
    (found,) = verify((CLAIM,), (MARCH, before, attack, stranger))
    assert (found.verdict, found.matching) == ("fewer", ("march",))


def test_a_visit_to_the_state_counts_as_a_meeting_with_its_president():
    (found,) = verify((CLAIM,), (event("visit", date(2023, 3, 20), RUSSIA), OCTOBER))
    assert found.verdict == "agree"


def test_a_visit_to_the_state_is_no_meeting_with_its_minister():
    claim = replace(CLAIM, actors=(XI, SHOIGU))
    (found,) = verify((claim,), (event("visit", date(2023, 3, 20), RUSSIA), event("october", OCTOBER_18, SHOIGU)))
    assert found.matching == ("october",)


def test_a_meeting_of_two_states_is_none_of_their_presidents():
    china = replace(RUSSIA, text="China", name="China", code="CHN", chain=5)
    states = replace(MARCH.chief, actors=(china,), recipients=(RUSSIA,))
    (found,) = verify((CLAIM,), (OCTOBER, Event("states", (states,))))
    assert found.matching == ("october",)


def test_more_events_than_asserted_are_more():
    (found,) = verify((CLAIM,), (MARCH, OCTOBER, event("may", date(2023, 5, 5), PUTIN)))
    assert found.verdict == "more"


def test_planned_events_do_not_count():
    planned = replace(OCTOBER.chief, factuality="planned")
    (found,) = verify((CLAIM,), (MARCH, Event("planned", (planned,))))
    assert found.matching == ("march",)


def test_a_count_of_somebody_unresolved_gets_no_verdict():
    claim = replace(CLAIM, actors=(Actor(0, 1, 0, 0, "their", "their", None, None, kind="pronoun"),))
    assert verify((claim,), (MARCH,)) == (claim,)


def test_a_malformed_list_is_refused(tmp_path):
    path = tmp_path / "nouns.yaml"
    path.write_text("nouns: {CONSULT: [meeting]}\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"nouns\.yaml:1: the section 'measures'"):
        load_count_words(path)
