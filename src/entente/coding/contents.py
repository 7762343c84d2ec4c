"""What is said: the clause, infinitive, quoted wording or object that a reporting word governs."""

from __future__ import annotations

from entente.coding.phrases import contiguous, noun_phrase, without
from entente.coding.sources import FINITE
from entente.coding.speech import Frame
from entente.coding.speechwords import speech_words
from entente.model import Sentence

NOMINALS = frozenset({"NOUN", "PROPN", "ADJ", "DET", "NUM", "PRON", "ADP", "CCONJ", "PART", "SYM"})
EQUAL = ("be", "remain")
MARKS = ("“", "”", '"', "``", "''", "„", "«", "»")


def content_of(sentence: Sentence, i: int, frame: Frame, second: int | None) -> tuple[int, ...]:
    if "clause" in frame.content and (found := _clause(sentence, i, frame, second)):
        return found
    if "infinitive" in frame.content and (found := _infinitive(sentence, i, frame)):
        return (*_raised(sentence, i), *found) if frame.scope == "topic" else found
    if "for-infinitive" in frame.content and second is not None and (found := _for_infinitive(sentence, second)):
        return found
    if "wording" in frame.content and (found := _wording(sentence, i)):
        return found
    if "object" in frame.content and (found := _object(sentence, i)):
        return found
    if "about" in frame.content and second is not None:
        return without(sentence.subtree(sentence.tokens[second].head), (second,))
    if "oblique" in frame.content and second is not None and second > i:
        head = sentence.tokens[second].head
        return without(sentence.subtree(head), (second,)) if head != i else ()
    return ()


def _clause(sentence: Sentence, i: int, frame: Frame, second: int | None) -> tuple[int, ...]:
    if frame.part == "noun":
        heads = [j for j in sentence.children(i, "acl", "ccomp") if _that_clause(sentence, j)]
        return _in_one_piece(sentence, sentence.subtree(heads[0]), i) if heads else _equated(sentence, i)
    heads = list(sentence.children(i, "ccomp"))
    if not heads and second is not None:
        heads = list(sentence.children(second, "ccomp"))
    if not heads and sentence.children(i, "aux:pass", "expl", "nsubj:pass"):
        heads = list(sentence.children(i, "csubj"))
    if not heads and frame.part == "verb":
        heads = [j for j in sentence.children(i, "parataxis") if _after_colon(sentence, i, j)]
        if not heads:
            return _commented(sentence, i, frame)
    return tuple(sorted({k for j in heads for k in sentence.subtree(j)}))


def _equated(sentence: Sentence, i: int) -> tuple[int, ...]:
    """ "Their position was *that the border is closed*": the clause that the noun is said to be."""
    token = sentence.tokens[i]
    if token.relation != "nsubj" or token.head < i:
        return ()
    marks = [k for k in sentence.children(token.head, "mark") if sentence.tokens[k].text.lower() in ("that", "whether")]
    copula = [k for k in sentence.children(token.head, "cop") if i < k]
    heads = [token.head] if marks and copula and copula[0] < marks[0] else []
    heads = heads or [j for j in sentence.children(token.head, "ccomp") if sentence.tokens[token.head].lemma in EQUAL]
    if not heads:
        return ()
    first = marks[0] if marks else min(sentence.subtree(heads[0]))
    return tuple(k for k in sentence.subtree(heads[0]) if k >= first)


def _in_one_piece(sentence: Sentence, clause: tuple[int, ...], i: int) -> tuple[int, ...]:
    """The clause behind noun *i* with the words amid it that the parse hangs on the noun itself."""
    inside = {*clause, *sentence.subtree(i)}
    return tuple(k for k in range(clause[0], clause[-1] + 1) if k in inside) if clause[0] > i else clause


def _that_clause(sentence: Sentence, j: int) -> bool:
    """A finite clause introduced by the conjunction "that", not a relative clause."""
    marks = [sentence.tokens[k] for k in sentence.children(j, "mark")]
    if sentence.tokens[j].xpos not in FINITE and not sentence.children(j, "aux", "aux:pass", "cop"):
        return False
    return sentence.tokens[j].deprel != "acl:relcl" and any(m.text.lower() in ("that", "whether") for m in marks)


def _after_colon(sentence: Sentence, i: int, j: int) -> bool:
    return any(sentence.tokens[k].text in (":", "“", '"') for k in range(i + 1, j))


