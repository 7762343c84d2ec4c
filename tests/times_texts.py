"""Makes parsed reports without a language model: sentences end at full stops, words have no tree."""

import re
from datetime import date

from entente.model import Block, Parsed, Report, Sentence, Span, Token

_SENTENCE = re.compile(r"(?s)\S.*?(?:(?<!Nov)(?<!Sept)(?<!Wed)[.?!]+(?=\s+[A-Z]|\s*$)|\n\n|$)")
_TOKEN = re.compile(r"\w+|[^\w\s]")


def parsed(text: str, published: date | None) -> Parsed:
    report = Report("case", text, (Block(Span(0, len(text)), "body"),), published=published)
    sentences = tuple(_sentence(text, match.start(), match.end()) for match in _SENTENCE.finditer(text))
    return Parsed(report, sentences)


def _sentence(text: str, start: int, end: int) -> Sentence:
    tokens = tuple(
        Token(start + m.start(), start + m.end(), m[0], m[0].lower(), "X", "", -1, "")
        for m in _TOKEN.finditer(text[start:end])
    )
    return Sentence(start, end, tokens)
