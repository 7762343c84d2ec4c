"""Extents: which tokens make up a noun phrase or clause part, and which characters those tokens are."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from entente.coding.speechwords import speech_words
from entente.model import Sentence, Span

# What may hang on the head of a noun phrase; the parser sometimes hangs the rest of the sentence there too.
NOMINAL = frozenset({"acl", "amod", "appos", "case", "cc", "clf", "compound", "conj", "det", "fixed", "flat", "nmod",
                     "nummod", "punct", "goeswith", "advmod", "dep", "list", "obl"})  # fmt: skip
NOUNS = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET", "SYM", "X"})


def noun_phrase(sentence: Sentence, head: int, apart_from: int | None = None) -> tuple[int, ...]:
    """The tokens of the noun phrase around *head* in one piece, without the clause of *apart_from* and edge marks.

    Leading prepositions are left out; appositions and relative clauses are kept.
    """
    barred = set() if apart_from is None else set(sentence.subtree(apart_from)) - set(sentence.subtree(head))
    if apart_from is not None and apart_from != head and apart_from in sentence.subtree(head):
        barred |= set(sentence.subtree(apart_from))
    found = {head}
    for j in sentence.children(head):
        token = sentence.tokens[j]
        verbal = token.relation in ("conj", "appos", "dep") and token.upos not in NOUNS
        if token.relation in NOMINAL and not verbal and not (token.relation == "case" and j < head):
            found.update(sentence.subtree(j))
    return trimmed(sentence, contiguous(sorted(found - (barred - {head})), head))


def dateline(sentence: Sentence) -> int:
    """How many tokens of place and agency stand before the text: 2 in "LISBON — Prices …", 0 without a dash."""
    if not sentence.tokens or not sentence.tokens[0].text.isupper() or len(sentence.tokens[0].text) < 3:
        return 0
    for k, token in enumerate(sentence.tokens[:12]):
        if token.text in ("—", "–", "--", "―", "-") and k > 0:
            return k + 1
        if token.upos not in ("PROPN", "PUNCT", "NUM", "ADJ", "NOUN"):
            return 0
    return 0


def connective(sentence: Sentence) -> int:
    """How many tokens at the sentence's start join it to the report's text: 2 in "However, …", 0 in "Prices …"."""
    if (first := dateline(sentence)) > 0:
        return first
    if sentence.tokens[0].text.lower() not in speech_words().connectives:
        return 0
    return 2 if len(sentence.tokens) > 1 and sentence.tokens[1].text == "," else 1


def contiguous(positions: Sequence[int], around: int) -> tuple[int, ...]:
    """The unbroken run of *positions* that holds *around*."""
    present = set(positions)
    first = last = around
    while first - 1 in present:
        first -= 1
    while last + 1 in present:
        last += 1
    return tuple(range(first, last + 1))


def trimmed(sentence: Sentence, positions: Sequence[int]) -> tuple[int, ...]:
    """The positions without punctuation at either edge; a bracket that closes one among them stays."""
    first, last = 0, len(positions)
    while first < last and sentence.tokens[positions[first]].upos == "PUNCT":
        first += 1
    while first < last and sentence.tokens[positions[last - 1]].upos == "PUNCT":
        if sentence.tokens[positions[last - 1]].text == ")" and _opens(sentence, positions[first:last]):
            break
        last -= 1
    return tuple(positions[first:last])


def _opens(sentence: Sentence, positions: Sequence[int]) -> bool:
    """Whether a bracket that opens among *positions* closes with the last of them."""
    marks = [sentence.tokens[k].text for k in positions if sentence.tokens[k].text in ("(", ")")]
    return marks.count("(") == marks.count(")")


def without(positions: Iterable[int], out: Collection[int]) -> tuple[int, ...]:
    """The positions that are not in *out*."""
    out = set(out)
    return tuple(i for i in positions if i not in out)


def spans_of(sentence: Sentence, positions: Sequence[int]) -> tuple[Span, ...]:
    """The characters of *positions*, one span for each unbroken run, without punctuation at the edges.

    A gap of punctuation alone does not break a run.
    """
    runs: list[list[int]] = []
    for i in positions:
        gap = range(runs[-1][-1] + 1, i) if runs else ()
        if runs and all(sentence.tokens[k].upos == "PUNCT" for k in gap):
            runs[-1].append(i)
        else:
            runs.append([i])
    kept = (trimmed(sentence, run) for run in runs)
    return tuple(Span(sentence.tokens[run[0]].start, sentence.tokens[run[-1]].end) for run in kept if run)
