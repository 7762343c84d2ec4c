"""Words that go on round the one who says them: "If that fails, the envoy argued, there are other means".

A comma before the speaker and one behind the verb show an insertion, so that what stands on either side was said,
whatever the parse hangs it on. Before a quotation the second comma shows nothing ("When asked, he said, “No.”"), so
there the quotation has to go on in small letters.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace

from entente.coding.phrases import connective, trimmed
from entente.coding.sources import FINITE
from entente.coding.speech import OPENING, Finding
from entente.coding.speechwords import speech_words
from entente.coding.wordorder import is_finite
from entente.model import Sentence

# "he said Friday in a speech to the union,": more words of the report's own would be no insertion.
LONGEST = 12
SUBORDINATE = frozenset({"advcl", "acl", "csubj"})


def with_both_sides(sentence: Sentence, found: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings of a sentence, the content of each that is inserted in what it reports grown to both sides."""
    found = tuple(found)
    cues = {f.head for f in found if f.frame.recorded and f.source and f.says_something(sentence)}
    return tuple(_both_sides(sentence, finding, cues - {finding.head}) for finding in found)


def _both_sides(sentence: Sentence, finding: Finding, others: Collection[int]) -> Finding:
    inserted = _insertion(sentence, finding)
    if inserted is None or not finding.content:
        return finding
    first, last = inserted
    before = list(trimmed(sentence, [k for k in finding.content if k < first]))
    after = list(trimmed(sentence, [k for k in finding.content if k > last]))
    if after and not before and _leads_in(sentence, finding, first, last):
        before = list(trimmed(sentence, range(connective(sentence), first)))
    elif before and not after and _follows_on(sentence, before, last + 2, others):
        after = list(trimmed(sentence, range(last + 2, len(sentence.tokens))))
    else:
        return finding
    return replace(finding, content=(*before, *after))


def _insertion(sentence: Sentence, finding: Finding) -> tuple[int, int] | None:
    """First and last token of what stands between the commas, or None where there are none."""
    clausal = finding.frame.part == "verb" and "clause" in finding.frame.content
    if not clausal or not finding.source or not is_finite(sentence, finding):
        return None
    inserted = sorted({*finding.source, *finding.cue})
    first, last = inserted[0], inserted[-1]
    if first > 1 and sentence.tokens[first - 1].text.lower() == "as":
        first -= 1
    if first < 1 or last - first > len(inserted) or sentence.tokens[first - 1].text != ",":
        return None
    limit = min(last + LONGEST, len(sentence.tokens) - 1)
    comma = next((k for k in range(last + 1, limit) if sentence.tokens[k].text == ","), None)
    own = set(sentence.subtree(finding.head))
    told = comma is not None and all(k in own and k not in finding.content for k in range(last + 1, comma))
    return (first, comma - 1) if comma is not None and told else None


def _leads_in(sentence: Sentence, finding: Finding, first: int, last: int) -> bool:
    """Whether what stands before the insertion opens the words that go on behind it."""
    opening = range(first - 1)
    if any(sentence.tokens[k].lemma.lower() in speech_words().documents for k in opening):
        return False
    if not opening or (len(opening) == 1 and sentence.tokens[0].upos == "SCONJ"):
        return False
    following = sentence.tokens[last + 2]
    if following.text in OPENING:
        word = sentence.tokens[min(last + 3, len(sentence.tokens) - 1)].text
        return word[:1].islower()
    return all(_is_dependent(sentence, k) for k in opening if sentence.tokens[k].xpos in FINITE)


def _is_dependent(sentence: Sentence, k: int) -> bool:
    """Whether the finite verb at *k* stands in a clause below another."""
    line = (k, *sentence.ancestors(k))
    return any(sentence.tokens[j].relation in SUBORDINATE for j in line)


def _follows_on(sentence: Sentence, before: list[int], k: int, others: Collection[int]) -> bool:
    """Whether the words go on at *k*: with the verb that they lack, or with "and" and a clause of nobody else's."""
    if k >= len(sentence.tokens) - 1:
        return False
    token = sentence.tokens[k]
    if token.text.lower() == "including":
        return True
    if any(j >= k for j in others):
        return False
    if not any(sentence.tokens[j].xpos in (*FINITE, "MD") for j in before):
        return any(sentence.tokens[j].xpos in (*FINITE, "MD") for j in range(k, min(k + 3, len(sentence.tokens))))
    if token.upos == "CCONJ":
        clause = next(sentence.ancestors(k), k)
        return clause > k and sentence.tokens[clause].relation == "conj" and bool(sentence.children(clause, "nsubj"))
    return False
