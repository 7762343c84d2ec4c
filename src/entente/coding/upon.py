"""Parties that stand beside a predicate where no rule looks for them.

On whom an attack, a curfew or an aid falls may be told by the place it falls on ("a curfew in Basra"); who did it by
whose the weapon is ("Syrian warplanes struck") or by who ordered it. Only acts with an open side are looked at; what
is found has the characters that name it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from entente.coding import frames
from entente.coding.paths import carrier
from entente.coding.presentation import Presented
from entente.coding.roles import gather, people, stand_for, unknown
from entente.coding.scene import Scene
from entente.model import Actor

FALLING = {"curfew": ("in", "on", "across", "over", "throughout"), "martial-law": ("in", "on", "across", "throughout")}
"""Where those live on whom a measure of each mode falls."""
STRUCK = ("on", "against", "at")
HELPED = ("in", "to", "for", "across", "throughout")
ANSWERING = frozenset({"REJECT", "ACCUSE", "CONCEDE", "SUPPORT"})
"""Types that answer what somebody made: "rejected a request from Kenya", "condemned the act of the commission"."""
MADE = frozenset(
    {"act", "action", "decision", "move", "policy", "statement", "plan", "handling", "proposal", "ruling", "conduct",
     "behaviour", "behavior", "treatment", "criticism", "demand", "request", "offer", "announcement", "remark",
     "comment", "position", "stance", "refusal", "failure", "bid", "call", "appeal", "use", "practice", "attitude"}
)  # fmt: skip
"""What is its maker's: "condemned the act of the commission", unlike "condemned the killing of civilians"."""
COURTS = frozenset({"JUD", "LEG"})
TRIED = frozenset({"ACCUSE", "SANCTION", "CONCEDE", "COERCE"})
ORDERING = frozenset({"order", "authorize", "authorise", "command", "direct", "launch", "unleash", "approve"})


def upon(scene: Scene, shown: Presented) -> Presented:
    """With a recipient or an actor that the words beside the predicate give, on a side that is open."""
    act = shown.act
    if act.rule.reciprocal:
        return shown
    if act.actors and not act.recipients:
        act = replace(act, recipients=_without(_struck(scene, shown), act.actors))
    elif act.recipients and not act.actors:
        act = replace(act, actors=_without(_doers(scene, shown), act.recipients))
        if not act.actors and scene.is_noun(act.head) and _are_by(scene, act.head, act.recipients):
            act = replace(act, actors=act.recipients, recipients=())
    return replace(shown, act=act)


def _are_by(scene: Scene, i: int, parties: tuple[Actor, ...]) -> bool:
    """ "a petition by Roe": who stands in the by-phrase of the noun *i* does what it tells."""
    by = {actor.chain for actor in gather(scene, frames.obliques(scene.sentence, i, "by"))}
    return {actor.chain for actor in parties} <= by


def _without(found: tuple[Actor, ...], held: tuple[Actor, ...]) -> tuple[Actor, ...]:
    chains = {actor.chain for actor in held}
    return tuple({actor.chain: actor for actor in found if actor.chain not in chains}.values())


def _struck(scene: Scene, shown: Presented) -> tuple[Actor, ...]:
    act = shown.act
    if shown.type in ANSWERING and not scene.is_noun(act.head):
        return gather(scene, _makers(scene, act.head))
    if shown.type == "ASSAULT":
        return tuple(_on(scene, _beside(scene, act.head, STRUCK)))
    if shown.type == "COERCE" and shown.mode in FALLING:
        return tuple(_on(scene, _beside(scene, act.head, FALLING[shown.mode])))
    if shown.type == "AID" and len({actor.code for actor in act.actors}) == 1:
        home = act.actors[0].code
        return tuple(a for a in _states(scene, act.head) if home is not None and a.code != home)[:1]
    return ()


def _makers(scene: Scene, i: int) -> tuple[int, ...]:
    """Who made what is answered: "an appeal lodged by Riga", "any offer from Riga", "to accept Riga's request"."""
    sentence = scene.sentence
    things = frames.objects(sentence, i)
    things += tuple(k for j in sentence.children(i, "xcomp") for k in sentence.children(j, "obj"))
    for j in (j for j in things if scene.is_noun(j) and j not in scene.actors):
        clauses = (k for k in sentence.children(j, "acl") if frames.is_passive(sentence, k) and _follows(scene, j, k))
        by = tuple(m for k in clauses for m in frames.agents(sentence, k))
        found = by or frames.obliques(sentence, j, "by") or frames.obliques(sentence, j, "from")
        found = found or frames.possessors(sentence, j)
        if found or scene.lemma(j) in MADE:
            return found or frames.obliques(sentence, j, "of")
    return ()


def _follows(scene: Scene, noun: int, participle: int) -> bool:
    """Whether no comma parts them, as in "the argument that the officer, abducted by rebels, …"."""
    return all(token.text != "," for token in scene.tokens[noun:participle])