def _commented(sentence: Sentence, i: int, frame: Frame) -> tuple[int, ...]:
    """The clause that ", he said," or "as he said" comments on: all of its head but the comment itself."""
    token = sentence.tokens[i]
    as_clause = token.relation == "advcl" and _opens_with_as(sentence, i)
    own_object = not as_clause and any(j > i for j in sentence.children(i, "obj"))
    if token.head < 0 or not (as_clause or (token.relation == "parataxis" and _is_comment(sentence, i))):
        return ()
    if own_object and "object" not in frame.addressee:
        return ()
    return without(sentence.subtree(token.head), sentence.subtree(i))


def _opens_with_as(sentence: Sentence, i: int) -> bool:
    """ "as he said"; also where the parse hangs "as" on the subject ("as many experts have said")."""
    if any(sentence.tokens[j].text.lower() == "as" for j in sentence.children(i, "mark", "advmod")):
        return True
    below = sentence.subtree(i)
    return below[0] < i and sentence.tokens[below[0]].text.lower() == "as"


def _is_comment(sentence: Sentence, i: int) -> bool:
    """Whether somebody comments, ", he said"; not "Note: the talks *were held*"."""
    subjects = sentence.children(i, "nsubj", "expl")
    passive = bool(sentence.children(i, "aux:pass"))
    return any(not passive or sentence.tokens[j].text.lower() == "it" for j in subjects)


def _infinitive(sentence: Sentence, i: int, frame: Frame) -> tuple[int, ...]:
    """The to-infinitive, without the object that is asked to do it (that is the addressee)."""
    relations = ("acl", "xcomp") if frame.part == "noun" else ("xcomp", "advcl", "ccomp")
    for j in sentence.children(i, *relations):
        marks = [k for k in sentence.children(j, "mark") if sentence.tokens[k].text.lower() == "to"]
        told = "object" in frame.addressee and _is_told(sentence, i)
        if not told and (sentence.tokens[j].relation == "advcl" or _is_asked_for(sentence, i, j)):
            continue
        if marks and j > i and _is_bare(sentence, j):
            start = marks[0] - 1 if sentence.tokens[marks[0] - 1].text.lower() == "not" else marks[0]
            return contiguous([k for k in sentence.subtree(j) if k >= start], start)
    return ()


def _raised(sentence: Sentence, i: int) -> tuple[int, ...]:
    """The subject of "the talks are expected to resume": what is expected is that they do."""
    subject = next((j for j in sentence.children(i, "nsubj") if sentence.tokens[j].deprel == "nsubj:pass"), None)
    return () if subject is None or subject > i else noun_phrase(sentence, subject)


def _is_told(sentence: Sentence, i: int) -> bool:
    """Whether somebody is asked: else an infinitive is a purpose ("asked for delay to prevent a vote")."""
    told = sentence.children(i, "obj", "iobj", "nsubj:pass", "aux:pass")
    return bool(told) or any(sentence.children(j, "case") for j in sentence.children(i, "obl") if _is_upon(sentence, j))


def _is_asked_for(sentence: Sentence, i: int, j: int) -> bool:
    """Whether a thing asked for stands before the infinitive *j*, which then is a purpose: "asked for delay to …"."""
    between = (k for k in sentence.children(i, "obl") if i < k < j)
    return any(sentence.tokens[m].text.lower() == "for" for k in between for m in sentence.children(k, "case"))


def _is_upon(sentence: Sentence, j: int) -> bool:
    return any(sentence.tokens[k].text.lower() in ("on", "upon", "to", "with") for k in sentence.children(j, "case"))


def _for_infinitive(sentence: Sentence, second: int) -> tuple[int, ...]:
    """ "for the bill to be dropped": from "for" to the end of the infinitive, told by the order of words.

    "called for talks to end the war" has a purpose, so the infinitive is passive or its subject named.
    """
    k = second + 1
    while k < len(sentence.tokens) and sentence.tokens[k].upos in NOMINALS and sentence.tokens[k].xpos != "TO":
        k += 1
    if k + 1 >= len(sentence.tokens) or sentence.tokens[k].xpos != "TO" or sentence.tokens[k + 1].xpos != "VB":
        return ()
    named = any(sentence.tokens[j].upos in ("PROPN", "PRON") for j in range(second + 1, k))
    if not (named or sentence.tokens[k + 1].lemma == "be"):
        return ()
    verb = next((j for j in sentence.ancestors(k) if j > k), k + 1)
    return tuple(range(second, max(verb, *sentence.subtree(verb)) + 1)) if k > second + 1 else ()


