"""Whose the words of a paper are: "Hungary blocked an EU statement criticising China" is criticism by the EU."""

from __future__ import annotations

from dataclasses import replace

from entente.coding.presentation import Presented
from entente.coding.scene import Scene


def worded(scene: Scene, shown: Presented) -> Presented:
    """An act that a paper does in its words ("a resolution condemning …") is that of whoever the paper is of.

    Who blocks or rejects the paper, or does not sign it, is none of them.
    """
    clause = scene.tokens[shown.act.carrier]
    if clause.relation != "acl" or clause.deprel == "acl:relcl" or clause.xpos != "VBG":
        return shown
    paper, above = clause.head, scene.tokens[clause.head].head
    if scene.lemma(paper) not in scene.words("voicing"):
        return shown
    owners = tuple(
        actor
        for j in scene.sentence.children(paper, "nmod:poss", "compound", "amod")
        for actor in scene.actors.get(j, ())
        if actor not in shown.act.recipients
    )
    against = above >= 0 and scene.lemma(above) in scene.words("opposing")
    if not owners and not (against and shown.act.recipients):
        return shown
    return replace(shown, act=replace(shown.act, actors=owners))
