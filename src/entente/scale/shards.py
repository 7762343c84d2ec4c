"""Shards: the files of an archive, each the work of one task, with an id that changes when its content may have."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import fsspec

from entente.errors import UsageError
from entente.read import expand

NUMBERS = 40
"""Bits of the number that the shard's runs begin with; the pages of one are counted in ``PAGES`` bits below."""
PAGES = 22


@dataclass(frozen=True, slots=True)
class Shard:
    """One file of reports: its address, its size in bytes, and its ETag, or what stands for one.

    ``id`` is a hash over these and the knowledge it is coded with, so that a finished shard is known again.
    """

    uri: str
    size: int
    etag: str
    id: str

    @property
    def number(self) -> int:
        """A number of ``NUMBERS`` bits that the numbers of its runs begin with."""
        return shard_number(self.id)

    def run(self, page: int) -> int:
        """The number of the run of its page *page*, from 0."""
        if page >> PAGES:
            raise UsageError(f"{self.uri}: holds more than {1 << PAGES:,} pages; split it")
        return (self.number << PAGES) | page


def shard_number(id: str) -> int:
    """The first ``NUMBERS`` bits of a shard's id."""
    return int(id, 16) >> (64 - NUMBERS)


def shards_of(sources: Iterable[str], knowledge: str) -> list[Shard]:
    """The shards that *sources* name: paths, patterns, folders or addresses; in the order of their addresses.

    Raises ``UsageError`` where there is none.
    """
    found = {each.uri: each for source in sources for each in _named(source, knowledge)}
    if not found:
        raise UsageError("the sources name no file; check the patterns")
    shards = [found[uri] for uri in sorted(found)]
    if len({shard.number for shard in shards}) < len(shards):
        raise UsageError("two of the shards have one number, by chance; rename one of the files")
    return shards


def shard_of(uri: str, size: int, etag: str, knowledge: str) -> Shard:
    """The shard with its id."""
    joined = "\0".join((uri, str(size), etag, knowledge))
    return Shard(uri, size, etag, hashlib.sha256(joined.encode()).hexdigest()[:16])


def _named(source: str, knowledge: str) -> list[Shard]:
    if "://" not in source:
        return [_local(path, knowledge) for path in expand(_files(source))]
    system, path = fsspec.core.url_to_fs(source)
    # What was listed before may have been written since.
    system.invalidate_cache()
    wild = any(sign in path for sign in "*?[")
    paths = system.glob(path) if wild else system.find(path) or [path]
    found = []
    for each in paths:
        about: dict[str, Any] = system.info(each)
        etag = str(about.get("ETag") or about.get("LastModified") or "").strip('"')
        found.append(shard_of(system.unstrip_protocol(each), int(about["size"] or 0), etag, knowledge))
    return found


def _files(source: str) -> list[str]:
    """*source*, or the files below it if it is a folder."""
    if not os.path.isdir(source):
        return [source]
    return sorted(os.path.join(folder, name) for folder, _, names in os.walk(source) for name in names)


def _local(path: str, knowledge: str) -> Shard:
    """A file of this machine; the moment of its last change stands for an ETag.

    A path that names nothing is a shard all the same, so that its manifest says why it gave nothing.
    """
    try:
        status = os.stat(path)
        return shard_of(path, status.st_size, str(status.st_mtime_ns), knowledge)
    except OSError:
        return shard_of(path, 0, "", knowledge)
