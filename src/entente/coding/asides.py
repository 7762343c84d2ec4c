"""What a report puts behind somebody's words as its own: "…, though she noted that …", "…, citing …"."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from entente.coding.speech import Finding
from entente.model import Sentence

GOING_ON = frozenset({"he", "she", "they"})
CONTRAST = frozenset({"though", "although", "but"})


def without_asides(sentence: Sentence, found: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings of a sentence, the content of each ended where the report goes on in words of its own."""
    found = tuple(found)
    return tuple(_ended(sentence, finding, found) for finding in found)


def _ended(sentence: Sentence, finding: Finding, found: tuple[Finding, ...]) -> Finding:
    content = finding.content
    topic = "object" in finding.frame.content
    if finding.frame.part != "verb" or not (finding.source or topic) or not content or content[0] < finding.head:
        return finding
    inside = set(content)
    within = [other for other in found if other.head in inside]
    ends = [_contrast(sentence, other) for other in within]
    ends.extend(_main_clause(sentence, finding, other) for other in within)
    if topic:
        ends.extend(k - 1 for k in content[1:] if _describes(sentence, k))
    ends.extend(k - 1 for k in content[1:] if _cites(sentence, k))
    stop = min((end for end in ends if end is not None), default=len(sentence.tokens))
    return replace(finding, content=tuple(k for k in content if k < stop))


def _contrast(sentence: Sentence, other: Finding) -> int | None:
    """Where "though SPEAKER noted" begins, if a pronoun says that the same speaker goes on."""
    if not other.source or other.source[-1] + 1 not in other.cue or other.source[0] == 0:
        return None
    before = other.source[0] - 1
    same = sentence.tokens[other.source[0]].text.lower() in GOING_ON
    return before if same and sentence.tokens[before].text.lower() in CONTRAST else None


def _main_clause(sentence: Sentence, finding: Finding, other: Finding) -> int | None:
    """Where "…, SOURCE said" begins behind a clause: "When the king said it was war, *his aides said* …"."""
    if not other.source or other.source[-1] + 1 not in other.cue or other.source[0] == 0:
        return None
    before = other.source[0] - 1
    above = other.head in sentence.ancestors(finding.head)
    return before if above and sentence.tokens[before].text == "," else None


def _describes(sentence: Sentence, k: int) -> bool:
    """Where ", who is 70" or "— which …" begins behind what is merely talked about."""
    relative = sentence.tokens[k].text.lower() in ("who", "which", "whose")
    return relative and sentence.tokens[k - 1].upos == "PUNCT"


def _cites(sentence: Sentence, k: int) -> bool:
    return sentence.tokens[k].text.lower() == "citing" and sentence.tokens[k - 1].text == ","
