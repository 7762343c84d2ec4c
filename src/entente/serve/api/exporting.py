"""Events for other programs, in every format of ``entente export``."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Path, Query, Request, Response

from entente.export.formats import FORMATS, Options, export
from entente.export.package import Contents, package, zipped
from entente.serve import asked as asking
from entente.serve.answers import FRESH, following
from entente.serve.asked import Asked
from entente.serve.dependencies import Held, Set
from entente.serve.described import answered
from entente.serve.problems import Refused

router = APIRouter(dependencies=[FRESH], tags=["export"])
Format = Literal[
    "plover", "csv", "parquet", "stata", "polecat", "icews", "gdelt", "geojson", "gexf", "graphml", "annotations",
    "package",
]  # fmt: skip
# Media type and ending of the file.
FILES = {
    "plover": ("application/x-ndjson", "jsonl"),
    "csv": ("text/csv; charset=utf-8", "csv"),
    "parquet": ("application/vnd.apache.parquet", "parquet"),
    "stata": ("application/octet-stream", "dta"),
    "polecat": ("text/tab-separated-values; charset=utf-8", "tsv"),
    "icews": ("text/tab-separated-values; charset=utf-8", "tsv"),
    "gdelt": ("text/tab-separated-values; charset=utf-8", "tsv"),
    "geojson": ("application/geo+json", "geojson"),
    "gexf": ("application/xml", "gexf"),
    "graphml": ("application/xml", "graphml"),
    "annotations": ("application/ld+json", "jsonld"),
    "package": ("application/zip", "zip"),
}
ANSWERS = answered({})
ANSWERS[200]["content"] = {media.partition(";")[0]: {"schema": {}} for media, _ in FILES.values()}


@router.get("/export/{name}", response_class=Response, responses=ANSWERS)
def exported(  # noqa: PLR0917 called by the names of its arguments
    request: Request,
    record: Held,
    settings: Set,
    name: Annotated[Format, Path(description="The format.")],
    asked: Annotated[Asked, Depends(asking.EXPORT)],
    claims: Annotated[
        bool, Query(description="polecat, icews, gdelt: also what only somebody in a report says.")
    ] = False,
    nodes: Annotated[
        Literal["actors", "countries"], Query(description="gexf, graphml: what the nodes are.")
    ] = "actors",
) -> Response:
    """The events that fit as a file. Without `limit` it is all of them or, where there are too many, a refusal."""
    whole = "limit" not in request.query_params
    limit = settings.export_limit if whole else min(asked.limit, settings.export_limit)
    found = record.events(**asked.filters, order=asked.order, limit=limit, after=asked.after)
    if whole and found.next:
        raise Refused(422, f"more than {limit} events fit; ask for fewer, or page by page with limit and after")
    media, ending = FILES[name]
    headers = {**following(request, found.next), "Content-Disposition": f'attachment; filename="events.{ending}"'}
    if name == "package":
        filters = {name: str(held) for name, held in asked.filters.items()}
        return Response(zipped(package(Contents(found, asked=filters))), 200, headers, media)
    done = export(name, found, Options(claims, nodes))
    if done.note:
        headers["X-Note"] = done.note
    return Response(done.content, 200, headers, media)


assert FILES.keys() == {*FORMATS, "package"}
