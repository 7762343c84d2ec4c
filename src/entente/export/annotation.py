"""The characters that events rest on as W3C Web Annotations (Web Annotation Data Model, Recommendation of 2017).

A target has a TextPositionSelector, which counts code points of the report's canonical text as the recommendation asks,
and a TextQuoteSelector, with which the words are found in another rendering of the report.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any
from urllib.parse import quote

from entente import __version__
from entente.entries import Entry
from entente.export.tables import tellings
from entente.model import Actor, Event, Mention, Place, Report, Span, Time
from entente.notation import line_of, show

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
AROUND = 32
Json = dict[str, Any]


def annotation_lines(entries: Iterable[Entry[Event]]) -> Iterator[str]:
    """One AnnotationCollection with all annotations on its first page, an annotation a line."""
    items = [json.dumps(each, ensure_ascii=False) for entry in entries for each in annotations_of(entry)]
    about = {"@context": CONTEXT, "id": "urn:entente:annotations", "type": "AnnotationCollection"}
    head = json.dumps({**about, "total": len(items)}, ensure_ascii=False).removesuffix("}")
    page = '"first": {"id": "urn:entente:annotations:1", "type": "AnnotationPage", "startIndex": 0, "items": ['
    yield f"{head}, {page}"
    yield from (item + "," for item in items[:-1])
    yield from items[-1:]
    yield "]}}"


def annotations_of(entry: Entry[Event]) -> Iterator[Json]:
    """The annotations of an event: of each mention the trigger, those who take part, the time and the place."""
    for number, (report, mention) in enumerate(tellings(entry), 1):
        id = f"urn:entente:event:{quote(entry.id)}:{number}"
        parts = [("event", "classifying", mention.trigger, _act(mention, report)), *_parts(mention)]
        for part, (name, motivation, span, body) in enumerate(parts):
            yield {
                "id": f"{id}:{part}" if part else id,
                "type": "Annotation",
                "motivation": motivation,
                "creator": {"type": "Software", "name": f"entente {__version__}"},
                **({"created": _moment(entry.coded)} if entry.coded else {}),
                "body": [_tag(name), *body],
                "target": {"source": _address(report), "selector": _selectors(span, report.text)},
            }


def _parts(mention: Mention) -> Iterator[tuple[str, str, Span, list[Json]]]:
    for name, actors in (("actor", mention.actors), ("recipient", mention.recipients)):
        yield from ((name, "identifying", actor.span, _who(actor)) for actor in actors)
    if mention.dating.time:
        yield "time", "identifying", mention.dating.time.span, _when(mention.dating.time)
    if mention.place:
        yield "place", "identifying", mention.place.span, _where(mention.place)


def _act(mention: Mention, report: Report) -> list[Json]:
    act = f"{mention.type}:{mention.mode}" if mention.mode else mention.type
    return [_text(act, "classifying"), _text(show(line_of(mention, report.text)), "describing")]


def _who(actor: Actor) -> list[Json]:
    known = " ".join(part for part in (actor.code or "---", actor.sector, actor.name) if part)
    same = f"http://www.wikidata.org/entity/{quote(actor.identifier)}" if actor.identifier else None
    return [_text(known, "identifying"), *_entity(same)]


def _where(place: Place) -> list[Json]:
    known = ", ".join(filter(None, (place.name, place.country)))
    same = f"https://sws.geonames.org/{place.geonameid}/" if place.geonameid is not None else None
    return [_text(known, "identifying"), *_entity(same)]


def _when(time: Time) -> list[Json]:
    return [_text(time.value, "identifying")]


def _tag(name: str) -> Json:
    return _text(name, "tagging")


def _text(value: str, purpose: str) -> Json:
    return {"type": "TextualBody", "value": value, "format": "text/plain", "purpose": purpose}


def _entity(address: str | None) -> list[Json]:
    return [{"type": "SpecificResource", "source": address, "purpose": "identifying"}] if address else []


def _selectors(span: Span, text: str) -> list[Json]:
    around = {"prefix": text[max(0, span.start - AROUND) : span.start], "suffix": text[span.end : span.end + AROUND]}
    return [
        {"type": "TextPositionSelector", "start": span.start, "end": span.end},
        {"type": "TextQuoteSelector", "exact": span.of(text), **around},
    ]


def _address(report: Report) -> str:
    """The report's address, else a URN made of its name: a target needs an IRI."""
    return report.url or f"urn:entente:report:{quote(report.source, safe='', errors='replace')}"


def _moment(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"
