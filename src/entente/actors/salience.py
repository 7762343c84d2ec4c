"""How salient an actor is for a pronoun: its grammatical role, its distance, and what its clause rules out.

After Lappin and Leass (1994): the subject first, the nearest sentence first, and nobody where two are as good.
"""

from __future__ import annotations

from dataclasses import dataclass

from entente.actors.discourse import Discourse, Sight
from entente.actors.drafts import Draft

_WEIGHTS = {"subject": 8, "object": 4, "possessor": 4, "oblique": 3, "modifier": 1, "other": 3}


@dataclass(frozen=True, slots=True)
class Candidate:
    """An actor that a pronoun may stand for, with its weight."""

    chains: tuple[int, ...]
    weight: float


def best(candidates: list[Candidate]) -> tuple[int, ...] | None:
    """The heaviest candidate, if no other actor comes near it."""
    weights: dict[tuple[int, ...], float] = {}
    for candidate in candidates:
        weights[candidate.chains] = max(candidate.weight, weights.get(candidate.chains, candidate.weight))
    ranked = sorted(weights.items(), key=lambda item: -item[1])
    if not ranked or (len(ranked) > 1 and ranked[1][1] >= ranked[0][1] - 0.5):
        return None
    return ranked[0][0]


def weigh(sight: Sight, draft: Draft) -> float:
    """Role minus distance; inside the sentence, the subject of an outer clause counts most.

    That of a relative clause counts for no more than a modifier: "Roe lost to Doe, who has ruled since May. She …".
    """
    role = "modifier" if sight.draft.pronoun == "relative" else sight.role
    return _WEIGHTS[role] - 7 * (draft.sentence - sight.sentence)


def coargument(sight: Sight, draft: Draft, discourse: Discourse) -> bool:
    """Whether both depend on one verb, so that a plain pronoun cannot be the other: "Shoigu … had talks with him".

    The source in "According to police, they …" is outside the clause.
    """
    if (
        draft.role == "possessor"
        or draft.sentence != sight.sentence
        or (draft.pronoun or "").endswith(("self", "selves"))
    ):
        return False
    sentence = discourse.parsed.sentences[sight.sentence]
    cases = {sentence.tokens[i].text.lower() for i in sentence.children(sight.draft.head, "case")}
    return sight.draft.clause == draft.clause and "according" not in cases


def in_reach(draft: Draft, discourse: Discourse, back: int = 2) -> list[Sight]:
    """The sights before *draft*, down to *back* sentences before its own."""
    found = discourse.window(draft.sentence, back)
    return [s for s in found if s.draft.end <= draft.start and s.draft.title == draft.title]


def verb_above(draft: Draft, discourse: Discourse) -> int:
    """The verb over the noun that governs the pronoun: "had" for "him" in "had talks with him"."""
    sentence = discourse.parsed.sentences[draft.sentence]
    at = draft.clause
    while at >= 0 and sentence.tokens[at].upos not in {"VERB", "AUX"} and sentence.tokens[at].relation != "root":
        at = sentence.tokens[at].head
    return at


def continued(position: int, discourse: Discourse) -> bool:
    """Whether a later conjunct follows, so that the list is longer than up to here."""
    following = discourse.sights[position + 1] if position + 1 < len(discourse.sights) else None
    return following is not None and position in discourse.conjuncts(position + 1)
