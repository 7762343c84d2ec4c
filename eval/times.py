"""How well time expressions are found and resolved, on three development sets.

``python eval/times.py [--errors gum|meantime|recognizers [--plain]]`` prints the figures, or what is missed and wrong.

Mappings, stated because the sets follow other conventions than TIMEX3:

- **gum** (TEI dates in 43 Wikinews texts). ``when`` is compared by the days it names, with its clock time if it has
  one; ``--10`` (no year) by its month; ``from``/``to`` is right when half of the union of both intervals is common to
  them; ``notBefore``/``notAfter`` bound a guess and are counted for spans only. TEI marks calendar dates, not lengths,
  sets or "now": such predictions count neither for nor against unless gold marks them. Articles, "earlier", "early in"
  and approximators before, and parts of the day after, are dropped from both spans, since the set marks them at random;
  ``spans_as_marked_f1`` is without that.
- **meantime** (TIMEX3 in the headline and first five sentences of 60 Wikinews texts, which alone are annotated).
  Creation times and ranges that hold other expressions are left out. A span that overlaps a gold one is found
  (``relaxed_f1``); its value is right when equal.
- **recognizers** (cases of a date-time library). Right is the value, or the days of its past or future resolution, on
  any expression found in the case; of an expression that counts weeks, months or years, the unit in which its day
  lies. Left out: what news cannot hold (chat shorthand, "my week", bare day numbers, impossible dates) and cases whose
  set follows a convention that the codebook excludes (early, mid, late and end by other cuts).
"""

from __future__ import annotations

import json
import re
import sys
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from entente.errors import EntenteError
from entente.model import Block, Parsed, Report, Sentence, Span, Time, Token
from entente.times import load, resolve_times
from entente.times.calendar import Period, read

Parse = Callable[[Report], Parsed]
_LEAD = re.compile(
    r"^(?:(?:the|this|earlier in|later in|early in|late in|earlier|later|about|around|nearly|almost|roughly|"
    r"approximately|over|just|more than|less than|at least)\s+)+",
    re.IGNORECASE,
)
_PARTS = re.compile(r"\s+(?:morning|afternoon|evening|night)$", re.IGNORECASE)


@dataclass(frozen=True)
class Gold:
    """A marked expression: characters and what the set says it means."""

    start: int
    end: int
    attributes: dict[str, str]


@dataclass(frozen=True)
class Case:
    """A text with its publication date and its marked expressions, which stand before character ``until``."""

    report: Report
    gold: tuple[Gold, ...]
    until: int = 10**9


def score(shared: Path) -> dict[str, float]:
    """The figures, in percent, of every set that is there."""
    parse = parser()
    found: dict[str, float] = {}
    for name, measure in (("gum", _gum), ("meantime", _meantime), ("recognizers", _recognizers)):
        found |= {
            f"times.{name}.{key}": round(value, 1) for key, value in measure(shared / "data", parse, None).items()
        }
    return found


def parser() -> Parse:
    """The language stage if its model is there, else sentences and words without a tree."""
    try:
        from entente import language

        model = language.load()
        return lambda report: language.parse(report, model)
    except (ImportError, AttributeError, OSError, EntenteError) as error:
        print(f"without a language model: {error}", file=sys.stderr)
        return plain


_SENTENCE = re.compile(r"\S.*?(?:[.?!]['\"”’)]*(?=\s+[\"'“‘(]?[A-Z])|$)", re.DOTALL)


def plain(report: Report) -> Parsed:
    """Sentences by full stops, words by letters, no tree."""
    sentences = []
    for number, block in enumerate(report.blocks):
        text = block.span.of(report.text)
        for match in _SENTENCE.finditer(text):
            start, end = block.span.start + match.start(), block.span.start + match.end()
            words = re.finditer(r"\w+|[^\w\s]", report.text[start:end])
            tokens = tuple(
                Token(start + w.start(), start + w.end(), w[0], w[0].lower(), "X", "", -1, "") for w in words
            )
            sentences.append(Sentence(start, end, tokens, number, block.kind == "title"))
    return Parsed(report, tuple(sentences))


