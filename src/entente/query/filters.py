"""What a question asks for: terms to look up, conditions on the rows they give, and words of the text."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, and_, exists, or_, select

from entente.entries import ontology
from entente.errors import UsageError
from entente.notation import SECTORS
from entente.query.terms import Expression, Term, every, some
from entente.record.folding import folded, words_of
from entente.record.schema import parties, shown
from entente.record.terms import OPEN, ROLES, month_number, month_term, value_term

# Parties again, for the question that this is part of may count parties too. One for all questions: each alias copies
# the table's columns.
OF_ROW = parties.alias("of_row")


@dataclass(frozen=True, slots=True)
class Asked:
    """A question: ``terms`` that must all hold, ``exact`` conditions on ``shown``, ``words`` in the text.

    ``months``, such as 2023-11, are the first and last in which what is asked for may lie, where that is known.
    """

    terms: tuple[Expression, ...] = ()
    exact: tuple[ColumnElement[bool], ...] = ()
    words: str | None = None
    months: tuple[str | None, str | None] = (None, None)

    def __add__(self, other: Asked) -> Asked:
        months = other.months if any(other.months) else self.months
        return Asked(self.terms + other.terms, self.exact + other.exact, other.words or self.words, months)


def of_kind(kind: str) -> Asked:
    return Asked((Term(f"k.{kind}"),))


def coded(letter: str, asked: str | int | None) -> Asked:
    """That a field has a value of a closed list."""
    return Asked() if asked is None else Asked((Term(value_term(letter, str(asked))),))


def party(roles: Sequence[str], asked: str | None) -> Asked:
    """That somebody in one of *roles* has the code, sector and name asked for."""
    if asked is None:
        return Asked()
    code, sector, name = parsed_party(asked)
    words = words_of(name)
    if not (code or sector or words):
        raise UsageError(f"{asked!r} names nobody; write a code, a sector, part of a name, or these in this order")
    wanted = some(_party_terms(ROLES[role], code, sector, words) for role in roles)
    if len(words) + bool(code) + bool(sector) == 1:
        return Asked((wanted,))
    return Asked((wanted,), (_one_party(roles, code, sector, words),))


def parsed_party(asked: str) -> tuple[str | None, str | None, str]:
    """Code, sector and part of a name, of which each may be missing."""
    words = asked.split()
    code = words.pop(0) if words and re.fullmatch("[A-Z]{3}", words[0]) and words[0] not in SECTORS else None
    sector = words.pop(0) if words and words[0] in SECTORS else None
    return code, sector, " ".join(words)


def _party_terms(letter: str, code: str | None, sector: str | None, words: list[str]) -> Expression:
    parts: list[Expression] = [Term(f"{letter}:{word}", starts=True) for word in words]
    if code and not sector and not words:
        # Some names are three capitals too (IMF), and stand alone.
        return some([Term(value_term(letter, code)), Term(f"{letter}:{code.casefold()}")])
    return every([*parts, *(Term(value_term(letter, each)) for each in (code, sector) if each)])


def _one_party(roles: Sequence[str], code: str | None, sector: str | None, words: list[str]) -> ColumnElement[bool]:
    """That one party has it all, and not one the code and another the name."""
    who = OF_ROW.c
    wanted = [who.shown == shown.c.number, who.role.in_(roles)]
    if code:
        wanted.append(who.code == code)
    if sector:
        wanted.append(who.sector.contains(sector))
    named = (folded(who.name).contains(f" {word}", autoescape=True) for word in words)
    return exists(select(who.number).where(and_(*wanted, *named)).correlate(shown))


def dyad(asked: str | None) -> Asked:
    """That both sides of ``USA-CHN`` take part: one towards the other, or both as actors."""
    if asked is None:
        return Asked()
    one, _, other = asked.partition("-")
    if not one.strip() or not other.strip():
        raise UsageError(f"a dyad is two parties joined with a hyphen, such as USA-CHN, not {asked!r}")
    sides = [parsed_party(side) for side in (one, other)]
    if not all(code or sector or words_of(name) for code, sector, name in sides):
        raise UsageError(f"{asked!r} names nobody on one side; a dyad is two parties, such as USA-CHN")
    either = []
    for roles in (("actor", "recipient"), ("recipient", "actor"), ("actor", "actor")):
        pair = zip(roles, sides, strict=True)
        either.append(
            every(_party_terms(ROLES[role], code, sector, words_of(name)) for role, (code, sector, name) in pair)
        )
    return Asked((some(either),))


def place(asked: str | None) -> Asked:
    """That the place's name has words that start so, or its country has this code."""
    if asked is None:
        return Asked()
    named = named_terms("l", asked, "place")
    if re.fullmatch("[A-Za-z]{3}", asked.strip()):
        return Asked((some([Term(value_term("l", asked)), named]),))
    return Asked((named,))


def report(asked: str | None) -> Asked:
    """That the name of a report, its publisher or its host have these words.

    Whole words: a start that a fifth of all reports share would be looked up for every one of them.
    """
    return Asked() if asked is None else Asked((named_terms("u", asked, "report", starts=False),))


