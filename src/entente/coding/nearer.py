"""What stands in a source's noun phrase and is no part of who speaks.

"*Even* China said", "the paper *on Saturday* wrote", "the envoy, *speaking to veterans*, said", "the chairman, *like
his rival*, has urged", "Ana Reyes, president of the union, *which represents teachers*, said".
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from entente.coding.phrases import trimmed
from entente.coding.sources import DAYS
from entente.coding.speech import Finding
from entente.model import Sentence

FOCUS = frozenset({"even"})
COMPARED = frozenset({"like", "unlike", "along"})


def with_nearer_sources(sentence: Sentence, found: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings of a sentence, each source without what only stands beside it."""
    return tuple(_narrowed(sentence, finding) for finding in found)


def _narrowed(sentence: Sentence, finding: Finding) -> Finding:
    source, speaker = finding.source, finding.speaker
    if len(source) < 2 or speaker not in source or speaker is None or finding.frame.part not in ("verb", "adjective"):
        return finding
    first = source[0] + 1 if sentence.tokens[source[0]].text.lower() in FOCUS else source[0]
    commas = (k for k in range(speaker + 1, source[-1]) if sentence.tokens[k].text == ",")
    end = next((k for k in commas if _is_beside(sentence, k + 1, speaker)), None)
    kept = range(first, _before_day(sentence, speaker, source[-1] + 1) if end is None else end)
    return replace(finding, source=trimmed(sentence, tuple(kept))) if speaker in kept else finding


def _is_beside(sentence: Sentence, k: int, speaker: int) -> bool:
    """Whether what opens at *k* behind a comma is a participle, a comparison, or of a noun in the description."""
    token = sentence.tokens[k]
    word = token.text.lower()
    if word == "in":
        return sentence.tokens[k + 1].text.lower() == "particular" and sentence.tokens[k - 1].text == ","
    if word == "which":
        described = sentence.children(speaker, "appos")
        return any(speaker < j < k for j in described)
    return word in COMPARED or (token.xpos == "VBG" and token.upos == "VERB" and word != "including")


def _before_day(sentence: Sentence, speaker: int, end: int) -> int:
    """*end*, or where the day at the end of the noun phrase begins: "the paper *on Saturday*"."""
    day = sentence.tokens[end - 1]
    own = day.text.lower() in DAYS and day.head == speaker and sentence.tokens[end - 2].text.lower() == "on"
    return end - 2 if own and end - 2 > speaker else end
