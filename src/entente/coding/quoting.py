"""Quotations joined to reporting constructions: content grown to its marks, and whose quotation each is."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from entente.coding.quotes import Quotation
from entente.coding.speech import Finding
from entente.coding.wordorder import is_finite
from entente.model import Resolved, Sentence, Span

# Between a cue and the quotation it introduces stand at most a few words ("told the paper on Friday: …").
NEAR = 60
DEEPEST = 8
# Tokens that may stand between such a cue and the colon at the paragraph's end.
SHORT = 6
# Shorter quotations beside one that is already a statement's content are titles and phrases.
SENTENCE = 25


@dataclass(frozen=True, slots=True)
class Draft:
    """A finding with its characters; ``quoted`` once a quotation is part of its content."""

    finding: Finding
    cue: Span
    content: tuple[Span, ...]
    quoted: bool = False


def quoted_tokens(sentence: Sentence, quotations: Sequence[Quotation]) -> frozenset[int]:
    """The positions of a sentence's tokens that stand in quotations, single quoted words apart."""
    near = [quotation_at(quotations, sentence.start)]
    first = bisect_right(quotations, sentence.start, key=lambda q: q.start)
    while first < len(quotations) and quotations[first].start < sentence.end:
        near.append(quotations[first])
        first += 1
    inside = [q for q in near if q is not None and q.full]
    return frozenset(i for i, token in enumerate(sentence.tokens) if any(q.holds(token.start) for q in inside))


def by_depth(quotations: Iterable[Quotation]) -> list[list[Quotation]]:
    """Quotations by depth; those of one depth never overlap."""
    levels: list[list[Quotation]] = []
    for quotation in quotations:
        while len(levels) <= quotation.depth < DEEPEST:
            levels.append([])
        if quotation.depth < DEEPEST:
            levels[quotation.depth].append(quotation)
    return levels


def quotation_at(quotations: Sequence[Quotation], offset: int) -> Quotation | None:
    """The quotation of one level that holds *offset*."""
    i = bisect_right(quotations, offset, key=lambda q: q.start) - 1
    return quotations[i] if i >= 0 and quotations[i].holds(offset) else None


def snapped(draft: Draft, levels: Sequence[Sequence[Quotation]]) -> Draft:
    """The draft with its content grown to the marks of the quotations it begins or ends in."""
    spans: list[Span] = []
    quoted = False
    for span in draft.content:
        for level in levels:
            first = quotation_at(level, span.start) or quotation_at(level, span.start - 1)
            last = quotation_at(level, span.end - 1)
            for quotation in (first, last):
                if quotation is None or quotation.holds(draft.cue.start) or quotation.end <= span.start:
                    continue
                quoted |= quotation.start <= span.start and span.end <= quotation.end
                before, after = min(span.start, quotation.start), max(span.end, quotation.end)
                if len(quotation.spans) > 1 and span.end <= quotation.end:
                    spans.extend(quotation.spans[:-1])
                    before = quotation.spans[-1].start
                span = Span(before, after)
        spans.append(span)
    return replace(draft, content=_merged(_inside(spans, draft.cue, levels), draft.cue), quoted=quoted)


def _inside(spans: Iterable[Span], cue: Span, levels: Sequence[Sequence[Quotation]]) -> list[Span]:
    """The spans as far as they lie in the quotation that the cue itself stands in, if it stands in one."""
    around = quotation_at(levels[0], cue.start) if levels else None
    if around is None or len(around.spans) > 1:
        return list(spans)
    cut = (Span(max(span.start, around.start), min(span.end, around.end)) for span in spans)
    return [span for span in cut if span.start < span.end]


def _merged(spans: Iterable[Span], cue: Span) -> tuple[Span, ...]:
    """Spans in text order, those that overlap as one, none over the cue."""
    merged: list[Span] = []
    for span in sorted(set(spans)):
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return tuple(span for span in merged if not span.meets(cue))


def with_quotations(resolved: Resolved, drafts: list[Draft], quotations: Sequence[Quotation]) -> list[Draft]:
    """Gives each quotation that no statement holds yet to the cue beside it, else to the speaker who was quoting."""
    by_sentence: dict[int, list[int]] = {}
    for i, draft in enumerate(drafts):
        by_sentence.setdefault(draft.finding.sentence, []).append(i)
    for quotation in quotations:
        first, last = (resolved.parsed.sentence_at(at) for at in (quotation.start, quotation.end - 1))
        if first is None or last is None:
            continue
        there = [i for at in sorted({first, last}) for i in by_sentence.get(at, ())]
        there += _behind(resolved, drafts, by_sentence.get(last + 1, ()), quotation)
        beside = [i for i in there if not quotation.holds(drafts[i].cue.start)]
        if any(span.meets(Span(quotation.start, quotation.end)) for i in beside for span in drafts[i].content):
            continue
        owner = _introducing(resolved, drafts, beside, quotation)
        if owner is None:
            owner = _announcing(resolved, drafts, by_sentence.get(first - 1, ()), quotation, first)
        if owner is None:
            owner = _cue_beside(resolved, drafts, beside, quotation)
        if owner is None and quotation.full:
            owner = _still_speaking(resolved, drafts, by_sentence, quotation, first)
        if owner is not None:
            content = _merged((*drafts[owner].content, *quotation.spans), drafts[owner].cue)
            drafts[owner] = replace(drafts[owner], content=content, quoted=True)
            by_sentence.setdefault(last, []).append(owner)
    return drafts


