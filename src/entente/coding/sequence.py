"""The order of acts where it is stated: since, after, before, later, the day before (codebook section 4).

A day that an act is counted from is stated; one that it only follows or goes before bounds it.
"""

from __future__ import annotations

from datetime import date

from entente.coding import frames
from entente.coding.dating import anchors_of, datable, days_of, finest, order_of, times_on
from entente.coding.telling import Telling
from entente.model import Dating, Mention
from entente.times.calendar import days_later

LATER = frozenset({"later", "subsequently", "eventually", "afterwards"})
UNITS = {"day": 1, "night": 1, "evening": 1, "week": 7}
NUMBERS = {"a": 1, "the": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
STEM = 4
HOURS = frozenset({"hour", "minute", "moment", "shortly", "immediately"})
AWAY = {"later": 1, "after": 1, "following": 1, "earlier": -1, "before": -1}


def counted_off(telling: Telling) -> Dating | None:
    """ "hours after rebels struck on Tuesday, he resigned", "two days before the vote on May 10": days from the other.

    It works from either side: what the main clause tells on a day lies so many days from what "after" introduces.
    """
    sentence, carrier = telling.sentence, telling.act.carrier
    for j in sentence.children(carrier, "advcl", "obl"):
        steps = _distance(telling, j)
        if steps is not None and (found := _shifted(telling, j, steps)):
            return found
    steps = _distance(telling, carrier)
    above = sentence.ancestors(carrier) if steps is not None else ()
    return next((found for i in above if (found := _shifted(telling, i, -(steps or 0)))), None)


def _shifted(telling: Telling, i: int, steps: int) -> Dating | None:
    """The date of token *i*, so many days on; a longer stretch than a day only where it is the same one."""
    found = finest(telling.scene, times_on(telling, (i,)), "inherited")
    if found is None or steps == 0:
        return found
    day = days_later(found.first, steps) if found.first and found.first == found.last else None
    return Dating(day, day, "day", "stated", time=found.time) if day else None


def _distance(telling: Telling, i: int) -> int | None:
    """How many days "two days after" puts what stands above token *i* from it; 0 for hours, None without a number."""
    scene = telling.scene
    for j in telling.sentence.children(i, "mark", "case", "advmod"):
        sign = AWAY.get(scene.tokens[j].text.lower(), 0) if scene.lemma(j) in ("after", "before") else 0
        if sign and j > 0 and scene.lemma(j - 1) in HOURS:
            return 0
        length = UNITS.get(scene.lemma(j - 1), 0) if sign and j > 1 else 0
        number = NUMBERS.get(scene.lemma(j - 2), 0) if length == 1 else 0
        if number:
            return sign * length * number
    return None


def ordered(telling: Telling) -> Dating | None:
    """ "after the vote in March", "before the deadline last week": the days that the phrase leaves open."""
    below = telling.sentence.children(telling.act.carrier, "obl", "advcl")
    inside = [j for j in below if frames.case_of(telling.sentence, j) in ("after", "following", "before")]
    for time in times_on(telling, anchors_of(telling) | set(inside)):
        match order_of(telling, time):
            case "after":
                return _from_then_on(telling, Dating(time.first, time.last, None, "bounded", time=time))
            case "before":
                return Dating(None, time.last, None, "bounded", time=time)
    return None


def since(telling: Telling) -> Dating | None:
    """ "have arrested thousands since the vote (in June)": from that day, known or not, up to publication."""
    scene, published = telling.scene, telling.published
    if published is None or not (telling.is_perfect or _is_participle(telling)):
        return None
    below = telling.sentence.children(telling.act.carrier, "obl", "advcl")
    tops = [j for j in below if frames.case_of(telling.sentence, j) == "since"]
    if not tops:
        return None
    inside = set(telling.sentence.subtree(tops[0]))
    start = next((time for time in datable(scene.times) if time.head in inside and time.first), None)
    if start is None:
        return Dating(None, published, None, "bounded")
    return Dating(start.first, published, start.granularity, "stated", time=start)


def _is_participle(telling: Telling) -> bool:
    """ "the lives saved since …"."""
    token = telling.scene.tokens[telling.act.carrier]
    return token.xpos == "VBN" and token.relation == "acl" and telling.factuality == "actual"


def later(telling: Telling, earlier: Dating | None) -> Dating | None:
    """ "later", "some months later", "eventually": from the day of what was told before on."""
    words = {telling.scene.tokens[j].text.lower() for j in telling.sentence.children(telling.act.carrier, "advmod")}
    if earlier is None or earlier.first is None or not words & LATER:
        return None
    return _from_then_on(telling, earlier)


def _from_then_on(telling: Telling, start: Dating) -> Dating:
    end = telling.published if telling.factuality == "actual" else None
    return Dating(start.first, end, None, "bounded", time=start.time)


def counted_from_event(telling: Telling) -> Dating | None:
    """ "rejected, the day before the rally, …": so many days from an act told of with its date."""
    scene, sentence = telling.scene, telling.sentence
    for j in sentence.children(telling.act.carrier, "obl", "advmod", "nmod"):
        length = UNITS.get(scene.lemma(j), 0)
        for k in sentence.children(j, "nmod", "obl") if length else ():
            sign = AWAY.get(frames.case_of(sentence, k), 0)
            anchor = _told(telling, k) if sign else None
            if anchor is not None and anchor.first is not None and anchor.first == anchor.last:
                number = next((NUMBERS.get(scene.lemma(n), 0) for n in sentence.children(j, "nummod", "det")), 0)
                day = days_later(anchor.first, sign * length * number)
                return Dating(day, day, "day", "stated") if number and day else None
    return None


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
    return next((m.dating for m in telling.before[::-1] if trigger_stem(m, text) == stem and m.dating.first), None)


def trigger_stem(mention: Mention, text: str) -> str:
    return mention.trigger.of(text).lower()[:STEM]