def _wording(sentence: Sentence, i: int) -> tuple[int, ...]:
    """ "called the vote “a farce”": the object after the verb and the quoted words that follow it."""
    below = [k for k in sentence.subtree(i) if k > i]
    marks = [k for k in below if sentence.tokens[k].text in MARKS]
    if len(marks) < 2 or any(sentence.tokens[k].upos in ("VERB", "AUX") for k in range(i + 1, marks[0])):
        return ()
    between = range(i + 1, marks[0])
    named = bool(between) and all(sentence.tokens[k].upos in NOMINALS for k in between)
    if named and sentence.tokens[i + 1].upos != "ADP" and sentence.tokens[i + 1].text.lower() != "to":
        return tuple(range(i + 1, marks[-1] + 1))
    objects = [k for j in sentence.children(i, "obj") for k in sentence.subtree(j) if k > i]
    return tuple(range(min((marks[0], *objects)), marks[-1] + 1))


def _is_bare(sentence: Sentence, j: int) -> bool:
    """ "to go", "to be right"; not "committed to going"."""
    own = sentence.tokens[j].xpos == "VB"
    return own or any(sentence.tokens[k].xpos == "VB" for k in sentence.children(j, "aux", "aux:pass", "cop"))


def _object(sentence: Sentence, i: int) -> tuple[int, ...]:
    """What is praised or blamed: the object, or the subject of the passive ("the plan was praised by the council")."""
    objects = sentence.children(i, "obj")
    gerund = next((j for j in sentence.children(i, "xcomp") if j > i and sentence.tokens[j].xpos == "VBG"), None)
    if gerund is not None and not objects:
        return sentence.subtree(gerund)
    if sentence.children(i, "ccomp", "xcomp") and not (objects and _is_predicative(sentence, i)):
        return _small_clause(sentence, i, objects)
    if objects:
        return tuple(sorted({*sentence.subtree(objects[0]), *_charge(sentence, i, objects[0])}))
    if (described := _described(sentence, i)) is not None:
        return described
    praised = [j for j in sentence.children(i, "nsubj") if sentence.tokens[j].deprel == "nsubj:pass" and j < i]
    return (*noun_phrase(sentence, praised[0]), *_charge(sentence, i, i)) if praised else ()


def _small_clause(sentence: Sentence, i: int, objects: tuple[int, ...]) -> tuple[int, ...]:
    """ "called *the charges unfounded*": a clause without a finite verb or "to"."""
    for j in (j for j in sentence.children(i, "ccomp", "xcomp") if j > i):
        verbs = (j, *sentence.children(j, "aux", "aux:pass", "cop"))
        marked = any(sentence.tokens[k].text.lower() != "as" for k in sentence.children(j, "mark"))
        if marked or any(sentence.tokens[k].xpos in (*FINITE, "MD", "VB") for k in verbs):
            continue
        if objects or sentence.children(j, "nsubj", "obj"):
            told = {k for m in (*objects[:1], j) for k in sentence.subtree(m) if k > i}
            return tuple(sorted(told))
    return ()


def _described(sentence: Sentence, i: int) -> tuple[int, ...] | None:
    """ "*a view* echoed by many": the noun right before a participle; None elsewhere."""
    token = sentence.tokens[i]
    described = token.xpos == "VBN" and token.deprel == "acl" and token.head == i - 1
    return tuple(k for k in noun_phrase(sentence, token.head) if k < i) if described else None


def _charge(sentence: Sentence, i: int, after: int) -> tuple[int, ...]:
    """What one is praised or blamed for behind token *after*, "accused the mayor *of theft*", and what leads to it.

    "praised her *on stage for* her courage" is one piece; a clause ("as it did before") is the report's own.
    """
    for j in sentence.children(i, "obl", "advcl"):
        opening = next((k for k in sentence.children(j, "case", "mark") if after < k < j), None)
        if opening is None or sentence.tokens[j].xpos in FINITE or sentence.children(j, "nsubj"):
            continue
        if sentence.tokens[opening].text.lower() in speech_words().charges:
            first = max(sentence.subtree(after)) + 1 if after != i else opening
            return tuple(range(min(first, opening), max(sentence.subtree(j)) + 1))
    return ()


def _is_predicative(sentence: Sentence, i: int) -> bool:
    """ "called the vote *a farce*": the complement names the object and is no clause."""
    return all(sentence.tokens[j].upos in NOMINALS for j in sentence.children(i, "xcomp", "ccomp"))
