"""What is a report: text of a bearable size, in English, with words in it.

Each check raises ``UnreadableError`` with what is wrong and what to do. The words by which English is known, and
the names of languages, are in ``data/read/languages.yaml``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from entente.datafiles import DATA, read_yaml
from entente.errors import DataError, UnreadableError

FILE = DATA / "read" / "languages.yaml"
MOST_CHARACTERS = 2_000_000
_LOOK = 1_000
_FEWEST_LETTERS = 40
# Measured on the first 1,000 characters: 197 wikinews reports have 0.13 or more, fifteen other languages 0.06 or less.
_SURELY_ENGLISH = 0.12
_SURELY_OTHER = 0.8
_HARDLY_ENGLISH = 0.05
_HALF = 0.5
_AFTER_LATIN = "\u0250"
_ENGLISH = "English"
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class LanguageWords:
    """Words of English prose, and the English names of languages by ISO 639 code."""

    english: frozenset[str]
    names: dict[str, str]


@cache
def language_words() -> LanguageWords:
    """The words of ``languages.yaml``."""
    try:
        data = read_yaml(FILE)
        return LanguageWords(frozenset(data["english"]), dict(data["names"]))
    except (KeyError, TypeError, ValueError) as error:
        raise DataError(f"{FILE}: needs the list english and the table names ({error!r})") from error


def check_size(characters: int) -> None:
    """Raise where a report has more than two million characters (about 300,000 words)."""
    if characters > MOST_CHARACTERS:
        most = f"more than the {MOST_CHARACTERS:,} a report may have"
        raise UnreadableError(f"has {characters:,} characters, {most}; split it into its reports")


def check_file_size(size: int, most: int) -> None:
    """Raise where a file of *size* bytes cannot be one report; called before it is read."""
    if size > most:
        limit = f"the {most / 1e6:,.0f} MB that are read as one report"
        raise UnreadableError(f"has {size / 1e6:,.1f} MB, more than {limit}; split it into its reports")


def check_words(body: str, whole: str) -> None:
    """Raise where there is nothing to read in the text or in its paragraphs."""
    if not whole.strip("\ufeff\u200b \t\r\n\f\v\x85\u2028\u2029\xa0"):
        raise UnreadableError("is empty; give a file with the text of a report")
    if not _WORD.search(body):
        raise UnreadableError("has no words besides the furniture of a page; give the text of the report")


def check_language(body: str) -> None:
    """Raise where the first 1,000 characters are clearly in another language. Very short texts pass."""
    start = body[:_LOOK]
    if sum(map(str.isalpha, start)) < _FEWEST_LETTERS or share_of_english(start) >= _SURELY_ENGLISH:
        return
    name = _other_language(start)
    if name:
        raise UnreadableError(f"seems to be in {name}; entente reads English, so give a translation")


def share_of_english(text: str) -> float:
    """The share of words in *text* that are common in English and in no other language of its script."""
    words = _WORD.findall(text.casefold())
    return sum(word in language_words().english for word in words) / len(words) if words else 0.0


def _other_language(text: str) -> str | None:
    """The name of the language, where it is surely none that English could be mistaken for."""
    names = language_words().names
    scores: dict[str, float] = {}
    for code, score in _identifier().rank(text):
        name = names.get(code, f"a language with the code {code!r}")
        scores[name] = scores.get(name, 0.0) + float(score)
    best, second = sorted(scores, key=scores.__getitem__, reverse=True)[:2]
    # Two together, for the model cannot always tell Malay from Indonesian, or Norwegian from Danish.
    sure = scores[best] + scores[second] > _SURELY_OTHER or _share_of_latin(text) < _HALF
    return best if sure and best != _ENGLISH and scores.get(_ENGLISH, 0.0) < _HARDLY_ENGLISH else None


def _share_of_latin(text: str) -> float:
    letters = [character for character in text if character.isalpha()]
    return sum(character < _AFTER_LATIN for character in letters) / len(letters)


@cache
def _identifier() -> Any:
    """The language model of py3langid, loaded once (0.5 s), with scores as probabilities."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
