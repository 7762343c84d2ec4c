"""Regions and cities that act as their governments do: "a lawsuit filed by Texas", "Bavaria closed its schools"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from entente.actors.drafts import Draft, head_of, role_of
from entente.actors.phrase import Phrase
from entente.model import Place, Sentence

# Verbs whose subject is a government and no landscape.
_DEEDS = frozenset(
    {"sue", "file", "appeal", "certify", "announce", "ban", "legalize", "legalise", "pass", "enact", "vote", "secede",
     "declare", "impose", "lift", "join", "ask", "request", "adopt", "ratify", "approve", "reject", "repeal", "order",
     "refuse", "agree", "demand", "close", "reopen", "postpone", "decide", "challenge", "ease", "allow", "prohibit",
     "introduce", "accuse", "urge", "argue", "seek", "deploy", "extend", "suspend", "require", "mandate", "outlaw"}
)  # fmt: skip


def acting(sentence: Sentence, number: int, places: Sequence[Place], text: str) -> Iterator[Draft]:
    """A mention of each region that is subject of what only governments do, or "by" which it is done."""
    for place in places:
        if place.resolution != "region" or place.country is None or sentence.title:
            continue
        head = head_of(sentence, place.start, place.end)
        if _governs(sentence, head):
            role, clause = role_of(sentence, head)
            phrase = Phrase("body", place.end, place.name, None, place.country, sector="GOV", rule="region")
            yield Draft(
                number, head, place.start, place.end, text[place.start : place.end], phrase, role, clause
            )  # fmt: skip


def _governs(sentence: Sentence, head: int) -> bool:
    tokens = sentence.tokens
    while tokens[head].relation == "conj" and tokens[head].head >= 0:
        head = tokens[head].head
    token = tokens[head]
    if token.upos != "PROPN" or token.head < 0 or tokens[token.head].lemma not in _DEEDS:
        return False
    verb = tokens[token.head]
    if token.deprel == "nsubj":
        return verb.upos == "VERB"
    agent = any(tokens[i].text.lower() == "by" for i in sentence.children(head, "case"))
    return agent and token.relation == "obl" and verb.xpos == "VBN"