def _beside(scene: Scene, i: int, prepositions: tuple[str, ...]) -> tuple[int, ...]:
    """The first nominals with one of the prepositions under the predicate, its light verb or its object."""
    sentence = scene.sentence
    verb = carrier(scene, i)
    anchors = [i, *((verb,) if verb != i else ()), *sentence.children(i, "obj", "nsubj:pass")]
    anchors += [k for j in anchors[1:] for k in sentence.children(j, "nmod") if frames.case_of(sentence, k) == "of"]
    for word in prepositions:
        found = tuple(dict.fromkeys(k for j in anchors for k in frames.obliques(sentence, j, word)))
        if found:
            return found
    return ()


def _on(scene: Scene, positions: tuple[int, ...]) -> Iterator[Actor]:
    """Actors at *positions*, and places there with the country they lie in; "parts of Kashmir" is Kashmir."""
    for j in positions:
        inside = (j, *frames.obliques(scene.sentence, j, "of"))
        known = gather(scene, inside[:1])
        place = next((scene.places[k] for k in inside if k in scene.places), None)
        if known:
            yield from known
        elif place is not None and place.country is not None:
            yield replace(unknown(scene, j), code=place.country, rule="phrase:place")


def _states(scene: Scene, i: int) -> Iterator[Actor]:
    """The country inside what is given or the purpose it is given for: "money to promote trade in Ghana"."""
    sentence = scene.sentence
    for j in sentence.subtree(i):
        place = scene.places.get(j)
        if place is None or place.resolution != "country" or j < i or frames.case_of(sentence, j) not in HELPED:
            continue
        if not _in_other_verb(scene, i, j):
            yield from people(scene, j) or (stand_for(scene, place),)


def _in_other_verb(scene: Scene, i: int, j: int) -> bool:
    """Whether a finite clause of its own or a coordinated verb stands between."""
    for k in scene.sentence.ancestors(j):
        if k == i:
            return False
        token = scene.tokens[k]
        if token.relation in ("acl", "advcl", "ccomp", "conj", "parataxis") and token.xpos in ("VBD", "VBZ", "VBP"):
            return True
    return True


def _doers(scene: Scene, shown: Presented) -> tuple[Actor, ...]:
    if shown.type == "ASSAULT":
        return _behind(scene, shown)
    if shown.mode == "arrest" and (police := _police_who_say(scene, shown.act.head)):
        return police
    if shown.type in TRIED and frames.is_passive(scene.sentence, shown.act.head):
        within = (frames.obliques(scene.sentence, shown.act.head, word) for word in ("in", "before"))
        return tuple(a for found in within for a in gather(scene, found) if a.sector in COURTS)
    return ()


def _police_who_say(scene: Scene, i: int) -> tuple[Actor, ...]:
    """ "police said three men were arrested": an arrest that the police tell of is theirs; the body goes before."""
    for j in scene.sentence.ancestors(i):
        if scene.lemma(j) not in scene.words("saying") or i not in _below_clause(scene, j):
            continue
        near = {k for s in frames.surface_subjects(scene.sentence, j) for k in scene.sentence.subtree(s)}
        told = [a for k in sorted(near) for a in scene.actors.get(k, ()) if a.sector == "COP"]
        return tuple(sorted(told, key=lambda actor: actor.kind != "body")[:1])
    return ()


def _below_clause(scene: Scene, j: int) -> frozenset[int]:
    """The tokens of what is said; beside the clause only where it follows the quotation mark or comma."""
    return frozenset(k for c in scene.sentence.children(j, "ccomp", "parataxis") for k in scene.sentence.subtree(c))


def _behind(scene: Scene, shown: Presented) -> tuple[Actor, ...]:
    """Whose weapon or force it is that hits, else who ordered the attack that a noun tells."""
    sentence, act = scene.sentence, shown.act
    if scene.is_noun(act.head):
        verb = scene.tokens[act.head].head
        told = scene.tokens[act.head].relation == "obj" and verb >= 0 and scene.lemma(verb) in ORDERING
        return gather(scene, frames.subjects(sentence, verb)) if told else ()
    tools = scene.words("instruments") | scene.words("weapons")
    subjects = frames.subjects(sentence, act.head)
    owned = [j for j in subjects if scene.lemma(j) in tools or scene.lemma(j) in ("aircraft", "helicopter", "fire")]
    return gather(scene, tuple(k for j in owned for k in (*frames.possessors(sentence, j), *_before(scene, j))))


def _before(scene: Scene, j: int) -> tuple[int, ...]:
    """The actors that modify the noun *j* or a modifier of it: "Syrian" in "Syrian regime air strikes"."""
    direct = frames.modifiers(scene.sentence, j)
    found = [k for k in (*direct, *(m for k in direct for m in frames.modifiers(scene.sentence, k))) if k < j]
    return tuple(k for k in sorted(set(found)) if k in scene.actors)[:1]
