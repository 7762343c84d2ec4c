"""Whom a title alone stands for: "the Russian president", "the minister", "the general"."""

from __future__ import annotations

from entente.actors.describe import OWNERS
from entente.actors.discourse import Discourse, Identity
from entente.actors.drafts import Draft
from entente.actors.groups import holds
from entente.actors.offices import HEADS, Knowledge, holder
from entente.actors.persons import Person
from entente.actors.phrase import Phrase


def titled(draft: Draft, discourse: Discourse) -> tuple[int, str] | None:
    """The chain of the person that the title *draft* stands for, and the rule; None where the title stays open."""
    phrase = draft.phrase
    if phrase is None or phrase.plural or not phrase.definite or phrase.name or phrase.office is None:
        return None
    if phrase.owner is not None and phrase.code is None and phrase.owner.lower() not in OWNERS:
        return None  # "the head of the Widget Union" is nobody who heads another body
    able = [person for person in discourse.persons if _fits(person, phrase)]
    chosen = _chosen(able, phrase, draft, discourse)
    if chosen is not None:
        return discourse.person(chosen), "title"
    if able or phrase.code is None or phrase.key is None or phrase.former:
        return None
    known = holder(phrase.code, phrase.key, discourse.directory, discourse.parsed.report.published)
    return (_known(known, phrase, discourse), f"table:{known.source}") if known is not None else None


def _fits(person: Person, phrase: Phrase) -> bool:
    if phrase.code is not None and person.code != phrase.code:
        return False
    if phrase.former != (person.sector == "ELI"):
        return False
    if phrase.gender and person.gender and phrase.gender != person.gender:
        return False
    sectors = {person.sector, *person.other}
    if phrase.code is None and phrase.sector and person.sector and phrase.sector not in sectors:
        return phrase.key in person.keys and not phrase.former
    return holds(person, phrase) or (phrase.key == "leader" and phrase.code is not None and bool(person.keys & HEADS))


def _chosen(able: list[Person], phrase: Phrase, draft: Draft, discourse: Discourse) -> Person | None:
    """The only fitting person; among several, the only one that the nearest sentence to name any names."""
    if len(able) == 1:
        return able[0]
    chains = {discourse.person(person): person for person in able}
    for back in (0, 1, 2):
        near = {
            s.chain for s in discourse.window(draft.sentence, back) if s.chain in chains and s.draft.start < draft.start
        }
        if len(near) == 1:
            return chains[near.pop()]
        if near:
            return None
    return None


def _known(known: Knowledge, phrase: Phrase, discourse: Discourse) -> int:
    identity = Identity("person", known.name, phrase.code, phrase.sector, phrase.other, known.office or phrase.office,
                        known.identifier, known.gender, known.keys, known.also)  # fmt: skip
    return discourse.chain(("known", known.name), identity)
