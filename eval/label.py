"""How well the type of given pairs is told: ``entente label`` on the pairs of plv_dev, which taught it nothing.

``type`` is macro-F1 over the set's fifteen types, CONCEDE and RETREAT counted as its YIELD; ``quad`` macro-F1 over
verbal and material cooperation and conflict, YIELD as material cooperation; ``binary`` over cooperation and conflict.
No other mapping is made, though the set calls announced meetings CONSULT and sanctions on persons COERCE where the
codebook has AGREE and SANCTION. ``python -m eval.label`` prints the figures and the commonest confusions.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from entente import language
from entente.label import label, read_pairs
from entente.language import LanguageModel

CORPORA = ("plv_dev",)
QUADS = {
    "VC": ("AGREE", "CONSULT", "SUPPORT"),
    "MC": ("COOPERATE", "AID", "YIELD"),
    "VK": ("REQUEST", "ACCUSE", "REJECT", "THREATEN"),
    "MK": ("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"),
}
QUAD = {kind: quad for quad, kinds in QUADS.items() for kind in kinds}
YIELDING = ("CONCEDE", "RETREAT")
Told = Sequence[tuple[str, str]]


def score(shared: Path, model: LanguageModel | None = None) -> dict[str, float]:
    """``type``, ``quad`` and ``binary`` in percent."""
    found = told(shared, model or language.load())
    quads = [(QUAD[gold], QUAD[made]) for gold, made in found]
    return {"type": macro(found), "quad": macro(quads), "binary": macro([(gold[1], made[1]) for gold, made in quads])}


def told(shared: Path, model: LanguageModel) -> list[tuple[str, str]]:
    """The type of each pair in the set and the one told."""
    path = shared / "data" / "plv_dev" / "plv_train.tsv"
    with path.open(encoding="utf-8", newline="") as file:
        gold = {row["uid"]: row["gold_root"] for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)}
    made = (label(pair, model) for pair in read_pairs(path))
    return [(gold[one.uid], "YIELD" if one.type in YIELDING else one.type) for one in made]


def macro(found: Told) -> float:
    """The mean of the F1 of all classes, in percent."""
    shares = []
    for kind in {gold for gold, _ in found}:
        right = sum(gold == made == kind for gold, made in found)
        held = sum((gold == kind) + (made == kind) for gold, made in found)
        shares.append(2 * right / held)
    return round(100 * sum(shares) / len(shares), 2)


def main() -> None:
    shared = Path(__file__).parents[2] / "shared"
    for name, value in score(shared).items():
        print(f"{name:8} {value:6.2f}")
    wrong = Counter(pair for pair in told(shared, language.load()) if pair[0] != pair[1])
    print(*(f"{count:4} {gold} told as {made}" for (gold, made), count in wrong.most_common(12)), sep="\n")


if __name__ == "__main__":
    main()
