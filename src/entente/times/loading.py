"""Reads the grammar from its data files, refuses what is malformed, and builds the index for matching."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import product
from pathlib import Path
from typing import Any

from entente.datafiles import DATA, line_of, read_yaml
from entente.errors import DataError
from entente.times.grammar import Element, Fork, Grammar, Rule
from entente.times.productions import PRODUCTIONS
from entente.times.zones import Zone, zone

FOLDER = DATA / "times"
_FIELDS = {
    "name",
    "yields",
    "patterns",
    "make",
    "with",
    "part",
    "preceded-by",
    "not-preceded-by",
    "followed-by",
    "not-followed-by",
    "examples",
    "counter-examples",
}
_CONDITIONS = ("preceded", "not-preceded", "followed", "not-followed")
_ELEMENT = re.compile(
    r"(?:<(?P<ref>[A-Za-z-]+)(?::(?P<slot>[a-z_]+))?>|(?P<words>[^\s<>]+?)(?::(?P<name>[a-z_]+))?)(?P<maybe>\?)?"
)


def load(folder: Path = FOLDER) -> Grammar:
    """The grammar in *folder*; ``DataError`` with file, line and rule name where it is malformed."""
    source = folder / "words.yaml"
    data = read_yaml(source)
    _check(isinstance(data, dict) and {"words", "capital", "shapes", "triggers"} <= set(data), source, "words", "")
    words = {name: dict(members) for name, members in data["words"].items()}
    shapes = {name: _compiled(pattern, source) for name, pattern in data["shapes"].items()}
    lists = {name: frozenset(members) for name, members in data.get("lists", {}).items()}
    rules: list[Rule] = []
    for path in sorted(folder.glob("rules-*.yaml")):
        rules.extend(_rules(path, words.keys() | shapes.keys(), lists, len(rules)))
    _check_categories(rules)
    starts, grows = _forks(rules)
    trigger = _trigger(data, words, shapes)
    openers, zones = _openers(rules, words), _zones(folder / "zones.yaml")
    return Grammar(words, frozenset(data["capital"]), shapes, tuple(rules), trigger, zones, openers, starts, grows)


def _zones(path: Path) -> dict[str, Zone]:
    """The zone of each place."""
    found: dict[str, Zone] = {}
    for notation, places in read_yaml(path).items():
        kept = zone(notation)
        _check(kept is not None and isinstance(places, list), path, f'"{notation}"', "not a zone with its places")
        found |= dict.fromkeys(places, kept)
    return found


def _check(holds: bool, path: Path, needle: str, message: str) -> None:
    if not holds:
        raise DataError(f"{path}:{line_of(path, needle)}: {needle}: {message or 'missing or not as expected'}")


def _compiled(pattern: str, path: Path) -> re.Pattern[str]:
    try:
        return re.compile(pattern)
    except re.error as error:
        raise DataError(f"{path}:{line_of(path, pattern)}: not a regular expression: {error}") from error


def _rules(path: Path, classes: set[str], lists: Mapping[str, frozenset[str]], count: int) -> Iterator[Rule]:
    data = read_yaml(path)
    _check(isinstance(data, list), path, "name", "the file must be a list of rules")
    for entry in data:
        yield _rule(entry, path, classes, lists, count)
        count += 1


def _rule(entry: Any, path: Path, classes: set[str], lists: Mapping[str, frozenset[str]], order: int) -> Rule:
    name = entry.get("name", "?") if isinstance(entry, dict) else str(entry)
    needle = f"name: {name}"
    _check(isinstance(entry, dict) and "name" in entry, path, needle, "a rule must be a mapping with a name")
    unknown = set(entry) - _FIELDS
    _check(not unknown, path, needle, f"unknown field {', '.join(sorted(unknown))}")
    for required in ("yields", "patterns", "make"):
        _check(required in entry, path, needle, f"lacks {required}")
    _check(entry["make"] in PRODUCTIONS, path, needle, f"no production is called {entry['make']}")
    part = entry.get("part") == "yes"
    _check(part or bool(entry.get("examples")), path, needle, "lacks examples")
    patterns = tuple(variant for pattern in entry["patterns"] for variant in _variants(pattern, path, needle, classes))
    before, not_before, after, not_after = (
        _neighbours(entry.get(f"{kind}-by", ""), lists, path, needle) for kind in _CONDITIONS
    )
    return Rule(
        name=name,
        yields=entry["yields"],
        patterns=patterns,
        make=entry["make"],
        constants=entry.get("with", {}),
        order=order,
        source=f"{path}:{line_of(path, needle)}",
        part=part,
        preceded_by=before,
        not_preceded_by=not_before,
        followed_by=after,
        not_followed_by=not_after,
        examples=tuple(entry.get("examples", ())),
        counter_examples=tuple(entry.get("counter-examples", ())),
    )


def _neighbours(words: str, lists: Mapping[str, frozenset[str]], path: Path, needle: str) -> frozenset[str]:
    """The words a condition names, ``@name`` standing for a list of words.yaml."""
    found: set[str] = set()
    for word in filter(None, words.split("|")):
        _check(word[0] != "@" or word[1:] in lists, path, needle, f"no list is called {word}")
        found |= lists[word[1:]] if word[0] == "@" else {word}
    return frozenset(found)


def _variants(pattern: str, path: Path, needle: str, classes: set[str]) -> Iterator[tuple[Element, ...]]:
    """The pattern with each optional element once present and once absent."""
    choices: list[tuple[Element | None, ...]] = []
    for piece in pattern.split():
        found = _ELEMENT.fullmatch(piece)
        _check(bool(found), path, needle, f"cannot read {piece!r} in the pattern {pattern!r}")
        assert found
        ref = found["ref"] or ""
        _check(not ref or ref[0].isupper() or ref in classes, path, needle, f"no class is called {ref}")
        words = frozenset(found["words"].lower().split("|")) if found["words"] else frozenset[str]()
        slot = found["slot"] or found["name"] or ref.lower().replace("-", "_")
        element = Element(words, ref, slot)
        choices.append((element, None) if found["maybe"] else (element,))
    for variant in product(*choices):
        if kept := tuple(element for element in variant if element):
            yield kept


def _check_categories(rules: list[Rule]) -> None:
    yielded = {rule.yields for rule in rules}
    for rule in rules:
        for pattern in rule.patterns:
            for element in pattern:
                if element.is_category and element.ref not in yielded:
                    raise DataError(f"{rule.source}: name: {rule.name}: no rule yields {element.ref}")


def _forks(rules: list[Rule]) -> tuple[dict[str, Fork], dict[str, Fork]]:
    """By category: the fork of the patterns from their beginning, and of those that begin with the category itself."""
    starts: dict[str, Fork] = {rule.yields: Fork() for rule in rules}
    grows: dict[str, Fork] = {}
    for rule in rules:
        for pattern in rule.patterns:
            growing = pattern[0].ref == rule.yields
            fork = grows.setdefault(rule.yields, Fork()) if growing else starts[rule.yields]
            for element in pattern:
                fork = fork.step(element)
            fork.rules.append(rule)
    return starts, grows


def _openers(rules: list[Rule], words: Mapping[str, Mapping[str, str]]) -> dict[str, frozenset[str]]:
    """By category: the words and ``<shape>`` with which it can begin, found by going round until nothing is new."""
    firsts: dict[str, set[str]] = {rule.yields: set() for rule in rules}
    before = -1
    while (size := sum(map(len, firsts.values()))) != before:
        before = size
        for rule in rules:
            for pattern in rule.patterns:
                firsts[rule.yields] |= _first_of(pattern[0], words, firsts)
    return {name: frozenset(found) for name, found in firsts.items()}


def _first_of(element: Element, words: Mapping[str, Mapping[str, str]], firsts: Mapping[str, set[str]]) -> set[str]:
    if element.is_category:
        return firsts.get(element.ref, set())
    if element.ref in words:
        return set(words[element.ref])
    return {f"<{element.ref}>"} if element.ref else set(element.words)


def _trigger(
    data: Mapping[str, Any], words: Mapping[str, Mapping[str, str]], shapes: Mapping[str, re.Pattern[str]]
) -> re.Pattern[str]:
    """Finds any word of the trigger classes; a sentence without one holds no time expression."""
    plain = {word for name in data["triggers"] if name in words for word in words[name]} | set(data["trigger-words"])
    literal = "|".join(sorted(map(re.escape, plain), key=len, reverse=True))
    shaped = "|".join(f"(?:{shapes[name].pattern})" for name in data["triggers"] if name in shapes)
    return re.compile(rf"(?<!\w)(?:{literal}|{shaped})(?!\w)", re.IGNORECASE)
