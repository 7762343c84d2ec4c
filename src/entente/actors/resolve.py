"""Settles, over a whole report, whom each mention stands for (codebook section 3)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from entente.actors.compounds import compound
from entente.actors.convicts import settle_convicts
from entente.actors.directory import Directory
from entente.actors.discourse import Discourse, Identity, Sight
from entente.actors.drafts import Draft
from entente.actors.groups import members_of
from entente.actors.home import settle_home
from entente.actors.mentions import find_mentions
from entente.actors.nominals import common_noun, named_body
from entente.actors.organizations import certain, organizations, unpersoned
from entente.actors.owned import name_owned, settle_owned
from entente.actors.persons import gather
from entente.actors.phrase import Phrase, View
from entente.actors.pronouns import NEUTER, PLURAL, SINGULAR, antecedent
from entente.actors.ties import settle_groups, settle_staff, settle_ties
from entente.actors.titles import titled
from entente.model import Actor, Parsed, Place


def resolve_actors(parsed: Parsed, directory: Directory, places: tuple[Place, ...] = ()) -> tuple[Actor, ...]:
    """The mentions of actors in title and body, in text order, each resolved as far as the report and the tables allow.

    A mention that cannot be resolved keeps its text as name, and its code is None. *places* help to tell which state
    the report is about.
    """
    found = find_mentions(parsed, directory, places)
    bodies = certain(found)
    drafts = tuple(unpersoned(draft, bodies) for draft in found)
    mentioned = frozenset(d.phrase.code for d in drafts if d.phrase and d.phrase.code and not d.doubtful)
    persons = gather(drafts, View(directory, parsed.report.published), mentioned)
    discourse = Discourse(parsed, directory, drafts, persons, organizations(drafts))
    discourse.named.update({i: (person, rule) for person in persons for i, rule in person.drafts})
    for i, draft in enumerate(drafts):
        for sight in _resolve(i, draft, discourse):
            discourse.see(sight)
    settle_staff(discourse)
    settle_convicts(discourse)
    owned = settle_owned(discourse)
    rules = (
        dict.fromkeys(owned, "possessor")
        | dict.fromkeys(settle_ties(discourse), "place")
        | dict.fromkeys(settle_home(discourse, places), "home")
    )
    settle_staff(discourse)
    settle_groups(discourse)
    name_owned(discourse)
    return tuple(_actor(sight, discourse, rules) for sight in discourse.sights if not sight.draft.place)


def _resolve(i: int, draft: Draft, discourse: Discourse) -> list[Sight]:
    """What the draft at position *i* gives: no sight, one, or for "Russian and Chinese troops" also the parts."""
    named = discourse.named.get(i)
    if named is not None:
        person, rule = named
        return [Sight(draft, discourse.person(person), rule if rule == "surname" else person.rule)]
    if draft.pronoun is not None:
        sight = _pronoun(draft, discourse)
        return [sight] if sight is not None else []
    if draft.doubtful or draft.phrase is None:
        return []
    if draft.named_next and i + 1 in discourse.named:
        return [Sight(draft, discourse.person(discourse.named[i + 1][0]), "apposition")]
    if len(draft.phrase.codes) > 1 and draft.phrase.kind != "name":
        return compound(draft, draft.phrase, discourse)
    chain, rule = _nominal(draft, draft.phrase, discourse)
    return [Sight(draft, chain, rule)]


def _nominal(draft: Draft, phrase: Phrase, discourse: Discourse) -> tuple[int, str]:
    if phrase.kind == "state" and phrase.noun == "" and phrase.code:
        return discourse.state(phrase.code), phrase.rule
    members = members_of(draft, discourse)
    if members is not None:
        name = " and ".join(discourse.chains[chain].name for chain in members)
        return discourse.group(members, "group", name, _group_sector(draft)), "group"
    found = titled(draft, discourse)
    if found is not None:
        return found
    return named_body(draft, phrase, discourse) or common_noun(draft, phrase, discourse)


def _group_sector(draft: Draft) -> str | None:
    phrase = draft.phrase
    return phrase.sector if phrase is not None and phrase.kind in {"body", "state"} else None


def _pronoun(draft: Draft, discourse: Discourse) -> Sight | None:
    word = draft.pronoun or ""
    chains = antecedent(draft, discourse)
    if chains is not None and len(chains) == 1:
        _learn_gender(chains[0], word, discourse)
        return Sight(draft, chains[0], "pronoun")
    if chains is not None:
        name = " and ".join(discourse.chains[chain].name for chain in chains)
        return Sight(draft, discourse.group(chains, "group", name), "pronoun")
    if word in NEUTER or word in {"relative", "each other", "both"}:
        return None
    identity = Identity("pronoun", draft.text, gender=SINGULAR.get(word), plural=word in PLURAL)
    return Sight(draft, discourse.new(identity), "unresolved")


def _learn_gender(chain: int, word: str, discourse: Discourse) -> None:
    if word in SINGULAR and discourse.chains[chain].gender is None:
        discourse.chains[chain] = replace(discourse.chains[chain], gender=SINGULAR[word])


def _actor(sight: Sight, discourse: Discourse, rules: Mapping[int, str]) -> Actor:
    draft, who = sight.draft, discourse.chains[sight.chain]
    kind = "pronoun" if draft.pronoun else "group" if who.members else who.kind
    return Actor(
        draft.start, draft.end, draft.sentence, draft.head, draft.text, who.name, who.code, who.sector, who.other,
        who.office, who.identifier, kind, sight.chain, who.members, rules.get(sight.chain, sight.rule),
    )  # fmt: skip
