"""The tables of a record (schema version 1).

What the program found is written once and never changed: ``reports``, ``runs``, ``sentences``, ``events``,
``mentions``, ``statements``, ``commitments``, ``counts``, ``problems``. What people decided about it is rows in
``judgements``, never changed either. What queries see is derived from both and can be made again from them at any
time: ``shown`` and ``participants``, which hold the current run of each source, judgements applied.

A *run* is one report coded with one state of knowledge. ``sources`` says which run of a source is current; a new run
supersedes the one before, which stays. Days are ISO 8601 text, so that comparing them as text orders them.
"""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Float, ForeignKey, ForeignKeyConstraint, Index, Integer, MetaData, Table, Text

tables = MetaData()

meta = Table("meta", tables, Column("key", Text, primary_key=True), Column("value", Text, nullable=False))

reports = Table(
    "reports",
    tables,
    Column("id", Text, primary_key=True),
    Column("source", Text, nullable=False, index=True),
    Column("sha256", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("title", Text),
    Column("byline", Text),
    Column("published", Text),
    Column("published_basis", Text),
    Column("updated", Text),
    Column("publisher", Text),
    Column("url", Text),
    Column("media_type", Text, nullable=False),
    Column("blocks", Text, nullable=False),
)

runs = Table(
    "runs",
    tables,
    Column("id", Text, primary_key=True),
    Column("report", ForeignKey("reports.id"), nullable=False, index=True),
    Column("knowledge", Text, nullable=False),
    Column("software", Text, nullable=False),
    Column("coded", Text, nullable=False),
)

sources = Table(
    "sources",
    tables,
    Column("source", Text, primary_key=True),
    Column("run", ForeignKey("runs.id"), nullable=False, index=True),
)

sentences = Table(
    "sentences",
    tables,
    Column("run", ForeignKey("runs.id"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("value", Text, nullable=False),
)

events = Table(
    "events",
    tables,
    Column("run", ForeignKey("runs.id"), primary_key=True),
    Column("id", Text, primary_key=True),
    Column("number", Integer, nullable=False),
    Column("sources", Text, nullable=False),
    Index("events_by_id", "id"),
)

mentions = Table(
    "mentions",
    tables,
    Column("run", Text, primary_key=True),
    Column("event", Text, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("rule", Text, nullable=False),
    Column("value", Text, nullable=False),
    ForeignKeyConstraint(["run", "event"], ["events.run", "events.id"]),
)


def _finding(name: str, *columns: Column[str] | Column[int]) -> Table:
    """A table of findings that stand alone: statements, commitments, counts."""
    return Table(
        name,
        tables,
        Column("run", ForeignKey("runs.id"), primary_key=True),
        Column("id", Text, primary_key=True),
        Column("number", Integer, nullable=False),
        Column("start", Integer, nullable=False),
        Column("first", Text),
        Column("last", Text),
        Column("place", Text),
        *columns,
        Column("value", Text, nullable=False),
    )


statements = _finding("statements")
commitments = _finding("commitments", Column("type", Text, nullable=False), Column("status", Text, nullable=False))
counts = _finding("counts", Column("type", Text, nullable=False), Column("asserted", Integer, nullable=False))

problems = Table(
    "problems",
    tables,
    Column("id", Text, primary_key=True),
    Column("run", ForeignKey("runs.id"), index=True),
    Column("source", Text, nullable=False),
    Column("fatal", Boolean, nullable=False),
    Column("value", Text, nullable=False),
)

judgements = Table(
    "judgements",
    tables,
    Column("number", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("kind", Text, nullable=False),
    Column("target", Text, nullable=False, index=True),
    Column("field", Text),
    Column("value", Text),
    Column("who", Text, nullable=False),
    Column("why", Text, nullable=False),
    Column("moment", Text, nullable=False),
)

shown = Table(
    "shown",
    tables,
    Column("run", ForeignKey("runs.id"), primary_key=True),
    Column("event", Text, primary_key=True),
    Column("source", Text, nullable=False),
    Column("start", Integer, nullable=False),
    Column("first", Text),
    Column("last", Text),
    Column("type", Text, nullable=False),
    Column("mode", Text),
    Column("factuality", Text, nullable=False),
    Column("place", Text),
    Column("country", Text),
    Column("confidence", Float, nullable=False),
    Index("shown_by_day", "first", "last"),
    Index("shown_by_event", "event"),
    Index("shown_by_type", "type", "mode"),
)

participants = Table(
    "participants",
    tables,
    Column("number", Integer, primary_key=True),
    Column("run", ForeignKey("runs.id"), nullable=False),
    Column("kind", Text, nullable=False),
    Column("item", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("code", Text),
    Column("sector", Text),
    Column("name", Text, nullable=False),
    Index("participants_of_item", "run", "kind", "item"),
    Index("participants_by_code", "code", "role"),
)

passages = Table(
    "passages",
    tables,
    Column("number", Integer, primary_key=True),
    Column("run", ForeignKey("runs.id"), nullable=False),
    Column("kind", Text, nullable=False),
    Column("item", Text, nullable=False),
    Column("text", Text, nullable=False),
    Index("passages_of_item", "run", "kind", "item"),
)
