"""Where a sentence undertakes something: pairs of the word that undertakes and the verb of the act undertaken.

"plan to meet", "committed to keeping", "plans on leaving", "is to join", "will send", and "said she would sue", where
the subject is the speaker's own side. What is denied, conditional, merely possible, or was planned once is none.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping

from entente.coding.counts import FUTURE, NEGATIONS
from entente.coding.undertakings import load_undertakings
from entente.model import Sentence

WILL = frozenset({"will", "'ll", "’ll", "shall"})
# "was due to meet" is told of what came otherwise.
SCHEDULED = frozenset({"due", "set"})
CONDITIONS = frozenset({"if", "unless", "whether", "when", "once", "until"})


def undertaken(
    sentence: Sentence, cues: Mapping[str, Collection[str]], committed: Callable[[int], bool]
) -> Iterator[tuple[int, int]]:
    """Pairs of an undertaking word (or the future verb itself) and the verb of the act.

    *cues* are lemmas by part of speech; *committed* says whether "would" at that verb is its speaker's own undertaking.
    """
    for i, token in enumerate(sentence.tokens):
        part = "ADJ" if token.xpos == "JJ" else "VERB" if is_verb(sentence, i) else token.upos
        if token.lemma.lower() in cues.get(part, ()):
            acts = (acts_of(sentence, i) or _nouns_of(sentence, i))[:1] if is_open(sentence, i) else ()
            loose = coordinated(sentence, i) if token.xpos == "JJ" and acts else ()
            found = (act for j in acts for act in (j, *coordinated(sentence, j), *loose))
            yield from ((i, act) for act in found if not _is_conditioned(sentence, act))
        elif (act := _scheduled(sentence, i)) is not None:
            yield i, act
        elif token.upos in ("VERB", "AUX") and _is_future(sentence, i, committed):
            yield from ((i, act) for act in (i, *coordinated(sentence, i)))


def is_verb(sentence: Sentence, i: int) -> bool:
    """A verb, also where it is tagged as a noun though it has a subject: "he *plans* on leaving"."""
    token = sentence.tokens[i]
    own = token.upos == "NOUN" and sentence.children(i, "nsubj") and not sentence.children(i, "cop")
    return token.upos == "VERB" or bool(own)


def acts_of(sentence: Sentence, i: int) -> tuple[int, ...]:
    """The verbs that the word at *i* undertakes: infinitives, and gerunds behind "to" and "on"; not "whether to"."""
    relations = ("acl",) if sentence.tokens[i].upos == "NOUN" else ("xcomp", "ccomp", "advcl", "acl")
    return tuple(
        j for j in sentence.children(i, *relations)
        if any(sentence.tokens[k].text.lower() in ("to", "on") for k in sentence.children(j, "mark"))
        and not any(sentence.tokens[k].text.lower() == "whether" for k in sentence.children(j, "mark", "advmod"))
        and (sentence.tokens[j].xpos in ("VB", "VBG") or sentence.children(j, "cop", "aux"))
    )  # fmt: skip


def _nouns_of(sentence: Sentence, i: int) -> tuple[int, ...]:
    """The act as a noun: "agreed to a ceasefire", "pledged aid", "agreed on joint patrols"."""
    if sentence.tokens[i].upos != "VERB" or sentence.tokens[i].lemma.lower() not in load_undertakings().binding:
        return ()
    to = (
        j for j in sentence.children(i, "obl")
        if any(sentence.tokens[k].text.lower() in ("to", "on") for k in sentence.children(j, "case"))
    )  # fmt: skip
    return tuple(j for j in (*sentence.children(i, "obj"), *to) if j > i and sentence.tokens[j].upos == "NOUN")


def coordinated(sentence: Sentence, i: int) -> tuple[int, ...]:
    """The further acts of "to meet, sign and trade": verbs of the same form without a subject of their own.

    A bare infinitive looks like a present tense, and the last of three is often tagged as one; behind an adjective
    ("is ready to meet and *trade*") it may hang on that.
    """
    form = ("VBG",) if sentence.tokens[i].xpos == "VBG" else ("VB", "VBP")
    return tuple(
        j for j in sentence.children(i, "conj")
        if sentence.tokens[j].xpos in form and not sentence.children(j, "nsubj", "aux")
    )  # fmt: skip


def _scheduled(sentence: Sentence, i: int) -> int | None:
    """The active verb of "is to join", "are to meet"; not "was to blame", nor "the aim is to win"."""
    token = sentence.tokens[i]
    if token.lemma.lower() != "be" or token.xpos not in ("VBZ", "VBP", "VBD"):
        return None
    if i + 2 >= len(sentence.tokens) or sentence.tokens[i + 1].xpos != "TO" or not is_open(sentence, i):
        return None
    act = next((j for j in (token.head, *sentence.children(i, "xcomp", "ccomp")) if j > i), None)
    if act is None or sentence.tokens[act].xpos != "VB" or i + 1 not in sentence.children(act, "mark"):
        return None
    subject = next(iter((*sentence.children(act, "nsubj"), *sentence.children(i, "nsubj"))), None)
    aimed = subject is not None and sentence.tokens[subject].lemma.lower() in load_undertakings().aims
    named = subject is not None and not aimed
    return act if named and sentence.tokens[act].lemma not in ("blame", "come", "follow") else None


def is_open(sentence: Sentence, i: int, future: Collection[str] = ()) -> bool:
    """Whether the undertaking stands unconditional, unnegated and, unless it binds, not in the past perfect."""
    binding = sentence.tokens[i].lemma.lower() in load_undertakings().binding
    for j in sentence.children(i, "aux", "advmod", "mark", "cop", "det"):
        word = sentence.tokens[j].text.lower()
        if word in NEGATIONS or word in CONDITIONS or (word == "had" and not binding):
            return False
        if word in FUTURE and word not in future:
            return False
        if word in ("was", "were") and sentence.tokens[i].lemma.lower() in SCHEDULED:
            return False
    token = sentence.tokens[i]
    if (
        token.upos == "NOUN"
        and token.relation == "nmod"
        and not is_verb(sentence, i)
        and not _is_announced(sentence, i)
    ):
        return False
    under = token.relation in ("advcl", "ccomp") and any(
        sentence.tokens[k].text.lower() in ("if", "unless", "whether") for k in sentence.children(token.head, "mark")
    )
    return not under and sentence.tokens[-1].text != "?" and not _is_nobody(sentence, i)


def _is_announced(sentence: Sentence, i: int) -> bool:
    """ "news of a plan to …"; a plan inside another noun phrase ("papers about its plan to …") is only spoken of."""
    return sentence.tokens[sentence.tokens[i].head].lemma.lower() in load_undertakings().announcing


def _is_nobody(sentence: Sentence, i: int) -> bool:
    """ "no person shall build": nobody undertakes it."""
    subjects = sentence.children(i, "nsubj")
    bare = any(sentence.tokens[j].text.lower() in ("nobody", "none") for j in subjects)
    return bare or any(sentence.tokens[k].text.lower() == "no" for j in subjects for k in sentence.children(j, "det"))


def _is_future(sentence: Sentence, i: int, committed: Callable[[int], bool]) -> bool:
    """Whether the verb itself stands in a future that nothing conditions."""
    aux = {sentence.tokens[j].text.lower() for j in sentence.children(i, "aux")}
    if not aux & {*WILL, "would"} or _is_conditioned(sentence, i):
        return False
    if aux & WILL:
        return is_open(sentence, i, WILL)
    return is_open(sentence, i, ("would",)) and committed(i)


def _is_conditioned(sentence: Sentence, i: int) -> bool:
    """ "would withdraw if …"; not "even if …"."""
    for j in sentence.children(i, "advcl"):
        for k in sentence.children(j, "mark"):
            even = k > 0 and sentence.tokens[k - 1].text.lower() == "even"
            if sentence.tokens[k].text.lower() in ("if", "unless") and not even:
                return True
    return False
