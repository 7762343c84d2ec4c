"""Tellings of one happening that differ in who is named: only their words, or what can happen once, make them one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from entente.link import link
from entente.model import Coded, Mention, Parsed, Resolved, Sentence, Token
from test_link import PLACES, REPORT, mention, on, who

GROUP = replace(who(7, "LVA"), kind="people")


def beside(one: str, other: str, tag: str, relation: str) -> Parsed:
    """One sentence in which *other* hangs on *one*."""
    verb = Token(0, 3, one, one, "VERB", "VBD", -1, "root")
    return Parsed(REPORT, (Sentence(0, 40, (verb, Token(4, 7, other, other, "VERB", tag, 0, relation))),))


def parsed(*lemmas: str) -> Parsed:
    """A sentence a word, at 0, 100, …"""
    tokens = (Token(100 * n, 100 * n + 3, word, word, "NOUN", "NN", -1, "root") for n, word in enumerate(lemmas))
    return Parsed(REPORT, tuple(Sentence(token.start, token.start + 40, (token,)) for token in tokens))


def events(words: Parsed, *fields: dict[str, object]) -> int:
    mentions: list[Mention] = []
    places = [(n, i) for n, sentence in enumerate(words.sentences) for i in range(len(sentence.tokens))]
    for (n, i), each in zip(places, fields, strict=True):
        token = words.sentences[n].tokens[i]
        mentions.append(replace(mention(token.start, **each), sentence=n, head=i, rule=token.lemma))
    return len(link(Coded(Resolved(words), tuple(mentions))).events)


@pytest.mark.parametrize(("tag", "relation", "number"), [("VBG", "advcl", 1), ("VBD", "conj", 2), ("VBG", "xcomp", 2)])
def test_only_a_participle_tells_how_it_was_done(tag: str, relation: str, number: int):
    assert events(beside("lash", "accuse", tag, relation), {}, {"mode": "allege"}) == number


@pytest.mark.parametrize(("second", "number"), [("murder", 1), ("wound", 2)])
def test_a_person_is_killed_once(second: str, number: int):
    one = {"type": "ASSAULT", "dating": on(3)}
    other = {"type": "ASSAULT", "actors": (who(5, "LVA"),), "dating": on(12)}
    assert events(parsed("kill", second), one, other) == number


def test_people_without_names_may_be_killed_again():
    one = {"type": "ASSAULT", "dating": on(3), "recipients": (GROUP,)}
    assert events(parsed("kill", "kill"), one, {**one, "dating": on(12)}) == 2


@pytest.mark.parametrize(("code", "number"), [("NOR", 1), ("LVA", 2)])
def test_crowds_of_one_country_on_one_day_are_one_protest(code: str, number: int):
    one = {"type": "PROTEST", "actors": (who(1),), "recipients": ()}
    other = {"type": "PROTEST", "actors": (who(9, code),), "recipients": ()}
    assert events(parsed("protest", "rally"), one, other) == number


@pytest.mark.parametrize(("places", "number"), [(("Oslo", "Oslo"), 1), (("Oslo", "Riga"), 2)])
def test_one_attacker_hurt_people_without_names_in_one_attack(places: tuple[str, str], number: int):
    one = {"type": "ASSAULT", "recipients": (GROUP,), "place": PLACES[places[0]]}
    other = {"type": "ASSAULT", "recipients": (who(8, "LVA"),), "place": PLACES[places[1]]}
    assert events(parsed("stab", "injure"), one, other) == number


@pytest.mark.parametrize(("day", "number"), [(8, 1), (20, 2)])
def test_a_summit_named_twice_is_one_whoever_is_named_of_it(day: int, number: int):
    one = {"type": "CONSULT", "actors": (who(1), who(2, "LVA")), "recipients": ()}
    other = {"type": "CONSULT", "actors": (who(1),), "recipients": (), "dating": on(day)}
    assert events(parsed("summit", "summit"), one, other) == number


def test_a_minister_beside_the_government_is_no_second_side():
    state = replace(who(3), kind="state")
    one = {"type": "CONCEDE", "actors": (who(1), state), "recipients": ()}
    assert events(parsed("withdraw", "withdraw"), one, one | {"actors": (state,)}) == 1
