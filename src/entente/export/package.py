"""A data package (Data Package standard 2.0): tables with schemas, checksums, and the knowledge they were coded with.

Everything in it follows from what was asked of the record, so that the same record gives the same bytes, and its id, a
digest of all its files, can be cited. The texts of the reports are not in it; their checksums are.
"""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from entente import __version__
from entente.entries import Entry, Flat
from entente.errors import UsageError
from entente.export.columns import Column
from entente.export.csv import csv_lines
from entente.export.plover import CODEBOOK, line, plover_event
from entente.export.tables import (
    Table,
    commitments_table,
    counts_table,
    differences_table,
    events_table,
    mentions_table,
    reports_of,
    reports_table,
    statements_table,
)
from entente.model import Commitment, CountClaim, Event, Statement

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
_FIELDS = {"text": "string", "choice": "string", "integer": "integer", "number": "number", "boolean": "boolean"}
_KEYS = {"events": "id", "statements": "id", "commitments": "id", "counts": "id", "reports": "report"}
# A zip archive has no earlier moment; a fixed one keeps the bytes the same.
_MOMENT = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Contents:
    """What goes into a package; ``asked`` are the filters the events were chosen by, by name.

    Statements, commitments and counts are None where only events were asked for.
    """

    events: Sequence[Entry[Event]]
    statements: Sequence[Entry[Statement]] | None = None
    commitments: Sequence[Entry[Commitment]] | None = None
    counts: Sequence[Entry[CountClaim]] | None = None
    asked: Mapping[str, str] | None = None


def package(contents: Contents) -> dict[str, bytes]:
    """The files of the package by name, ``datapackage.json`` first."""
    tables = _tables(contents)
    files = {f"{table.name}.csv": _csv(table) for table in tables}
    files["events.jsonl"] = _jsonl(_in_order(contents.events))
    resources = [_resource(table, files[f"{table.name}.csv"]) for table in tables]
    resources.append(_plover_resource(files["events.jsonl"]))
    about = _descriptor(contents, resources)
    files["README.md"] = _readme(about, tables).encode()
    return {"datapackage.json": (json.dumps(about, indent=2, ensure_ascii=False) + "\n").encode(), **files}


def write_package(files: Mapping[str, bytes], out: Path) -> None:
    """Writes a package as a folder, or as one archive where *out* ends in ``.zip``.

    Raises ``UsageError`` where the folder holds anything already.
    """
    if out.suffix.lower() == ".zip":
        out.write_bytes(zipped(files))
        return
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise UsageError(f"{out}: is there already; name a new folder, or a .zip file, which is replaced")
    out.mkdir(parents=True, exist_ok=True)
    for name, held in files.items():
        (out / name).write_bytes(held)


