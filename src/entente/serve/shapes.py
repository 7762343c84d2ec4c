"""What the API answers with, beside the shapes of ``entente.export.shapes``."""

from __future__ import annotations

from typing import Literal

from typing_extensions import TypedDict  # pydantic takes no other before Python 3.12

from entente.record.judgements import Kind


class MentionRow(TypedDict):
    """A predicate that presents an event; ``start`` and ``end`` count code points of the report's text."""

    event: str
    report: str
    sentence: int
    start: int
    end: int
    trigger: str
    type: str
    factuality: str
    asserted: bool
    confidence: float
    rule: str


class ReportRow(TypedDict):
    """A report on record, without its text; ``characters`` are code points."""

    report: str
    id: str
    title: str | None
    publisher: str | None
    published: str | None
    published_basis: str | None
    url: str | None
    characters: int
    sha256: str
    coded: str
    knowledge: str
    withdrawn: bool


class ActorRow(TypedDict):
    """Somebody who takes part: in how many events at all and as what, and the first and last day."""

    code: str | None
    sector: str | None
    name: str
    events: int
    as_actor: int
    as_recipient: int
    as_speaker: int
    first: str | None
    last: str | None


class PlaceRow(TypedDict):
    """A place: in how many events, and the first and last day."""

    place: str
    country: str | None
    events: int
    first: str | None
    last: str | None


class DyadRow(TypedDict):
    """What an actor did to a recipient, by the four weightings."""

    actor: str
    recipient: str
    events: int
    mentions: int
    sources: int
    score: float


# A field is called class, which is a keyword.
PanelRow = TypedDict(
    "PanelRow",
    {
        "actor": str, "recipient": str, "period": str, "start": str, "class": str | None,
        "events": int, "mentions": int, "sources": int, "score": float,
    },
)  # fmt: skip
PanelRow.__doc__ = "What an actor did to a recipient in one period, by the four weightings; noughts included."


class JudgementRow(TypedDict):
    """Who judged what, when and why; ``moment`` is ISO 8601 in UTC."""

    id: str
    kind: Kind
    target: str
    field: str | None
    value: str | None
    who: str
    why: str
    moment: str


class AgreementRow(TypedDict):
    """How far two reviewers agree in one field: raw share, and Cohen's kappa."""

    field: str
    events: int
    share: float | None
    kappa: float | None


class FacetRow(TypedDict):
    """How many of the events that fit have a value."""

    facet: str
    value: str
    events: int


class StretchRow(TypedDict):
    """How many events fit in a stretch of time, by quad or, under ``all``, at all."""

    stretch: str
    first: str
    last: str
    quad: str
    events: int


class ChangeRow(TypedDict):
    """Actual events of one type or dyad in the newest week, and how many a week in the 4 and 52 weeks before."""

    kind: Literal["type", "dyad"]
    value: str
    week: int
    mean_4: float
    mean_52: float
    change: float


class MapRow(TypedDict):
    """A country, without a place, or a place in it; degrees (WGS 84) where the gazetteer has them."""

    country: str | None
    place: str | None
    lat: float | None
    lon: float | None
    events: int


class PeriodRow(TypedDict):
    """How many events began in a period, by quad and at all, and their mean score, PLOVER's, from -10 to +10."""

    period: str
    first: str
    last: str
    VC: int
    MC: int
    VK: int
    MK: int
    events: int
    mean_score: float | None


class TieRow(TypedDict):
    """What an actor did to a recipient: how many events, how many of them conflicts, and their mean score."""

    actor: str
    recipient: str
    events: int
    conflicts: int
    mean_score: float


class RelationRow(TypedDict):
    """Somebody that another stands in a relation to, and in how many events or statements."""

    relation: Literal["takes part with", "speaks to", "is spoken to by", "speaks of"]
    code: str | None
    name: str
    count: int


class Quote(TypedDict):
    """Characters of a report, by code points."""

    start: int
    end: int
    text: str


class ReasonTree(TypedDict):
    """One fact and what it rests on."""

    what: str
    quotes: list[Quote]
    below: list[ReasonTree]


class ProblemRow(TypedDict):
    """Trouble inside a document."""

    source: str
    stage: str
    message: str
    fatal: bool


class RecordInfo(TypedDict):
    """What is served, and how much it holds; ``newest`` is the last day of an actual event."""

    name: str
    version: str
    totals: dict[str, int]
    newest: str | None


class VisitorInfo(TypedDict):
    """Who asks, and what they may do."""

    who: str | None
    may_read: bool
    may_write: bool


class ProblemAnswer(TypedDict):
    """A problem, as RFC 9457 writes it."""

    type: str
    title: str
    status: int
    detail: str
