"""Finds where sentences end, by the words around each possible end."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from entente.language.words import SMILE, Spelling, spelling

Range = tuple[int, int]
STOPS = frozenset(".!?…।॥。")
CLOSERS = frozenset("\"'”’»)]}") | {"''", "’’"}
OPENERS = frozenset("\"'“‘«([{") | {"``", "‘‘"}
INITIALS = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]")
WORD = re.compile(r".*\d|[^\W\d_]*[^\W\d_A-Z]{4}|[^\W\d_A-Z]{2,3}")
"""What a full stop stands behind that is surely no abbreviation's."""
FACE = re.compile(SMILE)
LISTS_END = {"etc", "ect"}
"""Abbreviations after which a capital letter begins a sentence, as no name goes on from them."""
ROW = re.compile(r"[-=]{5,}|\*{5,}|~{5,}")
DATE = re.compile(r"\d+/\d+/\d+")
PARTING = frozenset({"AM", "PM", "xD", "XD"})
"""Words of letters behind which a sentence may end without a stop: of an hour, and faces."""
ZONE = re.compile(r"[A-Z]{1,3}T|UTC|[,;:)]")
THIN = ("", "\u2009", "\u200a", "\u202f")
"""What may lie between two marks that belong together."""
MOST_MARKS = 6
"""Quotes and brackets looked past at an end or a beginning; rows of them are no text."""
NARROWEST = 45
"""Code points of the longest line below which lines are taken for a list or a heading, not for wrapped text."""


def sentences(text: str, words: Sequence[Range]) -> Iterator[tuple[int, int]]:
    """Positions ``[first, last)`` in *words* of each sentence; *words* are one block's, in text order."""
    if words:
        forms = [text[first:last] for first, last in words]
        yield from _Block(text, words, forms, spelling(), _wrapped(text[words[0][0] : words[-1][1]])).sentences()


def stopped(text: str, words: Sequence[Range]) -> Sequence[Range]:
    """A sentence's words, the full stop of an abbreviation at its end cut off as a word of its own ("5 p.m|.").

    Not of country-like ones ("in the U.S."), which are names.
    """
    first, last = words[-1]
    word, known = text[first:last], spelling()
    cut = word[-1] == "." and len(word) > 2 and word not in known.whole
    if not cut or (word[:-1] not in known.after and not INITIALS.fullmatch(word[:-1])):
        return words
    return [*words[:-1], (first, last - 1), (last - 1, last)]


def _wrapped(text: str) -> bool:
    """Whether the lines of *text* were made by wrapping long ones: all but the last are of about the same length."""
    *lines, _ = map(len, text.split("\n"))
    return bool(lines) and max(lines) >= NARROWEST and min(lines) > 0.7 * max(lines)


