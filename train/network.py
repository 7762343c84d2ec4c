"""The network: one encoder, and on the first piece of each word one head per task.

A head has ``forward(words) -> scores`` and ``loss(scores, labels)``; a task whose labels a batch lacks costs
nothing. Another task is another head in ``Network.heads``; the encoder and the runtime stay as they are.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import torch
import torch.nn.functional as F
from safetensors.torch import load_file
from torch import Tensor, nn

WIDTH, LAYERS, HEADS, INNER = 384, 6, 12, 1536
MINUS = -1e4
TAGS = {"upos": 0.5, "xpos": 1.0, "entity": 1.0, "start": 1.0}
"""The tasks that give one label a word, with the weights of their losses."""


class Layer(nn.Module):
    """One transformer layer of BERT: normalisation after each half, query, key and value in one product."""

    def __init__(self) -> None:
        super().__init__()
        self.qkv = nn.Linear(WIDTH, 3 * WIDTH)
        self.out = nn.Linear(WIDTH, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.up = nn.Linear(WIDTH, INNER)
        self.down = nn.Linear(INNER, WIDTH)
        self.last = nn.LayerNorm(WIDTH, eps=1e-12)
        self.drop = nn.Dropout(0.1)

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        batch, length, _ = x.shape
        q, k, v = self.qkv(x).view(batch, length, 3, HEADS, WIDTH // HEADS).permute(2, 0, 3, 1, 4)
        seen = F.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        x = self.norm(x + self.drop(self.out(seen.transpose(1, 2).reshape(batch, length, WIDTH))))
        return self.last(x + self.drop(self.down(F.gelu(self.up(x)))))


class Encoder(nn.Module):
    """MiniLM-L6 with an embedding of the way words are written added to its input."""

    def __init__(self, vocabulary: int = 30522, positions: int = 512, cases: int = 6) -> None:
        super().__init__()
        self.pieces = nn.Embedding(vocabulary, WIDTH)
        self.positions = nn.Embedding(positions, WIDTH)
        self.cases = nn.Embedding(cases, WIDTH)
        nn.init.normal_(self.cases.weight, std=0.005)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.drop = nn.Dropout(0.1)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))

    def forward(self, ids: Tensor, cases: Tensor, mask: Tensor | None = None) -> Tensor:
        """*ids*, *cases* [batch, length] and *mask* (True where a piece is) to [batch, length, width]."""
        places = torch.arange(ids.shape[1], device=ids.device)
        x = self.drop(self.norm(self.pieces(ids) + self.cases(cases) + self.positions(places)))
        seen = None if mask is None else mask[:, None, None, :]
        for layer in self.layers:
            x = layer(x, seen)
        return x

    def read(self, path: Path) -> None:
        """Takes the weights of all-MiniLM-L6-v2 from its safetensors file."""
        old = load_file(str(path))
        token_type = old["embeddings.token_type_embeddings.weight"][0]
        new = {
            "pieces.weight": old["embeddings.word_embeddings.weight"],
            "positions.weight": old["embeddings.position_embeddings.weight"] + token_type,
            "cases.weight": self.cases.weight.detach(),
        }
        for end in ("weight", "bias"):
            new[f"norm.{end}"] = old[f"embeddings.LayerNorm.{end}"]
            for i in range(LAYERS):
                new |= _layer(old, f"encoder.layer.{i}.", f"layers.{i}.", end)
        self.load_state_dict(new)


def _layer(old: dict[str, Tensor], source: str, target: str, end: str) -> dict[str, Tensor]:
    parts = [old[f"{source}attention.self.{name}.{end}"] for name in ("query", "key", "value")]
    names = {
        "out": "attention.output.dense",
        "norm": "attention.output.LayerNorm",
        "up": "intermediate.dense",
        "down": "output.dense",
        "last": "output.LayerNorm",
    }
    renamed = {f"{target}{new}.{end}": old[f"{source}{name}.{end}"] for new, name in names.items()}
    return {f"{target}qkv.{end}": torch.cat(parts), **renamed}


def cross_entropy(scores: Tensor, labels: Tensor) -> Tensor:
    """Mean over the labelled words (-100 is unlabelled), 0 where there is none."""
    if not (labels >= 0).any():
        return scores.sum() * 0.0
    return F.cross_entropy(scores.float().flatten(0, -2), labels.flatten(), ignore_index=-100)


class Tags(nn.Module):
    """One label a word."""

    def __init__(self, labels: list[str], weight: float) -> None:
        super().__init__()
        self.labels, self.weight = labels, weight
        self.scores = nn.Linear(WIDTH, len(labels))

    def forward(self, words: Tensor) -> Tensor:
        return self.scores(words)


class Trees(nn.Module):
    """Biaffine heads and relations (Dozat and Manning 2017); column 0 of the heads is the root."""

    def __init__(self, relations: list[str], arc: int = 256, label: int = 128) -> None:
        super().__init__()
        self.labels = relations
        self.root = nn.Parameter(torch.zeros(WIDTH))
        self.below, self.above = nn.Linear(WIDTH, arc), nn.Linear(WIDTH, arc)
        self.low, self.high = nn.Linear(WIDTH, label), nn.Linear(WIDTH, label)
        self.arc = nn.Linear(arc + 1, arc, bias=False)
        self.relation = nn.Linear(label + 1, len(relations) * (label + 1), bias=False)
        self.drop = nn.Dropout(0.2)
        nn.init.normal_(self.arc.weight, std=0.02)
        nn.init.normal_(self.relation.weight, std=0.02)

    def forward(self, words: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Arc scores [batch, words, words + 1] and what the relations are made of, below and above."""
        root = self.root.to(words.dtype).expand(words.shape[0], 1, WIDTH)
        heads = torch.cat([root, words], 1)
        below, low = self._view(self.below, words), self._view(self.low, words)
        above, high = self._view(self.above, heads), self._view(self.high, heads)
        arcs = self.arc(_one(below)) @ above.transpose(1, 2)
        return arcs, self.relation(_one(low)).unflatten(-1, (len(self.labels), -1)), _one(high)

    def _view(self, layer: nn.Module, words: Tensor) -> Tensor:
        viewed: Tensor = self.drop(F.gelu(layer(words)))
        return viewed

    def named(self, low: Tensor, high: Tensor, heads: Tensor) -> Tensor:
        """Relation scores [batch, words, relations] for the given *heads* (0 the root)."""
        chosen = torch.gather(high, 1, heads.unsqueeze(-1).expand(-1, -1, high.shape[-1]))
        return (low @ chosen.unsqueeze(-1)).squeeze(-1)


