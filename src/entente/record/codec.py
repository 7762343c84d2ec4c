"""Model values as JSON text and back, by the types that the dataclasses declare.

Fields that hold their default are left out, so that a mention takes a few hundred characters. ``decode`` is the
inverse of ``encode`` for every value of ``entente.model``.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date
from functools import lru_cache
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from entente.model import Predicate, Role, Sense, Sentence, Token

T = TypeVar("T")


def encode(value: Any) -> str:
    """*value*, a dataclass of the model or a tuple of them, as compact JSON."""
    return json.dumps(_plain(value), ensure_ascii=False, separators=(",", ":"))


def decode(kind: type[T], text: str) -> T:
    """The value of type *kind* that ``encode`` wrote as *text*."""
    read: Callable[[Any], T] = _reader(kind)  # type: ignore[arg-type]
    return read(json.loads(text))


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        pairs = ((each.name, getattr(value, each.name), each) for each in fields(value))
        return {name: _plain(held) for name, held, each in pairs if held != _default(each)}
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value


def _default(each: Field[Any]) -> Any:
    return each.default_factory() if each.default_factory is not MISSING else each.default


@lru_cache(maxsize=256)
def _reader(kind: Any) -> Callable[[Any], Any]:
    """What turns parsed JSON into a value of type *kind*."""
    arguments = get_args(kind)
    if get_origin(kind) in (Union, UnionType):
        inner = _reader(next(each for each in arguments if each is not NoneType))
        return lambda held: None if held is None else inner(held)
    if get_origin(kind) is tuple:
        item = _reader(arguments[0])
        return lambda held: tuple(map(item, held))
    if kind is date:
        return date.fromisoformat
    return _dataclass_reader(kind) if is_dataclass(kind) else lambda held: held


def _dataclass_reader(kind: Any) -> Callable[[Any], Any]:
    hints = get_type_hints(kind)
    readers = {each.name: _reader(hints[each.name]) for each in fields(kind)}
    return lambda held: kind(**{name: readers[name](item) for name, item in held.items()})


def encode_sentence(sentence: Sentence, text: str) -> str:
    """A sentence and its parse as a list; words are left out where they are the characters of *text*."""
    tokens = [
        [t.start, t.end, t.lemma, t.upos, t.xpos, t.head, t.deprel] + ([] if t.text == t.span.of(text) else [t.text])
        for t in sentence.tokens
    ]
    predicates = [[p.token, p.factuality, [[r.label, r.start, r.end] for r in p.roles]] for p in sentence.predicates]
    senses = [[sense.token, sense.type, sense.probability] for sense in sentence.senses]
    modality = (
        {str(i): each for i, each in enumerate(sentence.modality) if each != "actual"} if sentence.modality else None
    )
    whole = [sentence.start, sentence.end, sentence.block, sentence.title, tokens, predicates, senses, modality]
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":"))


def decode_sentence(value: str, text: str) -> Sentence:
    """The sentence that ``encode_sentence`` wrote, given the same *text*."""
    start, end, block, title, tokens, *later = json.loads(value)
    predicates, senses, modality = later or ((), (), None)  # sentences stored by version 0.1 have none of these
    words = tuple(_token(fields, text) for fields in tokens)
    found = tuple(Sense(*sense) for sense in senses)
    shown = () if modality is None else tuple(modality.get(str(i), "actual") for i in range(len(words)))
    return Sentence(start, end, words, block, title, tuple(map(_predicate, predicates)), found, shown)


def _predicate(fields: list[Any]) -> Predicate:
    token, factuality, roles = fields
    return Predicate(token, factuality, tuple(Role(*role) for role in roles))


def _token(fields: list[Any], text: str) -> Token:
    start, end, *tags = fields[:7]
    return Token(start, end, fields[7] if len(fields) > 7 else text[start:end], *tags)
