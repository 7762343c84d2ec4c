"""On whose word: the statements of a report, each with its speaker, cue, content and the sources behind it.

Reporting constructions come from the parse (``reporting``), quotations from the marks in the text (``quotes``); they
are joined (``quoting``), sources are resolved to actors, and statements inside statements get their chain of sources
(``chains``; codebook sections 6 and 7). What has neither a governed clause nor a quotation is no statement.
"""

from __future__ import annotations

from collections.abc import Sequence

from entente.coding.chains import FIRST_PERSON, with_chains
from entente.coding.labels import find_labelled
from entente.coding.naming import actor_at, source_at
from entente.coding.phrases import spans_of
from entente.coding.pronouns import with_pronouns
from entente.coding.quotes import Quotation, find_quotations
from entente.coding.quoting import (
    Draft,
    by_depth,
    quotation_at,
    quoted_tokens,
    snapped,
    with_paragraphs,
    with_quotations,
)
from entente.coding.reporting import find_reporting
from entente.coding.speech import Speech, load_speech
from entente.model import Resolved, Statement

__all__ = ["Speech", "find_attributions", "find_statements", "load_speech"]


def find_statements(resolved: Resolved, speech: Speech) -> tuple[Statement, ...]:
    """The statements of a report in the order of their cues.

    Spans are code points: ``content`` with its conjunction and quotation marks, without cue, source and a closing full
    stop; ``attribution`` the sources nearest first, its own first (``chains.published`` adds the publisher).
    """
    return find_attributions(resolved, speech, positions=False)


def find_attributions(resolved: Resolved, speech: Speech, *, positions: bool = True) -> tuple[Statement, ...]:
    """As ``find_statements``; with *positions* also wants, knowledge and mere topics, for measuring on corpora."""
    quotations = find_quotations(resolved.parsed)
    outermost = [quotation for quotation in quotations if quotation.depth == 0]
    levels = by_depth(quotations)
    labelled = find_labelled(resolved.parsed, speech, quotations)
    signed = {draft.content for draft in labelled}
    drafts = [snapped(draft, levels) for draft in _drafts(resolved, speech, outermost, positions)]
    drafts = with_quotations(resolved, drafts, [q for q in outermost if q.spans not in signed])
    drafts = with_paragraphs(resolved, drafts)
    drafts = sorted([*labelled, *(draft for draft in drafts if draft.content)], key=lambda draft: draft.cue)
    drafts = [draft for draft in drafts if not _thinks_aloud(resolved, draft)]
    drafts = [draft for draft in drafts if not _of_oneself(resolved, draft, outermost)]
    spoken = with_pronouns(resolved, [_statement(resolved, draft) for draft in drafts])
    return with_chains(resolved, spoken)


def _drafts(resolved: Resolved, speech: Speech, quotations: Sequence[Quotation], positions: bool) -> list[Draft]:
    found = []
    for at, sentence in enumerate(resolved.parsed.sentences):
        quoted = quoted_tokens(sentence, quotations)
        for finding in find_reporting(sentence, at, speech, quoted, positions=positions):
            found.append(Draft(finding, sentence.cover(finding.cue), spans_of(sentence, finding.content)))
    return sorted(found, key=lambda draft: draft.cue)


def _thinks_aloud(resolved: Resolved, draft: Draft) -> bool:
    """ "I think …", "do you think …", "is thought to …": part of a quotation, a question, or nobody's position."""
    finding = draft.finding
    if finding.frame.scope != "position":
        return False
    if finding.speaker is None:
        return True
    word = resolved.parsed.sentences[finding.sentence].tokens[finding.speaker].text.lower()
    return word in FIRST_PERSON or word == "you"


def _of_oneself(resolved: Resolved, draft: Draft, quotations: Sequence[Quotation]) -> bool:
    """ "“I pledge that …,” she said": one statement, not two (codebook section 7)."""
    finding = draft.finding
    if finding.speaker is None or resolved.parsed.sentences[finding.sentence].tokens[finding.speaker].text != "I":
        return False
    return quotation_at(quotations, draft.cue.start) is not None


def _statement(resolved: Resolved, draft: Draft) -> Statement:
    finding = draft.finding
    at, sentence = finding.sentence, resolved.parsed.sentences[finding.sentence]
    source = None
    if finding.speaker is not None and finding.source:
        source = source_at(resolved, at, finding.speaker, sentence.cover(finding.source))
    addressee = None if finding.addressee is None else actor_at(resolved, at, finding.addressee)
    return Statement(at, source, draft.cue, draft.content, addressee, draft.quoted, rule=finding.frame.name)
