"""A report that takes up a happening again tells of one event, and of another where it says so."""

from __future__ import annotations

import pytest

from entente.link import link
from entente.model import Actor, Coded, Dating, Linked, Mention, Parsed, Resolved, Sentence, Token
from test_link import PLACES, REPORT, mention, on, who

NOWHERE = Dating(None, None, None, "publication")


def sentence(at: int, *words: tuple[str, str, str]) -> Sentence:
    """Words of three characters; the second heads them all."""
    tokens = [
        Token(at + 4 * n, at + 4 * n + 3, lemma, lemma, upos, "X", -1 if n == 1 else 1, deprel)
        for n, (lemma, upos, deprel) in enumerate(words)
    ]
    return Sentence(at, at + 40, tuple(tokens))


def parsed(second: str, before: str = "the", first: str = "attack") -> Parsed:
    verb = sentence(0, ("army", "NOUN", "nsubj"), (first, "VERB", "root"))
    deprel = "nmod:poss" if before == "his" else "det"
    noun = sentence(100, (before, "DET", deprel), (second, "NOUN", "root"))
    return Parsed(REPORT, (verb, noun))


def told(at: int, number: int, **fields: object) -> Mention:
    made = mention(at, **({"type": "ASSAULT"} | fields))
    return Mention(**{name: getattr(made, name) for name in made.__slots__} | {"sentence": number, "head": 1})


def events(second: Mention, words: Parsed, first: Mention | None = None) -> int:
    return len(linked(words, first or told(4, 0), second).events)


def linked(words: Parsed, *mentions: Mention) -> Linked:
    return link(Coded(Resolved(words), mentions))


@pytest.mark.parametrize("before", ["the", "this", "his"])
def test_a_definite_noun_takes_up_what_was_told_before(before: str):
    noun = told(104, 1, actors=(), dating=NOWHERE)
    assert events(noun, parsed("attack", before)) == 1


def test_an_indefinite_noun_tells_of_another():
    assert events(told(104, 1, actors=(), dating=NOWHERE), parsed("attack", "an")) == 2


def test_a_noun_for_another_act_takes_up_nothing():
    assert events(told(104, 1, actors=(), dating=NOWHERE), parsed("abduction")) == 2


@pytest.mark.parametrize(
    "other",
    [{"recipients": (who(9, "LVA"),)}, {"dating": on(20)}, {"count": 2}, {"factuality": "planned"}],
)
def test_a_noun_that_says_otherwise_is_another_event(other: dict[str, object]):
    first = told(4, 0, count=1, place=PLACES["Oslo"])
    assert events(told(104, 1, **({"actors": ()} | other)), parsed("attack"), first) == 2


def test_the_attackers_are_not_the_attacked():
    assert events(told(104, 1, actors=(who(2, "LVA"),), recipients=(), dating=NOWHERE), parsed("attack")) == 2


def nobody(chain: int, name: str) -> Actor:
    return Actor(0, 3, 0, 0, name, name, None, None, kind="people", chain=chain)


@pytest.mark.parametrize(("name", "count"), [("man", 1), ("woman", 2)])
def test_the_same_word_about_the_same_person_is_one_event(name: str, count: int):
    first = told(4, 0, recipients=(nobody(5, "man"),))
    again = told(104, 1, actors=(), recipients=(nobody(6, name),))
    assert events(again, Parsed(REPORT, (sentence(0), sentence(100))), first) == count


def test_a_pronoun_that_nobody_understands_is_nobody_who_was_named():
    they = Actor(0, 4, 0, 0, "they", "they", None, None, kind="pronoun", chain=7)
    other = Actor(9, 13, 0, 0, "they", "they", None, None, kind="pronoun", chain=8)
    first, again = told(4, 0, actors=(), recipients=(they,)), told(104, 1, actors=(), recipients=(other,))
    assert events(again, Parsed(REPORT, (sentence(0), sentence(100))), first) == 2
