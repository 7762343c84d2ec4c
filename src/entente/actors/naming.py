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


def _calls(part: Segment, noun: Noun, rest: Segments) -> bool:
    """Whether a noun that is no office stands before a full name: "student protester Jane Roe", "lawyer Juan Roe"."""
    whole = len(rest) > 1 and all(word.plain and word.capital for word in rest[:2])
    return noun.kind == "person" and not noun.plural and not noun.weak and not part.capital and whole


def name_like(rest: Segments, directory: Directory) -> bool:
    """Whether *rest* is a name: a capital word that is no title or place, particles and initials in between."""
    first = rest[0]
    if not first.capital or (first.entries and (len(rest) == 1 or first.body or first.noun)):
        return False
    return all(s.capital or s.words[0].fold in directory.settings.particles or not s.plain for s in rest)


def bare_name(parts: Segments, opened: Opening, directory: Directory) -> Phrase | None:
    """A name without a title: the run of capital words that ends *parts* ("fashion designer Jane Roe")."""
    particles = directory.settings.particles
    lower = [
        i for i, part in enumerate(parts) if part.plain and not part.capital and part.words[0].fold not in particles
    ]
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
