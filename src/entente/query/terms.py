"""Expressions over the terms of ``entente.record.terms``, written for FTS5 or for PostgreSQL's tsquery."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Term:
    """One term; ``starts`` takes all that start so."""

    text: str
    starts: bool = False


@dataclass(frozen=True, slots=True)
class Joined:
    """That all (``and``) or any (``or``) of ``parts``, of which there is one at least, hold."""

    how: Literal["and", "or"]
    parts: tuple[Expression, ...]


Expression = Term | Joined


def every(parts: Iterable[Expression]) -> Expression:
    return _joined("and", tuple(parts))


def some(parts: Iterable[Expression]) -> Expression:
    return _joined("or", tuple(parts))


def _joined(how: Literal["and", "or"], parts: Sequence[Expression]) -> Expression:
    return parts[0] if len(parts) == 1 else Joined(how, tuple(parts))


def for_sqlite(expression: Expression) -> str:
    """As FTS5 writes it."""
    if isinstance(expression, Term):
        return f'"{expression.text}"' + (" *" if expression.starts else "")
    return "(" + f" {expression.how.upper()} ".join(map(for_sqlite, expression.parts)) + ")"


def for_postgresql(expression: Expression) -> str:
    """As a ``tsquery`` is written."""
    if isinstance(expression, Term):
        return f"'{expression.text}'" + (":*" if expression.starts else "")
    sign = " & " if expression.how == "and" else " | "
    return "(" + sign.join(map(for_postgresql, expression.parts)) + ")"
