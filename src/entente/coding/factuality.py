"""Whether an act is presented as done, planned, possible or denied (codebook section 6).

Read off the parse: the predicate's own negation, modals and marks, and the words above it that hold it as their
complement ("plans to", "refused to", "if"). The lists of such words are in words.yaml.
"""

from __future__ import annotations

from collections.abc import Iterator

from entente.coding import frames
from entente.coding.paths import carrier
from entente.coding.scene import Scene
from entente.model import Factuality

NEGATIONS = frozenset({"not", "n't", "n’t", "never", "no", "neither", "nor", "nobody", "without"})
CONDITIONS = frozenset({"if", "unless", "whether", "lest", "should"})
WILL = frozenset({"will", "wo", "'ll", "’ll", "shall"})
MAY = frozenset({"would", "could", "might", "may", "can", "ca", "should", "must", "ought", "'d", "’d"})
ORDER: tuple[Factuality, ...] = ("negated", "hypothetical", "planned", "actual")
COMPLEMENT = ("xcomp", "ccomp", "csubj", "advcl", "acl", "obj", "obl", "nmod", "nsubj", "appos", "parataxis")


def judge(scene: Scene, head: int) -> Factuality:
    """The factuality of the act at token *head*: the least factual of all that bears on it."""
    if is_denied(scene, head):
        return "negated"
    found = {*_own(scene, carrier(scene, head)), *_of_noun(scene, head), *_above(scene, head)}
    return next((kind for kind in ORDER if kind in found), "actual")


def is_denied(scene: Scene, head: int) -> bool:
    """Whether the act at token *head* is what somebody denies: "denied that …", "rejected claims that …"."""
    below = carrier(scene, head)
    for above in scene.sentence.ancestors(below):
        relation = scene.tokens[below].relation
        if relation in ("ccomp", "xcomp") and scene.lemma(above) in scene.words("disputing"):
            return True
        if relation == "acl" and scene.lemma(above) in scene.words("claims"):
            holder = scene.tokens[above].head
            disputed = scene.tokens[above].relation == "obj" and holder >= 0
            return disputed and scene.lemma(holder) in scene.words("disputing") | scene.words("dismissing")
        if relation != "conj":
            return False
        below = above
    return False


def is_negated(scene: Scene, i: int) -> bool:
    """Whether a negation stands directly on the predicate; "not until May" only says when."""
    sentence = scene.sentence
    return any(
        (scene.lemma(j) in NEGATIONS or scene.tokens[j].text.lower() in NEGATIONS) and not _is_until(scene, j + 1)
        for j in sentence.children(i, "advmod", "det", "mark", "cc:preconj")
    )


def _is_until(scene: Scene, i: int) -> bool:
    return i < len(scene.tokens) and scene.tokens[i].text.lower() in ("until", "till")


def auxiliaries(scene: Scene, i: int) -> frozenset[str]:
    """The auxiliaries of a verb in lower case, those of the verb it is coordinated with where it has none."""
    sentence = scene.sentence
    own = frozenset(scene.tokens[j].text.lower() for j in sentence.children(i, "aux", "aux:pass"))
    token = scene.tokens[i]
    if (
        not own
        and token.relation == "conj"
        and token.xpos in ("VB", "VBN", "VBG")
        and not sentence.children(i, "nsubj")
    ):
        return auxiliaries(scene, token.head)
    return own


def is_future(scene: Scene, i: int) -> bool:
    """Whether the verb stands in the future: "will", "is to", or "would" in what somebody said before."""
    own = auxiliaries(scene, i)
    marks = {scene.tokens[j].text.lower() for j in scene.sentence.children(i, "mark")}
    being = own | {scene.tokens[j].text.lower() for j in scene.sentence.children(i, "cop")}
    due = "to" in marks and bool(being & {"is", "are", "was", "were"}) and scene.tokens[i].xpos == "VB"
    due = due or _is_due(scene, i)
    return due or bool(own & WILL) or ("would" in own and _reported(scene, i) and not _conditional(scene, i))


def _is_due(scene: Scene, i: int) -> bool:
    """ "was due to arrive", which parsers may read as a phrase before the verb."""
    words = [token.text.lower() for token in scene.tokens[max(0, i - 3) : i]]
    return words[-2:] == ["due", "to"]


def said_ahead(scene: Scene, i: int) -> bool:
    """ "said it would send": an undertaking in somebody's words, which is made today."""
    return is_future(scene, i) and _reported(scene, i)


def _own(scene: Scene, i: int) -> Iterator[Factuality]:
    """What the verb (or light verb) itself shows."""
    if is_negated(scene, i):
        yield "negated"
    if any(is_negated(scene, j) for j in scene.sentence.children(i, "nsubj", "obj")):
        yield "negated"
    if scene.is_noun(i):
        return
    own = auxiliaries(scene, i)
    if is_future(scene, i):
        yield "planned"
    elif own & MAY:
        yield "hypothetical"
    if _conditional(scene, i):
        yield "hypothetical"
    if not own and _is_order(scene, i):
        yield "hypothetical"


def _is_order(scene: Scene, i: int) -> bool:
    """A bare infinitive with nothing above it is an imperative, or a form the parser mistook."""
    token = scene.tokens[i]
    return (
        token.xpos == "VB"
        and token.relation in ("root", "ccomp", "parataxis")
        and not scene.sentence.children(i, "nsubj")
    )