def zipped(files: Mapping[str, bytes]) -> bytes:
    """The files of a package as one archive; the same files give the same bytes."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, held in files.items():
            archive.writestr(zipfile.ZipInfo(name, _MOMENT), held, zipfile.ZIP_DEFLATED)
    return written.getvalue()


def _in_order(entries: Iterable[Entry[Any]]) -> list[Entry[Any]]:
    return sorted(entries, key=lambda entry: (entry.id, entry.report.source))


def _tables(contents: Contents) -> list[Table]:
    events = _in_order(contents.events)
    found = [events_table(events), mentions_table(events), differences_table(events)]
    every: list[Entry[Any]] = list(contents.events)
    for make, held in (
        (statements_table, contents.statements),
        (commitments_table, contents.commitments),
        (counts_table, contents.counts),
    ):
        if held is not None:
            found.append(make(_in_order(held)))
            every += held
    return [*found, reports_table(every)]


def _csv(table: Table) -> bytes:
    names: Flat = {column.name: None for column in table.columns}
    rows = list(table.flat())
    lines = csv_lines(rows) if rows else list(csv_lines([names]))[:1]
    return "".join(f"{each}\n" for each in lines).encode("utf-8", "replace")


def _jsonl(entries: Iterable[Entry[Event]]) -> bytes:
    return "".join(f"{line(plover_event(entry))}\n" for entry in entries).encode("utf-8", "backslashreplace")


def _resource(table: Table, held: bytes) -> dict[str, Any]:
    schema: dict[str, Any] = {"fields": [_field(column) for column in table.columns], "missingValues": [""]}
    if table.name in _KEYS:
        schema["primaryKey"] = [_KEYS[table.name]]
    names = {column.name for column in table.columns}
    if table.name in ("mentions", "differences"):
        schema["foreignKeys"] = [{"fields": ["event"], "reference": {"resource": "events", "fields": ["id"]}}]
    if table.name != "reports" and "report" in names:
        reported = {"fields": ["report"], "reference": {"resource": "reports", "fields": ["report"]}}
        schema["foreignKeys"] = [*schema.get("foreignKeys", ()), reported]
    kind = {"type": "table", "format": "csv", "mediatype": "text/csv", "encoding": "utf-8"}
    return {"name": table.name, "path": f"{table.name}.csv", **kind, **_sums(held), "schema": schema}


def _field(column: Column) -> dict[str, Any]:
    if column.kind == "day":
        return {"name": column.name, "type": "date", "description": column.label}
    kind = "integer" if column.numbered else _FIELDS[column.kind]
    found: dict[str, Any] = {"name": column.name, "type": kind, "description": column.label}
    if column.numbered:
        labelled = "; ".join(f"{value} {label}" for value, label in column.values)
        found["description"] += f" ({labelled})"
        found["constraints"] = {"enum": [int(value) for value, _ in column.values]}
    elif column.values:
        found["constraints"] = {"enum": [value for value, _ in column.values]}
    return found


def _plover_resource(held: bytes) -> dict[str, Any]:
    # Frictionless reads what is called jsonl only with an extra of its own, and would call the package broken.
    kind = {"format": "text", "mediatype": "application/x-ndjson", "encoding": "utf-8"}
    about = {"name": "plover", "path": "events.jsonl", "description": f"The events as JSON: {CODEBOOK}"}
    return {**about, **kind, **_sums(held)}


def _sums(held: bytes) -> dict[str, Any]:
    return {"bytes": len(held), "hash": f"sha256:{hashlib.sha256(held).hexdigest()}"}


def _descriptor(contents: Contents, resources: list[dict[str, Any]]) -> dict[str, Any]:
    found = [*contents.events, *(contents.statements or ()), *(contents.commitments or ()), *(contents.counts or ())]
    every = [each for entry in found for each in reports_of(entry)]
    days = sorted(entry.coded.isoformat() for entry in every if entry.coded)
    coded = {
        "software": f"entente {__version__}",
        "codebook": CODEBOOK,
        "knowledge": sorted({entry.knowledge for entry in every if entry.knowledge}),
        "coded": {"first": days[0], "last": days[-1]} if days else None,
        "filters": dict(sorted((contents.asked or {}).items())),
    }
    whole = hashlib.sha256(json.dumps([coded, resources], sort_keys=True).encode()).hexdigest()
    return {
        "$schema": PROFILE,
        "name": f"entente-{whole[:12]}",
        "id": f"sha256:{whole}",
        "title": f"Political events from {len({entry.report.source for entry in every})} news reports",
        "description": "Who did what to whom, when, where and on whose word, coded by machine from news reports.",
        "version": whole[:12],
        "keywords": ["event data", "PLOVER", "international relations", "political science"],
        "resources": resources,
        "entente": coded,
    }


def _readme(about: Mapping[str, Any], tables: Iterable[Table]) -> str:
    coded = about["entente"]
    files = "\n".join(f"- `{table.name}.csv`: {len(table.rows)} rows" for table in tables)
    filters = ", ".join(f"{name} {value}" for name, value in coded["filters"].items()) or "none"
    return f"""# {about["title"]}

{about["description"]}

To cite: data package {about["name"]} ({about["id"]}), coded with {coded["software"]}, knowledge
{", ".join(coded["knowledge"]) or "not known"}, by {coded["codebook"]}. Filters: {filters}.

{files}
- `events.jsonl`: the events with all their fields, one JSON object a line
- `datapackage.json`: what each column means, and the size and SHA-256 of each file

The same reports, coded with the same software and knowledge and asked for with the same filters, give the same
files. The texts of the reports are not here, only the clauses that events rest on and the SHA-256 of each text.
"""
