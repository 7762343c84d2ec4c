"""Reporting constructions in one sentence: which word cues somebody's words, whose they are, and what they are.

Pure syntax over one ``Sentence`` (UD 2): verbs with a clause or infinitive, medial and final ", he said", "as X said",
participles that go on with the same speaker, nouns and adjectives with a clause, "according to". Quotation marks are
left to ``attribution``, which fills the content of findings that have none.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from entente.coding.according import prepositional
from entente.coding.asides import without_asides
from entente.coding.contents import content_of
from entente.coding.continuing import settled
from entente.coding.phrases import contiguous, noun_phrase, without
from entente.coding.speakers import OTHERS, addressee_of, noun_speaker, speaker_of
from entente.coding.speech import Finding, Frame, Part, Speech
from entente.coding.wordorder import is_finite, repaired
from entente.model import Sentence

PARTS: dict[str, Part] = {"VERB": "verb", "AUX": "verb", "NOUN": "noun", "ADJ": "adjective"}
NEGATIONS = frozenset({"not", "n't", "n’t", "never", "no"})
# "could demand", "would say": nobody has said it. What is to be said later ("would later say") was.
UNSAID = frozenset({"could", "can", "ca", "might", "may", "should", "must", "would"})
LATER = frozenset({"later", "then", "subsequently", "eventually"})
ANYBODY = frozenset({"someone", "somebody", "anyone", "anybody", "nobody", "everyone", "everybody", "one", "you"})
REFUSALS = frozenset({"decline", "refuse", "fail", "avoid", "stop", "cease", "forget", "neglect", "hesitate"})
# A sentence of thousands of reporting verbs is no sentence; what lies beyond is left out to keep the work linear.
MOST_CUES = 40


@dataclass(frozen=True, slots=True)
class _Reading:
    """A sentence, its position, what may be found in it, and which of its tokens stand in quotes."""

    sentence: Sentence
    at: int
    speech: Speech
    quoted: Collection[int]
    positions: bool


def find_reporting(
    sentence: Sentence, at: int, speech: Speech, quoted: Collection[int] = (), *, positions: bool = False
) -> tuple[Finding, ...]:
    """The reporting constructions of the sentence at position *at*, in text order; *quoted* are positions in quotes.

    With *positions*, also frames that the codebook does not record (mere topics and wants), for measuring.
    """
    reading = _Reading(sentence, at, speech, quoted, positions)
    found: list[Finding] = []
    for i in range(len(sentence.tokens)):
        if len(found) >= MOST_CUES:
            break
        finding = prepositional(sentence, at, i, speech) or _cued(reading, i)
        if finding is not None:
            found.append(finding)
    return without_asides(sentence, settled(sentence, found))


def _cued(reading: _Reading, i: int) -> Finding | None:
    """The first frame whose content is there; else one that a quotation could fill."""
    token = reading.sentence.tokens[i]
    part = PARTS.get(token.upos)
    waiting: Finding | None = None
    for frame, rest in reading.speech.cued(part, token.lemma.lower()) if part else ():
        if not (frame.recorded or reading.positions):
            continue
        finding = _finding(reading, i, frame, rest)
        if finding is None or not _reports(reading, finding):
            continue
        if finding.content:
            return finding
        if "quote" in frame.content:
            waiting = waiting or finding
    return waiting


def _reports(reading: _Reading, finding: Finding) -> bool:
    """Whether something was said: the verb is finite where its frame asks for that, and not negated."""
    if finding.frame.finite and not (is_finite(reading.sentence, finding) or _goes_on(reading.sentence, finding)):
        return False
    governed = finding.frame.content <= frozenset({"infinitive", "for-infinitive", "wording"})
    if finding.speaker is None and governed and finding.frame.part == "verb" and not reading.positions:
        return False
    above = reading.sentence.tokens[finding.head].head
    denied = above >= 0 and reading.sentence.tokens[above].lemma.lower() in OTHERS
    if finding.speaker is None and denied and finding.frame.recorded:
        return False
    attributive = reading.sentence.tokens[finding.head].relation == "amod"
    if finding.speaker is None and (finding.head in reading.quoted or attributive) and finding.frame.recorded:
        return False
    return reading.positions or not (
        is_negated(reading.sentence, finding.head) or is_supposed(reading.sentence, finding.head)
    )


def _finding(reading: _Reading, i: int, frame: Frame, rest: str) -> Finding | None:
    sentence = reading.sentence
    second = _second_word(sentence, i, rest) if rest else None
    if rest and second is None:
        return None
    speaker = noun_speaker(sentence, i) if frame.part == "noun" else speaker_of(sentence, i)
    own = {i, *(() if second is None else (second,))}
    cue = _noun_cue(sentence, i, speaker) if frame.part == "noun" else _verb_group(sentence, i, own)
    content = without(content_of(sentence, i, frame, second), cue)
    if len(content) == 1 and sentence.tokens[content[0]].upos in ("PRON", "DET", "SCONJ"):
        content = ()
    source = () if speaker is None else without(noun_phrase(sentence, speaker, apart_from=i), (*cue, *content))
    addressee = addressee_of(sentence, i, frame, rest)
    return repaired(sentence, Finding(reading.at, frame, i, cue, speaker, source, content, addressee), reading.quoted)


def _goes_on(sentence: Sentence, finding: Finding) -> bool:
    """A participle of the main clause behind a comma: "…, finding that the law was void"."""
    token, before = sentence.tokens[finding.head], min(finding.cue) - 1
    return finding.frame.recorded and token.xpos == "VBG" and before > 0 and sentence.tokens[before].text == ","


def is_negated(sentence: Sentence, i: int) -> bool:
    """Whether the reporting verb itself is negated or refused, so that nothing was said."""
    above = sentence.tokens[i].head
    if sentence.tokens[i].relation == "xcomp" and above >= 0 and sentence.tokens[above].lemma.lower() in REFUSALS:
        return True
    return any(sentence.tokens[j].text.lower() in NEGATIONS for j in sentence.children(i, "advmod", "det"))


def is_supposed(sentence: Sentence, i: int) -> bool:
    """Whether the words are merely possible: under a modal, or said by "someone" in a condition or comparison."""
    if any(sentence.tokens[j].text.lower() in UNSAID for j in sentence.children(i, "aux")):
        return not any(sentence.tokens[j].text.lower() in LATER for j in sentence.children(i, "advmod"))
    return any(sentence.tokens[j].text.lower() in ANYBODY for j in sentence.children(i, "nsubj"))


# --- the cue's own words


def _second_word(sentence: Sentence, i: int, rest: str) -> int | None:
    """The particle, adjective or preposition that completes a two-word cue ("point out", "make clear", "call on")."""
    for j in sentence.children(i, "compound", "advmod", "xcomp", "obj", "advcl", "obl"):
        if sentence.tokens[j].text.lower() == rest:
            return j
        if sentence.tokens[j].relation in ("obl", "advcl"):
            for k in sentence.children(j, "case", "mark"):
                if sentence.tokens[k].text.lower() == rest:
                    return k
    return None


def _verb_group(sentence: Sentence, i: int, own: set[int]) -> tuple[int, ...]:
    """The cue with its auxiliaries, copula, particles and bare adverbs, as far as they stand together."""
    group = set(own)
    for j in sentence.children(i, "aux", "cop", "advmod", "compound:prt"):
        if not sentence.children(j) and sentence.tokens[j].xpos not in ("WRB", "WDT"):
            group.add(j)
    return contiguous(sorted(group), i) if len(own) == 1 else tuple(range(min(own), max(own) + 1))


def _noun_cue(sentence: Sentence, i: int, speaker: int | None) -> tuple[int, ...]:
    """A noun with its determiners and adjectives, or with the verb whose subject speaks ("expressed hope")."""
    verb = sentence.tokens[i].head
    if sentence.tokens[i].relation == "obj" and verb >= 0 and speaker in sentence.children(verb, "nsubj"):
        return tuple(range(verb, i + 1)) if 0 < i - verb <= 4 else (i,)
    return contiguous(sorted({i, *sentence.children(i, "det", "amod", "compound")}), i)
