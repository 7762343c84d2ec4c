"""Reads the data files that stages are built from: YAML with every value a string, and tab-separated tables.

All values are strings, so that Norway's ``NO`` stays ``NO``. A malformed file raises ``DataError`` with the
file, the line and what to do.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import yaml

from entente.errors import DataError

DATA = Path(__file__).parent / "data"
_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_DEEPEST = 50


def own_ontology() -> Path | None:
    """The folder with an ontology of the user's own, which ``--ontology`` puts into the environment; None is ours.

    It stands in the environment so that every process that works on a record, workers included, uses the same one.
    """
    named = os.environ.get("ENTENTE_ONTOLOGY")
    return Path(named) if named else None


def read_yaml(path: Path) -> Any:
    """The document in *path*, with every scalar a string."""
    try:
        with path.open(encoding="utf-8") as file:
            text = file.read()
        if DATA not in path.parents:
            _refuse_depths(path, text)
        return yaml.load(text, Loader=_LOADER)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise DataError(f"{path}:{line}: not YAML: {error.problem}; mend that line") from error
    except yaml.YAMLError as error:
        why = " ".join(str(error).split()).partition(" in ")[0]
        raise DataError(f"{path}: not YAML: {why}; write it anew as plain text") from error
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(f"{path}: cannot be read: {error}") from error


def _refuse_depths(path: Path, text: str) -> None:
    """Raises ``DataError`` for a nesting so deep that the C loader, which recurses, would run over its stack."""
    depth = 0
    for each in yaml.parse(text, Loader=_LOADER):
        depth += isinstance(each, yaml.CollectionStartEvent) - isinstance(each, yaml.CollectionEndEvent)
        if depth > _DEEPEST:
            line = each.start_mark.line + 1 if each.start_mark else 1
            raise DataError(f"{path}:{line}: lists nested more than {_DEEPEST} deep; no file of ours is")


def read_table(path: Path, columns: Iterable[str]) -> Iterator[dict[str, str]]:
    """The rows of a tab-separated file with a header; ``#`` starts a comment line.

    Raises ``DataError`` where a column of *columns* is missing or a row has another number of fields.
    """
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(f"{path}: cannot be read: {error}") from error
    header: list[str] = []
    for number, line in enumerate(lines, 1):
        if not line or line.startswith("#"):
            continue
        fields = line.split("\t")
        if not header:
            header = fields
            missing = [column for column in columns if column not in header]
            if missing:
                raise DataError(f"{path}:{number}: the header lacks {', '.join(missing)}")
            continue
        if len(fields) != len(header):
            raise DataError(f"{path}:{number}: {len(fields)} fields where the header has {len(header)}")
        yield dict(zip(header, fields, strict=True))


def line_of(path: Path, needle: str) -> int:
    """The number of the first line of *path* that holds *needle*, for messages; 1 if none does."""
    lines = path.read_text(encoding="utf-8").split("\n")
    return next((number for number, line in enumerate(lines, 1) if needle in line), 1)


def digest(paths: Iterable[Path]) -> str:
    """SHA-256 over names and bytes of *paths* in the order of their names, as 64 hex digits."""
    found = hashlib.sha256()
    for path in sorted(paths, key=lambda p: p.name):
        found.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return found.hexdigest()