def with_paragraphs(resolved: Resolved, drafts: Iterable[Draft]) -> list[Draft]:
    """Gives each cue that ends its paragraph with a colon, "The paper writes:", the next one where it has none."""
    return [_with_next_paragraph(resolved, draft) if _opens_paragraph(resolved, draft) else draft for draft in drafts]


def _opens_paragraph(resolved: Resolved, draft: Draft) -> bool:
    sentences, finding = resolved.parsed.sentences, draft.finding
    at, sentence = finding.sentence, sentences[finding.sentence]
    if draft.content or not finding.source or "quote" not in finding.frame.content:
        return False
    last = at + 1 < len(sentences) and sentences[at + 1].block != sentence.block
    near = max((*finding.cue, *finding.source)) > len(sentence.tokens) - SHORT
    return last and near and sentence.tokens[-1].text == ":" and is_finite(sentence, finding)


def _with_next_paragraph(resolved: Resolved, draft: Draft) -> Draft:
    following = resolved.parsed.sentences[draft.finding.sentence + 1]
    end = resolved.report.blocks[following.block].span.end
    words = resolved.report.text[following.start : end].rstrip()
    content = Span(following.start, following.start + len(words.removesuffix(".").rstrip()))
    return replace(draft, content=(content,), quoted=True)


def _behind(resolved: Resolved, drafts: list[Draft], following: Sequence[int], quotation: Quotation) -> list[int]:
    """Cues right behind the quotation that the parse has in a sentence of their own: "“… trial.” Lopez said." """
    text = resolved.report.text
    found = []
    for i in following:
        finding = drafts[i].finding
        first = resolved.parsed.sentences[finding.sentence].tokens[min((*finding.cue, *finding.source))].start
        gap = text[quotation.end : first]
        near = quotation.end <= first and not gap.strip() and "\n" not in gap
        if near and finding.source and not drafts[i].content:
            found.append(i)
    return found


def _introducing(resolved: Resolved, drafts: list[Draft], beside: list[int], quotation: Quotation) -> int | None:
    """The statement whose words a colon and the quotation go on with: "found that it was void: “It has …”"."""
    text = resolved.report.text
    for i in beside:
        last = max((span.end for span in drafts[i].content), default=quotation.end)
        if last < quotation.start and text[last : quotation.start].strip() == ":":
            return i
    return None


def _announcing(
    resolved: Resolved, drafts: list[Draft], before: Sequence[int], quotation: Quotation, first: int
) -> int | None:
    """The statement that a colon leaves open, "The governor added:", before a paragraph that opens with a quotation."""
    text, sentences = resolved.report.text, resolved.parsed.sentences
    if first == 0 or text[sentences[first - 1].end - 1] != ":":
        return None
    if text[sentences[first - 1].end : quotation.start].strip():
        return None
    waiting = (i for i in before if not drafts[i].content and drafts[i].finding.source)
    return max((i for i in waiting if "quote" in drafts[i].finding.frame.content), default=None)


def _cue_beside(resolved: Resolved, drafts: list[Draft], beside: list[int], quotation: Quotation) -> int | None:
    """The nearest verb of the same sentence that can take a quotation and has no indirect content."""

    def gap(i: int) -> int:
        cue = drafts[i].cue
        return quotation.start - cue.end if cue.end <= quotation.start else cue.start - quotation.end

    quoting = (i for i in beside if "quote" in drafts[i].finding.frame.content)
    quoting = (i for i in quoting if not _has_object(resolved, drafts[i].finding, quotation))
    open_to = [i for i in quoting if drafts[i].quoted or not drafts[i].content]
    limit = NEAR if quotation.full else 2
    goes_on = quotation.full and quotation.end - quotation.start > SENTENCE
    near = [
        i for i in open_to
        if (gap(i) <= limit and not drafts[i].content) or (drafts[i].quoted and (goes_on or 0 <= gap(i) < 4))
    ]  # fmt: skip
    return min(near, key=gap, default=None)


def _has_object(resolved: Resolved, finding: Finding, quotation: Quotation) -> bool:
    """Whether a verb has an object that is neither told nor words: "add the *question*, “Is …?”"."""
    sentence = resolved.parsed.sentences[finding.sentence]
    if finding.frame.part != "verb" or "object" in finding.frame.addressee:
        return False
    objects = [sentence.tokens[j] for j in sentence.children(finding.head, "obj") if j > max(finding.cue)]
    named = {sentence.tokens[j].start for j in finding.source}
    return any(
        token.start not in named and token.end <= quotation.start and token.lemma.lower() not in ("word", "words")
        for token in objects
    )


def _still_speaking(
    resolved: Resolved, drafts: list[Draft], by_sentence: dict[int, list[int]], quotation: Quotation, first: int
) -> int | None:
    """The statement of the sentence before: of the same paragraph, or one that itself ended in a quotation.

    A quotation amid a sentence of the report's own belongs to nobody by this rule.
    """
    sentences = resolved.parsed.sentences
    if first == 0 or resolved.report.text[sentences[first].start : quotation.start].strip():
        return None
    before = [i for i in by_sentence.get(first - 1, ()) if not quotation.holds(drafts[i].cue.start)]
    if sentences[first - 1].block != sentences[first].block:
        before = [i for i in before if drafts[i].quoted]
    before = [i for i in before if drafts[i].finding.frame.part == "verb" and drafts[i].content]
    outer = [i for i in before if not any(_holds(drafts[j], drafts[i].cue) for j in before if j != i)]
    return max(outer, key=lambda i: (drafts[i].quoted, -i), default=None)


def _holds(draft: Draft, cue: Span) -> bool:
    return any(span.covers(cue) for span in draft.content)
