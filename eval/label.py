"""How well the type of given pairs is told: ``entente label`` on the pairs of plv_dev, which taught it nothing.

``type`` is macro-F1 over the set's fifteen types, CONCEDE and RETREAT counted as its YIELD; ``quad`` macro-F1 over
verbal and material cooperation and conflict, YIELD as material cooperation; ``binary`` over cooperation and conflict.
``mapped`` is ``type`` where the set's older conventions count as the codebook's (``CONVENTIONS``): the type that the
codebook wants is right if a word of the sentence shows that the convention bears on it. The others are not mapped.
``python -m eval.label`` prints the figures and the commonest confusions.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from entente import language
from entente.label import Pair, label, read_pairs
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
CONVENTIONS = {
    ("CONSULT", "AGREE"): r"will|would|to (?:meet|visit|hold)|plan|agree|schedul|invit",
    ("SUPPORT", "AGREE"): r"will|would|pledg|promis|vow|commit|assur|agree",
    ("AGREE", "CONCEDE"): r"will|would|agree|willing|ready|offer|promis|pledg",
    ("COERCE", "SANCTION"): r"sanction|tariff|fine[ds]?\b|expel|convict|sentenc|guilty",
    ("ACCUSE", "SANCTION"): r"convict|guilty|sentenc",
    ("ASSAULT", "COERCE"): r"seiz|captur|took over|blockad|occup|take control",
}
"""Where the codebook wants another type than the set, first the set's, and words that show it.

Announced meetings, promised support and yielding that is still to come are AGREE, AGREE and CONCEDE; measures against
persons and firms, and convictions, SANCTION; the taking of places and ships and blockades COERCE.
"""
Told = Sequence[tuple[str, str]]


def score(shared: Path, model: LanguageModel | None = None) -> dict[str, float]:
    """``type``, ``mapped``, ``quad`` and ``binary`` in percent."""
    labelled = list(judged(shared, model or language.load()))
    found = told(labelled)
    mapped = told((gold, _as_the_set(gold, made, text), text) for gold, made, text in labelled)
    quads = [(QUAD[gold], QUAD[made]) for gold, made in found]
    binary = [(gold[1], made[1]) for gold, made in quads]
    return {"type": macro(found), "mapped": macro(mapped), "quad": macro(quads), "binary": macro(binary)}


def given(data: Path) -> Iterator[tuple[Pair, str]]:
    """The pairs of plv_dev, each with the set's type."""
    path = data / "plv_dev" / "plv_train.tsv"
    with path.open(encoding="utf-8", newline="") as file:
        gold = {row["uid"]: row["gold_root"] for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)}
    yield from ((pair, gold[pair.uid]) for pair in read_pairs(path))


def in_its_terms(name: str) -> str:
    """A type as the set names it."""
    return "YIELD" if name in YIELDING else name


def judged(shared: Path, model: LanguageModel) -> Iterator[tuple[str, str, str]]:
    """The type of each pair in the set, the one told, and the sentence."""
    yield from ((gold, label(pair, model).type, pair.text) for pair, gold in given(shared / "data"))


def told(labelled: Iterable[tuple[str, str, str]]) -> list[tuple[str, str]]:
    """The set's type and ours in the set's terms."""
    return [(gold, in_its_terms(made)) for gold, made, _ in labelled]


def _as_the_set(gold: str, made: str, text: str) -> str:
    """The set's type where the codebook's stands for it by convention, else *made*."""
    shows = CONVENTIONS.get((gold, made))
    return gold if shows and re.search(shows, text, re.IGNORECASE) else made


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
    wrong = Counter(pair for pair in told(judged(shared, language.load())) if pair[0] != pair[1])
    print(*(f"{count:4} {gold} told as {made}" for (gold, made), count in wrong.most_common(12)), sep="\n")


if __name__ == "__main__":
    main()
