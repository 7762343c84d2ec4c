"""Who suffers, where the model has them act: "Tehran rejected accusations that it …", "officers injured in blast"."""

from __future__ import annotations

from dataclasses import replace

from entente.coding import frames
from entente.coding.presentation import Presented
from entente.coding.scene import Scene


def answered(scene: Scene, shown: Presented) -> Presented:
    """With the one who rejects, denies or faces the accusation as its recipient, where it came out as its actor."""
    act = shown.act
    verb = scene.tokens[act.head].head
    if shown.type != "ACCUSE" or not scene.is_noun(act.head) or verb < 0 or scene.tokens[act.head].relation != "obj":
        return shown
    if scene.lemma(verb) not in scene.words("disputing") | scene.words("dismissing") | scene.words("facing"):
        return shown
    return _turned(scene, shown, verb)


def suffered(scene: Scene, shown: Presented) -> Presented:
    """With those who were hurt in an attack as its recipients, where they came out as its actors."""
    act = shown.act
    verb = scene.tokens[act.head].head
    if shown.type != "ASSAULT" or not scene.is_noun(act.head) or verb < 0 or scene.tokens[act.head].relation != "obl":
        return shown
    if scene.lemma(verb) not in scene.words("hurting") or scene.sentence.children(verb, "obj"):
        return shown
    return _turned(scene, shown, verb)


def _turned(scene: Scene, shown: Presented, verb: int) -> Presented:
    """With the actors that are the subject of *verb* as recipients."""
    act = shown.act
    spans = [scene.tokens[j].span for j in frames.surface_subjects(scene.sentence, verb)]
    turned = tuple(actor for actor in act.actors if any(actor.span.covers(span) for span in spans))
    if not turned:
        return shown
    others = tuple(actor for actor in act.actors if actor not in turned)
    return replace(shown, act=replace(act, actors=others, recipients=turned))
