"""How well predicates and their semantic roles are found, on the development part of the English Web Treebank.

``python -m eval.roles [--shared ../shared] [--model FOLDER] [--errors [--seed N]]`` prints the figures with those of
each label, or twenty predicates at random whose roles are wrong (``-`` missed, ``+`` not so, ``=`` right).

A role is right when the characters of its predicate, its own characters and its label all are; so no role of a missed
predicate is. All labels count, those too rare to be learnt as well; the predicate's own words (V, C-V) are no role.
``raw`` is from the text of each paragraph, ``gold`` from the treebank's words. ``found`` counts only the roles of
predicates that were found and that the set has: what the roles alone are worth. ``verbs``, ``nouns`` and
``adjectives`` go by the treebank's tag of the predicate, auxiliaries being verbs. Sentences that the set did not
annotate are left out.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from train.corpora import Tree, offsets, paragraphs, trees
from train.roles import Annotated, annotated

from entente import language
from entente.language import LanguageModel
from entente.model import Block, Predicate, Report, Sentence, Span

CORPORA = ("srl_ewt", "ud_ewt")
SHARED = Path(__file__).parents[2] / "shared"
KINDS = {"VERB": "verbs", "AUX": "verbs", "NOUN": "nouns", "PROPN": "nouns", "ADJ": "adjectives", "ADV": "adjectives"}
GATED = ("ARG0", "ARG1", "ARG2", "LOC", "NEG", "TMP")
"""The labels whose figures are gathered; of most others there are too few for a floor."""

Fill = tuple[str, Span]
Fills = dict[Span, frozenset[Fill]]
Counts = Counter[tuple[str, str]]


@dataclass(frozen=True)
class Compared:
    """The roles of each predicate of a text, by the predicate's characters: as annotated and as found.

    ``tags`` are the treebank's parts of speech by characters, ``sentences`` the annotated sentences.
    """

    text: str
    sentences: tuple[Span, ...]
    tags: Mapping[Span, str]
    gold: Fills
    made: Fills

    def kind(self, predicate: Span) -> str:
        """Which of ``verbs``, ``nouns``, ``adjectives`` it is; ``other`` where the treebank has no such word."""
        return KINDS.get(self.tags.get(predicate, ""), "other")


def score(shared: Path, model: LanguageModel | None = None) -> dict[str, float]:
    """Percentages by name, such as ``raw.f1``, ``gold.predicates.f1`` and ``raw.label.TMP.f1``."""
    found = every_figure(shared, model or language.load())
    kept = {f"{way}.label.{label}.f1" for way in ("raw", "gold") for label in GATED}
    return {name: value for name, value in found.items() if ".label." not in name or name in kept}


def every_figure(shared: Path, model: LanguageModel) -> dict[str, float]:
    """All figures, those of each label among them."""
    ways = {"raw": raw(shared / "data", model), "gold": given_words(shared / "data", model)}
    return {f"{way}.{name}": value for way, texts in ways.items() for name, value in figures(texts).items()}


def raw(data: Path, model: LanguageModel) -> Iterator[Compared]:
    """Each paragraph, parsed from its text."""
    marks = annotated(data, "dev")
    for text, group in paragraphs(data / "ud_ewt" / "dev.conllu"):
        report = Report("", text, (Block(Span(0, len(text)), "body"),))
        yield compare(text, group, marks, language.parse(report, model).sentences)


def given_words(data: Path, model: LanguageModel) -> Iterator[Compared]:
    """Each sentence, parsed from the treebank's words, which are set apart by spaces."""
    marks = annotated(data, "dev")
    for tree in trees(data / "ud_ewt" / "dev.conllu"):
        spaced = Tree(tree.name, "", False, tuple(row.apart() for row in tree.rows))
        forms = [row.form for row in tree.rows]
        yield compare(" ".join(forms), [spaced], marks, language.parse_words(forms, model)[:1])


