"""Events as a Stata data set (.dta, format 118, UTF-8): labelled variables, labelled values, days as Stata dates.

A choice is a number with value labels, counted from 1 in the order of the codebook. Stata has no missing text, so a
text that is missing is empty. Days before the year 100 are left out, for Stata does not know them.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from entente.export.columns import Cell, Column
from entente.export.optional import needed
from entente.export.tables import Table

EPOCH = datetime(1960, 1, 1)
FIRST_DAY = date(100, 1, 1)


def stata_bytes(table: Table, about: Mapping[str, object]) -> bytes:
    """*table* as one .dta file; *about* makes its label. Raises ``UsageError`` where pandas is missing."""
    pandas = needed("pandas", "stata")
    choices = {column.name: _choice(column, table.values(n)) for n, column in enumerate(table.columns) if column.values}
    frame = pandas.DataFrame(
        {
            column.name: _series(column, table.values(n), choices.get(column.name, {}), pandas)
            for n, column in enumerate(table.columns)
        }
    )
    labels = {name: {number: label for _, (number, label) in held.items()} for name, held in choices.items()}
    for column in table.columns:
        if column.kind == "boolean":
            labels[column.name] = {0: "no", 1: "yes"}
    written = io.BytesIO()
    frame.to_stata(
        written,
        write_index=False,
        version=118,
        # A fixed moment, so that the same events give the same file.
        time_stamp=EPOCH,
        data_label=", ".join(f"{name} {held}" for name, held in about.items())[:80],
        variable_labels={column.name: column.label for column in table.columns},
        value_labels=labels,
        convert_dates={column.name: "td" for column in table.columns if column.kind == "day"},
        convert_strl=_long(table),
    )
    return written.getvalue()


def _choice(column: Column, held: list[Cell]) -> dict[str, tuple[int, str]]:
    """The number and label of each value; values that the codebook does not know come last."""
    known = dict(column.values)
    if column.numbered:
        return {value: (int(value), label) for value, label in known.items()}
    values = [*known, *sorted({str(each) for each in held if each is not None} - known.keys())]
    return {value: (number, known.get(value, value)) for number, value in enumerate(values, 1)}


def _series(column: Column, held: list[Cell], choices: Mapping[str, tuple[int, str]], pandas: Any) -> Any:
    if choices:
        return pandas.Series([None if each is None else choices[str(each)][0] for each in held], dtype="Int8")
    if column.kind == "boolean":
        return pandas.Series([None if each is None else int(each) for each in held], dtype="Int8")  # type: ignore[arg-type]
    if column.kind == "integer":
        return pandas.Series(held, dtype="Int64")
    if column.kind == "number":
        return pandas.Series(held, dtype="float64")
    if column.kind == "day":
        days = [each if isinstance(each, date) and each >= FIRST_DAY else None for each in held]
        return pandas.Series(days, dtype="datetime64[s]")
    return pandas.Series([_text(each) for each in held], dtype="object")


def _text(held: Cell) -> str:
    """Stata ends a text at a NUL."""
    return "" if held is None else str(held).replace("\0", "").encode("utf-8", "replace").decode("utf-8")


def _long(table: Table) -> list[str]:
    """The text columns that hold more than the 2,045 bytes of a plain text variable."""
    texts = [(n, column) for n, column in enumerate(table.columns) if column.kind == "text"]
    return [column.name for n, column in texts if any(len(_text(each).encode()) > 2045 for each in table.values(n))]
