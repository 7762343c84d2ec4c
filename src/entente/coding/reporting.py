"""Reporting constructions in one sentence: which word cues somebody's words, whose they are, and what they are.

Pure syntax over one ``Sentence`` (UD 2): verbs with a clause or infinitive, medial and final ", he said", "as X said",
participles that go on with the same speaker, nouns and adjectives with a clause, "according to". Quotation marks are
left to ``attribution``, which fills the content of findings that have none.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from entente.coding.according import prepositional
from entente.coding.asides import without_asides
from entente.coding.contents import content_of
from entente.coding.continuing import settled
from entente.coding.inserted import with_both_sides
from entente.coding.nearer import with_nearer_sources
from entente.coding.phrases import contiguous, noun_phrase, without
from entente.coding.reach import reached, said_by, told_by
from entente.coding.sources import FINITE, head_of
from entente.coding.speakers import addressee_of, noun_speaker, speaker_of
from entente.coding.speech import Finding, Frame, Part, Speech
from entente.coding.speechwords import speech_words
from entente.coding.wordorder import is_finite, repaired
from entente.model import Sentence, Token

PARTS: dict[str, Part] = {"VERB": "verb", "AUX": "verb", "NOUN": "noun", "ADJ": "adjective"}
NEGATIONS = frozenset({"not", "n't", "n’t", "never", "no"})
# "could demand", "would say": nobody has said it. What is to be said later ("would later say") was.
UNSAID = frozenset({"could", "can", "ca", "might", "may", "should", "must", "would"})
# What a noun of speech or feeling is about: "concern over", "support for".
ABOUT = frozenset({"about", "on", "of", "over", "for", "with", "to", "against", "toward", "towards", "at"})
# "went on to call for", "started off by urging".
LINKING = frozenset({"to", "on", "off", "out", "by"})
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
    found_ = with_nearer_sources(sentence, settled(sentence, found))
    return without_asides(sentence, with_both_sides(sentence, reached(sentence, found_)))


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
    told = is_finite(reading.sentence, finding) or _goes_on(reading.sentence, finding)
    if finding.frame.finite and not (told or _is_participle(reading.sentence, finding)):
        return False
    governed = finding.frame.content <= frozenset({"infinitive", "for-infinitive", "wording"})
    if finding.speaker is None and governed and (finding.frame.part == "noun" or not reading.positions):
        return False
    if finding.speaker is None and finding.frame.scope == "topic" and finding.frame.part == "noun":
        return False
    if not reading.positions and _is_of_the_asking(reading.sentence, finding):
        return False
    above = reading.sentence.tokens[finding.head].head
    denied = above >= 0 and reading.sentence.tokens[above].lemma.lower() in speech_words().others
    own = finding.speaker is None or (
        reading.sentence.tokens[finding.head].relation == "obj"
        and finding.speaker in reading.sentence.children(above, "nsubj")
    )
    if denied and own and finding.frame.recorded:
        return False
    attributive = reading.sentence.tokens[finding.head].relation == "amod"
    if finding.speaker is None and (finding.head in reading.quoted or attributive) and finding.frame.recorded:
        return False
    return reading.positions or not (
        is_negated(reading.sentence, finding.head) or is_supposed(reading.sentence, finding.head)
    )


def _is_of_the_asking(sentence: Sentence, finding: Finding) -> bool:
    """ "asked not to be named", "Asked whether he would stand, …": of the reporting itself."""
    token = sentence.tokens[finding.head]
    if token.lemma.lower() != "ask":
        return False
    hidden = any(sentence.tokens[k].lemma.lower() in speech_words().naming for k in finding.content[-3:])
    opens = finding.head == 0 and finding.speaker is None and token.xpos in ("VBN", "VBD")
    return opens or (hidden and sentence.tokens[finding.content[0]].text.lower() in ("not", "to"))


def _finding(reading: _Reading, i: int, frame: Frame, rest: str) -> Finding | None:
    sentence = reading.sentence
    second = _second_word(sentence, i, rest) if rest else _topic_word(sentence, i, frame)
    if rest and second is None:
        return None
    speaker = noun_speaker(sentence, i) if frame.part == "noun" else speaker_of(sentence, i)
    own = {i, *(() if second is None else (second,))}
    cue = _noun_cue(sentence, i, speaker, own) if frame.part == "noun" else _verb_cue(sentence, i, own, frame)
    content = without(content_of(sentence, i, frame, second), cue)
    if len(content) == 1 and _is_empty(sentence.tokens[content[0]], frame):
        content = ()
    source = () if speaker is None else without(noun_phrase(sentence, speaker, apart_from=i), (*cue, *content))
    addressee = addressee_of(sentence, i, frame, rest)
    found = _spoken(sentence, Finding(reading.at, frame, i, cue, speaker, source, content, addressee))
    return _told(sentence, _spoken(sentence, repaired(sentence, found, reading.quoted)))


def _stands_before(sentence: Sentence, given: tuple[int, ...], finding: Finding) -> bool:
    """Whether nothing but punctuation parts *given* from the cue behind it: "as *many experts* have said"."""
    if not given or given[-1] > finding.cue[0]:
        return False
    return all(sentence.tokens[k].upos == "PUNCT" for k in range(given[-1] + 1, finding.cue[0]))


def _told(sentence: Sentence, finding: Finding) -> Finding:
    """The finding with the content that the roles name where tree and word order have none."""
    clausal = finding.frame.part == "verb" and finding.frame.recorded and "clause" in finding.frame.content
    if finding.content or not finding.source or not clausal or not is_finite(sentence, finding):
        return finding
    return replace(finding, content=told_by(sentence, finding))


def _is_empty(token: Token, frame: Frame) -> bool:
    """Whether a content of one word says nothing: "said *so*", "told *that*"; one may blame *them*, *what* is said."""
    blamed = frame.scope == "topic" and token.xpos in ("PRP", "WDT", "WP")
    return token.upos in ("PRON", "DET", "SCONJ") and not blamed


def _spoken(sentence: Sentence, finding: Finding) -> Finding:
    """The finding with the speaker that the roles name where nobody else is found, only part of the name, or too much.

    Too much is what stands before a relative pronoun: "the gap between what *the king* says …".
    """
    given = without(said_by(sentence, finding.head), finding.cue) if finding.frame.part == "verb" else ()
    if finding.speaker is None and _stands_before(sentence, given, finding):
        finding = replace(finding, content=without(finding.content, given))
    source = without(given, finding.content)
    if not source:
        return finding
    same_end = bool(finding.source) and source[-1] == finding.source[-1]
    cut_off = same_end and len(source) > len(finding.source)
    relative = source[0] > 0 and sentence.tokens[source[0] - 1].xpos in ("WP", "WDT")
    grown = same_end and relative and len(source) < len(finding.source)
    if not (cut_off or grown or finding.speaker is None):
        return finding
    return replace(finding, speaker=head_of(sentence, source), source=source)


def _is_participle(sentence: Sentence, finding: Finding) -> bool:
    """Whether it is somebody's opinion told in passing: "by defending the plan", "a view echoed by many"."""
    if finding.frame.recorded or not finding.source:
        return False
    described = bool(finding.content) and finding.content[-1] < finding.head
    return sentence.tokens[finding.head].xpos == ("VBN" if described else "VBG")


