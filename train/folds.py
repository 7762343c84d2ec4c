"""``python -m train.folds [--shared DIR] [--work DIR]``: how well types of given pairs can be learnt on this encoder.

Measures the method and ships nothing: the pairs of plv_dev are for measuring. The network in ``WORK/network.pt`` reads
sentences in which actor and recipient stand between four marks, first one pass over the pairs of our own, then, for
each fifth of plv_dev in turn, the other four; the fifth that was left out is typed. Prints macro-F1 over its types
(CONCEDE and RETREAT are its YIELD), over quad classes and over cooperation and conflict.
"""

from __future__ import annotations

import argparse
import copy
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
import torch.nn.functional as F
from eval.label import QUAD, given, in_its_terms, macro
from tokenizers import Tokenizer
from torch import Tensor, nn

from entente.label import SEEN
from entente.language.pieces import cut
from entente.language.words import words
from train import acts, standoff
from train.__main__ import minilm, wordpieces
from train.batches import fits
from train.encoder import WIDTH
from train.network import Network

ACTOR, RECIPIENT = (1, 2), (3, 4)
"""The pieces, unused by the encoder's vocabulary, that open and close a party."""
MOST_PIECES, BATCH, WARM_UP, FOLDS = 200, 16, 40, 5


@dataclass(frozen=True)
class Pair:
    """A sentence's pieces with the marks among them, the case of each, and the type."""

    ids: list[int]
    cases: list[int]
    type: str


class Typing(nn.Module):
    """The type of a marked pair: the views of both parties' marks and of the sentence, and the acts that it shows."""

    def __init__(self, network: Network, acts: Sequence[str], types: Sequence[str]) -> None:
        super().__init__()
        self.encoder, self.act = network.encoder, network.tags["act"].scores
        self.scores = nn.Sequential(
            nn.Dropout(0.1), nn.Linear(3 * WIDTH, WIDTH), nn.Tanh(), nn.Dropout(0.1), nn.Linear(WIDTH, len(types))
        )
        nn.init.zeros_(self.scores[-1].weight)
        shared = torch.tensor([[float(in_its_terms(act) == name) for name in types] for act in acts])
        self.register_buffer("shared", shared)
        self.trust = nn.Parameter(torch.ones(()))

    def forward(self, ids: Tensor, cases: Tensor) -> Tensor:
        """Scores [pairs, types] of *ids* and *cases* [pairs, pieces], 0 where there is no piece."""
        real = ids > 0
        seen = self.encoder(ids, cases, real)
        parts = [_mean(seen, ids == opening) for opening, _ in (ACTOR, RECIPIENT)]
        shown = (self.act(seen).softmax(-1) @ self.shared).masked_fill(~real.unsqueeze(-1), 0.0).amax(1)
        scores: Tensor = self.scores(torch.cat([*parts, _mean(seen, real)], -1)) + self.trust * torch.log(SEEN + shown)
        return scores


def _mean(seen: Tensor, where: Tensor) -> Tensor:
    weight = where.to(seen.dtype).unsqueeze(-1)
    return (seen * weight).sum(1) / weight.sum(1).clamp(min=1)


def marked(forms: Sequence[str], sides: Mapping[tuple[int, int], Sequence[range]], tokenizer: Tokenizer) -> Pair:
    """The pieces of a sentence of *forms* with the marks of each side around its ranges of words; the type is open."""
    pieces = cut(forms, tokenizer)
    ends = [*pieces.first, len(pieces.ids) - 1]
    before: dict[int, list[int]] = {}
    for (opening, closing), ranges in sides.items():
        for held in ranges:
            before.setdefault(ends[held.start], []).append(opening)
            before.setdefault(ends[held.stop], []).insert(0, closing)
    ids, cases = [], []
    for at, (piece, case) in enumerate(zip(pieces.ids, pieces.cases, strict=True)):
        marks = before.get(at, [])
        ids += [*marks, piece]
        cases += [*([0] * len(marks)), case]
    return Pair(ids[:MOST_PIECES], cases[:MOST_PIECES], "")


def of_the_set(data: Path, tokenizer: Tokenizer) -> Iterator[Pair]:
    """The pairs of plv_dev, the phrases of both parties marked."""
    for pair, gold in given(data):
        cuts = list(words(pair.text))
        sides = {
            side: [_words(cuts, *span) for span in spans]
            for side, spans in ((ACTOR, pair.actors), (RECIPIENT, pair.recipients))
        }
        found = marked([pair.text[a:b] for a, b in cuts], sides, tokenizer)
        yield Pair(found.ids, found.cases, gold)


