"""The bytes that were fetched, as they came, packed with gzip: one file for each content, named by its SHA-256."""

from __future__ import annotations

import gzip
import hashlib
import os
from pathlib import Path


def kept(folder: Path, data: bytes) -> str:
    """Keeps *data*; returns its SHA-256. Once this returns it is on the disk; what is there already stays."""
    name = hashlib.sha256(data).hexdigest()
    path = path_of(folder, name)
    if path.exists():
        return name
    path.parent.mkdir(parents=True, exist_ok=True)
    writing = path.with_suffix(".new")
    with writing.open("wb") as file:
        # Without a time stamp the same content gives the same file.
        file.write(gzip.compress(data, mtime=0))
        file.flush()
        os.fsync(file.fileno())
    writing.replace(path)
    return name


def path_of(folder: Path, sha256: str) -> Path:
    """Where content is kept."""
    return folder / sha256[:2] / f"{sha256}.gz"


def taken(folder: Path, sha256: str) -> bytes:
    """The content again."""
    return gzip.decompress(path_of(folder, sha256).read_bytes())
