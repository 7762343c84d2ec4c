"""The government that a visit's destination stands for ("a visit to Moscow")."""

from __future__ import annotations

from entente.coding import frames
from entente.coding.roles import gather, stand_for
from entente.coding.scene import Scene
from entente.model import Actor

DESTINATION = ("to", "in", "at", "for")


def host_of(scene: Scene, i: int, visitors: tuple[Actor, ...]) -> tuple[Actor, ...]:
    """The state or actor at the destination; nobody where the visitor is at home there."""
    sentence = scene.sentence
    at_home = {actor.code for actor in visitors}
    reached = () if scene.is_noun(i) else frames.objects(sentence, i)
    for positions in (reached, *(frames.obliques(sentence, i, word) for word in DESTINATION)):
        named = gather(scene, positions)
        if named:
            return tuple(actor for actor in named if actor.code not in at_home or actor.kind == "person")
        for j in positions:
            place = scene.places.get(j)
            if place is not None and place.country and place.country not in at_home:
                return (stand_for(scene, place),)
    return ()
