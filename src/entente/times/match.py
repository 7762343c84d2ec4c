"""Matches the rules of a grammar against the words of a sentence.

``Chart.nodes`` gives every way in which a category can be read from a word on, longest last; memory of what was
tried keeps that linear in practice. Matching knows nothing of meaning.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from entente.times.grammar import Fork, Grammar, Node, Rule

# "1430/2019" is one word that no rule knows: the number of a law. "10/2023" may be a month, "2019/2020" years.
_WORD = re.compile(
    r"""
      \d{4}-W\d\d(?!\w) | \d{4}-\d\d-\d\d(?![\w-]) | \d{4}-0[1-9](?![\w-])
    | \d{1,4}([/.-])\d{1,2}\1\d{2,4}(?![\w/-])
    | 9/11(?![\w/])
    | (?!(?:19|20)\d\d/)(?:1[3-9]|[2-9]\d|\d{3,5})/(?:19|20)\d\d(?![\w/])
    | \d{1,2}[:.]\d\d(?::\d\d)?(?:[aApP][mM])?(?!\w)
    | \d{1,3}(?:,\d{3})+(?!\w) | \d{1,4}\.\d+(?!\w)
    | [+]\d{1,2}(?::\d\d)?(?!\w)
    | ['’]?\d0['’]?s(?!\w) | \d{3}0['’]s(?!\w) | ['’][sS](?!\w)
    | [aApP]\.[mM]\.? | (?:[^\W\d_]\.){2,}
    | [oO]['’]clock | \w+ | [^\w\s]
    """,
    re.VERBOSE,
)
# No expression of news nests deeper ("the end of the third quarter of last year" is 4); mangled text may.
_DEEPEST = 12
Slots = tuple[tuple[str, str | Node], ...]

_PLAIN = {"–": "-", "‐": "-", "‑": "-", "’": "'", "’s": "'s"}


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the matcher (not the parser's): as written, small and with plain signs, and its characters."""

    text: str
    lower: str
    start: int
    end: int


def words_of(text: str, offset: int = 0) -> tuple[Word, ...]:
    """The words of *text*, whose first character is at *offset* of the report; a spaced hyphen counts as a dash."""
    found = []
    for match in _WORD.finditer(text):
        word = match[0]
        lower = _PLAIN.get(word.lower(), word.lower())
        around = text[max(match.start() - 1, 0) : match.end() + 1]
        if lower == "-" and around != around.strip():
            lower = "—"
        found.append(Word(word, lower, match.start() + offset, match.end() + offset))
    return tuple(found)


class Chart:
    """What can be read where in one sentence."""

    def __init__(self, words: tuple[Word, ...], grammar: Grammar) -> None:
        self.words = words
        self._grammar = grammar
        self._classes = [grammar.classes(word.text) for word in words]
        self._keys = [
            {word.lower, *(f"<{name}>" for name in classes)} for word, classes in zip(words, self._classes, strict=True)
        ]
        self._known: dict[tuple[str, int], list[Node]] = {}
        self._depth = 0

    def may_begin(self, categories: tuple[str, ...], start: int) -> bool:
        """Whether word *start* can begin any of the *categories*: most words cannot."""
        keys = self._keys[start]
        return any(not self._grammar.openers[category].isdisjoint(keys) for category in categories)

    def nodes(self, category: str, start: int) -> list[Node]:
        """Every reading of *category* from word *start* on."""
        key = (category, start)
        if key not in self._known:
            self._known[key] = []
            if self._depth < _DEEPEST and not self._grammar.openers[category].isdisjoint(self._keys[start]):
                self._depth += 1
                self._known[key] = self._read(category, start)
                self._depth -= 1
        return self._known[key]

    def _read(self, category: str, start: int) -> list[Node]:
        found: dict[tuple[int, str], Node] = {}
        todo = list(self._walk(self._grammar.starts[category], start, start, ()))
        grows = self._grammar.grows.get(category)
        while todo:
            node = todo.pop()
            if (key := (node.end, node.rule.name)) in found:
                continue
            found[key] = node
            for _, forks in grows.categories.items() if grows else ():
                for slot, fork in forks:
                    todo.extend(self._walk(fork, start, node.end, ((slot, node),)))
        return list(found.values())

    def _walk(self, fork: Fork, start: int, at: int, slots: Slots) -> Iterator[Node]:
        """Every node that ends somewhere beyond *fork*, reached at word *at*."""
        for rule in fork.rules:
            if self._fits(rule, start, at):
                yield Node(rule, start, at, slots)
        if at < len(self.words):
            for end, slot, filled, after in self._steps(fork, at):
                yield from self._walk(after, start, end, (*slots, (slot, filled)) if slot else slots)

    def _steps(self, fork: Fork, at: int) -> Iterator[tuple[int, str, str | Node, Fork]]:
        word = self.words[at].lower
        for slot, after in fork.words.get(word, ()):
            yield at + 1, slot, word, after
        if fork.classes:
            for name, value in self._classes[at].items():
                for slot, after in fork.classes.get(name, ()):
                    yield at + 1, slot, value, after
        for name, forks in fork.categories.items():
            for node in self.nodes(name, at):
                for slot, after in forks:
                    yield node.end, slot, node, after

    def _fits(self, rule: Rule, start: int, end: int) -> bool:
        """Whether the neighbours are as the rule wants.

        ``^`` and ``$`` are the edges; before, ``Aa`` is any capitalized word and ``00`` any figure.
        """
        before = {self.words[start - 1].lower if start else "^"}
        after = self.words[end].lower if end < len(self.words) else "$"
        initial = self.words[start - 1].text[0] if start else ""
        before |= {"Aa"} if initial.isupper() else {"00"} if initial.isdigit() else set()
        return (
            (not rule.preceded_by or not before.isdisjoint(rule.preceded_by))
            and before.isdisjoint(rule.not_preceded_by)
            and (not rule.followed_by or after in rule.followed_by)
            and after not in rule.not_followed_by
        )
