"""Bodies and people that a report names or describes: "Hamas", "the Foreign Ministry", "the protesters"."""

from __future__ import annotations

from entente.actors.discourse import Discourse, Identity, Kind
from entente.actors.drafts import Draft
from entente.actors.persons import fits
from entente.actors.phrase import Phrase
from entente.actors.words import folded, split_words

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
    if phrase.rule == "table:bodies" and phrase.noun == "":
        identity = Identity("body", phrase.name, phrase.code, phrase.sector, phrase.other, identifier=phrase.identifier)
        return discourse.chain(("body", phrase.name), identity), phrase.rule
    if phrase.kind == "name":
        if (spelt_out := _spelt_out(draft, discourse)) is not None:
            return spelt_out, "acronym"
        return discourse.chain(("name", phrase.name.lower()), Identity("body", phrase.name)), "name"
    return _the_country(draft, phrase, discourse)


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
    discourse.index["name", draft.text.lower()] = last.chain
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
    code, rule = _by_owner(phrase, discourse) if code is None and phrase.owner else (code, rule)
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


def _by_owner(phrase: Phrase, discourse: Discourse) -> tuple[str | None, str]:
    """The nation of the person whose spokesman or government it is, where the report names that person."""
    owner = folded(phrase.owner or "")
    able = {person.code for person in discourse.persons if owner and fits(owner, person.words, True) >= 1}
    return (able.pop(), "possessor") if len(able) == 1 else (None, phrase.rule)


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
        words = words[1:]
    return draft.text[words[0].start :] if words else draft.text
