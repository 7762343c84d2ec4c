"""The JSON objects that entente prints: the one definition that output, JSON Schemas and reference pages come from.

A ``str`` beside a type says what the field means. Offsets count Unicode code points in the report's canonical text,
``end`` is exclusive; days are ISO 8601, first and last inclusive. Every field is always there; null says that it was
looked for and not found, or does not apply.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal, TypedDict

from entente.model import DateBasis, Factuality, Granularity, PublishedBasis, Resolution


@dataclass(frozen=True, slots=True)
class Format:
    """A ``format`` of JSON Schema."""

    name: str


@dataclass(frozen=True, slots=True)
class Among:
    """That a value is one of the ontology's ``types``, ``modes`` or ``contexts``."""

    what: Literal["types", "modes", "contexts"]


Day = Annotated[str, Format("date")]
TypeName = Annotated[str, Among("types")]
Mode = Annotated[str, Among("modes")]
Context = Annotated[str, Among("contexts")]


class Chars(TypedDict):
    """Characters of the report."""

    start: Annotated[int, "first character"]
    end: Annotated[int, "one past the last character"]


class Words(Chars):
    """Characters of the report, and what they are."""

    text: Annotated[str, "the characters"]


class Entity(TypedDict):
    """An actor or recipient (PLOVER's entity)."""

    code: Annotated[str | None, "ISO 3166 alpha-3 code of the state, or UNO EUR IGO NGO ISM IMG MNC"]
    sector: Annotated[str | None, "primary sector, such as GOV or MIL"]
    other_sectors: Annotated[list[str], "further sectors"]
    entity_text: Annotated[str, "what the report says at these characters"]
    identifier_text: Annotated[str, "the resolved name"]
    identifier_id: Annotated[str | None, "Wikidata id"]
    office: Annotated[str | None, "office held on the date of the event"]
    start: Annotated[int, "first character"]
    end: Annotated[int, "one past the last character"]


class Location(TypedDict):
    """Where it happened (PLOVER's location, as far as the gazetteer knows it)."""

    extracted_place: Annotated[str, "what the report says"]
    resolved_place: Annotated[str, "name in the gazetteer"]
    geonameid: Annotated[int | None, "GeoNames id"]
    lat: Annotated[float | None, "degrees north, WGS 84"]
    lon: Annotated[float | None, "degrees east, WGS 84"]
    country_code: Annotated[str | None, "code of the country it lies in"]
    resolution: Annotated[Resolution, "how closely the place is known"]
    start: Annotated[int, "first character"]
    end: Annotated[int, "one past the last character"]


class Said(TypedDict):
    """Somebody on whose word something stands."""

    name: Annotated[str, "the resolved name, or the words"]
    code: Annotated[str | None, "country or body code"]
    sector: Annotated[str | None, "primary sector"]
    start: Annotated[int | None, "first character; null for a publisher that is not named in the text"]
    end: Annotated[int | None, "one past the last character"]


class Named(TypedDict):
    """Somebody, by name and characters."""

    start: Annotated[int | None, "first character; null for a publisher that is not named in the text"]
    end: Annotated[int | None, "one past the last character"]
    name: Annotated[str, "the resolved name, or the words"]


class EventMention(TypedDict):
    """One predicate that presents the event."""

    report: Annotated[str, "name of the report"]
    start: Annotated[int, "first character of the trigger"]
    end: Annotated[int, "one past the last character of the trigger"]
    trigger: Annotated[str, "the predicate's characters"]
    sentence: Annotated[int, "number of the sentence in the report, from 0"]
    rule: Annotated[str, "the rule or model that found it"]
    factuality: Annotated[Factuality, "how this mention presents it"]
    asserted: Annotated[bool, "whether the report itself says so, not only somebody in it"]
    confidence: Annotated[float, "0 to 1"]


