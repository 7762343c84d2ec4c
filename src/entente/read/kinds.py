"""Which documents are no news report (opinion, lists of links), and which are several: live pages and round-ups.

The words are in ``data/read/kinds.yaml``, with examples and counter-examples.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from entente.datafiles import DATA, read_yaml
from entente.errors import DataError, UnreadableError

FILE = DATA / "read" / "kinds.yaml"
FEWEST_PARTS = 3
_FEWEST_WORDS = 12
_ADDRESS = re.compile(r"https?://\S+")
_FEWEST_LINKS = 5
_POST = re.compile(
    r"(?:\d{1,2}[:.h]\d{2}(?:\s*[ap]\.?m\.?)?|\d{1,2}\s*[ap]\.?m\.?)(?:\s+[A-Z]{2,4})?(?:\s*[-–—:|]\s*.{0,120}|\s*)",
    re.I,
)
_LONGEST_HEADING = 120
_SENTENCE = re.compile(r"[.!?:;,][\"'”’)\]]*$")


@dataclass(frozen=True, slots=True)
class Kinds:
    """As in the file; patterns fit a whole headline, or some part of an address."""

    opinion_types: frozenset[str]
    opinion_sections: frozenset[str]
    opinion_address: re.Pattern[str]
    opinion_title: re.Pattern[str]
    live_title: re.Pattern[str]
    live_address: re.Pattern[str]
    live_posts: re.Pattern[str]
    roundup_title: re.Pattern[str]


@cache
def kinds() -> Kinds:
    """The words that ship with the package; ``DataError`` where the file is malformed."""
    try:
        data = read_yaml(FILE)
        opinion, live, roundup = data["opinion"], data["live"], data["roundup"]
        return Kinds(
            frozenset(opinion["types"]),
            frozenset(opinion["sections"]),
            re.compile(opinion["address"], re.I),
            re.compile(opinion["title"], re.I),
            re.compile(live["title"], re.I),
            re.compile(live["address"], re.I),
            re.compile(rf" (?:{'|'.join(map(re.escape, live['posts']))})(?= )"),
            re.compile(roundup["title"], re.I),
        )
    except (KeyError, TypeError, re.error) as error:
        raise DataError(f"{FILE}: needs opinion, live and roundup with their words ({error!r})") from error


def check_opinion(
    title: str | None, *, types: tuple[str, ...] = (), sections: tuple[str, ...] = (), url: str | None = None
) -> None:
    """Raise where a document says that it is no report but opinion, or paid for."""
    known = kinds()
    said = next((each for each in types if each in known.opinion_types), None)
    said = said or next((each for each in sections if each.casefold().strip() in known.opinion_sections), None)
    if said is None and known.opinion_title.fullmatch(title or ""):
        said = re.split(r"\s*[:|–—]", title or "")[0]
    if said is None and (found := known.opinion_address.search(url or "")):
        said = found[0]
    if said is not None:
        told = f"is opinion by its own account ({said}) and was not read as a report"
        raise UnreadableError(f"{told}; give its text without that label to have it coded all the same")


def check_links(text: str) -> None:
    """Raise where most lines of a text are addresses."""
    lines = [line for line in text.splitlines() if line.strip()]
    links = sum(bool(_ADDRESS.search(line)) for line in lines)
    if links >= _FEWEST_LINKS and 2 * links > len(lines):
        raise UnreadableError(f"is a list of {links} links and no report; give the pages that it points to")


def is_live(title: str | None, url: str | None = None, types: tuple[str, ...] = ()) -> bool:
    """Whether a page says that it is written as things happen."""
    known = kinds()
    titled = bool(known.live_title.fullmatch(title or ""))
    return titled or "LiveBlogPosting" in types or bool(known.live_address.search(url or ""))


def is_roundup(title: str | None) -> bool:
    """Whether a headline is that of several reports."""
    return bool(kinds().roundup_title.fullmatch(title or ""))


def parts_of_text(text: str) -> list[tuple[str, str]]:
    """Headline and text of each part of a live page or round-up given as plain text; empty where it is one report."""
    lines = [line.strip() for line in text.splitlines()]
    title = next((line for line in lines[:6] if line), "")
    if is_live(title):
        found = list(_split(lines, _is_post))
        return [(_without_clock(head), body) for head, body in found] if len(found) >= FEWEST_PARTS else []
    if is_roundup(title):
        found = list(_split(lines[lines.index(title) + 1 :], _is_heading))
        return found if len(found) >= FEWEST_PARTS - 1 else []
    return []


def _split(lines: list[str], heads: object) -> Iterator[tuple[str, str]]:
    """Each line that *heads* says is one, with the lines after it; those that have next to nothing are left out."""
    starts = [i for i in range(len(lines)) if heads(lines, i)]  # type: ignore[operator]
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        body = "\n\n".join(line for line in lines[start + 1 : end] if line)
        if len(body.split()) >= _FEWEST_WORDS:
            yield lines[start], body


def _is_post(lines: list[str], i: int) -> bool:
    return bool(_POST.fullmatch(lines[i]))


def _is_heading(lines: list[str], i: int) -> bool:
    """A short line without a full stop between blank ones, with a paragraph after it."""
    line = lines[i]
    alone = (i == 0 or not lines[i - 1]) and 0 < len(line) <= _LONGEST_HEADING and not _SENTENCE.search(line)
    follows = next((each for each in lines[i + 1 : i + 4] if each), "")
    return alone and len(follows) > len(line) and bool(_SENTENCE.search(follows))


def _without_clock(head: str) -> str:
    return re.sub(r"^[\d:.h\s]++(?:[ap]\.?m\.?)?\s*+(?:[A-Z]{2,4}\b)?\s*+[-–—:|]*+\s*+", "", head, flags=re.I)
