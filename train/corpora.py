"""Reads the treebanks into training examples."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path


@dataclass(frozen=True)
class Row:
    """One syntactic word of a CoNLL-U file; ``head`` is a position in the sentence, -1 for the root.

    ``joined`` says that no white space follows; inside a multiword token it is true for all words but the last.
    """

    form: str
    lemma: str
    upos: str
    xpos: str
    feats: str
    head: int
    deprel: str
    misc: str
    joined: bool

    def apart(self) -> Row:
        """The same row followed by white space."""
        return replace(self, joined=False)


@dataclass(frozen=True)
class Tree:
    """One annotated sentence: its id, its document, whether a paragraph begins with it, and its rows."""

    name: str
    document: str
    paragraph: bool
    rows: tuple[Row, ...]


Label = str | int | float | None


@dataclass(frozen=True)
class Frame:
    """A predicate at a position and, for each word, the BIO label of the role it is in ("O" outside)."""

    predicate: int
    roles: tuple[str | None, ...]


@dataclass(frozen=True)
class Act:
    """The type of what the actor at one position does to the recipient at another (-1: no recipient)."""

    actor: int
    recipient: int
    type: str


@dataclass(frozen=True)
class Parties:
    """The positions of the words that head the actors and the recipients of the act of the word ``trigger``."""

    trigger: int
    actors: tuple[int, ...]
    recipients: tuple[int, ...]


@dataclass(frozen=True)
class Example:
    """A sentence to learn from. A task that ``labels`` lacks has no labels here and costs nothing.

    Values are one label a word: strings, for ``head`` positions (-1 the root), for ``factuality`` numbers from -3
    (certainly did not happen) to 3; None is an unlabelled word. ``frames`` None says that roles were not annotated,
    ``acts`` holds typed pairs of actor and recipient, ``parties`` those of the acts whose parties are known.
    """

    words: tuple[str, ...]
    labels: dict[str, tuple[Label, ...]] = field(default_factory=dict)
    source: str = ""
    frames: tuple[Frame, ...] | None = None
    acts: tuple[Act, ...] = ()
    parties: tuple[Parties, ...] = ()


def trees(path: Path) -> Iterator[Tree]:
    """The sentences of a CoNLL-U file."""
    document = ""
    for part in path.read_text(encoding="utf-8").split("\n\n"):
        lines = part.strip("\n").split("\n")
        if lines == [""]:
            continue
        notes = [line for line in lines if line.startswith("#")]
        names = dict(re.findall(r"^# (newdoc id|sent_id) = (.*)$", "\n".join(notes), re.M))
        starts = any(note.startswith(("# newdoc", "# newpar")) for note in notes)
        document = names.get("newdoc id", document)
        yield Tree(names.get("sent_id", ""), document, starts, tuple(_rows(lines)))


def _rows(lines: list[str]) -> Iterator[Row]:
    fields = [line.split("\t") for line in lines if not line.startswith("#")]
    joined: dict[int, bool] = {}
    for f in fields:
        if "-" in f[0]:
            first, last = map(int, f[0].split("-"))
            joined.update(dict.fromkeys(range(first, last), True))
            joined[last] = "SpaceAfter=No" in f[9]
    for f in fields:
        if f[0].isdigit():
            gap = joined.get(int(f[0]), "SpaceAfter=No" in f[9])
            yield Row(f[1], f[2], f[3], f[4], f[5], int(f[6]) - 1, f[7], f[9], gap)


def example(tree: Tree, source: str) -> Example:
    """What a tree teaches: tags, lemmas and dependencies."""
    rows = tree.rows
    labels: dict[str, tuple[Label, ...]] = {
        "upos": tuple(row.upos for row in rows),
        "xpos": tuple(row.xpos for row in rows),
        "head": tuple(row.head for row in rows),
        "relation": tuple(row.deprel for row in rows),
    }
    return Example(tuple(row.form for row in rows), labels, source)


def paragraphs(path: Path) -> Iterator[tuple[str, list[Tree]]]:
    """The raw text of each paragraph of a treebank with its trees, for measuring from raw text.

    Words are written as they stand, with one space between them but where the file says there was none.
    """
    group: list[Tree] = []
    for tree in trees(path):
        if tree.paragraph and group:
            yield _text(group), group
            group = []
        group.append(tree)
    if group:
        yield _text(group), group


def offsets(group: Iterable[Tree]) -> Iterator[list[tuple[int, int]]]:
    """Of each tree the characters ``[start, end)`` of its words in the raw text of the whole group."""
    at = 0
    for tree in group:
        ranges = []
        for row in tree.rows:
            ranges.append((at, at + len(row.form)))
            at += len(row.form) + (not row.joined)
        yield ranges


def _text(group: list[Tree]) -> str:
    rows = [row for tree in group for row in tree.rows]
    return "".join(row.form + ("" if row.joined else " ") for row in rows).rstrip()
