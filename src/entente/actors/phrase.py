"""What a noun phrase says about an actor, as a value; and what reading one needs to know."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from entente.actors.directory import Directory

Kind = Literal["person", "state", "body", "people", "name"]


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase read by itself.

    ``kind`` "name" is a proper name that no table knows. ``key`` is the class of the head noun, by which a later
    "the minister" or "the ministry" finds it ("defence minister"); ``also`` holds wider words for the same person.
    ``codes`` has more than one code in "Russian and Chinese troops". ``end`` is the end of the last word used.
    ``bare`` says that nothing qualifies the noun; ``owner`` is the possessor's text.
    """

    kind: Kind
    end: int
    name: str = ""
    name_span: tuple[int, int] | None = None
    code: str | None = None
    codes: tuple[str, ...] = ()
    sector: str | None = None
    other: tuple[str, ...] = ()
    office: str | None = None
    key: str | None = None
    also: frozenset[str] = frozenset()
    noun: str = ""
    plural: bool = False
    count: int | None = None
    definite: bool = False
    counted: bool = False
    gender: str | None = None
    former: bool = False
    identifier: str | None = None
    owner: str | None = None
    rule: str = ""
    bare: bool = False
    owned: bool = False


@dataclass(frozen=True, slots=True)
class Opening:
    """How a phrase opens: definite or not, counted or not, and by which number."""

    definite: bool = False
    counted: bool = False
    count: int | None = None
    owned: bool = False


@dataclass(frozen=True, slots=True)
class View:
    """The tables, and the day on which they are looked up."""

    directory: Directory
    day: date | None = None
