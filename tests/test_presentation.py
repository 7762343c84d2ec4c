# ruff: noqa: E501 -- a parse is one line a sentence
"""Which acts of a sentence are events, and as what type they are presented (codebook sections 2 and 6)."""

from __future__ import annotations

from entente import coding
from entente.coding.events import find_mentions
from entente.model import Mention
from parsed_sentences import actor, report_of, resolved

BOOK = coding.load()


def told(line: str, first: str = "Norway", second: str = "Latvia") -> list[Mention]:
    parsed = report_of(line)
    parties = [
        actor(parsed, name, n, code) for n, (name, code) in enumerate(((first, "NOR"), (second, "LVA")), 1) if name
    ]
    return list(find_mentions(resolved(parsed, parties), (), BOOK))


def kinds(found: list[Mention]) -> list[str]:
    return sorted(f"{each.type}:{each.mode} {each.factuality}" for each in found)


def test_what_somebody_will_not_do_is_refused_today():
    line = (
        "Norway/Norway/NNP/nsubj>4 will/will/MD/aux>4 not/not/RB/advmod>4 visit/visit/VB/root>0 Latvia/Latvia/NNP/obj>4"
    )
    assert kinds(told(line)) == ["REJECT:meet actual"]


def test_what_somebody_did_not_do_is_denied_and_not_refused():
    line = (
        "Norway/Norway/NNP/nsubj>4 did/do/VBD/aux>4 not/not/RB/advmod>4 visit/visit/VB/root>0 Latvia/Latvia/NNP/obj>4"
    )
    assert kinds(told(line)) == ["CONSULT:visit negated"]


SENTENCED = "Norway/Norway/NNP/nsubj>2 sentenced/sentence/VBD/root>0 Latvia/Latvia/NNP/obj>2 to/to/IN/case>6 six/six/CD/nummod>6 {}/{}/NNS/obl>2"


def test_a_sentence_of_prison_is_a_conviction_and_an_arrest():
    assert kinds(told(SENTENCED.format("years", "year"))) == ["COERCE:arrest actual", "SANCTION:convict actual"]


def test_another_sentence_is_a_conviction_only():
    assert kinds(told(SENTENCED.format("lashes", "lash"))) == ["SANCTION:convict actual"]


def test_what_a_gerund_denies_is_no_event():
    line = "Norway/Norway/NNP/nsubj>2 has/have/VBZ/root>0 plans/plan/NNS/obj>2 of/of/IN/mark>6 not/not/RB/advmod>6 visiting/visit/VBG/acl>3 Latvia/Latvia/NNP/obj>6"
    assert told(line) == []


def test_what_is_done_by_rule_beside_a_noun_is_no_event():
    line = "Latvia/Latvia/NNP/nsubj>6 who/who/WP/nsubj:pass>4 is/be/VBZ/aux:pass>4 praised/praise/VBN/acl:relcl>1 often/often/RB/advmod>4 slept/sleep/VBD/root>0 Norway/Norway/NNP/dep>6"
    assert told(line) == []
