"""Country, sector and office from a head noun and the words before it (codebook section 3)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from entente.actors.directory import StateName
from entente.actors.lexicon import Noun
from entente.actors.naming import Segments, gender_of
from entente.actors.phrase import Kind, Opening, Phrase, View
from entente.actors.segments import Segment, joined_text
from entente.actors.tables import Body

# Offices of a state that "Democratic" or "Labour" before them does not make offices of the party.
_ARMED = frozenset({"REB", "PRM", "PRE", "CRM"})
_ELECTED = frozenset({"president", "governor", "lieutenant governor", "mayor", "president-elect"})
# Bodies of states: their officials are GOV where the body itself has no sector.
BETWEEN_STATES = frozenset({"UNO", "EUR", "IGO"})

_KEYS = {
    "premier": "prime minister",
    "foreign secretary": "foreign minister",
    "home secretary": "interior minister",
    "treasury secretary": "finance minister",
    "secretary of state": "foreign minister",
    "top diplomat": "foreign minister",
    "vice-president": "vice president",
    "vice-premier": "vice premier",
    "spokesman": "spokesperson",
    "spokeswoman": "spokesperson",
    "spokespeople": "spokesperson",
    "interim president": "president",
    "acting president": "president",
    "interim prime minister": "prime minister",
    "acting prime minister": "prime minister",
    "caretaker prime minister": "prime minister",
    "secretary-general": "secretary general",
    "director-general": "director general",
    "department": "ministry",
    "state department": "foreign ministry",
    "foreign office": "foreign ministry",
    "nation": "country",
    "state": "country",
    "chairwoman": "chairman",
    "chairperson": "chairman",
    "chair": "chairman",
}


def headed(head: Segment, front: Segments, name: Segments, view: View, opened: Opening) -> Phrase | None:
    """The phrase that ends in *head*, with the person's *name* after it if there is one."""
    end = name[-1].end if name else head.end
    before = front[:-1]
    if head.noun is None or (not before and not name and head.body is not None and head.capital):
        found = _named(head, before, end, view.day)
    else:
        found = _by_noun(head.noun, head, before, view)
        if name:
            span = (name[0].start, name[-1].end)
            gender = found.gender or gender_of(front, view.directory)
            found = replace(found, name=joined_text(name), name_span=span, kind="person", gender=gender)
            if found.plural and found.office:  # "Presidents Xi and Putin": each of them is one
                found = replace(found, office=found.office[: -len(head.text)] + found.noun)
    if found is None:
        return None
    if found.kind == "people" and found.key == "people" and found.sector is None:
        # "Somalis fled", but "the British withdrew".
        found = replace(found, sector="GOV" if opened.definite and not opened.counted else "CVL")
    return replace(
        found, end=end, definite=opened.definite, count=opened.count, counted=opened.counted, owned=opened.owned
    )


def body_of(part: Segment, day: date | None) -> Body | None:
    """The body that *part* names on *day*; the first of its name where none existed then."""
    bodies = [entry for entry in part.entries if isinstance(entry, Body)]
    return next((body for body in bodies if body.existed(day)), bodies[0] if bodies else None)


def state_of(part: Segment, day: date | None) -> StateName | None:
    """The state that *part* names on *day*; the first of its name where none existed then.

    Of two that then existed it is the later one: Moscow stood for the Soviet Union as long as there was one.
    """
    names = [entry for entry in part.entries if isinstance(entry, StateName)]
    able = [name for name in names if name.state.existed(day)] if day else []
    return max(able, key=lambda name: name.state.since or date.min) if able else names[0] if names else None


def _named(head: Segment, before: Segments, end: int, day: date | None) -> Phrase | None:
    """A state or body by its own name: "China", "the United Nations", "the Russians"."""
    body = body_of(head, day)
    if body is not None:
        code = body.code or country(before, day)[0]
        return Phrase("body", end, body.name, None, code, (), body.sector, body.other_sectors,
                      identifier=body.identifier, key=body.name.lower(), rule="table:bodies")  # fmt: skip
    name = state_of(head, day)
    if name is None or (before and not _naming(before)):
        return None
    kind: Kind = "people" if name.form in {"people", "adjective"} else "state"
    sector, key = (None, "people") if kind == "people" else ("GOV", "country")
    return Phrase(kind, end, name.state.name, None, name.state.code, (), sector, key=key, plural=kind == "people",
                  identifier=name.state.identifier, rule=f"state:{name.form}")  # fmt: skip


def _naming(before: Segments) -> bool:
    return all(part.words[0].fold in {"mainland", "communist", "nationalist", "imperial", "tsarist"} for part in before)


def country(before: Sequence[Segment], day: date | None) -> tuple[str | None, tuple[str, ...], str]:
    """The country that the words before a head noun give it, all of them if there are several, and the rule."""
    codes: dict[str, str] = {}
    for part in before:
        name, body = state_of(part, day), body_of(part, day)
        if name is not None:
            codes.setdefault(name.state.code, f"state:{name.form}")
        elif body is not None and body.code:
            codes.setdefault(body.code, "table:bodies")
    if len(codes) == 1:
        code, rule = next(iter(codes.items()))
        return code, (), rule
    return None, tuple(codes), "compound" if codes else ""


