"""Reads named entities into one scheme: BIO over PER ORG LOC EVENT NORP, names without titles and articles.

NORP is a nationality or demonym, noun or adjective ("Russian", "the Turks").
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from train.corpora import Example, Row, Tree

Label = str | int | None
HERE = Path(__file__).parent
TYPES = {"person": "PER", "organization": "ORG", "place": "LOC", "event": "EVENT"}
TITLES = frozenset((HERE / "written" / "titles.txt").read_text(encoding="utf-8").split())
DEMONYMS = frozenset((HERE / "written" / "demonyms.txt").read_text(encoding="utf-8").split())
COUNTRIES = frozenset((HERE / "written" / "countries.txt").read_text(encoding="utf-8").split("\n"))
MEETINGS = frozenset((HERE / "written" / "meetings.txt").read_text(encoding="utf-8").split())
GLUE = frozenset(
    ("of", "the", "and", "for", "on", "in", "to", "&", "-", "–", "'s", "’s", "de", "da", "del", "bin", "al")
)  # fmt: skip


@dataclass(frozen=True)
class Name:
    """Words ``[first, last]`` of a sentence and the type of what they name."""

    first: int
    last: int
    type: str


def bio(length: int, found: Iterable[Name]) -> list[Label]:
    """One BIO label a word; where names overlap the first given stays."""
    labels: list[Label] = ["O"] * length
    for name in found:
        if all(label == "O" for label in labels[name.first : name.last + 1]):
            labels[name.first] = f"B-{name.type}"
            labels[name.first + 1 : name.last + 1] = [f"I-{name.type}"] * (name.last - name.first)
    return labels


def with_demonyms(words: tuple[str, ...], labels: list[Label]) -> list[Label]:
    """Marks the nationality words that no name holds."""
    return [
        "B-NORP" if label == "O" and word[:1].isupper() and word.lower() in DEMONYMS else label
        for word, label in zip(words, labels, strict=True)
    ]


def countries(words: Sequence[str]) -> Iterator[Name]:
    """The countries that *words* name, of up to four words."""
    for first in range(len(words)):
        for last in range(first, min(first + 4, len(words))):
            name = " ".join(words[first : last + 1]).lower().rstrip(".")
            if name in COUNTRIES and words[first][0].isupper() and words[first] != "Us":
                yield Name(first, last, "LOC")


# --- GUM -----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Mention:
    first: int
    last: int
    type: str


def gum(tree: Tree) -> tuple[Label, ...]:
    """The names among a GUM sentence's mentions: those whose head is a proper noun, cut to the name."""
    rows = tree.rows
    mentions = sorted(_mentions(rows), key=lambda m: m.first - m.last)
    found = [name for mention in mentions if (name := _name(rows, mention))]
    found.sort(key=lambda name: name.first - name.last)
    return tuple(with_demonyms(tuple(row.form for row in rows), bio(len(rows), found)))


def _mentions(rows: tuple[Row, ...]) -> Iterator[_Mention]:
    opened: list[tuple[str, str, int]] = []
    for i, row in enumerate(rows):
        entity = re.search(r"(?:^|\|)Entity=([^|]*)", row.misc)
        for begin, kind, single, end in re.findall(
            r"\((\d+)-([a-z]+)-[^()]*?(?=[()]|$)(\))?|(\d+)\)", entity.group(1) if entity else ""
        ):
            if begin and single:
                yield _Mention(i, i, kind)
            elif begin:
                opened.append((begin, kind, i))
            else:
                at = next((k for k in reversed(range(len(opened))) if opened[k][0] == end), None)
                if at is not None:
                    _, kind, first = opened.pop(at)
                    yield _Mention(first, i, kind)


