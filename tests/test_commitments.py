"""What actors undertake to do: the word list on its own examples, and what is no commitment."""

import re
from datetime import date
from functools import cache

import pytest

from entente import actors, language
from entente.coding.attribution import find_statements, load_speech
from entente.coding.commitments import find_commitments
from entente.coding.occasions import with_occasions
from entente.coding.undertakings import load_undertakings
from entente.errors import DataError
from entente.model import Block, Commitment, Report, Resolved, Span
from entente.times import load as load_times
from entente.times import resolve_times

WORDS = load_undertakings()


@cache
def knowledge():
    return language.load(), actors.load(), load_speech()


def commitments(text: str, *, title: bool = False) -> tuple[Commitment, ...]:
    model, directory, speech = knowledge()
    kind = "title" if title else "body"
    blocks = tuple(Block(Span(m.start(), m.end()), kind) for m in re.finditer(r"[^\n]+", text))
    parsed = language.parse(Report("test", text, blocks), model)
    resolved = Resolved(parsed, actors=actors.resolve_actors(parsed, directory))
    return find_commitments(resolved, find_statements(resolved, speech), ())


@pytest.mark.parametrize("example", WORDS.examples)
def test_an_example_is_found_with_type_and_words(example):
    text, wanted = example.split(" => ")
    assert [f"{c.action} | {c.words}" for c in commitments(text)] == [wanted]


@pytest.mark.parametrize("text", WORDS.counter_examples)
def test_a_counter_example_is_no_commitment(text):
    assert commitments(text) == ()


def test_each_coordinated_act_is_a_commitment_of_its_own():
    text = "Kenya and Uganda agreed on Monday to hold joint patrols along the border and exchange prisoners."
    found = commitments(text)
    assert [c.words for c in found] == ["hold joint patrols along the border", "exchange prisoners"]
    assert {tuple(actor.name for actor in c.parties) for c in found} == {("Kenya", "Uganda")}


def test_the_words_are_the_characters_of_the_span():
    text = "Kenya and Uganda plan to regularly hold joint naval patrols."
    (found,) = commitments(text)
    assert found.span.of(text) == "plan to regularly hold joint naval patrols"
    assert found.regularity == "regularly"


@pytest.mark.parametrize(
    ("text", "made_in"),
    [
        ("During the talks, Kenya agreed to visit Norway.", "the talks"),
        ("In a joint statement, Kenya and Norway pledged to hold joint patrols.", "a joint statement"),
        ("Kenya agreed to visit Norway.", None),
    ],
)
def test_the_meeting_or_document_in_which_it_was_undertaken_is_named(text, made_in):
    assert [c.made_in for c in commitments(text)] == [made_in]


def dated(text: str) -> tuple[Commitment, ...]:
    model, directory, speech = knowledge()
    parsed = language.parse(
        Report("test", text, (Block(Span(0, len(text)), "body"),), published=date(2024, 5, 15)), model
    )
    times = resolve_times(parsed, load_times())
    resolved = Resolved(parsed, times, actors.resolve_actors(parsed, directory))
    said = with_occasions(resolved, find_statements(resolved, speech), ())
    return find_commitments(resolved, said, ())


def test_it_was_made_on_the_day_of_the_words_that_promise_it():
    (found,) = dated("Norway said on Monday that it would send tanks to Ukraine in June.")
    assert found.made is not None
    assert found.dating is not None
    assert (found.made.first, found.dating.first) == (date(2024, 5, 13), date(2024, 6, 1))


@pytest.mark.parametrize(
    "text", ["No minister shall visit Norway.", "The council was due to meet on Monday.", "Nobody will visit Norway."]
)
def test_what_nobody_undertakes_or_was_once_scheduled_is_none(text):
    assert commitments(text) == ()


def test_who_is_committed_to_it_is_its_party():
    (found,) = commitments("Kenya and Norway are committed to holding joint patrols.")
    assert [actor.name for actor in found.parties] == ["Kenya", "Norway"]


def test_a_document_that_states_it_is_where_it_was_made():
    text = "Kenya and Uganda plan to hold joint patrols, according to the joint statement signed by the two presidents."
    (found,) = commitments(text)
    assert found.made_in == "the joint statement signed by the two presidents"
    assert [source.name for source in found.attribution] == ["the joint statement signed by the two presidents"]
    assert found.words == "hold joint patrols"


def test_a_commitment_inside_a_statement_stands_on_the_speaker():
    (found,) = commitments("Jens Stoltenberg said that Norway was ready to work with Sweden.")
    assert [source.name for source in found.attribution] == ["Jens Stoltenberg"]
    assert [actor.name for actor in found.partners] == ["Sweden"]


def test_a_pronoun_that_undertakes_stands_for_the_speaker():
    (found,) = commitments("“We will send tanks to Ukraine,” Jens Stoltenberg said.")
    assert [actor.name for actor in found.parties] == ["Jens Stoltenberg"]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Norway plans to leave the mission if Sweden does.", 0),
        ("Norway plans to leave the mission even if Sweden does not.", 1),
        ("The aim of Norway is to win the vote.", 0),
    ],
)
def test_conditions_and_aims_commit_nobody(text, number):
    assert len(commitments(text)) == number


def test_what_another_is_said_to_do_one_day_is_no_commitment_of_the_speaker():
    assert commitments("Jens Stoltenberg said that the company would sue the paper.") == ()


def test_what_a_joint_statement_foretells_is_undertaken_in_it():
    text = "Kenya and Uganda will reopen their embassies, according to a joint statement issued by both countries."
    (found,) = commitments(text)
    assert (found.made_in, found.action) == ("a joint statement issued by both countries", "SUPPORT")


def test_an_act_without_a_type_of_its_own_is_agree():
    (found,) = commitments("Norway promised to look after the children.")
    assert (found.action, found.words) == ("AGREE", "look after the children")


def test_a_headline_commits_nobody():
    assert commitments("Kenya and Uganda plan to hold joint patrols", title=True) == ()


def test_an_attack_foretold_is_no_commitment():
    assert commitments("The rebels vowed to attack Nairobi.") == ()


def test_a_malformed_list_is_refused(tmp_path):
    path = tmp_path / "undertakings.yaml"
    path.write_text("verbs: [plan]\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"undertakings\.yaml:1: the section 'adjectives'"):
        load_undertakings(path)


def test_a_deadline_given_as_a_length_of_time_ends_on_its_last_day():
    (found,) = dated("Norway and Kenya agreed to exchange their prisoners within two months.")
    assert found.dating is not None
    assert found.dating.last == date(2024, 7, 15)


def test_the_last_of_three_acts_is_one_though_it_looks_like_a_present_tense():
    found = commitments(
        "Norway is willing to train officers with Kenya, send tanks and continuously push trade forward."
    )
    assert [each.words.split()[0] for each in found] == ["train", "send", "continuously"]
