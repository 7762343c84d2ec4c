"""Who speaks and who is told: the syntactic heads around a reporting verb or noun."""

from __future__ import annotations

from entente.coding.sources import FINITE, chunk_before, head_of
from entente.coding.speech import Frame
from entente.coding.speechwords import speech_words
from entente.model import Sentence

CLIMB = 6


def speaker_of(sentence: Sentence, i: int, depth: int = CLIMB) -> int | None:
    """The head of the noun phrase whose words the verb *i* reports; None where nobody is named."""
    token = sentence.tokens[i]
    active = token.xpos in FINITE and not sentence.children(i, "aux:pass", "expl")
    if (told := _perfect_subject(sentence, i)) is not None:
        return told
    if sentence.children(i, "nsubj:pass", "aux:pass", "expl") and not active:
        return _agent(sentence, i)
    if (named := _absolute(sentence, i)) is not None:
        return named
    if own := subjects(sentence, i):
        return own[0]
    if token.relation == "acl" and token.deprel != "acl:relcl":
        return _agent(sentence, i) if token.xpos == "VBN" else token.head
    if token.head < 0 or depth == 0 or (token.xpos in FINITE and token.relation != "conj"):
        return None
    if _is_cited(sentence, i) and (objects := sentence.children(token.head, "obj")):
        return objects[0]
    if token.relation == "xcomp" and (objects := sentence.children(token.head, "obj")):
        return objects[0]
    if token.relation in ("conj", "xcomp", "advcl", "parataxis", "ccomp", "dep"):
        return surface_subject(sentence, token.head, depth - 1)
    return None


def _perfect_subject(sentence: Sentence, i: int) -> int | None:
    """The subject of "other studies have shown", which the parse may take for a passive's."""
    perfect = any(sentence.tokens[j].lemma.lower() == "have" for j in sentence.children(i, "aux"))
    passive = [j for j in sentence.children(i, "nsubj") if j < i and sentence.tokens[j].deprel == "nsubj:pass"]
    return passive[0] if passive and perfect and not sentence.children(i, "aux:pass") else None


def _is_cited(sentence: Sentence, i: int) -> bool:
    """ "cited the judge as saying that …": the judge speaks."""
    above = sentence.tokens[i].head
    as_ = any(sentence.tokens[k].text.lower() == "as" for k in sentence.children(i, "mark", "case"))
    return as_ and above >= 0 and sentence.tokens[above].lemma.lower() in ("cite", "quote")


def _absolute(sentence: Sentence, i: int) -> int | None:
    """ "…, with Maria Lopez calling it a farce": the name right before the participle."""
    chunk = chunk_before(sentence, i) if sentence.tokens[i].xpos == "VBG" else ()
    if not chunk or chunk[0] == 0 or sentence.tokens[chunk[0] - 1].text.lower() not in ("with", "and"):
        return None
    head = head_of(sentence, chunk)
    return head if sentence.tokens[head].upos == "PROPN" else None


def surface_subject(sentence: Sentence, i: int, depth: int = CLIMB) -> int | None:
    """The subject of *i* or of the clause above it, active or passive: it controls a participle."""
    own = subjects(sentence, i)
    return own[0] if own else speaker_of(sentence, i, depth)


def subjects(sentence: Sentence, i: int) -> tuple[int, ...]:
    """Subjects before the verb, or after it where it is inverted; else what follows a verb is its content's."""
    inverted = i == 0 or sentence.tokens[i - 1].upos == "PUNCT" or sentence.tokens[i].xpos in FINITE
    found = (j for j in sentence.children(i, "nsubj") if sentence.tokens[j].deprel != "nsubj:outer")
    return tuple(j for j in found if j < i or (inverted and sentence.tokens[i].xpos != "VBG"))


def _agent(sentence: Sentence, i: int) -> int | None:
    for j in sentence.children(i, "obl"):
        by = any(sentence.tokens[k].text.lower() == "by" for k in sentence.children(j, "case"))
        if by or sentence.tokens[j].deprel == "obl:agent":
            return j
    return None


def noun_speaker(sentence: Sentence, i: int) -> int | None:
    """ "X's threat", "the claim by X", or the subject of the verb whose object the noun is ("X voiced hope")."""
    own = sentence.child(i, "nmod:poss")
    if own is not None:
        return own
    for j in sentence.children(i, "nmod"):
        if any(sentence.tokens[k].text.lower() in ("of", "by", "from") for k in sentence.children(j, "case")):
            return j
    token = sentence.tokens[i]
    if token.relation != "obj" or token.head < 0 or sentence.tokens[token.head].lemma.lower() in speech_words().others:
        return None
    return speaker_of(sentence, token.head)


def addressee_of(sentence: Sentence, i: int, frame: Frame, rest: str) -> int | None:
    """The object of "tell him", or the nominal behind one of the frame's prepositions."""
    prepositions = {*frame.addressee, *((rest,) if "object" in frame.addressee and rest else ())} - {"object"}
    if "object" in frame.addressee and not rest:
        for j in sentence.children(i, "obj", "iobj"):
            if sentence.tokens[j].upos in ("PROPN", "PRON", "NOUN"):
                return j
        passive = sentence.children(i, "nsubj:pass")
        return passive[0] if passive else _second_subject(sentence, i)
    for j in sentence.children(i, "obl", "nmod"):
        if any(sentence.tokens[k].text.lower() in prepositions for k in sentence.children(j, "case")):
            return j
    return None


def _second_subject(sentence: Sentence, i: int) -> int | None:
    """ "“…,” the envoy told *her*": an object that the parse has for a subject beside the one before the verb."""
    named = [j for j in sentence.children(i, "nsubj") if sentence.tokens[j].upos in ("PROPN", "PRON", "NOUN")]
    return named[-1] if len(named) > 1 and named[0] < i < named[-1] else None
