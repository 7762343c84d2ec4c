"""From the words of a report to its places."""

from __future__ import annotations

from entente.model import Parsed, Place, Sentence
from entente.places.gazetteer import Entry, Gazetteer
from entente.places.governments import stands_for_government
from entente.places.settle import settle, surroundings
from entente.places.spots import Spot, find


def head_of(sentence: Sentence, first: int, last: int) -> int:
    """The token of ``first`` to ``last`` on which the others depend."""
    inside = range(first, last + 1)
    return next((i for i in inside if sentence.tokens[i].head not in inside), first)


def _place(spot: Spot, entry: Entry, rule: str, head: int) -> Place:
    return Place(
        start=spot.span.start,
        end=spot.span.end,
        sentence=spot.sentence,
        head=head,
        name=entry.name,
        geonameid=entry.geonameid,
        lat=entry.lat,
        lon=entry.lon,
        country=entry.country,
        resolution=entry.resolution,
        rule=rule,
    )


def _unknown(parsed: Parsed, spot: Spot, around: str | None) -> Place:
    name = spot.span.of(parsed.report.text)
    rule = "unknown" if spot.within or around is None else "surroundings"
    country = spot.within[0].country if spot.within else around
    nowhere = Entry(name, None, None, None, country, None, 0, "place")
    return _place(spot, nowhere, rule, head_of(parsed.sentences[spot.sentence], spot.first, spot.last))


def resolve_places(parsed: Parsed, gazetteer: Gazetteer) -> tuple[Place, ...]:
    """Every mention of a place in title and body, in text order, with the gazetteer entry it stands for.

    A capital or a seat of government that acts as one ("Moscow said") is left out; so are words of nationality and
    towns inside other names ("Washington Post"). A place that the gazetteer lacks has its name and at most a country:
    the one named after it, else the one that the report's other places lie in.
    """
    found = find(parsed, gazetteer)
    settled = settle(found)
    around = surroundings(settled)
    places = [_unknown(parsed, spot, around) for spot in found.unknown]
    for spot, (entry, rule) in settled.items():
        sentence = parsed.sentences[spot.sentence]
        head = head_of(sentence, spot.first, spot.last)
        if not stands_for_government(sentence, spot.first, head, entry, gazetteer.cues):
            places.append(_place(spot, entry, rule, head))
    return tuple(sorted(places, key=lambda place: (place.start, place.end)))
