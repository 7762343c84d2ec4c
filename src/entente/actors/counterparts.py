"""Who is called somebody's counterpart: of the same office, each of his own state.

"Chad's foreign minister met his Malian and Togolese counterparts, Jane Roe and Juan Roe": two foreign ministers.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from entente.actors.drafts import Draft
from entente.actors.phrase import Phrase


def counterparts(drafts: Sequence[Draft]) -> list[Draft]:
    """The *drafts* of a sentence, each counterpart with the office of whom the sentence names with one before."""
    found: list[Draft] = []
    for draft in drafts:
        office = next((phrase for d in reversed(found) if (phrase := _office(d)) is not None), None)
        found.append(_with_office(draft, office) if office is not None else draft)
    return _shared(found)


def _with_office(draft: Draft, office: Phrase) -> Draft:
    phrase, apposed = draft.phrase, draft.apposed
    return replace(
        draft,
        phrase=_equal(phrase, office) if phrase is not None else None,
        apposed=_equal(apposed, office) if apposed is not None else None,
    )


def _office(draft: Draft) -> Phrase | None:
    for phrase in (draft.phrase, draft.apposed):
        if phrase is not None and phrase.kind == "person" and phrase.office and phrase.noun != "counterpart":
            return phrase
    return None


def _equal(phrase: Phrase, office: Phrase) -> Phrase:
    if phrase.noun != "counterpart":
        return phrase
    return replace(
        phrase, office=office.office, key=office.key, sector=office.sector, other=office.other, also=office.also
    )


def _shared(drafts: list[Draft]) -> list[Draft]:
    """*drafts* with each name of a list after a title of as many nations: one nation each, in their order."""
    found = list(drafts)
    for n, draft in enumerate(drafts):
        phrase = draft.phrase
        if phrase is None or len(phrase.codes) < 2 or phrase.office is None or phrase.kind != "people":
            continue
        after = [m for m in range(n + 1, len(drafts)) if drafts[m].start >= draft.end and not drafts[m].pronoun]
        names = list(takewhile(lambda m: _bare(drafts[m]), after))
        named = names[: len(phrase.codes)]
        if len(names) != len(named):  # a longer list: whose is whose is not clear
            continue
        if len(named) < len(phrase.codes) or not all(_bare(found[m]) for m in named):
            continue
        for code, m in zip(phrase.codes, named, strict=True):
            each = replace(phrase, kind="person", code=code, codes=(), plural=False, name="", office=_single(phrase))
            found[m] = replace(found[m], apposed=each)
    return found


def _bare(draft: Draft) -> bool:
    return draft.person and draft.phrase is not None and draft.phrase.kind == "name" and draft.apposed is None


def _single(phrase: Phrase) -> str:
    office = phrase.office or ""
    return office[:-1] if office.endswith("s") and not phrase.noun.endswith("s") else office