class _Writer:
    """Puts tokens together to a text in paragraphs and remembers where each stands."""

    def __init__(self) -> None:
        self.text = ""
        self.blocks: list[Block] = []
        self._start = 0
        self._glue = True

    def token(self, word: str, glued: bool = False) -> tuple[int, int]:
        closing = re.fullmatch(r"[,.;:?!)\]%]|'s|’s|'|n't|s'|'re|'ve|'ll|'d|''", word)
        if self.text and not (glued or self._glue or closing):
            self.text += " "
        start = len(self.text)
        self.text += word
        self._glue = word in ("(", "[", "$", "``", "US$")
        return start, len(self.text)

    def paragraph(self, kind: str = "body") -> None:
        if len(self.text) > self._start:
            self.blocks.append(Block(Span(self._start, len(self.text)), kind))  # type: ignore[arg-type]
            self.text += "\n\n"
            self._start = len(self.text)
        self._glue = True


def _report(name: str, writer: _Writer, published: date | None) -> Report:
    return Report(name, writer.text, tuple(writer.blocks), published=published)


# --- GUM -------------------------------------------------------------------------------------------------------------

_BLOCKS = {"p", "head", "caption", "item", "figure", "list", "quote", "sp", "note"}


def gum_cases(folder: Path) -> Iterator[Case]:
    """The texts with their TEI dates."""
    for path in sorted(folder.glob("*.xml")):
        root = ET.parse(path).getroot()
        writer, gold = _Writer(), list[Gold]()
        _walk(root, writer, gold, False)
        writer.paragraph()
        yield Case(_report(path.stem, writer, date.fromisoformat(root.get("dateCreated", ""))), tuple(gold))


def _walk(node: ET.Element, writer: _Writer, gold: list[Gold], glued: bool) -> None:
    lone = node.tag == "s" and not writer.text
    if node.tag in _BLOCKS or lone:
        writer.paragraph()
    first: int | None = None
    if node.tag in ("date", "time"):
        before = len(writer.text)
    _tokens(node.text, writer, glued and node.tag != "w", node.tag == "w")
    for child in node:
        _walk(child, writer, gold, glued or node.tag == "w")
        _tokens(child.tail, writer, node.tag == "w", node.tag == "w")
    if node.tag in ("date", "time"):
        first = before + len(writer.text[before:]) - len(writer.text[before:].lstrip())
        gold.append(Gold(first, len(writer.text), dict(node.attrib)))
    if node.tag in _BLOCKS or node.get("rend") == "bold":
        writer.paragraph()


def _tokens(text: str | None, writer: _Writer, glue_first: bool, glue_rest: bool) -> None:
    for number, line in enumerate(line for line in (text or "").split("\n") if "\t" in line):
        writer.token(line.split("\t")[0], glue_first if number == 0 else glue_rest)


def _gum(data: Path, parse: Parse, errors: Callable[[str], None] | None) -> dict[str, float]:
    grammar = load()
    spans = values = predicted = marked = valued = raw = 0
    for case in gum_cases(data / "time_gum_news"):
        text = case.report.text
        times = resolve_times(parse(case.report), grammar)
        wanted = {_bare(text, gold.start, gold.end): gold for gold in case.gold}
        exact = {(gold.start, gold.end) for gold in case.gold}
        got = {_bare(text, time.start, time.end): time for time in times}
        got = {span: time for span, time in got.items() if span in wanted or _is_calendar(time)}
        for span, time in got.items():
            if span in wanted:
                spans += 1
                raw += (time.start, time.end) in exact
                values += (right := _gum_right(wanted[span].attributes, time))
                if not right and _has_value(wanted[span].attributes) and errors:
                    errors(f"value  {_around(text, *span)}  got {time.value}  want {wanted[span].attributes}")
            elif errors:
                errors(f"extra  {_around(text, *span)}  got {time.value} ({time.rule})")
        for span in wanted.keys() - got.keys():
            if errors:
                errors(f"missed {_around(text, *span)}  want {wanted[span].attributes}")
        predicted, marked = predicted + len(got), marked + len(wanted)
        valued += sum(not _has_value(gold.attributes) for span, gold in wanted.items() if span in got)
    return {
        "spans_f1": _f1(spans, predicted, marked),
        "spans_as_marked_f1": _f1(raw, predicted, marked),
        "values_f1": _f1(values, predicted - valued, marked - sum_unvalued(data)),
    }


