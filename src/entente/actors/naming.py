"""The person's name inside a noun phrase: where it starts after its titles, and whether it is one at all."""

from __future__ import annotations

from entente.actors.directory import Directory
from entente.actors.lexicon import Noun
from entente.actors.phrase import Opening, Phrase
from entente.actors.segments import Segment, joined_text

Segments = tuple[Segment, ...]


def split_name(front: Segments, directory: Directory) -> tuple[Segments, Segments]:
    """Splits off the person's name that follows a title, or that is all there is."""
    for i in range(len(front) - 1, -1, -1):
        part, rest = front[i], front[i + 1 :]
        titled = part.noun is not None and part.noun.kind == "person" and part.noun.office
        honoured = part.plain and part.words[0].fold in directory.settings.honorifics
        called = part.noun is not None and _calls(part, part.noun, rest)
        if (titled or honoured or called) and rest and name_like(rest, directory):
            return front[: i + (1 if titled or called else 0)], rest
    return (front, ()) if any(part.entries for part in front) else ((), front)


# Nouns that no given name looks like: "Voter Jane Roe", but Marine Le Pen.
_INTRODUCING = frozenset({"civilian", "lawyer", "protester", "rights-activist", "education"})


def _calls(part: Segment, noun: Noun, rest: Segments) -> bool:
    """Whether a noun that is no office stands before a full name: "student protester Jane Roe", "lawyer Juan Roe"."""
    whole = len(rest) > 1 and all(word.plain and word.capital for word in rest[:2])
    common = not part.capital or noun.rule in _INTRODUCING
    return noun.kind == "person" and not noun.plural and not noun.weak and common and whole


def name_like(rest: Segments, directory: Directory) -> bool:
    """Whether *rest* is a name: a capital word that is no title or place, particles and initials in between."""
    first = rest[0]
    if not first.capital or (first.entries and (len(rest) == 1 or first.body or first.noun)):
        return False
    if any(s.noun is not None and s.noun.kind == "body" and s.capital for s in rest[1:]):
        return False  # "The creditor Ruritanian Development Bank"
    return all(s.capital or _small(s, directory) or not s.plain for s in rest)


def _small(part: Segment, directory: Directory) -> bool:
    """A small word inside a name: "de", "bin", or what a hyphen joins ("Ing-wen")."""
    return part.words[0].fold in directory.settings.particles or part.words[0].gap == "-"


# Nouns before which a name stands in apposition: "the charity Widget Watch", not "police Widget Watch".
_CALLING = frozenset(
    {"group", "company", "press", "ngo", "labour-body", "education-body", "party", "rebel-body", "militia",
     "criminal-body", "paramilitary", "church", "igo", "medicine-body"}
)  # fmt: skip


def split_body(front: Segments, directory: Directory) -> tuple[Segments, Segments]:
    """Splits "the Norwegian charity Widget Watch" before the name of the body; no name where there is none."""
    for i in range(len(front) - 2, -1, -1):
        noun, rest = front[i].noun, front[i + 1 :]
        if noun is None or noun.kind != "body" or noun.plural or noun.rule not in _CALLING or front[i].capital:
            continue
        if _titular(rest, directory) and (rest[0].plain or len(rest) > 1):
            return front[: i + 1], rest
    return front, ()


def _a_title(noun: Noun | None) -> bool:
    return noun is not None and noun.kind in {"person", "people"} and not noun.weak


def _titular(rest: Segments, directory: Directory) -> bool:
    """Whether *rest* can be a body's name: capital words, no person's title and no name that a table knows."""
    if rest[-1].body or any(_a_title(part.noun) for part in rest):
        return False
    particles = directory.settings.particles
    return rest[0].capital and all(p.capital or not p.plain or p.words[0].fold in particles for p in rest)


def bare_name(parts: Segments, opened: Opening, directory: Directory) -> Phrase | None:
    """A name without a title: the run of capital words that ends *parts* ("fashion designer Jane Roe")."""
    lower = [i for i, part in enumerate(parts) if part.plain and not part.capital and not _small(part, directory)]
    parts = parts[lower[-1] + 1 :] if lower else parts
    while parts and not parts[0].capital:
        parts = parts[1:]
    if not parts or not parts[-1].words[-1].text[0].isalnum():
        return None
    span = (parts[0].start, parts[-1].end)
    return Phrase("name", parts[-1].end, joined_text(parts), span, definite=opened.definite, bare=True)


def unknown_name(parts: Segments, opened: Opening, directory: Directory) -> Phrase | None:
    """A phrase whose last word no list knows: a name if it is capitalised throughout, else no actor."""
    if opened.definite or not all(part.capital for part in parts) or parts[-1].modifier or parts[-1].portfolio:
        return None
    return bare_name(parts, opened, directory)


def trailing_name(rest: Segments, noun: Noun, directory: Directory) -> tuple[Segments, Segments]:
    """Splits "the European Commission Ursula von der Leyen" into body and person."""
    if noun.kind == "person" and not noun.plural:
        for i in range(len(rest) - 1, 0, -1):
            before = rest[i - 1]
            known = before.body or before.state() or (before.noun and before.noun.kind == "body")
            if known and rest[i].capital and rest[i].plain and name_like(rest[i:], directory):
                return rest[:i], rest[i:]
    return rest, ()


def gender_of(parts: Segments, directory: Directory) -> str | None:
    """What the words of a phrase say of a person's gender: "spokeswoman", "King"."""
    words = {word.fold for part in parts for word in part.words}
    if words & directory.settings.female:
        return "f"
    return "m" if words & directory.settings.male else None
