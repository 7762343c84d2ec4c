"""Bodies and people that a report names or describes: "Hamas", "the Foreign Ministry", "the protesters"."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from entente.actors.discourse import Discourse, Identity, Kind, Sight
from entente.actors.drafts import Draft
from entente.actors.offices import HEADS
from entente.actors.organizations import Organization
from entente.actors.persons import fits
from entente.actors.phrase import Phrase
from entente.actors.words import folded, split_words

_LED = frozenset({"administration", "government", "cabinet", "regime", "junta"})
STATE_SIDES = frozenset({"side", "government", "country"})


def named_body(draft: Draft, phrase: Phrase, discourse: Discourse) -> tuple[int, str] | None:
    """The chain of a body that a table knows by name, of an organization that only the model knows, or of a state's
    own side or government ("the Chinese side")."""
    if (
        phrase.code is not None
        and phrase.code in discourse.directory.states
        and not phrase.codes
        and phrase.key in STATE_SIDES
        and not phrase.plural
    ):
        return discourse.state(phrase.code), phrase.rule
    if (introduced := _introduced(draft, discourse)) is not None:
        return introduced, "acronym"
    if phrase.rule == "table:bodies" and phrase.noun == "":
        identity = Identity("body", phrase.name, phrase.code, phrase.sector, phrase.other, identifier=phrase.identifier)
        return discourse.chain(("body", phrase.name), identity), phrase.rule
    if phrase.rule == "region":
        identity = Identity("body", phrase.name, phrase.code, phrase.sector)
        return discourse.chain(("region", phrase.code, phrase.name), identity), phrase.rule
    if phrase.kind == "name" or (phrase.kind == "body" and phrase.name_span is not None):
        return _organization(phrase, discourse), "name"
    known = discourse.organizations.get(folded(draft.text.removeprefix("the ").removeprefix("The ")))
    if known is not None and phrase.kind == "body" and phrase.code is None and not phrase.plural:
        identity = Identity("body", known.name, known.code, known.sector, known.other)
        return discourse.chain(("name", known.name.lower()), identity), "name"
    return _the_country(draft, phrase, discourse) or _the_body(draft, phrase, discourse)


def _organization(phrase: Phrase, discourse: Discourse) -> int:
    """The chain of an organization that no table knows, with what the report says of it anywhere."""
    known = discourse.organizations.get(folded(phrase.name), Organization(phrase.name))
    identity = Identity("body", known.name, known.code, known.sector, known.other)
    return discourse.chain(("name", known.name.lower()), identity)


def _introduced(draft: Draft, discourse: Discourse) -> int | None:
    """The body whose acronym *draft* is in this report, whatever the tables know by it ("NTC")."""
    text = draft.text.removeprefix("the ").removeprefix("The ")
    if not (text.isupper() and text.isalpha() and 2 <= len(text) <= 8):
        return None
    known = discourse.index.get(("acronym", text))
    return _spelt_out(draft, discourse) if known is None else known


def _the_body(draft: Draft, phrase: Phrase, discourse: Discourse) -> tuple[int, str] | None:
    """ "the network", "the company", "this organisation": the only body that the report has named of that sector, or
    the last one if it stands in this sentence or the one before."""
    if phrase.kind != "body" or phrase.plural or not phrase.definite or phrase.code or phrase.owner or not phrase.bare:
        return None
    if phrase.key not in _STANDS_FOR or len(split_words(draft.text)) > 2:
        return None
    if phrase.sector == "JUD" and discourse.quoted(draft.start):  # "this court" is that of whose words they are
        return None
    able = [s for s in discourse.sights if _fits_body(s, phrase, discourse)]
    able = [s for s in able if phrase.key in folded(discourse.chains[s.chain].name)] or able
    chosen = _likeliest(able, draft)
    if chosen is None or _other_since(chosen, phrase, discourse):
        return None
    who, given = discourse.chains[chosen], _GIVES.get(phrase.key or "")
    if who.sector is None and given:
        discourse.chains[chosen] = replace(who, sector=given)
    return chosen, "named body"


def _other_since(chosen: int, phrase: Phrase, discourse: Discourse) -> bool:
    """Whether another body of the noun's sector was told of since: "a Moscow court … the court" is no older one."""
    if phrase.sector != "JUD":
        return False
    for sight in reversed(discourse.sights):
        who = discourse.chains[sight.chain]
        if sight.chain == chosen or who.sector != phrase.sector or who.kind != "body":
            if sight.chain == chosen:
                return False
            continue
        return True
    return False


def _likeliest(able: list[Sight], draft: Draft) -> int | None:
    """The only chain; else the only one nearby; else the one mentioned at least twice as often as any other."""
    if len({s.chain for s in able}) == 1:
        return able[-1].chain
    near = {s.chain for s in able if s.sentence >= draft.sentence - 1}
    if len(near) == 1:
        return near.pop()
    counts = Counter(s.chain for s in able).most_common(2)
    clear = len(counts) > 1 and counts[0][1] >= 2 * counts[1][1]
    return counts[0][0] if clear else None


