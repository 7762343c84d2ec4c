"""Names of capitals and states that are surnames in a report: "Sudesh Amman, 20", and then "Amman"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from entente.actors.directory import Directory
from entente.actors.words import split_words
from entente.model import Parsed

_CALLED = re.compile(r"\b(?:named|called|identified as|known as) $")
_AGED = re.compile(r", (?:aged )?\d\d\b|, who\b")
_THERE = r"\b(?:in|to|from|at|near|outside|inside|around|with|between|of|against|by) (?:the )?%s\b"


def entity_words(parsed: Parsed, *types: str) -> frozenset[int]:
    """Offsets of the characters inside entity spans of *types*."""
    spans = [range(e.start, e.end) for e in parsed.entities if e.type in types]
    return frozenset(offset for span in spans for offset in span)


def called_persons(parsed: Parsed, directory: Directory) -> tuple[range, ...]:
    """The characters of each name that the text says to be a person's and that ends in a capital or state.

    The last word alone must never stand there as a place.
    """
    text, found = parsed.report.text, []
    for entity in parsed.entities:
        words = split_words(text[entity.start : entity.end])
        if len(words) != 2 or directory.match(words, 0)[0] or not directory.country_code(words[1].text):
            continue
        said = _CALLED.search(text[max(0, entity.start - 16) : entity.start]) or _AGED.match(text, entity.end)
        if said and not re.search(_THERE % re.escape(words[1].text), text):
            found.append(range(entity.start, entity.end))
    return tuple(found)


def surnames(parsed: Parsed, directory: Directory, called: Sequence[range]) -> frozenset[str]:
    """Names of capitals or states that are surnames in this report: the last word of a longer name, and marked as a
    person's either there or alone, or the last of those *called* so."""
    last, alone, run = set(), set(), (0, 0)
    for entity in parsed.entities:
        run = (run[0], entity.end) if run[1] and entity.start - run[1] <= 1 else (entity.start, entity.end)
        words = split_words(parsed.report.text[slice(*run)])
        if entity.type == "PER" and words:
            alone.add(words[-1].fold)
        if len(words) == 2 and not directory.match(words, 0)[0]:
            last.add(words[-1].fold)
    sure = {split_words(parsed.report.text[span.start : span.stop])[-1].fold for span in called}
    return frozenset(name for name in (last & alone) | sure if directory.country_code(name))
