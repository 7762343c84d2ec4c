# ruff: noqa: E501 -- a parse is one line a sentence
"""Coding from written-down parses: who, what type, how sure, when and where (codebook sections 2 to 6)."""

from __future__ import annotations

from datetime import date

import pytest

from entente import coding
from entente.coding.events import find_mentions
from entente.model import Mention, Resolved, Source, Span, Statement
from parsed_sentences import actor, day, place, report_of, resolved

BOOK = coding.load()
VISIT = "Norway/Norway/NNP/nsubj>2 met/meet/VBD/root>0 Latvia/Latvia/NNP/obj>2 in/in/IN/case>5 Riga/Riga/NNP/obl>2 on/on/IN/case>7 Monday/Monday/NNP/obl>2 ./././punct>2"


def mentions(case: Resolved, statements: tuple[Statement, ...] = ()) -> tuple[Mention, ...]:
    return find_mentions(case, statements, BOOK)


def names(side) -> list[str]:
    return [entry.text for entry in side]


def pair(line: str, first: str = "Norway", second: str = "Latvia", **more) -> Resolved:
    parsed = report_of(line)
    actors = [actor(parsed, first, 1, "NOR"), actor(parsed, second, 2, "LVA")]
    return resolved(parsed, actors, more.get("times", ()), more.get("places", ()))


def one(line: str) -> Mention:
    found = mentions(pair(line))
    assert len(found) == 1
    return found[0]


def test_the_visitor_is_the_actor_and_the_host_the_recipient():
    parsed = report_of(VISIT)
    case = resolved(
        parsed,
        [actor(parsed, "Norway", 1, "NOR"), actor(parsed, "Latvia", 2, "LVA")],
        [day(parsed, "Monday", date(2024, 5, 13))],
        [place(parsed, "Riga", "LVA")],
    )
    (meeting,) = mentions(case)
    assert (meeting.type, names(meeting.actors), names(meeting.recipients)) == ("CONSULT", ["Norway"], ["Latvia"])
    assert (meeting.dating.first, meeting.dating.basis, meeting.place.name) == (date(2024, 5, 13), "stated", "Riga")


def test_without_a_host_all_who_met_are_actors():
    meeting = one("Norway/Norway/NNP/nsubj>2 met/meet/VBD/root>0 Latvia/Latvia/NNP/obj>2")
    assert (names(meeting.actors), names(meeting.recipients)) == (["Norway", "Latvia"], [])


@pytest.mark.parametrize(
    "line",
    [
        "Norway/Norway/NNP/nsubj>2 condemned/condemn/VBD/root>0 Latvia/Latvia/NNP/obj>2",
        "Latvia/Latvia/NNP/nsubj:pass>3 was/be/VBD/aux:pass>3 condemned/condemn/VBN/root>0 by/by/IN/case>5 Norway/Norway/NNP/obl:agent>3",
        "Norway/Norway/NNP/nsubj>6 ,/,/,/punct>4 which/which/WP/nsubj>4 condemned/condemn/VBD/acl:relcl>1 Latvia/Latvia/NNP/obj>4 slept/sleep/VBD/root>0",
        "Latvia/Latvia/NNP/nsubj>5 ,/,/,/punct>3 condemned/condemn/VBN/acl>1 by/by/IN/case>6 slept/sleep/VBD/root>0 Norway/Norway/NNP/obl:agent>3",
        "Norway/Norway/NNP/nsubj>2 slept/sleep/VBD/root>0 and/and/CC/cc>4 condemned/condemn/VBD/conj>2 Latvia/Latvia/NNP/obj>4",
        "Norway/Norway/NNP/nsubj>2 began/begin/VBD/root>0 to/to/TO/mark>4 condemn/condemn/VB/xcomp>2 Latvia/Latvia/NNP/obj>4",
        "Norway/Norway/NNP/nsubj>2 slept/sleep/VBD/root>0 ,/,/,/punct>4 condemning/condemn/VBG/advcl>2 Latvia/Latvia/NNP/obj>4",
    ],
)
def test_actor_and_recipient_do_not_depend_on_the_construction(line: str):
    found = one(line)
    assert (found.type, names(found.actors), names(found.recipients)) == ("ACCUSE", ["Norway"], ["Latvia"])