class Telling(TypedDict):
    """A report that tells of the event."""

    report: Annotated[str, "name of the report"]
    event: Annotated[str, "id of the event as this report alone tells it"]
    published: Annotated[Day | None, "day of publication"]
    publication: Annotated[str | None, "who published it"]
    url: Annotated[str | None, "where it stands"]


class DifferingValue(TypedDict):
    """One of the values that reports give for a field."""

    value: Annotated[str, "the value, as it is printed"]
    reports: Annotated[list[str], "names of the reports that give it"]
    sources: Annotated[int, "how many of these are independent of each other: copies of one report count once"]
    chosen: Annotated[bool, "whether the event has this value"]


class Differing(TypedDict):
    """A field in which reports of one event contradict each other."""

    field: Annotated[Literal["date", "place", "number", "actor", "recipient", "type"], "the field"]
    values: Annotated[list[DifferingValue], "each value, the chosen one first"]
    reason: Annotated[str, "why that one is chosen"]


class TextInfo(TypedDict):
    """Where ``event_text`` stands in the report."""

    sequence: Annotated[int, "number of the sentence in the report, from 0"]
    start: Annotated[int, "first character of event_text"]
    end: Annotated[int, "one past the last character of event_text"]


class CiteInfo(TypedDict):
    """The report as a source to cite, and by which codebook it was coded."""

    citation: Annotated[str, "title, publisher and day in one line"]
    url: Annotated[str | None, "address of the report"]
    title: Annotated[str | None, "its headline"]
    language: Annotated[str, "ISO 639-1 code"]
    publication: Annotated[str | None, "who published it"]
    published: Annotated[Day | None, "day of publication, from which its dates are counted"]
    published_basis: Annotated[
        PublishedBasis | None, "whether that day stood in the report, was given, or is the file's"
    ]
    codebook: Annotated[str, "the ontology coded by"]
    version: Annotated[str, "version of entente"]


class PloverEvent(TypedDict):
    """An event as PLOVER JSON: one line of ``--format jsonl``."""

    id: Annotated[str, "hash of the event's content"]
    date: Annotated[Day | None, "first day on which it may have happened; null where that is open"]
    enddate: Annotated[Day | None, "last day on which it may have happened; null where that is open"]
    date_granularity: Annotated[Granularity | None, "how exactly the report dates it"]
    date_basis: Annotated[DateBasis, "what the date rests on"]
    event: Annotated[TypeName, "PLOVER type"]
    mode: Annotated[Mode | None, "PLOVER mode"]
    context: Annotated[list[Context], "PLOVER contexts"]
    quad_code: Annotated[
        Literal[1, 2, 3, 4],
        "1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict",
    ]
    event_scale: Annotated[
        float,
        "PLOVER's score of the mode, else of the type; for ACCUSE the manual prints 3, taken here as -3",
    ]
    cameo: Annotated[str, "the nearest CAMEO code, root first; of the act as if it had happened"]
    goldstein: Annotated[float, "CAMEO's Goldstein score of that code, -10 to 10"]
    actor: Annotated[list[Entity], "who did it"]
    recipient: Annotated[list[Entity], "to whom it was done"]
    event_loc: Annotated[Location | None, "where it happened"]
    event_text: Annotated[str, "the clause of the mention whose fields the event takes"]
    factuality: Annotated[Factuality, "presented as happened, to come, conditional, or not happened"]
    historical: Annotated[bool, "whether it ended more than 30 days before publication"]
    count: Annotated[int | None, "how many happenings the event stands for, where the report says"]
    forum: Annotated[str | None, "summit or conference it was held at"]
    document: Annotated[str | None, "treaty or statement it was made in"]
    speaker: Annotated[Said | None, "on whose word it stands, where it stands inside somebody's statement"]
    asserted: Annotated[bool, "whether the report itself says so in any of the mentions, not only somebody in it"]
    attribution: Annotated[list[Said], "the chain of sources, nearest first, the publisher last"]
    confidence: Annotated[float, "0 to 1"]
    rule: Annotated[str, "the rule or model that found it"]
    report: Annotated[str, "name of the report whose account the fields above give"]
    reports: Annotated[list[Telling], "every report that tells of it; the fields above are the first one's"]
    sources: Annotated[int, "how many of these are independent of each other: copies of one report count once"]
    differences: Annotated[list[Differing], "where they contradict each other"]
    mentions: Annotated[list[EventMention], "every predicate that presents it; the fields above are the first one's"]
    text_info: Annotated[TextInfo, "where event_text stands"]
    cite_info: Annotated[CiteInfo, "the report as a source"]
    coder: Annotated[str, "the program and its version"]
    coded_date: Annotated[Day | None, "day of coding"]


