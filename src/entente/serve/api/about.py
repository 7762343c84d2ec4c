"""What is served, and who asks."""

from __future__ import annotations

from fastapi import APIRouter, Response

from entente import __version__
from entente.export.plover import iso
from entente.serve.answers import FRESH, as_json
from entente.serve.dependencies import Held, Visiting
from entente.serve.described import answered, ref
from entente.serve.shapes import RecordInfo, VisitorInfo

router = APIRouter(tags=["record"])


@router.get("", response_class=Response, responses=answered(ref("RecordInfo")), dependencies=[FRESH])
def about(record: Held) -> Response:
    """What is served, and how much it holds."""
    newest = record.newest_day()
    name = record.name.rpartition("/")[2]
    totals = {f"{kind}s": count for kind, count in record.totals().items()}
    return as_json(RecordInfo(name=name, version=__version__, totals=totals, newest=iso(newest)))


@router.get("/visitor", response_class=Response, responses=answered(ref("VisitorInfo")))
def visitor(visiting: Visiting) -> Response:
    """Who asks, and what they may do."""
    return as_json(VisitorInfo(who=visiting.who, may_read=visiting.may_read, may_write=visiting.may_write))
