"""Short word lists that steer the reading of phrases and the search for whom they stand for (settings.yaml)."""

from __future__ import annotations

from dataclasses import dataclass, fields
from pathlib import Path

from entente.datafiles import line_of, read_yaml
from entente.errors import DataError


@dataclass(frozen=True, slots=True)
class Settings:
    """Sets of folded words; settings.yaml says what each is for."""

    determiners: frozenset[str]
    towards: frozenset[str]
    backed: frozenset[str]
    particles: frozenset[str]
    honorifics: frozenset[str]
    female: frozenset[str]
    male: frozenset[str]
    days: frozenset[str]
    numbers: frozenset[str]
    unnamed: frozenset[str]
    passing: frozenset[str]
    eastern_surnames: frozenset[str]
    ambiguous: frozenset[str]
    surname_first: frozenset[str]
    locative: frozenset[str]
    acting: frozenset[str]
    acted_on: frozenset[str]
    relational: frozenset[str]
    deeds: frozenset[str]
    speaking: frozenset[str]
    places: frozenset[str]
    women: frozenset[str]
    men: frozenset[str]
    convicting: frozenset[str]
    crimes: frozenset[str]


def read_settings(path: Path) -> Settings:
    """The lists of settings.yaml; raises ``DataError`` where one is missing or is no list."""
    document = read_yaml(path)
    lists: dict[str, frozenset[str]] = {}
    for field in fields(Settings):
        words = document.get(field.name) if isinstance(document, dict) else None
        if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
            raise DataError(f"{path}:{line_of(path, field.name)}: {field.name}: must be a list of words")
        lists[field.name] = frozenset(words)
    return Settings(**lists)
