"""What somebody does to somebody in a sentence: the network's judgement of pairs of words, and of single words."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from entente.language.encode import Scores
from entente.language.parse import LanguageModel, scored_words

GIVING = ("AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT")
"""The types whose refusal is REJECT: those of cooperation."""
TINY = 1e-9

Shares = dict[str, float]


def judge(forms: Sequence[str], pairs: Sequence[tuple[int, int]], model: LanguageModel) -> tuple[Shares, Shares]:
    """How probable each event type is for what the actors of *pairs* do to the recipients, and for any word at all.

    *pairs* are positions of the words that head the phrases of actor and recipient, -1 for no recipient; of several
    pairs the mean counts, of the words the greatest. Of a word presented as negated, what the types of ``GIVING`` have
    counts as REJECT, and of the pairs as much as these words had of them ("will not lift the ban").
    """
    parts = list(scored_words(list(forms), [(0, 0)] * len(forms), model))
    vectors = np.concatenate([part.scored.vectors for part in parts])
    nobody = np.zeros_like(vectors[0])
    actors = np.stack([vectors[actor] for actor, _ in pairs])
    recipients = np.stack([vectors[recipient] if recipient >= 0 else nobody for _, recipient in pairs])
    typed = model.encoder.typed(actors, recipients).mean(0)
    acts = np.concatenate([part.scored.acts for part in parts])
    modality = np.concatenate([part.scored.modality for part in parts])
    denied = modality == model.labels["modality"].index("negated")
    share = _greatest(acts[denied], model.labels["act"]) / max(_greatest(acts, model.labels["act"]), TINY)
    _refused(acts, model.labels["act"], denied * 1.0)
    _refused(typed[None], model.labels["pair"], np.asarray([share]))
    shares = zip((model.labels["pair"], model.labels["act"]), (typed, acts.max(0)), strict=True)
    of_pairs, of_words = (dict(zip(names, found.tolist(), strict=True)) for names, found in shares)
    return of_pairs, of_words


def _greatest(acts: Scores, names: Sequence[str]) -> float:
    """The greatest probability that a word has of any of ``GIVING``; 0 without words."""
    return float(acts[:, [names.index(name) for name in GIVING]].max(initial=0.0))


def _refused(shares: Scores, names: Sequence[str], part: Scores) -> None:
    """Moves in place, for each row of *shares*, *part* of what the types of ``GIVING`` have to REJECT."""
    for name in GIVING:
        moved = shares[:, names.index(name)] * part
        shares[:, names.index(name)] -= moved
        shares[:, names.index("REJECT")] += moved
