"""From the text of a parsed report to its time expressions.

Each sentence that holds a trigger word is matched against the grammar; from left to right the longest match that means
something wins. What it means may rest on the publication date, on the tense of the verb that governs it and on
the last dated expression before it. Prepositions before it ("since", "until", "from … to") shape the days but do not
belong to the expression, as in TIMEX3 (ISO 24617-1).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from entente.model import Entity, Granularity, Parsed, Sentence, Time
from entente.times.absolute import order_of
from entente.times.grammar import Grammar, Node
from entente.times.listing import with_listed
from entente.times.match import Chart, Word, words_of
from entente.times.meaning import IMPOSSIBLE, Context, Meaning, day_of
from entente.times.productions import meaning_of
from entente.times.ranges import Found, bounded
from entente.times.tense import tense_at
from entente.times.zones import zone_of

_EMITTED = ("Date", "Moment", "Clock", "Amount", "Set", "Vague")
_SLASHED = re.compile(r"(?<![\d/])(\d{1,2})/(\d{1,2})/\d{4}(?![\d/])")
_GRANULARITY: dict[str, Granularity] = {
    "day": "day",
    "week": "week",
    "weekend": "day",
    "month": "month",
    "quarter": "quarter",
    "season": "quarter",
    "half": "year",
    "year": "year",
    "decade": "decade",
    "century": "decade",
}
# Words that are matched at a time: no sentence is longer, but a table or a mangled text taken for one may be.
_LONGEST = 300
# Words before the day on which something was said, which is not the day of what is told.
_SAID = frozenset({"said", "says", "reporters", "added", "announced", "reported", "warned", "confirmed"})
# Rules for a full date, as it stands over a text to say when it was written.
_DATELINES = frozenset({"day", "weekday-and-day", "iso-day", "date-in-figures"})
# Rules for a single capitalized word, which may be part of a name.
_NAMELIKE = frozenset({"month", "month-in-doubt", "weekday", "season", "season-and-year", "holiday", "regular"})


def resolve_times(parsed: Parsed, grammar: Grammar) -> tuple[Time, ...]:
    """The time expressions of title and body in text order, without overlap.

    Without a publication date only what the text itself dates has days; the rest keeps unknown parts (``XXXX``).
    """
    reader = _Reader(parsed, grammar)
    return tuple(time for number, sentence in enumerate(parsed.sentences) for time in reader.read(number, sentence))


@dataclass(frozen=True, slots=True)
class _Place:
    """A sentence under reading: its position, its words for matching, and the parser's tokens by character."""

    number: int
    sentence: Sentence
    text: str
    words: tuple[Word, ...]
    entities: tuple[Entity, ...]


class _Reader:
    """Reads one report; what was dated before is kept from sentence to sentence."""

    def __init__(self, parsed: Parsed, grammar: Grammar) -> None:
        self._parsed = parsed
        self._grammar = grammar
        report = parsed.report
        lines = [block.span.of(report.text) for block in report.blocks if block.kind == "dateline"]
        zone = next(filter(None, (zone_of(line, grammar.zones) for line in lines)), None)
        self._context = Context(report.published, day_first=_order_shown(report.text), zone=zone)
        self._named: list[tuple[int, Meaning]] = []

    def read(self, number: int, sentence: Sentence) -> Iterator[Time]:
        """The expressions of one sentence."""
        text = self._parsed.report.text[sentence.start : sentence.end]
        if not self._grammar.trigger.search(text):
            return
        self._named = [(at, meaning) for at, meaning in self._named if at >= number - 1]
        self._context = replace(self._context, near=tuple(meaning for _, meaning in self._named))
        entities = tuple(entity for entity in self._parsed.entities if entity.sentence == number)
        words = words_of(text, sentence.start)
        for start in range(0, len(words), _LONGEST):
            place = _Place(number, sentence, text, words[start : start + _LONGEST], entities)
            found = with_listed(tuple(self._found(place)), place.words, sentence)
            for each in bounded(found, place.words, sentence, self._context):
                yield _time(each, place)

    def _found(self, place: _Place) -> Iterator[Found]:
        chart = Chart(place.words, self._grammar)
        at = 0
        while at < len(place.words):
            each = self._longest(chart, place, at) if chart.may_begin(_EMITTED, at) else None
            if each is None:
                at += 1
                continue
            at = each.to
            if each.meaning is not IMPOSSIBLE:
                self._remember(each, place)
                yield each

    def _remember(self, each: Found, place: _Place) -> None:
        before, meaning = self._context, each.meaning
        self._context = replace(before, earlier=(*before.earlier[-30:], meaning))
        if each.at and place.words[each.at - 1].lower in _SAID:
            return
        self._named.append((place.number, meaning))
        lead = before.lead or (meaning if _is_of_the_news(each, before.published) else None)
        self._context = replace(self._context, near=(*before.near, meaning), lead=lead)

    def _longest(self, chart: Chart, place: _Place, at: int) -> Found | None:
        nodes = [node for category in _EMITTED for node in chart.nodes(category, at) if not node.rule.part]
        for node in sorted(nodes, key=lambda node: (-node.end, node.rule.order)):
            start, end = place.words[node.start].start, place.words[node.end - 1].end
            head = head_of(place.sentence, start, end)
            if _is_name(node, place, start, end) or _is_amount(node, place):
                continue
            tense = tense_at(place.sentence, place.text, start, head)
            meaning = meaning_of(node, replace(self._context, tense=tense))
            if isinstance(meaning, Meaning):
                return Found(node.start, node.end, start, end, head, tense, node.rule.name, meaning)
        return None


