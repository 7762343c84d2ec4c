"""Days that are counted from those of another act: "two days after the vote on May 10" (codebook section 4).

A length in days or weeks gives one day, one in months or years the month or year; hours and minutes the same day.
"""

from __future__ import annotations

from datetime import date

from entente.coding import frames
from entente.coding.dating import datable, days_of, finest, inherited, times_on
from entente.coding.preceding import sentence_before
from entente.coding.telling import Telling
from entente.model import Dating, Mention
from entente.times.calendar import Duration, containing, days_later, read

UNITS = {"day": 1, "night": 1, "evening": 1, "week": 7}
NUMBERS = {"a": 1, "the": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
STEM = 4
HOURS = frozenset({"hour", "minute", "moment", "shortly", "immediately"})
AWAY = {"later": 1, "after": 1, "following": 1, "earlier": -1, "before": -1}
LEADING = frozenset({"lead", "run"})
SAME_DAY = Duration((("D", 0.0),))
Distance = tuple[Duration, int]


def counted_off(telling: Telling) -> Dating | None:
    """ "hours after rebels struck on Tuesday, he resigned", "two days before the vote on May 10": days from the other.

    It works from either side: what the main clause tells on a day lies so far from what "after" introduces. A main
    clause without a day is that of the sentence before: "She resigned on Friday. This comes a week after …".
    """
    sentence, carrier = telling.sentence, telling.act.carrier
    for j in sentence.children(carrier, "advcl", "obl"):
        distance = _distance(telling, j)
        start = (_day_of(telling, j) or _told(telling, j)) if distance is not None else None
        if distance is not None and start is not None and (found := _moved(start, *distance)):
            return found
    distance = _distance(telling, carrier)
    if distance is None:
        return None
    days = (_day_of(telling, i) for i in sentence.ancestors(carrier))
    start = next(filter(None, days), None)
    if start is None and not telling.is_noun and not datable(telling.scene.times):
        start = sentence_before(telling)
    return _moved(start, distance[0], -distance[1]) if start is not None else None


def _day_of(telling: Telling, i: int) -> Dating | None:
    """The date that stands on token *i*."""
    return finest(telling.scene, times_on(telling, (i,)), "inherited")


def _moved(start: Dating, length: Duration, sign: int) -> Dating | None:
    """So long after or before *start*; a longer stretch than a day only where it is the same one."""
    if length == SAME_DAY:
        return inherited(start)
    if start.first is None or start.first != start.last:
        return None
    found = length.after(start.first, sign)
    unit = {"Y": "year", "M": "month"}.get(length.parts[-1][0])
    if found is None or unit is None:
        return Dating(found, found, "day", "stated", time=start.time) if found else None
    period = containing(found, "year" if unit == "year" else "month")
    days = period.days if period else None
    return Dating(*days, "year" if unit == "year" else "month", "stated", time=start.time) if days else None


def _distance(telling: Telling, i: int) -> Distance | None:
    """How far, and on which side, "two days after" puts what stands above token *i*; None without a number."""
    scene = telling.scene
    for j in telling.sentence.children(i, "mark", "case", "advmod"):
        sign = AWAY.get(scene.tokens[j].text.lower(), 0) if scene.lemma(j) in ("after", "before") else 0
        if sign and j > 0 and scene.lemma(j - 1) in HOURS:
            return SAME_DAY, sign
        length = _length(telling, j - 1) if sign and j > 0 else None
        if length is not None:
            return length, sign
    return None


def _length(telling: Telling, i: int) -> Duration | None:
    """The length that token *i* heads: of days, weeks, months or years, if it has a number."""
    scene = telling.scene
    told = next((time for time in scene.times if time.head == i and time.type == "DURATION"), None)
    length = read(told.value) if told else None
    if isinstance(length, Duration) and length.parts[-1][0] in ("D", "W", "M", "Y"):
        return length if length.parts[-1][1] is not None else None
    number = NUMBERS.get(scene.lemma(i - 1), 0) if i > 0 and scene.lemma(i) in UNITS else 0
    return Duration((("D", float(UNITS[scene.lemma(i)] * number)),)) if number else None


def counted_from_event(telling: Telling) -> Dating | None:
    """ "rejected, the day before the rally, …": so many days from an act told of with its date."""
    scene, sentence = telling.scene, telling.sentence
    plans = telling.factuality == "planned" or scene.lemma(telling.act.carrier) in scene.words("planning")
    planned = sentence.children(telling.act.carrier, "xcomp") if plans else ()
    for j in (k for i in (telling.act.carrier, *planned) for k in sentence.children(i, "obl", "advmod", "nmod")):
        if scene.lemma(j) in ("eve", "week") and (found := _up_to(telling, j)):
            return found
        length = UNITS.get(scene.lemma(j), 0)
        for k in sentence.children(j, "nmod", "obl") if length else ():
            sign = AWAY.get(frames.case_of(sentence, k), 0)
            anchor = _told(telling, k) if sign else None
            if anchor is not None and anchor.first is not None and anchor.first == anchor.last:
                number = next((NUMBERS.get(scene.lemma(n), 0) for n in sentence.children(j, "nummod", "det")), 0)
                day = days_later(anchor.first, sign * length * number)
                return Dating(day, day, "day", "stated") if number and day else None
    return None


def _up_to(telling: Telling, j: int) -> Dating | None:
    """ "On the eve of the vote", "in the week leading up to the summit": the days before that act's, if it has any."""
    scene, sentence = telling.scene, telling.sentence
    eve = scene.lemma(j) == "eve"
    if not eve and frames.case_of(sentence, j) not in ("in", "during"):
        return None
    leading = [k for k in range(j + 1, min(j + 3, len(scene.tokens))) if scene.lemma(k) in LEADING]
    nouns = sentence.children(j, "nmod") if eve else [n for k in leading for n in sentence.children(k, "obl")]
    below = {k: set(sentence.subtree(k)) for k in nouns}
    named = {k: [time for time in datable(scene.times) if time.head in below[k]] for k in nouns}
    anchors = (finest(scene, named[k], "inherited") or _told(telling, k) for k in nouns)
    anchor = next(filter(None, anchors), None)
    if anchor is None or anchor.first is None or anchor.granularity != "day":
        return None
    first, last = days_later(anchor.first, -1 if eve else -7), days_later(anchor.first, -1)
    return Dating(first, last, "day" if eve else "week", "stated", time=anchor.time) if first and last else None


def days_from_last(telling: Telling) -> Dating | None:
    """ "Two days later, he resigned": counted from the day of the last event."""
    day = last_day(telling)
    for time in telling.scene.times if day is not None else ():
        above = telling.scene.tokens[time.head].head
        if days_of(time) and above in telling.sentence.children(telling.act.carrier, "advmod") and day is not None:
            sign = AWAY.get(telling.scene.tokens[above].text.lower(), 0)
            found = days_later(day, sign * days_of(time))
            return Dating(found, found, "day", "stated", time=time) if sign and found else None
    return None


def last_day(telling: Telling) -> date | None:
    """The day of the report's last event that has one of its own and is news."""
    told = [m.dating for m in telling.before if m.factuality == "actual" and not m.dating.historical]
    days = [d.first for d in told if d.first == d.last and d.basis in ("stated", "inherited")]
    return days[-1] if days else None


def _told(telling: Telling, i: int) -> Dating | None:
    """The date of the last act told with that word."""
    stem = telling.scene.tokens[i].text.lower()[:STEM]
    text = telling.scene.resolved.report.text
    known = (m for m in telling.before[::-1] if m.dating.first and m.dating.basis != "publication")
    return next((m.dating for m in known if trigger_stem(m, text) == stem), None)


def trigger_stem(mention: Mention, text: str) -> str:
    return mention.trigger.of(text).lower()[:STEM]
