"""The API's description: schemas of what is answered, and examples."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic import TypeAdapter

from entente import __version__
from entente.export.schemas import SCHEMAS, schema
from entente.serve import shapes
from entente.serve.problems import MEDIA_TYPE

Json = dict[str, Any]
REF = "#/components/schemas/"
NULL_OR_TEXT: Json = {"anyOf": [{"type": "string"}, {"type": "null"}]}
OWN = (
    shapes.MentionRow, shapes.ReportRow, shapes.ActorRow, shapes.PlaceRow, shapes.DyadRow, shapes.PanelRow,
    shapes.JudgementRow, shapes.AgreementRow, shapes.FacetRow, shapes.StretchRow, shapes.ChangeRow, shapes.MapRow,
    shapes.PeriodRow, shapes.TieRow, shapes.RelationRow, shapes.ReasonTree, shapes.ProblemRow,
    shapes.RecordInfo, shapes.VisitorInfo, shapes.ProblemAnswer,
)  # fmt: skip
EXAMPLES: Mapping[str, Mapping[str, Any]] = json.loads(Path(__file__).with_name("examples.json").read_text("utf-8"))
"""Answers by method and path, and by media type; written by ``tests/test_serve_api_examples.py``."""
ABOUT = """The record of who did what to whom, and the judgements on it.

Lists are paged: an answer's `next` (and its `Link` header) goes into `after` of the next request. Every list has its
CSV at the same address with `format=csv`. Offsets count Unicode code points of the report's text, days are ISO 8601
and inclusive, and errors are `application/problem+json`."""


def ref(name: str) -> Json:
    """A schema by its name."""
    return {"$ref": REF + name}


def listed(name: str, **more: Json) -> dict[int | str, Json]:
    """What a list of *name* answers; *more* are schemas of what stands beside the items."""
    fields = {"items": {"type": "array", "items": ref(name)}, "next": NULL_OR_TEXT, **more}
    whole = {"type": "object", "properties": fields, "required": list(fields), "additionalProperties": False}
    return answered(whole, csv=True)


def answered(content: Json, status: int = 200, *, csv: bool = False) -> dict[int | str, Json]:
    """What one thing answers, as CSV too where that can be had, and how it may fail."""
    kinds: Json = {"application/json": {"schema": content}}
    kinds |= {"text/csv": {"schema": {"type": "string"}}} if csv else {}
    problems = {422: "What is asked makes no sense.", 404: "Nothing of that name.", 401: "A token is needed.",
                503: "The record cannot be read or written now."}  # fmt: skip
    found: dict[int | str, Json] = {
        code: {"description": text, "content": {MEDIA_TYPE: {"schema": ref("ProblemAnswer")}}}
        for code, text in problems.items()
    }
    found[304] = {"description": "Not changed since the ETag given in If-None-Match."}
    return {status: {"description": "As asked.", "content": kinds}, **found}


def writes(content: Json, status: int = 201) -> dict[int | str, Json]:
    """What a write answers."""
    found = answered(content, status)
    del found[304]
    more = {400: "The body is no JSON or form.", 403: "Another site may have sent this, or the name is another's.",
            409: "It would replace what is stored.", 413: "Too long.", 415: "No content taken here."}  # fmt: skip
    for code, text in more.items():
        found[code] = {"description": text, "content": {MEDIA_TYPE: {"schema": ref("ProblemAnswer")}}}
    return found


def components() -> Json:
    """Every schema of an answer, by its name."""
    found: Json = {}
    for name, root in SCHEMAS.items():
        whole = schema(name)
        found.update(whole.pop("$defs"))
        found[root.__name__] = {key: held for key, held in whole.items() if key != "$schema"}
    for shape in OWN:
        whole = TypeAdapter(shape).json_schema(ref_template=REF + "{model}", mode="serialization")
        found.update(whole.pop("$defs", {}))
        if "$ref" not in whole:
            found[shape.__name__] = whole
    moved: Json = json.loads(json.dumps(found).replace("#/$defs/", REF))
    return moved


def describe(app: FastAPI) -> Callable[[], Json]:
    """What ``app.openapi`` is to be; made once."""

    def openapi() -> Json:
        if app.openapi_schema is None:
            told = get_openapi(title="entente", version=__version__, description=ABOUT, routes=app.routes)
            _add_examples(told["paths"])
            parts = told.setdefault("components", {})
            parts["schemas"] = {**parts.get("schemas", {}), **components()}
            parts["securitySchemes"] = {"token": {"type": "http", "scheme": "bearer"}}
            told["security"] = [{}, {"token": []}]
            app.openapi_schema = told
        return app.openapi_schema

    return openapi


def _add_examples(paths: Json) -> None:
    """Puts an answer of each path beside its schema."""
    for name, kinds in EXAMPLES.items():
        method, _, path = name.partition(" ")
        for code, answer in paths[path][method.lower()]["responses"].items():
            for kind, example in kinds.items():
                if code.startswith("2") and kind in answer["content"]:
                    answer["content"][kind]["example"] = example
