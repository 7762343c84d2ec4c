"""The names of places: 190,000 names of towns, counties and regions, 250 countries, 470 seas, straits, disputed
regions and seats.

Towns and regions come from GeoNames (``data/places/LICENSE.md``). Their lines stay bytes in the order of their folded
names and are read when a name is looked up: parsing all of them would take a second, finding one takes microseconds.
"""

from __future__ import annotations

import gzip
import zlib
from bisect import bisect_left
from dataclasses import dataclass
from operator import le
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

from entente.datafiles import DATA, read_table, read_yaml
from entente.errors import DataError
from entente.model import Resolution
from entente.places.names import fold

FOLDER = DATA / "places"
HEAD = b"key\tname\tgeonameid\tlat\tlon\tcountry\tregion\tpeople\tkind\tmarks"
Kind = Literal["country", "region", "county", "city", "place"]
# National domains that are used from everywhere.
SOLD = frozenset({"ai", "am", "cc", "co", "fm", "gl", "io", "la", "ly", "me", "nu", "st", "to", "tv", "vc", "ws"})
CITY = 300_000  # people
KINDS: dict[str, Kind] = {kind: kind for kind in ("country", "region", "county", "city", "place")}


@dataclass(frozen=True, slots=True)
class Entry:
    """A place under one of its names. ``region`` is the code of the first-level region, ``people`` how many live there.

    ``known`` marks the tables kept by hand, ``capital`` a capital, ``seat`` a seat of government, ``weak`` a name
    that is also a common word or a person's, ``other`` a spelling that is not the usual one.
    """

    name: str
    geonameid: int | None
    lat: float | None
    lon: float | None
    country: str | None
    region: str | None
    people: int
    kind: Kind
    known: bool = False
    capital: bool = False
    seat: bool = False
    weak: bool = False
    other: bool = False

    @property
    def resolution(self) -> Resolution:
        return "region" if self.kind == "county" else self.kind


@dataclass(frozen=True)
class Cues:
    """Words that tell a place from a government or a title; ``data/places/cues.yaml`` says which is what."""

    acting: frozenset[str]
    partner: frozenset[str]
    whereabouts: frozenset[str]
    held: frozenset[str]
    runs_on: frozenset[str]
    before: frozenset[str]
    never: frozenset[str]
    dates: frozenset[str]
    regional: frozenset[str]
    persons: frozenset[str]
    abbreviations: dict[str, str]


@dataclass(frozen=True)
class Gazetteer:
    """What ``resolve_places`` knows: ``towns`` are sorted lines, ``known`` the hand-kept entries by folded name.

    ``adjectives`` gives the countries that an adjective or noun of nationality points to, ``domains`` the country of
    a top-level domain.
    """

    towns: tuple[bytes, ...]
    known: dict[str, tuple[Entry, ...]]
    adjectives: dict[str, frozenset[str]]
    domains: dict[str, str]
    cues: Cues

    def candidates(self, name: str) -> tuple[Entry, ...]:
        """Every place called *name*, the hand-kept ones first; none if the gazetteer has no such name."""
        key = fold(name)
        kept = self.known.get(key, ())
        initials = len(name.replace(".", "")) < 4 and name.isupper()
        least = CITY if initials else 0  # "EU" and "U.S." are no villages in France, "D.C." is a city
        ids = {entry.geonameid for entry in kept} - {None}
        regions = {entry.country for entry in kept if entry.kind == "region"}
        towns = (entry for entry in self._towns(key) if entry.geonameid not in ids and entry.people >= least)
        return (*kept, *(e for e in towns if e.kind != "region" or e.country not in regions)) if key else ()

    def nationality(self, word: str) -> frozenset[str]:
        """The countries that an adjective or noun such as "Lebanese" or "Georgians" points to."""
        key = fold(word)
        return self.adjectives.get(key) or self.adjectives.get(key.removesuffix("s")) or frozenset()

    def publisher_country(self, url: str | None) -> str | None:
        """The country whose domain *url* is under ("https://www.example.co.uk/news" is British), if any."""
        try:
            host = urlsplit(url or "").hostname or ""
        except ValueError:
            return None
        return self.domains.get(host.rpartition(".")[2])

    def abbreviated(self, short: str) -> Entry | None:
        """The state or province of North America that *short* stands for after a comma: "Ala.", "TX"."""
        name = self.cues.abbreviations.get(short)
        regions = (e for e in self.candidates(name or "") if e.kind == "region" and e.country in {"USA", "CAN"})
        return next(regions, None)

    def _towns(self, key: str) -> list[Entry]:
        prefix = key.encode() + b"\t"
        at, found = bisect_left(self.towns, prefix), []
        while at < len(self.towns) and self.towns[at].startswith(prefix):
            found.append(_entry(self.towns[at].decode()))
            at += 1
        return found


