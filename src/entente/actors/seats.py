"""Whether a capital, a seat or a state's name stands for a government here, or only for a place."""

from __future__ import annotations

from entente.actors.chunks import Cut
from entente.actors.directory import Directory
from entente.actors.drafts import head_of

_PLACE_ONLY = frozenset(
    {"in", "at", "inside", "across", "within", "near", "throughout", "outside", "around", "into", "through", "via"}
)
_DIRECTIONS = frozenset(
    {"northern", "southern", "eastern", "western", "central", "north", "south", "east", "west", "northeastern",
     "northwestern", "southeastern", "southwestern"}
)  # fmt: skip
_PLACE_OF = _PLACE_ONLY | {"of", "from", "to", "outside"}
# What a government gives out in words: "the claim from Berlin", not "the attack from Kabul".
_WORDS = frozenset(
    {"claim", "claims", "accusation", "accusations", "offer", "proposal", "demand", "demands", "warning", "warnings",
     "denial", "response", "condemnation", "criticism", "pressure", "threat", "threats", "assurance", "assurances",
     "apology", "concession", "concessions", "message", "statement", "reaction", "request"}
)  # fmt: skip
_PARTNER = frozenset({"with", "between", "against", "by", "from"})


def _position(pieces: Cut, start: int, end: int) -> tuple[int, int]:
    inside = [i for i, word in enumerate(pieces.words) if start <= word.start < end]
    return inside[0], inside[-1] + 1


def _before(pieces: Cut, first: int) -> str:
    """The word before, determiners and the other conjuncts ("between Moscow and Beijing") passed over."""
    i = first - 1
    while i >= 0 and pieces.fold(i) in {"the", "both"}:
        i -= 1
    if i > 0 and pieces.fold(i) in {"and", ","} and pieces.words[i - 1].capital:
        return _before(pieces, i - 1)
    return pieces.fold(i)


def located(pieces: Cut, start: int, end: int) -> bool:
    """Whether a state's name follows a preposition of place: "in Russia", "across Syria"."""
    first, last = _position(pieces, start, end)
    if pieces.fold(last) in {"'s", "'"} or pieces.fold(first).isdigit():  # "In 2014 Russia annexed …"
        return False
    before = _before(pieces, first)
    return before in _PLACE_ONLY or pieces.fold(first - 1) in _DIRECTIONS or _after_comma(pieces, first)


def _after_comma(pieces: Cut, first: int) -> bool:
    """The second half of "in Kharkiv, Ukraine"."""
    if pieces.fold(first - 1) != "," or first < 3 or not pieces.words[first - 2].capital:
        return False
    i = first - 2
    while i > 0 and pieces.words[i].capital:
        i -= 1
    return pieces.fold(i) in _PLACE_OF


def governs(pieces: Cut, start: int, end: int, directory: Directory) -> bool:
    """Whether a capital or seat acts here: subject of a verb of acting, object of one of acting on, possessor, partner.

    "in Moscow", "to Moscow", "Moscow residents" and "Kyiv was shelled" are places.
    """
    first, last = _position(pieces, start, end)
    settings = directory.settings
    before, after = _before(pieces, first), pieces.fold(last)
    if before == "from" and pieces.fold(first - 2) in _WORDS:
        return True
    if pieces.fold(first - 1) in settings.locative or (before in settings.locative and before != "of"):
        return False
    if after in settings.places:
        return False
    if after in {"'s", "'"}:
        return not (set(_ahead(pieces, last + 1)) & settings.places)
    if _relational(pieces, last, directory):
        return True
    if before in _PARTNER or (before in {"on", "for"} and pieces.fold(first - 2) in settings.deeds):
        return True
    return _verb_rules(pieces, start, end, directory)


def _ahead(pieces: Cut, first: int) -> list[str]:
    """The words of the phrase that starts at *first*."""
    chunk = next((c for c in pieces.chunks if c.first <= first < c.last), None)
    return [word.fold for word in pieces.words[first : chunk.last]] if chunk else []


def _relational(pieces: Cut, last: int, directory: Directory) -> bool:
    """ "Moscow-Beijing ties": the phrase ends in a noun that joins two governments."""
    chunk = next((c for c in pieces.chunks if c.first < last < c.last), None)
    return chunk is not None and pieces.words[chunk.last - 1].fold in directory.settings.relational


def _verb_rules(pieces: Cut, start: int, end: int, directory: Directory) -> bool:
    sentence = pieces.sentence
    head = head_of(sentence, start, end)
    token = sentence.tokens[head]
    if token.relation == "conj" and token.head >= 0:
        token = sentence.tokens[token.head]
    verb = sentence.tokens[token.head] if token.head >= 0 else None
    if verb is None or verb.upos not in {"VERB", "AUX", "ADJ"}:
        return False
    if token.deprel == "nsubj":
        return verb.lemma in directory.settings.acting or verb.lemma in {"willing", "ready", "able", "eager"}
    if token.deprel == "iobj":
        return True
    if token.deprel in {"obj", "nsubj:pass"}:
        return verb.lemma in directory.settings.acted_on
    return False
