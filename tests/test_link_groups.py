"""Groups from pairs, wire copies, and the words that name one act."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entente.errors import DataError
from entente.link.cluster import grouped
from entente.link.copies import LEAST, containment, shingles
from entente.link.score import load_scorer
from entente.link.words import load_words

ITEMS = "abcdefgh"
pairs = st.sampled_from([(one, other) for one in ITEMS for other in ITEMS if one < other])
scores = st.dictionaries(pairs, st.integers(1, 20).map(lambda n: n / 20), max_size=28)


def test_two_groups_join_only_if_their_members_are_alike_on_the_whole():
    alike = {("a", "b"): 0.9, ("c", "d"): 0.9, ("b", "c"): 0.9}
    assert grouped("abcd", alike, (), 0.5) == [["a", "b"], ["c", "d"]]


def test_what_is_barred_never_meets_not_even_through_a_third():
    alike = {("a", "b"): 0.9, ("b", "c"): 0.8, ("a", "c"): 0.9}
    assert grouped("abc", alike, [("a", "c")], 0.4) == [["a", "b"], ["c"]]


@given(scores, st.sets(pairs, max_size=4), st.randoms())
def test_groups_do_not_depend_on_the_order_of_anything(
    held: dict[tuple[str, str], float], barred: set[tuple[str, str]], chance: random.Random
):
    items, shuffled = list(ITEMS), list(held.items())
    chance.shuffle(items)
    chance.shuffle(shuffled)
    assert grouped(ITEMS, held, barred, 0.4) == grouped(items, dict(shuffled), list(barred)[::-1], 0.4)


@given(scores, st.sets(pairs, max_size=4))
def test_every_item_is_in_one_group_and_no_group_holds_a_barred_pair(
    held: dict[tuple[str, str], float], barred: set[tuple[str, str]]
):
    groups = grouped(ITEMS, held, barred, 0.4)
    assert sorted(item for group in groups for item in group) == list(ITEMS)
    assert not any(one in group and other in group for group in groups for one, other in barred)


STORY = (
    "The ministers of both countries met in the old town hall on Tuesday and spoke for three hours about the ferry "
    "that has not sailed since the spring storm. They agreed to repair the pier by autumn, to share what it costs, "
    "and to send engineers across within a week. Nobody spoke to the reporters who had waited in the rain since "
    "early morning. The next round is to be held on the other side of the strait, where the mayor has promised "
    "better weather and coffee."
)
OTHER = (
    "Ministers of two countries held talks on Tuesday about a ferry. It has not sailed since a storm in spring. The "
    "pier will be repaired by autumn, they said, and engineers are to cross the strait within a week. Both sides "
    "will pay. A second meeting is planned on the far side. Reporters were not admitted to the hall, though many "
    "had come early."
)


def test_a_copy_that_was_cut_or_corrected_is_a_copy():
    whole = shingles(STORY)
    assert containment(whole, shingles(STORY[:260])) >= LEAST
    assert containment(whole, shingles(STORY.replace("three hours", "four hours"))) >= LEAST


def test_a_report_of_the_same_event_in_other_words_is_no_copy():
    assert containment(shingles(STORY), shingles(OTHER)) < LEAST


@pytest.mark.parametrize(
    ("one", "other"),
    [("buy", "takeover"), ("arrest", "detain"), ("kill", "assassinate"), ("summit", "meet"), ("march", "rally")],
)
def test_words_that_can_name_one_act_are_akin(one: str, other: str):
    assert load_words().akin([one], [other])


@pytest.mark.parametrize(("one", "other"), [("buy", "arrest"), ("meet", "kill"), ("sign", "expel"), ("visit", "bomb")])
def test_words_that_cannot_are_not(one: str, other: str):
    assert not load_words().akin([one], [other])


def test_a_rare_word_tells_more_than_a_common_one():
    words = load_words()
    assert words.rarity("say") < words.rarity("treaty") < words.rarity("kramatorsk") <= 1


def test_a_table_of_weights_that_lacks_a_feature_is_refused_with_its_name(tmp_path):
    path = tmp_path / "coefficients.tsv"
    path.write_text("feature\ttold\tgiven\nlemma\t1\t1\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"coefficients\.tsv: lacks or does not know .*rarity.*train\.linking"):
        load_scorer("told", path)
