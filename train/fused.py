"""The network as it is exported: the same results from fewer and larger steps.

Half the time of the plain graph went into steps other than the products of the encoder. Here attention is one step of
ONNX Runtime, the word pieces' embeddings are stored with a scale a row, and the first layers of all heads are one
product. Only the rounding differs.
"""

from __future__ import annotations

from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from train.encoder import HEADS, WIDTH, Encoder, Layer
from train.heads import Trees

RUNTIME = "com.microsoft"
"""The operators that ONNX Runtime has besides the standard's, on every processor."""
LIKELY = 2
"""Heads of a word for which its relation is worked out: of 25,147 words of EWT's development part 15 get another."""


class Attention(torch.autograd.Function):
    """Attention of every piece to all, query, key and value [1, pieces, width], as one step of ONNX Runtime.

    In the standard's operators it is eleven steps with six transpositions.
    """

    @staticmethod
    def forward(ctx: Any, query: Tensor, key: Tensor, value: Tensor) -> Tensor:
        heads = [x.unflatten(-1, (HEADS, -1)).transpose(1, 2) for x in (query, key, value)]
        return F.scaled_dot_product_attention(*heads).transpose(1, 2).flatten(2)

    @staticmethod
    def symbolic(graph: Any, query: Any, key: Any, value: Any) -> Any:
        made = graph.op(f"{RUNTIME}::MultiHeadAttention", query, key, value, num_heads_i=HEADS)
        return made.setType(query.type())


class FusedEncoder(nn.Module):
    """The encoder on one sentence: piece ids and cases [1, pieces] to [pieces, width]."""

    def __init__(self, encoder: Encoder) -> None:
        super().__init__()
        self.encoder = encoder
        weight = encoder.pieces.weight.detach()
        scale = weight.abs().amax(1, keepdim=True) / 127
        self.scale = nn.Parameter(scale, requires_grad=False)
        self.rows = nn.Parameter(torch.round(weight / scale).to(torch.int8), requires_grad=False)

    def forward(self, ids: Tensor, cases: Tensor) -> Tensor:
        encoder, piece = self.encoder, ids.squeeze(0)
        pieces = self.rows[piece].float() * self.scale[piece]
        # Two dimensions, not three: ONNX Runtime would join sum and normalisation to a step four times as slow.
        x = encoder.norm(pieces + encoder.cases(cases.squeeze(0)) + encoder.positions.weight[: ids.shape[1]])
        for layer in encoder.layers:
            x = _layer(layer, x)
        return x


def _layer(layer: Layer, x: Tensor) -> Tensor:
    query, key, value = layer.qkv(x).unsqueeze(0).split(WIDTH, -1)
    x = layer.norm(x + layer.out(Attention.apply(query, key, value).squeeze(0)))
    return layer.last(x + layer.down(F.gelu(layer.up(x))))


class Views(nn.Module):
    """The linear layers that read words, as one: words [words, width] to the results of each of *layers*, by name."""

    def __init__(self, layers: dict[str, nn.Linear]) -> None:
        super().__init__()
        self.sizes = {name: layer.out_features for name, layer in layers.items()}
        self.wide = side_by_side(*layers.values())

    def forward(self, words: Tensor) -> dict[str, Tensor]:
        return dict(zip(self.sizes, self.wide(words).split(list(self.sizes.values()), -1), strict=True))


def margin(layer: nn.Linear) -> nn.Linear:
    """How much the second of two scores exceeds the first, as one score."""
    return linear(layer.weight[1:] - layer.weight[:1], layer.bias[1:] - layer.bias[:1])


class FusedTrees(nn.Module):
    """``Trees`` on the views of words; the root's are worked out once, and the likeliest heads alone get a relation."""

    def __init__(self, trees: Trees) -> None:
        super().__init__()
        self.trees = trees
        self.above = F.gelu(trees.above(trees.root)).detach()[None]
        self.high = trees.high(trees.root).detach()[None]
        # The one that Trees sets beside each view of a word is a bias here.
        self.arc = linear(trees.arc.weight[:, :-1], trees.arc.weight[:, -1])

    def forward(self, below: Tensor, above: Tensor, low: Tensor, high: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Arc scores [words, words + 1], the likeliest heads and the best relation to each, both [words, LIKELY]."""
        arcs = self.arc(F.gelu(below)) @ torch.cat([self.above, F.gelu(above)]).T
        likely = arcs.topk(LIKELY, dim=1).indices
        relations = self.trees.related(low.unsqueeze(1), torch.cat([self.high, high])[likely])
        return arcs, likely, relations.argmax(-1)


def side_by_side(*layers: nn.Linear) -> nn.Linear:
    """The results of several layers of one input, one after the other."""
    return linear(torch.cat([layer.weight for layer in layers]), torch.cat([layer.bias for layer in layers]))


def linear(weight: Tensor, bias: Tensor) -> nn.Linear:
    layer = nn.Linear(weight.shape[1], weight.shape[0])
    layer.weight, layer.bias = nn.Parameter(weight.detach()), nn.Parameter(bias.detach())
    return layer
