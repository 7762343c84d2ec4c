"""Who protests in "the protests": the crowd that the report tells of elsewhere."""

from __future__ import annotations

from entente.coding.rules import Rule
from entente.coding.scene import Scene
from entente.model import Actor

SURE = 0.9
"""How probable the language model must find it that the noun presents a protest."""


def crowd_of(scene: Scene, i: int, rule: Rule) -> tuple[Actor, ...]:
    """The protesters named last before token *i*, else first after it; nobody for a verb or another type of act."""
    if rule.type != "PROTEST" or not scene.is_noun(i) or scene.probability(i, rule.type) < SURE:
        return ()
    crowds = [actor for actor in scene.resolved.actors if actor.kind == "people" and _is_crowd(scene, actor)]
    at = scene.tokens[i].start
    before = [actor for actor in crowds if actor.start < at]
    return tuple(before[-1:] or crowds[:1])


def _is_crowd(scene: Scene, actor: Actor) -> bool:
    head = scene.resolved.parsed.sentences[actor.sentence].tokens[actor.head]
    return head.lemma.lower() in scene.words("crowds")