@pytest.mark.parametrize(
    ("line", "factuality"),
    [
        (
            "Norway/Norway/NNP/nsubj>4 did/do/VBD/aux>4 not/not/RB/advmod>4 condemn/condemn/VB/root>0 Latvia/Latvia/NNP/obj>4",
            "negated",
        ),
        ("Norway/Norway/NNP/nsubj>3 will/will/MD/aux>3 condemn/condemn/VB/root>0 Latvia/Latvia/NNP/obj>3", "planned"),
        (
            "Norway/Norway/NNP/nsubj>3 may/may/MD/aux>3 condemn/condemn/VB/root>0 Latvia/Latvia/NNP/obj>3",
            "hypothetical",
        ),
        (
            "Norway/Norway/NNP/nsubj>2 plans/plan/VBZ/root>0 to/to/TO/mark>4 condemn/condemn/VB/xcomp>2 Latvia/Latvia/NNP/obj>4",
            "planned",
        ),
        (
            "Norway/Norway/NNP/nsubj>2 wants/want/VBZ/root>0 to/to/TO/mark>4 condemn/condemn/VB/xcomp>2 Latvia/Latvia/NNP/obj>4",
            "hypothetical",
        ),
        (
            "Norway/Norway/NNP/nsubj>2 failed/fail/VBD/root>0 to/to/TO/mark>4 condemn/condemn/VB/xcomp>2 Latvia/Latvia/NNP/obj>4",
            "negated",
        ),
        (
            "Norway/Norway/NNP/nsubj>2 continued/continue/VBD/root>0 to/to/TO/mark>4 condemn/condemn/VB/xcomp>2 Latvia/Latvia/NNP/obj>4",
            "actual",
        ),
    ],
)
def test_factuality_is_read_off_the_words_above(line: str, factuality: str):
    assert one(line).factuality == factuality


def test_a_future_meeting_is_an_agreement_that_is_planned():
    found = one("Norway/Norway/NNP/nsubj>3 will/will/MD/aux>3 meet/meet/VB/root>0 Latvia/Latvia/NNP/obj>3")
    assert (found.type, found.factuality) == ("AGREE", "planned")


def test_willingness_to_work_together_is_an_agreement_today():
    found = one(
        "Norway/Norway/NNP/nsubj>3 is/be/VBZ/cop>3 willing/willing/JJ/root>0 to/to/TO/mark>5 work/work/VB/xcomp>3 with/with/IN/case>7 Latvia/Latvia/NNP/obl>5"
    )
    assert (found.type, found.factuality, names(found.actors), names(found.recipients)) == (
        "AGREE",
        "actual",
        ["Norway"],
        ["Latvia"],
    )


def test_what_is_demanded_is_no_event_of_its_own():
    found = one(
        "Norway/Norway/NNP/nsubj>2 urged/urge/VBD/root>0 Latvia/Latvia/NNP/iobj>2 to/to/TO/mark>5 withdraw/withdraw/VB/xcomp>2 troops/troop/NNS/obj>5"
    )
    assert (found.type, found.mode) == ("REQUEST", "yield")


def test_a_refused_meeting_is_a_rejection_of_meeting():
    found = one(
        "Norway/Norway/NNP/nsubj>2 refused/refuse/VBD/root>0 to/to/TO/mark>4 meet/meet/VB/xcomp>2 Latvia/Latvia/NNP/obj>4"
    )
    assert (found.type, found.mode, names(found.recipients)) == ("REJECT", "meet", ["Latvia"])


def test_light_verbs_give_their_noun_a_subject():
    found = one(
        "Norway/Norway/NNP/nsubj>2 held/hold/VBD/root>0 talks/talk/NNS/obj>2 with/with/IN/case>5 Latvia/Latvia/NNP/nmod>3"
    )
    assert (found.type, found.trigger.of("Norway held talks with Latvia"), names(found.actors)) == (
        "CONSULT",
        "talks",
        ["Norway", "Latvia"],
    )


@pytest.mark.parametrize(
    "line",
    [
        "Norway/Norway/NNP/nsubj>2 visits/visit/VBZ/root>0 Latvia/Latvia/NNP/obj>2",
        "Norway/Norway/NNP/nsubj>2 attacked/attack/VBD/root>0 Latvia/Latvia/NNP/nmod:poss>4 goal/goal/NN/obj>2",
    ],
)
def test_habits_and_metaphors_are_no_events(line: str):
    assert mentions(pair(line)) == ()


def test_private_people_make_no_event():
    parsed = report_of("Ann/Ann/NNP/nsubj>2 met/meet/VBD/root>0 Bob/Bob/NNP/obj>2")
    private = [actor(parsed, "Ann", 1, None, sector=None), actor(parsed, "Bob", 2, None, sector=None)]
    assert mentions(resolved(parsed, private)) == ()


def test_a_date_is_stated_for_the_verb_it_depends_on_and_only_inherited_by_another():
    line = "Norway/Norway/NNP/nsubj>2 condemned/condemn/VBD/root>0 Latvia/Latvia/NNP/obj>2 ,/,/,/punct>6 which/which/WP/nsubj>6 slept/sleep/VBD/acl:relcl>3 on/on/IN/case>8 Monday/Monday/NNP/obl>6"
    parsed = report_of(line)
    case = pair(line, times=[day(parsed, "Monday", date(2024, 5, 13))])
    (found,) = mentions(case)
    assert (found.dating.first, found.dating.basis) == (date(2024, 5, 13), "inherited")


