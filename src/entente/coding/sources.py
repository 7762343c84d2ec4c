"""How far a source reaches: noun phrases by tags and commas, where attachments are not to be relied on.

"SOURCE said", "…, said SOURCE, a lawyer for X, who …", "according to SOURCE, a lawyer".
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from entente.coding.phrases import trimmed
from entente.coding.speech import Finding
from entente.model import Sentence

FINITE = frozenset({"VBD", "VBZ", "VBP"})
CHUNK = frozenset({"NOUN", "PROPN", "ADJ", "DET", "NUM", "PRON"})
LINK = frozenset({"ADP", "CCONJ", "PART", "SYM"})
# What may open the next stretch of an inverted source: "said X, a lawyer …, who has …".
APPOSED = frozenset({"a", "an", "the", "who", "whose", "which", "his", "her", "its", "their", "now", "then",
                     "formerly"})  # fmt: skip
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "today", "yesterday")
NOMINATIVE = frozenset({"he", "she", "they", "who", "i", "we", "which", "it"})
ADVERBIAL = frozenset({"on", "in", "at", "during", "after", "before", "last", "late", "early", "earlier", "this",
                       "while", "when", "as"})  # fmt: skip


def chunk_before(sentence: Sentence, i: int) -> tuple[int, ...]:
    """The noun phrase that ends right before token *i*: tags only, no attachments."""
    first = named = _before_bracket(sentence, i)
    while first > 0 and _in_phrase(sentence, first - 1) and sentence.tokens[first - 1].text != "that":
        first -= 1
    while first < i and sentence.tokens[first].upos in LINK:
        first += 1
    if first < i and sentence.tokens[i - 1].text.lower() in NOMINATIVE:
        first = i - 1
    found = tuple(range(first, i)) if first < named else ()
    return found if found and sentence.tokens[named - 1].upos in (CHUNK - {"DET", "ADJ"}) else ()


def _before_bracket(sentence: Sentence, i: int) -> int:
    """Where the bracket that ends right before token *i* opens, as in "Ana Reyes (Labour) said"; *i* without one."""
    if i < 3 or sentence.tokens[i - 1].text != ")":
        return i
    return next((k for k in range(i - 2, max(i - 10, 0), -1) if sentence.tokens[k].text == "("), i)


def apposed_source(sentence: Sentence, i: int) -> tuple[int, ...]:
    """ "NAME, a district judge, ordered": the name before an apposition that a comma ends right before token *i*."""
    if i < 3 or sentence.tokens[i - 1].text != ",":
        return ()
    apposition = chunk_before(sentence, i - 1)
    if not apposition:
        return ()
    described = sentence.tokens[head_of(sentence, apposition)]
    if described.deprel != "appos" or described.head < 0 or sentence.tokens[described.head].upos not in CHUNK:
        return ()
    name = chunk_before(sentence, apposition[0] - 1)
    return tuple(range(described.head, i - 1)) if described.head in name else ()


def _in_phrase(sentence: Sentence, k: int) -> bool:
    """A word of a noun phrase, or the stop of "Mr." and the hyphen of "Al-Sabah" inside one."""
    token = sentence.tokens[k]
    if token.upos != "PUNCT":
        return token.upos in (CHUNK | LINK)
    joined = 0 < k < len(sentence.tokens) - 1 and sentence.tokens[k - 1].end == token.start
    return joined and token.text in (".", "-", "–") and sentence.tokens[k + 1].upos in CHUNK


def quoted_source(sentence: Sentence, first_cue: int, quoted: Collection[int]) -> tuple[int, ...]:
    """All between a quotation and the verb: "“…,” SOURCE, R-Ky., said"."""
    if first_cue in quoted:
        return ()
    end = max((k for k in quoted if k < first_cue), default=-1)
    between = trimmed(sentence, tuple(range(end + 1, first_cue))) if end >= 0 else ()
    verbal = any(sentence.tokens[k].xpos in FINITE for k in between)
    return () if verbal or len(between) > 30 or (between and sentence.tokens[between[0]].upos not in CHUNK) else between


def inverted_source(sentence: Sentence, finding: Finding, quoted: Collection[int]) -> tuple[int, ...]:
    """ "…, said SOURCE, a lawyer for X, who …": the noun phrase after the cue, with what is apposed to it."""
    first = max(finding.cue) + 1
    before = min(finding.cue) - 1
    if before < 0 or sentence.tokens[before].upos not in ("PUNCT", "CCONJ"):
        return ()
    end = first
    while end < len(sentence.tokens) and _in_phrase(sentence, end) and end not in quoted:
        if sentence.tokens[end].text.lower() in ADVERBIAL:
            break
        end += 1
    end = _past_bracket(sentence, end)
    opening = sentence.tokens[first] if end > first else None
    if opening is None or opening.upos not in CHUNK or opening.text.lower() in ("that", *DAYS):
        return ()
    for start, stop in _stretches(sentence, end):
        if set(range(start, stop)) & set(quoted) or not _is_apposed(sentence, start, stop):
            break
        end = stop
    return trimmed(sentence, tuple(range(first, end)))


def _past_bracket(sentence: Sentence, end: int) -> int:
    """Behind the bracket that follows a name, "Maria Lopez (Labour)", if there is one."""
    if end >= len(sentence.tokens) or sentence.tokens[end].text != "(":
        return end
    closing = next((k for k in range(end, min(end + 9, len(sentence.tokens))) if sentence.tokens[k].text == ")"), None)
    return end if closing is None else closing + 1


def chunk_after(sentence: Sentence, i: int) -> tuple[int, ...]:
    """The noun phrase that begins at token *i*: tags only, no attachments."""
    end = i
    while end < len(sentence.tokens) and sentence.tokens[end].upos in (CHUNK | LINK):
        end += 1
    while end > i and sentence.tokens[end - 1].upos not in (CHUNK - {"DET"}):
        end -= 1
    return tuple(range(i, end)) if end > i and sentence.tokens[i].upos in CHUNK else ()


def prepositional_source(sentence: Sentence, cue: tuple[int, ...], parsed: tuple[int, ...]) -> tuple[int, ...]:
    """The source named after "according to": up to the next comma, with what is apposed to it at the sentence's end.

    Amid a clause only the *parsed* noun phrase tells where it ends.
    """
    first = cue[-1] + 1
    stop = next((k for k in range(first, len(sentence.tokens)) if _breaks(sentence, k)), len(sentence.tokens))
    parsed = tuple(k for k in parsed if k >= first)
    opens = all(token.upos in ("PUNCT", "CCONJ") for token in sentence.tokens[: cue[0]])
    set_off = cue[0] > 0 and sentence.tokens[cue[0] - 1].text in (",", "—", "-", "–")
    ends = all(token.upos == "PUNCT" for token in sentence.tokens[stop:])
    if not (opens or set_off or ends):
        return tuple(k for k in parsed if k < stop)
    if set_off and not opens:
        for start, end in _stretches(sentence, stop):
            if not _is_apposed(sentence, start, end):
                break
            stop = end
    after = parsed[-1] + 1 if parsed else 0
    if opens and stop < after < len(sentence.tokens) and sentence.tokens[after].text == ",":
        stop = after
    return trimmed(sentence, tuple(range(first, stop)))


def _breaks(sentence: Sentence, k: int) -> bool:
    token = sentence.tokens[k]
    return token.upos == "PUNCT" and token.xpos != "HYPH" and token.text not in ("-", "'", "’", ".")


def _stretches(sentence: Sentence, end: int) -> Iterator[tuple[int, int]]:
    """What follows *end*, comma by comma."""
    at = end
    while at < len(sentence.tokens) and sentence.tokens[at].text == ",":
        rest = range(at + 1, len(sentence.tokens))
        stop = next((k for k in rest if sentence.tokens[k].text in (",", ";", ".", ":")), len(sentence.tokens))
        if stop == at + 1:
            return
        yield at + 1, stop
        at = stop


def _is_apposed(sentence: Sentence, start: int, stop: int) -> bool:
    token = sentence.tokens[start]
    if token.text.lower() in ("who", "whose", "which"):
        return True
    if token.text.lower() not in APPOSED and token.upos not in ("NOUN", "PROPN", "ADJ", "NUM"):
        return False
    for k in range(start, stop):
        if sentence.tokens[k].text.lower() in ("who", "whose", "which", "that"):
            return True
        if sentence.tokens[k].relation == "nsubj":
            return False
    return True


def head_of(sentence: Sentence, positions: tuple[int, ...]) -> int:
    """The position whose head lies outside, the first noun if there are several."""
    inside = set(positions)
    outer = [i for i in positions if sentence.tokens[i].head not in inside]
    nouns = [i for i in outer if sentence.tokens[i].upos in ("NOUN", "PROPN", "PRON")]
    return next(iter(nouns or outer), positions[0])
