"""Where sources lie: globs, folders, and places such as ``s3://bucket/reports/*.html`` that fsspec opens."""

from __future__ import annotations

import glob
import os
import re
import sys
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, BinaryIO

from entente.errors import UnreadableError
from entente.read.files import STANDARD_INPUT, WILDCARDS
from entente.read.known import known, no_report

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]{1,11})://")


def protocol(source: str) -> str | None:
    """The scheme of an address (``s3``), None for a path."""
    match = _SCHEME.match(source)
    return match[1].lower() if match else None


def expanded(pattern: str) -> Iterator[str]:
    """The files that *pattern* names, sorted; a folder gives all files in it that can be reports, at any depth.

    What matches nothing, and what cannot be looked into, stays as typed, so that reading it says so.
    """
    scheme = protocol(pattern)
    if scheme is not None:
        yield from _far(pattern) if scheme in known().protocols else [pattern]
    elif pattern == STANDARD_INPUT or "\0" in pattern:
        yield pattern
    elif os.path.isdir(pattern):
        yield from _or_itself(pattern, _in_folder(pattern))
    elif WILDCARDS & set(pattern) and not os.path.lexists(pattern):
        found = sorted(glob.glob(pattern, recursive=True))
        yield from _or_itself(pattern, (path for path in found if not os.path.isdir(path)))
    else:
        yield pattern


def _or_itself(pattern: str, found: Iterable[str]) -> Iterator[str]:
    anything = False
    for path in found:
        anything = True
        yield path
    if not anything:
        yield pattern


def _in_folder(folder: str) -> Iterator[str]:
    for here, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not no_report(name))
        yield from (os.path.join(here, name) for name in sorted(files) if not no_report(name))


def _far(address: str) -> Iterator[str]:
    try:
        system, path = _system(address)
        if WILDCARDS & set(path):
            found = [each for each in system.glob(path) if not system.isdir(each)]
        else:
            found = system.find(path) if system.isdir(path) else []
    except troubles():
        found = []
    named = (each for each in sorted(found) if not no_report(each.removeprefix(path.rstrip("/"))))
    yield from _or_itself(address, (_address(system, each, address) for each in named))


def _address(system: Any, path: str, like: str) -> str:
    scheme = like[: like.index("://")]
    bare: str = system.unstrip_protocol(path)
    rest = bare.split("://", 1)[1]
    return f"{scheme}://{rest if like[len(scheme) + 3 :].startswith('/') else rest.lstrip('/')}"


def _system(address: str) -> tuple[Any, str]:
    from fsspec.core import url_to_fs

    system, path = url_to_fs(address)
    return system, path


def troubles() -> tuple[type[Exception], ...]:
    """What may be raised where a far place is looked at; the errors of S3's client only once that is loaded."""
    return (OSError, ValueError, ImportError, NotImplementedError, *client_troubles())


def client_troubles() -> tuple[type[Exception], ...]:
    """What S3's client raises that is no ``OSError``, while a file is read too; nothing where it is not loaded."""
    client = sys.modules.get("botocore.exceptions")
    return (client.BotoCoreError,) if client else ()


def opened_far(address: str) -> tuple[BinaryIO, int | None, date | None]:
    """A file at *address*, its size in bytes, and the day it was last changed, as far as the place says.

    ``UnreadableError`` where there is none or it may not be read.
    """
    scheme = protocol(address)
    if scheme not in known().protocols:
        raise UnreadableError("is an address, and entente fetches nothing; save the page and give the file")
    try:
        system, path = _system(address)
        file: BinaryIO = system.open(path, "rb")
        return file, _size(system, path), _day(system, path)
    except ImportError:
        needs = "pip install 'entente[s3]'" if scheme in ("s3", "s3a") else "install the fsspec driver for it"
        raise UnreadableError(f"lies in a place that needs a driver; {needs}") from None
    except FileNotFoundError:
        wild = WILDCARDS & set(address)
        raise UnreadableError(
            "matches no file; check the pattern" if wild else "no such file; check the address"
        ) from None
    except troubles() as error:
        why = " ".join(str(error).split())[:200] or type(error).__name__
        raise UnreadableError(f"cannot be read ({why}); check the address and your credentials") from None


def _size(system: Any, path: str) -> int | None:
    size = system.size(path)
    return int(size) if size is not None else None


def _day(system: Any, path: str) -> date | None:
    try:
        day: date = system.modified(path).date()
    except (KeyError, TypeError, AttributeError):
        return None
    except troubles():
        return None
    return day
