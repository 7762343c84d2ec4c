"""How well a place name is resolved, given its characters: LGL, 588 local-news articles (measured only).

``near``: share of names resolved within 161 km (100 miles) of the right place or to the very entry, as in the
literature on geoparsing (Gritta et al. 2018); ``country``: share in the right country. Names without a GeoNames entry
in the set are left out; a name that the gazetteer lacks is never near, and has the country of its surroundings.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from entente import places
from entente.model import Span
from entente.places.containment import distance, holders
from entente.places.gazetteer import Entry, Gazetteer
from entente.places.names import fold
from entente.places.settle import settle, surroundings
from entente.places.spots import Found, Hint, Spot

MILES_100 = 161.0
CORPORA = ("geoparse_lgl",)


@dataclass(frozen=True)
class Gold:
    """A marked name: where it stands and what it stands for."""

    span: Span
    geonameid: int
    point: Entry
    country: str


@dataclass(frozen=True)
class Article:
    text: str
    golds: tuple[Gold, ...]
    url: str = ""


def read_lgl(path: Path, gazetteer: Gazetteer) -> Iterator[Article]:
    codes = {fold(n): e.country for n, es in gazetteer.known.items() for e in es if e.kind == "country"}
    for article in ET.parse(path).getroot().iter("article"):
        golds = []
        for toponym in article.iter("toponym"):
            tag = toponym.find("gaztag")
            if tag is None:
                continue
            span = Span(int(toponym.findtext("start", "0")), int(toponym.findtext("end", "0")))
            lat, lon = float(tag.findtext("lat", "0")), float(tag.findtext("lon", "0"))
            point = Entry("", None, lat, lon, None, None, 0, "place")
            code = codes.get(fold(tag.findtext("country") or "")) or ""
            golds.append(Gold(span, int(tag.get("geonameid", "0")), point, code))
        yield Article(article.findtext("text", ""), tuple(golds), article.findtext("url", ""))


def candidates_of(name: str, gazetteer: Gazetteer) -> tuple[Entry, ...]:
    """What the set marks as a name may also be an adjective of nationality or the abbreviation of a state."""
    short = gazetteer.abbreviated(name)
    if short is not None:
        return (short,)
    codes = gazetteer.nationality(name)
    states = {e for entries in gazetteer.known.values() for e in entries if e.kind == "country" and e.country in codes}
    return tuple(states) or gazetteer.candidates(name)


def spot_of(article: Article, number: int, gazetteer: Gazetteer) -> Spot:
    gold = article.golds[number]
    name = gold.span.of(article.text)
    first = len(article.text[: gold.span.start].split())
    candidates = candidates_of(name, gazetteer)
    within: tuple[Entry, ...] = ()
    after = article.golds[number + 1] if number + 1 < len(article.golds) else None
    if after is not None and article.text[gold.span.end : after.span.start] == ", ":
        within = holders(candidates_of(after.span.of(article.text), gazetteer), candidates)
    return Spot(0, first, first + name.count(" "), gold.span, fold(name), candidates, within)


def found_in(article: Article, gazetteer: Gazetteer) -> Found:
    """The marked names as spots, and words of nationality as hints: what ``places.spots`` would find in a parse."""
    spots = (spot_of(article, number, gazetteer) for number in range(len(article.golds)))
    words = ((number, fold(word)) for number, word in enumerate(article.text.split()) if word[:1].isupper())
    hints = (Hint(0, number, gazetteer.adjectives[word]) for number, word in words if word in gazetteer.adjectives)
    home = gazetteer.publisher_country(article.url)
    return Found(tuple(spot for spot in spots if spot.candidates), tuple(hints), (), home)


def judged(shared: Path) -> Iterator[tuple[Article, Gold, Entry]]:
    """Every marked name with the entry it was resolved to."""
    gazetteer = places.load()
    for article in read_lgl(shared / "data/geoparse_lgl/lgl.xml", gazetteer):
        settled = settle(found_in(article, gazetteer))
        chosen = {spot.span: entry for spot, (entry, _) in settled.items()}
        nowhere = Entry("", None, None, None, surroundings(settled), None, 0, "place")
        for gold in article.golds:
            yield article, gold, chosen.get(gold.span, nowhere)


def is_near(gold: Gold, entry: Entry) -> bool:
    return entry.geonameid == gold.geonameid or distance(entry, gold.point) <= MILES_100


def score(shared: Path) -> dict[str, float]:
    """Percentages over all of LGL; *shared* is the folder that holds ``data``."""
    results = list(judged(shared))
    near = sum(is_near(gold, entry) for _, gold, entry in results)
    with_country = [(gold, entry) for _, gold, entry in results if gold.country]
    country = sum(entry.country == gold.country for gold, entry in with_country)
    return {"places.near": 100 * near / len(results), "places.country": 100 * country / len(with_country)}
