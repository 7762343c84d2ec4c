"""The command that hands events over to other programs: export."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from entente.cli.asking import opened, write_bytes
from entente.errors import RecordError, UsageError
from entente.export.formats import Options, codebook, export
from entente.export.package import Contents, package, write_package
from entente.query import Reader


def export_events(
    format: str, asked: Mapping[str, Any], *, where: str, out: Path | None, claims: bool, nodes: str
) -> None:
    """Writes the events that *asked* asks for to *out*, else to standard output."""
    given = {name: held for name, held in asked.items() if held != _default(name)}
    with opened(where) as record:
        if format == "package":
            _write(lambda: _package(record, asked, given, out))
            return
        found = record.events(**asked)
    done = export(format, found, Options(claims, "countries" if nodes == "countries" else "actors"))
    if out is None:
        write_bytes(done.content, format)
    else:
        path = out
        _write(lambda: path.write_bytes(done.content))
        if format == "csv":
            _write(lambda: path.with_suffix(".codebook.csv").write_bytes(codebook(found)))
    notes = [done.note, f"there is more; go on with --after {found.next}" if found.next else None]
    for note in filter(None, notes):
        print(f"entente: {format}: {note}", file=sys.stderr)


def _default(name: str) -> object:
    return inspect.signature(Reader.events).parameters[name].default


def _package(record: Reader, asked: Mapping[str, Any], given: Mapping[str, Any], out: Path | None) -> None:
    if out is None:
        raise UsageError("a package is several files; name a new folder or a .zip file with --out")
    events = record.events(**asked)
    filters = {name: str(held) for name, held in given.items()}
    if given:
        contents = Contents(events, asked=filters)
    else:
        contents = Contents(events, record.statements(), record.commitments(), record.counts())
    write_package(package(contents), out)


def _write(write: Callable[[], object]) -> None:
    try:
        write()
    except OSError as error:
        raise RecordError(f"{error.filename or 'the file'}: cannot be written: {error.strerror}") from error
