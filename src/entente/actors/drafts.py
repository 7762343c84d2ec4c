"""A mention of an actor before it is known whom it stands for, and where it stands in its sentence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from entente.actors.phrase import Phrase
from entente.model import Sentence

Role = Literal["subject", "object", "oblique", "possessor", "modifier", "other"]


@dataclass(frozen=True, slots=True)
class Draft:
    """``phrase`` is None for a pronoun. ``role`` is the grammatical role of ``head``, ``clause`` the token that governs
    it. ``place`` marks a state that stands only for where something is ("in Russia"): no actor, but a country that
    the text has named. ``apposed`` is what follows the name in apposition. ``joined`` is the position in the
    sentence's drafts of the conjunct before, if any. A ``doubtful`` name counts only if the report names such a person
    elsewhere beyond doubt. ``named_next`` says that the next draft is the name of this title. ``tie`` is the code of
    the state whose places it is named with.
    """

    sentence: int
    head: int
    start: int
    end: int
    text: str
    phrase: Phrase | None
    role: Role
    clause: int
    pronoun: str | None = None
    place: bool = False
    person: bool = False
    apposed: Phrase | None = None
    joined: int | None = None
    title: bool = False
    doubtful: bool = False
    named_next: bool = False
    tie: str | None = None


_ROLES: dict[str, Role] = {
    "nsubj": "subject",
    "csubj": "subject",
    "obj": "object",
    "iobj": "object",
    "obl": "oblique",
    "nmod": "oblique",
}


def head_of(sentence: Sentence, start: int, end: int) -> int:
    """The token among characters ``[start, end)`` whose head lies outside.

    The first argument if there are several, else the last: the noun of "alleged police" before "violence".
    """
    inside = [i for i, token in enumerate(sentence.tokens) if token.start < end and start < token.end]
    tops = [
        i
        for i in inside
        if sentence.tokens[i].head not in inside and sentence.tokens[i].upos not in {"DET", "ADP", "PUNCT"}
    ]
    core = [
        i
        for i in tops
        if sentence.tokens[i].relation in {"nsubj", "obj", "iobj", "obl", "nmod", "conj", "root", "appos"}
    ]
    return (core or tops[-1:] or inside or [0])[0]


def role_of(sentence: Sentence, i: int) -> tuple[Role, int]:
    """The grammatical role of token *i* and the token that governs it; a conjunct has the role of the first."""
    seen: set[int] = set()
    while (
        sentence.tokens[i].relation in {"conj", "appos", "flat", "compound"}
        and i not in seen
        and sentence.tokens[i].head >= 0
    ):
        seen.add(i)
        i = sentence.tokens[i].head
    token = sentence.tokens[i]
    if token.deprel == "nmod:poss":
        return "possessor", token.head
    if token.deprel == "obl:agent":
        return "object", token.head
    return _ROLES.get(token.relation, "other"), token.head