def test_the_past_perfect_only_bounds_an_act():
    found = one("Norway/Norway/NNP/nsubj>3 had/have/VBD/aux>3 condemned/condemn/VBN/root>0 Latvia/Latvia/NNP/obj>3")
    assert (found.dating.first, found.dating.last, found.dating.basis, found.dating.historical) == (
        None,
        date(2024, 5, 15),
        "bounded",
        True,
    )


def test_what_happened_this_year_ends_on_the_day_of_publication():
    line = "Norway/Norway/NNP/nsubj>2 condemned/condemn/VBD/root>0 Latvia/Latvia/NNP/obj>2 this/this/DT/det>5 year/year/NN/obl:tmod>2"
    year = day(report_of(line), "this year", date(2024, 1, 1), date(2024, 12, 31), granularity="year")
    (found,) = mentions(pair(line, times=[year]))
    assert (found.dating.first, found.dating.last, found.dating.historical) == (
        date(2024, 1, 1),
        date(2024, 5, 15),
        False,
    )


def test_what_ended_more_than_thirty_days_ago_is_historical():
    line = "Norway/Norway/NNP/nsubj>2 condemned/condemn/VBD/root>0 Latvia/Latvia/NNP/obj>2 in/in/IN/case>5 March/March/NNP/obl>2"
    march = day(report_of(line), "March", date(2024, 3, 1), date(2024, 3, 31), granularity="month")
    (found,) = mentions(pair(line, times=[march]))
    assert found.dating.historical


def test_a_second_sentence_of_the_paragraph_takes_the_date_of_the_first():
    parsed = report_of(
        "Norway/Norway/NNP/nsubj>2 met/meet/VBD/root>0 Latvia/Latvia/NNP/obj>2 on/on/IN/case>5 Monday/Monday/NNP/obl>2 ./././punct>2",
        "+ Norway/Norway/NNP/nsubj>2 praised/praise/VBD/root>0 Latvia/Latvia/NNP/obj>2 ./././punct>2",
    )
    actors = [
        actor(parsed, name, chain, code, sentence)
        for sentence in (0, 1)
        for name, chain, code in (("Norway", 1, "NOR"), ("Latvia", 2, "LVA"))
    ]
    _, praise = mentions(resolved(parsed, actors, [day(parsed, "Monday", date(2024, 5, 13))]))
    assert (praise.type, praise.dating.first, praise.dating.basis) == ("SUPPORT", date(2024, 5, 13), "inherited")


def test_an_event_inside_a_statement_keeps_its_speaker_and_ends_with_the_publisher():
    parsed = report_of(
        "Ann/Ann/NNP/nsubj>2 said/say/VBD/root>0 Norway/Norway/NNP/nsubj>4 condemned/condemn/VBD/ccomp>2 Latvia/Latvia/NNP/obj>4"
    )
    case = resolved(parsed, [actor(parsed, "Norway", 1, "NOR"), actor(parsed, "Latvia", 2, "LVA")])
    said = Statement(0, Source("Ann"), Span(4, 8), (Span(9, 32),), attribution=(Source("Ann"), Source("a ministry")))
    (found,) = mentions(case, (said,))
    assert found.speaker == Source("Ann")
    assert [source.name for source in found.attribution] == ["Ann", "a ministry"]


def test_a_number_of_the_dead_is_kept():
    parsed = report_of("rebels/rebel/NNS/nsubj>2 killed/kill/VBD/root>0 12/12/CD/nummod>4 soldiers/soldier/NNS/obj>2")
    case = resolved(
        parsed, [actor(parsed, "rebels", 1, None, sector="REB"), actor(parsed, "12 soldiers", 2, None, sector="MIL")]
    )
    (found,) = mentions(case)
    assert (found.type, found.count) == ("ASSAULT", 12)


def test_every_field_has_a_reason_in_the_derivation():
    found = one("Norway/Norway/NNP/nsubj>2 condemned/condemn/VBD/root>0 Latvia/Latvia/NNP/obj>2")
    assert {"type", "actor", "recipient", "date", "factuality"} <= {entry.field for entry in found.derivation}


def test_scores_are_those_of_the_mode_or_else_of_the_type():
    assert BOOK.ontology.score("CONSULT", "visit") == 4
    assert BOOK.ontology.score("CONSULT", None) == 2.5
    assert BOOK.ontology.quad_code("ASSAULT") == 4
