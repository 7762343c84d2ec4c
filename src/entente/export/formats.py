"""The formats that events can be exported to, by name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from entente import __version__
from entente.entries import Entry
from entente.export.annotation import annotation_lines
from entente.export.columns import codebook_rows
from entente.export.csv import csv_lines
from entente.export.dyads import Fitting, fitting
from entente.export.gdelt import gdelt_lines
from entente.export.geojson import geojson_lines
from entente.export.gexf import gexf_text
from entente.export.graphml import graphml_text
from entente.export.icews import icews_lines
from entente.export.network import Network, Nodes, network
from entente.export.parquet import parquet_bytes
from entente.export.plover import line, plover_event
from entente.export.polecat import polecat_lines
from entente.export.stata import stata_bytes
from entente.export.tables import events_table
from entente.model import Event

Events = Sequence[Entry[Event]]


@dataclass(frozen=True, slots=True)
class Options:
    """Whether tables that cannot tell a claim from a fact hold claims, and what the nodes of a network are."""

    claims: bool = False
    nodes: Nodes = "actors"


@dataclass(frozen=True, slots=True)
class Exported:
    """The bytes of one file, and what whoever asked should know of what is not in it."""

    content: bytes
    note: str | None = None


def export(format: str, events: Events, options: Options = Options()) -> Exported:
    """*events* in one of ``FORMATS``; raises ``UsageError`` where it needs a library that is not installed."""
    return FORMATS[format](events, options)


def codebook(events: Events) -> bytes:
    """The codebook of the columns of ``csv``, as CSV."""
    return _text(csv_lines(codebook_rows(events_table(events).columns)))


def _text(lines: Iterable[str]) -> bytes:
    # What is no character has an escape in JSON, and is read back from it.
    return "".join(f"{each}\n" for each in lines).encode("utf-8", "backslashreplace")


def _plover(events: Events, options: Options) -> Exported:
    return Exported(_text(line(plover_event(entry)) for entry in events))


def _csv(events: Events, options: Options) -> Exported:
    table = events_table(events)
    if not table.rows:
        return Exported(_text([",".join(column.name for column in table.columns)]))
    return Exported(_text(csv_lines(table.flat())))


def _parquet(events: Events, options: Options) -> Exported:
    return Exported(parquet_bytes(events_table(events), about(events)))


def _stata(events: Events, options: Options) -> Exported:
    return Exported(stata_bytes(events_table(events), about(events)))


def about(found: Iterable[Entry[Any]]) -> dict[str, str]:
    """The version that exports *found*, and the knowledge that coded it."""
    knowledge = sorted({entry.knowledge for entry in found if entry.knowledge})
    return {"entente": __version__, "knowledge": " ".join(knowledge) or "not known"}


def _geojson(events: Events, options: Options) -> Exported:
    nowhere = sum(entry.value.chief.place is None or entry.value.chief.place.lat is None for entry in events)
    note = f"{nowhere} of {len(events)} events have no known place and no geometry" if nowhere else None
    return Exported(_text(geojson_lines(events)), note)


def _annotations(events: Events, options: Options) -> Exported:
    return Exported(_text(annotation_lines(events)))


def _shaped(lines: Callable[[Events], Iterable[str]]) -> Callable[[Events, Options], Exported]:
    def write(events: Events, options: Options) -> Exported:
        fits: Fitting = fitting(events, options.claims)
        return Exported(_text(lines(fits.kept)), fits.note())

    return write


def _graph(text: Callable[[Network], str]) -> Callable[[Events, Options], Exported]:
    def write(events: Events, options: Options) -> Exported:
        found = network(events, options.nodes)
        note = f"{found.without} of {len(events)} events have no two parties and no edge" if found.without else None
        return Exported(_text(['<?xml version="1.0" encoding="UTF-8"?>', text(found)]), note)

    return write


FORMATS: dict[str, Callable[[Events, Options], Exported]] = {
    "plover": _plover,
    "csv": _csv,
    "parquet": _parquet,
    "stata": _stata,
    "polecat": _shaped(polecat_lines),
    "icews": _shaped(icews_lines),
    "gdelt": _shaped(gdelt_lines),
    "geojson": _geojson,
    "gexf": _graph(gexf_text),
    "graphml": _graph(graphml_text),
    "annotations": _annotations,
}
BINARY = ("parquet", "stata")
