"""When a commitment was made, and in what: the document, forum or meeting in which it was undertaken."""

from __future__ import annotations

from collections.abc import Sequence

from entente.coding import frames
from entente.coding.forums import load_setting_words
from entente.coding.phrases import noun_phrase
from entente.model import Dating, Mention, Resolved, Statement

HOLDING = frozenset({"in", "at", "during", "under", "after", "following"})


def made_on(resolved: Resolved, statement: Statement | None, undertaking: Mention | None) -> Dating | None:
    """The day of the undertaking itself, else of the words it stands in, else of publication.

    The day of an act still to come ("will resign on Friday") is no day on which it was undertaken.
    """
    told = undertaking is not None and undertaking.factuality != "planned"
    if undertaking is not None and told and undertaking.dating.basis != "publication":
        return undertaking.dating
    if statement is not None and statement.dating is not None:
        return statement.dating
    published = resolved.report.published
    return Dating(published, published, "day", "publication") if published else None


def is_paper(words: str) -> bool:
    """Whether the words name a document: "the joint statement of both ministers"."""
    known = load_setting_words()
    return bool((known.papers | known.plans) & set(words.lower().split()))


def made_in(
    resolved: Resolved, statement: Statement | None, mentions: Sequence[Mention], *, at: int, cue: int, act: int
) -> str | None:
    """The document that says so, the forum or document of the undertaking at token *cue*, or the meeting it hangs on.

    *mentions* are those of sentence *at*; without any of these a meeting that the sentence tells of counts. The plain
    future of an *act* has no undertaking beside it.
    """
    text = resolved.report.text
    for source in statement.attribution if statement else ():
        if source.span and is_paper(source.span.of(text)):
            return source.span.of(text)
    undertaking = next((mention for mention in mentions if mention.head == cue != act), None)
    if undertaking and (undertaking.document or undertaking.forum):
        return undertaking.document or undertaking.forum
    if (named := _named(resolved, at, cue, statement)) is not None:
        return named
    met = (m.trigger.of(text) for m in mentions if m.type == "CONSULT" and m.factuality == "actual")
    return next((word for word in met if word.lower() in load_setting_words().gatherings), None)


def _named(resolved: Resolved, at: int, cue: int, statement: Statement | None) -> str | None:
    """What the undertaking, or the saying of it, hangs on: "at *a meeting in Oslo*, he vowed …"."""
    sentence, words = resolved.parsed.sentences[at], load_setting_words()
    known = words.papers | words.plans | words.gatherings
    said = next((i for i, t in enumerate(sentence.tokens) if statement and statement.cue.covers(t.span)), None)
    for i in (cue, *(() if said is None else (said,))):
        for j in sentence.children(i, "obl"):
            held = frames.case_of(sentence, j) in HOLDING
            if held and sentence.tokens[j].lemma.lower() in known:
                return sentence.cover(noun_phrase(sentence, j)).of(resolved.report.text)
    return None
