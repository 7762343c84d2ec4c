"""Whether what an expression dates lies before or after publication, read off the verb that governs it.

``unknown`` where no verb tells: then a weekday is the last one, since news tells what has happened, but a month or
day of the month the nearest. Without a parse a few words near the expression decide, and past is the default.
"""

from __future__ import annotations

import re

from entente.model import Sentence, Token
from entente.times.meaning import Tense

_FUTURE = frozenset({"will", "shall", "would", "'ll", "’ll", "wo", "'d"})
_MODAL = frozenset({"may", "might", "can", "must", "should", "ought"})
_BEFORE = frozenset({"had", "was", "were", "did", "has", "have", "been", "'ve", "’ve"})
_IS = frozenset({"is", "are", "am", "'s", "'re", "’s", "’re"})
# Verbs whose own date lies ahead ("scheduled for Monday"), and those after which an infinitive does.
_SCHEDULE = frozenset({"schedule", "reschedule", "plan", "expect", "slate", "set", "book", "due"})
_INTEND = _SCHEDULE | {
    "project", "forecast", "anticipate",
    "intend", "aim", "hope", "want", "prepare", "agree", "vow", "promise", "pledge", "threaten", "propose", "decide",
    "offer", "seek", "invite", "ask", "urge", "order", "call", "likely", "ready", "go", "wish", "need", "commit",
    "decision", "deal", "agreement", "plan", "proposal", "bid", "intention", "deadline", "way", "right",
}  # fmt: skip
_AHEAD = frozenset({"upcoming", "planned", "scheduled", "forthcoming", "future", "coming", "proposed", "next"})
_DUE = frozenset({"deadline", "expiry", "expiration"})
_ENDS = ("to", "until", "till", "from", "by")
_DEMAND = frozenset({"demand", "tell", "require", "instruct", "give", "set", "warn"})
# Verbs whose plain past looks like their present: a date beside them says that they tell what happened.
_EITHER = frozenset({
    "hit", "cut", "put", "shut", "let", "split", "quit", "spread", "cost", "hurt", "burst", "cast", "beat", "shed",
    "read",
})  # fmt: skip
_LASTING = frozenset(
    {"last", "stay", "remain", "keep", "spend", "hold", "serve", "rule", "lead", "run", "head", "fight"}
)
_OVERRUN = frozenset({"miss", "meet", "pass", "set", "blow", "ignore", "face"})
# Verbs that move something to a later date, which the date after "to" or "until" is.
_PUT_OFF = frozenset(
    {"postpone", "delay", "extend", "reschedule", "adjourn", "move", "push", "defer", "prolong", "renew"}
)
# Nouns for words already said or written: "in a statement on Monday".
_SAID = frozenset(
    {"statement", "tweet", "interview", "report", "speech", "letter", "announcement", "briefing", "remarks", "comments"}
)
_OPENING = frozenset({"on", "in", "early", "late", "by", '"', "“", "``", "'", "‘", "—", "-"})
_CUE = re.compile(
    r"\b(?:will|shall|would|won['’]t|going to|plan(?:s|ned)? (?:to|for)|expected|scheduled|due|set (?:to|for)|slated|"
    r"(?:is|are) to|ahead of|hopes? to|intends?|aims? to|vow(?:s|ed)? to|agreed to|(?-i:may)|might|could|"
    r"upcoming|deadline|begins|starts|opens)\b|['’]ll\b",
    re.IGNORECASE,
)


def tense_at(sentence: Sentence, text: str, start: int, head: int) -> Tense:
    """The tense for an expression at character *start*, whose head is token *head* (-1 without a parse)."""
    if head < 0 or not any(token.deprel for token in sentence.tokens):
        return _by_cues(text, start - sentence.start)
    before = [i for i, token in enumerate(sentence.tokens) if token.end <= start]
    if tense := _by_neighbours(sentence, before) or _of_opening(sentence, before, head):
        return tense
    for i in (head, *sentence.ancestors(head)):
        if tense := _of_predicate(sentence, i):
            return _unless_open(sentence, before, i, tense)
    return "past" if sentence.title else "unknown"


