"""Which sentences are learnt from, and which are held back for measuring."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from train import acts, factuality, names, news, re3d, roles, standoff, starts, web
from train.corpora import Example, Frame, Tree, example, trees

PRIVATE = ("reviews-", "answers-", "GUM_vlog", "GUM_voyage", "GUM_textbook")
"""Genres in which nobody does anything of the codebook's: reviews, private questions, travel guides, textbooks."""


def training(data: Path, late: bool = True) -> Iterator[Example]:
    """All examples; the development sets of the treebanks give no trees, a third of each name set gives nothing.

    What has labels for few tasks comes twice: without that names were learnt from a fifth of the sentences. Without
    *late* the acts of licensed texts and of ``written/acts_news_*.txt`` are left out, and the other acts come twice.
    """
    yield from _english_web(data, late)
    yield from _gum(data, late)
    for bank in ("ewt", "gum"):
        yield from starts.examples(data / f"ud_{bank}" / "train.conllu")
    yield from starts.news(data)
    yield from news.examples(data)
    if late:
        yield from acts.training(data)
        yield from standoff.training(data)
    else:
        yield from acts.training(data, but="news", times=2)
    for _ in range(2):
        yield from (made for document, made in named(data) if not names.third(document))
        yield from written_trees()
        yield from factuality.training(data)


def _english_web(data: Path, late: bool) -> Iterator[Example]:
    """EWT: trees, roles, names, factuality, and acts where its news is about politics."""
    read = standoff.of_trees("ud_ewt") if late else {}
    frames, values = roles.frames(data, "train"), factuality.uds(data, "train")
    for tree in trees(data / "ud_ewt" / "train.conllu"):
        made = _with_frames(_tree(tree, "ud_ewt"), frames.get(tree.name))
        found = {"entity": web.labels(tree)}
        if tree.name in values:
            found["factuality"] = values[tree.name]
        yield standoff.with_acts(replace(made, labels={**made.labels, **found}), read.get(tree.name))


def _gum(data: Path, late: bool) -> Iterator[Example]:
    """GUM: trees and names, and acts where its texts are about politics."""
    read = standoff.of_trees("ud_gum") if late else {}
    for tree in trees(data / "ud_gum" / "train.conllu"):
        made = _tree(tree, "ud_gum")
        made = replace(made, labels={**made.labels, "entity": names.gum(tree)})
        yield standoff.with_acts(made, read.get(tree.name))


def written_trees() -> Iterator[Example]:
    """The trees of our own, of short sentences, headlines and news prose."""
    for tree in trees(names.HERE / "written" / "trees.conllu"):
        yield _tree(tree, "trees")


def _tree(tree: Tree, source: str) -> Example:
    made = example(tree, source)
    nothing = ("-",) * len(made.words)
    acts = {"act": nothing} if tree.name.startswith(PRIVATE) else {}
    return replace(made, labels={**made.labels, "start": nothing, **acts})


def _with_frames(made: Example, frames: tuple[Frame, ...] | None) -> Example:
    """With its roles, and Y for the words that are predicates; as it is where roles were not annotated."""
    if frames is None:
        return made
    at = {frame.predicate for frame in frames}
    predicate = tuple("Y" if i in at else "-" for i in range(len(made.words)))
    return replace(made, labels={**made.labels, "predicate": predicate}, frames=frames)


def held_back(data: Path) -> dict[str, list[Example]]:
    """By name: the held-back third of each name set, and GUM's development part."""
    bank = trees(data / "ud_gum" / "dev.conllu")
    found = {"gum": [Example(example(tree, "").words, {"entity": names.gum(tree)}, "gum") for tree in bank]}
    for document, made in named(data):
        if names.third(document):
            found.setdefault(made.source, []).append(made)
    return found


def named(data: Path) -> Iterator[tuple[str, Example]]:
    """Document and sentence of the sets that only have names."""
    yield from names.uner(data / "ner_uner_ewt" / "dev.iob2")
    for document, made in re3d.documents(data / "ner_re3d"):
        yield from ((document, sentence) for sentence in made)
