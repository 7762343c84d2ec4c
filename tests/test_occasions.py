"""When and where something was said: the cue's time and place, what it is told with, else the day of publication."""

from datetime import date

from entente.coding.occasions import with_occasions
from entente.model import Dating, Mention, Parsed, Source, Span, Statement
from parsed_sentences import PUBLISHED, actor, day, place, report_of, resolved

MONDAY = date(2024, 5, 13)
SAID = (
    "Lopez/Lopez/NNP/nsubj>2 told/tell/VBD/root>0 reporters/reporter/NNS/obj>2 in/in/IN/case>5 Oslo/Oslo/NNP/obl>2 "
    "on/on/IN/case>7 Monday/Monday/NNP/obl>2 that/that/IN/mark>10 Quito/Quito/NNP/nsubj>10 fell/fall/VBD/ccomp>2 "
    "in/in/IN/case>12 May/May/NNP/obl>10 ./././punct>2"
)
ADDED = (
    "+ She/she/PRP/nsubj>2 added/add/VBD/root>0 that/that/IN/mark>5 it/it/PRP/nsubj>5 "
    "burned/burn/VBD/ccomp>2 ./././punct>2"
)
HAD = (
    "Lopez/Lopez/NNP/nsubj>3 had/have/VBD/aux>3 said/say/VBN/root>0 it/it/PRP/nsubj>5 fell/fall/VBD/ccomp>3 "
    "./././punct>3"
)
PLAIN = "Lopez/Lopez/NNP/nsubj>2 said/say/VBD/root>0 it/it/PRP/nsubj>4 fell/fall/VBD/ccomp>2 ./././punct>2"
WHILE = (
    "Lopez/Lopez/NNP/nsubj>2 said/say/VBD/root>0 it/it/PRP/nsubj>4 fell/fall/VBD/ccomp>2 ,/,/,/punct>7 "
    "while/while/IN/mark>7 meeting/meet/VBG/advcl>2 Reyes/Reyes/NNP/obj>7 ./././punct>2"
)


def said(parsed: Parsed, cue: str, content: str, sentence: int = 0, source: str = "Lopez") -> Statement:
    text, start = parsed.report.text, parsed.sentences[sentence].start
    cued, told = text.index(cue, start), text.index(content, start)
    who = Source(source)
    return Statement(sentence, who, Span(cued, cued + len(cue)), (Span(told, told + len(content)),), attribution=(who,))


def stated(first: date) -> Dating:
    return Dating(first, first, "day", "stated")


def test_the_time_and_place_of_the_cue_are_the_statement_s_and_those_of_the_content_are_not():
    parsed = report_of(SAID)
    times = (day(parsed, "Monday", MONDAY), day(parsed, "May", date(2024, 5, 1), granularity="month"))
    value = resolved(parsed, times=times, places=(place(parsed, "Oslo", "NOR"), place(parsed, "Quito", "ECU")))
    [found] = with_occasions(value, (said(parsed, "told", "that Quito fell in May"),), ())
    assert found.dating is not None
    assert found.place is not None
    assert (found.dating.first, found.dating.basis, found.place.name) == (MONDAY, "stated", "Oslo")


def test_the_same_speaker_goes_on_on_the_same_occasion_in_the_paragraph():
    parsed = report_of(SAID, ADDED)
    value = resolved(parsed, times=(day(parsed, "Monday", MONDAY),), places=(place(parsed, "Oslo", "NOR"),))
    first, second = said(parsed, "told", "that Quito fell in May"), said(parsed, "added", "that it burned", 1)
    found = with_occasions(value, (first, second), ())[1]
    assert found.dating is not None
    assert found.place is not None
    assert (found.dating.first, found.dating.basis, found.place.name) == (MONDAY, "inherited", "Oslo")


def test_another_speaker_has_an_occasion_of_his_own():
    parsed = report_of(SAID, ADDED)
    value = resolved(parsed, times=(day(parsed, "Monday", MONDAY),))
    first = said(parsed, "told", "that Quito fell in May")
    second = said(parsed, "added", "that it burned", 1, source="Reyes")
    found = with_occasions(value, (first, second), ())[1]
    assert found.dating == Dating(PUBLISHED, PUBLISHED, "day", "publication")


def test_what_had_been_said_before_is_only_bounded():
    parsed = report_of(HAD)
    [found] = with_occasions(resolved(parsed), (said(parsed, "had said", "it fell"),), ())
    assert found.dating == Dating(None, PUBLISHED, None, "bounded", historical=True)


def test_what_is_said_while_meeting_has_the_day_and_place_of_the_meeting():
    parsed = report_of(WHILE)
    oslo = place(report_of(SAID), "Oslo", "NOR")
    lopez, reyes = actor(parsed, "Lopez", 1, "ESP"), actor(parsed, "Reyes", 2, "PER")
    start = parsed.report.text.index("meeting")
    trigger = Span(start, start + len("meeting"))
    met = Mention(0, 9, 0, 6, trigger, "CONSULT", None, (lopez, reyes), (), stated(MONDAY), "actual", 0.9, "meet",
                  place=oslo)  # fmt: skip
    [found] = with_occasions(resolved(parsed, (lopez, reyes)), (said(parsed, "said", "it fell"),), (met,))
    assert found.dating is not None
    assert (found.dating.first, found.dating.basis) == (MONDAY, "inherited")
    assert found.place == oslo


def test_a_report_without_a_day_leaves_the_statement_without_one():
    parsed = report_of(PLAIN, published=None)
    [found] = with_occasions(resolved(parsed), (said(parsed, "said", "it fell"),), ())
    assert found.dating is None
