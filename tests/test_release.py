"""What is released installs without the repository, states what is in it, and describes its commands."""

import json
import os
import re
import subprocess
import sys
import tarfile
import textwrap
import tomllib
import zipfile
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

import pytest
from release.bill import bill, closure, licence, plain
from release.manual import page

from entente import __version__
from entente.datafiles import DATA

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
PINS = dict(
    line.split(";")[0].strip().lower().split("==")
    for line in (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    if "==" in line and not line.startswith("#")
)
PINNED = {plain(name): version for name, version in PINS.items()}
# Licences under which what we ship may be used together with Apache-2.0, as their packages state them.
ALLOWED = re.compile(
    r"MIT|BSD|Apache|ISC|PSF|Python Software|MPL|Mozilla|Unlicense|Zlib|CC0|HPND|0BSD|dependency licenses",
    re.IGNORECASE,
)


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """A wheel and an sdist, built once."""
    pytest.importorskip("hatchling")
    out = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "hatchling", "build", "-d", str(out)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return out


def test_the_wheel_codes_a_report_without_the_repository(built, tmp_path):
    [wheel] = built.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "installed")
    report = tmp_path / "report.txt"
    report.write_bytes((DATA / "samples" / "2022-12-02-phone-call.txt").read_bytes())
    script = "import entente; print(entente.__file__); from entente.cli import main; main()"
    environment = {**os.environ, "PYTHONPATH": str(tmp_path / "installed"), "COLUMNS": "120"}
    command = [sys.executable, "-c", script, "code", report.name, "--record", "r.db"]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert str(tmp_path / "installed") in done.stdout
    assert " | CONSULT" in done.stdout


def test_the_wheel_holds_what_runs_and_nothing_else(built):
    [wheel] = built.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
    assert any(name.endswith("share/man/man1/entente.1") for name in names)
    assert {name.split("/")[0] for name in names} <= {
        "entente",
        f"entente-{__version__}.dist-info",
        f"entente-{__version__}.data",
    }
    assert not [name for name in names if name.endswith((".pyc", ".db", ".tmp"))]


def test_the_source_archive_can_be_built_from(built):
    [archive] = built.glob("*.tar.gz")
    with tarfile.open(archive) as held:
        names = {name.partition("/")[2] for name in held.getnames()}
    assert {"pyproject.toml", "README.md", "LICENSE", "src/entente/language/model/model.onnx"} <= names


def test_the_bill_of_materials_names_everything_with_its_version():
    made = bill()
    assert (made["bomFormat"], made["specVersion"]) == ("CycloneDX", "1.6")
    named = {each["name"]: each["version"] for each in made["components"]}
    assert "numpy" in named
    assert len({each["bom-ref"] for each in made["components"]}) == len(made["components"])
    [model] = [each for each in made["components"] if each["type"] == "machine-learning-model"]
    assert all(len(each["hashes"][0]["content"]) == 64 for each in model["components"])
    refs = {each["bom-ref"] for each in made["components"]} | {"entente"}
    assert all({each["ref"], *each["dependsOn"]} <= refs for each in made["dependencies"])
    json.dumps(made)


def needed() -> set[str]:
    """Everything that installing entente without extras brings along."""
    found: set[str] = set()
    for line in PROJECT["dependencies"]:
        found |= closure(plain(re.split(r"[><=\[;~! ]", line)[0])).keys()
    return found


def test_everything_that_is_installed_is_pinned_to_what_is_tested():
    for name in needed():
        try:
            version = distribution(name).version
        except PackageNotFoundError:
            continue
        assert PINNED.get(name, version) == version, f"{name} {version} is installed, {PINNED.get(name)} is pinned"


def test_nothing_needed_has_a_licence_that_forbids_shipping_with_it():
    stated = {name: licence(distribution(name)) for name in needed()}
    assert not {name: told for name, told in stated.items() if not ALLOWED.search(told)}


def test_the_manual_page_is_that_of_the_commands():
    assert (ROOT / "docs" / "reference" / "entente.1").read_text(encoding="utf-8") == page(), (
        "write it anew: python -m release.manual > docs/reference/entente.1"
    )


@pytest.mark.parametrize(("shell", "words"), [("bash", "entente ve"), ("zsh", "entente ve")])
def test_shells_complete_commands(shell, words):
    asked = {
        "_ENTENTE_COMPLETE": f"complete_{shell}",
        "COMP_WORDS": words,
        "COMP_CWORD": "1",
        "_TYPER_COMPLETE_ARGS": words,
    }
    command = [str(Path(sys.executable).parent / "entente")]
    done = subprocess.run(command, env={**os.environ, **asked}, capture_output=True, text=True, check=False)
    assert "verify" in done.stdout


def test_the_citation_file_names_this_version():
    assert f"version: {__version__}" in (ROOT / "CITATION.cff").read_text(encoding="utf-8")


def test_the_rule_that_contributing_shows_does_what_its_examples_say(tmp_path):
    """In an ontology of one's own, of which it is the only rule."""
    shown = re.search(r"```yaml\n(.*?)```", (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8"), re.S)
    files = {
        "ontology/types.yaml": (DATA / "ontology" / "types.yaml").read_text(encoding="utf-8"),
        "rules/words.yaml": "light: [hold]",
        "rules/consult.yaml": "type: CONSULT\nrules:\n" + textwrap.dedent(shown[1].expandtabs()),
    }
    for name, held in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(held, encoding="utf-8")
    command = [str(Path(sys.executable).parent / "entente"), "--ontology", str(tmp_path), "check"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, "2 examples, 0 wrong" in done.stdout) == (0, True), done.stdout + done.stderr
