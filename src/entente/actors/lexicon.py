"""The words that make a phrase name an actor: nouns, modifiers and fields of ministries, read from YAML rules."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, cast

from entente.actors.tables import SECTORS
from entente.datafiles import line_of, read_yaml
from entente.errors import DataError

NounKind = Literal["person", "people", "body", "state"]
KINDS = frozenset({"person", "people", "body", "state"})
EFFECTS = frozenset({"give", "turn", "former"})


@dataclass(frozen=True, slots=True)
class Noun:
    """A noun that names an actor, in one number; see data/actors/nouns.yaml for the fields."""

    lemma: str
    plural: bool
    rule: str
    kind: NounKind
    sector: str | None
    code: str | None
    role: bool
    office: bool
    weak: bool
    national: bool
    also: frozenset[str]


@dataclass(frozen=True, slots=True)
class Modifier:
    """A word before an actor noun that gives it a sector, or turns its sector into another."""

    rule: str
    effect: str
    sector: str
    other: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Portfolio:
    """The field of a ministry or minister, and the further sector it brings."""

    name: str
    other: str | None


@dataclass(frozen=True, slots=True)
class Nothing:
    """A phrase that looks like an actor and is none ("market forces")."""

    rule: str


@dataclass(frozen=True, slots=True)
class Example:
    """A phrase and what a rule file says it yields: code, sectors, or no actor."""

    rule: str
    phrase: str
    code: str | None
    sectors: tuple[str, ...]
    actor: bool


def _require(rule: Mapping[str, Any], path: Path, key: str, allowed: frozenset[str]) -> str:
    value = rule.get(key)
    if value not in allowed:
        name = rule.get("rule") or rule.get("portfolio") or "?"
        raise DataError(
            f"{path}:{line_of(path, str(name))}: {name}: {key} is {value!r}; use one of {', '.join(sorted(allowed))}"
        )
    return str(value)


def _rules(path: Path, key: str) -> list[dict[str, Any]]:
    rules = read_yaml(path)
    for rule in rules if isinstance(rules, list) else [None]:
        if not isinstance(rule, dict) or not rule.get(key) or not isinstance(rule.get("words"), list):
            name = rule.get(key, "?") if isinstance(rule, dict) else "?"
            raise DataError(f"{path}:{line_of(path, str(name))}: {name}: a rule needs {key} and words")
    return list(rules)


def plural_of(noun: str) -> str:
    """The regular plural of *noun*."""
    if noun.endswith(("s", "x", "ch", "sh")):
        return noun + "es"
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return noun[:-1] + "ies"
    return noun + "s"


def read_nouns(path: Path) -> Iterator[tuple[str, Noun | Nothing]]:
    """Each noun in both numbers, with its phrase; and the phrases that are no actors."""
    for rule in _rules(path, "rule"):
        kind = _require(rule, path, "kind", KINDS)
        sector = _require(rule, path, "sector", SECTORS | {"none"})
        role = _require(rule, path, "mode", frozenset({"fixed", "role"})) == "role"
        weak = frozenset(rule.get("weak", ()))
        for entry in rule["words"]:
            single, _, plural = entry.partition("/")
            plural = plural or plural_of(single)
            for phrase in dict.fromkeys((single, plural)):
                yield phrase, Noun(
                    single, phrase == plural and plural != single, rule["rule"], cast(NounKind, kind),
                    None if sector == "none" else sector, rule.get("code"), role, rule.get("office") == "yes",
                    single in weak, single in rule.get("national", ()), frozenset(rule.get("also", ())),
                )  # fmt: skip
        for phrase in rule.get("never", ()):
            yield phrase, Nothing(rule["rule"])


def read_modifiers(path: Path) -> Iterator[tuple[str, Modifier]]:
    for rule in _rules(path, "rule"):
        effect = _require(rule, path, "effect", EFFECTS)
        sector = _require(rule, path, "sector", SECTORS)
        for phrase in rule["words"]:
            yield phrase, Modifier(rule["rule"], effect, sector, tuple(rule.get("other", ())))


def read_portfolios(path: Path) -> Iterator[tuple[str, Portfolio]]:
    for rule in _rules(path, "portfolio"):
        for phrase in rule["words"]:
            yield phrase, Portfolio(rule["portfolio"], rule.get("other"))


def read_examples(path: Path) -> Iterator[Example]:
    """The examples and counter-examples of a rule file, "phrase -> code sector other" or "phrase -> no actor"."""
    for rule in read_yaml(path):
        name = rule.get("rule") or rule["portfolio"]
        for line in (*rule.get("examples", ()), *rule.get("counter", ())):
            phrase, _, result = line.partition(" -> ")
            fields = result.split()
            if not fields:
                raise DataError(
                    f"{path}:{line_of(path, line)}: {name}: an example is 'phrase -> code sector', not {line!r}"
                )
            actor = result != "no actor"
            code = None if not actor or fields[0] == "-" else fields[0]
            yield Example(name, phrase, code, tuple(f for f in fields[1:] if f != "-") if actor else (), actor)
