"""What each list may be asked: the arguments of the record's own questions, as parameters of an address.

``of(Reader.events)`` reads them from the question itself, so that a filter is declared once, in ``entente.query``.
An empty value asks for nothing, as a form sends it; a name that the question does not know is refused with 422.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from fastapi import Depends, Query, Request
from pydantic import BeforeValidator, Field

from entente.api import Record
from entente.query.pages import ORDERS
from entente.serve.problems import Refused

WHO = "a country code, a sector, part of a name, or these in this order: RUS GOV Putin"
WHEN = "a day, month or year"
# What each parameter means, and an example.
MEANINGS: Mapping[str, tuple[str, str]] = {
    "actor": (f"Who did it: {WHO}.", "CHN"),
    "actors": ("Codes, parted by commas.", "CHN,RUS"),
    "addressee": (f"To whom: {WHO}.", "USA"),
    "after": ("The cursor that the page before ended with.", ""),
    "by": ("A row for each quad or each type.", "quad"),
    "code": ("Only pairs in which this code stands.", "CHN"),
    "confidence": ("At least so sure, 0 to 1.", "0.5"),
    "context": ("PLOVER context.", "military"),
    "directed": ("Whether the two directions of a dyad are two dyads.", "true"),
    "domestic": ("Whether a code's acts towards itself count.", "false"),
    "dyad": ("Two parties in either direction.", "USA-CHN"),
    "event": ("Id of an event.", ""),
    "factuality": ("actual, planned, hypothetical or negated.", "actual"),
    "latest": ("Whether what was coded last comes first.", "true"),
    "limit": ("At most so many.", "100"),
    "mode": ("PLOVER mode.", "visit"),
    "order": ("date, confidence, mentions or sources; with a minus for the reverse.", "-date"),
    "party": (f"Who takes part on either side: {WHO}.", "RUS MIL"),
    "period": ("day, week, month, quarter or year.", "month"),
    "place": ("Part of the name of the place, or its country's code.", "Moscow"),
    "quad": ("VC, MC, VK or MK: verbal or material, cooperation or conflict.", "MK"),
    "recipient": (f"To whom: {WHO}.", "RUS"),
    "recipients": ("Codes, parted by commas, if they are others than the actors'.", "USA"),
    "report": ("Part of the name of a report, its publisher or host.", "daily"),
    "reviewed": ("Only what somebody reviewed, or only what nobody did.", "true"),
    "since": (f"Not before {WHEN}.", "2023-01"),
    "speaker": (f"On whose word: {WHO}.", "RUS"),
    "status": ("open, kept, lapsed or withdrawn, by what is on record.", "open"),
    "text": ('Words in the text, in any form; "in quotes" in this order.', "naval patrol"),
    "type": ("PLOVER type, with or without a mode.", "CONSULT:visit"),
    "until": (f"Not after {WHEN}.", "2023-12"),
    "who": ("Only those of this reviewer.", "ana"),
    "withdrawn": ("Only what was withdrawn, or only what was not.", "false"),
    "wide": ("Whether what spans several periods counts on its first day.", "false"),
}
PAGE = 100
TIES = 50_000
PAGING = ("order", "limit", "after")
NO_FILTERS = frozenset({"self", "order", "limit", "after"})
# Parameters of any address: how to answer.
COMMON = frozenset({"format"})


@dataclass(frozen=True, slots=True)
class Asked:
    """What a request asks of a list: ``filters`` that were given, and which page in which order."""

    filters: Mapping[str, Any] = field(default_factory=dict)
    order: str = "date"
    limit: int = PAGE
    after: str | None = None

    @property
    def page(self) -> dict[str, Any]:
        """All of it, as the question takes it."""
        return {**self.filters, "order": self.order, "limit": self.limit, "after": self.after}


def of(
    *questions: Callable[..., object], most: int = 1000, paging: Sequence[str] = PAGING, also: Sequence[str] = ()
) -> Callable[..., Asked]:
    """The dependency that reads what *questions* may be asked from a request.

    Pages hold *most* rows at most; *paging* says which of order, limit and after the address may have, and *also* what
    the endpoint reads by itself.
    """
    names = {name: hint for question in reversed(questions) for name, hint in filters_of(question).items()}

    def read(request: Request, **given: Any) -> Asked:
        refuse_unknown(request, {*given, *COMMON, *also})
        filters = {name: given[name] for name in names if given[name] is not None}
        return Asked(filters, given.get("order") or "date", given.get("limit") or PAGE, given.get("after"))

    every = [_parameter(name, hint, most) for name, hint in [*names.items(), *_paging(questions[0], paging).items()]]
    request = inspect.Parameter("request", inspect.Parameter.POSITIONAL_OR_KEYWORD, annotation=Request)
    read.__signature__ = inspect.Signature([request, *every])  # type: ignore[attr-defined]
    return read


def filters_of(question: Callable[..., object]) -> dict[str, Any]:
    """The filters of *question*, with what each takes from an address."""
    hints = get_type_hints(question)
    known = [each.name for each in inspect.signature(question).parameters.values() if each.kind is each.KEYWORD_ONLY]
    return {name: _from_text(hints[name]) for name in known if name not in NO_FILTERS}


def refuse_unknown(request: Request, known: set[str]) -> None:
    """A filter with a slip in its name would answer with what was not asked for."""
    strange = sorted(set(request.query_params) - known)
    if strange:
        raise Refused(422, f"no parameter {', '.join(strange)} here; there are {', '.join(sorted(known))}")


def _paging(question: Callable[..., object], wanted: Sequence[str]) -> dict[str, Any]:
    known = inspect.signature(question).parameters
    orders = Literal[ORDERS]  # type: ignore[valid-type]
    every = {"order": orders, "limit": int, "after": str}
    return {name: every[name] for name in wanted if name in known}


def _from_text(hint: Any) -> Any:
    """The one type, other than None, that an address can hold of a parameter's."""
    arms = (
        [arm for arm in get_args(hint) if arm is not type(None)] if get_origin(hint) in (Union, UnionType) else [hint]
    )
    return next((arm for arm in (bool, float, int) if arms == [arm]), str)