def _one(x: Tensor) -> Tensor:
    return torch.cat([x, torch.ones_like(x[..., :1])], -1)


class Network(nn.Module):
    """The encoder and its heads. ``labels`` gives the label set of every task."""

    def __init__(self, labels: dict[str, list[str]]) -> None:
        super().__init__()
        self.encoder = Encoder()
        self.drop = nn.Dropout(0.2)
        self.tags = nn.ModuleDict({task: Tags(labels[task], weight) for task, weight in TAGS.items()})
        self.tree = Trees(labels["relation"])

    def words(self, batch: Any) -> Tensor:
        """The encoder's view of each word's first piece, [batch, words, width]."""
        pieces = self.encoder(batch.ids, batch.cases, batch.mask)
        first = batch.first.unsqueeze(-1).expand(-1, -1, WIDTH)
        return self.drop(torch.gather(pieces, 1, first))

    def loss(self, batch: Any) -> Tensor:
        """The sum of the tasks' losses; a task without labels in the batch adds nothing."""
        words = self.words(batch)
        total = torch.zeros(())
        for name, head in self.tags.items():
            if name in batch.labels:
                total = total + head.weight * cross_entropy(head(words), batch.labels[name])
        if "head" in batch.labels:
            total = total + self._tree_loss(words, batch)
        return total

    def _tree_loss(self, words: Tensor, batch: Any) -> Tensor:
        arcs, low, high = self.tree(words)
        hidden = ~torch.cat([torch.ones_like(batch.real[:, :1]), batch.real], 1)
        arcs = arcs.float().masked_fill(hidden[:, None, :], MINUS)
        heads = batch.labels["head"]
        names = self.tree.named(low, high, heads.clamp(min=0))
        return cross_entropy(arcs, heads) + cross_entropy(names, batch.labels["relation"])
