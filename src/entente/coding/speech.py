"""The words by which a report passes on what others said: frames of speech verbs, nouns and prepositions.

The frames are data (``data/speech/*.yaml``); this module reads and checks them. A frame says which words cue it, in
what form the content stands (clause, quote, infinitive; object or oblique for mere topics), and how the addressee is
named (codebook section 7).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, get_args

from entente.datafiles import DATA, line_of, read_yaml
from entente.errors import DataError
from entente.model import Sentence

Form = Literal["clause", "quote", "infinitive", "for-infinitive", "wording", "object", "oblique", "about"]
Scope = Literal["statement", "position", "topic"]
Part = Literal["verb", "noun", "adjective", "preposition", "label"]
FILES: Mapping[str, Part] = {
    "verbs.yaml": "verb",
    "nouns.yaml": "noun",
    "adjectives.yaml": "adjective",
    "prepositions.yaml": "preposition",
    "labels.yaml": "label",
}
LISTS = ("cues", "content", "addressee", "except", "sources", "examples", "counter-examples")
KEYS = {"name", "finite", "scope", *LISTS}
OPENING = frozenset({":", "“", "”", '"', "``", "''", "„", "«"})
MARKS = ("source", "cue", "content", "addressee")


@dataclass(frozen=True, slots=True)
class Frame:
    """One way to introduce somebody's words.

    ``cues`` are lemmas, for prepositions and labels the words as written; a verb's second word is a particle or
    preposition. ``finite`` frames need a finite verb ("the inquiry found", not "to find"). ``barred`` are lemmas that
    name no source ("according to plan"), ``sources`` common nouns that a headline may have before its colon. ``scope``
    is ``statement``; ``position`` (no words, and nothing at all when a quoted "I think"); or ``topic``, an attribution
    that the codebook does not record. ``examples`` carry their parts in braces (``{source|The king} {cue|said} …``),
    ``counter_examples`` have none.
    """

    name: str
    part: Part
    cues: tuple[str, ...]
    content: frozenset[str]
    addressee: tuple[str, ...]
    barred: frozenset[str]
    sources: frozenset[str]
    scope: Scope
    finite: bool
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...]

    @property
    def recorded(self) -> bool:
        return self.scope != "topic"


@dataclass(frozen=True)
class Speech:
    """All frames, and which of them a word can cue: keyed by part and the first word's lemma."""

    frames: tuple[Frame, ...]
    by_cue: Mapping[tuple[Part, str], tuple[tuple[Frame, str], ...]]

    def cued(self, part: Part, lemma: str) -> tuple[tuple[Frame, str], ...]:
        """The frames that *lemma* can cue, each with the rest of its cue ("" or a particle or preposition)."""
        return self.by_cue.get((part, lemma), ())


@dataclass(frozen=True, slots=True)
class Finding:
    """A reporting construction: token positions in ``sentence`` (a position in ``Parsed.sentences``).

    ``head`` is the cue's main token; ``speaker`` the syntactic head of the source, whose words are ``source``;
    ``addressee`` a syntactic head. ``content`` is empty where only a quotation can fill it.
    """

    sentence: int
    frame: Frame
    head: int
    cue: tuple[int, ...]
    speaker: int | None
    source: tuple[int, ...]
    content: tuple[int, ...]
    addressee: int | None = None

    def says_something(self, sentence: Sentence) -> bool:
        """Whether it has content, or a colon or quotation mark behind it that may open some."""
        return bool(self.content) or any(token.text in OPENING for token in sentence.tokens[max(self.cue) + 1 :])


def load_speech(folder: Path | None = None) -> Speech:
    """The frames of *folder* (the package's own if None); ``DataError`` names file, line and frame."""
    folder = folder or DATA / "speech"
    frames = tuple(frame for name, part in FILES.items() for frame in _frames(folder / name, part))
    return Speech(frames, _index(frames))


def _index(frames: Iterable[Frame]) -> dict[tuple[Part, str], tuple[tuple[Frame, str], ...]]:
    found: dict[tuple[Part, str], tuple[tuple[Frame, str], ...]] = {}
    for frame in frames:
        for cue in frame.cues:
            first, _, rest = cue.partition(" ")
            found[frame.part, first] = (*found.get((frame.part, first), ()), (frame, rest))
    return found


def _frames(path: Path, part: Part) -> Iterator[Frame]:
    entries = read_yaml(path)
    if not isinstance(entries, list):
        raise DataError(f"{path}:1: must be a list of frames; start each with '- name:'")
    names: set[str] = set()
    for entry in entries:
        frame = _frame(path, part, entry)
        if frame.name in names:
            raise DataError(f"{path}:{line_of(path, f'name: {frame.name}')}: {frame.name}: the name stands twice")
        names.add(frame.name)
        yield frame


def _frame(path: Path, part: Part, entry: Any) -> Frame:
    name = entry.get("name") if isinstance(entry, dict) else None
    if not isinstance(name, str) or not name:
        raise DataError(f"{path}:1: a frame without a name: {str(entry)[:60]}")

    def refuse(why: str) -> DataError:
        return DataError(f"{path}:{line_of(path, f'name: {name}')}: {name}: {why}")

    if unknown := entry.keys() - KEYS:
        raise refuse(f"unknown key {', '.join(sorted(unknown))}; allowed are {', '.join(sorted(KEYS))}")
    lists = {}
    for key in LISTS:
        value = entry.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise refuse(f"'{key}' must be a list of strings")
        lists[key] = tuple(value)
    scope = entry.get("scope", "statement")
    if why := _flaw(lists, scope):
        raise refuse(why)
    return Frame(name, part, lists["cues"], frozenset(lists["content"]), lists["addressee"],
                 frozenset(lists["except"]), frozenset(lists["sources"]), scope, entry.get("finite") == "yes",
                 lists["examples"], lists["counter-examples"])  # fmt: skip


def _flaw(lists: Mapping[str, tuple[str, ...]], scope: str) -> str | None:
    """What is wrong with a frame's values, or None."""
    if not lists["cues"] or not lists["content"]:
        return "needs at least one cue and one form of content"
    if wrong := set(lists["content"]) - set(get_args(Form)):
        return f"content {', '.join(sorted(wrong))} is none of {', '.join(get_args(Form))}"
    if scope not in get_args(Scope):
        return f"scope {scope} is none of {', '.join(get_args(Scope))}"
    if not lists["examples"]:
        return "has no example; add one with {cue|…} and {content|…} marked"
    for example in lists["examples"]:
        if "{cue|" not in example or "{content|" not in example:
            return f"the example {example!r} does not mark {{cue|…}} and {{content|…}}"
    return None


def marked(example: str) -> tuple[str, dict[str, list[tuple[int, int]]]]:
    """An example's plain text and, for each mark, its ``(start, end)`` in it (code points).

    Raises ``DataError`` for a brace that is not closed or a mark that is not known.
    """
    plain = ""
    spans: dict[str, list[tuple[int, int]]] = {mark: [] for mark in MARKS}
    at = 0
    while (opening := example.find("{", at)) >= 0:
        bar, closing = example.find("|", opening), example.find("}", opening)
        mark = example[opening + 1 : bar]
        if not opening < bar < closing or mark not in spans:
            raise DataError(f"{example!r}: write {{source|…}}, {{cue|…}}, {{content|…}} or {{addressee|…}}")
        plain += example[at:opening]
        spans[mark].append((len(plain), len(plain) + closing - bar - 1))
        plain += example[bar + 1 : closing]
        at = closing + 1
    return plain + example[at:], spans
