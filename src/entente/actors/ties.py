"""The state that a place gives a mention: "Omsk hospital", "a federal judge in Texas", "Jane Roe of Louisiana".

States by name are read with the phrase itself; here it is cities, regions and other places, as the stage of places has
settled them. A place ties a body or an official to its state, not an army that fights there, nor a scholar or a
reporter whose employer's name holds it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from entente.actors.describe import ABROAD
from entente.actors.discourse import Discourse, Sight
from entente.actors.drafts import Draft
from entente.actors.organizations import Organization, employer
from entente.actors.persons import fits
from entente.actors.phrase import Phrase
from entente.actors.words import folded
from entente.model import Place

# Who is of the state that he is in: a crowd in a city is of its country, soldiers there need not be.
_LOCAL = frozenset(
    {"GOV", "COP", "JUD", "LEG", "CVL", "EDU", "MED", "AGR", "OPP", "PTY", "LAB", "REL", "UAF", "CRM", "SOC"}
)
# Persons whom a place in their employer's name does not tie to its state ("Oslo University professor Jane Roe").
_HIRED = frozenset({"EDU", "MED", "JRN", "BUS", "CVL"})
_AREA = r"(?:(?:the |a )?(?:\w+ ){0,2}(?:city|town|state|province|village|region|county|district|island) of )?"
_OF = re.compile(r" (?:of|from|for) (?:the )?", re.IGNORECASE)
_AFTER = re.compile(rf",? (of|from|in|at) (?:the )?{_AREA}(?:\w+ )?", re.IGNORECASE)


def tied(draft: Draft, places: Sequence[Place], text: str) -> str | None:
    """The code of the only state whose places stand in the mention, or after it with "of", "from" or "in"."""
    phrase = draft.phrase
    if phrase is None or draft.place or draft.pronoun or phrase.codes:
        return None
    codes = {_code(place, draft, phrase, text) for place in places} - {None}
    return codes.pop() if len(codes) == 1 else None


def _code(place: Place, draft: Draft, phrase: Phrase, text: str) -> str | None:
    if place.country is None or place.resolution == "country":
        return None
    if draft.start <= place.start and place.end <= draft.end:
        return place.country if _inside(place, draft, phrase, text) else None
    if draft.apposed is not None and draft.end < place.start <= draft.apposed.end:
        direct = draft.person and _OF.fullmatch(text, draft.end, place.start) is not None
        return place.country if direct or _serves(draft.apposed) else None
    end = draft.apposed.end if draft.apposed is not None else draft.end
    gap = _AFTER.fullmatch(text, end, place.start) if 0 < place.start - end < 40 else None
    if gap is None:
        return None
    said = draft.apposed or phrase
    local = not phrase.name and said.sector in _LOCAL and said.noun not in ABROAD
    return place.country if local or gap[1].lower() in {"of", "from"} else None


def _inside(place: Place, draft: Draft, phrase: Phrase, text: str) -> bool:
    """Whether a place among the mention's own words is its place, and no person's name or address ("Paris-based")."""
    if text[place.end : place.end + 6].lower().startswith(("-based", " based", "-born")):
        return False
    if not draft.person:
        return True
    named = phrase.name_span is not None and phrase.name_span[0] <= place.start < phrase.name_span[1]
    return not named and _serves(phrase)


def _serves(phrase: Phrase) -> bool:
    return phrase.sector is not None and not (phrase.name and phrase.sector in _HIRED)


def settle_staff(discourse: Discourse) -> None:
    """Gives each person without a code or sector that of the organization that his office or apposition names."""
    for sight in discourse.sights:
        who, apposition = discourse.chains[sight.chain], sight.draft.apposed
        if who.kind != "person" or who.plural or sight.draft.pronoun:
            continue
        owner = apposition.owner if apposition else None
        known = employer(who.office, owner, discourse.organizations)
        if known is not None and known.sector and who.sector is None:
            discourse.chains[sight.chain] = replace(who, sector=known.sector)
        if who.code is not None:
            continue
        code = _code_of(known, discourse) if known is not None else _patron(sight, owner, discourse)
        if code is not None:
            discourse.give(sight.chain, code)


def _code_of(known: Organization, discourse: Discourse) -> str | None:
    """The code that the report gives an organization, where its phrases or all that is settled of it tell."""
    chain = discourse.index.get(("name", known.name.lower()))
    return known.code or (discourse.chains[chain].code if chain is not None else None)


def _patron(sight: Sight, owner: str | None, discourse: Discourse) -> str | None:
    """The state of the person whose adviser or loyalist it is: "Trump adviser Jane Roe", "a lawyer for Trump"."""
    office = folded(discourse.chains[sight.chain].office or "")
    for words in (folded(owner or ""), office[:1] if len(office) > 1 else ()):
        codes = {p.code for p in discourse.persons if words and fits(words, p.words, False) >= 1}
        if len(codes) == 1 and (code := codes.pop()) is not None:
            return code
    return None


def settle_groups(discourse: Discourse) -> None:
    """Gives each group the code that its members have come to share."""
    for chain, who in enumerate(discourse.chains):
        codes = {discourse.chains[member].code for member in who.members}
        code = codes.pop() if len(codes) == 1 else None
        if who.members and who.code is None and code is not None:
            discourse.give(chain, code)


def settle_ties(discourse: Discourse) -> frozenset[int]:
    """Gives each actor without a code that of the places it is tied to, if they lie in one state; their chains."""
    found: dict[int, set[str]] = defaultdict(set)
    for sight in discourse.sights:
        if sight.draft.tie is not None and discourse.chains[sight.chain].code is None:
            found[sight.chain].add(sight.draft.tie)
    single = {chain: codes.pop() for chain, codes in found.items() if len(codes) == 1}
    for chain, code in single.items():
        if discourse.chains[chain].members:
            continue
        discourse.give(chain, code)
    return frozenset(single)
