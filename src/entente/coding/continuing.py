"""Reporting constructions that touch each other in one sentence: who goes on speaking, and whose words end where."""

from __future__ import annotations

from dataclasses import replace

from entente.coding.according import at_edge
from entente.coding.phrases import without
from entente.coding.sources import FINITE
from entente.coding.speakers import subjects
from entente.coding.speech import Finding
from entente.model import Sentence


def settled(sentence: Sentence, found: list[Finding]) -> tuple[Finding, ...]:
    """The findings of a sentence in text order, with speakers carried on and no source inside another's words."""
    return _outermost_sources(sentence, _continued(sentence, found))


def _continued(sentence: Sentence, found: list[Finding]) -> list[Finding]:
    """A participle after a comma goes on with the speaker, also where the parse hangs it inside what was said.

    "He said the port was open, adding that …": the speaker of *adding* is *he*, and its words leave *said*'s content.
    """
    kept: list[Finding] = []
    for finding in found:
        if finding.frame.part == "noun":
            if any(_same_words(f, finding) for f in kept):
                continue
            kept = [f for f in kept if f.frame.recorded or not set(f.cue) & set(finding.cue)]
        joined = _goes_on(sentence, finding) and finding.says_something(sentence)
        outer = _spoken_before(sentence, kept, finding) if joined else None
        if outer is not None:
            tail = range(min(finding.cue) - 1, max((*finding.cue, *finding.content)) + 1)
            kept = [replace(f, content=without(f.content, tail)) for f in kept]
            finding = replace(finding, speaker=outer.speaker, source=outer.source)
        kept.append(finding)
    return kept


def _same_words(verb: Finding, noun: Finding) -> bool:
    """ "said in a statement that": the noun's clause is what the verb before it reports."""
    return verb.head < noun.head and verb.content[:1] == noun.content[:1] and verb.frame.part == "verb"


def _goes_on(sentence: Sentence, finding: Finding) -> bool:
    """A participle behind a comma, or a coordinated verb without a subject of its own ("and suggested that …")."""
    before, token = min(finding.cue) - 1, sentence.tokens[finding.head]
    if before > 0 and sentence.tokens[before].xpos == "''":
        before -= 1
    if finding.frame.part != "verb" or before < 0:
        return False
    if token.xpos == "VBG":
        return sentence.tokens[before].text in (",", "and")
    joined = sentence.tokens[before].upos == "CCONJ" and token.relation == "conj"
    return joined and token.xpos in FINITE and not subjects(sentence, finding.head)


def _spoken_before(sentence: Sentence, found: list[Finding], finding: Finding) -> Finding | None:
    """The verb whose content the parse puts the participle into, the outermost, or the one right before the comma."""
    comma = min(finding.cue) - 1
    near = [f for f in found if f.frame.part == "verb" and f.source and _same_form(sentence, f, finding)]
    inside = (f for f in near if finding.head in f.content or comma - 1 in f.content)
    beside = (f for f in reversed(near) if max((*f.cue, *f.source)) == comma - 1)
    return next(inside, None) or next(beside, None)


def _same_form(sentence: Sentence, f: Finding, finding: Finding) -> bool:
    forms = sentence.tokens[finding.head].xpos, sentence.tokens[f.head].xpos
    return "VBG" in forms or forms[0] == forms[1]


def _outermost_sources(sentence: Sentence, found: list[Finding]) -> tuple[Finding, ...]:
    """What stands behind a source at the sentence's edge is no part of what others say inside it."""
    edges: set[int] = set()
    for finding in found:
        if finding.frame.part == "preposition" and at_edge(sentence, (*finding.cue, *finding.source)):
            edges |= {*finding.cue, *finding.source}
    if not edges:
        return tuple(found)
    return tuple(f if f.head in edges else replace(f, content=without(f.content, edges)) for f in found)
