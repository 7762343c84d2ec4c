"""The event type for given pairs: what a named actor does to a named recipient in a sentence.

The pairs come from a TSV with the columns ``uid``, ``sentence``, ``actor`` and ``recipient``, or ``uid`` and
``marked_sentence`` with the parties marked ``<s>…</s>`` and ``<t>…</t>``. The scorer's judgement of the pair is joined
with the acts it sees in the sentence; no rule takes part, and nothing says whether the act was done or only planned.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from entente import language
from entente.errors import UnreadableError
from entente.language import LanguageModel
from entente.language.words import words

MARK = re.compile(r"</?[st]>")
CUTS = re.compile(r"\s(?:of|for|in|from|at|on|to|who|which|that|and|with|near|against)\s|[,(]|['’]s?$")
"""What ends the part of a party's phrase that holds its head: "ministers" of "the foreign ministers of Chile"."""
SEEN = 0.05
"""The weight of the pair's own judgement where no word of the sentence presents the type."""

Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Pair:
    """A sentence and the characters of an actor and a recipient in it.

    Either may be given several times, and none where the sentence does not name it ("were arrested").
    """

    uid: str
    text: str
    actors: tuple[Range, ...]
    recipients: tuple[Range, ...]


@dataclass(frozen=True, slots=True)
class Labelled:
    """The type of what the actor does to the recipient, with its share of the score of all types, 0 to 1."""

    uid: str
    type: str
    score: float


def read_pairs(path: Path) -> Iterator[Pair]:
    """The pairs of a TSV file; raises ``UnreadableError`` with file and line where one cannot be read."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
            columns = set(rows.fieldnames or ())
            if "uid" not in columns or not ({"marked_sentence"} <= columns or {"sentence", "actor"} <= columns):
                raise UnreadableError(
                    f"{path}:1: needs the columns uid and marked_sentence, or uid, sentence, actor and recipient"
                )
            for number, row in enumerate(rows, 2):
                yield _pair(row, f"{path}:{number}")
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise UnreadableError(f"{path}: cannot be read as a TSV of pairs: {error}") from error


def _pair(row: Mapping[str, str | None], where: str) -> Pair:
    uid, given = row["uid"] or "", row.get("marked_sentence")
    if given:
        text, parties = unmarked(given)
    else:
        text = row.get("sentence") or ""
        parties = {side: _found(text, row.get(name) or "") for side, name in (("s", "actor"), ("t", "recipient"))}
    if not text.strip():
        raise UnreadableError(f"{where}: {uid}: has no sentence; give one, or leave out the line")
    return Pair(uid, text, parties["s"], parties["t"])


def _found(text: str, name: str) -> tuple[Range, ...]:
    at = text.find(name) if name else -1
    return ((at, at + len(name)),) if at >= 0 else ()


def unmarked(marked: str) -> tuple[str, dict[str, tuple[Range, ...]]]:
    """A sentence without its ``<s>`` and ``<t>``, and the characters they held."""
    text, at = "", 0
    opened: dict[str, int] = {}
    parties: dict[str, tuple[Range, ...]] = {"s": (), "t": ()}
    for match in MARK.finditer(marked):
        text += marked[at : match.start()]
        at, side = match.end(), match.group()[-2]
        if match.group()[1] == "/":
            parties[side] += ((opened.pop(side, len(text)), len(text)),)
        else:
            opened[side] = len(text)
    return text + marked[at:], parties


def head(text: str, ranges: Sequence[Range], start: int, end: int) -> int:
    """The position of the word that stands for the party in ``text[start:end]``; *ranges* are those of the words."""
    cut = CUTS.search(text[start:end].rstrip(), 1)
    last = start + cut.start() if cut else end
    return max((i for i, (a, b) in enumerate(ranges) if a < last and b > start), default=0)


def label(pair: Pair, model: LanguageModel) -> Labelled:
    """The likeliest of PLOVER's sixteen types."""
    ranges = list(words(pair.text))
    actors, recipients = (
        [head(pair.text, ranges, *span) for span in spans] for spans in (pair.actors, pair.recipients)
    )
    pairs = [(actor, recipient) for actor in actors for recipient in recipients or [-1]]
    types, seen = language.judge([pair.text[a:b] for a, b in ranges], pairs or [(-1, -1)], model)
    scores = {name: (share if pairs else 1.0) * (SEEN + seen.get(name, 0.0)) for name, share in types.items()}
    best = max(scores, key=lambda name: (scores[name], name))
    return Labelled(pair.uid, best, round(scores[best] / sum(scores.values()), 3))
