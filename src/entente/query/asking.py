"""The whole question for events, from what may be asked of them."""

from __future__ import annotations

from datetime import date
from typing import get_args

from sqlalchemy import Connection

from entente.entries import ontology
from entente.model import Factuality
from entente.query import filters
from entente.query.filters import Asked, coded, of_kind, one_of, worded
from entente.query.pages import span_of


def asked_events(
    connection: Connection,
    *,
    actor: str | None = None,
    recipient: str | None = None,
    party: str | None = None,
    dyad: str | None = None,
    type: str | None = None,
    mode: str | None = None,
    context: str | None = None,
    quad: str | int | None = None,
    since: str | date | None = None,
    until: str | date | None = None,
    factuality: str | None = None,
    speaker: str | None = None,
    place: str | None = None,
    report: str | None = None,
    text: str | None = None,
    confidence: float | None = None,
    reviewed: bool | None = None,
) -> Asked:
    """The question for events; ``UsageError`` where it makes no sense."""
    type, mode = filters.act(type, mode)
    contexts = tuple(sorted(ontology().contexts))
    return (
        of_kind("event")
        + coded("t", type)
        + coded("m", mode)
        + coded("c", one_of("context", context, contexts))
        + coded("q", filters.quad(quad))
        + coded("f", one_of("factuality", factuality, get_args(Factuality)))
        + filters.party(["actor"], actor)
        + filters.party(["recipient"], recipient)
        + filters.party(["actor", "recipient"], party)
        + filters.party(["speaker"], speaker)
        + filters.dyad(dyad)
        + filters.sure(confidence)
        + filters.seen(reviewed)
        + common(connection, since, until, place=place, report=report, text=text)
    )


def common(
    connection: Connection,
    since: str | date | None,
    until: str | date | None,
    *,
    place: str | None,
    report: str | None,
    text: str | None,
) -> Asked:
    span = span_of(connection) if since or until else None
    return filters.within(since, until, span) + filters.place(place) + filters.report(report) + worded(text)
