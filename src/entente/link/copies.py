"""Wire copies: reports that print the words of another, whole, cut short or corrected.

A report is remembered by its shingles, runs of five words, of which one in four is kept by its hash (Broder 1997): the
same run is kept or left wherever it stands, so the share of kept shingles in common estimates the share of text.
"""

from __future__ import annotations

import hashlib
import re

RUN = 5
KEPT = 4
FIRST = 300
"""Words that are read: copies are cut at the end, and the record must not grow with long reports."""
LEAST = 0.6
"""The share of the shorter report's shingles that a copy has in common; two reports that quote one speech have less."""
FEWEST = 4
"""Shingles that must be in common, so that a shared formula makes no copy."""

_WORD = re.compile(r"\w+")


def shingles(text: str) -> frozenset[int]:
    """The kept shingles of a report's first words, as numbers below 2**62."""
    words = _WORD.findall(text.casefold())[:FIRST]
    runs = (" ".join(words[at : at + RUN]) for at in range(max(1, len(words) - RUN + 1)))
    hashes = (int.from_bytes(hashlib.blake2b(run.encode(), digest_size=8).digest()) >> 2 for run in runs)
    return frozenset(each for each in hashes if each % KEPT == 0)


def containment(one: frozenset[int], other: frozenset[int]) -> float:
    """The share of the smaller set that the other has too; 0 where too few are in common."""
    shared = len(one & other)
    return shared / min(len(one), len(other)) if shared >= FEWEST else 0.0
