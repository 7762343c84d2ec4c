"""Reads a noun phrase: whom its words name, before anything is known of the report around it.

``describe`` needs no parse: it works on words, so that a rule's example is a plain phrase.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from entente.actors.directory import Directory
from entente.actors.heads import BETWEEN_STATES, country, headed, key_of, strong
from entente.actors.lexicon import Noun
from entente.actors.naming import (
    Segments,
    bare_name,
    name_like,
    split_body,
    split_name,
    trailing_name,
    unknown_name,
)
from entente.actors.phrase import Opening, Phrase, View
from entente.actors.segments import WITHIN, Segment, joined_text, segment, strip_front
from entente.actors.words import Word, joined, split_words

# Bodies whose name may go on with "of" and another name ("the Organization of Widget Makers").
_NAMED_OF = frozenset({"group", "ngo", "company", "labour-body", "education-body", "party", "court", "church", "press"})
_COUNTS = {"both": 2, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "2": 2, "3": 3, "4": 4, "5": 5}
_DEFINITE = frozenset({"the", "this", "that", "these", "those", "both"})
# What a state keeps in another: "the embassy in Tehran" is not Iran's.
ABROAD = frozenset({"embassy", "embassies", "consulate", "consulates", "mission", "ambassador", "ambassadors"})
OWNERS = frozenset({"his", "her", "its", "their", "our", "my", "your", "whose"})
# Bodies that are a state's where they are called so: "Kenya's disaster management agency".
_NATIONAL = frozenset({"agency", "commission", "bureau"})
# Nouns whom "in …" makes local: protesters in Kenya are Kenyan, soldiers in Iraq need not be Iraqi.
_LOCAL = frozenset(
    {"protester", "civilian", "police", "policeman", "lawmaker", "parliament", "court", "judge", "government",
     "opposition", "politician", "education", "education-body", "medicine", "medicine-body", "farmer", "religion",
     "state-official", "rebel-body", "labour", "gunman", "criminal", "press", "journalist"}
)  # fmt: skip


def describe(
    words: Sequence[Word] | str,
    directory: Directory,
    day: date | None = None,
    persons: frozenset[int] = frozenset(),
    surnames: frozenset[str] = frozenset(),
) -> Phrase | None:
    """What *words* name, or None where they name no actor.

    *day* picks the rows of the tables that hold then; *persons* are offsets of words known to be parts of a
    person's name, so that "John Major" has no rank; *surnames* are folded surnames of the report, which no longer
    name a place or a state there ("Amman", where a man of that name is meant).
    """
    words = _unglossed(split_words(words) if isinstance(words, str) else tuple(words))
    owner, rest = _possessor(words, directory)
    if not rest:
        return None
    view = View(directory, day)
    segments = tuple(_unname(part, persons, surnames) for part in segment(rest, directory))
    found = _read(strip_front(segments, directory), view, _opening(owner, rest, directory))
    return _owned(found, owner, view) if found is not None and owner else found


def _unglossed(words: tuple[Word, ...]) -> tuple[Word, ...]:
    """*words* without acronyms in brackets: "Widget Makers Union (WMU) head"."""
    marks = [i for i, word in enumerate(words[:-2]) if word.text == "(" and words[i + 2].text == ")"]
    dropped = {j for i in marks for j in range(i, i + 3) if words[i + 1].text.isupper() and i}
    return tuple(word for i, word in enumerate(words) if i not in dropped) if dropped else words


def _unname(part: Segment, persons: frozenset[int], surnames: frozenset[str]) -> Segment:
    """A segment inside a person's name is no noun, unless it opens the name ("President Xi")."""
    inside = part.start in persons and (part.start - 1 in persons or part.start - 2 in persons)
    inside = inside or (part.words[0].fold in surnames and part.capital)
    return replace(part, entries=()) if inside and len(part.words) == 1 else part


