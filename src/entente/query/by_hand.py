"""An event that a person adds: the mention that its selected characters and the fields given make."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TypeVar

from entente.errors import UsageError
from entente.model import Actor, Dating, Mention, Place, Report, Span
from entente.record.corrections import check, check_mode, corrected

RULE = "by hand"
T = TypeVar("T", Actor, Place)


def at_words(report: Report, words: str, start: int | None = None) -> Span:
    """Where *words* stand in *report*; ``UsageError`` where they do not, or more than once and not said which."""
    found = [at for at in _every(report.text, words) if start in (None, at)]
    if len(found) != 1:
        where = f" at {', '.join(map(str, found))}; say which with --start" if found else ""
        raise UsageError(f"{report.source}: {words!r} stands there {len(found)} times{where}")
    return Span(found[0], found[0] + len(words))


def mention_by_hand(report: Report, trigger: Span, fields: Mapping[str, str | None]) -> Mention:
    """The mention whose predicate is the characters *trigger*, with *fields* as they are written to correct them.

    ``type`` must be among them. What is not given is empty; parties and place get the characters that name them, where
    the report does, those next to the trigger. Raises ``UsageError`` where a field does not take its value.
    """
    given = {name: value for name, value in fields.items() if value is not None}
    for name, value in given.items():
        check(name, value)
    check_mode(given["type"], given.get("mode"))
    clause = _line(report.text, trigger)
    nothing = Dating(None, None, None, "stated")
    mention = Mention(
        clause.start, clause.end, -1, 0, trigger, given["type"], None, (), (), nothing, "actual", 1.0, RULE
    )
    for name in ("mode", "context", "actor", "recipient", "date", "enddate", "historical", "place", "factuality",
                 "speaker", "count", "forum", "document"):  # fmt: skip
        if name in given:
            mention = corrected(mention, name, given[name])
    return _with_characters(mention, report.text)


def _line(text: str, span: Span) -> Span:
    """The sentence or line around *span*, as far as full stops tell."""
    before = [at + len(mark) for mark in (". ", "\n") if (at := text.rfind(mark, 0, span.start)) >= 0]
    after = [at + len(mark) - 1 for mark in (". ", "\n") if (at := text.find(mark, span.end)) >= 0]
    return Span(max([*before, 0]), min([*after, len(text)]))


def _with_characters(mention: Mention, text: str) -> Mention:
    def found(each: T) -> T:
        places = _every(text, each.name)
        at = min(places, key=lambda start: abs(start - mention.trigger.start), default=None)
        return each if at is None else replace(each, start=at, end=at + len(each.name))

    return replace(
        mention,
        actors=tuple(map(found, mention.actors)),
        recipients=tuple(map(found, mention.recipients)),
        place=found(mention.place) if mention.place else None,
    )


def _every(text: str, words: str) -> list[int]:
    at, found = text.find(words) if words else -1, []
    while at >= 0:
        found.append(at)
        at = text.find(words, at + 1)
    return found
