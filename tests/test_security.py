"""What a stranger controls (files, filters, rules, weights) never runs code, hangs the program or reaches the SQL."""

import ast
import json
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from entente.errors import DataError, UsageError
from entente.language import MODEL, load
from literal_report import DAY, Record, apart, linked

SOURCE = Path(__file__).parents[1] / "src" / "entente"
FILES = sorted(SOURCE.rglob("*.py"))
# Modules that run what they read, and calls that do.
RUNNING = {"pickle", "cPickle", "marshal", "shelve", "dill", "cloudpickle", "joblib", "torch", "code", "codeop"}
CALLS = {"eval", "exec", "compile", "__import__"}
SECONDS = 1.0
PUMPED = 1_000


def calls(path: Path) -> list[ast.Call]:
    return [node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Call)]


def name_of(call: ast.Call) -> str:
    return ast.unparse(call.func)


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_nothing_that_is_read_can_run(path: Path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    imported = {
        alias.name.split(".")[0] for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names
    }
    imported |= {
        str(node.module).split(".")[0] for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and not node.level
    }
    assert not imported & RUNNING
    for call in calls(path):
        name = name_of(call)
        assert name not in CALLS, f"{path.name}:{call.lineno}: {name}"
        assert name not in {"os.system", "os.popen", "subprocess.getoutput"}, f"{path.name}:{call.lineno}"
        assert not any(keyword.arg == "shell" for keyword in call.keywords), f"{path.name}:{call.lineno}: shell"
        if name in ("yaml.load", "yaml.load_all"):
            assert path.name == "datafiles.py", (
                "YAML is read in one place, by a loader that makes strings, lists and dicts"
            )
        assert name not in {"yaml.unsafe_load", "yaml.full_load"}


def test_a_tag_in_a_data_file_builds_no_object(tmp_path):
    from entente.datafiles import read_yaml

    path = tmp_path / "rules.yaml"
    path.write_text("a: !!python/object/apply:os.system ['touch ran']\n", encoding="utf-8")
    assert read_yaml(path) == {"a": ["touch ran"]}


def test_weights_that_are_not_the_cards_are_refused(tmp_path):
    for each in MODEL.iterdir():
        (tmp_path / each.name).write_bytes(each.read_bytes())
    broken = tmp_path / "pairs.onnx"
    content = bytearray(broken.read_bytes())
    content[len(content) // 2] ^= 1
    broken.write_bytes(content)
    with pytest.raises(DataError, match=r"pairs\.onnx: is not the file that the model's card describes"):
        load(tmp_path)


# Back-tracking

COLLECT = """
import json, re, sys, pkgutil, importlib, importlib.util
met, inner = set(), re._compile
home = importlib.util.find_spec("entente").submodule_search_locations[0]
def noted(pattern, flags):
    frame, depth = sys._getframe(1), 0
    while frame and depth < 4:
        if frame.f_code.co_filename.startswith(home) and isinstance(pattern, str):
            met.add((pattern, int(flags)))
        frame, depth = frame.f_back, depth + 1
    return inner(pattern, flags)
re._compile = noted
import entente
for module in pkgutil.walk_packages(entente.__path__, "entente."):
    try:
        importlib.import_module(module.name)
    except ImportError:
        pass
from entente import api, pipeline
from entente.datafiles import DATA
for sample in sorted((DATA / "samples").glob("*.txt"))[:1]:
    list(pipeline.code_all([str(sample)], api.shipped_knowledge()))
print(json.dumps(sorted(met)))
"""


def patterns() -> list[tuple[str, int]]:
    """Every expression that is compiled while entente is imported and reads a report, and all that stand in calls."""
    done = subprocess.run([sys.executable, "-c", COLLECT], capture_output=True, text=True, check=True)
    found = {(pattern, flags) for pattern, flags in json.loads(done.stdout)}
    for path in FILES:
        for call in calls(path):
            name, first = name_of(call), call.args[0] if call.args else None
            plain = isinstance(first, ast.Constant) and isinstance(first.value, str)
            if plain and name.startswith("re.") and name != "re.escape":
                found.add((first.value, 0))
    return sorted(found)


def pumps(pattern: str) -> set[str]:
    """What may make an expression try again and again: its own literals and what they are made of, many times over."""
    own = re.findall(r"[A-Za-z]+|[^\w\s\\()\[\]|*+?{}^$]", pattern)[:6]
    each = {"a", "A ", "1", " ", "\n", "a ", "1 ", "1/", " -", ", a", "<!--", "a.", "@", *own}
    each |= {f"{word} " for word in own}
    return each


def too_slow(pattern: re.Pattern[str], text: str) -> float:
    """Seconds that searching takes; at most ``SECONDS``."""

    def stop(*_: object) -> None:
        raise TimeoutError

    signal.signal(signal.SIGALRM, stop)
    started = time.process_time()
    signal.setitimer(signal.ITIMER_REAL, SECONDS * 3)
    try:
        pattern.search(text)
        pattern.fullmatch(text)
    except TimeoutError:
        return SECONDS * 3
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
    return time.process_time() - started


def test_no_expression_tracks_back_without_end():
    slow = []
    for source, flags in patterns():
        pattern = re.compile(source, flags)
        for pump in pumps(source):
            took = too_slow(pattern, (pump * (PUMPED // len(pump) + 1))[:PUMPED] + "\x01")
            if took > SECONDS:
                slow.append((source[:90], pump, round(took, 1)))
                break
    assert slow == []


# SQL

EVIL = ("'; DROP TABLE reports; --", '" OR 1=1 --', "x' UNION SELECT text FROM reports --", "%", "_", "\\", "a*",
        "a AND b", "NEAR(a b)", "^a", "-a", "a:b", "{a}", "\0", "\ud800", "(", ")", '"', "''", "$1", "?", ":name",
        "a" * 5000)  # fmt: skip
FILTERS = ("actor", "recipient", "party", "dyad", "type", "mode", "context", "quad", "since", "until", "factuality",
           "speaker", "place", "report", "text", "order", "after")  # fmt: skip


@pytest.fixture(scope="module")
def record(tmp_path_factory):
    with Record(tmp_path_factory.mktemp("record") / "record.db") as made:
        for n in range(3):
            made.store(apart(linked(f"{n}.txt"), n), "k", DAY)
        yield made


@pytest.mark.parametrize("name", FILTERS)
def test_no_filter_reaches_the_sql(record, name):
    before = len(record.events())
    for evil in EVIL:
        try:
            found = record.events(**{name: evil})
        except UsageError:
            continue
        # Of what is no word nothing is found; "a" may well be one.
        assert len(found) < before or name == "order", evil
    assert len(record.events()) == before


@pytest.mark.parametrize("evil", EVIL)
def test_no_judgement_reaches_the_sql(record, evil):
    [first, *_] = record.events(limit=1)
    before = len(record.events())
    for field in ("type", "place", "actor", "date", evil):
        try:
            made = record.correct(first.id, field, evil, who=evil.replace("\ud800", "?"), why="w")
        except UsageError:
            continue
        record.undo(made.id, who="w", why="w")
    assert len(record.events()) == before


# The threat model

THREATS = SOURCE.parents[1] / "docs" / "explanation" / "security.md"


def test_every_defence_of_the_threat_model_names_tests_that_there_are():
    rows = [line for line in THREATS.read_text(encoding="utf-8").splitlines() if line.startswith("| ")][1:]
    assert len(rows) > 10
    for row in rows:
        named = re.findall(r"`(tests/\w+\.py)`", row.split("|")[-2])
        assert named, row
        assert all((SOURCE.parents[1] / name).is_file() for name in named), row
