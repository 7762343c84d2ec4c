"""The values that flow between the stages, and nothing that acts on them.

Every value is frozen, can be pickled, and can be written as a literal in a test. Offsets are Unicode
code points in ``Report.text``; intervals of days include both ends. A field that holds ``None`` was
looked for and not found, or does not apply; nothing here is ever guessed.

The words are those of PLOVER (Political Language Ontology for Verifiable Event Records, draft 2.0) and
of Universal Dependencies 2; the project's codebook settles what PLOVER leaves open.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Literal

from entente.model.syntax import SIDES as SIDES
from entente.model.syntax import Entity as Entity
from entente.model.syntax import Factuality as Factuality
from entente.model.syntax import Party as Party
from entente.model.syntax import Predicate as Predicate
from entente.model.syntax import Role as Role
from entente.model.syntax import Sense as Sense
from entente.model.syntax import Sentence as Sentence
from entente.model.syntax import Side as Side
from entente.model.syntax import Span as Span
from entente.model.syntax import Token as Token

DateBasis = Literal["stated", "inherited", "publication", "bounded"]
Granularity = Literal["day", "week", "month", "quarter", "year", "decade"]
PublishedBasis = Literal["stated", "given", "file"]
BlockKind = Literal["title", "byline", "dateline", "body", "furniture"]
Resolution = Literal["country", "region", "city", "place"]


@dataclass(frozen=True, slots=True)
class Problem:
    """Trouble met while reading or coding; the run goes on.

    ``source`` is the report's name as in every output, ``stage`` the stage that met it, ``fatal``
    whether the report gave no result at all.
    """

    source: str
    stage: str
    message: str
    span: Span | None = None
    fatal: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """A run of the text that is read as one thing: the headline, a byline, a paragraph, page furniture.

    Only ``title``, ``dateline`` and ``body`` blocks are parsed; a dateline ("OSLO, Nov 3 -") is where the report
    was written and no part of its first sentence.
    """

    span: Span
    kind: BlockKind


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where the characters ``[start, end)`` of a report's text stand in the document it was read from.

    In a saved page ``path`` is the XPath of the element, in a PDF ``page`` counts from 1 and ``box`` is left, bottom,
    right and top in points from the page's lower left corner.
    """

    start: int
    end: int
    path: str | None = None
    page: int | None = None
    box: tuple[float, ...] | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """A news report: canonical text, what the page said about it, and which characters are its body.

    ``source`` is the name the source gives: a JSONL line's id, else the URL, else the path as typed.
    ``published_basis`` says whether the date stood in the report, was given by the user, or is the file's.
    ``published_at`` is the moment of publication as stated, ISO 8601 with the offset that the source gives; its day is
    ``published``. ``place`` is where the report was written, as its dateline says. ``origin`` is what it was read from
    (``archive.zip!page.html``, ``reports.jsonl:12``), ``anchors`` where its characters stand there, in text order.
    """

    source: str
    text: str
    blocks: tuple[Block, ...]
    title: str | None = None
    byline: str | None = None
    published: date | None = None
    published_basis: PublishedBasis | None = None
    updated: date | None = None
    publisher: str | None = None
    url: str | None = None
    media_type: str = "text/plain"
    published_at: str | None = None
    place: str | None = None
    origin: str | None = None
    anchors: tuple[Anchor, ...] = ()


@dataclass(frozen=True)
class Parsed:
    """What the language stage found: sentences in text order and named-entity spans."""

    report: Report
    sentences: tuple[Sentence, ...]
    entities: tuple[Entity, ...] = ()
    problems: tuple[Problem, ...] = ()

    @cached_property
    def _starts(self) -> tuple[int, ...]:
        return tuple(sentence.start for sentence in self.sentences)

    def sentence_at(self, offset: int) -> int | None:
        """The position of the sentence that holds character *offset*."""
        from bisect import bisect_right

        at = bisect_right(self._starts, offset) - 1
        return at if at >= 0 and offset < self.sentences[at].end else None


