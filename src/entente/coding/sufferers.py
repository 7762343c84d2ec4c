"""Who suffers, where the model has them act: "Tehran rejected accusations that it …", "officers injured in blast"."""

from __future__ import annotations

from dataclasses import replace

from entente.coding import frames
from entente.coding.presentation import Presented
from entente.coding.roles import gather
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


def undergone(scene: Scene, shown: Presented) -> Presented:
    """ "Roe came under criticism from both chambers": the subject is the recipient, those "from" or "by" act."""
    sentence, head = scene.sentence, shown.act.head
    verb = scene.tokens[head].head
    if not scene.is_noun(head) or frames.case_of(sentence, head) != "under":
        return shown
    if scene.tokens[head].relation != "obl" or verb < 0 or scene.lemma(verb) not in ("come", "fall", "remain"):
        return shown
    recipients = gather(scene, frames.surface_subjects(sentence, verb))
    held = {actor.chain for actor in recipients}
    sources = (frames.obliques(sentence, j, word) for j in (head, verb) for word in ("from", "by"))
    actors = tuple(actor for found in sources for actor in gather(scene, found) if actor.chain not in held)
    return replace(shown, act=replace(shown.act, actors=actors, recipients=recipients)) if recipients else shown


def opposed(scene: Scene, shown: Presented) -> Presented:
    """Without those who put a protest down among those who protest: "troops crushed the protests"."""
    act = shown.act
    verb = scene.tokens[act.head].head
    if shown.type != "PROTEST" or not scene.is_noun(act.head) or verb < 0 or scene.tokens[act.head].relation != "obj":
        return shown
    if scene.lemma(verb) not in scene.words("quelling"):
        return shown
    spans = [scene.tokens[j].span for j in frames.surface_subjects(scene.sentence, verb)]
    actors = tuple(actor for actor in act.actors if not any(actor.span.covers(span) for span in spans))
    return replace(shown, act=replace(act, actors=actors))


def _turned(scene: Scene, shown: Presented, verb: int) -> Presented:
    """With the actors that are the subject of *verb* as recipients."""
    act = shown.act
    spans = [scene.tokens[j].span for j in frames.surface_subjects(scene.sentence, verb)]
    turned = tuple(actor for actor in act.actors if any(actor.span.covers(span) for span in spans))
    if not turned:
        return shown
    others = tuple(actor for actor in act.actors if actor not in turned)
    return replace(shown, act=replace(act, actors=others, recipients=turned))