def _by_neighbours(sentence: Sentence, before: list[int]) -> Tense | None:
    """Past where a past verb stands right before, with "on" or without ("…, an official said Friday")."""
    last = [i for i in before[-3:] if sentence.tokens[i].text.lower() not in ("on", "in", "early", "late")]
    if not last or last[-1] < len(before) - 3:
        return None
    token = sentence.tokens[last[-1]]
    if {sentence.tokens[i].text.lower() for i in before[-5:]} & {"due"}:
        return "future"
    past = token.xpos == "VBD" or (token.xpos == "JJ" and token.text.endswith("ed"))
    return "past" if past and last[-1] >= len(before) - 2 and not _means(token, _SCHEDULE | _AHEAD) else None


def _of_opening(sentence: Sentence, before: list[int], head: int) -> Tense | None:
    """Of an expression that opens a sentence or quote the first finite verb after it, wherever a parser hangs it.

    "On Wednesday, the ministry announced that it would …" is told of Wednesday.
    """
    words = [sentence.tokens[i].text.lower() for i in before]
    if not (words and set(words[-2:]) <= _OPENING) and words:
        return None
    verb = next((i for i in range(head + 1, len(sentence.tokens)) if sentence.tokens[i].xpos in ("VBD", "MD")), None)
    if verb is None or any(sentence.tokens[i].xpos in ("VBZ", "VBP", "WRB") for i in range(head + 1, verb)):
        return None
    following = sentence.tokens[verb + 1 : verb + 3]
    scheduled = any(_means(token, _SCHEDULE) for token in following)
    return "past" if sentence.tokens[verb].xpos == "VBD" and not scheduled else None


def _unless_open(sentence: Sentence, before: list[int], verb: int, tense: Tense) -> Tense:
    """After "to" and "until" a past verb does not say on which side of publication the end lies.

    What was postponed, extended or moved goes to a later date. "Not until Sunday did …" ends nothing.
    """
    if tense != "past" or not before or sentence.tokens[before[-1]].text.lower() not in _ENDS:
        return tense
    if len(before) > 1 and sentence.tokens[before[-2]].text.lower() == "not":
        return tense
    word = sentence.tokens[before[-1]].text.lower()
    if _means(sentence.tokens[verb], _PUT_OFF) and word != "from":
        return "future"
    if word == "by":
        return "future" if _means(sentence.tokens[verb], _INTEND | _DEMAND) else tense
    return "future" if word in ("until", "till") and _sets_an_end(sentence, verb) else "unknown"


def _sets_an_end(sentence: Sentence, verb: int) -> bool:
    """Whether a plain past verb fixes an end to come: "halted flights until Wednesday", not "talked until Monday"."""
    token = sentence.tokens[verb]
    helpers = {sentence.tokens[j].text.lower() for j in sentence.children(verb, "aux")}
    lasts = _means(token, _LASTING) or sentence.child(verb, "obj", "nsubj:pass") is None
    return token.xpos in ("VBD", "VBN") and not lasts and not helpers & {"had", "have", "has"}


def _by_cues(text: str, start: int) -> Tense:
    before = re.split(r"[;:]|\bthat\b", text[:start])[-1]
    if _CUE.search(before):
        return "future"
    if len(before.split()) <= 3 and _CUE.search(re.split(r"[;,]", text[start:])[0]):
        return "future"
    return "past"