@dataclass(frozen=True, slots=True)
class _Block:
    text: str
    words: Sequence[Range]
    forms: Sequence[str]
    known: Spelling
    wrapped: bool

    def word(self, i: int) -> str:
        """The word at position *i*, empty past the end."""
        return self.forms[i] if 0 <= i < len(self.forms) else ""

    def joined(self, i: int) -> bool:
        """Whether nothing, or only a thin space, lies between word *i* and the next."""
        return i + 1 < len(self.words) and self.text[self.words[i][1] : self.words[i + 1][0]] in THIN

    def sentences(self) -> Iterator[tuple[int, int]]:
        first, quoted = 0, False
        for i in range(len(self.words) - 1):
            if self.within(i):
                continue
            if self.word(i) == '"':
                quoted = not quoted
            if (self.ends(i, quoted) and not self.numbered(first, i)) or self.closed(first, i):
                yield first, i + 1
                first, quoted = i + 1, False
        yield first, len(self.words)

    def within(self, i: int) -> bool:
        """Whether two words of letters alone, a space between, lie round the border after word *i*: three in four do.

        No sentence ends there by any of the rules below, but for the few words that these look at.
        """
        word, following = self.forms[i], self.forms[i + 1]
        if not (word.isalpha() and following.isalpha()) or self.text[self.words[i][1] : self.words[i + 1][0]] != " ":
            return False
        return not (word in PARTING or following in self.known.credits or following.startswith("http"))

    def ends(self, i: int, quoted: bool) -> bool:
        """Whether a sentence ends with word *i*; *quoted* says that a straight quotation mark is open."""
        gap = self.text[self.words[i][1] : self.words[i + 1][0]]
        if "\n" in gap and self.breaks(i, gap):
            return True
        if gap not in THIN and self.parted(i):
            return True
        core = self.core(i) if not FACE.fullmatch(self.word(i)) else i - 1
        stop, following = self.word(core), self.word(i + 1)
        if not stop or not _is_stop(stop) or self.omission(core) or not self.ended(following):
            return False
        if gap in THIN or self.small(i + 1):
            return core == i and not quoted and self.runs_in(i)
        if core == i and quoted and self.word(i + 1) == '"' and not self.joined(i + 1):
            return False
        return self.opens(i + 1) and not self.note(i + 1) and self.may_end(stop, i + 1)

    def numbered(self, first: int, i: int) -> bool:
        """Whether the words *first* to *i* are only the number of what follows on its line ("2. Of the talks")."""
        number = self.word(first)
        gap = self.text[self.words[i][1] : self.words[i + 1][0]]
        return i == first + 1 and self.word(i) == "." and len(number) < 3 and number.isdigit() and "\n" not in gap

    def closed(self, first: int, i: int) -> bool:
        """Whether the words *first* to *i* close a letter, and a name follows ("Best regards, Anna")."""
        if self.word(i) != "," or i - first > 2:
            return False
        following = self.word(i + 1)
        words = " ".join(self.word(j).lower() for j in range(first, i))
        return words in self.known.closings and following[0].isupper() and following != "I"

    def ended(self, following: str) -> bool:
        """Whether *following* leaves a sentence before it ended: it is no part of a row of stops, and no face."""
        return not set(following) <= STOPS and not FACE.fullmatch(following)

    def small(self, i: int) -> bool:
        """Whether a small letter stands at word *i*, or behind the bracket there that comes after a full stop."""
        behind = self.word(i) == "(" and self.word(i - 1) == "."
        return self.word(i + behind)[:1].islower()

    def runs_in(self, i: int) -> bool:
        """Whether the mark at *i* ends a sentence though what follows is joined or begins with a small letter."""
        before = self.word(i - 1)
        if self.word(i)[-1] in "…." and (self.word(i) != "." or not (WORD.fullmatch(before) or before in CLOSERS)):
            return False
        if (len(before) < 2 and self.joined(i)) or not (before[-1:].isalnum() or before in CLOSERS):
            return False
        if self.word(i)[-1] == "!" and before.istitle():
            return False
        return not self.joined(i) or self.word(i + 1)[0].isupper() or (self.word(i)[-1] == "?" and self.small(i + 1))

    def parted(self, i: int) -> bool:
        """Whether what stands round the border after word *i* ends a sentence without a stop.

        A row of marks as under a letter, a letter's date and hour, the credit of a picture, addresses of pages.
        """
        word, following = self.word(i), self.word(i + 1)
        if ROW.fullmatch(word) or ROW.fullmatch(following):
            return True
        if self.sent(i - 2):
            return not ZONE.fullmatch(following)
        if self.sent(i + 1) or (word.startswith("http") and following.startswith("http")):
            return not word.islower() or not word.isalpha()
        return following in self.known.credits and self.word(i + 2) == ":" and word not in OPENERS

    def sent(self, i: int) -> bool:
        """Whether the date and hour at which a letter was sent begin at word *i* ("05/25/2001 09:40 AM")."""
        return self.word(i + 2) in ("AM", "PM") and bool(DATE.fullmatch(self.word(i)))

    def core(self, i: int) -> int:
        """The word before the closing quotes, brackets and note numbers ("[12]") that end at *i*."""
        for _ in range(MOST_MARKS):
            if i > 2 and self.word(i) == "]" and self.note(i - 2):
                i -= 3
            elif i > 0 and self.word(i) in CLOSERS and self.joined(i - 1):
                i -= 1
            else:
                break
        return i

    def note(self, i: int) -> bool:
        """Whether a note number such as "[12]" begins at *i*."""
        return self.word(i) == "[" and self.word(i + 1).isdigit() and self.word(i + 2) == "]"

    def omission(self, i: int) -> bool:
        """Whether *i* is the ellipsis of a "[...]" that stands before a sentence, and so ends none."""
        if i == 0 or self.word(i)[0] not in ".…" or self.word(i - 1) != "[" or self.word(i + 1) != "]":
            return False
        return i == 1 or _is_stop(self.word(i - 2))

    def opens(self, i: int) -> bool:
        """Whether the word at *i*, past opening quotes and brackets, could begin a sentence."""
        for _ in range(MOST_MARKS):
            if self.word(i) == self.word(i + 1) == "(":
                return True
            if i + 1 < len(self.words) and self.word(i) in OPENERS:
                i += 1
        start = self.word(i)[0]
        return not start.islower() and start not in ",;:)]%"

    def may_end(self, stop: str, following: int) -> bool:
        """Whether the stop is no mere abbreviation's, given the position of the word after it."""
        short = stop[:-1]
        if set(stop) <= STOPS or short in LISTS_END:
            return True
        if short in self.known.before or short in self.known.number or re.fullmatch(r"[A-Z]", short):
            return False
        if short in self.known.after or INITIALS.fullmatch(short):
            begins = self.word(following)
            return begins in self.known.beginners or (begins in OPENERS and begins != "(")
        return True

    def breaks(self, i: int, gap: str) -> bool:
        """Whether the newline after *i* ends a sentence by itself: it was not made by wrapping long lines."""
        if gap.count("\n") > 1:
            return True
        runs_on = self.word(i)[-1] in ",;-–—" or self.text[self.words[i + 1][0]].islower()
        return not self.wrapped and not runs_on


def _is_stop(word: str) -> bool:
    return set(word) <= STOPS or (len(word) > 1 and word.endswith("."))
