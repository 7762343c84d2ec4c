"""Whether a record can be made again: recodes stored reports and compares what is found with what is stored.

A report is taken as the record holds it, coded with the knowledge at hand, and encoded as storing would encode it. What
is stored is compared value by value, and the run's id, a hash over all of it, besides: that of a record that was
altered afterwards is still the old one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from entente import notation, pipeline
from entente.knowledge import Knowledge
from entente.model import Linked, Mention, Problem
from entente.query.stored import PACKED, StoredRun, differing, stored_runs
from entente.record.codec import decode, unpack
from entente.record.opening import Opened
from entente.record.rows import rows_of

Verdict = Literal["same", "differs", "other knowledge", "failed"]


@dataclass(frozen=True, slots=True)
class Verified:
    """What recoding one report gave. ``gone`` and ``come`` are lines: what only the record or only the recoding has.

    ``other knowledge`` says that the report was coded with other knowledge or another version of entente than those at
    hand, and that they find otherwise: nothing is wrong with the record then, but these cannot make it again.
    """

    source: str
    verdict: Verdict
    gone: tuple[str, ...] = ()
    come: tuple[str, ...] = ()


def verify(
    record: Opened, known: Knowledge, software: str, sample: int | None = None, seed: int = 0
) -> Iterator[Verified]:
    """Recodes *sample* of the current reports, all if None, in the order of their sources."""
    for stored in stored_runs(record, sample, seed):
        yield _verified(stored, known, software)


def _verified(stored: StoredRun, known: Knowledge, software: str) -> Verified:
    found = pipeline.attempt(stored.report, known)
    if isinstance(found, Problem):
        return Verified(stored.report.source, "failed", come=(found.message,))
    gone, come = _difference(stored, found)
    if not gone and not come:
        return Verified(stored.report.source, "same")
    alike = (stored.knowledge, stored.software) == (known.digest, software)
    return Verified(stored.report.source, "differs" if alike else "other knowledge", gone, come)


def _difference(stored: StoredRun, found: Linked) -> tuple[tuple[str, ...], tuple[str, ...]]:
    rows = rows_of(found, stored.knowledge, stored.software, date.min)
    gone: list[str] = []
    come: list[str] = []
    for name in PACKED:
        now = [unpack(row["value"]) for row in rows.tables[name]]
        for lines, values in zip((gone, come), differing(stored.tables[name], now), strict=True):
            lines += [_shown(name, value, stored.report.text) for value in values]
    if not gone and not come and rows.run != stored.id:
        # The same values under another id: the report's own row, an event's id or a problem is not what it was.
        gone.append(f"run {stored.id}")
        come.append(f"run {rows.run}")
    return tuple(gone), tuple(come)


def _shown(table: str, value: str, text: str) -> str:
    if table == "mentions":
        return notation.show(notation.line_of(decode(Mention, value), text))
    return f"{table.removesuffix('s')} {' '.join(value.split())[:120]}"
