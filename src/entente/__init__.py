"""entente reads news reports and keeps a dated, sourced record of who did what to whom, and on whose word.

>>> import entente
>>> linked = entente.code("report.txt")          # one report, nothing stored    # doctest: +SKIP
>>> record = entente.Record("record.db")         # a record to add to and ask    # doctest: +SKIP

The names in ``__all__`` are the public interface; they are loaded when first used, so that importing the
package costs nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from entente.errors import DataError, EntenteError, RecordError, UnreadableError, UsageError

if TYPE_CHECKING:
    from entente.api import Record, code

__version__ = "0.1.0"
__all__ = ["DataError", "EntenteError", "Record", "RecordError", "UnreadableError", "UsageError", "code"]


def __getattr__(name: str) -> Any:
    if name in ("Record", "code"):
        from entente import api

        return getattr(api, name)
    raise AttributeError(f"module 'entente' has no attribute {name!r}")
