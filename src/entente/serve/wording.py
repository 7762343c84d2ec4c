"""How values of the record are written on pages; templates have all of it by name."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from entente.entries import ontology
from entente.export.codes import country_names
from entente.model import Actor, Dating, Mention, Span
from entente.notation import show_days
from entente.serve import links

WHOLE_PATH = re.compile(r"[/\\]|[A-Za-z]:[/\\]|[a-z][a-z0-9+.-]*://")
"""How names of reports begin that are paths from a root, or addresses."""
CLIP = 600
"""Code points of a clause that a list shows."""
BODIES = {
    "UNO": "United Nations", "EUR": "European Union", "IGO": "other intergovernmental body",
    "NGO": "non-governmental organization", "ISM": "social movement", "IMG": "transnational armed group",
    "MNC": "company",
}  # fmt: skip
QUADS = {
    "VC": "verbal cooperation", "MC": "material cooperation", "VK": "verbal conflict", "MK": "material conflict",
}  # fmt: skip
SECTORS = {
    "GOV": "government", "MIL": "military", "COP": "police", "JUD": "courts", "LEG": "legislature",
    "SPY": "intelligence", "PTY": "party", "PRM": "paramilitary", "REB": "rebels", "UAF": "unaffiliated armed force",
    "UNK": "unknown",
    "AGR": "agriculture", "BUS": "business", "CRM": "criminals", "CVL": "civilians", "EDU": "education",
    "ELI": "elites", "JRN": "journalists", "LAB": "labour", "MED": "medical", "REF": "refugees", "OPP": "opposition",
    "PRE": "breakaway region", "REL": "religious", "SOC": "society",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Clipped:
    """Characters before a trigger, the trigger, and those after it."""

    before: str
    trigger: str
    after: str


def quad(type: str) -> str:
    """The letters of the quad of an event type, empty for none."""
    found = ontology().types.get(type)
    return found.quad if found else ""


def types() -> tuple[str, ...]:
    """All event types, in PLOVER's order."""
    return tuple(ontology().types)


def code_name(code: str | None) -> str:
    """What a code of a country or body stands for; the code itself where no table has it."""
    return BODIES.get(code or "") or country_names().get(code or "", code or "not resolved")


def days(first: date | Dating | None, last: date | None = None) -> str:
    """Days as ISO 8601: one, or first and last with a dash, or the end that is known."""
    if isinstance(first, Dating):
        return days(first.first, first.last)
    if first is None and last is None:
        return "no date"
    if first == last:
        return str(first)
    if first is None or last is None:
        return f"until {last}" if last else f"from {first}"
    return f"{first} – {last}"


def short_days(first: date | None, last: date | None) -> str:
    """Days as short as they can be said: a whole month or year by its name."""
    if first and last and first.day == 1 and first != last and first.year == last.year:
        after = date.fromordinal(last.toordinal() + 1)
        if after.day == 1 and (first.month, last.month) == (1, 12):
            return f"{first.year}"
        if after.day == 1 and first.month == last.month:
            return f"{first:%Y-%m}"
    return days(first, last)


def titled(title: str | None, source: str) -> str:
    """What a report is called: its title; else its name, of a whole path or address only the last part."""
    if title or not WHOLE_PATH.match(source):
        return title or source
    return re.split(r"[/\\]", source.partition("?")[0].rstrip("/\\"))[-1] or source


def known(actor: Actor) -> str:
    """Who it is, as a question for a party takes it: a state by its code, others by code, sector and name."""
    if actor.kind == "state" and actor.code:
        return actor.code
    return " ".join(part for part in (actor.code, actor.sector, actor.name) if part)


def party_line(actor: Actor) -> str:
    """Who it is in one line: code, sector and name."""
    return " ".join(part for part in (actor.code or "---", actor.sector, actor.name) if part)


def clipped(mention: Mention, text: str, span: Span | None = None) -> Clipped:
    """The clause of *mention*, or *span* around it, parted at its trigger and cut to ``CLIP`` code points."""
    whole, trigger = span or mention.span, mention.trigger
    start, end = min(whole.start, trigger.start), max(whole.end, trigger.end)
    spare = max(CLIP - (trigger.end - trigger.start), 0) // 2
    low, high = max(start, trigger.start - spare), min(end, trigger.end + spare)
    before = ("… " if low > start else "") + text[low : trigger.start]
    return Clipped(before, text[trigger.start : trigger.end], text[trigger.end : high] + (" …" if high < end else ""))


def count(number: int, one: str, many: str | None = None) -> str:
    """A number with its noun: ``1 event``, ``1,200 events``."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def names() -> Mapping[str, Callable[..., Any] | Any]:
    """What every template has."""
    return {
        "link": links, "quad": quad, "code_name": code_name, "days": days, "short_days": short_days, "known": known,
        "clipped": clipped, "titled": titled, "count": count, "QUADS": QUADS, "SECTORS": SECTORS,
        "show_days": show_days,
    }  # fmt: skip
