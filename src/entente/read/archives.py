"""Archives, member by member: zip, tar, and files packed with gzip, bzip2, xz or zstd.

Nothing is unpacked to disk by name. A member is called ``archive!member`` and read as a file of that name is.
"""

from __future__ import annotations

import bz2
import gzip
import lzma
import shutil
import struct
import tarfile
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import PurePosixPath, PureWindowsPath
from typing import BinaryIO, cast

from entente.errors import UnreadableError
from entente.model import Problem, Report
from entente.read import limits
from entente.read.admit import check_file_size
from entente.read.compose import STAGE
from entente.read.files import printable
from entente.read.known import no_report
from entente.read.meeting import Met
from entente.read.zstd import Zstd

BROKEN = (zipfile.BadZipFile, tarfile.TarError, zlib.error, lzma.LZMAError, EOFError, gzip.BadGzipFile, struct.error)
_UNPACKING: dict[str, Callable[[BinaryIO], BinaryIO]] = {
    "gzip": lambda file: cast(BinaryIO, gzip.GzipFile(fileobj=file)),
    "bzip2": lambda file: cast(BinaryIO, bz2.open(file)),  # noqa: SIM115 the caller closes it
    "xz": lambda file: cast(BinaryIO, lzma.LZMAFile(file)),  # noqa: SIM115 the caller closes it
    "zstd": lambda file: cast(BinaryIO, Zstd(file)),
}
_PACKED_SUFFIXES = {
    ".gz": "", ".bz2": "", ".xz": "", ".zst": "", ".z": "",
    ".tgz": ".tar", ".tbz2": ".tar", ".txz": ".tar", ".tzst": ".tar",
}  # fmt: skip
_END_OF_DIRECTORY = b"PK\x05\x06"
_END_WITHIN = 66_000
Read = Callable[[BinaryIO, Met], Iterator[Report | Problem]]


def read_packed(file: BinaryIO, met: Met, kind: str, read: Read) -> Iterator[Report | Problem]:
    """What is in a file packed by itself; it keeps the file's name."""
    path = PurePosixPath(met.name)
    suffix = _PACKED_SUFFIXES.get(path.suffix.lower())
    within = met.deeper(met.name) if suffix is None else replace(met.deeper(met.name), called=path.stem + suffix)
    with closing(_UNPACKING[kind](file)) as unpacked:
        yield from read(limits.counted(unpacked, met.allowance), within)


def read_tar(file: BinaryIO, met: Met, read: Read) -> Iterator[Report | Problem]:
    """The reports in the files of a tar archive, in its order; links and devices are passed over."""
    passed = files = 0
    with tarfile.open(fileobj=file, mode="r|") as archive:
        while (member := archive.next()) is not None:
            # The library remembers every member it has met; 100,000 of them are 100 MB.
            archive.members.clear()  # type: ignore[attr-defined]
            if member.isdir():
                continue
            files += 1
            if not member.isreg() or no_report(member.name):
                passed += 1
                continue
            held = archive.extractfile(member)
            if held is not None:
                yield from _member(cast(BinaryIO, held), member.name, _tar_day(member), met, read)
    yield from _passed_over(met, passed, files)


def _tar_day(member: tarfile.TarInfo) -> date | None:
    try:
        return datetime.fromtimestamp(member.mtime, UTC).date() if member.mtime else None
    except (ValueError, OverflowError, OSError):
        return None


def read_zip(file: BinaryIO, met: Met, read: Read) -> Iterator[Report | Problem]:
    """The reports in the files of a zip archive, in the order of its directory."""
    passed = files = 0
    with _on_disk(file) as whole:
        _check_directory(whole)
        with _directory_read(whole) as archive:
            for info in archive.infolist():
                # Not is_dir(), which looks at the last character of a name that may have none.
                if info.filename.endswith("/"):
                    continue
                files += 1
                if no_report(info.filename):
                    passed += 1
                    continue
                yield from _zipped(archive, info, met, read)
    yield from _passed_over(met, passed, files)


