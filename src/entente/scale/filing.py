"""Linking at scale, first half: events are filed under the keys they are compared by, and compared key by key.

The keys, scores and barriers are those of ``entente.link``. Filing is a shuffle over paths: each task over some parts
writes one file for each bucket of keys, and each task over a bucket reads the files of that bucket.
"""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from pathlib import Path

from entente.link.blocks import SLACK, Filed, filed, recalled
from entente.link.features import Seen
from entente.link.happenings import scored
from entente.link.score import Scorer, load_scorer
from entente.link.traces import Trace
from entente.record import crowds
from entente.record.codec import decode, encode
from entente.scale.parts import asking, coded, scan, streamed
from entente.scale.storage import Storage
from entente.scale.tables import Row, Writer


@dataclass(frozen=True, slots=True)
class Filing:
    """A task of the shuffle: some *files*, to be spread over so many *buckets*; *number* names what it writes."""

    lake: str
    work: str
    number: int
    files: tuple[str, ...]
    buckets: int
    superseded: str


def file_events(task: Filing) -> tuple[str, ...]:
    """Files the events of some parts under their keys; returns the names of what was written, one a bucket."""
    storage = Storage(task.lake)
    names = [f"{task.work}/filed/{bucket:05}/{task.number:06}.parquet" for bucket in range(task.buckets)]
    with tempfile.TemporaryDirectory(prefix="entente-") as folder, ExitStack() as stack:
        paths = [Path(folder) / str(bucket) for bucket in range(task.buckets)]
        writers = [stack.enter_context(Writer(path, "filings")) for path in paths]
        for row in _filings(storage, task):
            writers[bucket_of(row["key"], task.buckets)].add([row])
        stack.close()
        for name, path in zip(names, paths, strict=True):
            with storage.publishing(name) as published:
                published.write_bytes(path.read_bytes())
    return tuple(names)


def bucket_of(key: str, buckets: int) -> int:
    """The bucket of a key: the same in every process."""
    return int.from_bytes(hashlib.blake2b(key.encode(), digest_size=8).digest()) % buckets


def _filings(storage: Storage, task: Filing) -> Iterator[Row]:
    query = f"""SELECT t.run, t.event, t.source, t.value, o.value FROM {coded(storage, "tellings", task.files)} t
        JOIN {coded(storage, "topics", task.files)} o USING (run)
        WHERE t.run NOT IN (SELECT run FROM {scan(storage, [task.superseded])}) ORDER BY t.run, t.event"""
    with asking(storage) as connection:
        for run, event, source, value, topic in streamed(connection, query):
            place = filed(decode(Trace, value))
            if place is None:
                continue
            days = {"first": str(place.first + SLACK), "last": str(place.last - SLACK)}
            told = {"run": run, "event": event, "source": source, "value": value, "topic": topic, **days}
            for key in sorted(place.keys | place.looks):
                yield {"key": key, "files": key in place.keys, "looks": key in place.looks, **told}


@dataclass(frozen=True, slots=True)
class Comparing:
    """A task over one bucket: the *files* of it that were written."""

    lake: str
    work: str
    number: int
    files: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Telling:
    """An event under one key: what it is compared by, whether it is filed there and looks there."""

    seen: Seen
    place: Filed
    files: bool
    looks: bool

    @property
    def id(self) -> str:
        return self.seen.trace.id


