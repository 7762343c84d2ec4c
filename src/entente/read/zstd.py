"""Zstandard: what a packed file unpacks to, frame after frame, by the library that reads web archives."""

from __future__ import annotations

from typing import BinaryIO, cast

PIECE = 1024
"""Bytes asked for at once: where the library finds damage it keeps back all that the same call had unpacked."""


class _Stream:
    """The two methods that the library needs; of a stream with more it expects that it can be read in any order."""

    def __init__(self, file: BinaryIO) -> None:
        self._file, self._at = file, 0

    def tell(self) -> int:
        return self._at

    def read(self, size: int = -1) -> bytes:
        piece = getattr(self._file, "read1", self._file.read)(size)
        self._at += len(piece)
        return piece


class Zstd:
    """Raises ``EOFError`` where the file is damaged, was cut, or needs more than the 128 MB that a window may take."""

    def __init__(self, file: BinaryIO) -> None:
        from fastwarc.stream_io import ZstdReader

        self._reader = ZstdReader(cast(BinaryIO, _Stream(file)))

    def read(self, size: int) -> bytes:
        try:
            return self._reader.read(min(size, PIECE) if size >= 0 else PIECE)
        except OSError as error:
            # What the file system refuses has a number; what the library finds damaged has none.
            if error.errno is not None:
                raise
            raise EOFError(str(error)) from error

    def close(self) -> None:
        self._reader.close()
