"""Exports the network as one ONNX graph per sentence and quantizes it to int8."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import torch
from torch import Tensor, nn

from train.network import Network

INPUTS = ("ids", "cases", "first")
OUTPUTS = ("upos", "xpos", "entity", "start", "arcs", "relations")


class Sentence(nn.Module):
    """The network on one sentence: piece ids and cases [1, pieces], first pieces [words].

    Gives the best tags [words], entity scores [words, labels], how much rather than not a sentence starts at a
    word [words], arc scores [words, words + 1] and, for every possible head, the best relation
    [words, words + 1]; column 0 is the root.
    """

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(self, ids: Tensor, cases: Tensor, first: Tensor) -> tuple[Tensor, ...]:
        words = self.network.encoder(ids, cases)[:, first]
        tags = self.network.tags
        arcs, low, high = self.network.tree(words)
        relations = len(self.network.tree.labels)
        scores = low.reshape(-1, low.shape[-1]) @ high[0].T
        best = scores.reshape(-1, relations, high.shape[1]).argmax(1)
        start = tags["start"](words)[0]
        return (
            tags["upos"](words)[0].argmax(-1),
            tags["xpos"](words)[0].argmax(-1),
            tags["entity"](words)[0],
            start[:, 1] - start[:, 0],
            arcs[0],
            best,
        )


def export(network: Network, path: Path) -> None:
    """Writes the float graph to *path*."""
    ids = torch.randint(1000, 2000, (1, 12))
    first = torch.tensor([1, 2, 4, 5, 6, 7, 8])
    torch.onnx.export(
        Sentence(network.eval()),
        (ids, torch.ones_like(ids), first),
        str(path),
        input_names=list(INPUTS),
        output_names=list(OUTPUTS),
        dynamic_axes={
            "ids": {1: "pieces"},
            "cases": {1: "pieces"},
            "first": {0: "words"},
            "upos": {0: "words"},
            "xpos": {0: "words"},
            "entity": {0: "words"},
            "start": {0: "words"},
            "arcs": {0: "words", 1: "heads"},
            "relations": {0: "words", 1: "heads"},
        },
        opset_version=17,
        dynamo=False,
    )


def quantize(source: Path, target: Path) -> None:
    """Dynamic int8: signed weights with one scale per output channel, activations scaled as they come."""
    from onnxruntime.quantization import QuantType, quantize_dynamic
    from onnxruntime.quantization.shape_inference import quant_pre_process

    prepared = source.with_suffix(".prepared.onnx")
    quant_pre_process(str(source), str(prepared), skip_symbolic_shape=True)
    quantize_dynamic(str(prepared), str(target), per_channel=True, weight_type=QuantType.QInt8)
    prepared.unlink()


def ship(state: Path, tokenizer: Path, lemmas: dict[str, dict[str, str]], target: Path) -> None:
    """Makes the model folder *target* from a training's ``network.pt``; the float graph stays beside the state."""
    saved = torch.load(state)
    network = Network(saved["labels"])
    network.load_state_dict(saved["network"])
    target.mkdir(parents=True, exist_ok=True)
    exact = state.with_name("float.onnx")
    export(network, exact)
    quantize(exact, state.with_name("int8.onnx"))
    state.with_name("int8.onnx").replace(target / "model.onnx")
    _write(target / "labels.json", saved["labels"])
    _write(target / "lemmas.json", lemmas)
    shutil.copyfile(tokenizer, target / "tokenizer.json")


def _write(path: Path, value: object) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")
