"""What is said: the clause, infinitive or object that a reporting word governs."""

from __future__ import annotations

from entente.coding.phrases import contiguous, without
from entente.coding.sources import FINITE
from entente.coding.speech import Frame
from entente.model import Sentence


def content_of(sentence: Sentence, i: int, frame: Frame, second: int | None) -> tuple[int, ...]:
    if "clause" in frame.content and (found := _clause(sentence, i, frame, second)):
        return found
    if "infinitive" in frame.content and (found := _infinitive(sentence, i, frame)):
        return found
    if "object" in frame.content and (found := _object(sentence, i)):
        return found
    if "oblique" in frame.content and second is not None and second > i:
        head = sentence.tokens[second].head
        return without(sentence.subtree(head), (second,)) if head != i else ()
    return ()


def _clause(sentence: Sentence, i: int, frame: Frame, second: int | None) -> tuple[int, ...]:
    if frame.part == "noun":
        heads = [j for j in sentence.children(i, "acl", "ccomp") if _that_clause(sentence, j)]
        return sentence.subtree(heads[0]) if heads else ()
    heads = list(sentence.children(i, "ccomp"))
    if not heads and second is not None:
        heads = list(sentence.children(second, "ccomp"))
    if not heads and sentence.children(i, "aux:pass", "expl", "nsubj:pass"):
        heads = list(sentence.children(i, "csubj"))
    if not heads and frame.part == "verb":
        heads = [j for j in sentence.children(i, "parataxis") if _after_colon(sentence, i, j)]
        if not heads:
            return _commented(sentence, i)
    return tuple(sorted({k for j in heads for k in sentence.subtree(j)}))


def _that_clause(sentence: Sentence, j: int) -> bool:
    """A finite clause introduced by the conjunction "that", not a relative clause."""
    marks = [sentence.tokens[k] for k in sentence.children(j, "mark")]
    if sentence.tokens[j].xpos not in FINITE and not sentence.children(j, "aux", "aux:pass", "cop"):
        return False
    return sentence.tokens[j].deprel != "acl:relcl" and any(m.text.lower() in ("that", "whether") for m in marks)


def _after_colon(sentence: Sentence, i: int, j: int) -> bool:
    return any(sentence.tokens[k].text in (":", "“", '"') for k in range(i + 1, j))


def _commented(sentence: Sentence, i: int) -> tuple[int, ...]:
    """The clause that ", he said," or "as he said" comments on: all of its head but the comment itself."""
    token = sentence.tokens[i]
    as_clause = token.relation == "advcl" and any(
        sentence.tokens[j].text.lower() == "as" for j in sentence.children(i, "mark", "advmod")
    )
    if token.head < 0 or not (as_clause or (token.relation == "parataxis" and sentence.children(i, "nsubj"))):
        return ()
    return without(sentence.subtree(token.head), sentence.subtree(i))


def _infinitive(sentence: Sentence, i: int, frame: Frame) -> tuple[int, ...]:
    """The to-infinitive, without the object that is asked to do it (that is the addressee)."""
    relations = ("acl", "xcomp") if frame.part == "noun" else ("xcomp", "advcl", "ccomp")
    for j in sentence.children(i, *relations):
        marks = [k for k in sentence.children(j, "mark") if sentence.tokens[k].text.lower() == "to"]
        if marks and j > i:
            start = marks[0] - 1 if sentence.tokens[marks[0] - 1].text.lower() == "not" else marks[0]
            return contiguous([k for k in sentence.subtree(j) if k >= start], start)
    return ()


def _object(sentence: Sentence, i: int) -> tuple[int, ...]:
    objects = sentence.children(i, "obj")
    if not objects or sentence.children(i, "ccomp", "xcomp"):
        return ()
    return sentence.subtree(objects[0])
