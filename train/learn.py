"""The training loop: bf16 on one thread, AdamW, a warm-up and a straight line down."""

from __future__ import annotations

import random
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import torch
from torch import nn

from train.batches import Batch, batches, disturbed
from train.corpora import Example
from train.network import Network


@dataclass(frozen=True)
class Recipe:
    """What decides a training: the rest is data."""

    epochs: int = 6
    seed: int = 1
    words: int = 1200
    encoder_rate: float = 1.5e-4
    head_rate: float = 1e-3
    decay: float = 0.01
    warm_up: int = 300
    floor: float = 0.02


def learn(
    network: Network,
    examples: Sequence[Example],
    collated: Callable[[Sequence[Example]], Batch],
    recipe: Recipe,
    after_epoch: Callable[[int], None],
) -> None:
    """Trains *network* in place and calls *after_epoch* with 1, 2, … after each pass over the data."""
    rng = random.Random(recipe.seed)
    total = recipe.epochs * sum(1 for _ in batches(examples, recipe.words, random.Random(0)))
    optimizer, schedule = _optimizer(network, recipe, total)
    started, step, recent = time.monotonic(), 0, Counter[str]()
    for epoch in range(1, recipe.epochs + 1):
        network.train()
        for group in batches(examples, recipe.words, rng):
            recent.update(_step(network, optimizer, collated([disturbed(example, rng) for example in group])))
            schedule.step()
            step += 1
            if step % 100 == 0:
                losses = " ".join(f"{task} {loss / 100:.3f}" for task, loss in sorted(recent.items()))
                print(f"step {step}/{total} {time.monotonic() - started:.0f} s: {losses}", flush=True)
                recent.clear()
        network.eval()
        after_epoch(epoch)


def _step(network: Network, optimizer: torch.optim.Optimizer, batch: Batch) -> dict[str, float]:
    with torch.autocast("cpu", torch.bfloat16):
        losses = network.losses(batch)
    optimizer.zero_grad()
    torch.stack([loss.float() for loss in losses.values()]).sum().backward()
    nn.utils.clip_grad_norm_(network.parameters(), 1.0)
    optimizer.step()
    return {task: loss.item() for task, loss in losses.items()}


def _optimizer(network: Network, recipe: Recipe, total: int) -> tuple[torch.optim.Optimizer, Any]:
    encoder = list(network.encoder.parameters())
    inside = {id(p) for p in encoder}
    heads = [p for p in network.parameters() if id(p) not in inside]
    groups = [{"params": encoder, "lr": recipe.encoder_rate}, {"params": heads, "lr": recipe.head_rate}]
    optimizer = torch.optim.AdamW(groups, weight_decay=recipe.decay, fused=True)

    def rate(step: int) -> float:
        return min(1.0, (step + 1) / recipe.warm_up) * max(recipe.floor, 1 - step / total)

    return optimizer, torch.optim.lr_scheduler.LambdaLR(optimizer, rate)