class Dated(TypedDict):
    """When something holds or was said."""

    date: Annotated[Day | None, "first day; null where it is open or unknown"]
    enddate: Annotated[Day | None, "last day; null where it is open or unknown"]
    date_granularity: Annotated[Granularity | None, "how exactly the report dates it"]
    date_basis: Annotated[DateBasis | None, "what the date rests on"]


class CommitmentFields(Dated):
    """What actors undertake to do."""

    start: Annotated[int, "first character"]
    end: Annotated[int, "one past the last character"]
    parties: Annotated[list[Entity], "who undertakes it"]
    partners: Annotated[list[Entity], "with or towards whom"]
    action: Annotated[TypeName, "type of the act undertaken"]
    words: Annotated[str, "the act in words"]
    regularity: Annotated[str | None, "how often"]
    made: Annotated[Day | None, "day on which it was undertaken, the first where there may be several"]
    made_in: Annotated[str | None, "document, forum or meeting it was made in"]
    status: Annotated[Literal["open", "kept", "lapsed", "withdrawn"], "what became of it"]
    attribution: Annotated[list[Said], "the chain of sources, nearest first, the publisher last"]
    rule: Annotated[str, "the rule that found it"]


class CountFields(Dated):
    """A number of events that the report asserts."""

    start: Annotated[int, "first character"]
    end: Annotated[int, "one past the last character"]
    type: Annotated[TypeName, "type of the events counted"]
    actors: Annotated[list[Entity], "whose events"]
    asserted: Annotated[int, "the number asserted"]
    matching: Annotated[list[str], "ids of the events on record that match"]
    verdict: Annotated[Literal["agree", "fewer", "more"] | None, "how the record compares"]
    rule: Annotated[str, "the rule that found it"]


class StatementRow(Dated):
    """Somebody's words or position: one line of ``entente statements --format jsonl``."""

    id: Annotated[str, "hash of the statement's characters"]
    report: Annotated[str, "name of the report"]
    source: Annotated[Said | None, "who says it"]
    cue: Annotated[Words, "the words that introduce it"]
    content: Annotated[list[Words], "what is said"]
    addressee: Annotated[Entity | None, "to whom"]
    direct: Annotated[bool, "whether it is quoted word for word"]
    event_loc: Annotated[Location | None, "where it was said"]
    events: Annotated[list[str], "ids of the events inside its content"]
    asserted: Annotated[bool, "whether the report itself tells that it was said, not somebody else in it"]
    attribution: Annotated[list[Said], "the chain of sources, the speaker first, the publisher last"]
    rule: Annotated[str, "the rule that found it"]


class CommitmentRow(CommitmentFields):
    """A commitment: one line of ``entente commitments --format jsonl``."""

    id: Annotated[str, "hash of the commitment's characters and type"]
    report: Annotated[str, "name of the report"]
    answered: Annotated[list[str], "ids of the events that kept or withdrew it"]
    answered_in: Annotated[list[str], "names of the reports that tell of them"]


class CountRow(CountFields):
    """A count claim: one line of ``entente counts --format jsonl``."""

    id: Annotated[str, "hash of the claim's characters and type"]
    report: Annotated[str, "name of the report"]


class SettingFields(Dated):
    """A forum or document that a report names."""

    name: Annotated[str, "its name, without article"]
    series: Annotated[str, "its name without edition and year"]
    edition: Annotated[int | None, "its number in a series"]
    event_loc: Annotated[Location | None, "where it was held or made"]


