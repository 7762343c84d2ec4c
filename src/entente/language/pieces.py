"""Cuts words into the encoder's word pieces and says how each word is written.

The encoder's vocabulary is uncased, so the way a word is written goes in as a second number per piece.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from tokenizers import Tokenizer

CASES = ("lower", "title", "upper", "mixed", "digit", "other")
START, END, UNKNOWN = 101, 102, 100
MOST_PIECES = 6
"""Pieces kept of one word: longer words are addresses and noise, and their first pieces say what they are."""
MOST_KNOWN = 20_000
"""Words whose pieces are kept: some 5 MB."""
LONGEST = 510
"""Pieces a sentence may have between its two markers: the encoder knows 512 positions."""


class Pieces(NamedTuple):
    """A sentence as the encoder reads it: piece ids, case of each piece, and the first piece of each word."""

    ids: list[int]
    cases: list[int]
    first: list[int]


def case_of(word: str) -> int:
    """The position in ``CASES`` of the way *word* is written; one capital alone counts as title case."""
    if word.islower() and word.isalpha():
        return 0
    letters = [c for c in word if c.isalpha()]
    if not letters:
        return 4 if any(c.isdigit() for c in word) else 5
    if all(not c.isupper() for c in letters):
        return 0
    if letters[0].isupper() and not any(c.isupper() for c in letters[1:]):
        return 1
    return 2 if all(c.isupper() for c in letters) else 3


Spelt = tuple[list[int], list[int]]
"""A word's pieces and the case of each."""


def cut(words: Sequence[str], tokenizer: Tokenizer, known: dict[str, Spelt] | None = None) -> Pieces:
    """The pieces of a sentence's words, with the markers at both ends; the length is not limited here.

    *known* keeps the pieces of words from call to call: cutting them took 150 of a sentence's 3,000 microseconds.
    """
    known = {} if known is None else known
    found = {word: known.get(word) for word in words}
    if missing := [word for word, spelt in found.items() if spelt is None]:
        spelt = dict(zip(missing, _spelt(missing, tokenizer), strict=True))
        found |= spelt
        if len(known) > MOST_KNOWN:
            known.clear()
        known |= spelt
    ids, cases, first = [START], [0], []
    for word in words:
        pieces, written = found[word] or ([], [])
        first.append(len(ids))
        ids += pieces
        cases += written
    return Pieces([*ids, END], [*cases, 0], first)


def _spelt(words: Sequence[str], tokenizer: Tokenizer) -> Iterator[Spelt]:
    """The words go in as one pretokenized text: as a batch they would start a pool of threads."""
    encoded = tokenizer.encode(list(words), is_pretokenized=True, add_special_tokens=False)
    parts: list[list[int]] = [[] for _ in words]
    for piece, at in zip(encoded.ids, encoded.word_ids, strict=True):
        parts[at or 0].append(piece)
    for part, word in zip(parts, words, strict=True):
        pieces = part[:MOST_PIECES] or [UNKNOWN]
        yield pieces, [case_of(word)] * len(pieces)