def _goes_on(sentence: Sentence, finding: Finding) -> bool:
    """A participle of the main clause behind a comma: "…, finding that the law was void"; "an ad praising the king"."""
    token, before = sentence.tokens[finding.head], min(finding.cue) - 1
    if token.xpos != "VBG" or before <= 0:
        return _joins_finite(sentence, finding)
    first = token.head if token.relation == "conj" else finding.head
    described = finding.frame.scope == "topic" and sentence.tokens[first].deprel == "acl"
    return described or sentence.tokens[before].text == ","


def _joins_finite(sentence: Sentence, finding: Finding) -> bool:
    """ "condemned the raid and called for talks": a second past tense that is tagged a participle."""
    token = sentence.tokens[finding.head]
    if token.relation != "conj" or sentence.tokens[min(finding.cue) - 1].upos != "CCONJ":
        return False
    return token.xpos == "VBN" and sentence.tokens[token.head].xpos in FINITE | {"VBN"}


def is_negated(sentence: Sentence, i: int) -> bool:
    """Whether the reporting verb itself is negated or refused, so that nothing was said."""
    above = sentence.tokens[i].head
    if (
        sentence.tokens[i].relation == "xcomp"
        and above >= 0
        and sentence.tokens[above].lemma.lower() in speech_words().refusals
    ):
        return True
    return any(sentence.tokens[j].text.lower() in NEGATIONS for j in sentence.children(i, "advmod", "det"))


