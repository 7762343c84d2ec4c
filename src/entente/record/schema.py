"""The tables of a record (schema version 5).

What the program found is written once and never changed: ``reports``, ``runs``, ``sentences``, ``events``,
``mentions``, ``findings`` (statements, commitments, counts, forums, documents), ``problems``. What people decided
about it is rows in ``judgements``, never changed either; ``judged`` says which events a judgement is about. What
queries see is derived from both and can be made again from them at any time: ``shown``, ``members``, ``parties`` and
``dyads`` hold the current run of each source, judgements applied.

A *run* is one report coded with one state of knowledge. ``sources`` says which run of a source is current; a new run
supersedes the one before, which stays. Days are ISO 8601 text, so that comparing them as text orders them.

What linking across reports decides is two things. ``happenings`` says which events, each found in one report, are one
happening; what is shown is one row a happening, once judgements (merge, split) have had their say. ``copies`` says
which sources print another's report, so that ten copies are not ten independent sources. Whoever writes them tells
``deriving.refresh`` which events changed.

Values of the model are packed (``codec.pack``); the views of ``views.py`` show in plain columns what is current.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    SmallInteger,
    Table,
    Text,
)

tables = MetaData()
# Rows of small tables with a key of their own lie in the key's order and need no second index.
CLUSTERED: Any = {"sqlite_with_rowid": False}
# SQLite counts rows by itself only for a column declared INTEGER.
Counter = BigInteger().with_variant(Integer, "sqlite")

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
    # What else the source said (``details.Details``), null where it said nothing. New in version 3.
    Column("details", Text),
)

runs = Table(
    "runs",
    tables,
    Column("number", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("report", ForeignKey("reports.id"), nullable=False, index=True),
    Column("knowledge", Text, nullable=False),
    Column("software", Text, nullable=False),
    Column("coded", Text, nullable=False),
)

sources = Table(
    "sources",
    tables,
    Column("source", Text, primary_key=True),
    Column("run", ForeignKey("runs.number"), nullable=False, index=True),
    Column("withdrawn", Boolean, nullable=False),
)

sentences = Table(
    "sentences",
    tables,
    Column("run", ForeignKey("runs.number"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("value", LargeBinary, nullable=False),
    **CLUSTERED,
)

events = Table(
    "events",
    tables,
    Column("run", ForeignKey("runs.number"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("id", Text, nullable=False),
    Index("events_by_id", "id"),
    **CLUSTERED,
)

mentions = Table(
    "mentions",
    tables,
    Column("run", Integer, primary_key=True),
    Column("event", Integer, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("value", LargeBinary, nullable=False),
    ForeignKeyConstraint(["run", "event"], ["events.run", "events.number"]),
    **CLUSTERED,
)

findings = Table(
    "findings",
    tables,
    Column("run", ForeignKey("runs.number"), primary_key=True),
    Column("kind", Text, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("id", Text, nullable=False),
    Column("value", LargeBinary, nullable=False),
    **CLUSTERED,
)

problems = Table(
    "problems",
    tables,
    Column("id", Text, primary_key=True),
    Column("run", ForeignKey("runs.number"), index=True),
    Column("source", Text, nullable=False),
    Column("fatal", Boolean, nullable=False),
    Column("value", Text, nullable=False),
)

happenings = Table(
    "happenings",
    tables,
    Column("event", Text, primary_key=True),
    Column("happening", Text, nullable=False, index=True),
    Column("score", Float),
    Column("rule", Text, nullable=False),
)

copies = Table(
    "copies",
    tables,
    Column("source", Text, primary_key=True),
    Column("origin", Text, nullable=False, index=True),
    Column("score", Float),
)

judgements = Table(
    "judgements",
    tables,
    Column("number", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("kind", Text, nullable=False),
    Column("target", Text, nullable=False),
    Column("field", Text),
    Column("value", Text),
    Column("who", Text, nullable=False),
    Column("why", Text, nullable=False),
    Column("moment", Text, nullable=False),
)

judged = Table(
    "judged",
    tables,
    Column("item", Text, primary_key=True),
    Column("judgement", ForeignKey("judgements.number"), primary_key=True),
    **CLUSTERED,
)

shown = Table(
    "shown",
    tables,
    # Rows lie in the order of their days: the ordinal of the day, and a count within it.
    Column("number", Counter, primary_key=True, autoincrement=False),
    Column("kind", Text, nullable=False),
    Column("id", Text, nullable=False),
    Column("run", ForeignKey("runs.number"), nullable=False),
    Column("item", Integer, nullable=False),
    Column("first", Text),
    Column("last", Text),
    Column("type", Text),
    Column("mode", Text),
    Column("quad", SmallInteger),
    Column("score", Float),
    Column("factuality", Text),
    Column("place", Text),
    Column("country", Text),
    Column("confidence", Float),
    Column("mentions", Integer, nullable=False),
    Column("sources", Integer, nullable=False),
    Column("reviewed", Boolean, nullable=False),
    Column("terms", Text, nullable=False),
    Column("words", Text, nullable=False),
)

# Lists by value walk these; without them the least certain of a million were found by sorting them all (0.2 s).
Index("shown_by_confidence", shown.c.kind, shown.c.confidence, shown.c.number)
Index("shown_by_sources", shown.c.kind, shown.c.sources.desc(), shown.c.number)
Index("shown_by_mentions", shown.c.kind, shown.c.mentions.desc(), shown.c.number)
# What changed from week to week is counted in this alone; a year of a million rows costs a fifth of reading them.
Index("shown_by_day", shown.c.kind, shown.c.factuality, shown.c.number, shown.c.type)

members = Table(
    "members",
    tables,
    Column("run", ForeignKey("runs.number"), primary_key=True),
    Column("kind", Text, primary_key=True),
    Column("item", Integer, primary_key=True),
    # The trigger's first and last character, "start:end", where a judgement parted a mention from its event.
    Column("part", Text, primary_key=True),
    Column("shown", ForeignKey("shown.number"), nullable=False, index=True),
    **CLUSTERED,
)

parties = Table(
    "parties",
    tables,
    Column("shown", ForeignKey("shown.number"), primary_key=True),
    Column("number", SmallInteger, primary_key=True),
    Column("role", Text, nullable=False),
    Column("code", Text),
    Column("sector", Text),
    Column("name", Text, nullable=False),
    **CLUSTERED,
)

dyads = Table(
    "dyads",
    tables,
    # Whether the event lies within one month; only then can it be placed in one without looking at its days.
    Column("wide", Boolean, primary_key=True),
    Column("actor", Text, primary_key=True),
    Column("recipient", Text, primary_key=True),
    # Months since the year 0, and the ordinals of the first and last day (1 is 1 January of the year 1).
    Column("month", Integer, primary_key=True),
    Column("first", Integer, primary_key=True),
    Column("shown", ForeignKey("shown.number"), primary_key=True),
    Column("last", Integer),
    Column("type", Text, nullable=False),
    Column("actual", Boolean, nullable=False),
    # Whether both sides are actors: then there is a row each way.
    Column("mutual", Boolean, nullable=False),
    Column("mentions", Integer, nullable=False),
    Column("sources", Integer, nullable=False),
    Column("score", Float, nullable=False),
    **CLUSTERED,
)

# Rows are numbered by their days, so this also gives the dyads of some weeks, and that without their rows.
OF_SHOWN = Index("dyads_of_shown", dyads.c.shown, dyads.c.actual, dyads.c.mutual)
