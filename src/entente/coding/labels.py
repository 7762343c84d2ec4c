"""Sources set beside words by a mark alone: speakers' labels in interviews, "Lopez: …" in headlines, "“…” — Ana Reyes".

The shapes and their words are data (``data/speech/labels.yaml``). No verb reports here, so a label must be a name: in
capitals and used for several turns, or a person or body before a headline's colon, or what ends a quotation.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from entente.coding.phrases import trimmed
from entente.coding.quotes import Quotation
from entente.coding.quoting import Draft
from entente.coding.sources import head_of
from entente.coding.speech import Finding, Frame, Speech
from entente.model import Parsed, Report, Sentence, Span

LONGEST = 6
"""Tokens of a label: "Foreign Minister Maria Lopez"."""
TURNS = 2
QUOTES = ("“", '"', "‘", "'", "``", "''")
NAMED = frozenset({"PROPN", "NOUN", "ADJ", "NUM"})
ASKS = frozenset({"what", "why", "how", "who", "where", "when", "which", "a", "an"})


def find_labelled(parsed: Parsed, speech: Speech, quotations: Sequence[Quotation]) -> list[Draft]:
    """The statements that a label or a signature makes, in text order; contents run to the end of their paragraph."""
    opening = _opening_sentences(parsed)
    labels = [(at, colon) for at in opening if (colon := _colon(parsed.sentences[at])) is not None]
    turns = Counter(_is_in_capitals(parsed.sentences[at], colon) for at, colon in labels)[True]
    found = []
    for at, colon in labels:
        frame = _frame_of(parsed, at, colon, speech, turns)
        if frame is not None:
            found.append(_labelled(parsed, at, colon, frame))
    found.extend(_signed(parsed, speech, quotations))
    return sorted(found, key=lambda draft: draft.cue)


def _opening_sentences(parsed: Parsed) -> list[int]:
    """The first sentence of each paragraph and headline."""
    return [at for at, s in enumerate(parsed.sentences) if at == 0 or parsed.sentences[at - 1].block != s.block]


def _colon(sentence: Sentence) -> int | None:
    """The colon that ends a label at the sentence's start."""
    first = 1 if sentence.tokens and sentence.tokens[0].text in QUOTES else 0
    for k, token in enumerate(sentence.tokens[: first + LONGEST + 1]):
        if token.text == ":":
            return k if k > first else None
        if k >= first and token.upos in ("VERB", "AUX", "PUNCT") and token.text != ".":
            return None
    return None


def _label(sentence: Sentence, colon: int) -> tuple[int, ...]:
    return trimmed(sentence, tuple(range(colon)))


def _is_in_capitals(sentence: Sentence, colon: int) -> bool:
    words = [sentence.tokens[k].text for k in _label(sentence, colon)]
    return bool(words) and all(word.isupper() for word in words) and len(words[0]) > 1


def _frame_of(parsed: Parsed, at: int, colon: int, speech: Speech, turns: int) -> Frame | None:
    """How the label at *colon* names a source, or None."""
    sentence = parsed.sentences[at]
    frames = {frame.name: frame for frame, _ in speech.cued("label", ":")}
    if colon + 1 >= len(sentence.tokens):
        return None
    if _is_in_capitals(sentence, colon) and turns >= TURNS:
        return frames.get("dialogue")
    headline = frames.get("headline")
    is_headline = sentence.title or (at == 0 and parsed.report.title is None)
    if headline is None or not is_headline or sentence.tokens[colon + 1].text.lower() in ASKS:
        return None
    label = _label(sentence, colon)
    named = sentence.cover(label) if label else None
    common = bool(label) and sentence.tokens[label[-1]].lemma.lower() in headline.sources
    return headline if common or (named is not None and _is_somebody(parsed, at, named)) else None


def _is_somebody(parsed: Parsed, at: int, span: Span) -> bool:
    """Whether a person or body is named by just these characters, or by the last of them."""
    return any(e.sentence == at and e.type in ("PER", "ORG") and span.covers(e.span) and e.end == span.end
               for e in parsed.entities)  # fmt: skip


def _labelled(parsed: Parsed, at: int, colon: int, frame: Frame) -> Draft:
    sentence = parsed.sentences[at]
    label = _label(sentence, colon)
    finding = Finding(at, frame, colon, (colon,), head_of(sentence, label), label, ())
    content = _turn(parsed.report, sentence.tokens[colon + 1].start, parsed.report.blocks[sentence.block].span.end)
    return Draft(finding, sentence.tokens[colon].span, (content,), quoted=True)


def _turn(report: Report, start: int, end: int) -> Span:
    """The words from *start* to the paragraph's end, without blanks and a closing full stop."""
    words = report.text[start:end].rstrip()
    return Span(start, start + len(words.removesuffix(".").rstrip()))


def _signed(parsed: Parsed, speech: Speech, quotations: Sequence[Quotation]) -> Iterator[Draft]:
    for quotation in quotations if speech.by_cue else ():
        at = parsed.sentence_at(quotation.end)
        if not quotation.full or quotation.depth:
            continue
        for near in dict.fromkeys((at, *_following(parsed, quotation))):
            draft = None if near is None else _signature(parsed, near, speech, quotation)
            if draft is not None:
                yield draft
                break


def _following(parsed: Parsed, quotation: Quotation) -> tuple[int, ...]:
    """The sentence that the quotation ends in and the one behind it."""
    last = parsed.sentence_at(quotation.end - 1)
    return () if last is None else tuple(k for k in (last, last + 1) if k < len(parsed.sentences))


def _signature(parsed: Parsed, at: int, speech: Speech, quotation: Quotation) -> Draft | None:
    """A dash right behind the quotation and then nothing but a name to the end of the paragraph."""
    sentence, text = parsed.sentences[at], parsed.report.text
    dash = next((k for k, token in enumerate(sentence.tokens) if token.start >= quotation.end), None)
    if dash is None or text[quotation.end : sentence.tokens[dash].start].strip():
        return None
    frame = next((frame for frame, _ in speech.cued("label", sentence.tokens[dash].text)), None)
    name = trimmed(sentence, tuple(range(dash + 1, len(sentence.tokens))))
    if frame is None or not name or len(name) > LONGEST or sentence.tokens[name[0]].upos != "PROPN":
        return None
    ends = parsed.report.blocks[sentence.block].span.end
    if text[sentence.tokens[name[-1]].end : ends].strip(" .\n") or any(
        sentence.tokens[k].upos not in NAMED and sentence.tokens[k].text != "." for k in name
    ):
        return None
    finding = Finding(at, frame, dash, (dash,), head_of(sentence, name), name, ())
    return Draft(finding, sentence.tokens[dash].span, quotation.spans, quoted=True)
