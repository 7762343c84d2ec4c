"""A record that is open, for whoever reads or writes it."""

from __future__ import annotations

from pathlib import Path
from types import TracebackType
from typing import Self

from entente.record.connection import connect, telling
from entente.record.migrations import prepare
from entente.record.typed import check_types


class Opened:
    """A record: a path to a SQLite file, made if it is missing and need not exist, or a ``postgresql://`` URL.

    Raises ``RecordError`` where it cannot be opened. ``patience`` is how many seconds to wait while another program
    writes.
    """

    def __init__(self, where: str | Path, *, must_exist: bool = False, patience: float = 10.0) -> None:
        self.name, self.engine = connect(where, must_exist, patience)
        try:
            with telling(self.name):
                prepare(self.name, self.engine, must_exist)
                check_types(self.name, self.engine)
        except BaseException:
            self.engine.dispose()
            raise

    def close(self) -> None:
        """Lets go of the record; nothing is lost without it."""
        self.engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