def _of_predicate(sentence: Sentence, i: int) -> Tense | None:
    """The tense of token *i* if it is a predicate that shows one, else None: look further up."""
    token = sentence.tokens[i]
    helpers = {
        sentence.tokens[j].text.lower() for j in sentence.children(i, "aux", "cop") if sentence.tokens[j].upos == "AUX"
    }
    if helpers & _FUTURE:
        return "future"
    if helpers & _MODAL:
        return "past" if "have" in helpers else "future"
    if _is_to(sentence, i, helpers):
        return "future"
    if "could" in helpers:
        return "past" if "have" in helpers else "unknown"
    if _is_said(sentence, i):
        return "past"
    if token.upos in ("VERB", "AUX"):
        return _of_verb(sentence, i, helpers)
    if token.relation == "obj" and token.head >= 0 and _means(sentence.tokens[token.head], _OVERRUN):
        return None
    if _means(token, frozenset({"due"})) or _lies_ahead(sentence, i):
        return "future"
    if helpers & _BEFORE:
        return "past"
    return "present" if helpers else None


def _is_to(sentence: Sentence, i: int, helpers: set[str]) -> bool:
    """Whether the predicate stands as in "is to meet", "are to be held"."""
    marks = {sentence.tokens[j].text.lower() for j in sentence.children(i, "mark")}
    ahead = helpers & {"is", "are", "'s", "'re", "was", "were"} or (
        "be" in helpers and sentence.tokens[i].relation == "acl"
    )
    return "to" in marks and bool(ahead)


def _is_said(sentence: Sentence, i: int) -> bool:
    cases = {sentence.tokens[j].text.lower() for j in sentence.children(i, "case")}
    return "according" in cases or (_means(sentence.tokens[i], _SAID) and bool(cases & {"in", "to"}))


def _means(token: Token, lemmas: frozenset[str]) -> bool:
    """Whether the token is a form of one of *lemmas*, by its lemma or, should that be wrong, by regular endings."""
    lower = token.text.lower()
    forms = (lower.removesuffix(ending) for ending in ("", "s", "d", "ed"))
    return token.lemma.lower() in lemmas or not lemmas.isdisjoint(forms)


def _lies_ahead(sentence: Sentence, i: int) -> bool:
    words = {sentence.tokens[j].text.lower() for j in sentence.children(i, "amod", "case", "advmod")}
    return bool(words & _AHEAD) or "ahead" in words or sentence.tokens[i].lemma.lower() in _DUE


def _of_verb(sentence: Sentence, i: int, helpers: set[str]) -> Tense | None:
    token = sentence.tokens[i]
    if token.xpos in ("VBD", "VBN") and _means(token, _SCHEDULE):
        return "unknown" if "had" in helpers else "future"
    if token.xpos == "VBD" or helpers & _BEFORE:
        return "past"
    if token.xpos == "VBN":
        return "past" if token.relation in ("acl", "root", "advcl", "amod") or helpers else None
    if token.xpos == "VBG":
        return "present" if helpers & _IS else _of_participle(sentence, i)
    if token.xpos in ("VBZ", "VBP"):
        told = sentence.title or (token.xpos == "VBP" and token.text.lower() in _EITHER)
        return "past" if told else "future" if _means(token, _SCHEDULE) else "present"
    return _of_infinitive(sentence, i)


def _of_participle(sentence: Sentence, i: int) -> Tense | None:
    """A past verb between the participle and what it hangs on decides, else what it hangs on.

    "China is willing to work with them, said the general, while meeting on Wednesday …": parsers hang the
    meeting on the work to come, but it went with the saying.
    """
    above = sentence.tokens[i].head
    between = sentence.tokens[above + 1 : i] if above >= 0 else ()
    return "past" if any(token.xpos == "VBD" and token.upos == "VERB" for token in between) else None


def _of_infinitive(sentence: Sentence, i: int) -> Tense | None:
    """After verbs and nouns of planning the date lies ahead; else the governing verb says."""
    above = next(sentence.ancestors(i), None)
    if above is None:
        return "future" if sentence.title else "present"
    governor = sentence.tokens[above]
    if _means(governor, _INTEND):
        return "future"
    bare = not any(sentence.tokens[j].lemma.lower() in ("to", "let", "help") for j in sentence.children(i, "mark"))
    return "present" if bare and sentence.tokens[i].relation in ("root", "ccomp", "parataxis") else None
