"""What the pages show is what the program prints, and every link on them leads somewhere."""

import re
from pathlib import Path

import pytest

from shown import PAGES, ROOT, folder_with_samples, run, shown

ALL_PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.name)
def test_a_page_shows_what_the_commands_print(page: Path):
    commands = list(shown(page.read_text(encoding="utf-8")))
    assert commands
    with folder_with_samples() as folder:
        for command, output in commands:
            assert run(command, folder) == output, command


@pytest.mark.parametrize("page", ALL_PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_leads_somewhere(page: Path):
    for target in re.findall(r"\]\(([^)#\s]+)", page.read_text(encoding="utf-8")):
        assert target.startswith("http") or (page.parent / target).exists(), target


def test_the_first_screen_names_the_commands_that_set_up():
    first_screen = "\n".join((ROOT / "README.md").read_text(encoding="utf-8").splitlines()[:40])
    assert "make demo" in first_screen
    assert "$ entente code" in first_screen