_GROUPS = frozenset({"group", "organization", "organisation", "network", "association"})


def _by_noun(noun: Noun, head: Segment, before: Segments, view: View) -> Phrase:
    code, codes, rule = country(before, view.day)
    if noun.code and code not in BETWEEN_STATES:
        code, rule = noun.code, "noun"
    portfolio = next((part.portfolio for part in reversed(before) if part.portfolio), None)
    own = noun.rule in {"minister", "ministry"}
    sector, other, former = _sector(noun, before, own, view.day)
    if own and portfolio and portfolio.other:
        other = (*other, portfolio.other)
    if noun.lemma in _GROUPS and sector == "PTY" and not any(part.capital or part.body for part in before):
        sector = "SOC"  # "conservative groups" are no party
    proper = noun.national and head.capital and bool(before) and all(part.capital for part in before)
    if sector is None and (
        proper
        or (noun.kind == "person" and code in BETWEEN_STATES)
        or (noun.national and (code or codes) and code != "NGO")
    ):
        sector = "GOV"
    people = noun.kind == "people" or (noun.plural and noun.kind == "person")
    gifted = bool(code or codes or portfolio or any(_gift(part, view.day)[0] for part in before))
    return Phrase(
        "people" if people else noun.kind, head.end, "", None, code, codes, sector,
        tuple(dict.fromkeys(o for o in other if o != sector)),
        _office(before, head, former, view) if noun.office else None,
        key_of(noun, portfolio.name if portfolio and own else None), noun.also, noun.lemma, noun.plural, former=former,
        rule=rule or "noun", gender=gender_of((*before, head), view.directory), bare=not gifted,
    )  # fmt: skip


def key_of(noun: Noun, portfolio: str | None) -> str:
    """The class of an office or body, the same for every wording of it: "defence minister"."""
    lemma = _KEYS.get(noun.lemma, noun.lemma)
    if portfolio is None:
        return lemma
    for head in ("minister", "secretary"):
        if noun.lemma.endswith(head):
            prefix = noun.lemma.removesuffix(head).strip()
            return " ".join(part for part in (prefix, portfolio, "minister") if part)
    return f"{portfolio} {lemma}"


def _sector(noun: Noun, before: Segments, own: bool, day: date | None) -> tuple[str | None, tuple[str, ...], bool]:
    """Sector, further sectors and "former", from the noun and the words before it, nearest first."""
    sector, given, former = noun.sector, False, False
    other: tuple[str, ...] = ()
    for part in reversed(before):
        modifier = part.modifier
        if modifier is not None and modifier.effect == "former":
            former = noun.office and noun.sector in {"GOV", "LEG", None}
        elif modifier is not None and modifier.effect == "turn":
            if noun.kind != "body" or noun.role:
                sector, given, other = modifier.sector, True, (*other, *modifier.other)
        else:
            gift, more = _gift(part, day)
            if gift is None or (own and part.portfolio):
                continue
            if gift == "PTY" and noun.lemma in _ELECTED:
                other = (*other, gift)
            elif noun.role and not given:
                sector, given, other = gift, True, (*other, *more)
            elif gift in _ARMED and sector == "MIL" and noun.role:  # "Hamas military spokesman"
                sector, other = gift, (*other, sector)
            elif gift not in {sector, "GOV"} and modifier is not None:
                other = (*other, gift)
    if former and sector in {"GOV", "LEG", None}:
        return "ELI", (), True
    return sector, other, former


def _gift(part: Segment, day: date | None) -> tuple[str | None, tuple[str, ...]]:
    """The sector that a word before a role noun gives it."""
    body = body_of(part, day)
    if body is not None:
        return body.sector, body.other_sectors
    if part.state("seat") is not None:
        return "GOV", ()
    if part.noun is not None and part.noun.rule == "general-officer" and not part.capital:
        return None, ()  # "a major party"
    if part.noun is not None and (part.noun.kind == "body" or part.modifier is None):
        return (None if part.noun.weak and part.noun.kind == "person" else part.noun.sector), ()
    if part.modifier is not None:
        return part.modifier.sector, part.modifier.other
    return None, ()


def _office(before: Segments, head: Segment, former: bool, view: View) -> str:
    """The words of an office without nationality and passing remarks: "Defense Minister"."""
    passing = view.directory.settings.passing
    kept = [part for part in before if part.state() is None and part.words[0].fold not in passing]
    kept = [part for part in kept if not (part.modifier and part.modifier.effect == "former")]
    while kept and kept[0].plain and not kept[0].capital:
        kept = kept[1:]
    text = joined_text((*kept, head))
    return f"former {text}" if former else text


def strong(found: Phrase | None, head: Segment) -> Phrase | None:
    """*found*, unless its noun is too weak to name an actor by itself ("a source", "a bank")."""
    if found is None or head.noun is None or not head.noun.weak or found.name:
        return found
    # "his supporters" are somebody; "Sri Lanka's leaders" are Sri Lanka.
    definite = found.definite and (found.kind != "people" or (found.owned and not head.noun.national))
    return found if found.code or found.codes or not found.bare or definite or (found.count and found.plural) else None