def _possessor(words: tuple[Word, ...], directory: Directory) -> tuple[tuple[Word, ...], tuple[Word, ...]]:
    """Splits at the last possessive mark before any preposition: ("China",), ("Defense", "Ministry").

    A mark inside a known name or noun parts nothing ("the People's Liberation Army", "women's groups")."""
    if words and words[0].fold in OWNERS:
        return words[:1], words[1:]
    first = next((i for i, word in enumerate(words) if word.fold in {"of", "for", "to", *WITHIN}), len(words))
    marks = [i for i, word in enumerate(words[:first]) if word.fold in {"'s", "'"} and 0 < i < len(words) - 1]
    if marks:
        inner = _inner(words[:first], directory)
        marks = [i for i in marks if i not in inner]
    return (words[: marks[-1]], words[marks[-1] + 1 :]) if marks else ((), words)


def _inner(words: tuple[Word, ...], directory: Directory) -> set[int]:
    """The positions of *words* inside an entry of several words."""
    found: set[int] = set()
    i = 0
    while i < len(words):
        length, _ = directory.match(words, i)
        found.update(range(i + 1, i + length))
        i += max(length, 1)
    return found


def _opening(owner: tuple[Word, ...], rest: tuple[Word, ...], directory: Directory) -> Opening:
    """How the phrase opens. "The country's first president" points at nobody yet, and so is not definite."""
    words, settings = owner or rest, directory.settings
    count = next((_COUNTS[word.fold] for word in words[:3] if word.fold in _COUNTS), None)
    definite = words[0].fold in _DEFINITE
    counted = any(word.fold in settings.numbers or word.fold[0].isdigit() for word in words[:4]) and not definite
    unnamed = any(word.fold in settings.unnamed or word.fold[0].isdigit() for word in (*words[:2], *rest[:4]))
    return Opening((definite or bool(owner)) and not unnamed, counted, count, bool(owner))


def _owned(found: Phrase, owner: tuple[Word, ...], view: View) -> Phrase:
    """*found* with the country of its possessor ("China's Defense Ministry", "the Trump administration's envoy")."""
    found = replace(found, owner=joined(owner))
    if found.code is not None or owner[0].fold in OWNERS:
        return found
    holder = describe(owner, view.directory, view.day)
    if holder is None or holder.kind == "name":
        return _of_owners_nation(found, owner, view)
    if holder.code and not holder.codes:
        found = replace(found, code=holder.code, rule="possessor")
        if found.sector is None and holder.kind == "state" and found.key in _NATIONAL:
            found = replace(found, sector="GOV")
    if holder.sector and found.sector is None and holder.kind == "body":
        found = replace(found, sector=holder.sector, other=holder.other)
    return replace(found, codes=holder.codes, bare=False) if found.kind != "name" else found


def _of_owners_nation(found: Phrase, owner: tuple[Word, ...], view: View) -> Phrase:
    """*found* with the nation that a possessor opens with: "Kenyan dockers' union", "Chile's copper workers' union"."""
    parts = strip_front(segment(owner, view.directory), view.directory)
    code = country(parts[:1], view.day)[0] if len(parts) > 1 else None
    return replace(found, code=code, rule="possessor", bare=False) if code else found


def _read(segments: Segments, view: View, opened: Opening) -> Phrase | None:
    if not segments or (segments[0].nothing and len(segments) == 1):
        return None
    cut = next((i for i, part in enumerate(segments) if part.preposition), len(segments))
    front, name = split_name(segments[:cut], view.directory)
    if not front:
        return bare_name(name, opened, view.directory) if name else None
    if not name:
        called, name = split_body(front, view.directory)
        if name:
            return _called(called, name, view, opened)
    head = front[-1]
    if head.nothing:
        return None
    if not (head.noun or head.body or head.state()):
        return unknown_name(front + name, opened, view.directory)
    found = headed(head, front, name, view, opened)
    if found is None or not segments[cut:]:
        return strong(found, head)
    return _complemented(found, head, segments[cut:], view)