def _entry(line: str) -> Entry:
    _, name, number, lat, lon, country, region, people, kind, marks = line.split("\t")
    return Entry(
        name=name,
        geonameid=int(number) if number else None,
        lat=float(lat),
        lon=float(lon),
        country=country,
        region=region,
        people=int(people),
        kind=KINDS[kind],
        capital="c" in marks,
        weak="w" in marks,
        other="a" in marks,
    )


def _read_towns(path: Path) -> tuple[bytes, ...]:
    remedy = "make it again with python -m train.gazetteer"
    try:
        data = gzip.decompress(path.read_bytes())
    except (OSError, EOFError, zlib.error) as error:
        raise DataError(f"{path}: cannot be read: {error}; {remedy}") from error
    head, _, body = data.partition(b"\n")
    lines = body.split(b"\n")
    if head != HEAD or lines.pop() != b"":
        raise DataError(f"{path}:1: not the header or the end of a table of towns; {remedy}")
    tabs = HEAD.count(b"\t")
    if body.count(b"\t") != tabs * len(lines):
        number = next(i for i, line in enumerate(lines, 2) if line.count(b"\t") != tabs)
        raise DataError(f"{path}:{number}: not {tabs + 1} fields; {remedy}")
    if not all(map(le, lines, lines[1:])):
        raise DataError(f"{path}: the lines are out of order, so names would be missed; {remedy}")
    return tuple(lines)


def _number(path: Path, row: dict[str, str], column: str) -> float | None:
    try:
        return float(row[column]) if row[column] else None
    except ValueError as error:
        raise DataError(f"{path}: {row['name']}: {column} is {row[column]!r}; write degrees such as 48.30") from error


def _read_countries(path: Path) -> tuple[list[tuple[str, Entry]], dict[str, frozenset[str]]]:
    columns = ("code", "name", "geonameid", "lat", "lon", "capital", "population", "names", "adjectives")
    entries: list[tuple[str, Entry]] = []
    adjectives: dict[str, frozenset[str]] = {}
    for row in read_table(path, columns):
        entry = Entry(
            name=row["name"],
            geonameid=int(_number(path, row, "geonameid") or 0) or None,
            lat=_number(path, row, "lat"),
            lon=_number(path, row, "lon"),
            country=row["code"],
            region=None,
            people=int(_number(path, row, "population") or 0),
            kind="country",
            known=True,
        )
        entries += [(name, entry) for name in (row["name"], *filter(None, row["names"].split("|")))]
        for word in filter(None, map(fold, row["adjectives"].split("|"))):
            adjectives[word] = adjectives.get(word, frozenset()) | {row["code"]}
    return entries, adjectives


def _read_domains(path: Path) -> dict[str, str]:
    """Countries by top-level domain, which is the ISO 3166 code in small letters but for the United Kingdom's."""
    codes = {row["iso2"].lower(): row["code"] for row in read_table(path, ("code", "iso2"))}
    return {domain: code for domain, code in codes.items() if domain and domain not in SOLD} | {"uk": "GBR"}


def _read_named(path: Path) -> list[tuple[str, Entry]]:
    entries: list[tuple[str, Entry]] = []
    for row in read_table(path, ("name", "kind", "country", "lat", "lon", "geonameid", "seat", "names")):
        if row["kind"] not in ("region", "city", "place"):
            raise DataError(f"{path}: {row['name']}: kind is {row['kind']!r}; write region, city or place")
        entry = Entry(
            name=row["name"],
            geonameid=int(_number(path, row, "geonameid") or 0) or None,
            lat=_number(path, row, "lat"),
            lon=_number(path, row, "lon"),
            country=row["country"] or None,
            region=None,
            people=0,
            kind=KINDS[row["kind"]],
            known=True,
            seat=bool(row["seat"]),
        )
        entries += [(name, entry) for name in (row["name"], *filter(None, row["names"].split("|")))]
    return entries


def _read_cues(path: Path) -> Cues:
    cues: Any = read_yaml(path)
    lists = ("acting", "partner", "whereabouts", "held", "runs_on", "before", "never", "dates", "regional", "persons")
    if not isinstance(cues, dict) or any(not isinstance(cues.get(name), list) for name in lists):
        raise DataError(f"{path}: each of {', '.join(lists)} must be a list of words")
    return Cues(**{name: frozenset(cues[name]) for name in lists}, abbreviations=dict(cues.get("abbreviations", {})))


def load(folder: Path = FOLDER) -> Gazetteer:
    """The gazetteer in *folder*; ``DataError`` naming the file where a table is malformed."""
    countries, adjectives = _read_countries(folder / "countries.tsv")
    known: dict[str, tuple[Entry, ...]] = {}
    for name, entry in (*countries, *_read_named(folder / "named.tsv")):
        others = known.get(fold(name), ())
        known[fold(name)] = others if entry in others else (*others, entry)
    towns, domains = _read_towns(folder / "towns.tsv.gz"), _read_domains(folder / "countries.tsv")
    return Gazetteer(towns, known, adjectives, domains, _read_cues(folder / "cues.yaml"))
