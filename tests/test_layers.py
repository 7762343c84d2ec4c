"""A file imports only from lower layers, and third-party libraries stand only where they belong."""

import ast
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[1] / "src" / "entente"
LAYERS = {
    "model": 0, "errors": 0,
    "datafiles": 1, "progress": 1, "notation": 1,
    "read": 2, "language": 2, "times": 2, "actors": 2, "places": 2,
    "coding": 3, "link": 3,
    "knowledge": 4, "pipeline": 4, "label": 4, "record": 4, "entries": 4,
    "query": 5, "explain": 5, "export": 5,
    "api": 5, "verify": 5, "batch": 5, "watch": 5, "scale": 5,
    "serve": 6,
    "cli": 7,
}  # fmt: skip
# Within a layer, who may import whom; everything else in a layer stands alone.
NEIGHBOURS = {("pipeline", "knowledge"), ("export", "notation"), ("explain", "notation"), ("query", "notation"),
              ("explain", "query"), ("export", "query"), ("api", "query"), ("verify", "query"),
              ("scale", "batch"), ("watch", "batch"), ("batch", "query"), ("scale", "query"), ("watch", "query"),
              ("api", "batch")}  # fmt: skip
HOMES = {
    "onnxruntime": {"language"}, "tokenizers": {"language"},
    "trafilatura": {"read"}, "pypdfium2": {"read"}, "py3langid": {"read"},
    "sqlalchemy": {"record", "query"},
    "feedparser": {"read", "watch"}, "fastwarc": {"read"}, "fsspec": {"read", "batch", "scale", "query"},
    "fastapi": {"serve"}, "starlette": {"serve"}, "uvicorn": {"serve"}, "jinja2": {"serve"},
    "ray": {"scale"}, "duckdb": {"query", "scale"}, "pyarrow": {"scale"}, "prometheus_client": {"scale", "serve"},
    "typer": {"cli"}, "rich": {"cli", "progress"},
    "yaml": {"datafiles"},
}  # fmt: skip

FILES = sorted(path for path in SOURCE.rglob("*.py") if path != SOURCE / "__init__.py")


def room(path: Path) -> str:
    return path.relative_to(SOURCE).parts[0].removesuffix(".py")


def imported(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_a_file_imports_only_from_lower_layers(path: Path):
    here = room(path)
    for name in imported(path):
        parts = name.split(".")
        if parts[0] != "entente" or len(parts) < 2 or parts[1] not in LAYERS or parts[1] == here:
            continue
        allowed = LAYERS[parts[1]] < LAYERS[here] or (here, parts[1]) in NEIGHBOURS
        assert allowed, f"{here} (layer {LAYERS[here]}) imports {name} (layer {LAYERS[parts[1]]})"


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_libraries_stand_only_where_they_belong(path: Path):
    for name in imported(path):
        homes = HOMES.get(name.split(".")[0])
        assert homes is None or room(path) in homes, f"{room(path)} imports {name}"


def test_every_room_has_a_layer():
    assert {room(path) for path in FILES} <= LAYERS.keys()


def test_no_module_is_too_long():
    long = {str(path.relative_to(SOURCE)): count for path in FILES if (count := path.read_text().count("\n")) > 500}
    assert not long
