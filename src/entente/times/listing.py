"""Days of one month in a row, of which only one stands with the month: "6 and 8 November", "May 3, 5 and 7, 2021".

Each number is an expression of its own, as in TIMEX3 (ISO 24617-1); a range ("between 3 and 5 May") is made of them
in ``ranges``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from entente.model import Sentence
from entente.times.calendar import Period
from entente.times.match import Word
from entente.times.meaning import IMPOSSIBLE, dated
from entente.times.ranges import Found

_RULES = frozenset({"day", "day-without-year"})
_LINKS = frozenset({"and", "or", "&"})
_NUMBER = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?")
_YEAR = re.compile(r"(?:19|20)\d\d")
# Words before the first number which say that a day follows; without one it may count something.
_OPENING = frozenset({"on", "between", "of", "from", "both", "the", "(", "dated", "for", "by", "until", "since", "["})


def with_listed(found: tuple[Found, ...], words: tuple[Word, ...], sentence: Sentence) -> tuple[Found, ...]:
    """The expressions of a sentence, with the days that share the month of one beside them, in text order."""
    rows = (_row(each, words, sentence) for each in found)
    kept: list[Found] = []
    for row in rows:
        kept = [each for each in kept if len(row) == 1 or each.to <= row[0].at]
        kept.extend(each for each in row if not kept or kept[-1].to <= each.at)
    return tuple(kept)


def _row(each: Found, words: tuple[Word, ...], sentence: Sentence) -> list[Found]:
    period = each.meaning.period
    if each.rule not in _RULES or each.meaning.type != "DATE" or period is None or period.unit != "day":
        return [each]
    if _NUMBER.fullmatch(words[each.at].lower) or words[each.at].lower == "the":
        return [*_all_at(each, _before(each, period, words)[::-1], period, words, sentence), each]
    after = list(_after(each, period, words, sentence))
    if not after:
        return [each]
    end = after[-1] + 1
    year = words[end + 1] if end + 1 < len(words) and words[end].lower == "," else None
    if year is None or not _YEAR.fullmatch(year.lower) or not each.meaning.cycle:
        return [each, *_all_at(each, after, period, words, sentence)]
    period = replace(period, year=int(year.lower))
    moved = dated(period)
    each = each if moved is IMPOSSIBLE else replace(each, meaning=moved)
    *days, last = _all_at(each, after, period, words, sentence) or [each]
    return [each, *days, replace(last, to=end + 2, end=year.end)] if last is not each else [each]


def _before(each: Found, period: Period, words: tuple[Word, ...]) -> list[int]:
    """The positions of the numbers that stand before a day and its month, nearest first."""
    at, limit, found = each.at - 1, period.day or 0, []
    linked = at > 0 and words[at].lower in _LINKS
    while linked and at > 0:
        at -= 1 + (words[at - 1].lower == ",")
        number = _number(words[at].lower) if at >= 0 else 0
        if not 0 < number < limit:
            break
        found.append(at)
        limit, at = number, at - 1
        at -= at > 0 and words[at].lower == "the" and words[at - 1].lower in {",", *_LINKS}
        linked = at > 0 and words[at].lower == ","
    first = found[-1] if found else 0
    return found if first and words[first - 1].lower in _OPENING else []


def _after(each: Found, period: Period, words: tuple[Word, ...], sentence: Sentence) -> Iterator[int]:
    """The positions of the numbers that follow a month and its day, up to the one behind "and"."""
    at, limit, found = each.to, period.day or 0, []
    while at + 1 < len(words) and (words[at].lower == "," or words[at].lower in _LINKS):
        last = words[at].lower in _LINKS or words[at + 1].lower in _LINKS
        at += 1 + (words[at].lower == "," and words[at + 1].lower in _LINKS)
        number = _number(words[at].lower) if at < len(words) else 0
        if not limit < number <= 31 or _counts(words, at, sentence):
            return
        found.append(at)
        limit, at = number, at + 1
        if last:
            yield from found
            return


def _number(word: str) -> int:
    """The day of the month that a word writes in figures; 0 for other words."""
    match = _NUMBER.fullmatch(word)
    return int(match[1]) if match else 0


def _counts(words: tuple[Word, ...], at: int, sentence: Sentence) -> bool:
    """Whether the number counts the noun behind it ("on May 3 and 5 people died"), or goes on as a fraction."""
    token = next((token for token in sentence.tokens if token.start == words[at].start), None)
    after = words[at + 1].lower if at + 1 < len(words) else "."
    counted = token is not None and token.head >= 0 and sentence.tokens[token.head].start > token.start
    return token is None or (counted and after != ",") or after in {"%", ":", "percent", "of"}


def _all_at(
    each: Found, numbers: Sequence[int], period: Period, words: tuple[Word, ...], sentence: Sentence
) -> list[Found]:
    days = (_at(each, i, period, words, sentence) for i in numbers)
    return [day for day in days if day]


def _at(each: Found, at: int, period: Period, words: tuple[Word, ...], sentence: Sentence) -> Found | None:
    """The day that the number at *at* names in the month of *each*."""
    meaning = dated(replace(period, day=_number(words[at].lower)))
    start, end = words[at].start, words[at].end
    head = next((i for i, token in enumerate(sentence.tokens) if token.start < end and start < token.end), -1)
    if meaning is IMPOSSIBLE or head < 0:
        return None
    meaning = replace(meaning, cycle=each.meaning.cycle)
    return replace(each, at=at, to=at + 1, start=start, end=end, head=head, meaning=meaning)
