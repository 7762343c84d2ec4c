"""Who suffers, where the model has them act: "Tehran rejected accusations that it …", "officers injured in blast"."""

from __future__ import annotations

from dataclasses import replace

from entente.coding import frames
from entente.coding.presentation import Presented
from entente.coding.roles import gather
from entente.coding.scene import Scene


def answered(scene: Scene, shown: Presented) -> Presented:
    """With the one who rejects, denies or faces the accusation as its recipient, where it came out as its actor."""
    verb = _verb_over(scene, shown.act.head, "obj") if shown.type == "ACCUSE" else None
    answers = scene.words("disputing") | scene.words("dismissing") | scene.words("facing")
    return _turned(scene, shown, verb) if verb is not None and scene.lemma(verb) in answers else shown


def suffered(scene: Scene, shown: Presented) -> Presented:
    """With those who were hurt in an attack as its recipients, where they came out as its actors."""
    verb = _verb_over(scene, shown.act.head, "obl") if shown.type == "ASSAULT" else None
    if verb is None or scene.lemma(verb) not in scene.words("hurting") or scene.sentence.children(verb, "obj"):
        return shown
    return _turned(scene, shown, verb)


def undergone(scene: Scene, shown: Presented) -> Presented:
    """ "Roe came under criticism from both chambers": the subject is the recipient, those "from" or "by" act."""
    sentence, head = scene.sentence, shown.act.head
    verb = _verb_over(scene, head, "obl") if frames.case_of(sentence, head) == "under" else None
    if verb is None or scene.lemma(verb) not in ("come", "fall", "remain"):
        return shown
    recipients = gather(scene, frames.surface_subjects(sentence, verb))
    held = {actor.chain for actor in recipients}
    sources = (frames.obliques(sentence, j, word) for j in (head, verb) for word in ("from", "by"))
    actors = tuple(actor for found in sources for actor in gather(scene, found) if actor.chain not in held)
    return replace(shown, act=replace(shown.act, actors=actors, recipients=recipients)) if recipients else shown


def _verb_over(scene: Scene, i: int, relation: str) -> int | None:
    """The word under which the noun *i* stands in *relation*."""
    token = scene.tokens[i]
    return token.head if scene.is_noun(i) and token.relation == relation and token.head >= 0 else None


def _turned(scene: Scene, shown: Presented, verb: int) -> Presented:
    """With the actors that are the subject of *verb* as recipients."""
    act = shown.act
    spans = [scene.tokens[j].span for j in frames.surface_subjects(scene.sentence, verb)]
    turned = tuple(actor for actor in act.actors if any(actor.span.covers(span) for span in spans))
    if not turned:
        return shown
    others = tuple(actor for actor in act.actors if actor not in turned)
    return replace(shown, act=replace(act, actors=others, recipients=turned))
