"""Tellings of one happening that only their words show: "lashed out at her, accusing her", a death told twice."""

from __future__ import annotations

from entente.link.agreement import called_alike, covers, days_agree, everybody, places_agree
from entente.model import Mention, Parsed

KILLING = frozenset(
    {"kill", "killing", "murder", "assassinate", "assassination", "slay", "slaying", "execute", "execution"}
)
OCCASIONS = frozenset({"summit", "conference", "forum", "assembly", "session"})


def retold(first: Mention, second: Mention, parsed: Parsed) -> bool:
    """Whether the words of two mentions of one type and standing make them one, wherever else they differ."""
    if first.type != second.type or first.factuality != second.factuality or first.trigger == second.trigger:
        return False
    return (
        _tells_how(first, second, parsed) or _dies_once(first, second, parsed) or _one_occasion(first, second, parsed)
    )


def _tells_how(first: Mention, second: Mention, parsed: Parsed) -> bool:
    """Whether one is a participle that tells how the other was done, by the same: "hit out, accusing her of lies"."""
    if first.sentence != second.sentence:
        return False
    tokens = parsed.sentences[first.sentence].tokens
    heads = {first.head: second.head, second.head: first.head}
    return covers(first.actors, second.actors) and any(
        0 <= i < len(tokens) and tokens[i].xpos == "VBG" and tokens[i].relation == "advcl" and tokens[i].head == above
        for i, above in heads.items()
    )


def _dies_once(first: Mention, second: Mention, parsed: Parsed) -> bool:
    """Whether both tell of the killing of one person, whoever is said to have done it and whenever."""
    if first.type != "ASSAULT" or not {_lemma(first, parsed), _lemma(second, parsed)} <= KILLING:
        return False
    one, other = ([who for who in each.recipients if who.kind == "person"] for each in (first, second))
    return bool(one and other) and covers(one, other, called_alike)


def _one_occasion(first: Mention, second: Mention, parsed: Parsed) -> bool:
    """Whether both name a gathering by one noun, on the same days; who is named of it differs by telling."""
    word = _lemma(first, parsed)
    same = first.type == "CONSULT" and word in OCCASIONS and word == _lemma(second, parsed)
    shared = {who.code for who in everybody(first)} & {who.code for who in everybody(second)}
    wide = "IGO" in {who.code for mention in (first, second) for who in everybody(mention)}
    return (
        same
        and bool(shared or wide)
        and days_agree(first.dating, second.dating)
        and places_agree(first.place, second.place)
    )


def _lemma(mention: Mention, parsed: Parsed) -> str:
    tokens = parsed.sentences[mention.sentence].tokens
    return tokens[mention.head].lemma.casefold() if 0 <= mention.head < len(tokens) else ""
