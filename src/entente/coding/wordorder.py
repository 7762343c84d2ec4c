"""What word order says about a reporting verb where the parse is at odds with it.

English news prose reports in few patterns: "SOURCE said that CONTENT", "CONTENT, SOURCE said", "CONTENT, said SOURCE,
a lawyer for …", "“QUOTE,” SOURCE said". Commas, quotation marks and tags are more reliable than attachments in long
sentences; of the first version's content errors on polnear_dev about half came from one misplaced head.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace

from entente.coding.phrases import connective, noun_phrase, trimmed, without
from entente.coding.sources import (
    ADVERBIAL,
    CHUNK,
    DAYS,
    FINITE,
    LINK,
    NOMINATIVE,
    apposed_source,
    chunk_before,
    head_of,
    inverted_source,
    quoted_source,
)
from entente.coding.speech import Finding
from entente.coding.speechwords import speech_words
from entente.model import Sentence

MARKS = frozenset({"“", "”", '"', "``", "''", "„", "«", "»"})


def repaired(sentence: Sentence, finding: Finding, quoted: Collection[int]) -> Finding:
    """The finding with speaker, source and content made to agree with word order; *quoted* are positions in quotes."""
    if finding.frame.part != "verb" or not finding.frame.content & {"clause", "quote"}:
        return finding
    finding = _with_speaker(sentence, finding, quoted)
    if "clause" in finding.frame.content and not finding.content:
        finding = replace(finding, content=_found_content(sentence, finding))
    return replace(finding, content=_in_order(sentence, finding, quoted))


def is_finite(sentence: Sentence, finding: Finding) -> bool:
    """Whether the cue is a finite verb, or has a finite auxiliary."""
    if sentence.tokens[finding.head].xpos in FINITE or _stands_as_past(sentence, finding):
        return True
    return any(sentence.tokens[k].xpos in (*FINITE, "MD") for k in finding.cue if k != finding.head)


def _stands_as_past(sentence: Sentence, finding: Finding) -> bool:
    """Whether what is tagged a participle is a past tense by what stands beside it.

    It has no auxiliary, and a subject ("envoys worried that …"), a conjunction and a bare noun phrase before it ("after
    the judge ordered that …"), or a clause and a comma before it and a noun phrase after it (", announced the king").
    """
    i = finding.head
    if sentence.tokens[i].xpos != "VBN" or sentence.children(i, "aux", "aux:pass", "cop"):
        return False
    if any(sentence.tokens[j].deprel == "nsubj" and j < i for j in sentence.children(i, "nsubj")):
        return True
    marks = sentence.children(i, "mark")
    if marks and marks[0] < i and _bare_nominal(sentence, i, marks[0]) is not None:
        return True
    return _is_inverted(sentence, finding) and i + 1 < len(sentence.tokens) and _opens_name(sentence, i + 1)


def _bare_nominal(sentence: Sentence, i: int, after: int) -> int | None:
    """The subject of the verb *i* by word order: the first noun on it behind *after* that has no preposition."""
    nominals = (j for j in sentence.children(i, "nsubj", "obl", "obj", "dep") if after < j < i)
    return next((j for j in nominals if not _is_adverbial(sentence, j)), None)


def _is_adverbial(sentence: Sentence, j: int) -> bool:
    unmarked = sentence.tokens[j].deprel in ("obl:unmarked", "obl:tmod", "obl:npmod")
    return unmarked or bool(sentence.children(j, "case")) or sentence.tokens[j].text.lower() in DAYS


def _opens_name(sentence: Sentence, k: int) -> bool:
    token = sentence.tokens[k]
    return token.upos in ("DET", "PROPN") or token.xpos == "PRP$" or token.text.lower() in NOMINATIVE


# --- the source


def _with_speaker(sentence: Sentence, finding: Finding, quoted: Collection[int]) -> Finding:
    """The source as it stands beside the cue, if the parse finds none there or finds it inside the quoted words."""
    if not is_finite(sentence, finding):
        return finding
    finding = _with_own_subject(sentence, finding, quoted)
    if _is_inverted(sentence, finding):
        right = inverted_source(sentence, finding, quoted)
        named = any(sentence.tokens[k].upos == "PROPN" for k in right)
        if named and _closes(sentence, right[-1] + 1):
            before = trimmed(sentence, tuple(range(min(finding.cue))))
            return replace(finding, speaker=head_of(sentence, right), source=right, content=before)
    left = quoted_source(sentence, min(finding.cue), quoted) or chunk_before(sentence, min(finding.cue))
    if not left and finding.speaker is None:
        left = apposed_source(sentence, min(finding.cue))
    if _is_astray(sentence, finding, left, quoted):
        if left and not _is_passive(sentence, finding):
            return replace(finding, speaker=head_of(sentence, left), source=left)
        right = inverted_source(sentence, finding, quoted)
        return replace(finding, speaker=head_of(sentence, right) if right else None, source=right)
    return replace(finding, source=_grown(sentence, finding, left, quoted))


def _with_own_subject(sentence: Sentence, finding: Finding, quoted: Collection[int]) -> Finding:
    """The finding with the subject of a past tense taken for a participle, where the parse has another speaker.

    It is the noun behind the conjunction ("after the judge, a Liberal, ordered"), or the one behind the verb.
    """
    i, marks = finding.head, sentence.children(finding.head, "mark")
    if not _stands_as_past(sentence, finding) or any(j < i for j in sentence.children(i, "nsubj")):
        return finding
    own = _bare_nominal(sentence, i, marks[0]) if marks else None
    if own is not None:
        return replace(finding, speaker=own, source=without(noun_phrase(sentence, own), finding.cue))
    right = inverted_source(sentence, finding, quoted)
    return replace(finding, speaker=head_of(sentence, right), source=right) if right else finding


def _is_astray(sentence: Sentence, finding: Finding, left: tuple[int, ...], quoted: Collection[int]) -> bool:
    """Whether the parse has no speaker, one inside the quoted words, or one that another noun phrase cuts off.

    "Prices will rise, analysts said": a noun phrase between a comma and the verb is the subject, whatever the parse.
    """
    speaker = finding.speaker
    if speaker is None or not finding.source or (speaker in quoted and finding.head not in quoted):
        return True
    if sentence.tokens[speaker].text.lower() in DAYS:
        return True
    if not left or speaker >= left[0]:
        return False
    nominative = len(left) == 1 and sentence.tokens[left[0]].text.lower() in NOMINATIVE
    return nominative or sentence.tokens[left[0] - 1].upos == "PUNCT"


def _is_inverted(sentence: Sentence, finding: Finding) -> bool:
    """ "CONTENT, argued SOURCE.": a bare finite verb behind a clause and a comma, and no verb after it."""
    first = min(finding.cue)
    alone = len(finding.cue) == 1 and first > 2 and sentence.tokens[first - 1].text == ","
    after = range(first + 1, len(sentence.tokens))
    has_verb = any(sentence.tokens[k].upos in ("VERB", "AUX") for k in after)
    placed = any(j > first for j in sentence.children(finding.head, "obl"))
    return alone and not has_verb and _has_finite(sentence, range(first)) and not placed


def _is_passive(sentence: Sentence, finding: Finding) -> bool:
    if sentence.children(finding.head, "aux:pass"):
        return True
    return bool(sentence.children(finding.head, "nsubj:pass")) and not _stands_as_past(sentence, finding)


def _grown(sentence: Sentence, finding: Finding, left: tuple[int, ...], quoted: Collection[int]) -> tuple[int, ...]:
    """The source with the rest of its name or apposition, up to the cue before or after it."""
    source, first_cue = finding.source, min(finding.cue)
    if left and set(left) & set(source):
        first = source[0] if left[0] else 0
        while first > left[0] and sentence.tokens[first - 1].head in range(source[0], source[-1] + 1):
            first -= 1
        adverbial = any(sentence.tokens[k].relation == "obl" for k in range(source[-1] + 1, left[-1] + 1))
        return tuple(range(first, (source if adverbial else left)[-1] + 1))
    if source[0] > finding.head:
        return inverted_source(sentence, finding, quoted) or source
    between = range(source[-1] + 1, first_cue)
    apposed = finding.speaker is not None and sentence.tokens[finding.speaker].head == finding.head
    if apposed and between and sentence.tokens[first_cue - 1].text == "," and not set(between) & set(quoted):
        aside = next((k for k in between if sentence.tokens[k].text.lower() in speech_words().connectives), first_cue)
        return trimmed(sentence, tuple(range(source[0], aside)))
    return source


# --- the content


def _found_content(sentence: Sentence, finding: Finding) -> tuple[int, ...]:
    """Content that the parse lost: "said that …" to the end, or all that stands before ", SOURCE said"."""
    first, last = _group(finding)
    after = range(last + 1, len(sentence.tokens))
    that = _that_after(sentence, last + 1)
    if that is not None and _tells_of_object(sentence, finding, that):
        return ()
    governs = that is not None and sentence.tokens[that].relation == "mark"
    if that is not None and (governs or _has_finite(sentence, range(that, len(sentence.tokens)))):
        return trimmed(sentence, tuple(range(that, len(sentence.tokens))))
    objects = without(sentence.children(finding.head, "obj", "xcomp"), finding.source)
    own_object = any(j > finding.head for j in objects)
    if _is_passive(sentence, finding):
        return ()
    if finding.source and is_finite(sentence, finding) and not own_object and sentence.tokens[first - 1].text == ",":
        before = tuple(range(first))
        if _closes(sentence, last + 1) and _has_finite(sentence, before):
            return trimmed(sentence, before)
    is_said = sentence.tokens[finding.head].lemma.lower() == "say"
    rest = range(last + 2, len(sentence.tokens))
    medial = finding.source and not own_object and rest and is_finite(sentence, finding)
    if medial and _has_finite(sentence, rest) and _set_off(sentence, first, last):
        return trimmed(sentence, (*range(first), *rest))
    plain = finding.source and finding.source[0] < finding.head and (is_said or not own_object)
    if plain and _has_subject_next(sentence, last + 1, is_said):
        return trimmed(sentence, tuple(after))
    return ()


def _tells_of_object(sentence: Sentence, finding: Finding, that: int) -> bool:
    """ "denied claims that …": the clause says what the object is, and nobody is told who could stand there."""
    above = sentence.tokens[sentence.tokens[that].head].head if sentence.tokens[that].head >= 0 else -1
    return "object" not in finding.frame.addressee and above in sentence.children(finding.head, "obj")


def _group(finding: Finding) -> tuple[int, int]:
    """First and last token of cue and source where they stand together, else of the cue."""
    cue, source = finding.cue, finding.source
    if source and source[0] > cue[-1] and source[0] - cue[-1] <= 2:
        return cue[0], source[-1]
    if source and source[-1] < cue[0] and cue[0] - source[-1] <= 2:
        return source[0], cue[-1]
    return cue[0], cue[-1]


def _closes(sentence: Sentence, at: int) -> bool:
    """Whether the sentence ends at *at*, or goes on with an adverbial only ("said on Friday")."""
    if at >= len(sentence.tokens):
        return True
    token = sentence.tokens[at]
    return token.upos == "PUNCT" or token.text.lower() in ADVERBIAL or token.xpos == "NNP"


def _has_finite(sentence: Sentence, positions: Iterable[int]) -> bool:
    return any(sentence.tokens[k].xpos in (*FINITE, "MD") for k in positions)


def _has_subject_next(sentence: Sentence, at: int, is_said: bool) -> bool:
    """A noun phrase and then a finite verb: "said there needs to be", "says he would"; not "agreed on …"."""
    end = at
    if not is_said and at < len(sentence.tokens) and sentence.tokens[at].upos not in CHUNK:
        return False
    while end < len(sentence.tokens) and sentence.tokens[end].upos in (CHUNK | LINK):
        end += 1
    return at < end < len(sentence.tokens) and sentence.tokens[end].xpos in (*FINITE, "MD")


def _in_order(sentence: Sentence, finding: Finding, quoted: Collection[int]) -> tuple[int, ...]:
    """The content in unbroken stretches, without source and cue, on the side of the cue where the words stand."""
    first, last = _group(finding)
    content = without(finding.content, (*finding.source, *range(first, last + 1)))
    content = _from_that(sentence, finding, without(content, _between(sentence, finding, content)))
    before, after = [k for k in content if k < first], [k for k in content if k > last]
    quotes_out = set() if finding.head in quoted else set(quoted) & set(content)
    opening = range(first - 1)
    if after and not before and first > 2 and {sentence.tokens[0].text, sentence.tokens[first - 1].text} <= MARKS:
        before = list(opening)
        quotes_out |= set(before)
    if after and not before and after[0] not in quotes_out and _set_off(sentence, first, last):
        before = list(trimmed(sentence, tuple(range(first))))
        quotes_out |= set(before) if quotes_out else set()
    if quotes_out:
        kept = [_to_closing(side, quotes_out) for side in (before, after) if quotes_out & set(side)]
        if kept == [after] and after[0] not in quotes_out and _is_forward(sentence, finding):
            kept = [[_forward_start(sentence, finding, last, after[0]), after[-1]]]
        return tuple(k for side in kept for k in range(side[0], side[-1] + 1))
    if before and after:
        commented = sentence.tokens[last + 1].text == "," and sentence.tokens[first - 1].upos == "PUNCT"
        if not commented:
            before, after = ([], after) if _is_forward(sentence, finding) else (before, [])
        elif _is_aside(sentence, last + 2):
            after = []
    if after and not before:
        after = _with_and_that(sentence, after)
    if before and not after and sentence.tokens[first - 1].text == ",":
        before = list(range(_clause_start(sentence, before[0]), first - 1))
    if after and not before and _is_forward(sentence, finding):
        after = list(range(_forward_start(sentence, finding, last, after[0]), after[-1] + 1))
    if before and before[0] == 0:
        before = before[connective(sentence) :]
    if after and not before and _is_fronted(sentence, first - 1):
        before = [first - 1]
    return tuple(k for side in (before, after) if side for k in range(side[0], side[-1] + 1))


def _is_fronted(sentence: Sentence, k: int) -> bool:
    """The "what" of "what the minister says his plan would do": part of what is said."""
    if k < 0 or sentence.tokens[k].text.lower() not in ("what", "which"):
        return False
    return k == 0 or sentence.tokens[k - 1].upos != "ADP"


def _with_and_that(sentence: Sentence, content: list[int]) -> list[int]:
    """The content with "and that …", which the parse may hang on the reporting verb."""
    after = content[-1] + 1
    rest = [k for k in range(after, min(after + 3, len(sentence.tokens))) if sentence.tokens[k].text != ","]
    words = [sentence.tokens[k].text.lower() for k in rest[:2]]
    if len(words) < 2 or words[0] not in ("and", "but") or words[1] != "that" or sentence.tokens[rest[1]].xpos != "IN":
        return content
    clause = next(iter(sentence.ancestors(rest[1])), rest[1])
    return list(range(content[0], max(sentence.subtree(clause)) + 1))


def _to_closing(side: list[int], quotes: Collection[int]) -> list[int]:
    """Words that open with a quotation end with it: "she says, “Stop,” until shots are heard"."""
    return [k for k in side if k <= max(quotes)] if side[0] in quotes else side


def _between(sentence: Sentence, finding: Finding, content: tuple[int, ...]) -> tuple[int, ...]:
    """The addressee's tokens between cue and content."""
    if finding.addressee is None or not content:
        return ()
    told = sentence.subtree(finding.addressee)
    return told if max(finding.cue) < told[0] and told[-1] < content[-1] else ()


def _set_off(sentence: Sentence, first: int, last: int) -> bool:
    """Whether cue and source stand between commas: "Acts of protest, he said, are …" has content on both sides.

    What the parse hangs on the cue ("In a statement, he said, …") is the reporter's own.
    """
    if first < 2 or last - first > 5:
        return False
    subordinate = sentence.tokens[0].upos == "SCONJ" and sentence.tokens[0].text.lower() not in ("as", "when", "while")
    if first > 4 and _has_finite(sentence, range(first)) and not subordinate:
        return False
    reporters = range(first, last + 1)
    if any(sentence.tokens[k].head in reporters and sentence.tokens[k].upos != "PUNCT" for k in range(first)):
        return False
    return sentence.tokens[first - 1].text == "," and sentence.tokens[last + 1].text == ","


def _that_after(sentence: Sentence, first: int) -> int | None:
    """The conjunction "that" behind nothing but the person told or an adverbial ("added to reporters that")."""
    for k in range(first, len(sentence.tokens)):
        token = sentence.tokens[k]
        if token.text.lower() == "that" and token.xpos == "IN":
            return k
        if token.upos not in (CHUNK | LINK | {"ADV"}):
            return None
    return None


def _from_that(sentence: Sentence, finding: Finding, content: tuple[int, ...]) -> tuple[int, ...]:
    """Content without the noun phrase right before its "that": the person told, whatever the parse made of it."""
    that = _that_after(sentence, max(finding.cue) + 1)
    return content if that is None or that not in content else tuple(k for k in content if k >= that)


def _is_forward(sentence: Sentence, finding: Finding) -> bool:
    """Whether the parse has the content after the cue."""
    return any(j > finding.head for j in sentence.children(finding.head, "ccomp"))


def _is_aside(sentence: Sentence, at: int) -> bool:
    """A participle or adverbial clause of the reporting verb: "…, he said, adding …"."""
    return at < len(sentence.tokens) and (
        sentence.tokens[at].xpos == "VBG" or sentence.tokens[at].text.lower() in ("while", "when", "citing")
    )


def _clause_start(sentence: Sentence, at: int) -> int:
    """The sentence's first word, where only a name or noun phrase and a comma would be cut off otherwise."""
    return 0 if not _has_finite(sentence, range(at)) else at


def _forward_start(sentence: Sentence, finding: Finding, last: int, start: int) -> int:
    """The subject that stands between cue and clause though the parse hangs it on the cue."""
    gap = range(last + 1, start)
    if sentence.tokens[start].text.lower() == "that" or sentence.tokens[last + 1].text.lower() in DAYS:
        return start
    if gap and finding.addressee is None and _lacks_subject(sentence, start) and _opens_subject(sentence, last + 1):
        return last + 1
    mine = finding.addressee is None and gap and all(sentence.tokens[k].upos in (CHUNK | LINK) for k in gap)
    adverbial = any(sentence.tokens[k].relation in ("obl", "advmod") for k in gap)
    return last + 1 if mine and not adverbial and sentence.tokens[last + 1].upos in CHUNK else start


def _lacks_subject(sentence: Sentence, start: int) -> bool:
    """Whether a content begins with its finite verb: "said the goal of all this *was* peace"."""
    return sentence.tokens[start].xpos in (*FINITE, "MD") and sentence.tokens[start].upos in ("VERB", "AUX")


def _opens_subject(sentence: Sentence, k: int) -> bool:
    """A determiner, name or number, or "about" before a number."""
    token = sentence.tokens[k]
    return token.upos in ("DET", "PROPN", "NUM", "NOUN") or token.xpos == "PRP$" or sentence.tokens[k + 1].upos == "NUM"
