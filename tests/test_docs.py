"""What the pages show is what the program prints, and every link on them leads somewhere."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
import typer

from entente.cli.main import app
from shown import CODE, PAGES, ROOT, folder_with_samples, run, shown

ALL_PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.name)
def test_a_page_shows_what_the_commands_print(page: Path):
    commands = list(shown(page.read_text(encoding="utf-8")))
    assert commands
    with folder_with_samples() as folder:
        for command, output in commands:
            assert run(command, folder) == output, command
        for code in CODE.findall(page.read_text(encoding="utf-8")):
            subprocess.run([sys.executable, "-W", "error", "-c", code], cwd=folder, check=True)
            assert (Path(folder) / "dyad.pdf").read_bytes().startswith(b"%PDF")


ON_PAGES = re.compile(r"^(?:    |\$ )entente (?:--ontology \S+ )?([a-z]+)((?: +[^\n#]*)?)$", re.MULTILINE)


def test_every_command_shown_on_any_page_exists_with_its_options():
    group = typer.main.get_command(app)
    shown_on = [(path, *found) for path in ALL_PAGES for found in ON_PAGES.findall(path.read_text(encoding="utf-8"))]
    assert len(shown_on) > 30
    for path, name, rest in shown_on:
        assert name in group.commands, f"{path.name}: entente {name}"
        known = {each for one in group.commands[name].params for each in (*one.opts, *one.secondary_opts)}
        used = set(re.findall(r"(?<!\S)--[a-z-]+", rest.partition("|")[0])) - {"--help"}
        assert used <= known, f"{path.name}: entente {name}{rest}"


def test_every_field_of_the_schemas_is_documented():
    page = (ROOT / "docs" / "reference" / "fields.md").read_text(encoding="utf-8")
    known = set(re.findall("`([a-z_]+)", page))
    for path in (ROOT / "docs" / "reference" / "schema").glob("*.json"):
        fields = set(json.loads(path.read_text(encoding="utf-8")).get("properties", {}))
        assert fields <= known, (path.name, sorted(fields - known))


@pytest.mark.parametrize("page", ALL_PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_leads_somewhere(page: Path):
    for target in re.findall(r"\]\(([^)#\s]+)", page.read_text(encoding="utf-8")):
        assert target.startswith("http") or (page.parent / target).exists(), target


def test_the_first_screen_names_the_commands_that_set_up():
    first_screen = "\n".join((ROOT / "README.md").read_text(encoding="utf-8").splitlines()[:40])
    assert "make demo" in first_screen
    assert "$ entente code" in first_screen
