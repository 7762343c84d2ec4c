""" "According to": prepositions that name a source for the clause or sentence they stand with."""

from __future__ import annotations

from dataclasses import replace

from entente.coding.phrases import connective, noun_phrase, without
from entente.coding.sources import chunk_after, head_of, prepositional_source
from entente.coding.speech import Finding, Speech
from entente.model import Sentence


def prepositional(sentence: Sentence, at: int, i: int, speech: Speech) -> Finding | None:
    token = sentence.tokens[i]
    for frame, rest in speech.cued("preposition", token.text.lower()):
        cue = tuple(range(i, i + 1 + len(rest.split())))
        if cue[-1] + 1 >= len(sentence.tokens):
            continue
        if [sentence.tokens[k].text.lower() for k in cue[1:]] == rest.split():
            named = _prepositional_object(sentence, cue)
            if named is not None and sentence.tokens[named].lemma.lower() not in frame.barred:
                return _with_scope(sentence, Finding(at, frame, i, cue, named, (), ()))
    return None


def _prepositional_object(sentence: Sentence, cue: tuple[int, ...]) -> int | None:
    """The noun the cue stands before: its head, or the first noun phrase after it where the parse goes astray."""
    for k in cue:
        head = sentence.tokens[k].head
        if head > cue[-1] and sentence.tokens[head].upos in ("NOUN", "PROPN", "PRON"):
            return head
    chunk = chunk_after(sentence, cue[-1] + 1)
    return head_of(sentence, chunk) if chunk else None


def _with_scope(sentence: Sentence, finding: Finding) -> Finding | None:
    """At either end of the sentence the phrase sources all of it, elsewhere the clause it stands in."""
    cue = finding.cue
    named = finding.speaker
    assert named is not None
    source = prepositional_source(sentence, cue, noun_phrase(sentence, named))
    phrase = (*cue, *source)
    if at_edge(sentence, phrase):
        content = tuple(range(connective(sentence), len(sentence.tokens)))
    else:
        content = sentence.subtree(_clause_above(sentence, named, phrase))
    content = without(content, phrase)
    return replace(finding, source=source, content=content) if source and content else None


def at_edge(sentence: Sentence, phrase: tuple[int, ...]) -> bool:
    """Whether nothing but punctuation stands before or after the phrase."""
    rest = (sentence.tokens[: min(phrase)], sentence.tokens[max(phrase) + 1 :])
    return any(all(token.upos in ("PUNCT", "CCONJ") for token in side) for side in rest)


def _clause_above(sentence: Sentence, i: int, phrase: tuple[int, ...]) -> int:
    """The predicate of the clause that the nominal *i* stands in."""
    inside = set(phrase)
    above = [j for j in sentence.ancestors(i) if j not in inside]
    for j in above:
        if any(sentence.tokens[k].text.lower() == "that" for k in sentence.children(j, "mark")):
            return j
        if sentence.tokens[j].relation in ("root", "conj", "parataxis") and sentence.children(j, "nsubj", "csubj"):
            return j
    return above[-1] if above else sentence.root
