"""The reference page of the API: ``python -m entente.serve.reference > docs/reference/rest.md``."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from typing import Any

from fastapi import FastAPI

from entente.serve import api
from entente.serve.described import OWN, describe

Json = Mapping[str, Any]
PREFACE = """Made from the API's description by `python -m entente.serve.reference`; do not edit. The description
itself, OpenAPI with the schema of every answer, is served at `/api/openapi.json`. [Serving a
record](../how-to/serve.md) says how to start the server and who may do what.

## What holds everywhere

- **Filters** are those of `entente events` and its kin ([commands](commands.md)). An empty value asks for nothing; a
  name that is not listed here is refused with 422, for a misspelt filter would answer something else.
- **Pages**: `limit` rows (100 if not given, 1000 at most), and `next`, the cursor that goes into `after`; it is null
  on the last page. The header `Link` has the whole address of the next page (RFC 8288). A page stays what it was
  while reports are added elsewhere.
- **JSON or CSV**: `format=csv`, or the header `Accept: text/csv`. The fields of events, statements, commitments and
  counts in JSON are those of [`--format jsonl`](fields.md), in CSV those of `--format csv`.
- **Offsets** count Unicode code points of the report's `text`, and `end` is exclusive. Programs whose strings are
  UTF-16 (JavaScript, Java) must convert them.
- **Not changed**: every GET has an `ETag`, a digest of the record's state and of what was asked. Sent back in
  `If-None-Match`, it gets 304 without a body as long as nothing was written.
- **Errors** are `application/problem+json` (RFC 9457): `status`, `title`, `detail`, which says what to do, and for
  fields of a body `errors`. 401: a token is needed; 403: the request may come from another site, or the name is
  another's; 404: nothing of that name; 409: another report has that name; 413: too long; 421: not a name of this
  server; 422: it makes no sense; 503: the record cannot be read or written now.
- **Who judges** is the token's reviewer; where the token has none, or none is needed, the field `who` of the body,
  the header `X-Reviewer`, or on this machine the login name."""


def page(told: Json) -> str:
    """The reference page of the description *told*, as Markdown."""
    parts = ["# REST", PREFACE]
    for path, methods in told["paths"].items():
        for method, about in methods.items():
            parts += _operation(path, method, about, told["components"]["schemas"])
    parts += ["## What is answered", "Shapes that are not on the page of [fields](fields.md):"]
    parts += (_shape(shape.__name__, told["components"]["schemas"][shape.__name__]) for shape in OWN)
    return "\n\n".join(parts) + "\n"


def _operation(path: str, method: str, about: Json, schemas: Json) -> Iterator[str]:
    yield f"## `{method.upper()} {path}`"
    yield " ".join(about["description"].split())
    rows = [_parameter(each) for each in about.get("parameters", ())]
    if rows:
        yield "\n".join(["| parameter | in | meaning |", "|---|---|---|", *rows])
    yield from _body(about, schemas)
    good = next(each for code, each in about["responses"].items() if code.startswith("2"))
    yield f"Answers {_answer(good['content'])}."


def _parameter(each: Json) -> str:
    where = "the path" if each["in"] == "path" else "the query"
    return f"| `{each['name']}` | {where} | {each.get('description') or '-'} |"


def _body(about: Json, schemas: Json) -> Iterator[str]:
    for kind, held in about.get("requestBody", {}).get("content", {}).items():
        arms = held["schema"].get("oneOf") or [held["schema"]]
        rows = [row for arm in arms for row in _fields(arm["$ref"].rpartition("/")[2], schemas)]
        yield f"Takes `{kind}`:"
        yield "\n".join(["| body | field | needed | meaning |", "|---|---|---|---|", *rows])


def _fields(name: str, schemas: Json) -> Iterator[str]:
    whole = schemas[name]
    for field, about in whole["properties"].items():
        needed = "yes" if field in whole.get("required", ()) else "no"
        said = f"`{about['const']}`: {_sentence(whole)}" if "const" in about else about.get("description") or "-"
        yield f"| {name.removeprefix('Body_').partition('_api_')[0]} | `{field}` | {needed} | {said} |"


def _shape(name: str, schema: Json) -> str:
    fields = ", ".join(f"`{field}`" for field in schema["properties"])
    return f"- `{name}`: {_sentence(schema)} Fields: {fields}."


def _sentence(schema: Json) -> str:
    return " ".join(schema.get("description", "").replace("``", "`").split())


def _answer(content: Json) -> str:
    held = content.get("application/json")
    if held is None or not held.get("schema"):
        return "with the file"
    schema = held["schema"]
    items = schema.get("properties", {}).get("items")
    if items:
        more = [f"`{name}`" for name in schema["properties"] if name != "items"]
        return f"`items`, each a `{items['items']['$ref'].rpartition('/')[2]}`, and {', '.join(more)}; or CSV"
    if "$ref" in schema:
        return f"a `{schema['$ref'].rpartition('/')[2]}`"
    return "an object with " + ", ".join(f"`{name}`" for name in schema["properties"])


def described() -> Json:
    """The description of the API, of no record in particular."""
    app = FastAPI()
    for router in api.ROUTERS:
        app.include_router(router, prefix="/api")
    return describe(app)()


if __name__ == "__main__":
    sys.stdout.write(page(described()))
