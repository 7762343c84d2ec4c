"""Cuts text into words with their characters, in the manner of UD English-EWT.

"don't" is do|n't, "cannot" can|not, "$5bn" $|5|bn, "long-term" long|-|term; "U.S.", "Gen.", "3.5", "9/11",
"non-nuclear" and addresses stay whole. White space never lies inside a word, and every other character of
the text lies in exactly one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from entente.datafiles import DATA, read_yaml

LETTER = r"[^\W\d_]|[\u0300-\u036f]"
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


@lru_cache(maxsize=1)
def spelling() -> Spelling:
    """The lists of ``data/words.yaml``, read once."""
    data = read_yaml(DATA / "words.yaml")
    shorts = data["abbreviations"]
    before, after = (frozenset(" ".join(shorts[key]).split()) for key in ("before", "after"))
    number, whole = (frozenset(shorts[key].split()) for key in ("number", "whole"))
    cuts = {word: tuple(map(len, parts.split())) for word, parts in data["cuts"].items()}
    pattern = _pattern(data, before | after)
    return Spelling(pattern, cuts, before, after, number, whole, frozenset(data["beginners"].split()))


def _pattern(data: Mapping[str, Any], shorts: frozenset[str]) -> re.Pattern[str]:
    either = {key: "|".join(map(re.escape, data[key].split())) for key in ("prefixes", "units", "domains")}
    either["number"] = "|".join(data["abbreviations"]["number"].split())
    abbreviations = "|".join(map(re.escape, sorted(shorts, key=len, reverse=True)))
    number = r"\d+(?:[.,:]\d+)*"
    kinds = [
        r"(?:https?|ftp)://[^\s<>\"”]*[^\s<>\"”.,;:!?)\]'’]",
        r"www\.[^\s<>\"”]*[^\s<>\"”.,;:!?)\]'’]",
        r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){0,6}",
        rf"(?<![\w-])[\w-]{{1,63}}(?:\.[\w-]{{1,63}}){{0,6}}\.(?:{either['domains']})(?![\w-]|\.\w)(?:/[\w/.-]*\w)?",
        r"(?<!\S)(?:[:;=8][-~^o']?[()\[\]DPpOo/\\|*]{1,3}|<3|\^_+\^|[xX]D)(?!\S)",
        r"[#@](?=[^\W\d])\w+",
        r"(?<!\w)(?:[^\W\d_]\.){2,}(?!\w)|(?<!\w)(?:[A-Z]\.)+[A-Z](?![\w.])",
        r"(?<![\w.])Ph\.D\.?(?!\w)",
        rf"(?<![\w.])(?:{abbreviations})\.(?!\w)",
        rf"(?<![\w.])(?:{either['number']})\.(?=\s?\d)",
        r"(?<![\w-])[\w-]{1,63}\.(?i:docx?|xlsx?|pdf|pptx?|jpe?g|png|gif|zip|txt|html?|exe|csv|mp3|mp4)(?!\w)",
        r"(?<![\w.'’-])[A-Z]\.(?=\s?[^\W\d_a-z]|\s[a-z]+\s[A-Z])",
        r"(?<![\w/])\d+(?:/\d+)+(?![\w/])",
        r"(?<![\w-])(?:\d+(?:-\d+){2,}|\d{3}-\d{4})(?![\w-])|(?<!\w)\d*0['’]s(?!\w)",
        rf"(?<!\w)[-+]?(?:{number}|\.\d+)(?=(?i:{either['units']})(?!\w))",
        rf"(?<!\w){number}(?:st|nd|rd|th|s)?(?!\w)|(?<![\w.])\.\d+(?!\w)|['’]\d\ds?(?!\w)",
        r"(?<!\w)(?:[A-Z]{1,3}\$|[$€£¥])",
        r"(?<!\w)(?:[A-Z]&[A-Z]|[A-Z]{2,}&[A-Z]+)(?!\w)",
        r"(?<![\w/])[A-Za-z]/[A-Za-z](?![\w/])",
        rf"(?<![\w-])(?i:{either['prefixes']})-(?:{LETTER})+(?!\w)",
        rf"(?:\w|[\u0300-\u036f])+(?:['’](?:{LETTER})(?:\w|[\u0300-\u036f])*)*",
        r"['’](?:em|cause|til|n)(?!\w)",
        r"[.…]{2,}|-{2,}|[.!?]*[!?]+[.!?]*|\*+|_+|=+|~+|<+|>+|''|``|’’|‘‘|‘’|\S",
    ]
    return re.compile("|".join(kinds))


def words(text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int]]:
    """The words of ``text[start:end]`` as half-open ranges of code points, in text order."""
    known = spelling()
    for match in known.token.finditer(text, start, len(text) if end is None else end):
        first, last = match.span()
        word = match.group()
        if last - first < 4 and "'" not in word and "’" not in word:
            yield first, last
        else:
            yield from _parts(word, first, last, known.cuts)


def _parts(word: str, first: int, last: int, cuts: Mapping[str, tuple[int, ...]]) -> Iterator[tuple[int, int]]:
    lengths = cuts.get(word.lower().replace("’", "'"))
    clitic = CLITIC.search(word) if lengths is None else None
    if clitic and (stem := clitic.start()) > 0:
        yield from _parts(word[:stem], first, first + stem, cuts)
        first += stem
    for length in lengths or ():
        yield first, first + length
        first += length
    yield first, last
