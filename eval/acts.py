"""How well the language model sees acts: on the tenth of our own marked sentences that was held back in training.

``triggers`` is the F1 over words that present an act, whatever its type; ``typed`` over words with their type. A word
is taken for an act where some type has the probability ``LEAST``. ``actors`` and ``recipients`` are the F1 over the
words that head the parties of the marked acts, for those of them that the model reads as predicates or possible acts.
``modes`` is the share of the marked acts of types with modes that get their mode, or rightly none, where their type
was seen as possible.
``python -m eval.acts [--errors]`` prints the figures by type, or twenty wrong words.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from eval.factuality import Judged
from train.acts import tenth, triggered, written

from entente import language
from entente.language import LanguageModel

CORPORA = ("written_pairs",)
LEAST = 0.5
NONE = "-"


def score(shared: Path, model: LanguageModel | None = None) -> dict[str, float]:
    """Percentages by name: precision, recall and F1 of ``triggers`` and ``typed``."""
    model = model or language.load()
    judged = list(judgements(model))
    found = {**parties(model), "modes": modes(model)}
    for name, same in (("triggers", False), ("typed", True)):
        right = sum(each.gold != NONE != each.made and (each.gold == each.made or not same) for each in judged)
        made, gold = (sum(getattr(each, side) != NONE for each in judged) for side in ("made", "gold"))
        found |= {f"{name}.{kind}": value for kind, value in _rates(right, made, gold).items()}
    return found


def _rates(right: int, made: int, gold: int) -> dict[str, float]:
    precision, recall = 100 * right / max(made, 1), 100 * right / max(gold, 1)
    f1 = 2 * precision * recall / max(precision + recall, 1e-9)
    return {"precision": round(precision, 2), "recall": round(recall, 2), "f1": round(f1, 2)}


def parties(model: LanguageModel) -> dict[str, float]:
    """F1 of the words that head actors and recipients of the held-back sentences' acts."""
    counts: Counter[str] = Counter()
    for sentence in filter(tenth, written()):
        example = triggered(sentence)
        parsed, _ = language.parse_words(example.words, model)
        for known in example.parties:
            for side, gold in (("actor", known.actors), ("recipient", known.recipients)):
                made = {
                    party.token
                    for party in parsed.parties
                    if (party.trigger, party.side) == (known.trigger, side) and party.probability >= LEAST
                }
                counts[f"{side} right"] += len(made & set(gold))
                counts[f"{side} all"] += len(made) + len(gold)
    sides = ("actor", "recipient")
    return {f"{side}s.f1": round(200 * counts[f"{side} right"] / max(counts[f"{side} all"], 1), 2) for side in sides}


def modes(model: LanguageModel) -> float:
    """The share of the held-back acts whose mode is right."""
    right = []
    for sentence in filter(tenth, written()):
        example = triggered(sentence)
        parsed, _ = language.parse_words(example.words, model)
        seen = {(sense.token, sense.type): sense.mode or NONE for sense in parsed.senses}
        for i, label in enumerate(example.labels["mode"]):
            kind, _, mode = str(label).partition(":")
            if (i, kind) in seen and len(model.modes[kind]) > 1:
                right.append(seen[i, kind] == mode)
    return round(100 * sum(right) / max(len(right), 1), 2)


def judgements(model: LanguageModel) -> Iterator[Judged]:
    """Every word of the held-back sentences."""
    for sentence in filter(tenth, written()):
        example = triggered(sentence)
        parsed, _ = language.parse_words(example.words, model)
        best: dict[int, tuple[float, str]] = {}
        for sense in parsed.senses:
            best[sense.token] = max(best.get(sense.token, (LEAST, NONE)), (sense.probability, sense.type))
        for i, gold in enumerate(example.labels["act"]):
            yield Judged(example.words, i, str(gold), best.get(i, (LEAST, NONE))[1])


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m eval.acts", description=__doc__)
    parser.add_argument("--model", type=Path, help="a model folder; by default the shipped one")
    parser.add_argument("--errors", action="store_true", help="twenty wrong words")
    given = parser.parse_args()
    judged = list(judgements(language.load(given.model)))
    if given.errors:
        wrong = [each for each in judged if each.gold != each.made]
        print(*random.Random(1).sample(wrong, min(20, len(wrong))), sep="\n")
        return
    for kind in sorted({each.gold for each in judged} - {NONE}):
        right = sum(each.gold == each.made == kind for each in judged)
        rates = _rates(right, sum(each.made == kind for each in judged), sum(each.gold == kind for each in judged))
        print(f"{kind:10}", *(f"{name} {value:6.2f}" for name, value in rates.items()))
    confused = Counter((each.gold, each.made) for each in judged if each.gold != each.made)
    print(*(f"{count:4} {gold} taken for {made}" for (gold, made), count in confused.most_common(12)), sep="\n")


if __name__ == "__main__":
    main()
