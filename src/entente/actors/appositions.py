"""What follows a name and says who it is: "Zhang Youxia, vice-chairman of …", "Widget Watch, a Berlin charity"."""

from __future__ import annotations

from dataclasses import replace

from entente.actors.drafts import Draft
from entente.actors.organizations import names_body
from entente.actors.phrase import Phrase
from entente.actors.scene import Scene

_ADVERBS = ("previously", "formerly", "currently", "then", "now")
_GOING_ON = frozenset({"VERB", "AUX", "PART", "ADV", "PROPN"})
_GAPS = ([","], ["("], ["—"], *([",", word] for word in _ADVERBS))


def apposed(draft: Draft, k: int, scene: Scene) -> Draft:
    """*draft*, of chunk *k*, with the office or noun in apposition after its name."""
    phrase, pieces = draft.phrase, scene.pieces
    if phrase is None or not (phrase.name_span or draft.person):
        return draft
    later = (c for c in range(k + 1, len(pieces.chunks)) if pieces.words[pieces.chunks[c].first].start >= draft.end)
    following = next(later, None)
    if following is None:
        return draft
    gap = [word.fold for word in pieces.words[: pieces.chunks[following].first] if word.start >= draft.end]
    if gap in (["of"], ["from"]) and phrase.kind == "name" and draft.person:
        return _belonging(draft, scene.describe(scene.extended(following)))
    if gap not in _GAPS:
        return draft
    apposition = scene.describe(scene.extended(following))
    if apposition is None or not _says(draft, apposition) or not _closes(apposition, scene):
        return draft
    return replace(draft, apposed=apposition)


def _says(draft: Draft, apposition: Phrase) -> bool:
    """Whether *apposition* can say what *draft* is: a person a person, a body a body."""
    if apposition.name or apposition.plural:
        return False
    if names_body(draft):
        return apposition.kind == "body" and apposition.noun != ""
    return apposition.kind == "person" and (draft.phrase is None or draft.phrase.kind != "body")


def _closes(apposition: Phrase, scene: Scene) -> bool:
    """Whether no verb, name or bracket follows: "with Xi, the president said", "Xi, Labour MP Roe" are none."""
    after = next((i for i, word in enumerate(scene.pieces.words) if word.start >= apposition.end), None)
    if after is None:
        return True
    return scene.pieces.words[after].text != "(" and scene.pieces.token(after).upos not in _GOING_ON


def _belonging(draft: Draft, whole: Phrase | None) -> Draft:
    """*draft* with the code and sector of the body it is named with: "Jane Roe of the University of Oslo"."""
    if whole is None or whole.plural or whole.kind not in {"body", "name"}:
        return draft
    belonging = replace(
        whole, kind="person", office=None, key=None, also=frozenset(), definite=False, owner=whole.name or whole.owner,
        name="", name_span=None,
    )  # fmt: skip
    return replace(draft, apposed=belonging)
