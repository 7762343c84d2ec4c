"""The form that corrects an event: what each field holds, and what of what was sent is wrong or new."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from entente.errors import UsageError
from entente.model import Actor, Mention, Source
from entente.notation import line_of, show_party
from entente.record.corrections import HOW, check, check_mode

FIELDS = (
    "type", "mode", "actor", "recipient", "date", "enddate", "place", "factuality", "speaker", "context", "historical",
    "count", "forum", "document",
)  # fmt: skip
SAID = {
    "type": "Type", "mode": "Mode", "actor": "Actor", "recipient": "Recipient", "date": "First day",
    "enddate": "Last day", "place": "Place", "factuality": "Factuality", "speaker": "On whose word",
    "context": "Contexts", "historical": "Historical", "count": "Number", "forum": "Forum", "document": "Document",
}  # fmt: skip
HINTS = {**HOW, "mode": "none if the act has no mode of its own"}


@dataclass(frozen=True, slots=True)
class Sent:
    """What was sent: ``values`` by field, ``changes`` among them, and what is wrong with which."""

    values: Mapping[str, str]
    changes: Mapping[str, str | None]
    wrong: Mapping[str, str]


def written(mention: Mention, text: str) -> dict[str, str]:
    """The fields of *mention* as a person writes them; empty where there is nothing."""
    line, dating, place = line_of(mention, text), mention.dating, mention.place
    return {
        "type": mention.type,
        "mode": mention.mode or "",
        "actor": " & ".join(map(show_party, line.actors)),
        "recipient": " & ".join(map(show_party, line.recipients)),
        "date": str(dating.first or ""),
        "enddate": str(dating.last or ""),
        "place": f"{place.name}, {place.country}" if place and place.country else place.name if place else "",
        "factuality": mention.factuality,
        "speaker": _speaker(mention.speaker),
        "context": "; ".join(mention.context),
        "historical": "true" if dating.historical else "false",
        "count": str(mention.count) if mention.count is not None else "",
        "forum": mention.forum or "",
        "document": mention.document or "",
    }


def _speaker(source: Source | None) -> str:
    if source is None:
        return ""
    who: Actor | None = source.actor
    words = [(who.code if who else None) or "---", (who.sector if who else None) or "", " ".join(source.name.split())]
    return " ".join(word for word in words if word)


def compared(given: Mapping[str, str], now: Mapping[str, str], meant: Collection[str] = ()) -> Sent:
    """What of *given* differs from *now* or is *meant* all the same, and what of that the record would refuse."""
    values = {name: " ".join(given.get(name, now[name]).split()) for name in FIELDS}
    changes = {
        name: values[name] or None for name in FIELDS if name in meant or values[name] != " ".join(now[name].split())
    }
    wrong: dict[str, str] = {}
    for name, value in changes.items():
        try:
            check(name, value)
            if name == "mode" and "type" not in wrong:
                check_mode(values["type"], value)
        except UsageError as error:
            wrong[name] = str(error)
    if not wrong and (reason := _order(values, changes, now)):
        wrong["enddate"] = reason
    return Sent(values, changes, wrong)


def _order(values: Mapping[str, str], changes: Mapping[str, str | None], now: Mapping[str, str]) -> str | None:
    """A day that is corrected stays a day; a stretch must not end before it begins."""
    one_day = now["date"] == now["enddate"]
    last = values["date"] if one_day and "enddate" not in changes else values["enddate"]
    if values["date"] and last and date.fromisoformat(values["date"]) > date.fromisoformat(last):
        return f"the last day {last} lies before the first, {values['date']}; write it on or after that day"
    return None
