"""The state that a report is about, whose police, courts and parliament it then means without saying so.

"Police arrested two lawmakers" in a report that speaks of one state alone is told of that state's police and
lawmakers. Where the report speaks of several states about equally, nothing is concluded. A court, force or chamber
that the report names goes before: "the judges", in a report on an international court, are that court's.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from entente.actors.discourse import Discourse, Identity
from entente.actors.nominals import leads
from entente.actors.offices import holder
from entente.model import Place

DOMESTIC = frozenset(
    {"GOV", "MIL", "COP", "JUD", "LEG", "SPY", "OPP", "PTY", "CVL", "LAB", "EDU", "MED", "AGR", "ELI", "REL", "SOC"}
)
OF_A_KIND = frozenset({"MIL", "COP", "JUD", "LEG", "SPY"})
SHARE = 0.6
TIMES = 2
LEAST = 3
"""Times that a report speaks of its own state; one of fewer sentences is told by its own bodies."""
ONLY = 0.85
# What may stand in a report with the country left out; a body whose sector is not known may be anybody's.
KINDS = frozenset({"body", "people", "person", "state"})

_OF_THE_STATE = frozenset({"their", "its", "our", "her", "his"})
# Whom reports ask for comment from anywhere.
_EXPERTS = frozenset({"eyewitness", "witness"})
_PUPILS = frozenset(
    {"student", "teacher", "pupil", "schoolchild", "schoolgirl", "schoolboy", "university student", "student leader",
     "schoolteacher", "headteacher"}
)  # fmt: skip
_OUTSIDE = frozenset(
    {"outside", "international", "overseas", "peacekeeper", "peacekeepers", "mercenary", "mercenaries", "coalition"}
)
_HERE = frozenset({"country"})  # "the country", "the state" where none is named nearby
_OF_ALL_NATIONS = frozenset({"press"})
_OFFICERS = frozenset({"officer"})
_NEAR = 12  # code points from the start of a sentence to the place that opens it
_AT_HOME = OF_A_KIND | {"GOV"}
_POSTED = frozenset({"ambassador", "embassy", "envoy", "consulate", "consul", "diplomat", "ambassadors", "diplomats"})
_ANYBODY = frozenset({"person", "man", "woman", "suspect", "victim"})


def settle_home(discourse: Discourse, places: tuple[Place, ...]) -> frozenset[int]:
    """Gives the domestic actors without a code that of their kind in the report, else its own state; their chains."""
    if len(discourse.parsed.sentences) < LEAST:
        home = only = _told_by_own(discourse)
    else:
        weights = _weights(discourse, places)
        home, only = _leading(weights), _only(weights)
    settled = {i: _code(who, discourse, home) for i, who in enumerate(discourse.chains) if _is_domestic(who)}
    if only is not None:
        settled |= {i: only for i, who in enumerate(discourse.chains) if _is_anybody(who)}
    here = dict(_led_by_place(discourse, places))
    settled = {chain: code or here.get(chain) for chain, code in settled.items()}
    for chain, code in settled.items():
        discourse.chains[chain] = replace(discourse.chains[chain], code=code)
        _name_holder(chain, discourse)
    join_governments(settled, discourse)
    _police_officers(discourse)
    return frozenset(chain for chain, code in settled.items() if code is not None)


def _led_by_place(discourse: Discourse, places: Iterable[Place]) -> Iterator[tuple[int, str]]:
    """The bodies of a state that act in a sentence that opens with one of its places: "In Nairobi a court ruled …"."""
    opening: dict[int, str] = {}
    for place in places:
        sentence = discourse.parsed.sentences[place.sentence]
        opens = sentence.tokens[0].text.lower() in {"in", "at"} and place.start - sentence.start < _NEAR
        if opens and place.country:
            opening.setdefault(place.sentence, place.country)
    for sight in discourse.sights:
        who = discourse.chains[sight.chain]
        if sight.role == "subject" and sight.sentence in opening and who.kind == "body" and who.sector in _AT_HOME:
            yield sight.chain, opening[sight.sentence]


def join_governments(settled: Mapping[int, str | None], discourse: Discourse) -> None:
    """Makes "the government" one with its state, as where the report names both together."""
    for n, sight in enumerate(discourse.sights):
        code = settled.get(sight.chain)
        phrase = sight.draft.phrase
        if code not in discourse.directory.states or phrase is None or phrase.key != "government":
            continue
        if phrase.definite and not phrase.plural and _of_the_state(phrase.owner, code or "", discourse):
            discourse.sights[n] = replace(sight, chain=discourse.state(code or ""))


def _of_the_state(owner: str | None, code: str, discourse: Discourse) -> bool:
    """Whether a government is its state's: nobody's in particular, or that of its leader ("Roe's government")."""
    return (owner or "their").lower() in _OF_THE_STATE or leads(owner or "", code, discourse)


def _police_officers(discourse: Discourse) -> None:
    """Makes "officers" the police's in a report that speaks of police and of no army."""
    named = {who.sector for who in discourse.chains if who.kind == "body"}
    if "COP" not in named or "MIL" in named:
        return
    for chain, who in enumerate(discourse.chains):
        if who.keys & _OFFICERS and who.sector == "MIL":
            discourse.chains[chain] = replace(who, sector="COP")


