"""The words around reporting verbs that decide who speaks and whether anybody does (``data/speech/words.yaml``)."""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path

from entente.datafiles import DATA, line_of, read_yaml
from entente.errors import DataError


@dataclass(frozen=True, slots=True)
class SpeechWords:
    """Each field is the section of that name; the file says what its words do."""

    others: frozenset[str]
    refusals: frozenset[str]
    later: frozenset[str]
    anybody: frozenset[str]
    connectives: frozenset[str]
    documents: frozenset[str]
    parts: frozenset[str]
    issued: frozenset[str]
    charges: frozenset[str]
    beginning: frozenset[str]
    naming: frozenset[str]


@cache
def speech_words(path: Path | None = None) -> SpeechWords:
    """The words of *path* (the package's own if None); ``DataError`` names file, line and section."""
    path = path or DATA / "speech" / "words.yaml"
    raw = read_yaml(path)
    for section in (each.name for each in fields(SpeechWords)):
        if not isinstance(raw, dict) or not isinstance(raw.get(section), list):
            raise DataError(f"{path}:{line_of(path, section)}: the section '{section}' is missing or no list")
    return SpeechWords(**{each.name: frozenset(raw[each.name]) for each in fields(SpeechWords)})
