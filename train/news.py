"""Makes name examples from the sentences in written/news.txt, their slots filled with names from everywhere."""

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

TIMES = 5
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
}


@dataclass(frozen=True)
class Marked:
    """A sentence's text with its names as character ranges."""

    text: str
    names: tuple[tuple[int, int, str], ...]


def examples(data: Path, seed: int = 5) -> Iterator[Example]:
    """Every sentence ``TIMES`` times, each time with other names; the same for the same seed."""
    rng = random.Random(seed)
    fillers = _fillers(data)
    lines = (HERE / "written" / "news.txt").read_text(encoding="utf-8").split("\n")
    for line in lines:
        if line and not line.startswith("#"):
            for _ in range(TIMES if "{" in line else 1):
                yield labelled(_filled(line, fillers, rng))


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
    text, names, at = "", [], 0
    for match in SLOT.finditer(line):
        text += line[at : match.start()]
        slot, kind, name = match.groups()
        if slot:
            kind, name = TYPES[slot.lower()], rng.choice(fillers[slot.lower()])
            name = name.upper() if slot.isupper() else name
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