def _words(cuts: Sequence[tuple[int, int]], start: int, end: int) -> range:
    inside = [i for i, (a, b) in enumerate(cuts) if a < end and b > start]
    return range(inside[0], inside[-1] + 1)


def own(data: Path, tokenizer: Tokenizer) -> Iterator[Pair]:
    """The typed pairs of our own sentences and of licensed texts, the words that head the parties marked."""
    for example in (*acts.training(data), *standoff.training(data)):
        if not fits(example, tokenizer):
            continue
        for name in dict.fromkeys(act.type for act in example.acts):
            pairs = [(act.actor, act.recipient) for act in example.acts if act.type == name]
            heads = {
                ACTOR: sorted({actor for actor, _ in pairs}),
                RECIPIENT: sorted({recipient for _, recipient in pairs if recipient >= 0}),
            }
            sides = {side: [range(i, i + 1) for i in at] for side, at in heads.items()}
            found = marked(example.words, sides, tokenizer)
            yield Pair(found.ids, found.cases, in_its_terms(name))


def fit(model: Typing, pairs: Sequence[Pair], types: Sequence[str], epochs: int) -> None:
    """Trains *model* in place: rates fall in a straight line after a warm-up."""
    encoder = list(model.encoder.parameters())
    inside = {id(weight) for weight in encoder}
    others = [weight for weight in model.parameters() if id(weight) not in inside]
    groups = [{"params": encoder, "full": 5e-5}, {"params": others, "full": 5e-4}]
    optimizer = torch.optim.AdamW(groups, lr=0.0, weight_decay=0.01)
    steps = epochs * -(-len(pairs) // BATCH)
    order, step = list(pairs), 0
    model.train()
    for _ in range(epochs):
        random.shuffle(order)
        for start in range(0, len(order), BATCH):
            for group in optimizer.param_groups:
                group["lr"] = group["full"] * min(1.0, (step + 1) / WARM_UP) * max(0.02, 1 - step / steps)
            some = order[start : start + BATCH]
            with torch.autocast("cpu", torch.bfloat16):
                scores = model(*_tensors(some))
            loss = F.cross_entropy(scores.float(), torch.tensor([types.index(pair.type) for pair in some]))
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            step += 1
    model.eval()


def _tensors(pairs: Sequence[Pair]) -> tuple[Tensor, Tensor]:
    longest = max(len(pair.ids) for pair in pairs)
    ids, cases = ([side + [0] * (longest - len(side)) for side in sides] for sides in zip(
        *((pair.ids, pair.cases) for pair in pairs), strict=True
    ))  # fmt: skip
    return torch.tensor(ids), torch.tensor(cases)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m train.folds", description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"), help="the folder that holds data/")
    parser.add_argument("--work", type=Path, default=Path("train/out"), help="where the training left its state")
    options = parser.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(1)
    random.seed(1)
    tokenizer, saved = wordpieces(minilm()), torch.load(options.work / "network.pt")
    network = Network(saved["labels"])
    network.load_state_dict(saved["network"])
    pairs = list(of_the_set(options.shared / "data", tokenizer))
    types = sorted({pair.type for pair in pairs})
    random.shuffle(pairs)
    first = Typing(network, saved["labels"]["act"], types)
    fit(first, [pair for pair in own(options.shared / "data", tokenizer) if pair.type in types], types, 1)
    found: list[tuple[str, str]] = []
    for fold in range(FOLDS):
        model = copy.deepcopy(first)
        fit(model, [pair for i, pair in enumerate(pairs) if i % FOLDS != fold], types, 6)
        left = pairs[fold::FOLDS]
        with torch.no_grad():
            best = [int(model(*_tensors([pair])).argmax()) for pair in left]
        found += [(pair.type, types[i]) for pair, i in zip(left, best, strict=True)]
        print(f"fold {fold + 1} of {FOLDS}: type {macro(found[-len(left) :])}", flush=True)
    quads = [(QUAD[gold], QUAD[made]) for gold, made in found]
    binary = macro([(gold[1], made[1]) for gold, made in quads])
    print(f"type {macro(found)} quad {macro(quads)} binary {binary}")


if __name__ == "__main__":
    main()
