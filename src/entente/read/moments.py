"""Moments of publication as sources state them: ISO 8601 and RFC 5322, with the offset from UTC that they give."""

from __future__ import annotations

import re
from datetime import date, datetime
from email.utils import parsedate_to_datetime

_CLOCK = re.compile(r"\d[T ]\d{1,2}:\d{2}")
_SHORT_OFFSET = re.compile(r"([+-]\d{2})(\d{2})$")
_LONGEST = 60


def moment_named(text: str | None) -> str | None:
    """The moment that *text* names, as ISO 8601 with the offset it gives; None where it gives a day only, or no moment.

    >>> moment_named("Fri, 10 Nov 2023 08:00:00 +0800")
    '2023-11-10T08:00:00+08:00'
    """
    text = (text or "").strip()
    if not text or len(text) > _LONGEST:
        return None
    moment = _iso(text) if text[0].isdigit() else _rfc(text)
    return moment.replace(microsecond=0).isoformat() if moment else None


def _iso(text: str) -> datetime | None:
    if not _CLOCK.search(text):
        return _rfc(text)
    try:
        return datetime.fromisoformat(_SHORT_OFFSET.sub(r"\1:\2", text.removesuffix(" UTC").removesuffix(" GMT")))
    except ValueError:
        return None


def _rfc(text: str) -> datetime | None:
    try:
        return parsedate_to_datetime(text) if ":" in text else None
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def day_of_moment(moment: str | None) -> date | None:
    """The day of a moment where it was published, which is not always the day in UTC."""
    return date.fromisoformat(moment[:10]) if moment else None