def is_supposed(sentence: Sentence, i: int) -> bool:
    """Whether the words are merely possible: under a modal, or said by "someone" in a condition or comparison."""
    if any(sentence.tokens[j].text.lower() in UNSAID for j in sentence.children(i, "aux")):
        return not any(sentence.tokens[j].text.lower() in speech_words().later for j in sentence.children(i, "advmod"))
    return any(sentence.tokens[j].text.lower() in speech_words().anybody for j in sentence.children(i, "nsubj"))


# --- the cue's own words


def _second_word(sentence: Sentence, i: int, rest: str) -> int | None:
    """The particle, adjective or preposition that completes a two-word cue ("point out", "make clear", "call on")."""
    for j in sentence.children(i, "compound", "advmod", "mark", "xcomp", "obj", "advcl", "obl"):
        if sentence.tokens[j].text.lower() == rest and (j == i + 1 or sentence.tokens[j].relation != "mark"):
            return j
        if sentence.tokens[j].relation in ("obl", "advcl", "xcomp"):
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
    if len(own) > 1:
        group.update(range(min(own), max(own)))
    return contiguous(sorted(group), i)


def _verb_cue(sentence: Sentence, i: int, own: set[int], frame: Frame) -> tuple[int, ...]:
    """The verb with what stands together with it, from "continued" on in "continued to call for"."""
    group = _verb_group(sentence, i, own)
    above, first = sentence.tokens[i].head, min(group)
    begins = above >= 0 and sentence.tokens[above].lemma.lower() in speech_words().beginning
    between = [token.text.lower() for token in sentence.tokens[above + 1 : first]] if begins else []
    if begins and sentence.tokens[i].relation in ("xcomp", "advcl") and above < first and LINKING.issuperset(between):
        return (*range(min(_verb_group(sentence, above, {above})), first), *group)
    return (*group, group[-1] + 1) if not frame.recorded and _goes_with_passive(sentence, i, group[-1] + 1) else group


def _goes_with_passive(sentence: Sentence, i: int, k: int) -> bool:
    """Whether *k* is the preposition right behind a passive: "was accused *of*", "were blamed *for*"."""
    if not sentence.children(i, "aux:pass") or k >= len(sentence.tokens):
        return False
    above = sentence.tokens[k].head
    below = i in (above, sentence.tokens[above].head)
    return below and sentence.tokens[k].text.lower() in ("of", "for")


def _topic_word(sentence: Sentence, i: int, frame: Frame) -> int | None:
    """The preposition right behind a noun that names its topic: "concern *about* the vote"."""
    voiced = sentence.tokens[i].relation == "obj"
    if "about" not in frame.content or not voiced or i + 1 >= len(sentence.tokens):
        return None
    over = sentence.tokens[i + 1].head
    named = sentence.tokens[i + 1].text.lower() in ABOUT and i + 1 in sentence.children(over, "case", "mark")
    return i + 1 if named and over > i + 1 else None


def _noun_cue(sentence: Sentence, i: int, speaker: int | None, own: set[int]) -> tuple[int, ...]:
    """A noun with its determiners and adjectives, or with the verb whose subject speaks ("expressed hope")."""
    verb = sentence.tokens[i].head
    last = max(own)
    if sentence.tokens[i].relation == "obj" and verb >= 0 and speaker in sentence.children(verb, "nsubj"):
        return (*_verb_group(sentence, verb, {verb}), *range(verb + 1, last + 1)) if 0 < i - verb <= 4 else (i,)
    return contiguous(sorted({*own, *sentence.children(i, "det", "amod", "compound")}), i)
