"""Makes a report of a text and of what is known beside it: blocks, title, writers, days; or says why it is none."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from entente.errors import UnreadableError
from entente.model import Anchor, Problem, PublishedBasis, Report
from entente.read.admit import check_language, check_size, check_words
from entente.read.blocks import Layout, lay_out
from entente.read.decode import fit
from entente.read.kinds import check_links, check_opinion

STAGE = "read"


@dataclass(frozen=True, slots=True)
class Claims:
    """What is known of a report besides its text.

    ``published`` is what its metadata state, ``given`` the day given by the user for reports that state none,
    ``filed`` the file's own day. ``place`` is where it stands (``file:line``) if its name does not say so;
    ``wrapped`` as in ``layout.paragraphs``; ``undated`` ends the message about a report without a date; ``charset`` is
    the encoding that a server stated; ``published_at``, ``origin`` and ``anchors`` are as in ``Report``.
    """

    source: str
    title: str | None = None
    byline: str | None = None
    published: date | None = None
    updated: date | None = None
    given: date | None = None
    filed: date | None = None
    publisher: str | None = None
    url: str | None = None
    media_type: str = "text/plain"
    place: str | None = None
    wrapped: bool | None = None
    undated: str = "give it with --published"
    published_at: str | None = None
    origin: str | None = None
    anchors: tuple[Anchor, ...] = ()
    charset: str | None = None


def compose(text: str, claims: Claims) -> Iterator[Report | Problem]:
    """The report, after the problems that do not keep it from being one; or one fatal problem."""
    try:
        check_size(len(text))
        fitted = fit(text)
        layout = lay_out(fitted.text, title=claims.title, wrapped=claims.wrapped)
        check_opinion(layout.title)
        _check(fitted.text, layout)
    except UnreadableError as error:
        yield problem(claims, str(error), fatal=True)
        return
    report = _report(fitted.text, layout, claims)
    notes = (fitted.note, _note_on_date(report, claims))
    yield from (problem(claims, note) for note in notes if note)
    yield report


def problem(claims: Claims, message: str, *, fatal: bool = False) -> Problem:
    """A problem of this stage under the report's name; the message says where it stands if the name does not."""
    placed = f"{message} ({claims.place})" if claims.place else message
    return Problem(claims.source, STAGE, placed, fatal=fatal)


def numbered(claims: Claims, number: int) -> Claims:
    """What is known of one of several reports in a document."""
    return replace(claims, source=f"{claims.source}#{number}", origin=f"{claims.origin or claims.source}#{number}")


def _check(text: str, layout: Layout) -> None:
    body = " ".join(block.span.of(text) for block in layout.blocks if block.kind == "body")
    check_words(body, text)
    check_links(text)
    check_language(body)


def _report(text: str, layout: Layout, claims: Claims) -> Report:
    published, basis = _published(layout, claims)
    return Report(
        source=claims.source,
        text=text,
        blocks=layout.blocks,
        title=claims.title or layout.title,
        byline=claims.byline or layout.byline,
        published=published,
        published_basis=basis,
        updated=claims.updated or layout.updated,
        publisher=claims.publisher,
        url=claims.url,
        media_type=claims.media_type,
        published_at=_moment(published, claims),
        place=layout.place,
        origin=claims.origin or claims.place or claims.source,
        anchors=claims.anchors,
    )


def _moment(published: date | None, claims: Claims) -> str | None:
    """The moment that metadata state, where it is of the day that is taken."""
    moment = claims.published_at
    return moment if moment and published and moment.startswith(published.isoformat()) else None


def _published(layout: Layout, claims: Claims) -> tuple[date | None, PublishedBasis | None]:
    """What the report states, else what the user gives, else the file's day."""
    choices: tuple[tuple[date | None, PublishedBasis], ...] = (
        (claims.published or layout.published, "stated"),
        (claims.given, "given"),
        (claims.filed, "file"),
    )
    return next(((day, basis) for day, basis in choices if day), (None, None))


def _note_on_date(report: Report, claims: Claims) -> str | None:
    if report.published is None:
        return f"states no date of publication; {claims.undated}, or words like 'on Tuesday' stay undated"
    if report.published_basis == "file":
        taken = f"the file's day {report.published} is taken"
        return f"states no date of publication; {taken}; if that is wrong, {claims.undated}"
    return None
