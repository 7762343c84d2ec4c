"""Which sentences are learnt from, and which are held back for measuring."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from train import names, news, re3d, starts
from train.corpora import Example, example, trees


def training(data: Path) -> Iterator[Example]:
    """All examples; the development sets of the treebanks give no trees, a third of each name set gives nothing.

    What only has names comes twice: without that names were learnt from a fifth of the sentences.
    """
    for bank in ("ewt", "gum"):
        path = data / f"ud_{bank}" / "train.conllu"
        for tree in trees(path):
            made = example(tree, f"ud_{bank}")
            labels = {**made.labels, "start": ("-",) * len(made.words)}
            if bank == "gum":
                labels["entity"] = names.gum(tree)
            yield replace(made, labels=labels)
        yield from starts.examples(path)
    for _ in range(2):
        yield from (made for document, made in named(data) if not names.third(document))
        yield from news.examples(data)


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
