"""The heads: what is read off the encoder's view of each word."""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from train.encoder import WIDTH

MINUS = -1e4
SIDES = ("actor", "recipient")
FEW = 40
"""A loss over fewer labels than this counts less, so that one rare sentence does not pull as hard as a whole batch."""


def cross_entropy(scores: Tensor, labels: Tensor) -> Tensor:
    """Mean over the labelled words (-100 is unlabelled), 0 where there is none."""
    known = int((labels >= 0).sum())
    if not known:
        return scores.sum() * 0.0
    loss = F.cross_entropy(scores.float().flatten(0, -2), labels.flatten(), ignore_index=-100, reduction="sum")
    return loss / max(known, FEW)


class Tags(nn.Module):
    """One label a word."""

    def __init__(self, labels: list[str], weight: float) -> None:
        super().__init__()
        self.labels, self.weight = labels, weight
        self.scores = nn.Linear(WIDTH, len(labels))

    def forward(self, words: Tensor) -> Tensor:
        return self.scores(words)


class Trees(nn.Module):
    """Biaffine heads (Dozat and Manning 2017), column 0 the root, and relations of a word to a given head.

    Word and head meet in one hidden layer, as in ``Roles``: a biaffine relation is as accurate, but its product
    of 27 million numbers for a sentence of 33 words took longer than all other heads together.
    """

    def __init__(self, relations: list[str], arc: int = 256, label: int = 128) -> None:
        super().__init__()
        self.labels, self.label = relations, label
        self.root = nn.Parameter(torch.zeros(WIDTH))
        self.below, self.above = nn.Linear(WIDTH, arc), nn.Linear(WIDTH, arc)
        self.low, self.high = nn.Linear(WIDTH, 2 * label), nn.Linear(WIDTH, 2 * label)
        self.arc = nn.Linear(arc + 1, arc, bias=False)
        self.relation = nn.Linear(label, len(relations))
        self.drop = nn.Dropout(0.2)
        nn.init.normal_(self.arc.weight, std=0.02)

    def forward(self, words: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Arc scores [batch, words, words + 1] and what the relations are made of, below and above."""
        root = self.root.to(words.dtype).expand(words.shape[0], 1, WIDTH)
        heads = torch.cat([root, words], 1)
        below, above = self._view(self.below, words), self._view(self.above, heads)
        return self.arc(_one(below)) @ above.transpose(1, 2), self.low(words), self.high(heads)

    def _view(self, layer: nn.Module, words: Tensor) -> Tensor:
        viewed: Tensor = self.drop(F.gelu(layer(words)))
        return viewed

    def named(self, low: Tensor, high: Tensor, heads: Tensor) -> Tensor:
        """Relation scores [batch, words, relations] for the given *heads* (0 the root)."""
        chosen = torch.gather(high, 1, heads.unsqueeze(-1).expand(-1, -1, high.shape[-1]))
        return self.related(low, chosen)

    def related(self, low: Tensor, high: Tensor) -> Tensor:
        """Relation scores of words, from their views *low*, to heads, from *high*; shapes broadcast."""
        word, word_view = low.split(self.label, -1)
        head, head_view = high.split(self.label, -1)
        scores: Tensor = self.relation(self.drop(F.gelu(word + head + word_view * head_view)))
        return scores


def _one(x: Tensor) -> Tensor:
    return torch.cat([x, torch.ones_like(x[..., :1])], -1)


class Factuality(nn.Module):
    """How surely a predicate's happening took place, from -3 (certainly not) to 3, one number a word."""

    def __init__(self, hidden: int = 64) -> None:
        super().__init__()
        self.inner, self.outer = nn.Linear(WIDTH, hidden), nn.Linear(hidden, 1)

    def forward(self, words: Tensor) -> Tensor:
        found: Tensor = self.outer(F.gelu(self.inner(words))).squeeze(-1)
        return found

    def loss(self, words: Tensor, values: Tensor) -> Tensor:
        """Huber's loss over the labelled words; *values* [batch, words], NaN where there is no label."""
        known = ~values.isnan()
        if not known.any():
            return words.sum() * 0.0
        found = self(words)[known].float()
        return F.huber_loss(found, values[known], reduction="sum") / max(int(known.sum()), FEW)


class Bonds(nn.Module):
    """How every two words stand to each other in the tree, softly: [batch, words, words, BONDS] of *a* and *b*.

    Of *arcs* [batch, words, words + 1], column 0 the root, the probabilities that *b* is a child of *a*, below *a*,
    above *a*, the head of *a*, that both have one head, and that *b* is or is below such a sibling. Also returns the
    probability that the one is the other or below it [batch, words, words], of up to seven steps.
    """

    def forward(self, arcs: Tensor, real: Tensor | None = None) -> tuple[Tensor, Tensor]:
        if real is not None:
            hidden = ~torch.cat([torch.ones_like(real[:, :1]), real], 1)
            arcs = arcs.masked_fill(hidden[:, None, :], MINUS)
        step = arcs.softmax(-1)[..., 1:]
        if real is not None:
            step = step * real.unsqueeze(-1)
        same = torch.eye(step.shape[-1], dtype=step.dtype, device=step.device)
        two = step @ step
        four = two @ two
        under = (same + step) @ (same + two) @ (same + four)
        below = (under - same).transpose(-1, -2)
        siblings = step @ step.transpose(-1, -2)
        ways = (step.transpose(-1, -2), below, under - same, step, siblings, siblings @ under.transpose(-1, -2))
        return torch.stack(ways, -1), under


BONDS = 6
"""How many ways ``Bonds`` tells apart."""


class Roles(nn.Module):
    """For each predicate and word the scores of BIO role labels.

    Predicate and word meet in one hidden layer, with the product of two views of them, the distance between, how they
    stand in the tree, and a view of the predicate's child under which the word hangs; a narrower layer then looks at
    each word with its two neighbours. On a frozen encoder F1 was 2.4 lower without that look, and as much again without
    the tree; a neck of 160 was as good as none and takes half the time.
    """

    def __init__(self, labels: list[str], hidden: int = 384, neck: int = 160, reach: int = 24) -> None:
        super().__init__()
        self.labels, self.hidden, self.reach = labels, hidden, reach
        self.of_predicate, self.of_word = nn.Linear(WIDTH, 2 * hidden), nn.Linear(WIDTH, 3 * hidden)
        self.distance = nn.Embedding(2 * reach + 1, hidden)
        self.bonds = nn.Linear(BONDS, hidden, bias=False)
        self.drop = nn.Dropout(0.2)
        self.neck, self.mix = nn.Linear(hidden, neck), nn.Linear(3 * neck, neck)
        self.scores = nn.Linear(neck, len(labels))

    def forward(
        self, at: tuple[Tensor, Tensor], others: Tensor, tree: tuple[Tensor, Tensor], real: Tensor | None = None
    ) -> Tensor:
        """Scores [p, n, labels] of predicates.

        *at* are their words [p, width] and positions [p], *others* [p or 1, n, …] the words as ``of_word`` sees them;
        *tree* how words stand to the predicate [p, n, BONDS], and which is below which [p or 1, n, n]; *real* [p, n]
        says which words are no padding.
        """
        (predicates, positions), (bonds, under) = at, tree
        own, own_view = self.of_predicate(predicates).unsqueeze(1).split(self.hidden, -1)
        other, other_view, child_view = others.split(self.hidden, -1)
        places = torch.arange(others.shape[1], device=others.device)
        apart = (places[None] - positions[:, None]).clamp(-self.reach, self.reach) + self.reach
        child = (under * bonds[..., 0].unsqueeze(1)) @ child_view
        met = own + other + own_view * other_view + self.distance(apart) + self.bonds(bonds) + child
        met = F.gelu(self.neck(self.drop(F.gelu(met))))
        if real is not None:
            met = met * real.unsqueeze(-1)
        edge = torch.zeros_like(met[:, :1])
        around = torch.cat([torch.cat([edge, met[:, :-1]], 1), met, torch.cat([met[:, 1:], edge], 1)], -1)
        scores: Tensor = self.scores(met + F.gelu(self.mix(around)))
        return scores

    def loss(self, words: Tensor, real: Tensor, tree: tuple[Tensor, Tensor], frames: Tensor, roles: Tensor) -> Tensor:
        """*frames* [f, 2] holds the sentence and the word of each predicate, *roles* [f, words] label numbers."""
        (bonds, under), (sentences, positions) = tree, frames.unbind(1)
        others = self.of_word(words)[sentences]
        near = bonds[sentences, positions], under[sentences]
        found = self((words[sentences, positions], positions), others, near, real[sentences])
        return cross_entropy(found, roles)


class Parties(nn.Module):
    """Whether a word heads what names the actor, or the recipient, of the act that another word presents."""

    def __init__(self, hidden: int = 96) -> None:
        super().__init__()
        self.of_act, self.of_party = nn.Linear(WIDTH, 2 * hidden), nn.Linear(WIDTH, 2 * hidden)
        self.bonds = nn.Linear(BONDS, len(SIDES))
        self.hidden, self.drop = hidden, nn.Dropout(0.2)
        nn.init.constant_(self.bonds.bias, -3.0)

    def forward(self, acts: Tensor, parties: Tensor, bonds: Tensor) -> Tensor:
        """Scores [t, n, sides], from the words as ``of_act`` [t, …] and ``of_party`` [t or 1, n, …] see them; *bonds*
        [t, n, BONDS] is how they stand to each other."""
        act, party = self.drop(F.gelu(acts)).unflatten(-1, (2, -1)), self.drop(F.gelu(parties)).unflatten(-1, (2, -1))
        met: Tensor = (act.unsqueeze(-3) * party).sum(-1) / self.hidden**0.5
        return met + self.bonds(bonds)

    def among(self, words: Tensor, bonds: Tensor) -> Tensor:
        """Scores [n, n, sides] of every word of a sentence as party to every other's act.

        *words* [n, …] are they as ``of_act`` and, beside that, ``of_party`` see them, *bonds* [n, n, BONDS].
        """
        act, party = F.gelu(words).unflatten(-1, (2, len(SIDES), self.hidden)).permute(1, 2, 0, 3).unbind(0)
        met: Tensor = (act @ party.transpose(-1, -2)).permute(1, 2, 0) / self.hidden**0.5
        return met + self.bonds(bonds)

    def loss(self, words: Tensor, bonds: Tensor, acts: Tensor, sides: Tensor) -> Tensor:
        """*acts* [t, 2] holds sentence and word of each act, *sides* [t, words, sides] 1 for its parties, 0 for other
        words, -100 beyond the sentence."""
        sentences, positions = acts.unbind(1)
        parties = self.of_party(words)[sentences]
        found = self(self.of_act(words[sentences, positions]), parties, bonds[sentences, positions]).float()
        known = sides >= 0
        loss = F.binary_cross_entropy_with_logits(found[known], sides[known], reduction="sum")
        return loss / max(len(acts), FEW // 4)


class Pairs(nn.Module):
    """The type of what one word's actor does to another's: both words' views and their product."""

    def __init__(self, types: list[str], hidden: int = 64) -> None:
        super().__init__()
        self.labels, self.hidden = types, hidden
        self.sides = nn.Linear(WIDTH, 4 * hidden)
        self.nobody = nn.Parameter(torch.zeros(WIDTH))
        self.drop = nn.Dropout(0.2)
        self.scores = nn.Linear(hidden, len(types))

    def forward(self, actors: Tensor, recipients: Tensor) -> Tensor:
        """Views of *actors* and *recipients* [p, width] to scores [p, types]."""
        actor, _, actor_view, _ = self.sides(actors).split(self.hidden, -1)
        _, recipient, _, recipient_view = self.sides(recipients).split(self.hidden, -1)
        scores: Tensor = self.scores(self.drop(F.gelu(actor + recipient + actor_view * recipient_view)))
        return scores

    def loss(self, words: Tensor, pairs: Tensor, types: Tensor) -> Tensor:
        """*pairs* [p, 3] holds sentence, actor and recipient (-1 none), *types* [p] label numbers."""
        sentences, actors, recipients = pairs.unbind(1)
        missing = (recipients < 0).unsqueeze(1)
        other = torch.where(missing, self.nobody.to(words.dtype), words[sentences, recipients.clamp(min=0)])
        return cross_entropy(self(words[sentences, actors], other), types)