def compare_bucket(task: Comparing) -> tuple[str, str, str]:
    """Compares what lies under each key of a bucket; the names of its pairs, follows and compared events."""
    storage, scorer = Storage(task.lake), load_scorer()
    names = tuple(f"{task.work}/{table}/{task.number:05}.parquet" for table in ("pairs", "follows", "compared"))
    query = f"""SELECT key, files, looks, value, topic FROM {scan(storage, task.files)}
        ORDER BY key, first, last, source, event"""
    with ExitStack() as stack:
        connection = stack.enter_context(asking(storage))
        opened = [stack.enter_context(storage.publishing(name)) for name in names]
        tables = ("pairs", "follows", "compared")
        writers = [stack.enter_context(Writer(path, table)) for path, table in zip(opened, tables, strict=True)]
        for key, rows in groupby(streamed(connection, query), key=lambda row: row[0]):
            block = _Block(key, scorer)
            for _, files, looks, value, topic in rows:
                trace = decode(Trace, value)
                place = filed(trace)
                if place is not None:
                    block.take(_Telling(scorer.seen(trace, json.loads(topic)), place, files, looks))
                for writer, rows_of in zip(writers, (block.pairs, block.follows, block.compared), strict=True):
                    writer.add(rows_of)
                    rows_of.clear()
    return names[0], names[1], names[2]


@dataclass(slots=True)
class _Block:
    """What lies under one key, in the order of first days; only what later days can still meet is held.

    Up to ``crowds.MANY`` tellings near in time, all are compared, as in a record. Of more, a new one is compared with
    ``crowds.EACH`` of each group and follows the one it is like.
    """

    key: str
    scorer: Scorer
    active: dict[str, _Telling] = field(default_factory=dict)
    group: dict[str, str] = field(default_factory=dict)
    pairs: list[Row] = field(default_factory=list)
    follows: list[Row] = field(default_factory=list)
    compared: list[Row] = field(default_factory=list)

    def take(self, new: _Telling) -> None:
        self._forget(new.place.first)
        near = [each for each in self.active.values() if self._meets(new, each)]
        if len(near) <= crowds.MANY:
            self._compare(new, near)
        elif not self._followed(new, near):
            self._compare(
                new, [each for ids in self._standing(near).values() for each in map(self.active.get, ids) if each]
            )

    def _forget(self, before: date) -> None:
        """Leaves out what ended too early to meet anything from *before* on."""
        gone = [id for id, each in self.active.items() if each.place.last - SLACK < before]
        for id in gone:
            del self.active[id], self.group[id]

    def _meets(self, new: _Telling, other: _Telling) -> bool:
        found = (new.looks and other.files) or (new.files and other.looks)
        return found and new.seen.trace.source != other.seen.trace.source

    def _compare(self, new: _Telling, others: list[_Telling]) -> None:
        best, group = 0.0, new.id
        for other in others:
            score = scored(new.seen, other.seen, self.scorer)
            if score is None:
                continue
            if score >= max(best, self.scorer.join):
                best, group = score, self.group[other.id]
            if self._mine(new, other):
                self._note(new, other, score)
        self.active[new.id] = new
        self.group[new.id] = group

    def _mine(self, new: _Telling, other: _Telling) -> bool:
        """Whether this is the first of the keys under which the two meet, so that each pair is written once."""
        common = (new.place.looks & other.place.keys) | (new.place.keys & other.place.looks)
        return min(common) == self.key

    def _note(self, new: _Telling, other: _Telling, score: float) -> None:
        one, two = sorted((new.id, other.id))
        mixed = recalled(new.seen.trace) != recalled(other.seen.trace)
        self.pairs.append({"one": one, "other": two, "score": score, "recalled": mixed})
        self.compared += [{"event": each.id, "value": encode(each.seen.trace)} for each in (new, other)]

    def _standing(self, near: list[_Telling]) -> dict[str, list[str]]:
        """The first few of each group, of the largest groups first."""
        groups: dict[str, list[str]] = {}
        for each in near:
            groups.setdefault(self.group[each.id], []).append(each.id)
        ranked = sorted(groups, key=lambda name: (-len(groups[name]), name))[: crowds.MOST // crowds.EACH]
        return {name: groups[name][: crowds.EACH] for name in ranked}

    def _followed(self, new: _Telling, near: list[_Telling]) -> bool:
        around = crowds.Around((), self._standing(near))
        known = {each.id: each.seen for each in near}
        found = crowds.followed(new.seen, around, known, self.scorer, ())
        if found is not None:
            self.follows.append({"event": new.id, "anchor": found.anchor, "score": found.score})
        return found is not None
