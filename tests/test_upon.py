# ruff: noqa: E501 -- a parse is one line a sentence
"""Parties that no rule's path leads to: where a curfew falls, who made what is refused, whose weapon struck."""

from __future__ import annotations

import pytest

from entente import coding
from entente.coding.events import find_mentions
from entente.model import Mention
from parsed_sentences import actor, place, report_of, resolved

BOOK = coding.load()


def first(line: str, actors: dict[str, str], places: dict[str, str] | None = None, sector: str = "GOV") -> Mention:
    parsed = report_of(line)
    known = [actor(parsed, text, n, code, sector=sector) for n, (text, code) in enumerate(actors.items(), 1)]
    return find_mentions(resolved(parsed, known, (), [place(parsed, *p) for p in (places or {}).items()]), (), BOOK)[0]


def sides(mention: Mention) -> tuple[list[tuple[str, str | None]], list[tuple[str, str | None]]]:
    return [(a.text, a.code) for a in mention.actors], [(a.text, a.code) for a in mention.recipients]


def test_a_curfew_falls_on_the_town_where_it_is_imposed():
    found = first(
        "Peru/Peru/NNP/nsubj>2 imposed/impose/VBD/root>0 a/a/DT/det>4 curfew/curfew/NN/obj>2 in/in/IN/case>6 Puno/Puno/NNP/obl>2",
        {"Peru": "PER"},
        {"Puno": "PER"},
    )
    assert sides(found) == ([("Peru", "PER")], [("Puno", "PER")])


@pytest.mark.parametrize(
    "line",
    [
        "Norway/Norway/NNP/nsubj>2 rejected/reject/VBD/root>0 an/a/DT/det>4 appeal/appeal/NN/obj>2 lodged/lodge/VBN/acl>4 by/by/IN/case>7 Latvia/Latvia/NNP/obl>5",
        "Norway/Norway/NNP/nsubj>2 rejected/reject/VBD/root>0 a/a/DT/det>4 request/request/NN/obj>2 from/from/IN/case>6 Latvia/Latvia/NNP/nmod>4",
    ],
)
def test_who_made_what_is_rejected_is_the_recipient(line):
    found = first(line, {"Norway": "NOR", "Latvia": "LVA"})
    assert (found.type, sides(found)) == ("REJECT", ([("Norway", "NOR")], [("Latvia", "LVA")]))


def test_an_arrest_that_the_police_tell_of_is_theirs():
    line = "Police/police/NNS/nsubj>2 said/say/VBD/root>0 two/two/CD/nummod>4 men/man/NNS/nsubj:pass>6 were/be/VBD/aux:pass>6 arrested/arrest/VBN/ccomp>2"
    found = first(line, {"Police": "KEN", "men": "KEN"}, sector="COP")
    assert (found.type, sides(found)[0]) == ("COERCE", [("Police", "KEN")])


@pytest.mark.parametrize("relation", ["appos>4", "conj>4"])
def test_those_named_after_their_number_stand_for_it(relation):
    line = f"Kenya/Kenya/NNP/nsubj>2 arrested/arrest/VBD/root>0 two/two/CD/nummod>4 senators/senator/NNS/obj>2 ,/,/,/punct>6 Roe/Roe/NNP/{relation} and/and/CC/cc>8 Paz/Paz/NNP/conj>6"
    parsed = report_of(line)
    known = [
        actor(parsed, "Kenya", 1, "KEN"),
        actor(parsed, "senators", 2, "KEN", sector="LEG", kind="people"),
        actor(parsed, "Roe", 3, "KEN", sector="LEG", kind="person"),
        actor(parsed, "Paz", 4, "KEN", sector="LEG", kind="person"),
    ]
    found = find_mentions(resolved(parsed, known, (), ()), (), BOOK)[0]
    assert [a.text for a in found.recipients] == ["Roe", "Paz"]
