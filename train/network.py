"""The network: one encoder, and on the first piece of each word the heads of the tasks.

A task whose labels a batch lacks costs nothing. A task with one label a word is a line in ``TAGS``; those of another
shape are modules of ``train.heads``. The encoder and the runtime stay as they are.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn

from train.batches import Batch
from train.encoder import WIDTH, Encoder
from train.heads import MINUS, Bonds, Factuality, Pairs, Parties, Roles, Tags, Trees, cross_entropy

TAGS = {"upos": 0.5, "xpos": 1.0, "entity": 1.0, "start": 1.0, "predicate": 0.5, "modality": 0.5, "act": 0.5} | {
    "mode": 0.3
}
"""The tasks that give one label a word, with the weights of their losses."""

TREE = 1.3


class Network(nn.Module):
    """The encoder and its heads. ``labels`` gives the label set of every task."""

    def __init__(self, labels: dict[str, list[str]]) -> None:
        super().__init__()
        self.encoder = Encoder()
        self.drop = nn.Dropout(0.2)
        self.tags = nn.ModuleDict({task: Tags(labels[task], weight) for task, weight in TAGS.items()})
        self.tree = Trees(labels["relation"])
        self.factuality = Factuality()
        self.bonds = Bonds()
        self.roles = Roles(labels["role"])
        self.parties = Parties()
        self.pairs = Pairs(labels["pair"])

    def words(self, batch: Batch) -> Tensor:
        """The encoder's view of each word's first piece, [batch, words, width]."""
        pieces = self.encoder(batch.ids, batch.cases, batch.mask)
        first = batch.first.unsqueeze(-1).expand(-1, -1, WIDTH)
        return self.drop(torch.gather(pieces, 1, first))

    def losses(self, batch: Batch) -> dict[str, Tensor]:
        """The weighted loss of each task that has labels in the batch."""
        words, labels = self.words(batch), batch.labels
        found = {
            name: head.weight * cross_entropy(head(words), labels[name])
            for name, head in self.tags.items()
            if name in labels
        }
        arcs, low, high = self.tree(words)
        if "head" in labels:
            found["tree"] = self._tree_loss(arcs, low, high, batch)
        if "factuality" in labels:
            found["factuality"] = self.factuality.loss(words, labels["factuality"])
        if batch.frames.numel() or batch.triggers.numel():
            # What follows from the tree does not change it: the tree is learnt from trees alone.
            bonds, under = self.bonds(arcs.detach().float(), batch.real)
        if batch.frames.numel():
            found["role"] = self.roles.loss(words, batch.real, (bonds, under), batch.frames, batch.roles)
        if batch.triggers.numel():
            found["party"] = 0.5 * self.parties.loss(words, bonds, batch.triggers, batch.sides)
        if batch.pairs.numel():
            found["pair"] = 0.5 * self.pairs.loss(words, batch.pairs, batch.types)
        return found

    def _tree_loss(self, arcs: Tensor, low: Tensor, high: Tensor, batch: Batch) -> Tensor:
        hidden = ~torch.cat([torch.ones_like(batch.real[:, :1]), batch.real], 1)
        arcs = arcs.float().masked_fill(hidden[:, None, :], MINUS)
        heads = batch.labels["head"]
        names = self.tree.named(low, high, heads.clamp(min=0))
        return TREE * (cross_entropy(arcs, heads) + cross_entropy(names, batch.labels["relation"]))
