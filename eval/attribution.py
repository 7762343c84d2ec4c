"""Attribution on polnear_dev: source, cue and content spans against 84 annotated news articles (measured only).

``python -m eval.attribution [--errors source|cue|content|missed|false]`` prints the figures, or what is wrong: the
sentence, what was found, and what the annotators marked.

The mapping: spans are compared as sets of words (runs of letters and digits), so that quotation marks, commas and full
stops at an edge do not count; a span that cuts a word holds the whole word, as where spans are compared by token; a
source may stand for several attributions and counts for each. The corpus also holds wants, knowledge and mere topics
("criticized the plan"), which the codebook does not record: ``attribution.*`` measures ``find_attributions``, which
knows them too; ``statement.*`` measures ``find_statements``, its precision against the whole corpus and its recall
against the gold attributions whose content is quoted, a clause or an infinitive. A told object that stands right
before an infinitive is the addressee here and part of the content there (codebook section 7 has an addressee of its
own). The corpus marks no attribution inside the content of another (0 of its 2,145), so statements whose cue lies in
the content of another statement found are left out of the measure: the record keeps them.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from entente import language
from entente.coding.attribution import find_attributions, find_statements, load_speech
from entente.model import Block, Parsed, Report, Resolved, Span, Statement

WORD = re.compile(r"\w+")
PARTS = ("source", "cue", "content")
Words = frozenset[int]


@dataclass(frozen=True)
class Gold:
    """One attribution: the offsets of each part's words, and whether its content is a clause, quote or infinitive."""

    words: dict[str, Words]
    spans: dict[str, tuple[Span, ...]]
    clausal: bool = False


def score(shared: Path) -> dict[str, float]:
    """F1 per part, exact and by overlap, for all attributions and for statements, as percentages."""
    model, speech = language.load(), load_speech()
    counts: dict[str, Counter[str]] = {}
    for parsed, gold in read_corpus(shared / "data" / "polnear_dev", lambda report: language.parse(report, model)):
        resolved = Resolved(parsed)
        _count(counts, "attribution", gold, gold, _words(resolved, find_attributions(resolved, speech)))
        clausal = [g for g in gold if g.clausal]
        _count(counts, "statement", gold, clausal, _words(resolved, find_statements(resolved, speech)))
    return {f"attribution.{name}": value for name, value in _figures(counts)}


