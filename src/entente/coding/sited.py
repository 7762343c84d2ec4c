"""Whose a building is that was hit: that of the state where it stands; and that a bomb is nobody who acts."""

from __future__ import annotations

from dataclasses import replace

from entente.coding.acts import HITTING
from entente.coding.presentation import Presented
from entente.coding.scene import Scene
from entente.model import Actor, Place

STANDING = frozenset({"target", "position", "stronghold", "hideout", "outpost"})
"""What is hit where it is, besides the sites of the word list."""


def without_instruments(scene: Scene, shown: Presented) -> Presented:
    """Without the actors that are what somebody acted with ("a bomb hit a market"), unless the words say whose."""
    tools = scene.words("instruments")
    actors = tuple(
        actor
        for actor in shown.act.actors
        if actor.rule != "phrase" or scene.lemma(actor.head) not in tools or _names(actor.text)
    )
    return replace(shown, act=replace(shown.act, actors=actors))


def _names(text: str) -> bool:
    """Whether the words say whose it is: "Ukraine's drones", "a Russian missile"."""
    return "'s " in text or "’s " in text or any(word[:1].isupper() for word in text.split()[1:])


def sited(scene: Scene, shown: Presented, place: Place | None) -> Presented:
    """With the country of the act's place for recipients that stand still and that nothing else tells the state of.

    Only a place that the act's own sentence names counts; what moves ("a tanker", "a drone") may be anybody's.
    """
    if place is None or place.country is None or place.sentence != scene.number or shown.type not in HITTING:
        return shown

    def of_place(actor: Actor) -> Actor:
        stands = scene.lemma(actor.head) in scene.words("sites") | STANDING
        still = actor.rule == "phrase" and actor.code is None and stands
        return replace(actor, code=place.country, rule="phrase:place") if still else actor

    recipients = tuple(of_place(actor) for actor in shown.act.recipients)
    return replace(shown, act=replace(shown.act, recipients=recipients))
