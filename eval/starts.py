"""How well sentences are found in news: F1 over exact ranges on reports whose every boundary was decided by reading.

``python -m eval.starts [--errors]`` prints the figure, or each range that is wrong. ``eval/gold/sentences.jsonl`` holds
one report a line: its URL, the digest of its text (which stays with the data), and for each paragraph the code points
of its sentences. They are cut as in UD GUM's news: each sentence of a quotation is one, a heading is one, an item of
a list is one, what is quoted inside a sentence ends none.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from eval import handcoded

from entente import language
from entente.language import LanguageModel
from entente.model import Block, Report, Span

GOLD = handcoded.FOLDER / "sentences.jsonl"
CORPORA = ("wikinews",)
Ranges = frozenset[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Compared:
    """One report: its text, the ranges found and those that readers found."""

    text: str
    found: Ranges
    gold: Ranges


def score(shared: Path, model: LanguageModel | None = None) -> dict[str, float]:
    """``news.f1`` in percent; nothing where the hand-checked reports are not there."""
    if not GOLD.exists():
        return {}
    compared = list(compare_all(shared, model or language.load()))
    right = sum(len(one.found & one.gold) for one in compared)
    total = sum(len(one.found) + len(one.gold) for one in compared)
    return {"news.f1": 200 * right / total}


def compare_all(shared: Path, model: LanguageModel) -> Iterator[Compared]:
    for gold, row in handcoded.with_texts(GOLD, shared):
        text = row["text"]
        blocks = tuple(Block(Span(block["start"], block["end"]), "body") for block in gold["blocks"])
        parsed = language.parse(Report(gold["url"], text, blocks), model)
        found = frozenset((sentence.start, sentence.end) for sentence in parsed.sentences)
        yield Compared(text, found, frozenset((a, b) for block in gold["blocks"] for a, b in block["sentences"]))


def errors(one: Compared) -> Iterator[str]:
    """A line for each range found in vain and each missed."""
    for start, end in sorted(one.found ^ one.gold):
        kind = "false" if (start, end) in one.found else "missed"
        yield f"{kind:6} {start}-{end} {one.text[start:end]!r}"


def main() -> None:
    shared, model = Path("../shared"), language.load()
    if "--errors" in sys.argv:
        for one in compare_all(shared, model):
            for line in errors(one):
                print(line)
        return
    for name, value in score(shared, model).items():
        print(f"{name:28} {value:6.2f}")


if __name__ == "__main__":
    main()
