"""Who is accused in an accusation that is answered: "Tehran rejected accusations that it …" accuses nobody."""

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
    subjects = frames.surface_subjects(scene.sentence, verb)
    spans = [scene.tokens[j].span for j in subjects]
    accused = tuple(actor for actor in act.actors if any(actor.span.covers(span) for span in spans))
    if not accused:
        return shown
    others = tuple(actor for actor in act.actors if actor not in accused)
    return replace(shown, act=replace(act, actors=others, recipients=accused))