def _is_of_the_news(each: Found, published: date | None) -> bool:
    """Whether the expression names a day of the week up to publication, and not as a dateline in the text does."""
    day = day_of(each.meaning)
    if not day or not published or (each.meaning.cycle is None and day == published and each.rule in _DATELINES):
        return False
    return 0 <= (published - day).days <= 7


def _time(found: Found, place: _Place) -> Time:
    meaning = found.meaning
    first, last = (meaning.days.first, meaning.days.last) if meaning.days else (None, None)
    granularity = _GRANULARITY.get(meaning.unit or "") if meaning.days else None
    where = (place.number, found.head, found.rule)
    return Time(found.start, found.end, meaning.type, meaning.value, first, last, granularity, *where)


def _order_shown(text: str) -> bool | None:
    """Whether the report writes the day first in figures; None where its dates show neither or both."""
    shown = {order_of(int(first), int(second)) for first, second in _SLASHED.findall(text) if first != second}
    shown.discard(None)
    return shown.pop() if len(shown) == 1 else None


def head_of(sentence: Sentence, start: int, end: int) -> int:
    """The token in those characters that depends on none of them; -1 if no token lies there."""
    inside = [i for i, token in enumerate(sentence.tokens) if start < token.end and token.start < end]
    return next((i for i in inside if sentence.tokens[i].head not in inside), -1)


def _is_name(node: Node, place: _Place, start: int, end: int) -> bool:
    """Whether the words are part of a person's name, or a bare month, weekday or season part of a longer name."""
    word = place.words[node.start]
    if node.start and node.rule.name in ("current", "regular") and word.text[0].isupper() and not place.sentence.title:
        return True
    if node.rule.name == "length" and _is_titled(place, node):
        return True
    for entity in place.entities:
        if entity.start < end and start < entity.end and (entity.start < start or end < entity.end):
            if entity.type == "PER" or (entity.type in ("ORG", "LOC") and node.rule.name in _NAMELIKE):
                return True
        elif entity.start == start and entity.end == end and entity.type == "PER":
            return True
    if node.rule.name == "month-in-doubt" and (head := head_of(place.sentence, start, end)) >= 0:
        return place.sentence.tokens[head].upos in ("VERB", "AUX")
    return False


def _is_titled(place: _Place, node: Node) -> bool:
    """Whether a unit written with a capital after a figure makes it a title ("60 Minutes")."""
    first, last = place.words[node.start].text, place.words[node.end - 1].text
    return first.isdigit() and last.istitle() and not place.sentence.title


def _is_amount(node: Node, place: _Place) -> bool:
    """Whether the last word is a number that counts the noun after it ("in March 20 people", "2019 soldiers")."""
    word = place.words[node.end - 1]
    if not word.text.isdigit() or node.rule.yields != "Date":
        return False
    tokens = place.sentence.tokens
    at = next((i for i, token in enumerate(tokens) if token.start == word.start), -1)
    if at >= 0 and node.rule.name == "year" and int(word.text) < 1900 and tokens[at + 1 :]:
        return tokens[at + 1].upos == "NOUN"
    if at < 0 or tokens[at].deprel != "nummod" or tokens[at].head <= at:
        return False
    noun = tokens[tokens[at].head]
    counted = noun.xpos == "NNS" and tokens[at].head - at <= 3
    return counted and not (node.rule.name == "year" and at and tokens[at - 1].upos == "DET")
