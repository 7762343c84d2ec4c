"""What the words between and before expressions do to their days: "from … to …", "between … and …", "since", "until".

Both ends of a range keep their own characters and value; the days of each are those of the whole range, since that is
what the report says of whatever they date.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from entente.model import Sentence
from entente.times.calendar import Duration, Moment, Period, Span, Unit, containing, days_later, read
from entente.times.match import Word
from entente.times.meaning import IMPOSSIBLE, Context, Meaning, Tense, dated
from entente.times.parts import at_time

_TO = frozenset({"to", "-", "until", "till", "through", "thru", "—", "into"})
_SINCE = frozenset({"since"})
_UNTIL = frozenset({"until", "till", "by", "through"})
_UNIT_OF: dict[str, Unit] = {"W": "week", "M": "month", "Y": "year", "E": "decade"}
_CLAUSE_GOES_ON = frozenset({"and", "or", "but", "when", "in", "at", "on", "as", "with", "by", "to", "for"})
# Words before a day, or a length, that say that something begins or ends on that day; and how far apart they may be.
_BEGIN = frozenset(
    {"began", "begins", "begin", "beginning", "started", "starts", "starting", "start", "opened", "opens", "opening",
     "from", "commencing", "arrived", "arrives", "arriving", "arrive", "launched", "launches", "left", "leaves"}
)  # fmt: skip
_END = frozenset({"ended", "ends", "ending", "concluded", "concludes", "concluding", "closed", "closes"})
_APART = 14
_FROM = frozenset({"from", "starting", "beginning"})


@dataclass(frozen=True, slots=True)
class Found:
    """An expression: words ``[at, to)``, characters ``[start, end)``, head token, tense, rule and meaning."""

    at: int
    to: int
    start: int
    end: int
    head: int
    tense: Tense
    rule: str
    meaning: Meaning


def bounded(
    found: tuple[Found, ...], words: tuple[Word, ...], sentence: Sentence, context: Context
) -> tuple[Found, ...]:
    """The expressions of a sentence with the days that the words around them give."""
    result = [_begun(_on_day(i, found, words, context), found, words) for i, each in enumerate(found)]
    joined: set[int] = set()
    for i in range(len(result) - 1):
        if i not in joined and _is_range(result[i], result[i + 1], words):
            result[i : i + 2] = _joined(result[i], result[i + 1], context)
            joined |= {i, i + 1}
        elif _are_listed(result[i], result[i + 1], words):
            result[i] = _with_year_of(result[i], result[i + 1])
    return tuple(each if i in joined else _opened(each, words, sentence, context) for i, each in enumerate(result))


def _on_day(i: int, found: tuple[Found, ...], words: tuple[Word, ...], context: Context) -> Found:
    """A bare time of day on the day that follows brackets: "at 6 p.m. (1700 GMT) on Tuesday"."""
    each = found[i]
    time = read(each.meaning.value) if each.rule == "clock" else None
    for left, right in pairwise(found[i : i + 3]):
        if not isinstance(time, Moment) or not {w.lower for w in words[left.to : right.at]} <= {"(", ")", ",", "on"}:
            return each
        if right.meaning.type == "DATE" and right.meaning.unit == "day" and right.meaning.period:
            return replace(each, meaning=at_time(replace(right.meaning, anchor=False), time, context))
    return each


def _begun(each: Found, found: tuple[Found, ...], words: tuple[Word, ...]) -> Found:
    """A length of days or weeks with its days, where one end is named: "a three-day visit that began Monday"."""
    length = read(each.meaning.value) if each.meaning.type == "DURATION" and not each.meaning.days else None
    if not isinstance(length, Duration) or length.parts[-1][0] not in ("D", "W") or length.parts[-1][1] is None:
        return each
    for day in found:
        sign = _side(each, day, words)
        edge = day.meaning.days.first if sign and day.meaning.days and day.meaning.unit == "day" else None
        far = length.after(edge, sign) if edge else None
        if edge and far and (other := days_later(far, -sign)):
            days = Span(min(edge, other), max(edge, other))
            return replace(each, meaning=replace(each.meaning, days=days, unit="day"))
    return each


def _side(length: Found, day: Found, words: tuple[Word, ...]) -> int:
    """1 if *day* begins the length, -1 if it ends it, 0 if it does neither."""
    if day.meaning.type != "DATE" or not -_APART <= day.at - length.to <= _APART:
        return 0
    after = day.at > length.at
    verb = [word.lower for word in words[max(day.at - 3, length.to if after else 0) : day.at] if word.lower != "on"]
    before = {word.lower for word in words[max(length.at - 3, 0) : length.at]}
    between = [word.lower for word in words[length.to : day.at] if after] or ["."]
    if after and verb and verb[-1] in _BEGIN | _END:
        return 1 if verb[-1] in _BEGIN else -1
    if after and before & _BEGIN and not {",", ".", "and", "after", "before", "until"} & set(between):
        return 1
    arrives = {word.lower for word in words[max(day.at - 8, 0) : day.at]} & _BEGIN
    return 1 if not after and arrives and before & {"for", "on"} and length.at - day.to <= 3 else 0


def _is_range(low: Found, high: Found, words: tuple[Word, ...]) -> bool:
    between = [word.lower for word in words[low.to : high.at]]
    before = words[low.at - 1].lower if low.at else ""
    if not low.meaning.period or not high.meaning.period:
        return False
    if between == ["and"]:
        return before == "between"
    if len(between) != 1 or between[0] not in _TO:
        return False
    return before == "from" or between[0] in ("-", "—", "through") or low.meaning.unit == high.meaning.unit


def _are_listed(low: Found, high: Found, words: tuple[Word, ...]) -> bool:
    """ "On 3 and 5 May", "March and June 2020": neighbours of which only the last has the year."""
    between = {word.lower for word in words[low.to : high.at]}
    return bool(between) and between <= {"and", ",", "or", "&"} and high.meaning.cycle is None


def _with_year_of(low: Found, high: Found) -> Found:
    """The first of two with the year of the second, where only that one was written."""
    period, other = low.meaning.period, high.meaning.period
    if low.meaning.cycle != "year" or not period or not other or period.unit != other.unit or other.year is None:
        return low
    year = other.year - 1 if (period.part or 0) > (other.part or 0) else other.year
    moved = dated(Period(period.unit, year, period.part, period.day))
    return low if moved is IMPOSSIBLE else replace(low, meaning=moved)


def _joined(low: Found, high: Found, context: Context) -> tuple[Found, Found]:
    if high.meaning.cycle is None:
        low = _with_year_of(low, high)
    low, high = _in_order(low, high, context)
    first = low.meaning.days.first if low.meaning.days else None
    last = high.meaning.days.last if high.meaning.days else None
    if first and last and first > last:
        return low, high
    days = Span(first, last) if first or last else None
    return tuple(replace(each, meaning=replace(each.meaning, days=days)) for each in (low, high))  # type: ignore[return-value]


def _in_order(low: Found, high: Found, context: Context) -> tuple[Found, Found]:
    """Moves one end by a week or a year where tense alone put the end before the beginning."""
    ends = (low.meaning.days, high.meaning.days)
    if not ends[0] or not ends[1] or not ends[0].first or not ends[1].last or ends[0].first <= ends[1].last:
        return low, high
    if low.tense == "past" and low.meaning.cycle and high.meaning.cycle:
        return _moved(low, -1), high
    return (low, _moved(high, 1)) if high.meaning.cycle else (_moved(low, -1), high)


def _moved(each: Found, sign: int) -> Found:
    meaning = each.meaning
    if not meaning.cycle or not meaning.period or not meaning.period.days:
        return each
    return replace(each, meaning=_by_cycle(meaning.period, meaning.cycle, sign) or meaning)


def _by_cycle(period: Period, cycle: Unit, sign: int) -> Meaning | None:
    if cycle == "week" and period.days:
        day = days_later(period.days[0], 7 * sign)
        moved = Period("day", day.year, day.month, day.day) if day else None
    else:
        moved = replace(period, year=period.year + sign) if period.year else None
    found = dated(moved)
    return None if found is IMPOSSIBLE else found


def _opened(each: Found, words: tuple[Word, ...], sentence: Sentence, context: Context) -> Found:
    """The expression with the side that "since", "until", "before" and the like leave open."""
    if each.meaning.type == "DURATION":
        return _counted_from_publication(each, words, context)
    days = each.meaning.days
    before = words[each.at - 1].lower if each.at else ""
    if not days or (each.meaning.type == "TIME" and before in ("before", "after")):
        return each
    if before in ("until", "till") and each.at > 1 and words[each.at - 2].lower == "not":
        return each
    if before == "from" and days.first and days.last and "/" in each.meaning.value:
        return each
    if before not in _SINCE | _UNTIL | _FROM | {"before", "after"} or not _governs(each, words, sentence):
        return each
    if [word.lower for word in words[max(each.at - 3, 0) : each.at - 1]] == ["on", "or"]:
        opened: Span | None = Span(days.first, None) if before == "after" else Span(None, days.last)
    else:
        opened = _open_side(before, days, each.tense, context.published)
    return replace(each, meaning=replace(each.meaning, days=opened)) if opened else each


def _counted_from_publication(each: Found, words: tuple[Word, ...], context: Context) -> Found:
    """ "Will meet in two weeks", "will leave within a year": what lies ahead is counted from publication."""
    before = words[each.at - 1].lower if each.at else ""
    if context.published is None or each.tense != "future" or each.meaning.days or before not in ("in", "within"):
        return each
    found = read(each.meaning.value)
    end = found.after(context.published) if isinstance(found, Duration) else None
    unit = _UNIT_OF.get(each.meaning.value[-1], "day")
    target = containing(end, unit) if end else None
    if not end or not target or not target.days:
        return each
    days = Span(*target.days) if before == "in" else Span(context.published, end)
    return replace(each, meaning=replace(each.meaning, days=days, unit=unit))


def _open_side(word: str, days: Span, tense: Tense, published: date | None) -> Span | None:
    if word in _SINCE:
        begun = published is not None and days.first is not None and days.first <= published
        return Span(days.first, published if begun and tense != "future" else None)
    if word in _UNTIL:
        return Span(published if word == "by" and tense == "future" else None, days.last)
    if word == "before":
        return Span(None, days_later(days.first, -1)) if days.first else None
    if word == "after":
        return Span(days_later(days.last, 1), None) if days.last else None
    return Span(days.first, None)


def _governs(each: Found, words: tuple[Word, ...], sentence: Sentence) -> bool:
    """Whether the preposition before governs the expression itself, not a noun after it ("before the 2014 vote")."""
    start = words[each.at - 1].start
    position = next((i for i, token in enumerate(sentence.tokens) if token.start == start), -1)
    if position >= 0 and each.head >= 0 and sentence.tokens[position].deprel:
        return sentence.tokens[position].head == each.head or sentence.tokens[each.head].head == position
    if words[each.at - 1].lower not in ("before", "after", "by"):
        return True
    after = words[each.to].lower if each.to < len(words) else "."
    return not after.isalnum() or after in _CLAUSE_GOES_ON
