"""With what somebody was attacked: the mode that the weapon in the clause shows ("killed by a roadside bomb")."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from entente.coding import frames
from entente.coding.presentation import Presented
from entente.coding.scene import Scene

MODES = ("suicide-attack", "drone", "aerial", "explosives", "heavy-weapons", "firearms", "primitive", "unconventional")
"""Modes of ASSAULT that a weapon shows; of several the first."""
MURDER = ("murder", "assassinate", "assassination")
WITH = ("by", "with", "in", "from", "using", "when", "after")


def armed(scene: Scene, shown: Presented) -> Presented:
    """With the mode of the weapon that the clause names, whatever else was taken for the mode of the attack."""
    if shown.type != "ASSAULT" or shown.mode in ("abduct", "torture", "sexual", "targeted", "destroy", "beat"):
        return shown
    lemmas = {scene.lemma(j) for j in _near(scene, shown.act.head)}
    mode = next((mode for mode in MODES if lemmas & scene.words(f"weapons {mode}")), None)
    if mode is None and scene.lemma(shown.act.head) in MURDER and _is_named(shown):
        mode = "targeted"
    return replace(shown, mode=mode) if mode is not None else shown


def _is_named(shown: Presented) -> bool:
    recipients = shown.act.recipients
    return len(recipients) == 1 and recipients[0].kind == "person" and " " in recipients[0].name


def _near(scene: Scene, head: int) -> Iterator[int]:
    """The act's own word with what modifies it, and its subject and circumstances with what modifies these."""
    sentence = scene.sentence
    around = [j for j in sentence.children(head, "nsubj", "obl", "nmod") if _is_means(scene, j)]
    for j in (head, *around):
        yield j
        yield from sentence.children(j, "compound", "amod")
        for k in sentence.children(j, "nmod"):
            if frames.case_of(sentence, k) in ("of", "with", "by"):
                yield from (k, *sentence.children(k, "compound"))


def _is_means(scene: Scene, j: int) -> bool:
    token = scene.tokens[j]
    return token.deprel == "nsubj" or frames.case_of(scene.sentence, j) in WITH
