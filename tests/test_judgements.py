"""What people decide holds, can be taken back, and is never lost."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from entente.errors import UsageError
from entente.model import Linked
from entente.query.by_hand import at_words, mention_by_hand
from entente.query.reviewing import kappa
from literal_report import MET, MET_AGAIN, TEXT, Record, linked

DAY = date(2024, 6, 1)
BY = {"who": "A. Reader", "why": "as the report says"}


@pytest.fixture
def record(tmp_path: Path):
    """One report: e1 a visit on 14 May 2024, e2 a declared willingness on the 15th, e3 meetings this year."""
    with Record(tmp_path / "record.db") as found:
        found.store(linked(), "k", DAY)
        yield found


def seen(record: Record) -> list[object]:
    """All that queries show."""
    tables = record.events(), record.statements(), record.commitments(), record.counts(), record.panel(wide=True)
    return [table.to_dicts() for table in tables]


def ids(found) -> str:
    return " ".join(entry.id for entry in found)


@pytest.mark.parametrize(
    ("field", "value", "column", "shown"),
    [
        ("type", "SUPPORT", "event", "SUPPORT"),
        ("mode", "phone", "mode", "phone"),
        ("context", "military;legal", "context", "military;legal"),
        ("actor", "PRT MIL Ana Sousa & ESP GOV Spain", "actor_code", "PRT;ESP"),
        ("recipient", None, "recipient", None),
        ("date", "2024-05-13", "enddate", "2024-05-13"),
        ("enddate", "2024-05-16", "enddate", "2024-05-16"),
        ("historical", "true", "historical", True),
        ("place", "Lisbon, PRT", "place", "Lisbon"),
        ("place", "Lisbon, PRT", "place_country", "PRT"),
        ("factuality", "negated", "factuality", "negated"),
        ("speaker", "--- The Daily", "speaker", "The Daily"),
        ("count", "3", "count", 3),
        ("forum", "Harbour Forum", "forum", "Harbour Forum"),
        ("document", None, "document", None),
    ],
)
def test_every_field_can_be_corrected_and_given_back(record, field, value, column, shown):
    before = seen(record)
    judgement = record.correct("e1", field, value, **BY)
    assert {row["id"]: row[column] for row in record.events().to_dicts()}["e1"] == shown
    assert {row["id"]: row["reviewed"] for row in record.events().to_dicts()}["e1"] is True
    record.undo(judgement.id, **BY)
    assert seen(record) == before


@pytest.mark.parametrize(
    ("field", "value", "complaint"),
    [
        ("actor", "Portugal", "no actor; write CHN MIL"),
        ("place", "", "no place"),
        ("mode", "drone", "no mode of CONSULT; visit, third-party"),
        ("context", "weather", "no context"),
        ("count", "some", "no count; write a whole number"),
    ],
)
def test_a_value_that_a_field_does_not_take_is_refused_with_how_to_write_it(record, field, value, complaint):
    with pytest.raises(UsageError, match=complaint):
        record.correct("e1", field, value, **BY)


def test_what_is_corrected_is_found_by_what_it_says_now(record):
    record.correct("e1", "actor", "ESP GOV Spain", **BY)
    assert ids(record.events(actor="ESP")) == "e1"
    assert "e1" not in ids(record.events(actor="Sousa", type="CONSULT:visit"))


def test_an_accepted_event_is_reviewed_and_comes_back_if_it_was_rejected(record):
    record.reject("e1", **BY)
    assert ids(record.events()) == "e3 e2"
    record.accept("e1", **BY)
    assert ids(record.events(reviewed=True)) == "e1"
    assert ids(record.events(reviewed=False)) == "e3 e2"


def test_merged_events_are_one_and_can_be_parted_again(record):
    before = seen(record)
    judgement = record.merge("e1", "e3", **BY)
    [entry] = record.events(type="CONSULT")
    assert {entry.id, *(each.id for each in entry.members)} == {"e1", "e3"}
    assert record.events().to_dicts()[0]["mentions"] == 2
    assert record.event("e3").id == entry.id, "either id leads to the happening"
    split = record.split("e3", **BY)
    assert ids(record.events()) == "e3 e1 e2"
    record.undo(split.id, **BY)
    record.undo(judgement.id, **BY)
    assert seen(record) == before


def test_what_is_judged_about_one_of_two_merged_events_holds_for_both(record):
    record.merge("e1", "e3", **BY)
    record.correct("e3", "factuality", "negated", **BY)
    [entry] = record.events(factuality="negated")
    assert (entry.id, len(entry.members)) == ("e3", 1)
    record.reject("e1", **BY)
    assert ids(record.events()) == "e2"


def test_a_mention_can_be_parted_from_its_event(record):
    both = replace(linked().events[1], mentions=(MET, MET_AGAIN))
    record.store(Linked(linked().coded, (both,)), "newer", DAY)
    before = seen(record)
    judgement = record.split("e1", 2, **BY)
    assert [entry.value.mentions for entry in record.events(type="CONSULT")] == [(MET_AGAIN,), (MET,)]
    apart = record.events(type="CONSULT")[0].id
    record.correct(apart, "count", "2", **BY)
    assert record.event(apart).value.chief.count == 2
    record.merge("e1", apart, **BY)
    assert len(record.events()) == 1
    record.undo(judgement.id, **BY)
    assert [row["mentions"] for row in record.events().to_dicts()] == [2]
    assert len(before[0]) == 1


def test_only_one_of_several_mentions_can_be_parted(record):
    with pytest.raises(UsageError, match="has 1 mentions"):
        record.split("e1", 1, **BY)


def add(record: Record, words: str = "is willing", **fields):
    report = record.report("porto.txt").report
    given = {"type": "SUPPORT", "actor": "PRT GOV Portugal", "recipient": "CHL GOV Luis Vega", "date": "2024-05-14"}
    return record.add_event(report, mention_by_hand(report, at_words(report, words), given | fields), **BY)


def test_an_event_can_be_added_from_selected_words_and_withdrawn(record):
    before = seen(record)
    judgement = add(record, place="Porto, PRT")
    [entry] = record.events(type="SUPPORT", recipient="CHL", place="Porto", text="patrols")
    chief = entry.value.chief
    assert (entry.id, chief.rule, chief.trigger.of(TEXT)) == (judgement.target, "by hand", "is willing")
    assert chief.span.of(TEXT) == "Sousa said that Portugal is willing to hold joint patrols regularly."
    assert chief.recipients[0].span.of(TEXT) == "Luis Vega"
    assert record.panel("day", actors=["PRT", "CHL"]).to_dicts()[1]["events"] == 2
    record.undo(judgement.id, **BY)
    assert seen(record) == before


def test_words_that_stand_nowhere_or_twice_are_refused(record):
    report = record.report("porto.txt").report
    with pytest.raises(UsageError, match="stands there 0 times"):
        at_words(report, "signed a treaty")
    with pytest.raises(UsageError, match=r"stands there 2 times at .*say which"):
        at_words(report, "Sousa")
    assert at_words(report, "Porto", TEXT.index("Porto")).start == TEXT.index("Porto")


def test_judgements_hold_when_a_report_is_coded_anew(record):
    record.reject("e2", **BY)
    record.correct("e1", "type", "SUPPORT", **BY)
    record.merge("e1", "e3", **BY)
    added = add(record)
    before = seen(record)
    assert record.store(linked(), "newer knowledge", DAY) == "superseding"
    assert seen(record) == before
    assert added.target in ids(record.events())


def test_judgements_hold_again_when_an_event_is_found_again_after_it_was_lost(record):
    record.correct("e1", "factuality", "negated", **BY)
    record.store(Linked(linked().coded, linked().events[:1]), "worse", DAY)
    assert ids(record.events()) == "e3"
    record.store(linked(), "better", DAY)
    assert ids(record.events(factuality="negated")) == "e1"


def test_an_added_event_stays_when_the_text_of_its_report_changes(record):
    added = add(record)
    record.store(linked(title="Ministers met in Porto"), "k", DAY)
    assert record.event(added.target).report.title == "Ministers meet in Porto"
    assert added.target in ids(record.events())


def test_what_a_person_added_and_the_program_finds_later_is_one(record):
    added = add(record)
    told = record.event(added.target).value.chief
    found = replace(linked().events[0], id=added.target, mentions=(replace(told, rule="willing", confidence=0.4),))
    record.store(Linked(linked().coded, (*linked().events, found)), "newer", DAY)
    [entry] = record.events(type="SUPPORT")
    assert (entry.value.chief.rule, record.events(type="SUPPORT").to_dicts()[0]["sources"]) == ("by hand", 1)


def test_a_report_can_be_withdrawn_and_brought_back(record):
    before = seen(record)
    judgement = record.withdraw("porto.txt", **BY)
    assert [len(table) for table in seen(record)] == [0] * 5
    assert record.store(linked(), "newer", DAY) == "superseding"
    assert len(record.events()) == 0, "coding it anew does not bring it back"
    record.undo(judgement.id, **BY)
    assert seen(record) == before


def test_who_when_and_why_are_kept(record):
    judgement = record.reject("e1", who="B. Writer", why="a rehearsal")
    [kept] = record.judgements("e1")
    assert kept == judgement
    assert (kept.kind, kept.who, kept.why, kept.moment[:2]) == ("reject", "B. Writer", "a rehearsal", "20")
    with pytest.raises(UsageError, match="say who judges"):
        record.reject("e1", who=" ", why="-")


# Agreement


def test_kappa_is_agreement_beyond_chance():
    # Cohen's own example (1960, table 1) has a kappa of .492 with these proportions, in hundredths here.
    table = {"aa": 25, "ab": 13, "ac": 12, "ba": 12, "bb": 2, "bc": 16, "ca": 3, "cb": 15, "cc": 2}
    pairs = [(cell[0], cell[1]) for cell, count in table.items() for _ in range(count)]
    share = sum(a == b for a, b in pairs) / 100
    chance = sum(sum(a == value for a, _ in pairs) * sum(b == value for _, b in pairs) for value in "abc") / 10_000
    assert kappa(pairs) == pytest.approx((share - chance) / (1 - chance))
    assert kappa([("a", "a")] * 5) is None
    assert kappa([("a", "a"), ("b", "b")]) == 1
    assert kappa([("a", "b"), ("b", "a")]) == -1


def test_two_reviewers_are_compared_on_what_both_judged(record):
    for event in ("e1", "e2", "e3"):
        record.accept(event, who="one")
    record.accept("e1", who="two")
    record.correct("e1", "type", "SUPPORT", who="two", why="-")
    undone = record.accept("e2", who="two")
    record.undo(undone.id, who="two", why="-")
    record.reject("e3", who="two", why="-")
    found = {each.field: each for each in record.agreement("one", "two")}
    assert (found["verdict"].events, found["verdict"].share, found["verdict"].kappa) == (2, 0.5, 0)
    assert (found["type"].events, found["type"].share) == (1, 0)
    assert (found["factuality"].share, found["factuality"].kappa) == (1, None)
    with pytest.raises(UsageError, match="nobody called 'three' judged"):
        record.agreement("one", "three")


# Whatever is judged can be taken back

EVENTS = st.sampled_from(["e1", "e2", "e3"])
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("reject"), EVENTS),
        st.tuples(st.just("accept"), EVENTS),
        st.tuples(st.just("split"), EVENTS),
        st.tuples(st.just("merge"), EVENTS, EVENTS),
        st.tuples(st.just("correct"), EVENTS, st.just("type"), st.sampled_from(["SUPPORT", "ASSAULT"])),
        st.tuples(st.just("correct"), EVENTS, st.just("date"), st.sampled_from(["2024-05-01", None])),
        st.tuples(st.just("withdraw"), st.just("porto.txt")),
    ),
    max_size=6,
)


def judge(record: Record, steps) -> list[str]:
    done = []
    for kind, *arguments in steps:
        if kind != "merge" or arguments[0] != arguments[1]:
            done.append(getattr(record, kind)(*arguments, **BY).id)
    return done


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(steps=STEPS, data=st.data())
def test_undoing_all_judgements_in_any_order_restores_the_record(tmp_path_factory, steps, data):
    with Record(tmp_path_factory.mktemp("record") / "record.db") as record:
        record.store(linked(), "k", DAY)
        before = seen(record)
        done = judge(record, steps)
        during = seen(record)
        record.rebuild()
        assert seen(record) == during, "what is shown is a function of output and judgements"
        for id in data.draw(st.permutations(done)):
            record.undo(id, **BY)
        assert seen(record) == before


@settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow])
@given(steps=STEPS)
def test_storing_again_changes_nothing_whatever_was_judged(tmp_path_factory, steps):
    with Record(tmp_path_factory.mktemp("record") / "record.db") as record:
        record.store(linked(), "k", DAY)
        judge(record, steps)
        before = seen(record)
        assert record.store(linked(), "k", date(2025, 1, 1)) == "same"
        assert seen(record) == before
        record.store(linked(), "newer", DAY)
        assert seen(record) == before