# The sector that the noun gives a body of which nothing else is known.
_GIVES = {"network": "JRN", "broadcaster": "JRN", "newspaper": "JRN", "airline": "BUS", "hospital": "MED",
          "union": "LAB", "party": "PTY"}  # fmt: skip
# Nouns by which a body is called again that was named before, and the sectors it may have then; "" is none known.
_STANDS_FOR: dict[str, frozenset[str]] = {
    "network": frozenset({"JRN", "BUS", ""}),
    "broadcaster": frozenset({"JRN", ""}),
    "newspaper": frozenset({"JRN", ""}),
    "company": frozenset({"BUS", "JRN", ""}),
    "firm": frozenset({"BUS", ""}),
    "airline": frozenset({"BUS", ""}),
    "group": frozenset({"REB", "PRM", "UAF", "PTY", "CRM", "SOC", ""}),
    "organization": frozenset({"REB", "REL", "SOC", "LAB", "MED", ""}),
    "organisation": frozenset({"REB", "REL", "SOC", "LAB", "MED", ""}),
    "party": frozenset({"PTY"}),
    "union": frozenset({"LAB"}),
    "hospital": frozenset({"MED"}),
    "agency": frozenset({"JRN", "GOV", "SPY", "MED", "REF", ""}),
    "commission": frozenset({"GOV", "LEG", ""}),
    "committee": frozenset({"LEG", "GOV", ""}),
    "movement": frozenset({"REB", "PTY", "SOC", ""}),
    "militia": frozenset({"PRM", "UAF", "REB"}),
    "charity": frozenset({""}),
    "court": frozenset({"JUD"}),
    "tribunal": frozenset({"JUD"}),
}


# Nouns that may stand for a body whose own name ends in another such noun.
_ANY = frozenset({"organization", "organisation", "group", "agency", "movement"})


def _fits_body(sight: Sight, phrase: Phrase, discourse: Discourse) -> bool:
    """Whether a named body can be what the noun of *phrase* calls it: by its name, else by its sector."""
    who = discourse.chains[sight.chain]
    if who.kind != "body" or who.members or sight.draft.place or not who.name[:1].isupper():
        return False
    words = {word.fold for word in split_words(who.name)}
    if phrase.key in words:
        return True
    said = sight.draft.phrase
    named = said is not None and (said.name != "" or said.noun == "")
    last = folded(who.name)[-1]
    if last in _STANDS_FOR and phrase.key not in _ANY:  # "the network" is no National Widget Commission
        return False
    return named and (who.sector or "") in _STANDS_FOR[phrase.key or ""]


def _spelt_out(draft: Draft, discourse: Discourse) -> int | None:
    """The chain of the body whose acronym the report gives in brackets: "the Organization of Widget Makers (OWM)"."""
    last = discourse.sights[-1] if discourse.sights else None
    between = discourse.parsed.report.text[last.draft.end : draft.start] if last is not None else ""
    if (
        last is None
        or between.strip() != "("
        or not draft.text.isupper()
        or discourse.chains[last.chain].kind != "body"
    ):
        return None
    discourse.index["acronym", draft.text] = last.chain
    return last.chain


def _the_country(draft: Draft, phrase: Phrase, discourse: Discourse) -> tuple[int, str] | None:
    """ "the country": the only state of the nearest sentence that names one."""
    if phrase.key != "country" or phrase.plural or not phrase.definite or phrase.code:
        return None
    for back in (0, 1, 2):
        near = {s.chain for s in discourse.window(draft.sentence, back) if discourse.chains[s.chain].kind == "state"}
        if len(near) == 1:
            return near.pop(), "country"
        if near:
            return None
    return None


def common_noun(draft: Draft, phrase: Phrase, discourse: Discourse) -> tuple[int, str]:
    """The chain of an actor known only by a noun. A definite one is the same as the last of its kind; a ministry or
    force without a nation takes the nation of the only one of its kind that the report gives a nation."""
    code, rule = _nation(draft, phrase, discourse)
    if code is None and not phrase.codes:
        code, rule = _by_owner(phrase.owner or _led_by(draft, phrase), phrase, discourse)
        led = code in discourse.directory.states and phrase.key == "government" and not phrase.plural
        if led and leads(phrase.owner or "", code or "", discourse):
            return discourse.state(code or ""), rule
    owner = None if code else phrase.owner
    key = ("noun", phrase.key or phrase.noun, code, phrase.sector, owner, _stem(draft, phrase, discourse))
    identity = Identity(
        "group" if phrase.codes else _kind(phrase), _name(draft, phrase, discourse), code, phrase.sector, phrase.other,
        phrase.office, gender=phrase.gender, keys=frozenset({phrase.key} if phrase.key else ()), also=phrase.also,
        plural=phrase.plural,
    )  # fmt: skip
    lasting = phrase.kind == "body" or phrase.definite or phrase.kind == "people"
    if not lasting or phrase.codes or phrase.counted:
        return discourse.new(identity), rule
    return discourse.chain(key, identity), rule


