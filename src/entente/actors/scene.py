"""One sentence of a report with all that finding its mentions needs to know."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from entente.actors.chunks import Cut
from entente.actors.describe import describe
from entente.actors.directory import Directory
from entente.actors.phrase import Phrase
from entente.actors.segments import WITHIN
from entente.actors.words import Word
from entente.model import Parsed, Place


@dataclass(frozen=True)
class Finder:
    """What finding mentions in one report needs to know.

    ``persons`` and ``bodies`` are offsets inside names of persons and of organizations, ``spans`` the ends of the
    latter by their starts, ``names`` their texts, ``called`` those that the report says are bodies, ``places`` those of
    the sentence.
    """

    parsed: Parsed
    directory: Directory
    day: date | None
    persons: frozenset[int]
    bodies: frozenset[int]
    surnames: frozenset[str] = frozenset()
    places: tuple[Place, ...] = ()
    spans: Mapping[int, int] = field(default_factory=dict)
    names: frozenset[str] = frozenset()
    called: frozenset[str] = frozenset()

    @property
    def text(self) -> str:
        return self.parsed.report.text


EXTENDING = [[word] for word in ("of", "for", "to", "from", *sorted(WITHIN))]
"""The words between two phrases of which the second says whose, or where, the first are."""


@dataclass(frozen=True)
class Scene:
    """One sentence, cut into phrases, with its number in the report."""

    pieces: Cut
    number: int
    finder: Finder

    def describe(self, words: tuple[Word, ...]) -> Phrase | None:
        finder = self.finder
        return describe(words, finder.directory, finder.day, finder.persons, finder.surnames)

    def extended(self, k: int) -> tuple[Word, ...]:
        """The words of chunk *k* with the "of …", "for …", "in …" phrases that follow; "and" only after "of"."""
        pieces = self.pieces
        last, of = pieces.chunks[k].last, False
        for following in pieces.chunks[k + 1 : k + 5]:
            between = [word.fold for word in pieces.words[last : following.first]]
            if between not in EXTENDING and not (of and between == ["and"]):
                break
            of = between in (["of"], ["and"])
            last = following.last
        return pieces.words[pieces.chunks[k].first : last]
