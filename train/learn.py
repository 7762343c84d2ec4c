"""The training loop: bf16 on one thread, AdamW, a warm-up and a straight line down."""

from __future__ import annotations

import random
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import torch
from torch import nn

from train.batches import Batch, batches, disturbed
from train.corpora import Example
from train.network import Network

STRESS = (("entity", 1.5), ("role", 1.3), ("pair", 1.3))
"""By how much the losses of tasks count more in the further descents: those of what lagged behind after the first."""


@dataclass(frozen=True)
class Recipe:
    """What decides a training: the rest is data. The first ``plain`` epochs lack what comes late in ``data``.

    After the first descent of the rates, over ``epochs``, comes another over ``again`` epochs from half the rates
    (``later``), which found six points more of the acts that real reports present. From its end two more start, each
    on an order of its own. One alone found the parties better and cost names and factuality a point or two; what
    ships is the mean of all the ends, weighed by ``blend``.
    """

    epochs: int = 7
    plain: int = 4
    again: int = 3
    blend: tuple[float, ...] = (1.0, 1.0, 2.0)
    seed: int = 1
    words: int = 1200
    encoder_rate: float = 1.5e-4
    head_rate: float = 1e-3
    decay: float = 0.01
    warm_up: int = 300
    floor: float = 0.02
    stress: tuple[tuple[str, float], ...] = ()

    def later(self, number: int) -> Recipe:
        """The recipe of further descent *number*, from 1 on."""
        return replace(
            self,
            epochs=self.again,
            seed=self.seed + number,
            encoder_rate=self.encoder_rate / 2,
            head_rate=self.head_rate / 2,
            stress=STRESS,
        )


def learn(
    network: Network,
    courses: Sequence[Sequence[Example]],
    collated: Callable[[Sequence[Example]], Batch],
    recipe: Recipe,
    after_epoch: Callable[[int], None],
) -> None:
    """Trains *network* in place on each of *courses*, one an epoch, and calls *after_epoch* with 1, 2, … after each."""
    rng = random.Random(recipe.seed)
    optimizer = _optimizer(network, recipe)
    started, step, recent = time.monotonic(), 0, Counter[str]()
    for epoch, examples in enumerate(courses):
        network.train()
        groups = list(batches(examples, recipe.words, rng))
        for i, group in enumerate(groups):
            _set_rate(
                optimizer, min(1.0, (step + 1) / recipe.warm_up), (epoch + i / len(groups)) / len(courses), recipe
            )
            batch = collated([disturbed(example, rng) for example in group])
            recent.update(_step(network, optimizer, batch, dict(recipe.stress)))
            step += 1
            if step % 100 == 0:
                losses = " ".join(f"{task} {loss / 100:.3f}" for task, loss in sorted(recent.items()))
                print(f"epoch {epoch + 1} step {step} {time.monotonic() - started:.0f} s: {losses}", flush=True)
                recent.clear()
        network.eval()
        after_epoch(epoch + 1)


def _step(
    network: Network, optimizer: torch.optim.Optimizer, batch: Batch, stress: Mapping[str, float]
) -> dict[str, float]:
    with torch.autocast("cpu", torch.bfloat16):
        losses = {task: stress.get(task, 1.0) * loss for task, loss in network.losses(batch).items()}
    optimizer.zero_grad()
    torch.stack([loss.float() for loss in losses.values()]).sum().backward()
    nn.utils.clip_grad_norm_(network.parameters(), 1.0)
    optimizer.step()
    return {task: loss.item() for task, loss in losses.items()}


def _optimizer(network: Network, recipe: Recipe) -> torch.optim.Optimizer:
    encoder = list(network.encoder.parameters())
    inside = {id(p) for p in encoder}
    heads = [p for p in network.parameters() if id(p) not in inside]
    rates = ((encoder, recipe.encoder_rate), (heads, recipe.head_rate))
    groups = [{"params": params, "lr": rate, "full": rate} for params, rate in rates]
    return torch.optim.AdamW(groups, weight_decay=recipe.decay, fused=True)


def _set_rate(optimizer: torch.optim.Optimizer, warm: float, done: float, recipe: Recipe) -> None:
    for group in optimizer.param_groups:
        group["lr"] = group["full"] * warm * max(recipe.floor, 1 - done)
