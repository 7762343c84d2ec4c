"""An ontology of one's own: the example of the how-to, used without touching code."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[1] / "docs" / "how-to" / "maritime"
REPORT = """Tanker seized in strait

Published 12 March 2024

MANILA, March 12 - China rammed a patrol boat in the South China Sea on Monday, officials in Manila said.

On Sunday Iran seized a tanker in the Strait of Hormuz. Greece demanded its release.
"""


def entente(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    command = [str(Path(sys.executable).parent / "entente"), *arguments]
    environment = {**os.environ, "COLUMNS": "200", "NO_COLOR": "1"}
    return subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    made = tmp_path_factory.mktemp("sea")
    (made / "sea.txt").write_text(REPORT, encoding="utf-8")
    done = entente("--ontology", str(FOLDER), "code", "sea.txt", "--record", "sea.db", "--format", "jsonl", cwd=made)
    assert done.returncode == 0, done.stderr
    (made / "printed.jsonl").write_text(done.stdout, encoding="utf-8")
    return made


def test_ten_types_with_all_their_examples_hold(tmp_path):
    done = entente("check", str(FOLDER), cwd=tmp_path)
    assert done.returncode == 0, done.stdout
    assert done.stdout.startswith("10 types, ")
    assert done.stdout.rstrip().endswith(" 0 wrong")


def test_reports_are_coded_by_these_types_alone(folder):
    events = [json.loads(line) for line in (folder / "printed.jsonl").read_text(encoding="utf-8").splitlines()]
    assert sorted(event["event"] for event in events) == ["RAM", "SEIZE"]
    assert {event["event"]: event["event_scale"] for event in events} == {"RAM": -7, "SEIZE": -8}


def test_a_record_is_asked_with_them(folder):
    done = entente(
        "--ontology", str(FOLDER), "events", "--record", "sea.db", "--type", "SEIZE", "--format", "jsonl", cwd=folder
    )
    assert [json.loads(line)["event"] for line in done.stdout.splitlines()] == ["SEIZE"]


def test_without_them_the_record_says_what_it_needs(folder):
    done = entente("events", "--record", "sea.db", cwd=folder)
    assert done.returncode == 1
    assert "--ontology" in done.stderr


def test_a_rule_that_there_is_not_is_no_rule_that_passes(tmp_path):
    done = entente("check", "--rule", "no-such-rule", cwd=tmp_path)
    assert done.returncode == 2
    assert "no rule has no-such-rule in its name" in done.stderr


def test_an_example_that_fails_is_told_with_what_it_gives(tmp_path):
    copy = tmp_path / "own"
    shutil.copytree(FOLDER, copy)
    path = copy / "rules" / "ram.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("=> RAM | China", "=> RAM | Peru"), encoding="utf-8")
    done = entente("check", str(copy), "--rule", "ram", cwd=tmp_path)
    assert done.returncode == 1
    assert "ram.yaml: rule ram" in done.stdout
    assert "and gives   RAM | China -> Vietnam | actual" in done.stdout


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("score: -7", "score: seven", "type RAM: score and each mode need a number"),
        ("RAM:", "ram:", "type ram: the name of a type is in capitals"),
        ("quad: FORCE, score: -7", "quad: MIGHT, score: -7", "type RAM: needs a quad, one of ROUTINE"),
        ("hijack: -9", "high jack: -9", "type SEIZE: mode high jack"),
        ("contexts: [fishing", "contexts: [[fishing]", "contexts are a list of names"),
    ],
)
def test_a_malformed_type_is_refused_with_file_and_line(tmp_path, old, new, said):
    from entente.coding.ontology import load_ontology
    from entente.errors import DataError

    text = (FOLDER / "ontology" / "types.yaml").read_text(encoding="utf-8")
    (tmp_path / "types.yaml").write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(DataError, match=r"types\.yaml:\d+") as refusal:
        load_ontology(tmp_path)
    assert said in str(refusal.value)
