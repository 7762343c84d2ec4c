"""Linking at scale, second half: what hangs together is settled apart from all else, as ``record.linking`` settles it.

Pairs of events are edges; what no edge connects has no bearing on each other, so each connected part is one unit of
work. ``connect`` finds them by passing the least name along the edges until nothing changes, which DuckDB does on the
disk if it must.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from entente.link.blocks import recalled
from entente.link.copies import FEWEST, LEAST
from entente.link.happenings import recalling, told
from entente.link.score import load_scorer
from entente.link.traces import Trace
from entente.record import crowds
from entente.record.codec import decode
from entente.record.linking import Scores, decided
from entente.scale.parts import asking, coded, save, scan, streamed
from entente.scale.storage import Storage
from entente.scale.tables import Row, write_table

GIANT = 300
"""Connected tellings above which the weakest pairs are left out until the parts are smaller."""
STEP = 0.1


@dataclass(frozen=True, slots=True)
class Connecting:
    """A task over all pairs: the *files* of pairs, follows and compared events; how many *buckets* to settle in."""

    lake: str
    work: str
    files: tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]
    buckets: int


def connect(task: Connecting) -> tuple[str, ...]:
    """Parts what hangs together into buckets; the names of the files of each bucket, and of those that follow."""
    storage = Storage(task.lake)
    pairs, follows, compared = (scan(storage, names) for names in task.files)
    with asking(storage) as connection:
        connection.execute(
            f"""CREATE TABLE follows AS SELECT event, first(anchor ORDER BY score DESC, anchor) AS anchor,
            max(score) AS score FROM {follows} GROUP BY event"""
        )
        apart = "SELECT event FROM follows"
        connection.execute(
            f"""CREATE TABLE edges AS SELECT DISTINCT one, other, score, recalled FROM {pairs}
            WHERE one NOT IN ({apart}) AND other NOT IN ({apart})"""
        )
        label(connection, "SELECT one, other FROM edges")
        connection.execute(
            f"CREATE VIEW told AS SELECT event, any_value(value) AS value FROM {compared} GROUP BY event"
        )
        for bucket in range(task.buckets):
            mine = f"hash(l.label) % {task.buckets} = {bucket}"
            edges = f"SELECT l.label, e.* FROM edges e JOIN labels l ON l.name = e.one WHERE {mine}"
            save(connection, storage, edges, f"{task.work}/edges/{bucket:05}.parquet")
            traces = f"SELECT l.label, t.* FROM told t JOIN labels l ON l.name = t.event WHERE {mine}"
            save(connection, storage, traces, f"{task.work}/traces/{bucket:05}.parquet")
        following = f"{task.work}/following.parquet"
        save(connection, storage, "SELECT * FROM follows", following)
    return (following, *(f"{bucket:05}" for bucket in range(task.buckets)))


def label(connection: Any, edges: str) -> None:
    """Makes a table ``labels`` of *name* and *label*, the least name of all that is connected with it."""
    connection.execute(f"CREATE TABLE met AS SELECT one, other FROM ({edges}) UNION SELECT other, one FROM ({edges})")
    connection.execute("CREATE TABLE labels AS SELECT DISTINCT one AS name, one AS label FROM met")
    while True:
        connection.execute(
            """CREATE OR REPLACE TABLE lower AS SELECT l.name, least(l.label, min(o.label)) AS label
            FROM labels l JOIN met b ON b.one = l.name JOIN labels o ON o.name = b.other GROUP BY l.name, l.label"""
        )
        # A label points on to the label of the event that it names, which halves the rounds of a long chain.
        connection.execute(
            """CREATE OR REPLACE TABLE lower AS SELECT a.name, least(a.label, b.label) AS label
            FROM lower a JOIN lower b ON b.name = a.label"""
        )
        changed = connection.execute(
            "SELECT count(*) FROM lower a JOIN labels b USING (name) WHERE a.label <> b.label"
        ).fetchone()[0]
        connection.execute("CREATE OR REPLACE TABLE labels AS SELECT * FROM lower")
        if not changed:
            return


@dataclass(frozen=True, slots=True)
class Settling:
    """A task over one bucket of what hangs together."""

    lake: str
    work: str
    bucket: str


def settle_bucket(task: Settling) -> str:
    """Groups the tellings of each connected part into happenings; the name of what was written."""
    storage, name = Storage(task.lake), f"{task.work}/settled/{task.bucket}.parquet"
    edges, traces = (f"{task.work}/{kind}/{task.bucket}.parquet" for kind in ("edges", "traces"))
    rows: list[Row] = []
    with asking(storage) as connection:
        held = connection.cursor()
        edge_rows = streamed(connection, f"SELECT * FROM {scan(storage, [edges])} ORDER BY label, one, other")
        trace_rows = streamed(held, f"SELECT * FROM {scan(storage, [traces])} ORDER BY label, event")
        by_label = groupby(edge_rows, key=lambda row: row[0])
        for (_, found), (_, known) in zip(by_label, groupby(trace_rows, key=lambda row: row[0]), strict=True):
            tellings = {event: decode(Trace, value) for _, event, value in known}
            scores = {(one, other): (score, mixed) for _, one, other, score, mixed in found}
            for part in _parts(scores):
                rows += _settled({id: tellings[id] for id in sorted({id for pair in part for id in pair})}, part)
    with storage.publishing(name) as path:
        write_table(path, "happenings", rows)
    return name


def _parts(
    scores: dict[tuple[str, str], tuple[float, bool]], least: float = 0.0
) -> Iterator[dict[tuple[str, str], Any]]:
    """*scores*, or, where they connect more than ``GIANT`` tellings, the parts that the stronger of them connect."""
    kept = {pair: value for pair, value in scores.items() if value[0] >= least}
    for part in _connected(kept):
        if len({id for pair in part for id in pair}) <= GIANT or least + STEP > 1:
            yield part
        else:
            yield from _parts(part, least + STEP)


def _connected(scores: Mapping[tuple[str, str], Any]) -> Iterator[dict[tuple[str, str], Any]]:
    above: dict[str, str] = {}

    def top(id: str) -> str:
        while above.setdefault(id, id) != id:
            above[id] = above[above[id]]
            id = above[id]
        return id

    for one, other in scores:
        first, second = sorted((top(one), top(other)))
        above[second] = first
    parts: dict[str, dict[tuple[str, str], Any]] = {}
    for pair, value in scores.items():
        parts.setdefault(top(pair[0]), {})[pair] = value
    return iter(parts.values())


def _settled(tellings: Mapping[str, Trace], held: Mapping[tuple[str, str], tuple[float, bool]]) -> list[Row]:
    """The rows of ``happenings`` of one connected part."""
    join = load_scorer().join
    scores: Scores = {pair: score for pair, (score, mixed) in held.items() if not mixed}
    recalls: dict[str, dict[str, float]] = {}
    for (one, other), (score, mixed) in held.items():
        if mixed:
            id, near = (one, other) if recalled(tellings[one]) else (other, one)
            recalls.setdefault(id, {})[near] = score
    grouping = told(tellings, scores, join)
    meant = {id: recalling(near, grouping, join) for id, near in recalls.items()}
    rows = decided(grouping, scores, meant, recalls)
    return [
        {"event": id, "happening": row.happening, "score": row.score, "rule": row.rule}
        for id, row in sorted(rows.items())
    ]


@dataclass(frozen=True, slots=True)
class Gathering:
    """A task over what was settled, and who follows whom."""

    lake: str
    settled: tuple[str, ...]
    following: str
    name: str


def gather(task: Gathering) -> str:
    """Writes ``happenings``: what was settled, and those that follow, each with the happening of whom it follows."""
    storage = Storage(task.lake)
    with asking(storage) as connection:
        connection.execute(f"CREATE TABLE settled AS SELECT * FROM {scan(storage, task.settled)}")
        connection.execute(f"CREATE TABLE follows AS SELECT * FROM {scan(storage, [task.following])}")
        # Whom one follows came earlier, so following on ends.
        onward = """UPDATE follows SET anchor = f.anchor FROM follows f WHERE f.event = follows.anchor"""
        while connection.execute("SELECT 1 FROM follows WHERE anchor IN (SELECT event FROM follows)").fetchone():
            connection.execute(onward)
        # The one that is followed may be told nowhere else but by its followers.
        joined = f"""WITH further AS (SELECT f.event, coalesce(s.happening, f.anchor) AS happening, f.score,
            '{crowds.FURTHER}' AS rule, f.anchor FROM follows f LEFT JOIN settled s ON s.event = f.anchor)
            SELECT * FROM settled UNION ALL SELECT event, happening, score, rule FROM further
            UNION ALL SELECT DISTINCT anchor, anchor, 1.0, 'link' FROM further
            WHERE anchor NOT IN (SELECT event FROM settled)"""
        save(connection, storage, f"SELECT * FROM ({joined}) ORDER BY event", task.name)
    return task.name


@dataclass(frozen=True, slots=True)
class Copying:
    """A task over the shingles of all reports."""

    lake: str
    files: tuple[str, ...]
    superseded: str
    name: str


def find_copies(task: Copying) -> str:
    """Writes ``copies``: which reports print another's words, as ``record.copying`` finds them.

    A run of words that more than ``crowds.MANY`` reports share is looked at in the first so many of them.
    """
    storage = Storage(task.lake)
    with asking(storage) as connection:
        connection.execute(
            f"""CREATE TABLE held AS SELECT source, coalesce(published, '9999') AS published, hashes
            FROM {coded(storage, "shingles", task.files)}
            WHERE run NOT IN (SELECT run FROM {scan(storage, [task.superseded])})"""
        )
        connection.execute(
            f"""CREATE TABLE alike AS WITH one AS (SELECT source, published, unnest(hashes) AS hash FROM held),
            ranked AS (SELECT *, row_number() OVER (PARTITION BY hash ORDER BY published, source) AS rank FROM one),
            shared AS (SELECT a.source AS one, b.source AS other, count(*) AS common FROM ranked a JOIN ranked b
                ON a.hash = b.hash AND a.rank < b.rank AND a.rank <= {crowds.MANY}
                GROUP BY ALL HAVING common >= {FEWEST})
            SELECT one, other FROM shared JOIN held a ON a.source = one JOIN held b ON b.source = other
            WHERE common >= {LEAST} * least(len(a.hashes), len(b.hashes))"""
        )
        label(connection, "SELECT one, other FROM alike")
        origins = """SELECT label, first(source ORDER BY published, source) AS origin FROM labels
            JOIN held ON source = name GROUP BY label"""
        query = f"""SELECT l.name AS source, o.origin, {LEAST}::DOUBLE AS score FROM labels l
            JOIN ({origins}) o USING (label) ORDER BY l.name"""
        save(connection, storage, query, task.name)
    return task.name