class SettingRow(SettingFields):
    """A forum or document: one line of ``entente forums --format jsonl`` and ``entente documents``."""

    id: Annotated[str, "hash of the characters that name it"]
    report: Annotated[str, "name of the report that names it"]
    parties: Annotated[list[Entity], "who held, signed or issued it"]
    named: Annotated[list[Words], "the characters that name it or take it up"]
    events: Annotated[list[str], "ids of the events at or in it"]
    statements: Annotated[list[str], "ids of the statements made at or in it"]
    commitments: Annotated[list[str], "ids of the commitments made at or in it"]


class AnnotatedToken(TypedDict):
    """A syntactic word (Universal Dependencies 2)."""

    start: Annotated[int, "first character"]
    end: Annotated[int, "one past the last character"]
    text: Annotated[str, "the word; it differs from the characters where one stretch holds several words"]
    lemma: Annotated[str, "dictionary form"]
    upos: Annotated[str, "universal part of speech"]
    xpos: Annotated[str, "Penn Treebank tag"]
    head: Annotated[int, "number of the head in the sentence as in CoNLL-U: from 1, and 0 for the root"]
    deprel: Annotated[str, "relation to the head"]


class RoleArgument(TypedDict):
    """An argument of a predicate."""

    start: Annotated[int, "first character"]
    end: Annotated[int, "one past the last character"]
    role: Annotated[str, "PropBank role"]


class Roles(TypedDict):
    """A predicate with its semantic roles, and how the sentence presents what it denotes."""

    predicate: Annotated[Chars, "the predicate"]
    factuality: Annotated[float, "from -3, certainly not so, to 3, certainly so (the scale of UDS-IH2)"]
    modality: Annotated[Factuality, "how the sentence presents it"]
    args: Annotated[list[RoleArgument], "its arguments"]


class AnnotatedSentence(TypedDict):
    """A sentence and its parse."""

    start: Annotated[int, "first character"]
    end: Annotated[int, "one past the last character"]
    tokens: Annotated[list[AnnotatedToken], "its words"]
    roles: Annotated[list[Roles], "its predicates with their semantic roles"]


class AnnotatedTime(TypedDict):
    """A time expression."""

    start: Annotated[int, "first character"]
    end: Annotated[int, "one past the last character"]
    type: Annotated[Literal["DATE", "TIME", "DURATION", "SET"], "TIMEX3 type"]
    value: Annotated[str, "TIMEX3 value"]
    first: Annotated[Day | None, "first day it bounds"]
    last: Annotated[Day | None, "last day it bounds"]


class AnnotatedEntity(TypedDict):
    """A named-entity span as the language model marks it."""

    start: Annotated[int, "first character"]
    end: Annotated[int, "one past the last character"]
    type: Annotated[str, "PER ORG LOC EVENT or NORP"]


class AnnotatedActor(TypedDict):
    """A mention of a political actor."""

    start: Annotated[int, "first character"]
    end: Annotated[int, "one past the last character"]
    code: Annotated[str | None, "country or body code"]
    sector: Annotated[str | None, "primary sector"]
    name: Annotated[str, "the resolved name"]
    office: Annotated[str | None, "office held"]
    chain: Annotated[int, "mentions with the same number are the same actor"]


class AnnotatedPlace(TypedDict):
    """A mention of a place."""

    start: Annotated[int, "first character"]
    end: Annotated[int, "one past the last character"]
    name: Annotated[str, "name in the gazetteer"]
    geonameid: Annotated[int | None, "GeoNames id"]
    lat: Annotated[float | None, "degrees north, WGS 84"]
    lon: Annotated[float | None, "degrees east, WGS 84"]
    country: Annotated[str | None, "code of the country it lies in"]