def _name_holder(chain: int, discourse: Discourse) -> None:
    """Gives "the prime minister", once it is clear of which state, to who held the office on the report's day."""
    who = discourse.chains[chain]
    titles = {s.draft.phrase for s in discourse.sights if s.chain == chain and s.draft.phrase is not None}
    alone = titles and all(t.definite and t.office and not (t.name or t.plural or t.former) for t in titles)
    if who.code is None or who.kind != "person" or not alone or len(who.keys) != 1:
        return
    known = holder(who.code, next(iter(who.keys)), discourse.directory, discourse.parsed.report.published)
    if known is not None:
        discourse.chains[chain] = replace(
            who, name=known.name, office=known.office or who.office, identifier=known.identifier, gender=known.gender
        )


def _code(who: Identity, discourse: Discourse, home: str | None) -> str | None:
    if who.sector not in OF_A_KIND:
        return home
    alike = {other.code for other in discourse.chains if other.sector == who.sector and other.kind == "body"} - {None}
    return alike.pop() if len(alike) == 1 else None if alike else home


def _told_by_own(discourse: Discourse) -> str | None:
    """The only state that a report of a sentence or two speaks of, if one of that state's bodies acts in it.

    "A Moscow court sentenced the politician" is of Russia; "senators blocked aid to Ukraine" is not of Ukraine.
    """
    phrases = [draft.phrase for draft in discourse.drafts if draft.phrase is not None and draft.phrase.code]
    own = {phrase.code for phrase in phrases if phrase.kind == "body" and phrase.sector in DOMESTIC}
    return own.pop() if len(own) == 1 and len({phrase.code for phrase in phrases}) == 1 else None


def _weights(discourse: Discourse, places: Iterable[Place]) -> Counter[str]:
    weights: Counter[str] = Counter(discourse.weights)
    weights.subtract(_abroad(discourse))
    weights += Counter()
    weights.update(place.country for place in places if place.country and place.resolution != "country")
    weights.update(_opening(discourse, places))
    if weights.total() < 2 * LEAST:  # a short report names its state by its people
        named = (who.code for who in discourse.chains if who.kind == "person" and who.code is not None)
        weights.update([code for code in named if code in weights])
    return weights


def _abroad(discourse: Discourse) -> Iterator[str]:
    """The states of ambassadors and embassies, which are named where they are not at home."""
    for draft in discourse.drafts:
        phrase = draft.phrase
        if phrase is not None and phrase.code in discourse.weights and set(phrase.noun.lower().split()) & _POSTED:
            yield phrase.code or ""


def _opening(discourse: Discourse, places: Iterable[Place]) -> Iterator[str]:
    """The state of the dateline and those of the bodies that act in the first sentence, once more."""
    lines = [block.span for block in discourse.parsed.report.blocks if block.kind == "dateline"]
    yield from (place.country for place in places if place.country and any(line.covers(place.span) for line in lines))
    body = next((n for n, sentence in enumerate(discourse.parsed.sentences) if not sentence.title), 0)
    acting = (draft.phrase for draft in discourse.drafts if draft.sentence == body and draft.role == "subject")
    codes = (phrase.code for phrase in acting if phrase is not None and phrase.kind in {"body", "state"})
    yield from (code for code in codes if code is not None and code in discourse.directory.states)


def _leading(weights: Counter[str]) -> str | None:
    total = sum(weights.values())
    code, most = max(weights.items(), key=lambda item: (item[1], item[0]), default=("", 0))
    second = max((weight for other, weight in weights.items() if other != code), default=0)
    return code if most >= LEAST and (most >= SHARE * total or most >= TIMES * second) else None


def _only(weights: Counter[str]) -> str | None:
    """The state of which alone the report speaks, but for a passing word."""
    code, most = max(weights.items(), key=lambda item: (item[1], item[0]), default=("", 0))
    return code if most >= LEAST and most >= ONLY * sum(weights.values()) else None


def _is_anybody(who: Identity) -> bool:
    """Whether *who* is of the state of which alone the report speaks, though such as these may come from anywhere.

    A man, a crowd or reporters without a name, a criminal, and a company or broadcaster of which the report says what
    it is. Single persons and criminals gave 1.7 points more right countries on eval/gold and no more wrong ones.
    """
    if who.code is not None or who.members or who.kind not in KINDS:
        return False
    if who.sector in {"CVL", "CRM"}:
        return bool(who.keys & _ANYBODY - {"suspect"}) or (who.sector == "CRM" and who.kind == "person")
    return who.kind in {"people", "body"} and who.sector in {"JRN", "BUS"} and not who.keys & _OF_ALL_NATIONS


def _is_domestic(who: Identity) -> bool:
    if who.code is not None or who.kind not in KINDS or who.members:
        return False
    if who.sector == "CVL" and who.keys & _ANYBODY:
        return False
    if who.kind == "state" and (who.plural or not who.keys & _HERE):
        return False
    return who.sector in DOMESTIC and not _from_anywhere(who)


def _from_anywhere(who: Identity) -> bool:
    """Whether the words say that it comes from outside, or it is a scholar whom reports ask for comment."""
    if who.kind == "person" and who.sector == "EDU":
        return not who.keys & _PUPILS
    words = set(who.name.lower().split())
    foreign = bool(words & _OUTSIDE) or ("coalition" in words and who.sector == "MIL")
    return foreign or (who.kind == "person" and bool(who.keys & _EXPERTS))
