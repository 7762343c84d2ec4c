"""Events as PLOVER JSON (Political Language Ontology for Verifiable Event Records, draft 2.0)."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from typing import Any

from entente import __version__
from entente.entries import Entry, ontology, scale
from entente.export.codes import nearest
from entente.export.shapes import (
    CiteInfo,
    CommitmentFields,
    CommitmentRow,
    CountFields,
    CountRow,
    Dated,
    Differing,
    DifferingValue,
    Entity,
    EventMention,
    Location,
    PloverEvent,
    Said,
    SettingFields,
    SettingRow,
    StatementRow,
    Telling,
    TextInfo,
    Words,
)
from entente.link.differences import Difference
from entente.model import (
    Actor,
    Commitment,
    CountClaim,
    Dating,
    Event,
    Mention,
    Place,
    Report,
    Setting,
    Source,
    Span,
    Statement,
)

CODER = f"entente {__version__}"
CODEBOOK = "PLOVER 2.0 draft, as settled by entente's codebook"


def line(found: Any) -> str:
    """A JSON object on one line."""
    return json.dumps(found, ensure_ascii=False)


def plover_event(entry: Entry[Event]) -> PloverEvent:
    """The event of *entry* as PLOVER JSON: the fields of its chief mention, and all its mentions."""
    chief, text, report = entry.value.chief, entry.report.text, entry.report
    dating, score = chief.dating, scale(chief.type, chief.mode)
    act = nearest(chief.type, chief.mode, chief.context, chief.rule, score)
    return PloverEvent(
        id=entry.id,
        date=iso(dating.first),
        enddate=iso(dating.last),
        date_granularity=dating.granularity,
        date_basis=dating.basis,
        event=chief.type,
        mode=chief.mode,
        context=list(chief.context),
        quad_code=ontology().quad_code(chief.type),  # type: ignore[typeddict-item]
        event_scale=score,
        cameo=act.code,
        goldstein=act.goldstein,
        actor=entities(chief.actors),
        recipient=entities(chief.recipients),
        event_loc=location(chief.place, text),
        event_text=chief.span.of(text),
        factuality=chief.factuality,
        historical=dating.historical,
        count=chief.count,
        forum=chief.forum,
        document=chief.document,
        speaker=said(chief.speaker),
        asserted=any(mention.asserted for mention in entry.value.mentions),
        attribution=chain(chief.attribution),
        confidence=chief.confidence,
        rule=chief.rule,
        report=report.source,
        reports=[_telling(each) for each in (entry, *entry.members)],
        sources=entry.sources,
        differences=[_difference(each) for each in entry.differences],
        mentions=[
            _mention(mention, each.report) for each in (entry, *entry.members) for mention in each.value.mentions
        ],
        text_info=TextInfo(sequence=chief.sentence, start=chief.start, end=chief.end),
        cite_info=_cite_info(report),
        coder=CODER,
        coded_date=iso(entry.coded),
    )


def statement_row(entry: Entry[Statement]) -> StatementRow:
    """A statement as one JSON object."""
    held, text = entry.value, entry.report.text
    return StatementRow(
        id=entry.id,
        report=entry.report.source,
        **dated(held.dating),
        source=said(held.source),
        cue=_words(held.cue, text),
        content=[_words(span, text) for span in held.content],
        addressee=entity(held.addressee) if held.addressee else None,
        direct=held.direct,
        event_loc=location(held.place, text),
        events=list(entry.inside),
        asserted=held.asserted,
        attribution=chain(held.attribution),
        rule=held.rule,
    )


def commitment_row(entry: Entry[Commitment]) -> CommitmentRow:
    """A commitment as one JSON object."""
    return CommitmentRow(
        id=entry.id,
        report=entry.report.source,
        answered=list(entry.answered),
        answered_in=list(entry.answered_in),
        **commitment(entry.value),
    )


def count_row(entry: Entry[CountClaim]) -> CountRow:
    """A count claim as one JSON object."""
    return CountRow(id=entry.id, report=entry.report.source, **count(entry.value))


def setting_row(entry: Entry[Setting]) -> SettingRow:
    """A forum or document as one JSON object."""
    held, text = entry.value, entry.report.text
    return SettingRow(
        id=entry.id,
        report=entry.report.source,
        **setting(held, text),
        parties=entities(held.parties),
        named=[_words(span, text) for span in held.spans],
        events=list(entry.inside),
        statements=list(entry.said),
        commitments=list(entry.promised),
    )


def commitment(held: Commitment) -> CommitmentFields:
    """What actors undertake to do."""
    return CommitmentFields(
        start=held.span.start,
        end=held.span.end,
        **dated(held.dating),
        parties=entities(held.parties),
        partners=entities(held.partners),
        action=held.action,
        words=held.words,
        regularity=held.regularity,
        made=iso(held.made.first) if held.made else None,
        made_in=held.made_in,
        status=held.status,
        attribution=chain(held.attribution),
        rule=held.rule,
    )


def count(held: CountClaim) -> CountFields:
    """A number of events that the report asserts."""
    return CountFields(
        start=held.span.start,
        end=held.span.end,
        **dated(held.dating),
        type=held.type,
        actors=entities(held.actors),
        asserted=held.asserted,
        matching=list(held.matching),
        verdict=held.verdict,
        rule=held.rule,
    )


def setting(held: Setting, text: str) -> SettingFields:
    """A forum or document that a report with this *text* names."""
    return SettingFields(
        **dated(held.dating),
        name=held.name,
        series=held.series,
        edition=held.edition,
        event_loc=location(held.place, text),
    )


def entities(actors: Iterable[Actor]) -> list[Entity]:
    """*actors* as PLOVER's entities."""
    return [entity(actor) for actor in actors]


