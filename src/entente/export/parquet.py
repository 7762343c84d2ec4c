"""Events as Apache Parquet: typed columns, each with its label, and the knowledge the events were coded with."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from typing import Any

from entente.export.columns import Column
from entente.export.optional import needed
from entente.export.tables import Table


def parquet_bytes(table: Table, about: Mapping[str, object]) -> bytes:
    """*table* as one Parquet file.

    A column's label is its field's metadata ``description``; *about* stands in the file's metadata under ``entente``,
    as JSON. Raises ``UsageError`` where pyarrow is missing.
    """
    arrow = needed("pyarrow", "parquet")
    parquet = needed("pyarrow.parquet", "parquet")
    fields = [
        arrow.field(column.name, _type(column, arrow), metadata={"description": column.label})
        for column in table.columns
    ]
    schema = arrow.schema(fields, metadata={"entente": json.dumps(about, ensure_ascii=False)})
    arrays = [arrow.array(table.values(n), field.type) for n, field in enumerate(fields)]
    written = io.BytesIO()
    parquet.write_table(arrow.table(arrays, schema=schema), written, compression="zstd")
    return written.getvalue()


def _type(column: Column, arrow: Any) -> Any:
    if column.numbered:
        return arrow.int64()
    plain = {"integer": arrow.int64(), "number": arrow.float64(), "boolean": arrow.bool_(), "day": arrow.date32()}
    return plain.get(column.kind, arrow.string())
