"""Words of a phrase or a name as the actor tables compare them: folded, without hyphens and full stops.

A name's words do not depend on how a tokenizer splits hyphens: "vice-chairman" and "vice chairman" are the same
two words, and so are "al-Assad" and "al Assad".
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

_WORD = re.compile(
    r"(?:[^\W\d_]\.){2,}"  # U.S., D.R.C.
    r"|\d{1,3}(?:,\d{3})+"  # 35,000
    r"|['’]s\b"
    r"|[^\W_]+(?:['’](?!s\b)[^\W_]+)*"
    r"|['’]"
    r"|[^\w\s]"
)
HYPHENS = frozenset("-‐‑–")
_LEFT_OUT = HYPHENS | {"."}
_UNFOLDABLE = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ı": "i", "ß": "ss", "æ": "ae", "’": "'"})


class Word(NamedTuple):
    """A word, its folded form, its characters ``[start, end)`` in the text it was cut from, and what stands before it.

    ``gap`` is what lies between it and the word before, such as a hyphen.
    """

    text: str
    fold: str
    start: int
    end: int
    gap: str = " "

    @property
    def capital(self) -> bool:
        return self.text[0].isupper()


@lru_cache(maxsize=20_000)
def fold(text: str) -> str:
    """*text* in lower case without accents and full stops; *text* itself where nothing would be left."""
    whole = text
    if not text.isascii():
        decomposed = unicodedata.normalize("NFKD", text.lower().translate(_UNFOLDABLE))
        text = "".join(c for c in decomposed if not unicodedata.combining(c))
    return text.lower().replace(".", "") or whole


def split_words(text: str, start: int = 0) -> tuple[Word, ...]:
    """The words of *text*; hyphens and full stops are left out, other punctuation is a word of its own.

    Offsets are code points in *text* plus *start*.
    """
    found: list[Word] = []
    before = 0
    for match in _WORD.finditer(text):
        word = match[0]
        if word not in _LEFT_OUT:
            first, last = match.span()
            found.append(Word(word, fold(word), start + first, start + last, text[before:first] if found else ""))
            before = last
    return tuple(found)


def joined(words: Iterable[Word]) -> str:
    """The text of successive *words* with the hyphens and spaces that stood between them."""
    parts = list(words)
    return "".join(word.gap + word.text if n else word.text for n, word in enumerate(parts)).replace("\n", " ")


@lru_cache(maxsize=50_000)
def folded(text: str) -> tuple[str, ...]:
    """The folded words of a name or phrase, the form that table keys have."""
    return tuple(word.fold for word in split_words(text))
