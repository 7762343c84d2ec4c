"""The organizations that a report names and that no table knows: what it says of each where it brings it in.

"The charity Widget Watch", "Widget Watch, a Berlin-based charity" and "Norwegian broadcaster Widget TV" say what a
later "Widget Watch" is, and whose people "Widget Watch director Jane Roe" is one of.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from entente.actors.drafts import Draft
from entente.actors.phrase import Phrase
from entente.actors.words import folded

_LEGAL = frozenset(
    {"inc", "ltd", "limited", "llc", "plc", "corporation", "corp", "company", "co", "gmbh", "ag", "group"}
)


@dataclass(frozen=True, slots=True)
class Organization:
    """A named body: its fullest name, and what the report says of it."""

    name: str
    code: str | None = None
    sector: str | None = None
    other: tuple[str, ...] = ()


Organizations = Mapping[tuple[str, ...], Organization]


def organizations(drafts: Iterable[Draft]) -> Organizations:
    """The organizations named in *drafts*, by the folded words of every form of the name."""
    found: dict[tuple[str, ...], Organization] = {}
    for draft in drafts:
        phrase = draft.phrase
        if phrase is None or not names_body(draft):
            continue
        words = folded(phrase.name)
        said = found.get(words, Organization(phrase.name))
        for one in (phrase if phrase.kind == "body" or phrase.code else None, draft.apposed):
            said = _with(said, one) if one is not None else said
        found[words] = said
    return {words: _fullest(words, said, found) for words, said in found.items()}


def names_body(draft: Draft) -> bool:
    """Whether *draft* is the name of a body that no table knows."""
    phrase = draft.phrase
    if phrase is None or draft.person or draft.doubtful or not phrase.name:
        return False
    return phrase.kind == "name" or (phrase.kind == "body" and phrase.name_span is not None)


def certain(drafts: Iterable[Draft]) -> frozenset[tuple[str, ...]]:
    """The names that a noun before them says to be a body's ("the newspaper Widget Times")."""
    return frozenset(
        folded(d.phrase.name) for d in drafts if d.phrase and d.phrase.kind == "body" and d.phrase.name_span is not None
    )


def unpersoned(draft: Draft, bodies: frozenset[tuple[str, ...]]) -> Draft:
    """*draft*, no person where its bare name is one of *bodies*, whatever the model takes it for."""
    phrase = draft.phrase
    if phrase is None or phrase.kind != "name" or folded(phrase.name) not in bodies:
        return draft
    return replace(draft, person=False, doubtful=False)


def _with(said: Organization, phrase: Phrase) -> Organization:
    return replace(
        said, code=said.code or phrase.code, sector=said.sector or phrase.sector, other=said.other or phrase.other
    )


def _fullest(words: tuple[str, ...], said: Organization, found: Organizations) -> Organization:
    """The organization whose longer name *words* begins: one named before, or one that only adds a legal form."""
    core = tuple(word for word in words if word not in _LEGAL) or words
    order = list(found)
    longer = [key for key in order if len(key) > len(core) and key[: len(core)] == core and key != words]
    longer = [key for key in longer if order.index(key) < order.index(words) or set(key[len(core) :]) <= _LEGAL]
    whole = found[longer[0]] if longer else None
    if whole is None or len(whole.name) <= len(said.name):
        return said
    return Organization(whole.name, whole.code or said.code, whole.sector or said.sector, whole.other or said.other)


def employer(office: str | None, owner: str | None, known: Organizations) -> Organization | None:
    """The organization of *known* that an office's words open with ("Widget Watch director"), or that owns it."""
    words = folded(office or "")
    opening = next((known[words[:n]] for n in range(len(words) - 1, 0, -1) if words[:n] in known), None)
    return opening or known.get(folded(owner or ""))
