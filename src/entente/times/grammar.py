"""The grammar of time expressions: word classes, rules, and the index by which they are matched.

A rule has a name, the category it ``yields``, its ``patterns``, the production that gives it meaning (``make``, with
constants ``with``), conditions on the neighbouring words, and examples and counter-examples that a test runs.
A pattern is a row of elements: words with alternatives (``late|early``), word classes and categories in angle
brackets (``<month>``, ``<Date:anchor>``, where the part after the colon names the slot), each optional with ``?``.
Classes are written small, categories with a capital.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from entente.times.zones import Zone


@dataclass(frozen=True, slots=True)
class Element:
    """One place of a pattern: one of ``words``, or a word of class or a match of category ``ref``."""

    words: frozenset[str] = frozenset()
    ref: str = ""
    slot: str = ""

    @property
    def is_category(self) -> bool:
        return self.ref[:1].isupper()


@dataclass(frozen=True, slots=True, eq=False)
class Rule:
    """A rule as read from ``source`` (file:line); ``patterns`` are spelled out without optional elements."""

    name: str
    yields: str
    patterns: tuple[tuple[Element, ...], ...]
    make: str
    constants: Mapping[str, str]
    order: int
    source: str
    part: bool = False
    preceded_by: frozenset[str] = frozenset()
    not_preceded_by: frozenset[str] = frozenset()
    followed_by: frozenset[str] = frozenset()
    not_followed_by: frozenset[str] = frozenset()
    examples: tuple[str, ...] = ()
    counter_examples: tuple[str, ...] = ()


@dataclass(slots=True)
class Fork:
    """Where patterns that began alike part: what may come next, with the slot it fills, and the rules that end here."""

    after: dict[Element, Fork] = field(default_factory=dict)
    words: dict[str, list[tuple[str, Fork]]] = field(default_factory=dict)
    classes: dict[str, list[tuple[str, Fork]]] = field(default_factory=dict)
    categories: dict[str, list[tuple[str, Fork]]] = field(default_factory=dict)
    rules: list[Rule] = field(default_factory=list)

    def step(self, element: Element) -> Fork:
        """The fork after *element*, made if need be, shared by all patterns that come the same way."""
        if element not in self.after:
            self.after[element] = Fork()
            table = self.words if element.words else self.categories if element.is_category else self.classes
            for key in element.words or (element.ref,):
                table.setdefault(key, []).append((element.slot, self.after[element]))
        return self.after[element]


@dataclass(frozen=True)
class Grammar:
    """Everything the stage knows: word classes, shapes, rules, and the index made of them.

    ``starts`` gives for a category the fork from which its patterns begin, ``grows`` that of the patterns which begin
    with the category itself, after it, and ``openers`` the words, classes in angle brackets, with which it can begin.
    ``zones`` are the clocks of the places of datelines, by their names in small letters.
    """

    words: Mapping[str, Mapping[str, str]]
    capital: frozenset[str]
    shapes: Mapping[str, re.Pattern[str]]
    rules: tuple[Rule, ...]
    trigger: re.Pattern[str]
    zones: Mapping[str, Zone]
    openers: Mapping[str, frozenset[str]] = field(repr=False)
    starts: Mapping[str, Fork] = field(repr=False)
    grows: Mapping[str, Fork] = field(repr=False)

    def classes(self, word: str) -> dict[str, str]:
        """The classes *word* belongs to, with the value each gives it."""
        lower = word.lower()
        found = {}
        if not (lower in self.capital and word[0].islower()):
            found = {name: members[lower] for name, members in self.words.items() if lower in members}
        if any(map(str.isdigit, word)):
            found |= {name: word for name, shape in self.shapes.items() if shape.fullmatch(word)}
        return found


@dataclass(frozen=True, slots=True)
class Node:
    """A rule matched on words ``[start, end)``; slots hold what classes gave, or other nodes."""

    rule: Rule
    start: int
    end: int
    slots: tuple[tuple[str, str | Node], ...]