class AnnotatedStatement(TypedDict):
    """Somebody's words or position."""

    source: Annotated[Named | None, "who says it"]
    cue: Annotated[Chars, "the words that introduce it"]
    content: Annotated[list[Chars], "what is said"]
    addressee: Annotated[Named | None, "to whom"]
    direct: Annotated[bool, "whether it is quoted word for word"]
    asserted: Annotated[bool, "whether the report itself tells that it was said, not somebody else in it"]
    attribution: Annotated[list[Named], "the chain of sources, the speaker first, the publisher last"]


class AnnotatedMention(TypedDict):
    """A predicate that presents an event."""

    event_id: Annotated[str, "shared by the mentions of one event"]
    type: Annotated[TypeName, "PLOVER type"]
    mode: Annotated[Mode | None, "PLOVER mode"]
    context: Annotated[list[Context], "PLOVER contexts"]
    trigger: Annotated[Chars, "the predicate"]
    start: Annotated[int, "first character of the clause"]
    end: Annotated[int, "one past the last character of the clause"]
    actor: Annotated[list[Entity], "who did it"]
    recipient: Annotated[list[Entity], "to whom it was done"]
    date: Annotated[Day | None, "first day on which it may have happened"]
    enddate: Annotated[Day | None, "last day on which it may have happened"]
    date_basis: Annotated[DateBasis, "what the date rests on"]
    event_loc: Annotated[Location | None, "where it happened"]
    factuality: Annotated[Factuality, "presented as happened, to come, conditional, or not happened"]
    historical: Annotated[bool, "whether it ended more than 30 days before publication"]
    speaker: Annotated[Named | None, "on whose word it stands, where it stands inside somebody's statement"]
    asserted: Annotated[bool, "whether the report itself says so, not only somebody in it"]
    attribution: Annotated[list[Named], "the chain of sources, nearest first, the publisher last"]
    confidence: Annotated[float, "0 to 1"]
    rule: Annotated[str, "the rule or model that found it"]


class AnnotatedSetting(SettingFields):
    """A forum or document that the report names, and what happened at or in it."""

    parties: Annotated[list[Named], "who held, signed or issued it"]
    named: Annotated[list[Words], "the characters that name it or take it up"]
    events: Annotated[list[str], "ids of the events at or in it"]
    statements: Annotated[list[int], "numbers of the statements made at or in it, from 0"]
    commitments: Annotated[list[int], "numbers of the commitments made at or in it, from 0"]


class AnnotatedProblem(TypedDict):
    """Trouble met while reading or coding."""

    stage: Annotated[str, "where it was met"]
    message: Annotated[str, "what happened"]
    start: Annotated[int | None, "first character, where it concerns some"]
    end: Annotated[int | None, "one past the last character"]
    fatal: Annotated[bool, "whether the report gave no result"]


class AnnotatedReport(TypedDict):
    """What every stage found in one report: one line of ``entente annotate``."""

    report: Annotated[str, "name of the report"]
    title: Annotated[str | None, "its headline"]
    published: Annotated[Day | None, "day of publication"]
    text: Annotated[str, "the canonical text that all offsets count in"]
    sentences: Annotated[list[AnnotatedSentence], "sentences in the order of the text"]
    times: Annotated[list[AnnotatedTime], "time expressions"]
    entities: Annotated[list[AnnotatedEntity], "named-entity spans"]
    actors: Annotated[list[AnnotatedActor], "mentions of political actors"]
    places: Annotated[list[AnnotatedPlace], "mentions of places"]
    statements: Annotated[list[AnnotatedStatement], "who says what"]
    mentions: Annotated[list[AnnotatedMention], "predicates that present events"]
    commitments: Annotated[list[CommitmentFields], "what actors undertake to do"]
    counts: Annotated[list[CountFields], "numbers of events asserted"]
    forums: Annotated[list[AnnotatedSetting], "summits, conferences and forums as named things"]
    documents: Annotated[list[AnnotatedSetting], "treaties, joint statements and the like as named things"]
    problems: Annotated[list[AnnotatedProblem], "trouble met"]