def _called(front: Segments, name: Segments, view: View, opened: Opening) -> Phrase | None:
    """ "the Norwegian charity Widget Watch": the noun says what the named body is."""
    found = headed(front[-1], front, (), view, opened)
    if found is None:
        return None
    span = (name[0].start, name[-1].end)
    return replace(found, name=joined_text(name), name_span=span, end=name[-1].end, bare=False, key=None)


def _complemented(found: Phrase, head: Segment, after: Segments, view: View) -> Phrase | None:
    """*found* with what "of …", "for …", "in …" adds: country, sector, field of a ministry, a trailing name."""
    noun, preposition = head.noun, after[0].words[0].fold
    rest = strip_front(after[1:], view.directory)
    if not rest or noun is None:
        return strong(found, head)
    if found.name:
        return _of_state(found, preposition, rest, view)
    if noun.rule == "opposition" and preposition == "to":
        return None
    if noun.rule == "diplomat" and preposition in {"to", "for"}:
        return _posted(found, noun, preposition, rest, view.directory)
    if preposition in {"of", "for"} and rest[0].portfolio and noun.rule in {"minister", "ministry"}:
        return _ministry(found, noun, rest, view)
    if not _takes(noun, preposition):
        return strong(found, head)
    return _with_complement(found, head, noun, after, view)


def _of_state(found: Phrase, preposition: str, rest: Segments, view: View) -> Phrase:
    """ "Queen Margrethe of Denmark"."""
    given = found.code is not None and found.code not in BETWEEN_STATES
    if preposition != "of" or given or not rest[0].state("name"):
        return found
    return replace(found, code=country(rest[:1], view.day)[0], end=rest[0].end, rule="state:name+of")


def _posted(found: Phrase, noun: Noun, preposition: str, rest: Segments, directory: Directory) -> Phrase:
    """ "ambassador to Germany Jane Roe": the post belongs to the office, and is not the country sent from."""
    whole, trailing = trailing_name(rest, noun, directory)
    if not (whole[-1].state() or whole[-1].body) or len(whole) > 2:
        return found
    found = replace(found, office=f"{found.office} {preposition} {joined_text(whole)}", end=whole[-1].end)
    return _with_name(found, trailing)


def _with_name(found: Phrase, trailing: Segments) -> Phrase:
    if not trailing:
        return found
    span = (trailing[0].start, trailing[-1].end)
    return replace(found, name=joined_text(trailing), name_span=span, end=trailing[-1].end)


def _takes(noun: Noun, preposition: str) -> bool:
    """Whether a phrase after *preposition* can say whose a noun is."""
    if preposition == "for":
        return noun.rule in {"role", "minister", "state-official", "ministry"}
    if preposition == "from":
        return noun.kind in {"person", "people"} and not noun.role
    return preposition == "of" or (preposition in WITHIN and noun.rule in _LOCAL)


def _ministry(found: Phrase, noun: Noun, rest: Segments, view: View) -> Phrase:
    """ "the Ministry of National Defense (of Poland)", "Minister for Foreign Affairs Jane Roe"."""
    field = rest[0].portfolio
    name, other = (field.name, field.other) if field else (None, None)
    office = f"{found.office} of {rest[0].text}" if found.office else None
    others = (*found.other, other) if other else found.other
    found = replace(found, key=key_of(noun, name), other=others, office=office, end=rest[0].end, bare=False)
    tail = rest[1:]
    if tail and tail[0].capital and noun.kind == "person" and name_like(tail, view.directory):
        return _with_name(found, tail)
    states = [part for part in strip_front(tail[1:], view.directory) if part.state("name")] if len(tail) > 1 else []
    if states and tail[0].words[0].fold == "of" and found.code is None:
        code, _, rule = country(states[:1], view.day)
        return replace(found, code=code, rule=rule, end=states[0].end)
    return found


