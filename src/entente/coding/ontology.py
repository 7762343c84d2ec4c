"""The ontology: event types with their quad, score and modes, and the contexts, read from data/ontology/types.yaml.

Types, modes and scores are those of the PLOVER manual (draft 2.0).
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from entente.datafiles import DATA, line_of, own_ontology, read_yaml
from entente.errors import DataError


@dataclass(frozen=True, slots=True)
class EventType:
    """One type: its name, quad, score, and the score of each of its modes."""

    name: str
    quad: str
    score: float
    modes: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Ontology:
    """All types by name, the quads in the order of their codes (1 is the first), and the contexts."""

    types: Mapping[str, EventType]
    quads: tuple[str, ...]
    contexts: frozenset[str]

    def score(self, name: str, mode: str | None) -> float:
        """The score of a mode, or of its type where there is no mode."""
        kind = self.types[name]
        return kind.score if mode is None else kind.modes[mode]

    def quad_code(self, name: str) -> int:
        """1 to 4 in the order of ``quads``."""
        return self.quads.index(self.types[name].quad) + 1


def load_ontology(folder: Path | None = None) -> Ontology:
    """Read ``types.yaml`` from *folder*, else from the user's own ontology, else ours.

    Raises ``DataError`` where it is malformed.
    """
    path = (folder or (own_ontology() or DATA) / "ontology") / "types.yaml"
    raw = read_yaml(path)
    if not isinstance(raw, dict) or not all(raw.get(key) for key in ("quads", "types", "contexts")):
        raise DataError(f"{path}:1: an ontology needs quads, types and contexts")
    quads, contexts = (_names(path, key, raw[key]) for key in ("quads", "contexts"))
    if not isinstance(raw["types"], dict):
        raise DataError(f"{path}:{line_of(path, 'types:')}: types are NAME: {{quad: …, score: …}}")
    types = {name: _event_type(path, name, entry, quads) for name, entry in raw["types"].items()}
    return Ontology(types, quads, frozenset(contexts))


def _names(path: Path, key: str, raw: Any) -> tuple[str, ...]:
    if not isinstance(raw, list) or not all(isinstance(name, str) and name for name in raw):
        raise DataError(f"{path}:{line_of(path, f'{key}:')}: {key} are a list of names: [one, other]")
    return tuple(raw)


def _event_type(path: Path, name: str, entry: Any, quads: tuple[str, ...]) -> EventType:
    at = f"{path}:{line_of(path, f'{name}:')}: type {name}"
    if not re.fullmatch("[A-Z]+", name):
        raise DataError(f"{at}: the name of a type is in capitals A to Z, as the notation writes it")
    if not isinstance(entry, dict) or entry.get("quad") not in quads:
        raise DataError(f"{at}: needs a quad, one of {', '.join(quads)}")
    try:
        modes = {mode: _number(score) for mode, score in (entry.get("modes") or {}).items()}
        kind = EventType(name, entry["quad"], _number(entry["score"]), modes)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise DataError(f"{at}: score and each mode need a number") from error
    for mode in modes:
        if not re.fullmatch("[a-z]+(-[a-z]+)*", mode):
            raise DataError(f"{at}: mode {mode}: the name of a mode is in small letters, words joined with hyphens")
    return kind


def _number(score: str) -> float:
    number = float(score)
    if not math.isfinite(number):
        raise ValueError(score)
    return number
