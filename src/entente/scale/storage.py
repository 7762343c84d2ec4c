"""Where a lake lies: a folder, or a place on object storage; written so that nobody ever sees half a file."""

from __future__ import annotations

import json
import os
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import fsspec

from entente.errors import RecordError

LOCAL = "file"


@dataclass(frozen=True)
class Storage:
    """A root that names are relative to. It can be pickled; every process opens the file system for itself."""

    root: str

    @cached_property
    def _opened(self) -> tuple[Any, str]:
        try:
            system, path = fsspec.core.url_to_fs(self.root)
        except (ImportError, ValueError) as error:
            raise RecordError(
                f"{self.root}: cannot be opened ({error}); pip install 'entente[s3]' for s3://"
            ) from error
        return system, path.rstrip("/")

    def __getstate__(self) -> dict[str, str]:
        return {"root": self.root}

    @property
    def system(self) -> Any:
        """The file system of fsspec."""
        return self._opened[0]

    @property
    def local(self) -> bool:
        """Whether it is a folder of this machine."""
        protocol = self.system.protocol
        return LOCAL in ((protocol,) if isinstance(protocol, str) else protocol)

    def path(self, name: str) -> str:
        """The path of *name* as the file system wants it."""
        return f"{self._opened[1]}/{name}"

    def url(self, name: str) -> str:
        """The address of *name*, for programs that open addresses themselves."""
        return self.path(name) if self.local else self.system.unstrip_protocol(self.path(name))

    def exists(self, name: str) -> bool:
        return bool(self.system.exists(self.path(name)))

    def names(self, folder: str, ending: str = "") -> list[str]:
        """The names of all files below *folder* that end so, in their order."""
        self.system.invalidate_cache()
        found = self.system.find(self.path(folder)) if self.system.exists(self.path(folder)) else []
        skipped = len(self._opened[1]) + 1
        return sorted(each[skipped:] for each in found if each.endswith(ending) and "/.unfinished-" not in each)

    def read_json(self, name: str) -> Any:
        """What ``write_json`` wrote; None where there is nothing. Raises ``RecordError`` where it is damaged."""
        try:
            content = self.system.cat_file(self.path(name))
        except FileNotFoundError:
            return None
        return self._value(name, content)

    def read_all_json(self, names: list[str]) -> list[Any]:
        """The values of *names*, which are there, in their order; fetched side by side where that is faster."""
        found = self.system.cat([self.path(name) for name in names]) if names else {}
        return [self._value(name, found[self.path(name)] if isinstance(found, dict) else found) for name in names]

    def _value(self, name: str, content: bytes) -> Any:
        try:
            # Left to itself, json guesses the encoding of bytes and raises what depends on the guess.
            return json.loads(content.decode("utf-8"))
        except ValueError as error:
            raise RecordError(f"{self.url(name)}: is damaged; remove it and run entente scale again") from error

    def write_json(self, name: str, value: Any) -> None:
        with self.publishing(name) as path:
            path.write_text(json.dumps(value, ensure_ascii=False, sort_keys=True) + "\n", encoding="utf-8")

    @contextmanager
    def publishing(self, name: str) -> Iterator[Path]:
        """A temporary file that becomes *name*, all at once, where nothing is raised.

        A folder is written beside the name and renamed. Object storage shows an object only when it is whole, so
        there it is written here and sent.
        """
        beside = Path(self.path(name)).parent if self.local else Path(tempfile.gettempdir())
        beside.mkdir(parents=True, exist_ok=True)
        unfinished = beside / f".unfinished-{uuid.uuid4().hex}"
        try:
            yield unfinished
            if self.local:
                os.replace(unfinished, self.path(name))
            else:
                self.system.put_file(str(unfinished), self.path(name))
        finally:
            unfinished.unlink(missing_ok=True)

    def remove(self, folder: str) -> None:
        """Removes *folder* with all that is in it, if it is there."""
        if self.system.exists(self.path(folder)):
            self.system.rm(self.path(folder), recursive=True)

    def size(self, name: str) -> int:
        """Bytes."""
        return int(self.system.size(self.path(name)) or 0)
