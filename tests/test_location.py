# ruff: noqa: E501 -- a parse is one line a sentence
"""Where events happened (codebook section 5): at a place the words put them in, never in a country merely named."""

from __future__ import annotations

from datetime import date

import pytest
from eval.location import judge_sentences

from entente import coding
from entente.coding.acts import Act, find_acts
from entente.coding.location import locate
from entente.coding.rules import Rule, Trigger
from entente.coding.scene import scenes
from entente.model import Place
from parsed_sentences import day, place, report_of, resolved

BOOK = coding.load()
COUNTRIES = {"Peru", "Chile", "Libya"}


def place_of(type_: str, trigger: str, lines: list[str], named: dict[str, str], **more) -> Place | None:
    """The place of the act that the word *trigger* of the last line tells of; *named* gives each place its country."""
    parsed = report_of(*lines)
    sentences = range(len(parsed.sentences))
    found = [
        place(parsed, name, country, n, "country" if name in COUNTRIES else "city")
        for n in sentences
        for name, country in named.items()
        if name in parsed.sentences[n].span.of(parsed.report.text)
    ]
    times = [day(parsed, words, when, sentence=len(lines) - 1) for words, when in more.items()]
    scene = scenes(resolved(parsed, (), times, found), BOOK)[-1]
    head = next(i for i, token in enumerate(scene.tokens) if token.text == trigger)
    act = Act(Rule("given", type_, (Trigger(scene.lemma(head), "VERB"),)), head, head, None, (), ())
    return locate(scene, act, frozenset(find_acts(scene)) | {head})


DENOUNCED = "An/a/DT/det>2 assembly/assembly/NN/nsubj>6 of/of/IN/case>4 ministers/minister/NNS/nmod>2 in/in/IN/case>7 denounced/denounce/VBD/root>0 Lima/Lima/NNP/nmod>4 Chile/Chile/NNP/obj>6"


@pytest.mark.parametrize(
    ("type_", "trigger", "line", "named", "expected"),
    [
        (
            "CONSULT",
            "visited",
            "He/he/PRP/nsubj>2 visited/visit/VBD/root>0 the/the/DT/det>4 town/town/NN/obj>2 of/of/IN/case>6 Puno/Puno/NNP/nmod>4",
            {"Puno": "PER"},
            "Puno",
        ),
        (
            "PROTEST",
            "gathered",
            "Crowds/crowd/NNS/nsubj>2 gathered/gather/VBD/root>0 outside/outside/IN/case>6 Lima/Lima/NNP/nmod:poss>6 's/'s/POS/case>4 palace/palace/NN/obl>2",
            {"Lima": "PER"},
            "Lima",
        ),
        (
            "ACCUSE",
            "denounced",
            "Ministers/minister/NNS/nsubj>2 denounced/denounce/VBD/root>0 the/the/DT/det>4 killings/killing/NNS/obj>2 in/in/IN/case>6 Lima/Lima/NNP/nmod>4",
            {"Lima": "PER"},
            None,
        ),
        ("ACCUSE", "denounced", DENOUNCED, {"Lima": "PER", "Chile": "CHL"}, "Lima"),
        (
            "AID",
            "flown",
            "He/he/PRP/nsubj:pass>3 was/be/VBD/aux:pass>3 flown/fly/VBN/root>0 from/from/IN/case>6 a/a/DT/det>6 clinic/clinic/NN/obl>3 in/in/IN/case>8 Puno/Puno/NNP/nmod>6 to/to/IN/case>10 Lima/Lima/NNP/obl>3",
            {"Puno": "PER", "Lima": "PER"},
            "Lima",
        ),
        (
            "RETREAT",
            "withdrew",
            "Troops/troops/NNS/nsubj>2 withdrew/withdraw/VBD/root>0 from/from/IN/case>4 Libya/Libya/NNP/obl>2",
            {"Libya": "LBY"},
            "Libya",
        ),
        (
            "COERCE",
            "barred",
            "Peru/Peru/NNP/nsubj>2 barred/bar/VBD/root>0 imports/import/NNS/obj>2 from/from/IN/case>5 Chile/Chile/NNP/nmod>3",
            {"Peru": "PER", "Chile": "CHL"},
            None,
        ),
    ],
)
def test_the_place_is_where_the_words_put_the_act(type_, trigger, line, named, expected):
    found = place_of(type_, trigger, [line], named)
    assert (found and found.name) == expected


MARCHED = "Students/student/NNS/nsubj>2 marched/march/VBD/root>0 in/in/IN/case>4 Lima/Lima/NNP/obl>2 ./././punct>2"
BLOCKED = "They/they/PRP/nsubj>2 blocked/block/VBD/root>0 two/two/CD/nummod>4 roads/road/NNS/obj>2 on/on/IN/case>6 Monday/Monday/NNP/obl>2 ./././punct>2"
ASKED = "They/they/PRP/nsubj>2 asked/ask/VBD/root>0 Chile/Chile/NNP/obj>2 for/for/IN/case>5 help/help/NN/obl>2 ./././punct>2"
WENT = "Others/other/NNS/nsubj>2 marched/march/VBD/root>0 in/in/IN/case>4 Arica/Arica/NNP/obl>2 ./././punct>2"


def test_a_protest_without_a_place_inherits_that_of_the_sentence_before_and_says_so():
    found = place_of("PROTEST", "blocked", [MARCHED, BLOCKED], {"Lima": "PER"})
    assert found is not None
    assert (found.name, found.rule) == ("Lima", "inherited")


def test_nothing_is_inherited_by_words_or_from_two_countries_or_by_what_happened_long_before():
    assert place_of("REQUEST", "asked", [MARCHED, ASKED], {"Lima": "PER"}) is None
    assert place_of("PROTEST", "blocked", [MARCHED, WENT, BLOCKED], {"Lima": "PER", "Arica": "CHL"}) is None
    assert place_of("PROTEST", "blocked", [MARCHED, BLOCKED], {"Lima": "PER"}, Monday=date(2023, 5, 15)) is None


def test_most_of_our_own_sentences_get_the_place_a_reader_expects():
    judged = [(text, expected, coded) for text, expected, coded in judge_sentences()]
    wrong = [text for text, expected, coded in judged if expected != coded]
    assert len(judged) >= 70
    assert len(wrong) <= 0.12 * len(judged), wrong