@dataclass(frozen=True, slots=True)
class Time:
    """A time expression: TIMEX3 ``type`` and ``value`` (ISO 24617-1) and the days it bounds.

    ``first`` and ``last`` are inclusive; either is None where the expression leaves it open, both where it
    is vague. ``sentence`` and ``head`` place it in the parse (the syntactic head of the expression).
    """

    start: int
    end: int
    type: Literal["DATE", "TIME", "DURATION", "SET"]
    value: str
    first: date | None
    last: date | None
    granularity: Granularity | None
    sentence: int
    head: int
    rule: str

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Actor:
    """One mention of a political actor and whom it stands for (codebook section 3).

    ``text`` is what the report says here, ``name`` the resolved name, ``code`` a country or body code or
    None, ``sector`` the primary sector. Mentions with the same ``chain`` are the same actor; a group noun
    ("the two presidents") has the chains of its ``members``. ``rule`` names what resolved it.
    """

    start: int
    end: int
    sentence: int
    head: int
    text: str
    name: str
    code: str | None
    sector: str | None
    other_sectors: tuple[str, ...] = ()
    office: str | None = None
    identifier: str | None = None
    kind: Literal["person", "state", "body", "people", "pronoun", "group"] = "body"
    chain: int = 0
    members: tuple[int, ...] = ()
    rule: str = ""

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Place:
    """A mention of a place and the gazetteer entry it stands for (GeoNames id, WGS 84 degrees)."""

    start: int
    end: int
    sentence: int
    head: int
    name: str
    geonameid: int | None
    lat: float | None
    lon: float | None
    country: str | None
    resolution: Resolution
    rule: str = ""

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


@dataclass(frozen=True)
class Resolved:
    """A parsed report with its times, actors and places, each in text order."""

    parsed: Parsed
    times: tuple[Time, ...] = ()
    actors: tuple[Actor, ...] = ()
    places: tuple[Place, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def report(self) -> Report:
        return self.parsed.report

    @cached_property
    def chains(self) -> dict[int, tuple[Actor, ...]]:
        """The mentions of each actor, in text order."""
        found: dict[int, list[Actor]] = {}
        for actor in self.actors:
            found.setdefault(actor.chain, []).append(actor)
        return {chain: tuple(mentions) for chain, mentions in found.items()}


@dataclass(frozen=True, slots=True)
class Source:
    """Somebody on whose word something stands: a resolved actor, or only the characters that name it."""

    name: str
    span: Span | None = None
    actor: Actor | None = None


@dataclass(frozen=True, slots=True)
class Dating:
    """When something took place: inclusive days, how exactly, and on what that rests (codebook section 4)."""

    first: date | None
    last: date | None
    granularity: Granularity | None
    basis: DateBasis
    historical: bool = False
    time: Time | None = None


@dataclass(frozen=True, slots=True)
class Derivation:
    """Why a field has its value: ``field``, ``value`` as printed, the ``rule``, and the characters it rests on."""

    field: str
    value: str
    rule: str
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Mention:
    """One predicate that presents an event: what, who to whom, when, where, how sure and on whose word.

    ``trigger`` is the predicate's characters, ``start`` and ``end`` the clause it stands in. ``attribution``
    is the chain of sources, nearest first, the publisher last; ``speaker`` is the first of it where the
    trigger lies inside the content of somebody's statement.
    """

    start: int
    end: int
    sentence: int
    head: int
    trigger: Span
    type: str
    mode: str | None
    actors: tuple[Actor, ...]
    recipients: tuple[Actor, ...]
    dating: Dating
    factuality: Factuality
    confidence: float
    rule: str
    context: tuple[str, ...] = ()
    place: Place | None = None
    speaker: Source | None = None
    attribution: tuple[Source, ...] = ()
    count: int | None = None
    forum: str | None = None
    document: str | None = None
    derivation: tuple[Derivation, ...] = ()

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)

    @property
    def asserted(self) -> bool:
        """Whether the report itself says so, not only somebody in it."""
        return self.speaker is None


