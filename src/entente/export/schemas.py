"""JSON Schemas (draft 2020-12) and reference pages, made from the shapes.

``python -m entente.export.schemas docs/reference`` writes them anew.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints, is_typeddict

from entente.entries import ontology
from entente.export import shapes

SCHEMAS = {
    "code": shapes.PloverEvent,
    "annotate": shapes.AnnotatedReport,
    "statements": shapes.StatementRow,
    "commitments": shapes.CommitmentRow,
    "counts": shapes.CountRow,
    "forums": shapes.SettingRow,
    "documents": shapes.SettingRow,
}
_PLAIN = {str: "string", int: "integer", float: "number", bool: "boolean", NoneType: "null"}
DIALECT = "https://json-schema.org/draft/2020-12/schema"
Json = dict[str, Any]


def schema(name: str) -> Json:
    """The JSON Schema of one line of the output *name*."""
    definitions: dict[str, Json] = {}
    root = _object(SCHEMAS[name], definitions)
    return {"$schema": DIALECT, "title": name, **root, "$defs": dict(sorted(definitions.items()))}


def fields_page() -> str:
    """The reference page of all fields, as Markdown."""
    parts = ["# Fields of the JSON output", *_PREFACE]
    shown: list[Any] = []
    for name, root in SCHEMAS.items():
        found = [shape for shape in _shapes_in(root) if shape not in shown]
        if found:
            parts.append(f"## `{name}`: [schema](schema/{name}.json)")
        for shape in found:
            shown.append(shape)
            parts += [f"### {shape.__name__}", _sentence(shape), _table(shape)]
    return "\n\n".join([*parts, *_REPORT]) + "\n"


_PREFACE = [
    "Made from `entente.export.shapes`; do not edit.",
    "Every field is always there. Null says that something was looked for and not found, or does not apply. "
    "Offsets count Unicode code points in the report's canonical text (what `annotate` prints as `text`), and `end` "
    "is exclusive. Days are ISO 8601; a first and a last day are both inclusive.",
]


_REPORT = [
    "## The report in Python",
    "`entente.model.Report` is what reading gives and a record keeps. Its `text` is the one canonical "
    "text: decoded, with `\\n` for line ends and U+FFFD for control characters; of a page the headline, a "
    "blank line and a paragraph a line; of a PDF the paragraphs. A record stores it with its SHA-256 "
    "(`reports.sha256`), and all offsets count in it.",
    "\n".join(
        [
            "| field | meaning |",
            "|---|---|",
            "| `source` | name in every output: id, else URL, else path (`archive.zip!page.html`, "
            "`page.html#2` for the second of several) |",
            "| `origin` | what it was read from (`reports.jsonl:12`); no two reports of a source have the same |",
            "| `text`, `blocks` | the canonical text, and which characters are headline, byline, dateline, "
            "body or page furniture |",
            "| `title`, `byline`, `publisher`, `url` | as the source states them |",
            "| `place` | where it was written, as the dateline says |",
            "| `published`, `published_basis`, `updated` | day of publication, on what that rests, day of "
            "the last change |",
            "| `published_at` | the moment of publication as ISO 8601 with the offset that the source "
            "states; null where it states a day only |",
            "| `media_type` | `text/plain`, `text/html`, `application/pdf` or `application/xml` (feeds) |",
            "| `anchors` | where runs of the text stand in the original: XPath in a saved page, page and "
            "box (points) in a PDF |",
        ]
    ),
    "`entente.read.original.shown_in(report, span)` gives the places of any characters in the original: "
    "for a page a quotation (W3C TextQuoteSelector) within the element at an XPath, for a PDF page and "
    "box. `can_be_shown(report, span)` says whether all of them have one; those without are headlines "
    "that only metadata state, and lines that no one element holds as they stand.",
]


def _sentence(shape: Any) -> str:
    return " ".join((shape.__doc__ or "").replace("``", "`").split())


def _table(shape: Any) -> str:
    rows = ["| field | type | meaning |", "|---|---|---|"]
    for field, hint in get_type_hints(shape, include_extras=True).items():
        bare, notes = _parted(hint)
        rows.append(f"| `{field}` | {_type_name(bare)} | {next(note for note in notes if isinstance(note, str))} |")
    return "\n".join(rows)


def _type_name(hint: Any) -> str:
    bare, notes = _parted(hint)
    if any(isinstance(note, shapes.Format) for note in notes):
        return "day"
    if is_typeddict(bare):
        return f"[{bare.__name__}](#{bare.__name__.lower()})"
    if get_origin(bare) is list:
        return f"list of {_type_name(get_args(bare)[0])}"
    if get_origin(bare) is Literal:
        return " ".join(f"`{value}`" for value in get_args(bare))
    if get_origin(bare) in (Union, UnionType):
        return " or ".join(_type_name(arm) for arm in get_args(bare))
    return _PLAIN[bare]


def _shapes_in(root: Any) -> list[Any]:
    """*root* and the shapes of its fields, each once, the outer before the inner."""
    found, todo = [root], [root]
    while todo:
        for hint in get_type_hints(todo.pop(0)).values():
            inner = [shape for shape in _leaves(hint) if is_typeddict(shape) and shape not in found]
            found += inner
            todo += inner
    return found


def _leaves(hint: Any) -> list[Any]:
    arms = [arm for arm in get_args(hint) if get_origin(hint) is not Literal]
    return [leaf for arm in arms for leaf in _leaves(arm)] if arms else [hint]


def _parted(hint: Any) -> tuple[Any, tuple[Any, ...]]:
    return (get_args(hint)[0], hint.__metadata__) if get_origin(hint) is Annotated else (hint, ())


def _object(shape: Any, definitions: dict[str, Json]) -> Json:
    hints = get_type_hints(shape, include_extras=True)
    return {
        "description": _sentence(shape),
        "type": "object",
        "properties": {field: _value(hint, definitions) for field, hint in hints.items()},
        "required": list(hints),
        "additionalProperties": False,
    }


def _value(hint: Any, definitions: dict[str, Json]) -> Json:
    bare, notes = _parted(hint)
    found = _kind(bare, definitions)
    for note in notes:
        if isinstance(note, shapes.Format):
            found["format"] = note.name
        elif isinstance(note, shapes.Among):
            found["enum"] = _known(note.what)
        else:
            found = {"description": note, **found}
    return found


def _kind(bare: Any, definitions: dict[str, Json]) -> Json:
    if is_typeddict(bare):
        if bare.__name__ not in definitions:
            definitions[bare.__name__] = {}
            definitions[bare.__name__] = _object(bare, definitions)
        return {"$ref": f"#/$defs/{bare.__name__}"}
    if get_origin(bare) is list:
        return {"type": "array", "items": _value(get_args(bare)[0], definitions)}
    if get_origin(bare) is Literal:
        return {"enum": list(get_args(bare))}
    if get_origin(bare) in (Union, UnionType):
        return {"anyOf": [_value(arm, definitions) for arm in get_args(bare)]}
    return {"type": _PLAIN[bare]}


def _known(what: str) -> list[str]:
    known = ontology()
    if what == "modes":
        return sorted({mode for kind in known.types.values() for mode in kind.modes})
    return list(known.types) if what == "types" else sorted(known.contexts)


def pages() -> dict[str, str]:
    """The text of every file that is made here, by its path under ``docs/reference``."""
    found = {f"schema/{name}.json": json.dumps(schema(name), indent=2) + "\n" for name in SCHEMAS}
    return {"fields.md": fields_page(), **found}


def write(folder: Path) -> None:
    """Writes every page under *folder*."""
    for name, text in pages().items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    write(Path(sys.argv[1]))
