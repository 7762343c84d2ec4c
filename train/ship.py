"""Exports the network as one ONNX graph per sentence and quantizes it to int8."""

from __future__ import annotations

import copy
import json
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

import torch
from torch import Tensor, nn

from train.encoder import WIDTH
from train.fused import RUNTIME, FusedEncoder, FusedTrees, Views, margin, side_by_side
from train.network import Network

INPUTS = ("ids", "cases", "first")
OUTPUTS = {
    "upos": ("words",),
    "xpos": ("words",),
    "entity": ("words",),
    "start": ("words",),
    "arcs": ("words", "heads"),
    "likely": ("words",),
    "relations": ("words",),
    "modality": ("words",),
    "factuality": ("words",),
    "predicates": ("predicates",),
    "roles": ("predicates", "words"),
    "acts": ("words",),
    "modes": ("words",),
    "parties": ("words", "others"),
    "vectors": ("words",),
}
"""What the graph gives, and the names of the axes that vary."""


class Sentence(nn.Module):
    """The network on one sentence: piece ids and cases [1, pieces], first pieces [words].

    Gives the best tags [words], entity scores [words, labels], how much rather than not a sentence starts at a
    word [words], arc scores [words, words + 1], column 0 the root, the likeliest heads and the best relation to each
    [words, LIKELY]; the best modality and the factuality of each word [words], the positions of the predicates
    [predicates] and their role scores [predicates, words, labels]; the probabilities of acts [words, types], the scores
    of their modes [words, modes], the probabilities of other words being party to them [words, words, sides]; and the
    encoder's views of the words themselves [words, width], which ``pairs.onnx`` reads.
    """

    def __init__(self, network: Network) -> None:
        super().__init__()
        tags, tree = network.tags, network.tree
        roles, sure = copy.deepcopy(network.roles), copy.deepcopy(network.factuality)
        self.encoder, self.tree = FusedEncoder(network.encoder), FusedTrees(tree)
        self.roles, self.factuality = roles, sure
        self.bonds, self.parties = network.bonds, network.parties
        self.views = Views(
            {name: tags[name].scores for name in ("upos", "xpos", "entity", "modality", "act", "mode")}
            | {name: margin(tags[name].scores) for name in ("start", "predicate")}
            | {name: getattr(tree, name) for name in ("below", "above", "low", "high")}
            | {"sure": sure.inner, "frame": roles.of_predicate, "other": roles.of_word}
            | {"party": side_by_side(network.parties.of_act, network.parties.of_party)}
        )
        # These read views, not words.
        sure.inner = roles.of_predicate = nn.Identity()

    def forward(self, ids: Tensor, cases: Tensor, first: Tensor) -> tuple[Tensor, ...]:
        words = self.encoder(ids, cases)[first]
        views = self.views(words)
        arcs, likely, relations = self.tree(*(views[name] for name in ("below", "above", "low", "high")))
        predicates = torch.nonzero(views["predicate"].squeeze(1) > 0).squeeze(1)
        bonds, under = self.bonds(arcs)
        return (
            views["upos"].argmax(-1),
            views["xpos"].argmax(-1),
            views["entity"],
            views["start"].squeeze(1),
            arcs,
            likely,
            relations,
            views["modality"].argmax(-1),
            self.factuality(views["sure"]),
            predicates,
            self.roles(
                (views["frame"][predicates], predicates), views["other"].unsqueeze(0), (bonds[predicates], under)
            ),
            views["act"].softmax(-1),
            views["mode"],
            self.parties.among(views["party"], bonds).sigmoid(),
            words,
        )


class Bare(nn.Module):
    """The encoder alone on one sentence, to hold the speed of the whole against."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.encoder = FusedEncoder(network.encoder)

    def forward(self, ids: Tensor, cases: Tensor, first: Tensor) -> Tensor:
        words: Tensor = self.encoder(ids, cases)[first]
        return words


class Typed(nn.Module):
    """The probabilities [pairs, types] of what actors do to recipients, from their words' views [pairs, width].

    A recipient of zeros is nobody.
    """

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.pairs = network.pairs

    def forward(self, actors: Tensor, recipients: Tensor) -> Tensor:
        missing = (recipients == 0).all(1, keepdim=True)
        scores: Tensor = self.pairs(actors, torch.where(missing, self.pairs.nobody, recipients))
        return scores.softmax(-1)


def export_pairs(network: Network, path: Path) -> None:
    """Writes the graph that types pairs to *path*; it is small and stays in float."""
    views = torch.randn(2, WIDTH)
    names = ["actors", "recipients", "types"]
    axes = {name: {0: "pairs"} for name in names}
    module = Typed(network).eval()
    torch.onnx.export(
        module,
        (views, views),
        str(path),
        input_names=names[:2],
        output_names=names[2:],
        dynamic_axes=axes,
        opset_version=17,
        dynamo=False,
    )


def export(module: nn.Module, path: Path, outputs: Mapping[str, Sequence[str]]) -> None:
    """Writes the float graph of *module* to *path*; *outputs* are their names with the axes that vary."""
    ids = torch.randint(1000, 2000, (1, 12))
    first = torch.tensor([1, 2, 4, 5, 6, 7, 8])
    torch.onnx.export(
        module.eval(),
        (ids, torch.ones_like(ids), first),
        str(path),
        input_names=list(INPUTS),
        output_names=list(outputs),
        dynamic_axes={
            "ids": {1: "pieces"},
            "cases": {1: "pieces"},
            "first": {0: "words"},
            **{name: dict(enumerate(axes)) for name, axes in outputs.items()},
        },
        opset_version=17,
        dynamo=False,
        custom_opsets={RUNTIME: 1},
    )


def quantize(source: Path, target: Path) -> None:
    """Dynamic int8: signed weights with one scale per output channel, activations scaled as they come."""
    from onnxruntime.quantization import QuantType, quantize_dynamic

    options = {"op_types_to_quantize": ["MatMul"], "per_channel": True, "weight_type": QuantType.QInt8}
    quantize_dynamic(str(source), str(target), **options)


def ship(state: Path, tokenizer: Path, lemmas: dict[str, dict[str, str]], target: Path) -> None:
    """Makes the model folder *target* from a training's ``network.pt``.

    Beside the state stay the float graph and ``bare.onnx``, the encoder alone.
    """
    saved = torch.load(state)
    network = Network(saved["labels"])
    network.load_state_dict(saved["network"])
    target.mkdir(parents=True, exist_ok=True)
    exact, bare = state.with_name("float.onnx"), state.with_name("bare.float.onnx")
    export(Sentence(network), exact, OUTPUTS)
    export(Bare(network), bare, {"words": ("words",)})
    quantize(exact, target / "model.onnx")
    quantize(bare, state.with_name("bare.onnx"))
    export_pairs(network, target / "pairs.onnx")
    _write(target / "labels.json", saved["labels"])
    _write(target / "lemmas.json", lemmas)
    shutil.copyfile(tokenizer, target / "tokenizer.json")


def _write(path: Path, value: object) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")
