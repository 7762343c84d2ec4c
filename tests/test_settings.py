"""Forums and documents as named things: the word list on its own examples, and when, where and whose they are."""

import re
from datetime import date
from functools import cache

import pytest

from entente import actors, coding, language
from entente.coding.forums import load_setting_words
from entente.errors import DataError
from entente.model import Block, Coded, Report, Resolved, Setting, Span
from entente.places import load as load_places
from entente.places import resolve_places
from entente.times import load as load_times
from entente.times import resolve_times

WORDS = load_setting_words()
PUBLISHED = date(2024, 5, 15)


@cache
def knowledge():
    return language.load(), actors.load(), load_times(), load_places(), coding.load()


def code(text: str) -> Coded:
    model, directory, grammar, gazetteer, book = knowledge()
    blocks = tuple(Block(Span(m.start(), m.end()), "body") for m in re.finditer(r"[^\n]+", text))
    parsed = language.parse(Report("test", text, blocks, published=PUBLISHED), model)
    times, places = resolve_times(parsed, grammar), resolve_places(parsed, gazetteer)
    return coding.code(Resolved(parsed, times, actors.resolve_actors(parsed, directory), places), book)


def only(text: str) -> Setting:
    (found,) = code(text).settings
    return found


@pytest.mark.parametrize("example", WORDS.examples)
def test_an_example_is_named_with_its_edition(example):
    text, wanted = example.split(" => ")
    found = only(text)
    assert f"{found.kind} | {found.name} | {found.edition or '-'}" == wanted


@pytest.mark.parametrize("text", WORDS.counter_examples)
def test_a_counter_example_names_none(text):
    assert code(text).settings == ()


def test_a_forum_knows_its_series_and_place():
    found = only("The ministers met at the 10th Harbour Forum in Oslo.")
    assert (found.series, found.place.name if found.place else None) == ("Harbour Forum", "Oslo")


def test_the_forum_takes_up_the_one_named_before():
    text = "The ministers met at the fifth Harbour Forum in Oslo.\n\nAt the forum, Kenya agreed to host a meeting."
    assert [span.of(text) for span in only(text).spans] == ["fifth Harbour Forum", "forum"]


def test_an_act_that_takes_it_up_says_where_it_was_done():
    text = "The ministers met at the fifth Harbour Forum in Oslo.\n\nAt the forum, Kenya agreed to host a meeting."
    agreed = [mention for mention in code(text).mentions if mention.trigger.of(text) == "agreed"]
    assert [mention.forum for mention in agreed] == ["fifth Harbour Forum"]


def test_a_document_has_the_day_and_the_hands_that_made_it():
    found = only("Both will trade more, according to the joint statement signed by Norway and Kenya in March.")
    assert found.dating is not None
    assert (found.dating.first, found.dating.last) == (date(2024, 3, 1), date(2024, 3, 31))
    assert [who.name for who in found.parties] == ["Norway", "Kenya"]


def test_a_forum_attended_meanwhile_has_the_time_of_what_is_told_with_it():
    found = only("The two presidents met in March, when Kenya was hosting the third Harbour Forum.")
    assert found.dating is not None
    assert found.dating.first == date(2024, 3, 1)


def test_a_forum_attended_meanwhile_was_where_and_when_that_happened():
    text = (
        "They have met twice this year, with the first meeting taking place in Oslo in late March, when the envoy was "
    )
    found = only(text + "attending the third Harbour Forum.")
    assert found.dating is not None
    assert (found.dating.first, found.place.name if found.place else None) == (date(2024, 3, 21), "Oslo")


def test_who_welcomes_a_document_is_no_party_to_it():
    found = only("Norway and Kenya signed the treaty on Monday.\n\nJapan welcomed the treaty.")
    assert [who.name for who in found.parties] == ["Norway", "Kenya"]


def test_a_commitment_made_in_a_document_is_listed_with_it():
    text = "Norway and Kenya plan to hold joint patrols, according to the joint statement signed by the two ministers."
    coded = code(text)
    (setting,) = coded.settings
    assert [coded.commitments[n].words for n in setting.commitments] == ["hold joint patrols"]
    assert len(setting.statements) == 1


def test_what_is_hosted_is_not_where_it_was_promised():
    (promised,) = code("Norway will host the third Harbour Forum in May.").commitments
    assert promised.made_in is None


def test_the_day_of_the_act_is_not_the_day_on_which_it_was_promised():
    (promised,) = code("Speaker Ann Lee announced that President William Ruto would resign on Friday.").commitments
    assert promised.made is not None
    assert promised.dating is not None
    assert (promised.made.first, promised.dating.first) == (PUBLISHED, date(2024, 5, 17))


def test_their_next_meeting_is_counted_for_those_who_were_just_told_to_have_met():
    text = "Emmanuel Macron met William Ruto in Paris on Friday. It was their third meeting this year."
    (claim,) = code(text).counts
    assert {who.name for who in claim.actors} == {"Emmanuel Macron", "William Ruto"}


def test_a_parliament_is_no_forum():
    assert code("The Congress of the Philippines met on Monday.").settings == ()


def test_a_broken_list_is_refused_with_file_and_section(tmp_path):
    path = tmp_path / "nouns.yaml"
    path.write_text("forums: [summit]\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"nouns\.yaml:1: the section 'papers'"):
        load_setting_words(path)
