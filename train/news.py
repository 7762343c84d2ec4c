"""Makes name examples from the sentences in written/, their slots filled with names from everywhere."""

from __future__ import annotations

import csv
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from entente.datafiles import DATA, read_table, read_yaml
from entente.language.words import words
from train.corpora import Example
from train.names import DEMONYMS, HERE, Name, bio, with_demonyms

TIMES = 4
FILES = ("news.txt", "names.txt")
PARTS = ("area", "topic", "kind")
SLOT = re.compile(r"\{(\w+)\}|\[(PER|ORG|LOC|EVENT|NORP) ([^\]]+)\]")
TYPES = {
    "person": "PER",
    "surname": "PER",
    "country": "LOC",
    "city": "LOC",
    "town": "LOC",
    "region": "LOC",
    "norp": "NORP",
    "norps": "NORP",
    "body": "ORG",
    "ministry": "ORG",
    "group": "ORG",
    "company": "ORG",
    "agency": "ORG",
    "media": "ORG",
    "forum": "EVENT",
    "first": "PER",
    "full": "PER",
    "firm": "ORG",
    "shop": "ORG",
    "hotel": "LOC",
    "diner": "LOC",
    "street": "LOC",
    "uscity": "LOC",
    "state": "LOC",
    "team": "ORG",
    "school": "ORG",
    "party": "ORG",
    "acro": "ORG",
    "association": "ORG",
}


@dataclass(frozen=True)
class Marked:
    """A sentence's text with its names as character ranges."""

    text: str
    names: tuple[tuple[int, int, str], ...]


def examples(data: Path, seed: int = 5) -> Iterator[Example]:
    """Every sentence with slots ``TIMES`` times, each time with other names, the others once; the same for a seed."""
    rng = random.Random(seed)
    fillers = _fillers(data)
    for line in written():
        for _ in range(TIMES if "{" in line else 1):
            yield labelled(_filled(line, fillers, rng))


def written() -> Iterator[str]:
    """The sentences of the files, slots and marks in them."""
    for file in FILES:
        for line in (HERE / "written" / file).read_text(encoding="utf-8").split("\n"):
            if line and not line.startswith("#"):
                yield line


def labelled(marked: Marked) -> Example:
    """The words of a marked text with their labels."""
    ranges = list(words(marked.text))
    found = []
    for start, end, kind in marked.names:
        inside = [i for i, (a, b) in enumerate(ranges) if a < end and b > start]
        if inside:
            found.append(Name(inside[0], inside[-1], kind))
    forms = tuple(marked.text[a:b] for a, b in ranges)
    return Example(forms, {"entity": tuple(with_demonyms(forms, bio(len(forms), found)))}, "written")


def _filled(line: str, fillers: dict[str, list[str]], rng: random.Random) -> Marked:
    """The line with its slots filled: {CITY} in capitals, {city_} in small letters as on the web."""
    text, names, at = "", [], 0
    for match in SLOT.finditer(line):
        text += line[at : match.start()]
        slot, kind, name = match.groups()
        if slot:
            kind, name = TYPES[slot.lower().rstrip("_")], rng.choice(fillers[slot.lower().rstrip("_")])
            name = name.upper() if slot.isupper() else name.lower() if slot.endswith("_") else name
        if name.lower().startswith("the ") and (text.lower().endswith("the ") or kind in ("ORG", "EVENT", "LOC")):
            article = "" if text.lower().endswith("the ") else name[:4]
            text, name = text + article, name[4:]
        names.append((len(text), len(text) + len(name), kind))
        text += name
        at = match.end()
    return Marked(text + line[at:], tuple(names))


def _fillers(data: Path) -> dict[str, list[str]]:
    fillers: dict[str, list[str]] = {slot: list(names) for slot, names in _yaml().items()}
    countries = list(read_table(DATA / "places" / "countries.tsv", ["name", "capital", "adjectives", "population"]))
    known = [row for row in countries if int(row["population"]) > 300_000]
    fillers["country"] = [name for row in known for name in [row["name"], row["name"], *_split(row["names"])]]
    fillers["country"] = [name for name in fillers["country"] if not name.endswith("Rep.")]
    fillers["city"] = [row["capital"] for row in known if row["capital"]]
    fillers["norp"] = [adjective for row in known for adjective in _split(row["adjectives"])]
    fillers["norp"] = [word for word in fillers["norp"] if word.lower() in DEMONYMS]
    regions = read_table(DATA / "places" / "named.tsv", ["name", "names"])
    fillers["region"] = [name for row in regions for name in [row["name"], *_split(row["names"])] if name[0].isupper()]
    bodies = read_table(DATA / "actors" / "bodies.tsv", ["name", "other_names"])
    fillers["body"] = [name for row in bodies for name in [row["name"], *_split(row["other_names"])]]
    fillers["person"] = _persons(data)
    fillers["surname"] = [name.split()[-1] for name in fillers["person"] if name[-1] != "."]
    letters = random.Random(3)
    fillers["acro"] = ["".join(letters.choices("ABCDEFGHIJLMNOPRSTUW", k=letters.randint(3, 6))) for _ in range(400)]
    fillers["association"] = [" ".join(letters.choice(fillers[part]) for part in PARTS) for _ in range(400)]
    fillers["full"] = [
        f"{first} {last}" for first, last in zip(fillers["first"] * 9, fillers["surname"][::20], strict=False)
    ]
    return fillers


def _yaml() -> dict[str, list[str]]:
    found: dict[str, list[str]] = read_yaml(HERE / "written" / "fillers.yaml")
    return found


def _split(cell: str) -> list[str]:
    return [name for name in cell.split("|") if name]


def _persons(data: Path) -> list[str]:
    """Names of ministers of fifty states (Wikidata, CC0), and the officials that the package knows."""
    path = data / "actors_wikidata_holders" / "holders21_merged.csv"
    with path.open(encoding="utf-8", newline="") as file:
        named = {row["person"].split("(")[0].split(",")[0].strip() for row in csv.DictReader(file)}
    named |= {row["person"] for row in read_table(DATA / "actors" / "officials.tsv", ["person"])}
    return sorted(name for name in named if 1 < len(name.split()) < 5 and not re.search(r"\d|Q\d", name))
