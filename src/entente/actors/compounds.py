"""Actors of several nations in one phrase: "Russian and Chinese troops", "the presidents of Chad and Mali"."""

from __future__ import annotations

from dataclasses import replace

from entente.actors.discourse import Discourse, Identity, Sight
from entente.actors.drafts import Draft
from entente.actors.heads import state_of
from entente.actors.lexicon import plural_of
from entente.actors.nominals import common_noun
from entente.actors.phrase import Phrase
from entente.actors.segments import Segment, segment
from entente.actors.titles import titled
from entente.actors.words import split_words


def compound(draft: Draft, phrase: Phrase, discourse: Discourse) -> list[Sight]:
    """One sight for each nation's word, as the actor of that nation, then one for the phrase, as the group of them."""
    found: list[Sight] = []
    nations = _nations(draft, phrase, discourse)
    tail = draft.text[max((part.end for part, _ in nations), default=draft.end) - draft.start :].strip()
    for part, code in nations:
        plural = phrase.kind == "people" and phrase.office is None
        office = _single(phrase) if phrase.office else None
        single = replace(
            phrase, code=code, codes=(), plural=plural, office=office, definite=True, noun=tail or phrase.noun
        )
        head = _head(part, draft, discourse)
        piece = replace(draft, start=part.start, end=part.end, text=_text(part, draft), phrase=single, head=head)
        chain, rule = titled(piece, discourse) or common_noun(piece, single, discourse)
        if not tail:
            _named_of(chain, part, single, discourse)
        found.append(Sight(piece, chain, rule if rule != phrase.rule else "compound"))
    chains = [sight.chain for sight in found]
    if len(set(chains)) < 2:
        identity = Identity("group", draft.text, sector=phrase.sector, other=phrase.other, plural=True)
        return [Sight(draft, discourse.new(identity), "compound")]
    name = " and ".join(discourse.chains[chain].name for chain in chains)
    whole = Sight(draft, discourse.group(chains, "group", name, phrase.sector), "compound")
    return sorted([*found, whole], key=lambda sight: (sight.draft.start, -sight.draft.end))


def _single(phrase: Phrase) -> str:
    """The office of one of several: "foreign minister" of "foreign ministers"."""
    office = phrase.office or ""
    plural = next((p for p in (plural_of(phrase.noun), phrase.noun) if office.lower().endswith(p)), None)
    return office[: len(office) - len(plural)] + phrase.noun if plural else phrase.noun


def _named_of(chain: int, part: Segment, phrase: Phrase, discourse: Discourse) -> None:
    """Calls who is only known by office and state "foreign minister of Greece", not "Greece minister"."""
    who, state = discourse.chains[chain], discourse.directory.states.get(phrase.code or "")
    if state is not None and who.name == f"{part.text} {phrase.noun}":
        discourse.chains[chain] = replace(who, name=f"{phrase.office or phrase.noun} of {state.name}")


def _nations(draft: Draft, phrase: Phrase, discourse: Discourse) -> list[tuple[Segment, str]]:
    parts = segment(split_words(draft.text, draft.start), discourse.directory)
    day = discourse.parsed.report.published
    named = [(part, name.state.code) for part in parts if (name := state_of(part, day)) is not None]
    return [(part, code) for part, code in named if code in phrase.codes]


def _text(part: Segment, draft: Draft) -> str:
    return draft.text[part.start - draft.start : part.end - draft.start]


def _head(part: Segment, draft: Draft, discourse: Discourse) -> int:
    tokens = discourse.parsed.sentences[draft.sentence].tokens
    return next((i for i, token in enumerate(tokens) if token.start <= part.start < token.end), draft.head)
