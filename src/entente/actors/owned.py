"""Whose "his supporters", "its military" and "the president's lawyers" are: their state, and the owner's name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from entente.actors.discourse import Discourse, Sight
from entente.actors.home import join_governments

_FOES = frozenset({"UAF", "REB", "CRM"})
# Those who share the side of whom they follow, and the sides that are more than an office.
_FOLLOWERS = frozenset({"supporter", "loyalist", "follower", "associate", "aide", "ally", "adviser"})
_SIDES = frozenset({"OPP", "REB"})
_MARKS = ("'s", "’s", "'", "’")


def settle_owned(discourse: Discourse) -> frozenset[int]:
    """Gives "his supporters" and "the president's lawyers" the state of whose they are; their chains."""
    found: dict[int, set[str | None]] = defaultdict(set)
    owners = {where: discourse.chains[sight.chain].code for where, sight in _owners(discourse).items()}
    for sight in discourse.sights:
        who = discourse.chains[sight.chain]
        if _owned(sight) and who.code is None and who.sector not in _FOES and not who.members:
            found[sight.chain].add(owners.get((sight.sentence, sight.draft.start)))
    single = {chain: next(iter(codes)) for chain, codes in found.items() if len(codes) == 1}
    given = {chain: code for chain, code in single.items() if code in discourse.directory.states}
    for chain, code in given.items():
        discourse.give(chain, code or "")
    join_governments(given, discourse)
    return frozenset(given)


def name_owned(discourse: Discourse) -> None:
    """Names "his supporters" and "the president's lawyers" by whom they are of: "supporters of Jane Roe".

    Only where all mentions of the chain have the one owner; bodies and people of a state keep their names.
    """
    names: dict[int, set[tuple[str, str | None]]] = defaultdict(set)
    for chain, name, side in _names(discourse):
        names[chain].add((name, side))
    for chain, called in names.items():
        if len(called) == 1:
            (name, side), who = called.pop(), discourse.chains[chain]
            sector = side if who.sector == "CVL" and who.keys & _FOLLOWERS and side in _SIDES else who.sector
            discourse.chains[chain] = replace(who, name=name, sector=sector)


def _names(discourse: Discourse) -> Iterator[tuple[int, str, str | None]]:
    """The chains of owned people and bodies, each with the name that its owner gives it in one mention, and the owner's
    sector."""
    owners = _owners(discourse)
    for sight in discourse.sights:
        owner = owners.get((sight.sentence, sight.draft.start))
        who = discourse.chains[sight.chain]
        if owner is None or owner.draft.end >= sight.draft.end or not _owned(sight) or who.members:
            continue
        if discourse.chains[owner.chain].kind == "person" and _common(sight) and who.name in sight.draft.text:
            yield sight.chain, _name(sight, owner, discourse), discourse.chains[owner.chain].sector


def _owners(discourse: Discourse) -> dict[tuple[int, int], Sight]:
    """The shortest possessor at each sentence and offset: "the president" of "the president's lawyers"."""
    owners: dict[tuple[int, int], Sight] = {}
    for sight in discourse.sights:
        here = (sight.sentence, sight.draft.start)
        possessor = sight.draft.role == "possessor" or sight.draft.pronoun
        if possessor and (here not in owners or sight.draft.end < owners[here].draft.end):
            owners[here] = sight
    return owners


def _name(sight: Sight, owner: Sight, discourse: Discourse) -> str:
    rest = sight.draft.text[owner.draft.end - sight.draft.start :].strip()
    for mark in _MARKS:
        rest = rest.removeprefix(mark)
    rest, who = rest.strip(), discourse.chains[owner.chain].name
    plain = rest[:1].islower() and not any(mark in rest for mark in _MARKS)
    return f"{rest} of {who}" if who[:1].isupper() and plain else discourse.chains[sight.chain].name


def _owned(sight: Sight) -> bool:
    phrase = sight.draft.phrase
    return phrase is not None and phrase.owned and phrase.kind in {"body", "people", "person"}


def _common(sight: Sight) -> bool:
    """Whether a common noun alone says who it is; "her government" is her state's, whoever leads it."""
    phrase = sight.draft.phrase
    return phrase is not None and not phrase.name and phrase.key != "government"