def _parameter(name: str, hint: Any, most: int) -> inspect.Parameter:
    about, example = MEANINGS[name]
    limits: dict[str, Any] = {"max_length": 1000} if hint is str else {}
    if name == "confidence":
        limits = {"ge": 0, "le": 1}
    elif name == "limit":
        limits = {"ge": 1, "le": most}
    told = Query(description=about, examples=[example] if example else None)
    kind = Annotated[Annotated[hint, Field(**limits)] | None, BeforeValidator(_given), told]
    return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=None, annotation=kind)


def _given(value: object) -> object:
    return None if isinstance(value, str) and not value.strip() else value


def _dyads(*, directed: bool = True, domestic: bool = False) -> None:
    """What else a list of dyads may be asked."""


def _over(*, period: str | None = None) -> None:
    """What else a series may be asked."""


def _tied(*, code: str | None = None) -> None:
    """What else a list of ties may be asked."""


def tied(filters: Mapping[str, Any]) -> dict[str, Any]:
    """*filters* as ``Record.ties`` takes them: actual events if no others are asked for, all of them as ``any``."""
    told = filters.get("factuality", "actual")
    return {**filters, "factuality": None if told == "any" else told}


FILTERS = of(Record.events, paging=())
EXPORT = of(Record.events, most=100_000, also=("claims", "nodes"))
Events = Annotated[Asked, Depends(of(Record.events))]
Statements = Annotated[Asked, Depends(of(Record.statements))]
Commitments = Annotated[Asked, Depends(of(Record.commitments))]
Counts = Annotated[Asked, Depends(of(Record.counts))]
Ledger = Annotated[Asked, Depends(of(Record.ledger, paging=("limit", "after"), most=100))]
Forums = Annotated[Asked, Depends(of(Record.forums))]
Documents = Annotated[Asked, Depends(of(Record.documents))]
Reports = Annotated[Asked, Depends(of(Record.reports))]
Judgements = Annotated[Asked, Depends(of(Record.judgement_page))]
Filters = Annotated[Asked, Depends(FILTERS)]
Tallied = Annotated[Asked, Depends(of(Record.events, paging=("limit", "after")))]
Dyads = Annotated[Asked, Depends(of(Record.events, _dyads, paging=("limit",)))]
Over = Annotated[Asked, Depends(of(Record.events, _over, paging=()))]
Tied = Annotated[Asked, Depends(of(Record.events, _tied, paging=("limit",), most=TIES))]
Panels = Annotated[Asked, Depends(of(Record.panel, Record.events, paging=()))]