def _directory_read(whole: BinaryIO) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(whole)
    except (NotImplementedError, UnicodeDecodeError) as error:
        # What only a later unpacker may read, and names that are not in the encoding they claim.
        raise UnreadableError("cannot be unpacked; unpack the archive yourself and give its files") from error


def _zipped(archive: zipfile.ZipFile, info: zipfile.ZipInfo, met: Met, read: Read) -> Iterator[Report | Problem]:
    name = _named(met, info.filename)
    try:
        held = archive.open(info)
    except RuntimeError:
        yield Problem(name, STAGE, "is locked with a password; unpack the archive and give its files", fatal=True)
        return
    except (NotImplementedError, UnicodeDecodeError, *BROKEN):
        yield Problem(name, STAGE, "cannot be unpacked; unpack the archive yourself and give its files", fatal=True)
        return
    with held:
        yield from _member(cast(BinaryIO, held), info.filename, _zip_day(info), met, read)


def _zip_day(info: zipfile.ZipInfo) -> date | None:
    try:
        day = date(*info.date_time[:3])
    except ValueError:
        return None
    # The day that tools write who know of none.
    return day if day != date(1980, 1, 1) else None


def _named(met: Met, member: str) -> str:
    return f"{met.name}!{printable(member)}"


def _member(file: BinaryIO, member: str, filed: date | None, met: Met, read: Read) -> Iterator[Report | Problem]:
    name = _named(met, member)
    if leads_out(member):
        why = "has a name that leads out of its archive and was not read; unpack with care and give the file itself"
        yield Problem(name, STAGE, why, fatal=True)
        return
    try:
        within = replace(met.deeper(name), called=member, filed=filed)
        yield from read(limits.counted(file, met.allowance), within)
    except limits.ExhaustedError:
        raise
    except UnreadableError as error:
        yield Problem(name, STAGE, str(error), fatal=True)
    except BROKEN:
        yield Problem(name, STAGE, "is damaged in its archive; pack or fetch the archive again", fatal=True)


def leads_out(member: str) -> bool:
    """Whether the name of a member is absolute or climbs out of the archive."""
    paths = PurePosixPath(member), PureWindowsPath(member)
    return any(path.is_absolute() or path.drive or ".." in path.parts for path in paths)


def _passed_over(met: Met, count: int, held: int) -> Iterator[Problem]:
    """How many of the *held* files were passed over; ``UnreadableError`` where there are none."""
    if not held:
        raise UnreadableError("is an archive without a file in it; give one that holds reports")
    if count:
        files = "file that is no report was" if count == 1 else "files that are no reports were"
        yield Problem(met.name, STAGE, f"{count} {files} passed over (pictures, styles, scripts, links)")


def _on_disk(file: BinaryIO) -> BinaryIO:
    """*file* where it can be read in any order: itself, or a temporary copy of what a pipe or archive gives."""
    if file.seekable():
        file.seek(0)
        return file
    copy = tempfile.SpooledTemporaryFile(max_size=16_000_000)  # noqa: SIM115 closed by the caller
    shutil.copyfileobj(_Bounded(file), copy, 1_000_000)
    copy.seek(0)
    return cast(BinaryIO, copy)


class _Bounded:
    """Refuses to read more than a temporary copy may take."""

    def __init__(self, file: BinaryIO) -> None:
        self._file, self._read = file, 0

    def read(self, size: int = -1, /) -> bytes:
        piece = self._file.read(size)
        self._read += len(piece)
        check_file_size(self._read, limits.MOST_SPOOLED_BYTES)
        return piece


def _check_directory(file: BinaryIO) -> None:
    """Refuses a zip archive whose directory is too long before it is taken into memory."""
    size = file.seek(0, 2)
    file.seek(max(0, size - _END_WITHIN))
    end = file.read(_END_WITHIN)
    at = end.rfind(_END_OF_DIRECTORY)
    file.seek(0)
    if at >= 0 and len(end) >= at + 16:
        (length,) = struct.unpack_from("<I", end, at + 12)
        directory = size if length == 0xFFFFFFFF else length
        if min(directory, size) > limits.MOST_DIRECTORY_BYTES:
            raise UnreadableError("holds more files than are read from one zip archive; pack them as .tar.gz")