def entity(actor: Actor) -> Entity:
    """An actor or recipient as PLOVER's entity."""
    return Entity(
        code=actor.code,
        sector=actor.sector,
        other_sectors=list(actor.other_sectors),
        entity_text=actor.text,
        identifier_text=actor.name,
        identifier_id=actor.identifier,
        office=actor.office,
        start=actor.start,
        end=actor.end,
    )


def location(place: Place | None, text: str) -> Location | None:
    """A place as PLOVER's location."""
    if place is None:
        return None
    return Location(
        extracted_place=place.span.of(text),
        resolved_place=place.name,
        geonameid=place.geonameid,
        lat=place.lat,
        lon=place.lon,
        country_code=place.country,
        resolution=place.resolution,
        start=place.start,
        end=place.end,
    )


def said(source: Source | None) -> Said | None:
    """A source with its code and sector where it is resolved."""
    return _said(source) if source else None


def chain(sources: Iterable[Source]) -> list[Said]:
    """A chain of sources."""
    return [_said(source) for source in sources]


def iso(day: date | None) -> str | None:
    """A day as ISO 8601."""
    return day.isoformat() if day else None


def _said(source: Source) -> Said:
    who, span = source.actor, source.span
    return Said(
        name=source.name,
        code=who.code if who else None,
        sector=who.sector if who else None,
        start=span.start if span else None,
        end=span.end if span else None,
    )


def _mention(mention: Mention, report: Report) -> EventMention:
    return EventMention(
        report=report.source,
        start=mention.trigger.start,
        end=mention.trigger.end,
        trigger=mention.trigger.of(report.text),
        sentence=mention.sentence,
        rule=mention.rule,
        factuality=mention.factuality,
        asserted=mention.asserted,
        confidence=mention.confidence,
    )


def _telling(entry: Entry[Event]) -> Telling:
    report = entry.report
    return Telling(
        report=report.source,
        event=entry.id,
        published=iso(report.published),
        publication=report.publisher,
        url=report.url,
    )


def _difference(found: Difference) -> Differing:
    values = [
        DifferingValue(value=each.value, reports=list(each.sources), sources=each.independent, chosen=each.chosen)
        for each in found.values
    ]
    return Differing(field=found.field, values=values, reason=found.reason)


def _cite_info(report: Report) -> CiteInfo:
    known = (report.title, report.publisher, iso(report.published))
    return CiteInfo(
        citation=", ".join(part for part in known if part) or report.source,
        url=report.url,
        title=report.title,
        language="en",
        publication=report.publisher,
        published=iso(report.published),
        published_basis=report.published_basis,
        codebook=CODEBOOK,
        version=__version__,
    )


def dated(dating: Dating | None) -> Dated:
    """When something holds or was said."""
    return Dated(
        date=iso(dating.first) if dating else None,
        enddate=iso(dating.last) if dating else None,
        date_granularity=dating.granularity if dating else None,
        date_basis=dating.basis if dating else None,
    )


def _words(span: Span, text: str) -> Words:
    return Words(start=span.start, end=span.end, text=span.of(text))
