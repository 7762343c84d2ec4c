"""How the mentions of a sentence hang together: conjuncts, titles with the names after them, what is said of them."""

from __future__ import annotations

from dataclasses import replace

from entente.actors.drafts import Draft
from entente.model import Sentence


def joined(drafts: list[Draft], sentence: Sentence) -> list[Draft]:
    """*drafts* with each conjunct pointing at the one before, and each title at the name after it."""
    gaps = [_gap(drafts, n, sentence) for n in range(len(drafts))]
    found: list[Draft] = []
    for n, draft in enumerate(drafts):
        last = _last(drafts, n)
        if (n and (gaps[n] == "," and _introduces(drafts[last], draft, sentence))) or _identifies(drafts, n, sentence):
            found[last] = replace(found[last], named_next=last == n - 1)
            found.append(replace(draft, apposed=drafts[last].phrase))
            continue
        conjunct = sentence.title or sentence.tokens[draft.head].relation == "conj" or "and" in gaps[n + 1 : n + 3]
        joined = gaps[n] == "and" or (gaps[n] == "," and conjunct)
        found.append(_sharing(replace(draft, joined=last), found[last]) if joined else draft)
    return found


_IDENTIFYING = frozenset({"identified", "named", "known"})
_CALLED = frozenset({"named", "called", "pseudonym"})


def _identifies(drafts: list[Draft], n: int, sentence: Sentence) -> bool:
    """Whether the name at *n* is whom the person before is said to be: "the attacker, identified as Juan Roe".

    "A student named Roe", "a nurse using the pseudonym Ana".
    """
    if n == 0:
        return False
    one, other = drafts[n - 1].phrase, drafts[n].phrase
    if one is None or other is None or one.kind != "person" or one.name or one.plural or not other.name:
        return False
    between = [t.text.lower() for t in sentence.tokens if drafts[n - 1].end <= t.start < drafts[n].start]
    identified = between[-1:] == ["as"] and len(between) <= 4 and bool(_IDENTIFYING & set(between))
    called = len(between) <= 3 and bool(between) and between[-1] in _CALLED
    return (identified or called) and drafts[n].person


_SERVING = frozenset({"serve", "resign", "act", "continue", "return"})


def predicated(drafts: list[Draft], sentence: Sentence) -> list[Draft]:
    """*drafts* with what a sentence says a named person is: "Roe is the de facto ruler", "Roe resigned as governor"."""
    for draft in drafts:
        subject = _subject_of(draft, sentence)
        phrase = draft.phrase
        if subject is None or phrase is None or phrase.kind != "person" or phrase.name or phrase.plural:
            continue
        if not (phrase.office or phrase.code) and phrase.sector in {"CVL", None}:  # "Roe is the best person for it"
            continue
        n = next((n for n, d in enumerate(drafts) if d.person and d.head == subject and d is not draft), None)
        if n is not None and drafts[n].apposed is None and drafts[n].phrase is not None:
            drafts[n] = replace(drafts[n], apposed=phrase)
    return drafts


def _subject_of(draft: Draft, sentence: Sentence) -> int | None:
    """The subject of which the noun *draft* is said, in the present tense or after "as"."""
    tokens = sentence.tokens
    copula = sentence.child(draft.head, "cop")
    if copula is not None:
        denied = any(tokens[i].lemma in {"not", "no"} for i in sentence.children(draft.head))
        present = tokens[copula].xpos in {"VBZ", "VBP"} and not sentence.children(draft.head, "aux")
        return sentence.child(draft.head, "nsubj") if present and not denied else None
    as_ = any(tokens[i].text.lower() == "as" for i in sentence.children(draft.head, "case"))
    if not as_ or draft.clause < 0 or tokens[draft.clause].lemma not in _SERVING:
        return None
    return sentence.child(draft.clause, "nsubj")


def _introduces(title: Draft, name: Draft, sentence: Sentence) -> bool:
    """Whether *name* stands between commas after *title*: "the president, Jane Roe, said"."""
    one, other = title.phrase, name.phrase
    if one is None or other is None or one.office is None or one.name or one.plural:
        return False
    after = next((token.text for token in sentence.tokens if token.start >= name.end), ".")
    return name.person and bool(other.name) and other.code is None and after in {",", ".", ")", ";"}


def _sharing(draft: Draft, before: Draft) -> Draft:
    """The second name of "Presidents Xi and Putin" with the office that both share."""
    one, other = before.phrase, draft.phrase
    if one is None or other is None or not (one.plural and one.name and one.office) or other.kind != "name":
        return draft
    return replace(draft, apposed=replace(one, name="", name_span=None, code=None, plural=False), person=True)


def _last(drafts: list[Draft], n: int) -> int:
    """The position of the draft before the one at *n*, past any inside it ("his counterpart", "head of the Guard")."""
    m = n - 1
    while m > 0 and drafts[m - 1].end >= drafts[m].end:
        m -= 1
    return m


_TOGETHER = (["along", "with"], ["together", "with"], ["as", "well", "as"])


def _gap(drafts: list[Draft], n: int, sentence: Sentence) -> str:
    """What joins draft *n* to the one before: "and", "," or nothing."""
    last = drafts[_last(drafts, n)]
    if n == 0 or drafts[n].pronoun or last.pronoun or last.end > drafts[n].start:
        return ""
    words = [token.text.lower() for token in sentence.tokens if last.end <= token.start < drafts[n].start]
    if [word for word in words if word not in {",", "the"}] in _TOGETHER:
        return "and"
    if not words or not set(words) <= {"and", ",", "&", "/", "the"} or words == ["the"]:
        return ""
    return "and" if {"and", "&"} & set(words) else ","