def _with_complement(found: Phrase, head: Segment, noun: Noun, after: Segments, view: View) -> Phrase | None:
    preposition = after[0].words[0].fold
    if preposition in WITHIN and head.words[-1].fold in ABROAD:
        return strong(found, head)
    whole, trailing = trailing_name(strip_front(after[1:], view.directory), noun, view.directory)
    plain = tuple(part for part in whole if part.words[0].fold not in {"'s", "'"})
    codes = _conjoined(whole, view)
    if codes and found.code is None and not found.codes:
        return replace(found, codes=codes, end=whole[-1].end, rule=f"compound+{preposition}", bare=False)
    inner = _read(plain, view, Opening()) or _part_of(plain, view) if whole else None
    if inner is not None and inner.kind == "name" and preposition == "of" and head.capital and noun.rule in _NAMED_OF:
        return replace(found, end=inner.end, bare=False)  # "the Organization of Widget Makers"
    if inner is None or inner.kind == "name" or (preposition in {"from", *WITHIN} and not _somewhere(whole)):
        named = preposition in {"of", "for"} and bool(whole) and whole[0].capital and found.owner is None
        return strong(replace(found, owner=joined_text(whole)) if named else found, head)
    found = _sectored(found, noun, inner, preposition)
    if inner.name_span is not None and inner.kind != "body":  # the person is a mention of its own
        return replace(found, owner=inner.name, bare=False)
    codes, end = inner.codes, inner.end
    above = noun.role and inner.kind == "body" and inner.code in {"NGO", *BETWEEN_STATES}
    code = inner.code if above else found.code or (None if codes else inner.code)
    rule = found.rule if found.code or not (inner.code or codes) else f"{inner.rule}+{preposition}"
    office = _office_with(found, preposition, whole, inner)
    found = replace(found, code=code, codes=found.codes or codes, rule=rule, end=end, office=office, bare=False)
    return _with_name(found, trailing)


def _part_of(parts: Segments, view: View) -> Phrase | None:
    """The known body with which the name of its part opens: "the Metropolitan Police Widget Command"."""
    opening = parts[0] if parts and parts[0].body and all(part.capital for part in parts) else None
    found = _read((opening,), view, Opening()) if opening is not None else None
    return replace(found, end=parts[-1].end) if found is not None else None


def _sectored(found: Phrase, noun: Noun, inner: Phrase, preposition: str) -> Phrase:
    """*found* with the sector that its complement gives a role noun."""
    sector, other = found.sector, found.other
    if noun.role and inner.kind in {"body", "people", "person"} and inner.sector and preposition not in WITHIN:
        sector, other = inner.sector, (*other, *inner.other)
    elif noun.role and sector is None and inner.code in BETWEEN_STATES:
        sector = "GOV"
    if found.former and sector in {"GOV", "LEG", None}:
        sector, other = "ELI", ()
    return replace(found, sector=sector, other=tuple(dict.fromkeys(o for o in other if o != sector)))


def _somewhere(parts: Segments) -> bool:
    return parts[-1].state("name", "capital") is not None and len(parts) <= 2


def _conjoined(parts: Segments, view: View) -> tuple[str, ...]:
    """The codes of "Russia and China"."""
    if not all(part.state("name") or part.words[0].fold in {"and", ",", "the"} for part in parts):
        return ()
    codes = country(parts, view.day)[1]
    return codes if len(codes) > 1 else ()


def _office_with(found: Phrase, preposition: str, whole: Segments, inner: Phrase) -> str | None:
    """The office with its body ("vice-chairman of the Central Military Commission"), but without a mere country."""
    if found.office is None or inner.kind == "state":
        return found.office
    used = [part for part in whole if part.end <= inner.end]
    article = "the " if used and used[0].capital and inner.kind == "body" and len(used[0].text) > 4 else ""
    return f"{found.office} {preposition} {article}{joined_text(used)}"
