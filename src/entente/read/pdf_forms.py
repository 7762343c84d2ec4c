"""Refuses PDF documents whose forms draw each other in a circle or in a long chain, which takes a PDF library for ever.

A form (ISO 32000-1, 8.10) that draws itself twice is drawn 2 ** 40 times before pdfium gives up. Forms are streams, so
their dictionaries stand in the file as they are; resources that are packed away in object streams are not followed.
"""

from __future__ import annotations

import re

from entente.errors import UnreadableError

DEEPEST = 12
"""How many forms may draw each other; programs that make PDF nest three or four."""
_OBJECT = re.compile(rb"(?<!\d)(\d{1,8})\s+\d{1,5}\s+obj\b")
_REFERENCE = re.compile(rb"(?<!\d)(\d{1,8})\s+\d{1,5}\s+R\b")
_RESOURCES = re.compile(rb"/(?:Resources|XObject)\b")
_FORM = re.compile(rb"/Subtype\s*/Form\b")
_LONGEST_DICTIONARY = 20_000


def check_forms(data: bytes) -> None:
    """Raise where forms of the PDF *data* draw each other without end."""
    held = dict(_dictionaries(data))
    forms = {number for number, body in held.items() if _FORM.search(body)}
    draws = {number: _drawn(number, held, forms) for number in forms}
    reached = forms
    for _ in range(DEEPEST):
        reached = {drawn for number in reached for drawn in draws[number]}
        if not reached:
            return
    told = "forms that draw each other without end, as one made to do harm"
    raise UnreadableError(f"is a PDF with {told}; print it to a new PDF, or give its text")


def _dictionaries(data: bytes) -> list[tuple[int, bytes]]:
    """What stands between the beginning of each object and its stream or end, by number."""
    starts = list(_OBJECT.finditer(data))
    ends = [match.start() for match in starts[1:]] + [len(data)] * bool(starts)
    found = []
    for match, end in zip(starts, ends, strict=True):
        body = data[match.end() : min(end, match.end() + _LONGEST_DICTIONARY)]
        found.append((int(match[1]), body.split(b"stream", 1)[0]))
    return found


def _drawn(number: int, held: dict[int, bytes], forms: set[int]) -> set[int]:
    """The forms among the resources of a form, also where these are objects of their own."""
    body = held[number]
    at = _RESOURCES.search(body)
    named = {int(match[1]) for match in _REFERENCE.finditer(body, at.start())} if at else set()
    for each in list(named - forms):
        named |= {int(match[1]) for match in _REFERENCE.finditer(held.get(each, b""))}
    return named & forms
