"""Count claims: numbers of events that a report asserts, and how they compare with the events on record.

"had two meetings this year", "have met twice", "the third visit since 2020", "a fifth round of talks" (codebook section
7). Numbers of people belong to their event and are no count claims; editions of forums ("the third Forum") are names.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any, Literal

from entente.coding import frames
from entente.coding.naming import actor_at
from entente.datafiles import DATA, line_of, read_yaml
from entente.errors import DataError
from entente.model import Actor, CountClaim, Dating, Event, Mention, Resolved, Sentence, Time

FUTURE = frozenset({"will", "would", "wo", "may", "might", "could", "can", "should", "shall", "'ll", "’ll", "must"})
NEGATIONS = frozenset({"not", "n't", "n’t", "never", "no"})
SECTIONS = ("nouns", "measures", "verbs", "times", "numbers", "ordinals", "scopes", "heads", "examples",
            "counter-examples")  # fmt: skip
Verdict = Literal["agree", "fewer", "more"]


@dataclass(frozen=True)
class CountWords:
    """What can be counted (lemma to event type) and the words for numbers."""

    nouns: Mapping[str, str]
    verbs: Mapping[str, str]
    measures: frozenset[str]
    scopes: frozenset[str]
    heads: frozenset[str]
    times: Mapping[str, int]
    numbers: Mapping[str, int]
    ordinals: Mapping[str, int]
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...]


@cache
def load_count_words(path: Path | None = None) -> CountWords:
    """The words of ``data/counts/nouns.yaml``; ``DataError`` names file, line and section."""
    path = path or DATA / "counts" / "nouns.yaml"
    raw = read_yaml(path)
    for section in SECTIONS:
        if not isinstance(raw, dict) or not isinstance(raw.get(section), list | dict):
            raise DataError(f"{path}:{line_of(path, section)}: the section '{section}' is missing or no list")
    try:
        numbers = {key: {word: int(n) for word, n in raw[key].items()} for key in ("times", "numbers", "ordinals")}
    except (AttributeError, ValueError) as error:
        why = "times, numbers and ordinals map words to numbers"
        raise DataError(f"{path}:{line_of(path, 'numbers')}: {why}") from error
    return CountWords(
        _by_lemma(raw["nouns"]), _by_lemma(raw["verbs"]), frozenset(raw["measures"]), frozenset(raw["scopes"]),
        frozenset(raw["heads"]),
        numbers["times"], numbers["numbers"], numbers["ordinals"],
        tuple(raw["examples"]), tuple(raw["counter-examples"]),
    )  # fmt: skip


def _by_lemma(types: Mapping[str, Any]) -> dict[str, str]:
    found: dict[str, str] = {}
    for kind, lemmas in types.items():
        for lemma in lemmas:
            found.setdefault(lemma, kind)
    return found


@dataclass(frozen=True, slots=True)
class _Counted:
    """A counted predicate in a sentence: ``head`` names it, ``number`` is the word that counts."""

    head: int
    number: int
    type: str
    asserted: int
    rule: str


def find_counts(resolved: Resolved, mentions: tuple[Mention, ...]) -> tuple[CountClaim, ...]:
    """The count claims of the body in text order, with spans in code points and nothing compared yet."""
    words = load_count_words()
    by_place = {(mention.sentence, mention.head): mention for mention in mentions}
    claims = []
    for at, sentence in enumerate(resolved.parsed.sentences):
        if sentence.title:
            continue
        for counted in _counted(sentence, words):
            claim = _claim(resolved, at, counted, by_place.get((at, counted.head)))
            if claim is not None:
                claims.append(_with_those_told_of(claim, mentions))
    return tuple(claims)


def _counted(sentence: Sentence, words: CountWords) -> Iterator[_Counted]:
    for i, token in enumerate(sentence.tokens):
        find = {"NOUN": _counted_noun, "PROPN": _counted_noun, "VERB": _counted_verb}.get(token.upos)
        found = find(sentence, i, token.lemma.lower(), words) if find else None
        if found is not None:
            yield found


def _counted_noun(sentence: Sentence, i: int, lemma: str, words: CountWords) -> _Counted | None:
    """ "two meetings", "third visit since …", "a fifth round of talks"."""
    head, kind = i, words.nouns.get(lemma)
    if lemma in words.measures:
        inner = next((j for j in sentence.children(i, "nmod") if sentence.tokens[j].lemma.lower() in words.nouns), None)
        head, kind = (i, None) if inner is None else (inner, words.nouns[sentence.tokens[inner].lemma.lower()])
    if kind is None or not _has_happened(sentence, i):
        return None
    for j in sentence.children(i, "nummod", "amod", "advmod"):
        word = sentence.tokens[j].text.lower()
        number = words.numbers.get(word, _digits(word))
        if number > 1 and sentence.tokens[j].relation == "nummod":
            return _Counted(head, j, kind, number, "number-of-events")
        number = words.ordinals.get(word, _ordinal(word))
        if number > 1 and _scoped(sentence, i, lemma, words):
            return _Counted(head, j, kind, number, "ordinal-of-event")
    return None


def _digits(word: str) -> int:
    return int(word) if word.isascii() and word.isdigit() and len(word) < 4 else 0


def ordinal_of(word: str) -> int:
    """The number that "third" or "10th" (in lower case) stands for, 0 for any other word."""
    return load_count_words().ordinals.get(word, _ordinal(word))


def _ordinal(word: str) -> int:
    return _digits(word[:-2]) if word[-2:] in ("st", "nd", "rd", "th") else 0


def _scoped(sentence: Sentence, i: int, lemma: str, words: CountWords) -> bool:
    """An ordinal counts earlier events only with an owner, a period, or "round of talks"."""
    if lemma in words.measures:
        return True
    period = any(token.text.lower() in words.scopes for token in sentence.tokens[i : i + 12])
    return period or bool(sentence.children(i, "nmod:poss"))


def _counted_verb(sentence: Sentence, i: int, lemma: str, words: CountWords) -> _Counted | None:
    """ "have met twice", "met three times", "met for the third time"."""
    if lemma not in words.verbs or not _has_happened(sentence, i):
        return None
    for j in sentence.children(i, "advmod", "obl"):
        word = sentence.tokens[j].text.lower()
        if word in words.times:
            return _Counted(i, j, words.verbs[lemma], words.times[word], "times")
        if sentence.tokens[j].lemma.lower() == "time":
            for k in sentence.children(j, "nummod", "amod"):
                said = sentence.tokens[k].text.lower()
                number = words.numbers.get(said) or words.ordinals.get(said) or _digits(said) or _ordinal(said)
                if number > 1:
                    return _Counted(i, k, words.verbs[lemma], number, "times")
    return None


def _has_happened(sentence: Sentence, i: int) -> bool:
    """Whether neither the predicate nor the verbs above it in the clause are future, modal or negated."""
    for j in (i, *_clause(sentence, i)):
        for k in sentence.children(j, "aux", "advmod", "det", "mark"):
            word = sentence.tokens[k].text.lower()
            if word in FUTURE or word in NEGATIONS or (word in ("if", "to") and sentence.tokens[k].relation == "mark"):
                return False
    return True


def _clause(sentence: Sentence, i: int) -> Iterator[int]:
    """The words above *i* up to the verb of its clause."""
    if sentence.tokens[i].upos == "VERB":
        return
    for j in sentence.ancestors(i):
        yield j
        if sentence.tokens[j].upos in ("VERB", "AUX"):
            return


def _claim(resolved: Resolved, at: int, counted: _Counted, mention: Mention | None) -> CountClaim | None:
    if mention is not None and mention.factuality != "actual":
        return None
    sentence = resolved.parsed.sentences[at]
    actors = (*mention.actors, *mention.recipients) if mention else _actors(resolved, at, sentence, counted.head)
    if not actors:
        return None
    span = sentence.cover(tuple(sorted((counted.head, counted.number))))
    kind = mention.type if mention else counted.type
    dating = _period(resolved, at, sentence, counted, mention)
    return CountClaim(at, span, kind, actors, counted.asserted, dating, rule=counted.rule)


def _with_those_told_of(claim: CountClaim, mentions: tuple[Mention, ...]) -> CountClaim:
    """ "X met Y. It was *their* third meeting": an open pronoun stands for those of the like act told just before."""
    if not all(_is_open(actor) for actor in claim.actors):
        return claim
    near = (m for m in mentions if claim.sentence - 1 <= m.sentence <= claim.sentence and m.start < claim.span.start)
    alike = [m for m in near if m.type == claim.type and m.factuality == "actual"]
    told = ((*m.actors, *m.recipients) for m in sorted(alike, key=lambda m: (-m.sentence, m.start)))
    found = next((who for who in told if len(who) > 1 and not any(map(_is_open, who))), None)
    return claim if found is None else replace(claim, actors=found)


def _is_open(actor: Actor) -> bool:
    """A pronoun that nobody is known to stand behind."""
    return actor.kind == "pronoun" and actor.code is None


def _actors(resolved: Resolved, at: int, sentence: Sentence, head: int) -> tuple[Actor, ...]:
    """Who is counted: the subject or owner, and whom "with" names."""
    verb = head if sentence.tokens[head].upos == "VERB" else next(_verbs_above(sentence, head), head)
    positions = (*frames.subjects(sentence, verb), *frames.possessors(sentence, head))
    with_ = (*frames.obliques(sentence, verb, "with"), *frames.obliques(sentence, head, "with"))
    between = frames.obliques(sentence, head, "between")
    found: dict[int, Actor] = {}
    for i in (*positions, *with_, *between):
        actor = actor_at(resolved, at, i)
        if actor is not None:
            found.setdefault(actor.chain, actor)
    return tuple(found.values())


def _verbs_above(sentence: Sentence, i: int) -> Iterator[int]:
    return (j for j in sentence.ancestors(i) if sentence.tokens[j].upos == "VERB")


def _period(
    resolved: Resolved, at: int, sentence: Sentence, counted: _Counted, mention: Mention | None
) -> Dating | None:
    """The time over which the report counts: on the counted predicate or its verb, "since 2020" up to publication.

    Times of the parts ("one in March, the other in October") are no period of the whole.
    """
    above = () if sentence.tokens[counted.head].upos == "VERB" else _verbs_above(sentence, counted.head)
    heads = {counted.head, *above}
    times = (time for time in resolved.times if time.sentence == at and time.type == "DATE" and time.first)
    near = [time for time in times if _governs(sentence, time, heads)]
    if not near:
        return mention.dating if mention is not None and mention.dating.basis == "stated" else None
    order = ("decade", "year", "quarter", "month", "week", "day", None)
    time = min(near, key=lambda t: (order.index(t.granularity), t.start))
    last = time.last
    published = resolved.report.published
    if any(sentence.tokens[k].text.lower() == "since" for k in sentence.children(time.head, "case", "mark")):
        last = published
    if last and published and last > published:
        last = published
    return Dating(time.first, last, time.granularity, "stated", time=time)


def _governs(sentence: Sentence, time: Time, heads: set[int]) -> bool:
    return time.head in heads or sentence.tokens[time.head].head in heads


# --- against the events on record


def verify(claims: tuple[CountClaim, ...], events: tuple[Event, ...]) -> tuple[CountClaim, ...]:
    """Each claim with the ids of the events it counts and whether they agree, are fewer on record, or more.

    An event that is itself told as several ("two meetings") is the claim again and does not count. A claim about
    somebody unresolved stays as it is.
    """
    return tuple(_verified(claim, events) for claim in claims)


def _verified(claim: CountClaim, events: Sequence[Event]) -> CountClaim:
    if any(map(_is_open, claim.actors)):
        return claim
    found = tuple(event.id for event in events if _counts(claim, event))
    verdict: Verdict = "agree" if len(found) == claim.asserted else "fewer" if len(found) < claim.asserted else "more"
    return replace(claim, matching=found, verdict=verdict)


def _counts(claim: CountClaim, event: Event) -> bool:
    mention = event.chief
    several = any((m.count or 1) > 1 for m in event.mentions)
    if mention.type != claim.type or mention.factuality != "actual" or several:
        return False
    if not _within(claim.dating, mention.dating):
        return False
    present = (*mention.actors, *mention.recipients)
    themselves = [is_there(actor, present) for actor in claim.actors]
    enough = any(themselves) or not any(actor.kind == "person" for actor in claim.actors)
    return enough and all(
        there or takes_part(actor, present) for actor, there in zip(claim.actors, themselves, strict=True)
    )


def _within(period: Dating | None, dating: Dating) -> bool:
    """Whether the event may lie in the period: it does not wholly stand before or after it."""
    if period is None:
        return True
    if dating.first is None and dating.last is None:
        return False
    too_early = period.first is not None and dating.last is not None and dating.last < period.first
    too_late = period.last is not None and dating.first is not None and dating.first > period.last
    return not (too_early or too_late)


def takes_part(actor: Actor, present: Sequence[Actor], *, one_report: bool = True) -> bool:
    """Whether the actor is there, or a state for the one who heads it, or somebody for the state he acts for.

    Of several claimed persons one at least must be there himself: a meeting of two states is none of two generals.
    Chains tell only within *one_report*.
    """
    if is_there(actor, present, one_report=one_report):
        return True
    return any(_stands_for(actor, other) or _stands_for(other, actor) for other in present)


def is_there(actor: Actor, present: Sequence[Actor], *, one_report: bool = True) -> bool:
    """Whether the actor, for a group all its members, is among those present."""
    if one_report and actor.members:
        return all(any(chain in (other.chain, *other.members) for other in present) for chain in actor.members)
    return any(other.name == actor.name or (one_report and other.chain == actor.chain) for other in present)


def _stands_for(state: Actor, other: Actor) -> bool:
    if state.kind != "state" or state.code is None or state.code != other.code:
        return False
    return other.kind != "person" or bool(load_count_words().heads & set((other.office or other.text).lower().split()))
