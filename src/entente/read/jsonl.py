"""JSON lines: one report a line, with the fields id, text, title, byline, published, url and publisher."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from typing import Any, BinaryIO

from entente.errors import UnreadableError
from entente.model import Problem, Report
from entente.read.admit import MOST_CHARACTERS
from entente.read.compose import STAGE, Claims, compose, problem
from entente.read.dates import day_named
from entente.read.decode import decode
from entente.read.known import fields_named
from entente.read.moments import moment_named

# A character takes up to twelve bytes when it is written as two \u escapes; the other fields need some room too.
LONGEST_LINE = 12 * MOST_CHARACTERS + 100_000


def read_lines(file: BinaryIO, source: str, given: date | None = None) -> Iterator[Report | Problem]:
    """The reports in *file*, called *source*; a line that is none gives a fatal problem named ``source:line``."""
    number, any_line = 0, False
    while line := file.readline(LONGEST_LINE):
        number += 1
        place = f"{source}:{number}"
        whole = line.endswith(b"\n") or len(line) < LONGEST_LINE
        if not whole:
            _skip_line(file)
        if line.strip(b"\xef\xbb\xbf \t\r\n"):
            any_line = True
            yield from _read_line(line, place, given) if whole else _too_long(place)
    if not any_line:
        yield Problem(source, STAGE, "is empty; give a file with one report a line", fatal=True)


def _skip_line(file: BinaryIO) -> None:
    while (rest := file.readline(LONGEST_LINE)) and not rest.endswith(b"\n"):
        pass


def _too_long(place: str) -> Iterator[Problem]:
    message = f"the line has more than {LONGEST_LINE:,} bytes; split it into its reports"
    yield Problem(place, STAGE, message, fatal=True)


def _read_line(line: bytes, place: str, given: date | None) -> Iterator[Report | Problem]:
    try:
        decoded = decode(line)
        fields = _object(decoded.text)
    except UnreadableError as error:
        yield Problem(place, STAGE, str(error), fatal=True)
        return
    yield from read_fields(fields, place, given, [decoded.note] if decoded.note else [])


def read_fields(named: dict[str, Any], place: str, given: date | None, notes: list[str]) -> Iterator[Report | Problem]:
    """The report in the fields of a line or row at *place*, under any of their names; *notes* on it come first."""
    fields = {field: named[name] for field, name in fields_named(list(named)).items()}
    try:
        text = _text(fields)
    except UnreadableError as error:
        yield Problem(place, STAGE, str(error), fatal=True)
        return
    claims, more = _claims(fields, place, given)
    yield from (problem(claims, note) for note in (*notes, *more))
    yield from compose(text, claims)


def _object(line: str) -> dict[str, Any]:
    try:
        value = json.loads(line)
    except (ValueError, RecursionError) as error:
        what = error.msg if isinstance(error, json.JSONDecodeError) else "it is nested or long beyond measure"
        raise UnreadableError(f"is no JSON ({what}); put one whole object with a field 'text' on the line") from None
    if not isinstance(value, dict):
        raise UnreadableError('is no JSON object; write {"text": …} on the line')
    return value


def _text(fields: dict[str, Any]) -> str:
    text = fields.get("text")
    if text is None:
        raise UnreadableError("has no field 'text'; put the report's text there")
    if not isinstance(text, str):
        raise UnreadableError("has a field 'text' that is no string; put the report's text there")
    return text


def _claims(fields: dict[str, Any], place: str, given: date | None) -> tuple[Claims, list[str]]:
    """What the line states beside its text, and what is wrong with it."""
    notes: list[str] = []
    title, byline, url, publisher = (_string(fields, name, notes) for name in ("title", "byline", "url", "publisher"))
    identity = fields.get("id")
    if isinstance(identity, int) and not isinstance(identity, bool):
        fields = {**fields, "id": str(identity)}
    writers = fields.get("byline")
    if isinstance(writers, list) and all(isinstance(each, str) for each in writers):
        fields = {**fields, "byline": ", ".join(writers)}
    name = _string(fields, "id", notes) or url
    return Claims(
        source=name or place,
        published=_published(fields, notes),
        published_at=moment_named(str(fields.get("published") or "")),
        given=given,
        place=place if name else None,
        origin=place,
        undated="give it in the field 'published' or with --published",
        title=title,
        byline=byline,
        url=url,
        publisher=publisher,
    ), notes


def _string(fields: dict[str, Any], name: str, notes: list[str]) -> str | None:
    value = fields.get(name)
    if value is None:
        return None
    if not isinstance(value, str):
        notes.append(f"the field {name!r} is no string and was left out")
        return None
    return value.encode("utf-8", "replace").decode("utf-8").replace("\0", "\ufffd").strip() or None


def _published(fields: dict[str, Any], notes: list[str]) -> date | None:
    value = _string(fields, "published", notes)
    day = day_named(value) if value else None
    if value and day is None:
        notes.append(f"the field 'published' holds {value[:40]!r}, which is no date; write it as 2023-11-10")
    return day