def compare(
    text: str, group: Sequence[Tree], marks: Mapping[str, Sequence[Annotated]], found: Iterable[Sentence]
) -> Compared:
    """What is annotated in the trees of a text beside what was *found* there, outside sentences without annotation."""
    gold: Fills = {}
    tags: dict[Span, str] = {}
    sentences: list[Span] = []
    for tree, ranges in zip(group, offsets(group), strict=True):
        if tree.name in marks:
            spans = [Span(*at) for at in ranges]
            sentences.append(Span(spans[0].start, spans[-1].end))
            tags |= {span: row.upos for span, row in zip(spans, tree.rows, strict=True)}
            gold |= {spans[one.predicate]: frozenset(_fills(one.roles, spans)) for one in marks[tree.name]}
    made = {
        sentence.tokens[one.token].span: frozenset(_fills(_ranges(one), [token.span for token in sentence.tokens]))
        for sentence in found
        for one in sentence.predicates
    }
    inside = {at: fills for at, fills in made.items() if any(sentence.meets(at) for sentence in sentences)}
    return Compared(text, tuple(sentences), tags, gold, inside)


def _ranges(predicate: Predicate) -> Iterator[tuple[int, int, str]]:
    return ((role.start, role.end, role.label) for role in predicate.roles)


def _fills(roles: Iterable[tuple[int, int, str]], words: Sequence[Span]) -> Iterator[Fill]:
    return ((label, Span(words[first].start, words[end - 1].end)) for first, end, label in roles)


def figures(texts: Iterable[Compared]) -> dict[str, float]:
    """Precision, recall and F1 of the roles, F1 of all else, in percent."""
    counts: Counts = Counter()
    for text in texts:
        _count(counts, text)
    names = sorted({name for name, _ in counts})
    overall = {"precision": _percent(counts, "", "made"), "recall": _percent(counts, "", "gold")}
    f1 = {f"{name}.f1".lstrip("."): _percent(counts, name, "made", "gold") for name in names}
    return {**overall, **f1}


def _percent(counts: Counts, name: str, *parts: str) -> float:
    return round(100 * len(parts) * counts[name, "right"] / max(1, sum(counts[name, part] for part in parts)), 2)


def _count(counts: Counts, text: Compared) -> None:
    """Adds a text's numbers of annotated ("gold"), found ("made") and right roles and predicates."""
    both = text.gold.keys() & text.made.keys()
    for part, fills in (("gold", text.gold), ("made", text.made)):
        for at, roles in fills.items():
            right = roles & text.gold[at] if at in text.gold and part == "made" else frozenset()
            kind = text.kind(at)
            for name in ("predicates", f"predicates.{kind}"):
                counts[name, part] += 1
                counts[name, "right"] += part == "made" and at in both
            for role in roles:
                for name in ("", kind, f"label.{role[0]}", *(["found"] if at in both else [])):
                    counts[name, part] += 1
                    counts[name, "right"] += role in right


def errors(texts: Iterable[Compared], seed: int, wanted: int = 20) -> Iterator[str]:
    """Predicates at random whose roles are not as annotated, with the sentence, what is missed and what is wrong."""
    wrong = [(text, at) for text in texts for at in sorted(text.gold | text.made) if _differs(text, at)]
    for text, at in random.Random(seed).sample(wrong, min(wanted, len(wrong))):
        sentence = next(one for one in text.sentences if one.meets(at))
        state = "" if at in text.made and at in text.gold else " (missed)" if at in text.gold else " (no predicate)"
        gold, made = text.gold.get(at, frozenset()), text.made.get(at, frozenset())
        lines = [sentence.of(text.text), f"  {at.of(text.text)}{state}"]
        for mark, roles in (("-", gold - made), ("+", made - gold), ("=", gold & made)):
            lines += [f"    {mark} {label}: {span.of(text.text)}" for label, span in sorted(roles)]
        yield "\n".join(lines)


def _differs(text: Compared, at: Span) -> bool:
    return text.gold.get(at) != text.made.get(at)


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m eval.roles", description="Accuracy of semantic roles.")
    parser.add_argument("--shared", type=Path, default=SHARED, help="the folder that holds data/")
    parser.add_argument("--model", type=Path, help="the model's folder, by default the shipped one")
    parser.add_argument("--errors", action="store_true", help="print twenty wrong predicates")
    parser.add_argument("--seed", type=int, default=0, help="which twenty")
    given = parser.parse_args(arguments)
    model = language.load(given.model)
    if given.errors:
        print("\n".join(errors(raw(given.shared / "data", model), given.seed)))
        return
    for name, value in every_figure(given.shared, model).items():
        print(f"{name}\t{value}")


if __name__ == "__main__":
    main()
