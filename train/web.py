"""Marks the names in EWT's training part, which has none, as written/web.tsv says.

The table names no text: it has, for a sentence's id, the positions of its names. They were found by the types of
names, proposed by an earlier model and looked through one by one, wherever the treebank says that a word is a
proper noun. A proper noun whose type is not known stays unlabelled, so no guess is taught.
"""

from __future__ import annotations

from functools import cache
from hashlib import sha256

from entente.datafiles import read_table
from train.corpora import Tree
from train.names import HERE, Label, Name, bio, with_demonyms


def labels(tree: Tree) -> tuple[Label, ...]:
    """One BIO label a word, None for the proper nouns of unknown type."""
    forms = tuple(row.form for row in tree.rows)
    marks = list(map(_name, _marks().get(sha256(tree.name.encode()).hexdigest()[:10], "").split()))
    marked = with_demonyms(forms, bio(len(forms), [mark for mark in marks if mark.type != "?"]))
    unknown = {i for mark in marks if mark.type == "?" for i in range(mark.first, mark.last + 1)}
    return tuple(None if i in unknown else label for i, label in enumerate(marked))


@cache
def _marks() -> dict[str, str]:
    return {row["sentence"]: row["names"] for row in read_table(HERE / "written" / "web.tsv", ("sentence", "names"))}


def _name(mark: str) -> Name:
    """The name that "4-5:PER" or "4:PER" stands for."""
    place, _, kind = mark.partition(":")
    first, _, last = place.partition("-")
    return Name(int(first), int(last or first), kind)
