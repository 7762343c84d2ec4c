"""Answers of the API: JSON or CSV of the same rows, pages with their cursor, and what has not changed as 304."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from hashlib import sha256
from typing import Annotated, Any, Literal

from fastapi import Depends, Query, Request, Response

from entente import __version__
from entente.entries import Entries, Flat
from entente.export.csv import csv_lines
from entente.export.tables import Table
from entente.serve.dependencies import Held
from entente.serve.problems import Refused

CSV = "text/csv; charset=utf-8"


def chosen_format(
    request: Request,
    format: Annotated[
        Literal["json", "csv"] | None, Query(description="json or csv; else as the header Accept asks.")
    ] = None,
) -> str:
    """Whether to answer with JSON or CSV."""
    accepted = request.headers.get("accept", "")
    return format or ("csv" if "text/csv" in accepted and "application/json" not in accepted else "json")


def fresh(request: Request, record: Held) -> None:
    """Gives the answer its ETag, a digest of the record's state and of what is asked; 304 where the asker has it."""
    asked = (__version__, record.state(), request.url.path, request.url.query, request.headers.get("accept", ""))
    tag = f'W/"{sha256(chr(10).join(asked).encode("utf-8", "replace")).hexdigest()[:32]}"'
    request.state.etag = tag
    held = {each.strip() for each in request.headers.get("if-none-match", "").split(",")}
    if tag in held or "*" in held:
        raise Refused(304, "", {"ETag": tag})


AsFormat = Annotated[str, Depends(chosen_format)]
FRESH = Depends(fresh)


def as_json(content: Any, status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    """*content* as JSON; what is no character has an escape there."""
    text = json.dumps(content, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return Response(text.encode("utf-8", "backslashreplace"), status, dict(headers or {}), "application/json")


def as_csv(
    name: str, columns: Sequence[str], rows: Iterable[Flat], headers: Mapping[str, str] | None = None
) -> Response:
    """*rows* as CSV with a header, offered as the file *name*."""
    lines = [*csv_lines([dict.fromkeys(columns)])][:1]
    lines += csv_lines(rows, header=False)
    content = "".join(f"{line}\r\n" for line in lines).encode("utf-8", "backslashreplace")
    return Response(content, 200, {"Content-Disposition": f'attachment; filename="{name}.csv"', **(headers or {})}, CSV)


def of_entries(
    request: Request,
    format: str,
    found: Entries[Any],
    as_row: Callable[[Any], object],
    as_table: Callable[[Iterable[Any]], Table],
) -> Response:
    """A page of entries: each as *as_row* writes it in JSON, or as *as_table* does in CSV."""
    if format == "csv":
        table = as_table(found)
        return as_csv(
            table.name, [column.name for column in table.columns], table.flat(), following(request, found.next)
        )
    content = {"items": [as_row(entry) for entry in found], "next": found.next}
    return as_json(content, headers=following(request, found.next))


def of_rows(
    request: Request, format: str, name: str, rows: Sequence[Flat], *, columns: Sequence[str],
    next: str | None = None, **more: Any,
) -> Response:  # fmt: skip
    """A page of flat rows; *more* stands beside them in JSON."""
    headers = following(request, next)
    if format == "csv":
        return as_csv(name, columns, rows, headers)
    return as_json({"items": rows, "next": next, **more}, headers=headers)


def following(request: Request, next: str | None) -> dict[str, str]:
    """The address of the next page (RFC 8288)."""
    if next is None:
        return {}
    address = request.url.include_query_params(after=next)
    return {"Link": f'<{address.path}?{address.query}>; rel="next"'}
