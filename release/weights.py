"""Prints the SHA-256 of every file of the language model, as ``sha256sum`` does: ``python -m release.weights``.

What it prints is signed at a release (``make sign KEY=…``) and published beside the wheel with its signature;
``entente verify --model`` compares an installed model with it. The key is no part of the project.
"""

from __future__ import annotations

import sys
from pathlib import Path

from entente.language import MODEL
from entente.language.sums import digest


def sums(folder: Path = MODEL) -> str:
    """A line a file, in the order of the names: the digest, two spaces, the name."""
    files = sorted(path for path in folder.iterdir() if path.is_file())
    return "".join(f"{digest(path)}  {path.name}\n" for path in files)


if __name__ == "__main__":
    sys.stdout.write(sums())
