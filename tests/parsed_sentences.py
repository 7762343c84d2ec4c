"""Sentences with their parse, actors, places and times written down, so that coding is tested without a model.

A sentence is a line of ``word/lemma/XPOS/relation>head`` with heads counted from 1 and 0 for the root; the UPOS follows
from the tag. Each sentence becomes a paragraph of its own unless it starts with ``+``.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from entente.model import Actor, Block, Parsed, Place, Report, Resolved, Sentence, Span, Time, Token

UPOS = {
    "NN": "NOUN",
    "NNS": "NOUN",
    "NNP": "PROPN",
    "NNPS": "PROPN",
    "IN": "ADP",
    "DT": "DET",
    "CC": "CCONJ",
    "PRP": "PRON",
    "PRP$": "PRON",
    "JJ": "ADJ",
    "RB": "ADV",
    "MD": "AUX",
    "TO": "PART",
    "POS": "PART",
    "CD": "NUM",
    ".": "PUNCT",
    ",": "PUNCT",
    "WP": "PRON",
    "RP": "ADP",
    "``": "PUNCT",
    "''": "PUNCT",
}
PUBLISHED = date(2024, 5, 15)


def report_of(*lines: str, published: date | None = PUBLISHED) -> Parsed:
    """The lines as a parsed report."""
    text, sentences, blocks = "", [], []
    for line in lines:
        together = line.startswith("+")
        text += (" " if together else "\n\n") if text else ""
        start = len(text)
        words = [word.rsplit("/", 3) for word in line.lstrip("+ ").split()]
        tokens = []
        for form, lemma, tag, relation in words:
            text += " " if len(text) > start and tag not in (".", ",", "POS") else ""
            name, _, head = relation.partition(">")
            upos = "AUX" if name.startswith(("aux", "cop")) else UPOS.get(tag, "VERB")
            tokens.append(Token(len(text), len(text) + len(form), form, lemma, upos, tag, int(head) - 1, name))
            text += form
        if together:
            blocks[-1] = Block(Span(blocks[-1].span.start, len(text)), "body")
        else:
            blocks.append(Block(Span(start, len(text)), "body"))
        sentences.append(Sentence(start, len(text), tuple(tokens), len(blocks) - 1))
    return Parsed(Report("case", text, tuple(blocks), published=published), tuple(sentences))


def resolved(
    parsed: Parsed, actors: Sequence[Actor] = (), times: Sequence[Time] = (), places: Sequence[Place] = ()
) -> Resolved:
    return Resolved(parsed, tuple(times), tuple(actors), tuple(places))


def at(parsed: Parsed, words: str, sentence: int = 0) -> tuple[int, int, int]:
    """Start, end and head position of *words* in a sentence: the head is the word whose head lies outside."""
    inside = parsed.sentences[sentence]
    start = parsed.report.text.index(words, inside.start)
    span = range(start, start + len(words))
    positions = [i for i, token in enumerate(inside.tokens) if token.start in span]
    head = next(i for i in positions if inside.tokens[i].head not in positions)
    return start, start + len(words), head


def actor(
    parsed: Parsed, words: str, chain: int, code: str | None, sentence: int = 0, *, sector: str | None = "GOV", **more
) -> Actor:
    start, end, head = at(parsed, words, sentence)
    return Actor(start, end, sentence, head, words, more.pop("name", words), code, sector, chain=chain, **more)


def place(parsed: Parsed, words: str, country: str, sentence: int = 0, resolution: str = "city") -> Place:
    start, end, head = at(parsed, words, sentence)
    return Place(start, end, sentence, head, words, hash(words) % 10000, 0.0, 0.0, country, resolution)


def day(
    parsed: Parsed, words: str, first: date, last: date | None = None, *, sentence: int = 0, granularity: str = "day"
) -> Time:
    start, end, head = at(parsed, words, sentence)
    return Time(start, end, "DATE", first.isoformat(), first, last or first, granularity, sentence, head, "case")