def is_purpose(scene: Scene, i: int) -> bool:
    """ "flew out to meet": an infinitive of purpose."""
    token = scene.tokens[i]
    marks = {scene.tokens[j].text.lower() for j in scene.sentence.children(i, "mark")}
    return token.relation == "advcl" and token.xpos == "VB" and "to" in marks


def _conditional(scene: Scene, i: int) -> bool:
    marks = {scene.tokens[j].text.lower() for j in scene.sentence.children(i, "mark")}
    return bool(marks & CONDITIONS) or ("before" in marks and scene.tokens[i].xpos in ("VBG", "VBP", "VBZ"))


def _reported(scene: Scene, i: int) -> bool:
    """Whether the clause is what somebody said."""
    sentence = scene.sentence
    for j in (i, *sentence.ancestors(i)):
        if scene.tokens[j].relation == "ccomp" and scene.tokens[j].head >= 0:
            return scene.lemma(scene.tokens[j].head) in scene.words("saying")
        if scene.tokens[j].relation not in ("conj", "xcomp", "advcl", "root"):
            return False
    return any(scene.lemma(j) in scene.words("saying") for j in sentence.children(i, "parataxis"))


def _of_noun(scene: Scene, head: int) -> Iterator[Factuality]:
    """What stands before an event noun: "no talks", "possible talks", "planned talks"."""
    if not scene.is_noun(head):
        return
    if is_negated(scene, head):
        yield "negated"
    words = {scene.lemma(j) for j in scene.sentence.children(head, "amod", "det", "compound")}
    words |= {scene.tokens[j].text.lower() for j in scene.sentence.children(head, "amod")}
    if words & scene.words("possible"):
        yield "hypothetical"
    if words & scene.words("coming"):
        yield "planned"
    if frames.case_of(scene.sentence, head) == "without":
        yield "negated"


def _above(scene: Scene, head: int) -> Iterator[Factuality]:
    """What the words that hold the act as their complement make of it."""
    sentence = scene.sentence
    below = carrier(scene, head)
    first = True
    for j in sentence.ancestors(below):
        token = scene.tokens[below]
        if token.relation == "conj":
            below = j
            continue
        if _is_cleft(scene, below, j):
            if is_negated(scene, j):  # that it was they
                yield "negated"
            return
        beside = token.deprel in ("acl:relcl", "advcl:relcl") or (token.relation == "acl" and token.xpos == "VBN")
        if token.relation not in COMPLEMENT or beside:
            return
        if not _holds_as_content(scene, below, j, first):
            return
        yield from _of_holder(scene, below, j)
        if scene.is_noun(below) and token.relation == "obl":  # "will travel there for talks"
            yield from _own(scene, j)
        below, first = j, False


def _is_cleft(scene: Scene, below: int, above: int) -> bool:
    """ "It was Egypt that bombed …": the clause tells what happened, the name before it by whom."""
    if scene.tokens[below].relation not in ("acl", "ccomp", "csubj", "advcl") or below < above:
        return False
    subjects = {scene.tokens[j].text.lower() for j in scene.sentence.children(above, "nsubj", "expl")}
    named = scene.tokens[above].upos in ("PROPN", "PRON")
    return named and "it" in subjects and bool(scene.sentence.children(above, "cop"))


def _holds_as_content(scene: Scene, below: int, above: int, first: bool) -> bool:
    """Whether the clause or noun is what the word above is about, not a circumstance of it."""
    token = scene.tokens[below]
    if token.relation in ("advcl", "obl"):
        return frames.case_of(scene.sentence, below) in ("of", "to", "from", "for", "into", "against", "on") or (
            token.relation == "advcl" and _conditional(scene, below)
        )
    if token.relation == "nsubj":
        return first and (token.deprel == "nsubj:pass" or scene.tokens[above].upos in ("ADJ", "VERB"))
    return token.relation != "nmod" or frames.case_of(scene.sentence, below) in ("of", "for", "to")


def _of_holder(scene: Scene, below: int, above: int) -> Iterator[Factuality]:
    token, relation = scene.tokens[above], scene.tokens[below].relation
    lemma = token.lemma.lower()
    for name, kind in (("planning", "planned"), ("wishing", "hypothetical"), ("denying", "negated")):
        if lemma in scene.words(name) and _applies(scene, lemma, relation, below):
            yield kind  # type: ignore[misc]
    if lemma == "be" and relation == "xcomp":
        yield "planned"
    if lemma in ("tell", "warn") and relation == "xcomp":
        yield "hypothetical"
    if relation == "nsubj":
        return
    raising = relation == "xcomp" or lemma in scene.words("light")
    if is_negated(scene, above) and (raising or not _is_factive(scene, above)):
        yield "negated" if raising else "hypothetical"
    own = auxiliaries(scene, above)
    if raising and is_future(scene, above):
        yield "planned"
    elif own & MAY and lemma not in scene.words("saying"):
        yield "hypothetical"
    if _conditional(scene, above):
        yield "hypothetical"


def _is_factive(scene: Scene, above: int) -> bool:
    """ "Came as no surprise that …", "did not know that …": what is said of it presupposes the act."""
    below = (scene.lemma(j) for j in scene.sentence.children(above, "obl", "obj"))
    return not scene.words("factive").isdisjoint((scene.lemma(above), *below))


def _applies(scene: Scene, lemma: str, relation: str, below: int) -> bool:
    """A plan or wish bears on infinitives, clauses and event nouns; "said it decided that" on none."""
    if relation in ("nsubj", "parataxis"):
        return lemma in scene.words("cancelling") and scene.tokens[below].deprel == "nsubj:pass"
    return True
