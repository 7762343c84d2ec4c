"""Commands shown on the pages with what they print; ``python tests/shown.py`` writes anew what they print now.

A block that begins with ``$ `` holds commands, each followed by its output. The commands of one page run one after
another in one new folder that holds the sample reports.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from entente.datafiles import DATA

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", ROOT / "docs" / "tutorial.md"]
BLOCK = re.compile(r"(?<=```\n)(?:\$ .*\n)(?:.*\n)*?(?=```)")
CODE = re.compile(r"<!-- run: .*-->\n```python\n((?:.*\n)*?)```")
COMMAND = re.compile(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", re.MULTILINE)


def shown(page: str) -> Iterator[tuple[str, str]]:
    """The commands of a page and the output it shows for each."""
    for block in BLOCK.finditer(page):
        yield from COMMAND.findall(block.group())


def folder_with_samples() -> tempfile.TemporaryDirectory[str]:
    folder = tempfile.TemporaryDirectory()
    for sample in (DATA / "samples").glob("*.txt"):
        (Path(folder.name) / sample.name).write_bytes(sample.read_bytes())
    return folder


def run(command: str, folder: str) -> str:
    """What a command prints; only our own program is run."""
    program, *arguments = shlex.split(command)
    assert program == "entente", command
    environment = {**os.environ, "COLUMNS": "120", "NO_COLOR": "1"}
    line = [str(Path(sys.executable).parent / "entente"), *arguments]
    done = subprocess.run(line, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    return "".join(f"{line.rstrip()}\n" for line in done.stdout.splitlines())


def renewed(page: str) -> str:
    """The page with what its commands print now."""
    with folder_with_samples() as folder:
        return BLOCK.sub(
            lambda block: COMMAND.sub(lambda one: f"$ {one[1]}\n{run(one[1], folder)}", block.group()), page
        )


if __name__ == "__main__":
    for path in PAGES:
        path.write_text(renewed(path.read_text(encoding="utf-8")), encoding="utf-8")
