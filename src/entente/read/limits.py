"""How much is read: the most that a document, an archive and what it unpacks to may hold, and who counts.

Limits of one kind of document (``MOST_BYTES``) stand with its reader; these are for what holds documents.
"""

from __future__ import annotations

import io
from array import array
from dataclasses import dataclass
from typing import BinaryIO, cast

from entente.errors import UnreadableError

DEEPEST = 3
"""How many archives may lie in each other: pages in a zip in a tar that is packed with gzip are three."""
MOST_EXPANSION = 250
"""How many times its size an archive may unpack to. Text packs 3- to 10-fold, pages of one site up to 60-fold."""
FREE_BYTES = 200_000_000
"""What any archive may unpack to, however small it is."""
UNKNOWN_BYTES = 50_000_000_000
"""What an archive may unpack to whose size is not known, since it comes through a pipe."""
MOST_DIRECTORY_BYTES = 100_000_000
"""The longest directory of a zip archive: about a million members."""
MOST_SPOOLED_BYTES = 2_000_000_000
"""The largest zip that is copied to a temporary file, because it comes through a pipe or lies in another archive."""


class ExhaustedError(UnreadableError):
    """An archive unpacks to more than any archive of reports does; nothing more of it is read."""


@dataclass(slots=True)
class Allowance:
    """Counts what a source unpacks to, archives in archives included."""

    most: int
    used: int = 0

    def use(self, size: int) -> None:
        """Raises ``ExhaustedError`` when there is too much."""
        self.used += size
        if self.used > self.most:
            told = f"unpacks to more than {self.most / 1e6:,.0f} MB, as an archive made to do harm does"
            raise ExhaustedError(f"{told}; what came before was read; if it is sound, unpack it and give its files")


def allowance(size: int | None) -> Allowance:
    """What a source of *size* bytes may unpack to."""
    return Allowance(UNKNOWN_BYTES if size is None else max(FREE_BYTES, MOST_EXPANSION * size))


def counted(file: BinaryIO, by: Allowance) -> BinaryIO:
    """*file* with all that is read from it counted."""
    return cast(BinaryIO, io.BufferedReader(_Counted(file, by), 65_536))


class _Counted(io.RawIOBase):
    def __init__(self, file: BinaryIO, by: Allowance) -> None:
        self._file = file
        self._by = by

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview | array[int]) -> int:  # type: ignore[override]
        into = memoryview(buffer).cast("B")
        # In one go, for a damaged archive then gives what comes before the damage.
        piece = getattr(self._file, "read1", self._file.read)(len(into))
        self._by.use(len(piece))
        into[: len(piece)] = piece
        return len(piece)
