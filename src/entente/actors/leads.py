"""Who the unnamed person of a report's first sentence is: "An adviser was sentenced. Jane Roe was sentenced …"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from entente.actors.drafts import Draft
from entente.model import Parsed, Token


def led(drafts: Sequence[Draft], parsed: Parsed) -> tuple[Draft, ...]:
    """*drafts* with what the report's first sentence says of the person whom the second names as subject.

    Only where both sentences tell the same: one verb, or two passives.
    """
    first = next((n for n, sentence in enumerate(parsed.sentences) if not sentence.title), None)
    lead = next((d for d in drafts if d.sentence == first and _unnamed(d)), None)
    if lead is None:
        return tuple(drafts)
    found = list(drafts)
    n = next((n for n, d in enumerate(found) if d.sentence == lead.sentence + 1 and d.role == "subject"), None)
    if n is not None and _named(found[n]) and _alike(_verb(lead, parsed), _verb(found[n], parsed)):
        found[n] = replace(found[n], apposed=lead.phrase)
    return tuple(found)


def _unnamed(draft: Draft) -> bool:
    phrase = draft.phrase
    if phrase is None or draft.role != "subject" or phrase.kind != "person" or phrase.name or phrase.plural:
        return False
    return draft.text.lower().startswith(("a ", "an "))


def _named(draft: Draft) -> bool:
    phrase = draft.phrase
    return draft.person and phrase is not None and phrase.kind == "name" and draft.apposed is None


def _verb(draft: Draft, parsed: Parsed) -> Token | None:
    return parsed.sentences[draft.sentence].tokens[draft.clause] if draft.clause >= 0 else None


def _alike(one: Token | None, other: Token | None) -> bool:
    if one is None or other is None:
        return False
    return one.upos == "VERB" and (one.lemma == other.lemma or one.xpos == other.xpos == "VBN")
