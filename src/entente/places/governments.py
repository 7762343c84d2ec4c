"""Tells "Moscow said" from "in Moscow": a capital or a seat that stands for its government is no place."""

from __future__ import annotations

from entente.model import Sentence
from entente.places.gazetteer import Cues, Entry


def _case(sentence: Sentence, head: int) -> set[str]:
    return {sentence.tokens[i].lemma.lower() for i in sentence.children(head, "case")}


def _before(sentence: Sentence, first: int, cues: Cues) -> str:
    at = first - 1
    while at >= 0 and sentence.tokens[at].text.lower() in cues.before:
        at -= 1
    return sentence.tokens[at].text.lower() if at >= 0 else ""


def _first_of(sentence: Sentence, head: int) -> int:
    """The first member of the coordination that *head* is in: "Moscow and Beijing" share one role."""
    seen = {head}
    while sentence.tokens[head].relation == "conj" and sentence.tokens[head].head not in seen:
        head = sentence.tokens[head].head
        seen.add(head)
    return head


def stands_for_government(sentence: Sentence, first: int, head: int, entry: Entry, cues: Cues) -> bool:
    """Whether the capital or seat at token *head*, named from *first* on, acts or is dealt with as a government."""
    if not (entry.capital or entry.seat):
        return False
    if _before(sentence, first, cues) in cues.whereabouts:
        return False
    role = _first_of(sentence, head)
    token = sentence.tokens[role]
    above = sentence.tokens[token.head].lemma.lower() if token.head >= 0 else ""
    if token.relation in {"nsubj", "csubj"}:
        return above in cues.acting
    if _case(sentence, role) & cues.partner or _before(sentence, first, cues) in cues.partner:
        return True
    if token.relation in {"compound", "nmod", "amod"}:
        return above in cues.held
    return False