def _by_owner(name: str, phrase: Phrase, discourse: Discourse) -> tuple[str | None, str]:
    """The nation of the person whose spokesman or government it is, where the report or a table names that person."""
    owner = folded(name)
    able = {person.code for person in discourse.persons if owner and fits(owner, person.words, True) >= 1}
    if not able and len(owner) > 1:
        able = {term.code for term in discourse.directory.persons(name)}
    if not able and len(owner) == 1 and phrase.key in _LED:
        able = _led_on_the_day(owner[0], discourse)
    return (able.pop(), "possessor") if len(able) == 1 else (None, phrase.rule)


def leads(name: str, code: str, discourse: Discourse) -> bool:
    """Whether *name* is that of who leads the state, so that "Roe's government" is the state's."""
    leaders = [person for person in discourse.persons if person.code == code and person.keys & HEADS]
    terms = (term for term in discourse.directory.persons(name) if term.code == code)
    return any(fits(folded(name), person.words, False) == 3 for person in leaders) or any(
        term.role in HEADS for term in terms
    )


def _led_on_the_day(surname: str, discourse: Discourse) -> set[str | None]:
    """The states that somebody of the surname led when the report appeared, those that it names first."""
    day = discourse.parsed.report.published
    terms = discourse.directory.by_surname.get(surname, ()) if day is not None else ()
    codes: set[str | None] = {term.code for term in terms if day and term.holds(day) and term.role in HEADS}
    return {code for code in codes if code in discourse.weights} or codes


def _led_by(draft: Draft, phrase: Phrase) -> str:
    """The name before a government's noun: "the Trump administration"."""
    words = [word for word in split_words(draft.text) if word.capital and word.fold != "the"]
    return words[0].text if phrase.key in _LED and len(words) == 1 else ""


def _stem(draft: Draft, phrase: Phrase, discourse: Discourse) -> str:
    """The words that tell a named body from its like ("the Constitution Party"); nothing for ministries and people."""
    if phrase.kind != "body" or (phrase.key or "").endswith(" ministry"):
        return ""
    plain = _plain(draft, discourse, nation=False)
    return plain.lower() if any(word[:1].isupper() for word in plain.split()) else ""


def _kind(phrase: Phrase) -> Kind:
    return "body" if phrase.kind == "name" else phrase.kind


def _nation(draft: Draft, phrase: Phrase, discourse: Discourse) -> tuple[str | None, str]:
    if (
        phrase.code
        or phrase.codes
        or not phrase.definite
        or phrase.plural
        or phrase.key is None
        or phrase.kind != "body"
    ):
        return phrase.code, phrase.rule
    if phrase.owner is not None:
        return None, phrase.rule
    stem = _stem(draft, phrase, discourse)
    alike = [d for d in discourse.drafts if d.phrase and d.phrase.key == phrase.key and d.phrase.code]
    codes = {d.phrase.code for d in alike if d.phrase and _stem(d, d.phrase, discourse) == stem}
    if len(codes) != 1 or not (phrase.key.endswith(" ministry") or _leading(codes, discourse)):
        return None, phrase.rule
    return codes.pop(), "same report"


def _leading(codes: set[str | None], discourse: Discourse) -> bool:
    """Whether at least half of what the report says of states is of this one: "the government" is then its own."""
    counts = discourse.weights
    return 2 * sum(counts[code] for code in codes if code) >= sum(counts.values())


def _name(draft: Draft, phrase: Phrase, discourse: Discourse) -> str:
    """The longest wording that the report has for a ministry; else the phrase without determiner or possessor."""
    if discourse.directory.country_code(draft.text) and phrase.noun:  # one nation's part of a compound
        return f"{draft.text} {phrase.noun}"
    if phrase.key and phrase.key.endswith(" ministry"):
        same = [
            d
            for d in discourse.drafts
            if d.phrase and d.phrase.key == phrase.key and d.phrase.code in {None, phrase.code}
        ]
        return max((_plain(d, discourse, nation=False) for d in same), key=len)
    return _plain(draft, discourse, nation=True)


def _plain(draft: Draft, discourse: Discourse, nation: bool) -> str:
    words = split_words(draft.text)
    if not nation:
        mark = next((i for i, word in enumerate(words) if word.fold in {"'s", "'"}), -1)
        words = words[mark + 1 :]
    settings = discourse.directory.settings
    while len(words) > 1 and (
        words[0].fold in settings.determiners or (not nation and discourse.directory.country_code(words[0].text))
    ):
        if discourse.directory.match(words, 0)[0] > 1:  # "New Zealand's minister"
            break
        words = words[1:]
    return draft.text[words[0].start :] if words else draft.text