def _name(rows: tuple[Row, ...], mention: _Mention) -> Name | None:
    inside = range(mention.first, mention.last + 1)
    head = next((i for i in inside if rows[i].head not in inside), None)
    kind = TYPES.get(mention.type)
    if kind is None or head is None or not rows[head].xpos.startswith("NNP"):
        return None
    first, last = _run(rows, mention, head)
    if kind == "PER":
        first, last = _untitled(rows, first, last, head)
    while first < last and rows[first].form.lower() in DEMONYMS and rows[first].xpos == "JJ":
        first += 1
    words = [rows[i].form.lower().rstrip(".") for i in range(first, last + 1)]
    if (first == last and words[0] in DEMONYMS) or (kind == "PER" and all(word in TITLES for word in words)):
        return None
    return Name(first, last, "LOC" if " ".join(words) in COUNTRIES else kind)


def _run(rows: tuple[Row, ...], mention: _Mention, head: int) -> tuple[int, int]:
    """The stretch of proper nouns around *head*, over "of", "the" and hyphens between two of them."""
    first = last = head
    while (step := _next(rows, first, -1, mention)) is not None:
        first = step
    while (step := _next(rows, last, 1, mention)) is not None:
        last = step
    return first, last


def _next(rows: tuple[Row, ...], at: int, way: int, mention: _Mention) -> int | None:
    for skipped in range(3):
        i = at + way * (skipped + 1)
        if not mention.first <= i <= mention.last:
            return None
        if rows[i].form.lower() in ("in", "at") or _owner(rows, i):
            return None  # "Harvard College in Cambridge", "Italy's la Repubblica": two names
        if rows[i].xpos.startswith("NNP") or (way > 0 and re.fullmatch("[IVX]{1,4}", rows[i].form)):
            return i
        if rows[i].form.lower() not in GLUE:
            return None
    return None


def _owner(rows: tuple[Row, ...], at: int) -> bool:
    """Whether an "'s" stands after a country."""
    if at == 0 or rows[at].form not in ("'s", "’s"):
        return False
    found = (" ".join(row.form for row in rows[first:at]).lower() for first in range(max(0, at - 3), at))
    return any(name in COUNTRIES for name in found)


def _untitled(rows: tuple[Row, ...], first: int, last: int, head: int) -> tuple[int, int]:
    """A person's name without what stands before it: offices, ranks, "U.S."; and without "of Ghana" after it."""
    start = head
    while start > first and rows[start - 1].xpos.startswith("NNP") and rows[start - 1].head == head:
        title = rows[start - 1].deprel == "nmod:desc" or rows[start - 1].form.lower().rstrip(".") in TITLES
        if title:
            break
        start -= 1
    end = head
    while end < last and (rows[end + 1].deprel in ("flat", "punct", "compound") or rows[end + 1].form[:1].isupper()):
        end += 1
    while end > head and not rows[end].xpos.startswith("NNP"):
        end -= 1
    return start, end


# --- UNER ----------------------------------------------------------------------------------------


def uner(path: Path) -> Iterator[tuple[str, Example]]:
    """Document and example for each sentence of an IOB2 file; it marks PER, ORG and LOC only.

    A run of capitalised words that looks like an event's name is left unlabelled, a demonym becomes NORP.
    """
    document = ""
    for part in path.read_text(encoding="utf-8").split("\n\n"):
        lines = part.strip().split("\n")
        document = next((line.split(" = ", 1)[1] for line in lines if line.startswith("# newdoc")), document)
        fields = [line.split("\t") for line in lines if line and not line.startswith("#")]
        if fields:
            words = tuple(f[1] for f in fields)
            labels = with_demonyms(words, [f[2] for f in fields])
            yield document, Example(words, {"entity": tuple(_unsure(words, labels))}, "uner")


def _unsure(words: tuple[str, ...], labels: list[Label]) -> list[Label]:
    for i, word in enumerate(words):
        if word.lower() in MEETINGS and word[0].isupper() and labels[i] == "O":
            j = i
            while j >= 0 and words[j][:1].isupper() and labels[j] == "O":
                labels[j] = None
                j -= 1
    return labels


def third(document: str) -> bool:
    """Whether a document belongs to the third that is held back for measuring: by its name alone."""
    from hashlib import sha256

    return int(sha256(document.encode()).hexdigest(), 16) % 3 == 0
