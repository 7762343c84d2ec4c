"""A sentence and its parse as text, one line a word, and back.

Packed it takes little more than half of the bytes that JSON does: what is usual is left out (one space before a word,
the lemma that is the word itself), and heads are counted from the word.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from entente.model import SIDES, Party, Predicate, Role, Sense, Sentence, Token


def encode_sentence(sentence: Sentence, text: str) -> str:
    """*sentence* of a report with the canonical *text*."""
    predicates = [[p.token, p.factuality, [[r.label, r.start, r.end] for r in p.roles]] for p in sentence.predicates]
    senses = [[s.token, s.type, s.probability, *([s.mode] if s.mode else [])] for s in sentence.senses]
    modality = (
        {str(i): each for i, each in enumerate(sentence.modality) if each != "actual"} if sentence.modality else None
    )
    length = sentence.end - sentence.start
    parties = [[party.trigger, party.token, SIDES.index(party.side), party.probability] for party in sentence.parties]
    about = [sentence.start, length, sentence.block, int(sentence.title), predicates, senses, modality, parties]
    head = json.dumps(about, ensure_ascii=False, separators=(",", ":"))
    return "\n".join((head, *_lines(sentence, text)))


def decode_sentence(value: str, text: str) -> Sentence:
    """The sentence that ``encode_sentence`` wrote, given the same *text*."""
    head, *lines = value.split("\n")
    start, length, block, title, predicates, senses, modality, *later = json.loads(head)
    parties = later[0] if later else ()  # the first records have none
    words = tuple(_words(lines, start, text))
    sentence = _sentence((start, start + length, block, bool(title)), words, predicates, senses, modality)
    return replace(sentence, parties=tuple(Party(at, token, SIDES[side], share) for at, token, side, share in parties))


def decode_first(value: str, text: str) -> Sentence:
    """A sentence as schema version 1 kept it: JSON, with offsets from the start of the text."""
    start, end, block, title, tokens, *later = json.loads(value)
    predicates, senses, modality = later or ((), (), None)  # the first of them have none of these
    words = tuple(_first_token(fields, text) for fields in tokens)
    return _sentence((start, end, block, title), words, predicates, senses, modality)


def _sentence(
    where: tuple[int, int, int, bool], words: tuple[Token, ...], predicates: Any, senses: Any, modality: Any
) -> Sentence:
    start, end, block, title = where
    found = tuple(Sense(*sense) for sense in senses)
    shown = () if modality is None else tuple(modality.get(str(i), "actual") for i in range(len(words)))
    return Sentence(start, end, words, block, title, tuple(map(_predicate, predicates)), found, shown)


def _lines(sentence: Sentence, text: str) -> Iterator[str]:
    at = sentence.start
    for i, token in enumerate(sentence.tokens):
        gap, at = token.start - at, token.end
        length = token.end - token.start
        where = str(length) if gap == 1 else f"{gap}+{length}"
        lemma = "" if token.lemma == token.text.lower() else _one_line(token.lemma)
        head = str(token.head - i) if token.head >= 0 else ""
        form = () if token.text == text[token.start : token.end] else (_one_line(token.text),)
        yield "\t".join((where, lemma, token.upos, token.xpos, token.deprel, head, *form))


def _words(lines: list[str], at: int, text: str) -> Iterator[Token]:
    for i, line in enumerate(lines):
        where, lemma, upos, xpos, deprel, head, *form = line.split("\t")
        gap, _, length = where.rpartition("+")
        start = at + int(gap or 1)
        at = start + int(length)
        word = _as_it_was(form[0]) if form else text[start:at]
        kept = _as_it_was(lemma) if lemma else word.lower()
        yield Token(start, at, word, kept, upos, xpos, i + int(head) if head else -1, deprel)


def _one_line(word: str) -> str:
    return json.dumps(word) if not word or {"\n", "\t", '"'} & set(word) else word


def _as_it_was(word: str) -> str:
    return str(json.loads(word)) if word.startswith('"') else word


def _predicate(fields: list[Any]) -> Predicate:
    token, factuality, roles = fields
    return Predicate(token, factuality, tuple(Role(*role) for role in roles))


def _first_token(fields: list[Any], text: str) -> Token:
    start, end, *tags = fields[:7]
    return Token(start, end, fields[7] if len(fields) > 7 else text[start:end], *tags)
