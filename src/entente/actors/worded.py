"""Parties that no mention names, by the words of their phrase: "the Austrian partner", "an Iraqi air base"."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import takewhile

from entente.actors.directory import Directory
from entente.actors.heads import country
from entente.actors.segments import segment, strip_front
from entente.actors.words import split_words
from entente.model import Actor


def by_wording(actor: Actor, day: date | None, directory: Directory) -> Actor:
    """*actor* with the only country that the words before its last one name, by a state or a known body.

    Only for parties whose phrase nothing resolved (rule ``phrase``); any other comes back as it is.
    """
    if actor.rule != "phrase" or actor.code is not None:
        return actor
    parts = strip_front(segment(split_words(actor.text), directory), directory)
    code, _, rule = country(tuple(takewhile(lambda part: not part.preposition, parts))[:-1], day)
    return replace(actor, code=code, rule=f"phrase:{rule}") if code else actor