def sum_unvalued(data: Path) -> int:
    """How many of the dates only bound a guess."""
    return sum(not _has_value(gold.attributes) for case in gum_cases(data / "time_gum_news") for gold in case.gold)


def _has_value(attributes: dict[str, str]) -> bool:
    return "when" in attributes or "from" in attributes


def _is_calendar(time: Time) -> bool:
    return time.type in ("DATE", "TIME") and not time.value.endswith("_REF")


def _bare(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    lead = _LEAD.match(piece)
    if lead and lead.end() < len(piece) and not re.match(r"(?i)this\b", piece):
        start += lead.end()
    part = _PARTS.search(text[start:end])
    return start, start + part.start() if part else end


def _gum_right(attributes: dict[str, str], time: Time) -> bool:
    if "when" in attributes:
        return _same_when(attributes["when"], time)
    if "from" not in attributes:
        return False
    gold = _edge(attributes["from"], 0), _edge(attributes["to"], 1)
    if not gold[0] or not gold[1]:
        return time.value[4:7] == attributes["from"][1:4] or time.value.endswith("WI")
    return any(_jaccard(gold, days) >= 0.5 for days in _days(time))  # type: ignore[arg-type]


def _same_when(when: str, time: Time) -> bool:
    if when.startswith("--"):
        return time.value[4:] == when[1:]
    if ":" in when:
        clock = when.rsplit("T", maxsplit=1)[-1][:5]
        return f"T{clock}" in time.value.replace("T24", "T00")
    when = when.lstrip("-").split("T")[0]
    return time.value.partition("T")[0] == when or (_edge(when, 0), _edge(when, 1)) in _days(time)


def _edge(text: str, side: int) -> date | None:
    try:
        found = read(text)
    except ValueError:
        return None
    return found.days[side] if isinstance(found, Period) and found.days else None


def _days(time: Time) -> list[tuple[date, date]]:
    found = [(_edge(time.value, 0), _edge(time.value, 1)), (time.first, time.last)]
    return [(first, last) for first, last in found if first and last]


def _jaccard(one: tuple[date, date], other: tuple[date, date]) -> float:
    common = (min(one[1], other[1]) - max(one[0], other[0])).days + 1
    union = (max(one[1], other[1]) - min(one[0], other[0])).days + 1
    return max(common, 0) / union


def _f1(right: int, predicted: int, marked: int) -> float:
    return 200 * right / max(predicted + marked, 1)


def _around(text: str, start: int, end: int) -> str:
    before, after = text[max(0, start - 50) : start], text[end : end + 30]
    return f"{before}[{text[start:end]}]{after}".replace("\n", " ")


# --- MEANTIME --------------------------------------------------------------------------------------------------------


def meantime_cases(folder: Path) -> Iterator[Case]:
    """The texts with their TIMEX3."""
    for path in sorted(folder.glob("*/*.xml")):
        root = ET.parse(path).getroot()
        writer, places, sentence = _Writer(), dict[str, tuple[int, int]](), "0"
        for token in root.iter("token"):
            if token.get("sentence") != sentence:
                if sentence in ("0", "1"):
                    writer.paragraph("title" if sentence == "0" else "body")
                sentence = token.get("sentence", "")
            places[token.get("t_id", "")] = writer.token(token.text or "")
        writer.paragraph()
        last = [places[t.get("t_id", "")][1] for t in root.iter("token") if int(t.get("sentence", "")) <= 5]
        yield _meantime_case(path.stem, root, writer, places, max(last))


def _meantime_case(
    name: str, root: ET.Element, writer: _Writer, places: dict[str, tuple[int, int]], until: int
) -> Case:
    line = writer.blocks[1].span.of(writer.text)
    created = datetime.strptime(line.replace(" ,", ","), "%B %d, %Y").date()
    gold = list[Gold]()
    for timex in root.iter("TIMEX3"):
        anchors = [places[anchor.get("t_id", "")] for anchor in timex.iter("token_anchor")]
        if timex.get("functionInDocument") != "CREATION_TIME" and anchors and not _in(min(anchors), writer.blocks[1]):
            gold.append(Gold(min(anchors)[0], max(anchors)[1], dict(timex.attrib)))
    inner = [g for g in gold if not any(g != o and g.start <= o.start and o.end <= g.end for o in gold)]
    return Case(_report(name, writer, created), tuple(inner), until)


def _in(place: tuple[int, int], block: Block) -> bool:
    return block.span.covers(Span(*place))


def _meantime(data: Path, parse: Parse, errors: Callable[[str], None] | None) -> dict[str, float]:
    grammar = load()
    strict = relaxed = values = predicted = marked = 0
    for case in meantime_cases(data / "meantime"):
        text = case.report.text
        times = [
            t for t in resolve_times(parse(case.report), grammar) if not _is_dateline(case, t) and t.start < case.until
        ]
        predicted, marked = predicted + len(times), marked + len(case.gold)
        used: set[Time] = set()
        for gold in case.gold:
            hits = [t for t in times if t.start < gold.end and gold.start < t.end and t not in used]
            relaxed += bool(hits)
            used |= set(hits[:1])
            strict += any((t.start, t.end) == (gold.start, gold.end) for t in hits)
            right = bool(hits) and hits[0].value == gold.attributes["value"]
            values += right
            if not right and errors:
                got = [(t.span.of(text), t.value) for t in hits]
                errors(f"gold   {_around(text, gold.start, gold.end)}  want {gold.attributes['value']}  got {got}")
        for time in times:
            if time not in used and errors:
                errors(f"extra  {_around(text, time.start, time.end)}  got {time.value} ({time.rule})")
    return {
        "spans_f1": _f1(strict, predicted, marked),
        "relaxed_f1": _f1(relaxed, predicted, marked),
        "values_f1": _f1(values, predicted, marked),
    }


def _is_dateline(case: Case, time: Time) -> bool:
    """The line under the title, which is the creation time."""
    return len(case.report.blocks) > 1 and case.report.blocks[1].span.covers(time.span)


# --- Recognizers -----------------------------------------------------------------------------------------------------

_NOT_NEWS = re.compile(
    r"\bmy\b|tmrw|cortana|\bback (?:on|at|in)? *\d+(?:[.-]\d+)?$|\bfor the \w+ ?\w*[.!]?\s*\.?$|w/c|business day|"
    r"\b\d\d?[/-]\d\d?(?:[/-]\d\d)?(?!\d)|\b\d\d?\.\d\d$|yuandan|set ooo|schedule|\bweek \d+|year 247|two hundred and|"
    r"thousand|nineteen|twenty-tens|\bjan-1\b|oct2|october2|oct/2|\bjan twenty|\btwo monday|all-|august 99|"
    r"\d{4} - 11|\d{4}- 11|\d{4} -11|11 ?- ?2016|11- 2016|2016 ?/ ?11|2016/ 11|11 ?/ ?2016|2016 ?, nov|november , 2016|"
    r"\b3/2015|2015[./-]3\b|3year|3day|rest the|rest this|rest of|the weekend after the next|"
    r"\b\d{1,2}:\d\d|\b\d{1,2} ?[ap]\.?m|at \d\b|\bback (?:the )?(?:last )?day$|past day|hence|in the future|"
    r"\bjanuary, 1995|\b[34] (?:to|till|until) \d+ (?:of )?(?:this|next)|feb between|november between|from 4[ -]|"
    r"from 02|"
    r"october\. 2|september\.16|\bfew\b|sep[-/]|2019.aug|oct-2|2016h2|twenty one|thanks giving",
    re.IGNORECASE,
)
_OTHER_CUTS = re.compile(
    r"\b(?:early|late|mid|end|start|beginning|middle|rest|less than|more than|within)\b", re.IGNORECASE
)
_FILES = {"DateParser": "date", "DatePeriodParser": "period", "SetParser": "set", "HolidayParser": "date"}


def _recognizers(data: Path, parse: Parse, errors: Callable[[str], None] | None) -> dict[str, float]:
    grammar = load()
    right = dict.fromkeys(_FILES.values(), 0)
    total = dict.fromkeys(_FILES.values(), 0)
    for file, kind in _FILES.items():
        for case in json.loads((data / "time_recognizers" / f"{file}.json").read_text(encoding="utf-8-sig")):
            if not _can_be_news(case):
                continue
            published = date.fromisoformat(case.get("Context", {}).get("ReferenceDateTime", "2016-11-07")[:10])
            text = case["Input"]
            report = Report("case", text, (Block(Span(0, len(text)), "body"),), published=published)
            times = resolve_times(parse(report), grammar)
            total[kind] += 1
            good = any(_recognized(case["Results"][0]["Value"], time) for time in times)
            right[kind] += good
            if not good and errors:
                got = [(t.span.of(text), t.value, f"{t.first}..{t.last}") for t in times]
                errors(f"{kind:6} {published} {text}  want {case['Results'][0]['Value']}  got {got}")
    figures = {kind: 100 * right[kind] / max(total[kind], 1) for kind in total}
    return {**figures, "all": 100 * sum(right.values()) / max(sum(total.values()), 1)}


def _can_be_news(case: dict) -> bool:  # type: ignore[type-arg]
    results = case["Results"]
    if len(results) != 1 or not results[0].get("Value") or _NOT_NEWS.search(case["Input"]):
        return False
    past = results[0]["Value"].get("PastResolution") or {}
    return "0001-01-01" not in past.values() and not _OTHER_CUTS.search(results[0]["Text"])


def _recognized(value: dict, time: Time) -> bool:  # type: ignore[type-arg]
    if time.value.removeprefix("XXXX-XX-XX") == value.get("Timex"):
        return True
    for resolution in (value.get("PastResolution") or {}, value.get("FutureResolution") or {}):
        if "date" in resolution and str(time.first) == resolution["date"] == str(time.last):
            return True
        if "date" in resolution and _near(date.fromisoformat(resolution["date"]), time):
            return True
        if "startDate" in resolution and _is_interval(resolution, time):
            return True
    return False


def _near(day: date, time: Time) -> bool:
    """Whether *day* lies in the week, month or year counted ("two weeks from now"), where the set names one day."""
    counted = time.rule in ("ago", "from-now", "later", "beside-a-date") or time.type == "DURATION"
    return counted and any(first <= day <= last for first, last in _days(time))


def _is_interval(resolution: dict[str, str], time: Time) -> bool:
    """The set's ends are exclusive, or inclusive where it names two days; the day of publication may count."""
    first = date.fromisoformat(resolution["startDate"])
    last = date.fromisoformat(resolution["endDate"])
    return any(
        abs((days[0] - first).days) <= 1 and (days[1] in (last, last - timedelta(1)) or last == _unit_start(days[1]))
        for days in _days(time)
    )


def _unit_start(last: date) -> date | None:
    """The first day of the year or month that *last* ends: the set ends "2014 to 2018" with 1 January 2018."""
    if (last.month, last.day) == (12, 31):
        return last.replace(month=1, day=1)
    return last.replace(day=1) if (last + timedelta(1)).day == 1 else None


def main(arguments: list[str]) -> None:
    """Prints the figures, or the errors of one set."""
    shared = Path(__file__).resolve().parents[2] / "shared"
    if arguments[:1] == ["--errors"]:
        parse = plain if "--plain" in arguments else parser()
        {"gum": _gum, "meantime": _meantime, "recognizers": _recognizers}[arguments[1]](shared / "data", parse, print)
        return
    for name, value in score(shared).items():
        print(f"{name:32} {value:6.1f}")


if __name__ == "__main__":
    main(sys.argv[1:])
