"""The encoder: MiniLM-L6 in plain PyTorch, so that its graph is ours to shape."""

from __future__ import annotations

from pathlib import Path

import torch
import torch.nn.functional as F
from safetensors.torch import load_file
from torch import Tensor, nn

WIDTH, LAYERS, HEADS, INNER = 384, 6, 12, 1536


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
        # Written out: PyTorch's own attention took 35 % of a training step on sentences this short.
        near = q @ k.transpose(-1, -2) * (WIDTH // HEADS) ** -0.5
        if mask is not None:
            near = near.masked_fill(~mask, -1e4)
        seen = near.softmax(-1).to(v.dtype) @ v
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
