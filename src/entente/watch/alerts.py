"""Which events to tell of, and telling: into a file, to a webhook, by mail."""

from __future__ import annotations

import json
import os
import smtplib
from collections.abc import Callable
from dataclasses import dataclass
from email.message import EmailMessage
from http.client import HTTPException
from pathlib import Path

from entente.entries import scale
from entente.model import Actor, Event, Linked
from entente.notation import line_of, show
from entente.watch.fetch import FetchError, post
from entente.watch.settings import Rule, Settings

WEBHOOK_SECONDS = 20


@dataclass(frozen=True, slots=True)
class Told:
    """What of an event an alert rests on and says. ``line`` is the event in the one-line notation."""

    event: str
    type: str
    mode: str | None
    score: float
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    factuality: str
    confidence: float
    report: str
    title: str | None
    line: str


def told_of(linked: Linked, digest: str) -> tuple[Told, ...]:
    """What alerts need of the events of a report; what the workers of a watch return."""
    return tuple(_told(each, linked) for each in linked.events)


def _told(event: Event, linked: Linked) -> Told:
    chief, report = event.chief, linked.report
    return Told(
        event=event.id,
        type=chief.type,
        mode=chief.mode,
        score=scale(chief.type, chief.mode),
        actors=_codes(chief.actors),
        recipients=_codes(chief.recipients),
        factuality=chief.factuality,
        confidence=chief.confidence,
        report=report.source,
        title=report.title,
        line=show(line_of(chief, report.text)),
    )


def _codes(actors: tuple[Actor, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(actor.code for actor in actors if actor.code))


def meets(told: Told, rule: Rule) -> bool:
    """Whether an event is one that *rule* asks for."""
    return all(test(told, rule) for test in _TESTS)


def _meets_dyad(told: Told, rule: Rule) -> bool:
    if rule.dyad is None:
        return True
    one, other = rule.dyad.upper().split("-")
    # Those who meet or fight each other may all be actors.
    sides = (set(told.actors), set(told.recipients) or set(told.actors))
    return one != other and any(one in left and other in right for left, right in (sides, sides[::-1]))


def _meets_type(told: Told, rule: Rule) -> bool:
    name, _, mode = (rule.type or "").partition(":")
    return (not name or told.type == name.upper()) and (not mode or told.mode == mode)


_TESTS: tuple[Callable[[Told, Rule], bool], ...] = (
    _meets_dyad,
    _meets_type,
    lambda told, rule: rule.actor is None or rule.actor.upper() in told.actors,
    lambda told, rule: rule.recipient is None or rule.recipient.upper() in told.recipients,
    lambda told, rule: rule.score_below is None or told.score < rule.score_below,
    lambda told, rule: rule.score_above is None or told.score > rule.score_above,
    lambda told, rule: not rule.factuality or told.factuality in rule.factuality,
    lambda told, rule: told.confidence >= rule.confidence,
)


def as_json(told: Told, rule: Rule) -> str:
    """The object that files and webhooks get."""
    about = {
        "alert": rule.name, "event": told.event, "type": told.type, "mode": told.mode, "score": told.score,
        "actor": told.actors, "recipient": told.recipients, "factuality": told.factuality,
        "confidence": told.confidence, "line": told.line, "report": told.report, "title": told.title,
    }  # fmt: skip
    return json.dumps(about, ensure_ascii=False)


def deliver(value: str, rule: Rule, settings: Settings) -> str | None:
    """Sends an alert everywhere that *rule* names; why it could not be sent, None if it was."""
    try:
        if rule.webhook and not 200 <= (status := post(rule.webhook, value.encode(), settings)) < 300:
            return f"{rule.webhook} answers {status}"
        if rule.mail:
            _mail(json.loads(value), rule.mail, settings)
        if rule.file:
            _append(Path(rule.file), value)
    except (OSError, FetchError, smtplib.SMTPException, HTTPException) as error:
        return " ".join(f"{type(error).__name__}: {error}".split())[:200]
    return None


def _append(path: Path, value: str) -> None:
    """One whole line, with one write: whoever reads along sees no half of it."""
    opened = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)
    try:
        os.write(opened, value.encode() + b"\n")
    finally:
        os.close(opened)


def _mail(told: dict[str, object], to: str, settings: Settings) -> None:
    message = EmailMessage()
    message["From"], message["To"] = settings.mail.sender, to
    message["Subject"] = " ".join(f"{told['alert']}: {told['line']}".split())[:200]
    message.set_content(f"{told['line']}\n\n{told['title'] or ''}\n{told['report']}\n")
    host, _, port = settings.mail.server.partition(":")
    with smtplib.SMTP(host, int(port or 25), timeout=WEBHOOK_SECONDS) as server:
        server.send_message(message)
