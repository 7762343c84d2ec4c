"""Cuts the words of a noun phrase into what the tables and word lists know and what they do not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from entente.actors.directory import Directory, Entry, StateName
from entente.actors.lexicon import Modifier, Nothing, Noun, Portfolio
from entente.actors.tables import Body
from entente.actors.words import Word, joined

WITHIN = frozenset({"in", "across", "throughout"})
"""Prepositions before the state in which people are."""
PREPOSITIONS = WITHIN | {"of", "for", "to", "at", "on", "from", "with", "under", "against", "by", "between", "near"}


@dataclass(frozen=True, slots=True)
class Segment:
    """Words that one or more entries of the directory cover, or one word that none does."""

    words: tuple[Word, ...]
    entries: tuple[Entry, ...] = ()

    @property
    def start(self) -> int:
        return self.words[0].start

    @property
    def end(self) -> int:
        return self.words[-1].end

    @property
    def text(self) -> str:
        return joined(self.words)

    @property
    def preposition(self) -> bool:
        return not self.entries and self.words[0].fold in PREPOSITIONS

    @property
    def capital(self) -> bool:
        return self.words[0].capital

    @property
    def plain(self) -> bool:
        return not self.entries and self.words[0].text[0].isalnum()

    def state(self, *forms: str) -> StateName | None:
        """The first state name among the entries, of one of *forms* if any is given."""
        names = (entry for entry in self.entries if isinstance(entry, StateName))
        return next((name for name in names if not forms or name.form in forms), None)

    @property
    def body(self) -> Body | None:
        return next((entry for entry in self.entries if isinstance(entry, Body)), None)

    @property
    def noun(self) -> Noun | None:
        return next((entry for entry in self.entries if isinstance(entry, Noun)), None)

    @property
    def modifier(self) -> Modifier | None:
        return next((entry for entry in self.entries if isinstance(entry, Modifier)), None)

    @property
    def portfolio(self) -> Portfolio | None:
        return next((entry for entry in self.entries if isinstance(entry, Portfolio)), None)

    @property
    def nothing(self) -> bool:
        return any(isinstance(entry, Nothing) for entry in self.entries)


def segment(words: Sequence[Word], directory: Directory) -> tuple[Segment, ...]:
    """*words* from left to right, each time the longest entry; words that none covers stand alone."""
    found, i = [], 0
    while i < len(words):
        length, entries = directory.match(words, i)
        found.append(Segment(tuple(words[i : i + max(length, 1)]), entries))
        i += max(length, 1)
    return tuple(found)


def strip_front(segments: Sequence[Segment], directory: Directory) -> tuple[Segment, ...]:
    """*segments* without the determiners, numbers and empty adjectives that open the phrase."""
    i = 0
    while i < len(segments) - 1 and _empty(segments[i], directory):
        i += 1
    return tuple(segments[i:])


def _empty(segment: Segment, directory: Directory) -> bool:
    word = segment.words[0]
    if segment.entries or len(segment.words) > 1:
        return False
    return word.fold in directory.settings.determiners or word.fold[0].isdigit() or word.fold in {",", '"', "“", "%"}


def joined_text(parts: Sequence[Segment]) -> str:
    """The text of successive segments."""
    return joined(word for part in parts for word in part.words)
