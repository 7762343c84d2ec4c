"""Where a sentence undertakes something: pairs of the word that undertakes and the verb of the act undertaken.

"plan to meet", "committed to keeping", "plans on leaving", "is to join", "will send", and "said she would sue", where
the subject is the speaker's own side. What is denied, conditional, merely possible, or was planned once is none.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping

from entente.coding.counts import FUTURE, NEGATIONS
from entente.model import Sentence

WILL = frozenset({"will", "'ll", "’ll", "shall"})
CONDITIONS = frozenset({"if", "unless", "whether", "when", "once", "until"})
# Saying these commits: in the past perfect they are commitments made before, the other words are plans given up.
BINDING = frozenset({"agree", "pledge", "vow", "promise", "commit", "undertake", "swear", "agreement"})
# "the aim is to win" says what somebody wants.
AIMS = frozenset({"aim", "goal", "priority", "task", "job", "duty", "purpose", "idea", "objective", "key", "challenge"})
# What a party is or comes to be, or what happens to it, is not done by it.
STATES = frozenset({"be", "have", "become", "need", "want", "like", "see", "know", "get", "come", "seem", "take",
                    "hope", "lose", "win", "face", "feel", "think", "believe", "understand", "expect", "receive",
                    "suffer", "remember", "happen", "depend", "mean", "cost", "find", "learn", "die", "fail",
                    "forget", "appear", "consider", "discuss", "say", "tell", "allow", "prefer", "overcome",
                    "survive", "prove", "help", "love", "regret", "miss"})  # fmt: skip


def undertaken(
    sentence: Sentence, cues: Mapping[str, Collection[str]], committed: Callable[[int], bool]
) -> Iterator[tuple[int, int]]:
    """Pairs of an undertaking word (or the future verb itself) and the verb of the act.

    *cues* are lemmas by part of speech; *committed* says whether "would" at that verb is its speaker's own undertaking.
    """
    for i, token in enumerate(sentence.tokens):
        part = "ADJ" if token.xpos == "JJ" else token.upos
        if token.lemma.lower() in cues.get(part, ()):
            acts = (acts_of(sentence, i) or _nouns_of(sentence, i))[:1] if is_open(sentence, i) else ()
            found = (act for j in acts for act in (j, *coordinated(sentence, j)))
            yield from ((i, act) for act in found if not _is_conditioned(sentence, act))
        elif (act := _scheduled(sentence, i)) is not None:
            yield i, act
        elif token.upos in ("VERB", "AUX") and _is_future(sentence, i, committed):
            yield from ((i, act) for act in (i, *coordinated(sentence, i)))


def acts_of(sentence: Sentence, i: int) -> tuple[int, ...]:
    """The verbs that the word at *i* undertakes: infinitives, and gerunds behind "to" and "on"."""
    relations = ("acl",) if sentence.tokens[i].upos == "NOUN" else ("xcomp", "ccomp", "advcl")
    return tuple(
        j for j in sentence.children(i, *relations)
        if any(sentence.tokens[k].text.lower() in ("to", "on") for k in sentence.children(j, "mark"))
        and (sentence.tokens[j].xpos in ("VB", "VBG") or sentence.children(j, "cop", "aux"))
    )  # fmt: skip


def _nouns_of(sentence: Sentence, i: int) -> tuple[int, ...]:
    """The act as a noun: "agreed to a ceasefire", "pledged aid", "agreed on joint patrols"."""
    if sentence.tokens[i].upos != "VERB" or sentence.tokens[i].lemma.lower() not in BINDING:
        return ()
    to = (
        j for j in sentence.children(i, "obl")
        if any(sentence.tokens[k].text.lower() in ("to", "on") for k in sentence.children(j, "case"))
    )  # fmt: skip
    return tuple(j for j in (*sentence.children(i, "obj"), *to) if j > i and sentence.tokens[j].upos == "NOUN")


def coordinated(sentence: Sentence, i: int) -> tuple[int, ...]:
    """The further acts of "to meet, sign and trade": verbs of the same form without a subject of their own."""
    form = "VBG" if sentence.tokens[i].xpos == "VBG" else "VB"
    return tuple(
        j for j in sentence.children(i, "conj")
        if sentence.tokens[j].xpos == form and not sentence.children(j, "nsubj", "aux")
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
    aimed = subject is not None and sentence.tokens[subject].lemma.lower() in AIMS
    named = subject is not None and not aimed
    return act if named and sentence.tokens[act].lemma not in ("blame", "come", "follow") else None


def is_open(sentence: Sentence, i: int, future: Collection[str] = ()) -> bool:
    """Whether the undertaking stands unconditional, unnegated and, unless it binds, not in the past perfect."""
    binding = sentence.tokens[i].lemma.lower() in BINDING
    for j in sentence.children(i, "aux", "advmod", "mark", "cop", "det"):
        word = sentence.tokens[j].text.lower()
        if word in NEGATIONS or word in CONDITIONS or (word == "had" and not binding):
            return False
        if word in FUTURE and word not in future:
            return False
    token = sentence.tokens[i]
    under = token.relation in ("advcl", "ccomp") and any(
        sentence.tokens[k].text.lower() in ("if", "unless", "whether") for k in sentence.children(token.head, "mark")
    )
    return not under and sentence.tokens[-1].text != "?"


def _is_future(sentence: Sentence, i: int, committed: Callable[[int], bool]) -> bool:
    """Whether the verb itself stands in a future that nothing conditions."""
    aux = {sentence.tokens[j].text.lower() for j in sentence.children(i, "aux")}
    if aux & WILL:
        return is_open(sentence, i, WILL)
    would = "would" in aux and not _is_conditioned(sentence, i)
    return would and is_open(sentence, i, ("would",)) and committed(i)


def _is_conditioned(sentence: Sentence, i: int) -> bool:
    """ "would withdraw if …"; not "even if …"."""
    for j in sentence.children(i, "advcl"):
        for k in sentence.children(j, "mark"):
            even = k > 0 and sentence.tokens[k - 1].text.lower() == "even"
            if sentence.tokens[k].text.lower() in ("if", "unless") and not even:
                return True
    return False