@dataclass(frozen=True, slots=True)
class Statement:
    """Somebody's words or position: who (``source``), the ``cue``, to whom, and the ``content`` characters.

    ``attribution`` is the chain of sources, its own first, the publisher last; ``asserted`` says whether the report
    itself tells that it was said, not somebody else in it.
    """

    sentence: int
    source: Source | None
    cue: Span
    content: tuple[Span, ...]
    addressee: Actor | None = None
    direct: bool = False
    dating: Dating | None = None
    place: Place | None = None
    attribution: tuple[Source, ...] = ()
    rule: str = ""
    asserted: bool = True


@dataclass(frozen=True, slots=True)
class Commitment:
    """What actors undertake to do: parties, ``action`` (event type) and its words, and by when (``dating``).

    ``made`` is when it was undertaken, ``made_in`` the document, forum or meeting; ``attribution`` is as a statement's.
    """

    sentence: int
    span: Span
    parties: tuple[Actor, ...]
    action: str
    words: str
    partners: tuple[Actor, ...] = ()
    dating: Dating | None = None
    regularity: str | None = None
    made_in: str | None = None
    status: Literal["open", "kept", "lapsed", "withdrawn"] = "open"
    attribution: tuple[Source, ...] = ()
    rule: str = ""
    made: Dating | None = None


@dataclass(frozen=True, slots=True)
class CountClaim:
    """A number of events that the report asserts, and how the record compares (codebook section 7)."""

    sentence: int
    span: Span
    type: str
    actors: tuple[Actor, ...]
    asserted: int
    dating: Dating | None = None
    matching: tuple[str, ...] = ()
    verdict: Literal["agree", "fewer", "more"] | None = None
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Setting:
    """A forum or document that a report names (codebook section 7): ``spans`` are the characters that name it, in
    order.

    ``name`` is as first named, without article ("10th Harbour Forum"), ``series`` is without edition and year ("Harbour
    Forum"), ``edition`` counts from 1; ``dating`` and ``place`` are its own where the
    report gives them, else those of what happened at or in it. ``parties`` signed, issued or held it. ``statements``
    and ``commitments`` are positions in ``Coded``; the mentions at or in it name it in ``forum`` or ``document``.
    """

    kind: Literal["forum", "document"]
    name: str
    series: str
    spans: tuple[Span, ...]
    edition: int | None = None
    dating: Dating | None = None
    place: Place | None = None
    parties: tuple[Actor, ...] = ()
    statements: tuple[int, ...] = ()
    commitments: tuple[int, ...] = ()


@dataclass(frozen=True)
class Coded:
    """Everything found in one report, before its mentions are linked into events."""

    resolved: Resolved
    mentions: tuple[Mention, ...] = ()
    statements: tuple[Statement, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    counts: tuple[CountClaim, ...] = ()
    problems: tuple[Problem, ...] = ()
    settings: tuple[Setting, ...] = ()

    def settings_of(self, kind: Literal["forum", "document"]) -> tuple[Setting, ...]:
        return tuple(each for each in self.settings if each.kind == kind)

    @property
    def report(self) -> Report:
        return self.resolved.report


@dataclass(frozen=True)
class Event:
    """One happening: its mentions, first the one whose fields it takes. ``id`` is a hash of content."""

    id: str
    mentions: tuple[Mention, ...]
    sources: tuple[str, ...] = field(default=())

    @property
    def chief(self) -> Mention:
        return self.mentions[0]


@dataclass(frozen=True)
class Linked:
    """A coded report with its mentions linked into events, ordered by date then text."""

    coded: Coded
    events: tuple[Event, ...] = ()

    @property
    def report(self) -> Report:
        return self.coded.report

    @property
    def problems(self) -> tuple[Problem, ...]:
        coded = self.coded
        return (*coded.resolved.parsed.problems, *coded.resolved.problems, *coded.problems)