def named_terms(letter: str, asked: str, what: str, *, starts: bool = True) -> Expression:
    words = words_of(asked)
    if not words:
        raise UsageError(f"{asked!r} is no part of the name of a {what}")
    return every(Term(f"{letter}:{word}", starts) for word in words)


def sure(least: float | None, most: float | None = None) -> Asked:
    """That the confidence is so much at least, and at most."""
    for limit in (least, most):
        if limit is not None and not 0 <= limit <= 1:
            raise UsageError(f"a confidence is from 0 to 1, not {limit}")
    found = []
    if least is not None:
        found.append(shown.c.confidence >= least)
    if most is not None:
        found.append(shown.c.confidence <= most)
    return Asked(exact=tuple(found))


def seen(reviewed: bool | None) -> Asked:
    """That somebody reviewed it, or nobody."""
    if reviewed is None:
        return Asked()
    return Asked((Term("v.1"),)) if reviewed else Asked(exact=(shown.c.reviewed.is_(False),))


def worded(asked: str | None) -> Asked:
    if asked is not None and not phrases(asked):
        raise UsageError(f"the text to look for has no word: {asked!r}")
    return Asked(words=asked)


def phrases(asked: str) -> list[str]:
    """Words and, where some stand in double quotes, phrases."""
    # What no text holds, FTS5 takes for the end of the question.
    asked = re.sub("[\0\ud800-\udfff]", " ", asked)
    found = [phrase or word for phrase, word in re.findall(r'"([^"]*)"|(\S+)', asked)]
    return [phrase.replace('"', "") for phrase in found if re.search(r"\w", phrase)]


def day_range(asked: str | date) -> tuple[date, date]:
    """The first and last day of a day, month or year given as ISO 8601; ``UsageError`` for anything else."""
    if isinstance(asked, date):
        return asked, asked
    found = re.fullmatch(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?", asked.strip())
    try:
        if not found:
            raise ValueError(asked)
        year, month, day = (int(part) if part else None for part in found.groups())
        last = date(year or 0, month or 12, day or monthrange(year or 0, month or 12)[1])
        return date(year or 0, month or 1, day or 1), last
    except (ValueError, IndexError) as error:
        raise UsageError(f"a date is 2023-11-08, 2023-11 or 2023, not {asked!r}") from error


def within(since: str | date | None, until: str | date | None, span: tuple[date, date] | None) -> Asked:
    """What may overlap the days asked for; an open end may, no date at all may not.

    *span* are the first and the last day on record, beyond which nothing is looked up.
    """
    first = day_range(since)[0] if since is not None else None
    last = day_range(until)[1] if until is not None else None
    if first is None and last is None:
        return Asked()
    exact = []
    if first:
        open_end = and_(shown.c.last.is_(None), shown.c.first.is_not(None))
        exact.append(or_(shown.c.last >= first.isoformat(), open_end))
    if last:
        open_start = and_(shown.c.first.is_(None), shown.c.last.is_not(None))
        exact.append(or_(shown.c.first <= last.isoformat(), open_start))
    months = (first.isoformat()[:7] if first else None, last.isoformat()[:7] if last else None)
    if span is None:
        return Asked(exact=tuple(exact), months=months)
    start, end = max(first or span[0], span[0]), min(last or span[1], span[1])
    ended = (Term(f"e.{year}") for year in range(start.year, span[1].year + 1))
    begun = (Term(f"b.{year}") for year in range(span[0].year, end.year + 1))
    return Asked((some([*_day_terms(start, end), *ended, *begun, Term(OPEN)]),), tuple(exact), months=months)


def _day_terms(first: date, last: date) -> Iterable[Expression]:
    """Terms of months at the edges and of whole years between; those of long events by year."""
    if last < first:
        return
    years = range(first.year, last.year + 1)
    whole = [year for year in years if date(year, 1, 1) >= first and date(year, 12, 31) <= last]
    yield from (Term(f"y.{year}") for year in whole)
    for year in years:
        if year not in whole:
            yield Term(f"o.{year}")
            start, end = max(first, date(year, 1, 1)), min(last, date(year, 12, 31))
            yield from (Term(month_term(month)) for month in range(month_number(start), month_number(end) + 1))


def act(type: str | None, mode: str | None) -> tuple[str | None, str | None]:
    if type is not None:
        type, _, also = type.partition(":")
        type, mode = one_of("event type", type.upper(), tuple(ontology().types)), also or mode
    if mode is not None:
        known = {each for name, kind in ontology().types.items() if type in (None, name) for each in kind.modes}
        mode = one_of(f"mode of {type}" if type else "mode", mode.lower(), tuple(sorted(known)))
    return type, mode


def quad(asked: str | int | None) -> int | None:
    """The code of a quad, given so or by its name (VC, MC, VK, MK)."""
    if asked is None:
        return None
    names = ontology().quads
    codes = {name: n for n, name in enumerate(names, 1)} | {str(n): n for n in range(1, len(names) + 1)}
    one_of("quad", str(asked).upper(), tuple(codes))
    return codes[str(asked).upper()]


def one_of(what: str, asked: str | None, known: Sequence[str]) -> str | None:
    if asked is not None and asked not in known:
        raise UsageError(f"no {what} {asked!r}; there are {', '.join(known) or 'none'}")
    return asked
