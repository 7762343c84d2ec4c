"""Linking: what is one happening, whatever order its mentions come in."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from entente.link import link
from entente.model import Actor, Block, Coded, Dating, Linked, Mention, Parsed, Place, Report, Resolved, Sentence, Span

REPORT = Report("a.txt", "x" * 2000, (Block(Span(0, 2000), "body"),), published=date(2024, 5, 15))
RESOLVED = Resolved(Parsed(REPORT, (Sentence(0, 2000, ()),)))
PLACES = {
    "Oslo": Place(0, 4, 0, 0, "Oslo", 3143244, 59.9, 10.7, "NOR", "city"),
    "Riga": Place(0, 4, 0, 0, "Riga", 456172, 56.9, 24.1, "LVA", "city"),
    "Norway": Place(0, 6, 0, 0, "Norway", 3144096, 62.0, 10.0, "NOR", "country"),
}


def who(chain: int, code: str = "NOR", kind: str = "person") -> Actor:
    return Actor(0, 3, 0, 0, f"actor {chain}", f"Actor {chain}", code, "GOV", kind=kind, chain=chain)


def on(first: int, last: int | None = None) -> Dating:
    return Dating(date(2024, 5, first), date(2024, 5, last or first), "day", "stated")


def mention(at: int, **fields) -> Mention:
    given_ = {
        "actors": (who(1),),
        "recipients": (who(2, "LVA"),),
        "dating": on(8),
        "type": "ACCUSE",
        "mode": None,
    } | fields
    return Mention(
        at,
        at + 9,
        0,
        0,
        Span(at, at + 3),
        factuality=given_.pop("factuality", "actual"),
        confidence=0.8,
        rule="r",
        **given_,
    )


def linked(*mentions: Mention) -> Linked:
    return link(Coded(RESOLVED, mentions))


def test_two_tellings_of_one_meeting_are_one_event():
    first = mention(0, type="CONSULT", actors=(who(1),), recipients=(who(2, "LVA"),))
    second = mention(50, type="CONSULT", actors=(who(2, "LVA"), who(1)), recipients=())
    assert len(linked(first, second).events) == 1


def test_meetings_on_different_days_stay_apart():
    assert len(linked(mention(0, type="CONSULT"), mention(50, type="CONSULT", dating=on(9))).events) == 2


def test_places_that_exclude_each_other_keep_events_apart():
    apart = linked(mention(0, place=PLACES["Oslo"]), mention(50, place=PLACES["Riga"]))
    together = linked(mention(0, place=PLACES["Oslo"]), mention(50, place=PLACES["Norway"]))
    assert (len(apart.events), len(together.events)) == (2, 1)


def test_a_charge_and_the_countercharge_are_two_events():
    back = mention(50, actors=(who(2, "LVA"),), recipients=(who(1),))
    assert len(linked(mention(0), back).events) == 2


def test_a_number_of_meetings_is_not_one_of_them():
    whole = mention(0, type="CONSULT", dating=on(1, 15), count=2)
    part = mention(50, type="CONSULT", dating=on(8))
    assert len(linked(whole, part).events) == 2


def test_a_plan_and_the_deed_are_two_events():
    assert len(linked(mention(0), mention(50, factuality="planned")).events) == 2


def test_the_chief_mention_is_the_one_that_says_most():
    bare = mention(0, recipients=())
    full = mention(50, place=PLACES["Oslo"])
    assert linked(bare, full).events[0].chief == full


def test_an_event_has_the_place_that_any_of_its_mentions_has_and_says_so():
    full = mention(0, recipients=(who(4, "LVA"),))
    elsewhere = mention(50, recipients=(), place=PLACES["Oslo"])
    chief = linked(full, elsewhere).events[0].chief
    assert chief.trigger == full.trigger
    assert (chief.place.name, chief.place.rule) == (PLACES["Oslo"].name, "inherited")


def test_an_event_has_the_actors_that_any_of_its_mentions_names_and_says_so():
    bare = mention(0, actors=(), place=PLACES["Oslo"])
    named = mention(50, dating=replace(on(8), basis="inherited"))
    chief = linked(bare, named).events[0].chief
    assert chief.trigger == bare.trigger
    assert [actor.name for actor in chief.actors] == ["Actor 1"]
    assert [(step.value, step.rule) for step in chief.derivation if step.field == "actor"] == [("Actor 1", "inherited")]


def test_nobody_is_missing_where_several_act_on_each_other():
    mutual = mention(0, type="COOPERATE", actors=(who(1), who(2, "LVA")), recipients=(), place=PLACES["Oslo"])
    sided = mention(50, type="COOPERATE", dating=replace(on(8), basis="inherited"))
    assert all(event.chief.recipients == () for event in linked(mutual, sided).events if len(event.mentions) > 1)


def test_the_id_of_an_event_is_sixteen_hex_digits_and_depends_on_the_report():
    coded = Coded(RESOLVED, (mention(0),))
    other = Coded(
        replace(RESOLVED, parsed=replace(RESOLVED.parsed, report=replace(REPORT, source="b.txt"))), (mention(0),)
    )
    ids = {link(coded).events[0].id, link(other).events[0].id}
    assert len(ids) == 2
    assert all(len(id_) == 16 and int(id_, 16) >= 0 for id_ in ids)


@st.composite
def many(draw) -> tuple[Mention, ...]:
    count = draw(st.integers(1, 7))
    return tuple(
        mention(
            40 * n,
            type=draw(st.sampled_from(["CONSULT", "ACCUSE"])),
            actors=tuple(who(chain) for chain in draw(st.sets(st.integers(1, 3), min_size=1, max_size=2))),
            recipients=tuple(who(chain, "LVA") for chain in draw(st.sets(st.integers(4, 5), max_size=2))),
            dating=on(draw(st.integers(1, 4)), draw(st.integers(4, 6))),
            place=draw(st.sampled_from([None, *PLACES.values()])),
        )
        for n in range(count)
    )


def grouping(result: Linked) -> set[tuple[str, frozenset[Span]]]:
    return {(event.id, frozenset(mention.trigger for mention in event.mentions)) for event in result.events}


@given(many(), st.randoms())
def test_link_does_not_depend_on_the_order_of_mentions(mentions: tuple[Mention, ...], chance: random.Random):
    shuffled = list(mentions)
    chance.shuffle(shuffled)
    assert linked(*mentions).events == linked(*shuffled).events


@given(many())
def test_linking_twice_equals_linking_once(mentions: tuple[Mention, ...]):
    once = linked(*mentions)
    assert link(once.coded) == once


@given(many())
def test_every_mention_is_in_exactly_one_event(mentions: tuple[Mention, ...]):
    inside = [mention.trigger for event in linked(*mentions).events for mention in event.mentions]
    assert sorted(inside) == sorted(mention.trigger for mention in mentions)