def read_corpus(folder: Path, parse: Callable[[Report], Parsed]) -> Iterator[tuple[Parsed, list[Gold]]]:
    """Each article parsed, with its attributions."""
    for path in sorted((folder / "text").glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        blocks = tuple(Block(Span(m.start(), m.end()), "body") for m in re.finditer(r"[^\n]*\S[^\n]*", text))
        parsed = parse(Report(path.stem, text, blocks))
        annotation = min((folder / "attributions").glob(f"{path.stem}*.ann"))
        yield parsed, list(_gold(annotation, parsed))


def _gold(path: Path, parsed: Parsed) -> Iterator[Gold]:
    spans: dict[str, tuple[Span, ...]] = {}
    lines = path.read_text(encoding="utf-8").split("\n")
    for line in lines:
        if line.startswith("T"):
            name, place, _ = line.split("\t", 2)
            pairs = [pair.split() for pair in place.split(" ", 1)[1].split(";")]
            spans[name] = tuple(Span(int(a), int(b)) for a, b in pairs)
    for line in lines:
        if line.startswith("E"):
            parts: dict[str, tuple[Span, ...]] = {}
            for role, name in (item.split(":") for item in line.split("\t")[1].split()[1:]):
                part = role.lower().rstrip("0123456789")
                parts[part] = (*parts.get(part, ()), *spans.get(name, ()))
            text = parsed.report.text
            words = {part: words_of(text, pieces) for part, pieces in parts.items()}
            yield Gold(words, parts, _clausal(parsed, parts.get("content", ())))


def words_of(text: str, spans: Iterable[Span]) -> Words:
    """The offsets of the words that *spans* meet: a span that begins inside a word holds all of it."""
    return frozenset(m.start() for span in spans for m in WORD.finditer(text, _word_start(text, span.start), span.end))


def _word_start(text: str, at: int) -> int:
    while at > 0 and WORD.match(text, at - 1) and WORD.match(text, at):
        at -= 1
    return at


def _clausal(parsed: Parsed, content: tuple[Span, ...]) -> bool:
    """A quotation, an infinitive, or words with a subject of their own."""
    text = parsed.report.text
    if any(re.match(r"[\"“]|to |that |whether ", span.of(text)) for span in content):
        return True
    for span in content:
        at = parsed.sentence_at(span.start)
        sentence = None if at is None else parsed.sentences[at]
        for token in sentence.tokens if sentence else ():
            relative = sentence is not None and sentence.tokens[token.head].deprel == "acl:relcl"
            if token.relation == "nsubj" and not relative and span.covers(token.span):
                return True
    return False


def _words(resolved: Resolved, statements: Iterable[Statement]) -> list[dict[str, Words]]:
    found = []
    for statement in _outermost(tuple(statements)):
        text = resolved.report.text
        content = list(statement.content)
        if spoken_to := _addressee(resolved, statement):
            content.insert(0, spoken_to)
        source = [statement.source.span] if statement.source and statement.source.span else []
        found.append({
            "source": words_of(text, source),
            "cue": words_of(text, [statement.cue]),
            "content": words_of(text, content),
        })  # fmt: skip
    return found


def _outermost(statements: tuple[Statement, ...]) -> list[Statement]:
    """The statements whose cue lies in no other's content."""
    return [
        s for s in statements
        if not any(span.covers(s.cue) for other in statements if other is not s for span in other.content)
    ]  # fmt: skip


def _addressee(resolved: Resolved, statement: Statement) -> Span | None:
    """What stands between the cue and an infinitive: "urged *the king* to abdicate"."""
    text, first = resolved.report.text, statement.content[0]
    gap = Span(statement.cue.end, first.start)
    return gap if first.of(text).startswith(("to ", "not to ")) and 0 < gap.end - gap.start < 80 else None


def _count(
    counts: dict[str, Counter[str]], kind: str, gold: list[Gold], wanted: list[Gold], found: list[dict[str, Words]]
) -> None:
    for part in PARTS:
        count = counts.setdefault(f"{kind}.{part}", Counter())
        every = Counter(g.words[part] for g in gold if g.words.get(part))
        sought = Counter(g.words[part] for g in wanted if g.words.get(part))
        given = Counter(f[part] for f in found if f[part])
        count["given"] += given.total()
        count["sought"] += sought.total()
        count["right"] += (given & every).total()
        count["reached"] += (given & sought).total()
        count["right_overlap"] += _meeting(given, every)
        count["reached_overlap"] += _meeting(sought, given)


def _meeting(these: Counter[Words], those: Counter[Words]) -> int:
    """How many of *these* share a word with one of *those*."""
    covered = frozenset().union(*those) if those else frozenset()
    return sum(n for words, n in these.items() if words & covered)


def _figures(counts: dict[str, Counter[str]]) -> Iterator[tuple[str, float]]:
    for name, count in counts.items():
        for kind, right, reached in (("exact", "right", "reached"), ("overlap", "right_overlap", "reached_overlap")):
            precision = count[right] / max(1, count["given"])
            recall = count[reached] / max(1, count["sought"])
            yield f"{name}.{kind}.precision", round(100 * precision, 1)
            yield f"{name}.{kind}.recall", round(100 * recall, 1)
            yield f"{name}.{kind}.f1", round(200 * precision * recall / max(1e-9, precision + recall), 1)


def main() -> None:
    if "--errors" in sys.argv:
        kind = sys.argv[sys.argv.index("--errors") + 1]
        for line in errors(Path("../shared"), kind):
            print(line)
        return
    for name, value in score(Path("../shared")).items():
        print(f"{name}\t{value}")


def errors(shared: Path, kind: str) -> Iterator[str]:
    """What is wrong of *kind*: a part of attributions whose cues meet, ``missed``, or ``false``."""
    model, speech = language.load(), load_speech()
    for parsed, gold in read_corpus(shared / "data" / "polnear_dev", lambda report: language.parse(report, model)):
        found = _words(Resolved(parsed), find_attributions(Resolved(parsed), speech))
        left = [g for g in gold if g.words.get("cue")]
        for each in found:
            met = next((g for g in left if g.words["cue"] & each["cue"]), None)
            if met is not None:
                left.remove(met)
            wrong = met is None if kind == "false" else met is not None and met.words.get(kind) != each.get(kind)
            if wrong and kind != "missed" and each["cue"]:
                yield _shown(parsed, each, met.words if met else {})
        if kind == "missed":
            yield from (_shown(parsed, {}, g.words) for g in left)


def _shown(parsed: Parsed, found: dict[str, Words], gold: dict[str, Words]) -> str:
    """The sentence of the cue, and the words of each part as found and as marked."""
    text = parsed.report.text
    at = parsed.sentence_at(min(found.get("cue") or gold["cue"])) or 0

    def words(parts: dict[str, Words]) -> str:
        return " | ".join(" ".join(WORD.match(text, i)[0] for i in sorted(parts.get(p, ()))) for p in PARTS)  # type: ignore[index]

    return (
        f"- {' '.join(parsed.sentences[at].span.of(text).split())}\n    found {words(found)}\n    gold  {words(gold)}"
    )


if __name__ == "__main__":
    main()
