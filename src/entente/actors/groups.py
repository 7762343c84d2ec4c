"""Whom a counted or plural noun stands for: "the two presidents", "both sides", "the two militaries".

The members are only named where the report names exactly as many fitting actors; the nearest sentences come first.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable

from entente.actors.discourse import Discourse, Sight
from entente.actors.drafts import Draft
from entente.actors.offices import HEADS
from entente.actors.persons import Person
from entente.actors.phrase import Phrase

STATES = frozenset(
    {"country", "side", "government", "military", "army", "armed forces", "neighbor", "neighbour", "power", "party",
     "warring party", "superpower", "navy", "authority", "parliament", "delegation"}
)  # fmt: skip
_BACK = 6  # sentences over which a list of names is remembered
_ARMED = frozenset({"REB", "PRM", "PRE"})


def members_of(draft: Draft, discourse: Discourse) -> tuple[int, ...] | None:
    """The chains that the plural noun *draft* stands for, or None."""
    phrase = draft.phrase
    if phrase is None or not phrase.plural or not (phrase.definite or phrase.count):
        return None
    if phrase.codes:
        return None
    if phrase.office is not None and phrase.definite and phrase.count is None and phrase.code is None:
        return _list_of(phrase, draft, discourse)
    count = phrase.count or (2 if phrase.key in {"side", "leader"} and phrase.definite and not phrase.code else None)
    if count is None:
        return None
    if phrase.key in STATES:
        return _exactly(count, draft, discourse, _side_test(phrase, discourse))
    return _persons(count, phrase, draft, discourse)


def _list_of(phrase: Phrase, draft: Draft, discourse: Discourse) -> tuple[int, ...] | None:
    """The last list of persons who all hold the office: "the ministers" after "Roe, Doe and Poe"."""
    able = {discourse.person(person) for person in discourse.persons if holds(person, phrase)}
    for position in range(len(discourse.sights) - 1, -1, -1):
        if discourse.sights[position].sentence < draft.sentence - _BACK:
            return None
        chains = [discourse.sights[n].chain for n in discourse.conjuncts(position)]
        each = dict.fromkeys(member for chain in chains for member in discourse.chains[chain].members or (chain,))
        if len(each) > 1 and set(each) <= able:
            return tuple(each)
    return None


def _side_test(phrase: Phrase, discourse: Discourse) -> Callable[[Sight], bool]:
    """Which mentions can be one of the counted states or sides."""
    sides = phrase.key in {"side", "party", "warring party"}

    def able(sight: Sight) -> bool:
        who = discourse.chains[sight.chain]
        if who.kind == "state":
            return who.code is not None  # "the country" of which nothing is known yet is nobody's side
        return sides and who.kind == "body" and (who.sector in _ARMED or who.code in {"EUR", "IGO"})

    return able


def _exactly(count: int, draft: Draft, discourse: Discourse, able: Callable[[Sight], bool]) -> tuple[int, ...] | None:
    """Going back sentence by sentence, the fitting actors as soon as there are *count*; None if there are more."""
    fitting = [sight for sight in discourse.sights if able(sight) and sight.draft.end <= draft.start]
    for back in range(draft.sentence + 1):
        found = _distinct(s for s in fitting if s.sentence >= draft.sentence - back)
        if len(found) == count:
            return found
        if len(found) > count:
            return _dominant(count, fitting)
    return None


def _distinct(sights: Iterable[Sight]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(sight.chain for sight in sights))


def _dominant(count: int, fitting: list[Sight]) -> tuple[int, ...] | None:
    """The *count* actors of which the report has spoken at least three times as often as of any other."""
    ranked = Counter(sight.chain for sight in fitting).most_common()
    if len(ranked) > count and ranked[count - 1][1] >= 3 * ranked[count][1]:
        return tuple(sorted(chain for chain, _ in ranked[:count]))
    return None


def _persons(count: int, phrase: Phrase, draft: Draft, discourse: Discourse) -> tuple[int, ...] | None:
    """The persons of the office: those of the last sentences if they are as many, else those of the whole report."""
    fitting = [person for person in discourse.persons if holds(person, phrase)]
    near = _distinct(
        s for s in discourse.window(draft.sentence, 3) if s.chain in {discourse.person(p) for p in fitting}
    )
    if len(near) == count:
        return near
    if len(fitting) == count:
        return tuple(discourse.person(person) for person in fitting)
    return None


def holds(person: Person, phrase: Phrase) -> bool:
    """Whether *person* has the office that *phrase* names."""
    if phrase.key in person.keys:
        return True
    if phrase.key in {"head of state", "leader"}:
        return bool(person.keys & HEADS)
    return phrase.key in person.also and phrase.key not in {"official", "politician", "secretary", "chief", "deputy"}
