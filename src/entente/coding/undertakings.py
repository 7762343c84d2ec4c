"""The words by which actors undertake something, and what they promise (``data/commitments/undertakings.yaml``)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from entente.datafiles import DATA, line_of, read_yaml
from entente.errors import DataError

SECTIONS = ("verbs", "adjectives", "nouns", "regular", "binding", "announcing", "aims", "states", "empty", "acts",
            "examples", "counter-examples")  # fmt: skip


@dataclass(frozen=True)
class Undertakings:
    """The words that undertake, by part of speech, and the type of the act a verb or its object promises.

    ``binding`` are words by whose saying one commits oneself, ``announcing`` nouns that make what stands in them known,
    ``aims`` nouns of what is merely wanted, ``states`` verbs of what one is or undergoes, ``empty`` words that two
    acts can share and yet be different.
    """

    cues: Mapping[str, frozenset[str]]
    regular: frozenset[str]
    binding: frozenset[str]
    announcing: frozenset[str]
    aims: frozenset[str]
    states: frozenset[str]
    empty: frozenset[str]
    verbs: Mapping[str, str]
    nouns: Mapping[str, str]
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...]


@cache
def load_undertakings(path: Path | None = None) -> Undertakings:
    """The words of ``undertakings.yaml``; ``DataError`` names file, line and section."""
    path = path or DATA / "commitments" / "undertakings.yaml"
    raw = read_yaml(path)
    for section in SECTIONS:
        if not isinstance(raw, dict) or not isinstance(raw.get(section), list | dict):
            raise DataError(f"{path}:{line_of(path, section)}: the section '{section}' is missing or no list")
    verbs: dict[str, str] = {}
    nouns: dict[str, str] = {}
    for kind, acts in raw["acts"].items():
        if not isinstance(acts, dict) or acts.keys() - {"verbs", "nouns"}:
            raise DataError(f"{path}:{line_of(path, kind)}: {kind}: lists 'verbs' and 'nouns', nothing else")
        verbs |= {lemma: kind for lemma in acts.get("verbs", ()) if lemma not in verbs}
        nouns |= {lemma: kind for lemma in acts.get("nouns", ()) if lemma not in nouns}
    cues = {"VERB": frozenset(raw["verbs"]), "ADJ": frozenset(raw["adjectives"]), "NOUN": frozenset(raw["nouns"])}
    examples, counter = tuple(raw["examples"]), tuple(raw["counter-examples"])
    lists = {
        section: frozenset(raw[section]) for section in ("regular", "binding", "announcing", "aims", "states", "empty")
    }
    return Undertakings(cues, **lists, verbs=verbs, nouns=nouns, examples=examples, counter_examples=counter)
