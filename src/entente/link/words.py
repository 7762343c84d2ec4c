"""What linking knows of words: which can name one happening, and how rare they are in news."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from entente.datafiles import DATA, read_table, read_yaml
from entente.errors import DataError
from entente.model import Sentence

FAMILIES = DATA / "link" / "families.yaml"
FREQUENCIES = DATA / "link" / "frequencies.tsv"
CONTENT = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "NUM"})
TOPIC = 30
"""How many terms of a report are kept: with 15 the same-topic pairs of MEANTIME part less well, 60 gain nothing."""
ENDINGS = ("ations", "ation", "ition", "ings", "ing", "ions", "ion", "ment", "ure", "al", "ee", "e")
LEAST_ROOT = 4
UNSEEN = 0.5
"""The count of a word that the frequencies lack."""


@dataclass(frozen=True, slots=True)
class Words:
    """``families`` gives the families of a lemma, ``counts`` in how many of ``reports`` documents it stands.

    ``generic`` words tell too little of an act by themselves, those of the ``calendar`` say only when.
    """

    families: Mapping[str, frozenset[int]]
    counts: Mapping[str, int]
    reports: int
    generic: frozenset[str] = frozenset()
    calendar: frozenset[str] = frozenset()

    def rarity(self, lemma: str) -> float:
        """0 for a word that every report has, 1 for one that none has: inverse document frequency, scaled."""
        return math.log(self.reports / self.counts.get(lemma, UNSEEN)) / math.log(self.reports / UNSEEN)

    def akin(self, one: Iterable[str], other: Iterable[str]) -> bool:
        """Whether a word of *one* and a word of *other* stand in a common family."""
        return bool(self.numbers(one) & self.numbers(other))

    def numbers(self, lemmas: Iterable[str]) -> frozenset[int]:
        """The numbers of all families that *lemmas* stand in."""
        return frozenset().union(*(self.families.get(lemma, frozenset()) for lemma in lemmas))

    def topic(self, sentences: Iterable[Sentence]) -> dict[str, float]:
        """The terms that tell a report from others with their weights; the squares of all weights sum to one."""
        counted: dict[str, int] = {}
        for sentence in sentences:
            for lemma in content(sentence):
                counted[lemma] = counted.get(lemma, 0) + 1
        weighed = {lemma: (1 + math.log(n)) * self.rarity(lemma) for lemma, n in counted.items()}
        kept = sorted(weighed, key=lambda lemma: (-weighed[lemma], lemma))[:TOPIC]
        length = math.sqrt(sum(weighed[lemma] ** 2 for lemma in kept)) or 1.0
        return {lemma: round(weighed[lemma] / length, 3) for lemma in kept}

    def likeness(self, one: Iterable[str], other: Iterable[str]) -> float:
        """The cosine of two sets of lemmas, each weighed by how rare it is."""
        left, right = frozenset(one), frozenset(other)
        shared = sum(self.rarity(lemma) ** 2 for lemma in left & right)
        if not shared:
            return 0.0
        return shared / math.sqrt(self._square(left) * self._square(right))

    def _square(self, lemmas: Iterable[str]) -> float:
        return sum(self.rarity(lemma) ** 2 for lemma in lemmas)


def root(lemma: str) -> str:
    """What a noun shares with the verb it is made from: "negotiat" of "negotiation", "shoot" of "shooting"."""
    for ending in ENDINGS:
        if lemma.endswith(ending) and len(lemma) - len(ending) >= LEAST_ROOT:
            return lemma.removesuffix(ending)
    return lemma


def content(sentence: Sentence) -> list[str]:
    """The lemmas of a sentence's content words, without case, in text order."""
    return [
        token.lemma.casefold()
        for token in sentence.tokens
        if token.upos in CONTENT and any(letter.isalnum() for letter in token.lemma)
    ]


def cosine(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    """How alike two topics are, 0 to 1."""
    few, many = sorted((one, other), key=len)
    return sum(weight * many.get(term, 0.0) for term, weight in few.items())


@lru_cache(maxsize=1)
def load_words(families: Path = FAMILIES, frequencies: Path = FREQUENCIES) -> Words:
    """The shipped families and frequencies; raises ``DataError`` where a file is malformed."""
    document = read_yaml(families)
    found: dict[str, set[int]] = {}
    for number, family in enumerate(_families(document, families)):
        for lemma in family:
            found.setdefault(lemma, set()).add(number)
    rows = list(read_table(frequencies, ("lemma", "reports")))
    counts = {row["lemma"]: int(row["reports"]) for row in rows}
    for lemma, count in list(counts.items()):
        counts[root(lemma)] = max(counts.get(root(lemma), 0), count)
    held = {lemma: frozenset(numbers) for lemma, numbers in found.items()}
    return Words(held, counts, max(counts.values()), frozenset(document["generic"]), frozenset(document["calendar"]))


def _families(document: object, path: Path) -> Sequence[Sequence[str]]:
    """The word lists of a file of families."""
    if not isinstance(document, dict) or not isinstance(document.get("families"), list):
        raise DataError(f"{path}: has no list 'families'; restore the shipped file")
    for family in document["families"]:
        if not isinstance(family, dict) or len(family.get("words", ())) < 2:
            raise DataError(f"{path}: family {family!r} needs a name and two words")
    return [family["words"] for family in document["families"]]
