"""The description shows an answer of every path, and each fits the schema that it stands beside.

``python tests/test_serve_api_examples.py`` asks a record made of the literal report, and writes the examples anew.
"""

import csv
import io
import json
import sys
import tempfile
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from entente.serve.api.exporting import FILES
from entente.serve.described import EXAMPLES
from entente.serve.reference import described
from served import made, served

ASKED = {
    "GET /api": "/api",
    "GET /api/visitor": "/api/visitor",
    "GET /api/events": "/api/events?actor=PRT&limit=1",
    "GET /api/events/{event}": "/api/events/e1",
    "GET /api/events/{event}/explanation": "/api/events/e1/explanation?field=date",
    "GET /api/events/{event}/judgements": "/api/events/e1/judgements",
    "GET /api/mentions": "/api/mentions?actor=PRT&limit=1",
    "GET /api/statements": "/api/statements?limit=1",
    "GET /api/commitments": "/api/commitments?limit=1",
    "GET /api/counts": "/api/counts?limit=1",
    "GET /api/forums": "/api/forums?limit=1",
    "GET /api/documents": "/api/documents?limit=1",
    "GET /api/reports": "/api/reports?limit=1",
    "GET /api/reports/{name}": "/api/reports/porto.txt",
    "GET /api/actors": "/api/actors?limit=1",
    "GET /api/places": "/api/places?limit=1",
    "GET /api/dyads": "/api/dyads?limit=1",
    "GET /api/panels/{period}": "/api/panels/year?actors=PRT,CHL&factuality=any",
    "GET /api/facets": "/api/facets?type=CONSULT",
    "GET /api/timeline": "/api/timeline?type=CONSULT",
    "GET /api/changes": "/api/changes",
    "GET /api/map": "/api/map",
    "GET /api/series": "/api/series?type=CONSULT",
    "GET /api/ties": "/api/ties?limit=1",
    "GET /api/relations": "/api/relations?party=PRT",
    "GET /api/ledger": "/api/ledger?limit=1",
    "GET /api/queue": "/api/queue?limit=1",
    "GET /api/queue/second": "/api/queue/second?who=cleo&limit=1",
    "GET /api/judgements": "/api/judgements?limit=1",
    "GET /api/judgements/{id}": "/api/judgements/{made}",
    "GET /api/agreement": "/api/agreement?one=ana&other=ben",
}
SHORT = {"text": "Portugal met Chile.", "source": "short.txt", "published": "2024-05-15"}
CORRECTED = {
    "kind": "correct",
    "event": "e1",
    "changes": {"date": "2024-05-13", "mode": "phone"},
    "why": "by telephone",
}
BINARY = {"application/vnd.apache.parquet", "application/octet-stream", "application/zip"}
TEXTS = {media.partition(";")[0]: name for name, (media, _) in reversed(FILES.items()) if media not in BINARY}
HERE = {"b5fdfeceea721a5f": "e1", "c6a0e1d2b3f48597": "e1-1", "daily/2023-11-09.html": "porto.txt"}


def asked() -> dict[str, dict[str, object]]:
    """An answer of every path by media type, lists cut to their first row."""
    found: dict[str, dict[str, object]] = {}
    with tempfile.TemporaryDirectory() as folder, served(made(Path(folder) / "record.db", 2)) as client:
        client.headers["X-Reviewer"] = "ana"
        first = client.post("/api/judgements", json=CORRECTED)
        found["POST /api/judgements"] = {"application/json": first.json()}
        client.post("/api/judgements", json={"kind": "accept", "event": "e1", "who": "ben"})
        for name, form in ASKED.items():
            address = form.replace("{made}", first.json()["id"])
            answer = client.get(address)
            found[name] = {"application/json": cut(answer.json())}
            as_csv = client.get(f"{address}{'&' if '?' in address else '?'}format=csv")
            if as_csv.headers.get("content-type", "").startswith("text/csv"):
                found[name]["text/csv"] = "".join(as_csv.text.splitlines(keepends=True)[:2])
        coded = client.post("/api/code", json=SHORT).json()
        found["POST /api/code"] = found["POST /api/code/file"] = {"application/json": coded}
        exported = {kind: client.get(f"/api/export/{name}?limit=1&factuality=actual") for kind, name in TEXTS.items()}
        found["GET /api/export/{name}"] = {
            kind: answer.json() if kind.endswith("json") and "nd" not in kind else answer.text
            for kind, answer in exported.items()
        }
    return found


def cut(answer: dict[str, object]) -> dict[str, object]:
    items = answer.get("items")
    return {**answer, "items": items[:1]} if isinstance(items, list) else answer


def answers() -> list[tuple[str, str, dict[str, object]]]:
    return [
        (f"{method.upper()} {path}", kind, held)
        for path, methods in described()["paths"].items()
        for method, about in methods.items()
        for code, answer in about["responses"].items()
        if code.startswith("2")
        for kind, held in answer["content"].items()
    ]


@pytest.fixture(scope="module")
def schemas():
    return described()["components"]


def test_every_answer_that_is_text_has_an_example():
    assert [(name, kind) for name, kind, held in answers() if kind not in BINARY and "example" not in held] == []
    assert EXAMPLES.keys() == {name for name, _, _ in answers()}


def test_each_example_fits_its_schema(schemas):
    for name, kind, held in answers():
        if kind == "application/json":
            validator = Draft202012Validator({**held["schema"], "components": schemas})
            assert [each.message for each in validator.iter_errors(held["example"])] == [], name


def test_each_list_has_a_row_in_its_example_as_json_and_as_csv():
    for name, kind, held in answers():
        if kind == "text/csv":
            assert len(list(csv.reader(io.StringIO(held["example"], newline="")))) == 2, name
        elif kind == "application/json" and "items" in held["schema"].get("properties", ()):
            assert len(held["example"]["items"]) == 1, name


def test_the_fields_of_an_example_are_those_of_the_answer(tmp_path):
    with served(made(tmp_path / "record.db", 2)) as client:
        client.post("/api/judgements", json={**CORRECTED, "who": "ana"})
        client.post("/api/judgements", json={"kind": "accept", "event": "e1", "who": "ben"})
        for name, address in ASKED.items():
            if "{made}" not in address:
                shown, live = EXAMPLES[name]["application/json"], client.get(address).json()
                assert _fields(shown) == _fields(cut(live)), name


def _fields(value: object) -> object:
    """Names of fields, of the first of several values."""
    if isinstance(value, dict):
        return {name: _fields(held) for name, held in value.items()}
    return _fields(value[0]) if isinstance(value, list) and value else None


@pytest.mark.parametrize("name", ["POST /api/judgements", "POST /api/code"])
def test_each_example_of_what_is_sent_is_taken(tmp_path, name):
    body = described()["paths"][name.partition(" ")[2]]["post"]["requestBody"]["content"]["application/json"]
    assert body["examples"]
    with served(made(tmp_path / "record.db", 2)) as client:
        for kind, example in body["examples"].items():
            written = json.dumps(example["value"])
            for id, here in HERE.items():
                written = written.replace(id, here)
            sent = json.loads(written)
            if kind == "undo":
                sent["judgement"] = client.get("/api/judgements?limit=1").json()["items"][0]["id"]
            answer = client.post(name.partition(" ")[2], json={"who": "ana", **sent} if "kind" in sent else sent)
            assert answer.status_code in (200, 201), (kind, answer.text)


if __name__ == "__main__":
    sys.stdout.write(json.dumps(asked(), ensure_ascii=False, indent=1) + "\n")
