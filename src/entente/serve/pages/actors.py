"""The pages of an actor and of a dyad: when, how, with whom, in whose words, and what was promised."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from entente.api import Record
from entente.errors import UsageError
from entente.query.filters import parsed_party
from entente.query.series import Series
from entente.record.folding import words_of
from entente.serve import links, wording
from entente.serve.dependencies import Held
from entente.serve.figures import Bars, Point, bars
from entente.serve.problems import Refused
from entente.serve.rendering import show
from entente.serve.rings import Curve, curve

NEWEST, TIES = 12, 16
PROMISED = 5
router = APIRouter()


@router.get("/actors")
def actors_page(request: Request, who: str = "", other: str = "") -> Response:
    """To the page of the actor, or of the dyad, that the form names."""
    where = links.dyad(who.strip(), other.strip()) if other.strip() and who.strip() else links.actor(who.strip() or "-")
    return RedirectResponse(where, 303)


@router.get("/actors/{asked:path}")
def actor_page(request: Request, record: Held, asked: str) -> Response:
    """The page of whoever *asked* names: a code, a sector, part of a name, or these in this order."""
    code, sector, name = _checked(asked)
    found = record.series(party=asked)
    if not found.events:
        raise Refused(404, f"nobody in this record answers to {asked}; write a code such as CHN, or part of a name")
    alone = bool(code) and not sector and not name
    ties = record.ties(code=code, limit=TIES) if alone else ()
    held = {
        "asked": asked, "name": _title(asked), "series": found, "drawn": _bars(found, {"party": asked}),
        "curve": _curve(found), **_newest(record, found, party=asked),
        "words": record.words_of(asked), "partners": () if ties else record.partners(asked), "ties": ties, "most": TIES,
        "code": code if alone else None,
        "promised": record.commitments(actor=asked, order="-date", limit=PROMISED),
        "owed": record.commitments(recipient=asked, order="-date", limit=PROMISED),
        "counts": record.counts(actor=asked, order="-date", limit=PROMISED),
    }  # fmt: skip
    return show(request, "actor.html", held)


@router.get("/dyads/{pair:path}")
def dyad_page(request: Request, record: Held, pair: str) -> Response:
    """The page of two parties joined with a hyphen, such as ``USA-CHN``."""
    one, _, other = (part.strip() for part in pair.partition("-"))
    if not one or not other:
        raise Refused(404, "a dyad is two parties joined with a hyphen, such as USA-CHN")
    for side in (one, other):
        _checked(side)
    found = record.series(dyad=pair)
    ways = [_way(record, actor, recipient) for actor, recipient in ((one, other), (other, one))]
    held = {
        "one": one, "other": other, "names": [_title(one), _title(other)], "pair": pair, "series": found,
        "drawn": _bars(found, {"dyad": pair}), "curve": _curve(found), "ways": ways,
        **_newest(record, found, dyad=pair),
    }  # fmt: skip
    return show(request, "dyad.html", held)


def _newest(record: Record, found: Series, **asked: Any) -> dict[str, Any]:
    """The newest events that have a day, where none has, any; and how the API is asked for them."""
    since = found.stretches[0].first.isoformat() if found.stretches else None
    newest = {**asked, "since": since, "order": "-date", "limit": NEWEST}
    return {"events": record.events(**newest), "newest": newest}


def _way(record: Record, actor: str, recipient: str) -> dict[str, Any]:
    """What passes one way: events by type, words, and promises."""
    return {
        "actor": actor, "recipient": recipient, "series": record.series(actor=actor, recipient=recipient),
        "said": record.statements(speaker=actor, addressee=recipient, order="-date", limit=4),
        "promised": record.commitments(actor=actor, recipient=recipient, order="-date", limit=4),
    }  # fmt: skip


def _checked(asked: str) -> tuple[str | None, str | None, str]:
    code, sector, name = parsed_party(asked)
    if not (code or sector or words_of(name)):
        raise UsageError(f"{asked!r} names nobody; write a code, a sector, part of a name, or these in this order")
    return code, sector, name


def _title(asked: str) -> str:
    """A code by its name; a name as it is written."""
    code, sector, name = parsed_party(asked)
    whole = [wording.code_name(code)] if code and not name else []
    if sector:
        whole.append(wording.SECTORS.get(sector, sector))
    return name or ", ".join(whole) or asked


def _bars(found: Series, asked: dict[str, str]) -> Bars:
    points = [
        Point(
            each.name,
            each.by_quad(),
            links.events(asked, since=each.first.isoformat(), until=each.last.isoformat()) if each.events else None,
        )
        for each in found.stretches
    ]
    return bars(points)


def _curve(found: Series) -> Curve:
    return curve([(each.name, each.mean) for each in found.stretches])
