"""Which predicate a time or a place belongs to: by dependency, not by nearness."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from entente.coding import frames
from entente.coding.acts import Act
from entente.coding.paths import participle_carrier
from entente.coding.scene import Scene

PASSING = frozenset({"on", "in", "at", "during", "near", "since", "after", "before", "until", "by", ""})
COTEMPORAL = frozenset({"while", "when", "as", "during", "at", "in", "on", "with", "amid", ""})
APART = frozenset({"since", "after", "before", "until"})
ASPECT = frozenset(
    {"begin", "start", "continue", "resume", "keep", "finish", "stop", "help", "manage", "go", "come", "take"}
)


def governor(scene: Scene, i: int, heads: Collection[int]) -> int | None:
    """The act or clause that the expression headed by token *i* modifies.

    A noun that is no act passes the expression on to its own governor only where the preposition is one that parsers
    hang too low ("met the president on Wednesday"); "the statement of March" keeps its March.
    """
    if i in heads:
        return i
    below = i
    for j in scene.sentence.ancestors(i):
        if j in heads or _is_clause(scene, j):
            return j
        token = scene.tokens[below]
        if token.deprel == "nmod:poss" or (
            token.relation == "nmod" and frames.case_of(scene.sentence, below) not in PASSING
        ):
            return None
        below = j
    return None


def _is_clause(scene: Scene, i: int) -> bool:
    return (scene.tokens[i].upos == "VERB" and scene.tokens[i].relation != "amod") or bool(
        scene.sentence.children(i, "cop")
    )


def own_anchors(scene: Scene, act: Act) -> frozenset[int]:
    """The tokens whose times and places are the act's own: itself, its light verb or participle, "began" above it."""
    sentence = scene.sentence
    found = {act.head, act.carrier}
    if act.rule.factuality == "planned":
        found |= set(act.content)
    if scene.is_noun(act.head):
        participle = participle_carrier(scene, act.head)
        found |= {participle} if participle is not None else set()
        token = scene.tokens[act.head]
        above = token.head
        if above >= 0 and token.relation == "nsubj" and scene.lemma(above) in scene.words("occurring"):
            found.add(above)
        after = act.head + 1
        if after < len(scene.tokens) and scene.tokens[after].xpos in ("VBG", "VBN"):
            found |= {after} if scene.lemma(after) in scene.words("occurring") else set()
        found |= {j for j in sentence.children(act.head, "acl") if scene.lemma(j) in scene.words("occurring")}
        found |= set(_happened(scene, act.head))
    top = act.carrier
    while scene.tokens[top].relation == "xcomp" and scene.lemma(scene.tokens[top].head) in ASPECT:
        top = scene.tokens[top].head
        found.add(top)
    return frozenset(found)


def _happened(scene: Scene, noun: int) -> Iterator[int]:
    """ "The attacks on the embassy in Quito that took place last week": the clause that a parser hangs lower."""
    for j in scene.sentence.subtree(noun):
        if scene.tokens[j].deprel == "acl:relcl" and j > noun and scene.tokens[j].head != noun:
            place = any(scene.lemma(k) == "place" for k in scene.sentence.children(j, "obj", "compound"))
            if scene.lemma(j) in ("occur", "happen") or (scene.lemma(j) == "take" and place):
                yield j


def clause_chain(scene: Scene, act: Act) -> Iterator[int]:
    """Where an act without a time of its own looks next: what it is coordinated with, its adjuncts, the clauses above.

    A relative clause looks no further up: it tells of something else.
    """
    sentence = scene.sentence
    at = act.carrier
    seen: set[int] = set()
    for _ in range(6):
        inside = tuple(k for j in sentence.children(at, "xcomp") for k in _circumstances(scene, j))
        for j in (at, *_circumstances(scene, at), *inside, *sentence.children(at, "conj")):
            if j not in seen:
                seen.add(j)
                yield j
        token = scene.tokens[at]
        if token.head < 0 or token.deprel in ("acl:relcl", "advcl:relcl") or _is_apart(scene, at):
            return
        at = token.head


def _is_apart(scene: Scene, i: int) -> bool:
    """Whether the clause tells of another time than the one it hangs on ("since", "after")."""
    return scene.tokens[i].relation in ("advcl", "acl") and frames.case_of(scene.sentence, i) in APART


def _circumstances(scene: Scene, i: int) -> Iterator[int]:
    """Adjuncts that tell of the same time: "while meeting …", "during the visit"."""
    for j in scene.sentence.children(i, "advcl", "obl", "nmod", "parataxis"):
        marks = {scene.tokens[k].text.lower() for k in scene.sentence.children(j, "mark", "case", "advmod")}
        if not marks or marks & COTEMPORAL:
            yield j
