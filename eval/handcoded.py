"""The hand-coded reports of ``eval/gold`` with their texts, which stay with the data."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from entente.model import Report
from entente.read import read_text

FOLDER = Path(__file__).parent / "gold"
GOLD = FOLDER / "reports.jsonl"


def with_texts(gold: Path, shared: Path) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Each line of *gold* with its report's row of ``wikinews``; the text must have the digest that the line names."""
    lines = (shared / "data" / "wikinews" / "reports.jsonl").read_text(encoding="utf-8").splitlines()
    rows = {row["url"]: row for row in map(json.loads, lines)}
    for marked in map(json.loads, gold.read_text(encoding="utf-8").splitlines()):
        row = rows[marked["url"]]
        assert hashlib.sha256(row["text"].encode()).hexdigest()[:16] == marked["text"], marked["url"]
        yield marked, row


def reports(shared: Path) -> Iterator[tuple[dict[str, Any], Report]]:
    """What the readers found in each of the forty reports, and the report."""
    for gold, row in with_texts(GOLD, shared):
        report = read_text(row["text"], row["url"], published=date.fromisoformat(row["date"]))
        assert isinstance(report, Report), report
        yield gold, report
