"""Cuts text into words with their characters, in the manner of UD English-EWT.

"don't" is do|n't, "cannot" can|not, "$5bn" $|5|bn, "long-term" long|-|term; "U.S.", "Gen.", "3.5", "9/11",
"non-nuclear" and addresses stay whole. White space never lies inside a word, and every other character of
the text lies in exactly one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from entente.datafiles import DATA, read_yaml

MARKS = (
    r"\u0300-\u036f\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0900-\u0903\u093a-\u094f\u0951-\u0957"
    r"\u0981-\u0983\u09bc-\u09d7\u0b82\u0bbe-\u0bcd\u0e31\u0e34-\u0e3a\u0e47-\u0e4e"
)
"""Signs that are written on letters, of Latin, Hebrew, Arabic, Indian and Thai script."""
LETTER = rf"[^\W\d_]|[{MARKS}]"
SMILE = r"[:;=8][-~^o']?[()\[\]DPpOo/\\|*]{1,3}|[(<]-?[:;=]|<3|\^_*\^|-_+-|[xX]D"
"""Faces made of marks."""
LISTS = ("prefixes", "units", "domains", "newsgroups", "files", "marked")
MONTH = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
INITIAL = r"\s?[^\W\d_a-z]|\s[a-z]+\s[A-Z]|[],]|\s\d+(?:st|nd|rd|th)\b"
"""What follows the full stop of an initial."""
CLITIC = re.compile(r"(?i)(?<=\w)(?:n['’]t|['’](?:s|re|ve|ll|d|m))$")


@dataclass(frozen=True, slots=True)
class Spelling:
    """What is to be known of English spelling: the word pattern, and the lists behind it."""

    token: re.Pattern[str]
    cuts: Mapping[str, tuple[int, ...]]
    before: frozenset[str]
    after: frozenset[str]
    number: frozenset[str]
    whole: frozenset[str]
    beginners: frozenset[str]
    credits: frozenset[str]
    closings: frozenset[str]


@lru_cache(maxsize=1)
def spelling() -> Spelling:
    """The lists of ``data/words.yaml``, read once."""
    data = read_yaml(DATA / "words.yaml")
    shorts = data["abbreviations"]
    before, after = (frozenset(" ".join(shorts[key]).split()) for key in ("before", "after"))
    number, whole = (frozenset(shorts[key].split()) for key in ("number", "whole"))
    cuts = {word: tuple(map(len, parts.split())) for word, parts in data["cuts"].items()}
    pattern = _pattern(data, before, after)
    beginners, credits = (frozenset(data[key].split()) for key in ("beginners", "credits"))
    closings = frozenset(data["closings"])
    return Spelling(pattern, cuts, before, after, number, whole, beginners, credits, closings)


def _either(words: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


def _pattern(data: Mapping[str, Any], before: frozenset[str], after: frozenset[str]) -> re.Pattern[str]:
    """One alternative a kind of word; of those that begin at one place the first that fits is taken."""
    either = {key: _either(data[key].split()) for key in LISTS}
    either["number"] = _either(data["abbreviations"]["number"].split())
    either |= {"before": _either(before), "short": _either(before | after)}
    kinds = [
        *_addresses(either),
        r"[#@](?=[^\W\d])\w+",
        *_abbreviations(either),
        *_numbers(either),
        r"(?<!\w)(?:[A-Z]{1,3}\$|[$€£¥]+)",
        r"(?<!\w)(?:[A-Z]&[A-Z]|[A-Z]{2,}&[A-Z]+)(?!\w)",
        r"(?<![\w/])[A-Za-z]/[A-Za-z](?![\w/])",
        rf"(?<![\w-])(?i:{either['prefixes']})-(?:{LETTER})+(?!\w)|(?<![\w-])[Mm]id-\d+s?(?!\w)",
        *(_cut_before(parts.split(), following) for parts, following in data["cuts_before"].items()),
        rf"\w[\w{MARKS}]*(?:['’](?:{LETTER})[\w{MARKS}]*)*",
        r"['’](?:em|cause|til|n)(?!\w)|(?<=[\w.&)])['’`](?i:s|re|ve|ll|d|m)(?!\w)",
        r"[.…]{2,}|[-=]{3,}|-{2,}|\+{2,}|#{2,}|[.!?]*[!?]+[.!?]*|\*+|_+|=+|~+|<+|>+|''|``|’’|‘‘|‘’|\S",
    ]
    return re.compile("|".join(kinds))


def _addresses(either: Mapping[str, str]) -> Iterator[str]:
    """Pages, mail, newsgroups, hosts; and faces, which have their marks in common."""
    yield r"(?:https?|ftp)://[^\s<>\"”]*[^\s<>\"”.,;:!?)\]'’]"
    yield r"www\.[^\s<>\"”]*[^\s<>\"”.,;:!?)\]'’]"
    yield r"(?:(?<!\w)mailto:)?(?<![\w.+%-])[\w.+%-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){0,6}"
    yield rf"(?<![\w.-])(?:{either['newsgroups']})(?:\.[a-z][\w-]{{0,63}}){{1,8}}(?![\w@-])"
    yield rf"(?<![\w-])[\w-]{{1,63}}(?:\.[\w-]{{1,63}}){{0,6}}\.(?:{either['domains']})(?![\w-]|\.\w)(?:/[\w/.-]*\w)?"
    yield rf"(?<!\S)(?:{SMILE})(?!\S)|(?<=[^\W\d_]):-?[)D](?!\w)"
    yield r"(?<=[.!?])[:;]-?[)(DP](?!\w)|(?<=\s):-?[)(](?=[.,!?])"


def _abbreviations(either: Mapping[str, str]) -> Iterator[str]:
    """What keeps its full stop, with initials, the names of files, and names that end in a mark."""
    yield r"(?<!\w)(?:[^\W\d_]\.){2,}(?!\w)|(?<!\w)(?:[A-Z]\.)+[A-Z](?![\w.])"
    yield r"(?<![\w.])Ph\.D\.?(?!\w)"
    yield rf"(?<![\w.])(?:{either['before']})\.(?=[A-Z][a-z]|\d)"
    yield rf"(?<![\w.])(?:{either['short']})\.(?![\w.])"
    yield rf"(?<![\w.])(?:{either['number']})\.(?=\s?\d|\s(?:{MONTH}))"
    yield rf"(?<![\w-])[\w-]{{0,63}}\.(?i:{either['files']})(?!\w)"
    yield rf"(?<!\w)(?:{either['marked']})"
    yield rf"(?<![\w.'’-])(?:[A-HJ-Z]|(?<![a-z]\s)I|I(?=\.\s?[A-Z]\.))\.(?={INITIAL})"


def _numbers(either: Mapping[str, str]) -> Iterator[str]:
    """Dates, telephone numbers, decades, numbers with and without a unit."""
    number = r"\d+(?:[.,:]\d+)*"
    yield r"(?<![\w/])\d+(?:/\d+)+(?![\w/])"
    yield r"(?<![\w-])(?:\d+(?:-\d+){2,}|(?:x?\d|\d{3}|\d{5})-\d{4})(?![\w-])|(?<!\w)(?:\d\d|\d*0)['’]s(?!\w)"
    yield r"(?<!\w)[2-5][Gg](?!\w)|(?<![\w.])\+\d+(?:-\d+)*(?![\w.,%])"
    yield rf"(?<!\w)[-+]?(?:{number}|\.\d+)(?=(?:(?i:{either['units']})|[CFp])(?!\w))"
    yield rf"(?<!\w){number}(?:st|nd|rd|th|s)?(?!\w)|(?<![\w.])\.\d+(?!\w)|['’]\d\ds?(?!\w)"


def _cut_before(parts: list[str], following: str) -> str:
    """The first part of a word that is cut so only before certain words."""
    first, rest = map(re.escape, parts)
    return rf"(?<!\w)(?i:{first})(?=(?i:{rest})\s(?i:{_either(following.split())})(?![\w'’-]))"


def words(text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int]]:
    """The words of ``text[start:end]`` as half-open ranges of code points, in text order."""
    known = spelling()
    for match in known.token.finditer(text, start, len(text) if end is None else end):
        first, last = match.span()
        word = match.group()
        if not word[0].isdigit() and ("'" in word or "’" in word or word.lower() in known.cuts):
            yield from _parts(word, first, last, known.cuts)
        else:
            yield first, last


def _parts(word: str, first: int, last: int, cuts: Mapping[str, tuple[int, ...]]) -> Iterator[tuple[int, int]]:
    lengths = cuts.get(word.lower().replace("’", "'")) if len(word) > 3 or not word.isupper() else None
    clitic = CLITIC.search(word) if lengths is None else None
    if clitic and (stem := clitic.start()) > 0:
        yield from _parts(word[:stem], first, first + stem, cuts)
        first += stem
    for length in lengths or ():
        yield first, first + length
        first += length
    yield first, last
