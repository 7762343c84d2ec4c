"""Why a record says what it says: from an event down to rules, words of the parse, and characters of the report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from entente.entries import Entry, ontology, scale
from entente.errors import UsageError
from entente.model import Actor, Derivation, Event, Mention, Sentence, Source, Span
from entente.notation import line_of, show, show_days
from entente.record import Judgement

# Which derivations of a mention belong under which branch.
BRANCHES = {
    "type": ("type", "mode", "event"),
    "actor": ("actor", "actors"),
    "recipient": ("recipient", "recipients"),
    "date": ("date", "enddate", "dating", "historical"),
    "place": ("place", "event_loc"),
    "factuality": ("factuality",),
    "speaker": ("speaker",),
    "attribution": ("attribution",),
    "confidence": ("confidence",),
}


@dataclass(frozen=True, slots=True)
class Reason:
    """One fact and what it rests on. ``quotes`` are characters of the report, with their offsets."""

    what: str
    quotes: tuple[tuple[Span, str], ...] = ()
    below: tuple[Reason, ...] = ()


def explain(
    entry: Entry[Event],
    sentences: Mapping[int, Sentence],
    judged: Iterable[Judgement] = (),
    field: str | None = None,
) -> Reason:
    """The reasons of an event. *sentences* are those of its report that are known, by number.

    *judged* is what people judged about it. With *field*, one of ``BRANCHES``, only what that value rests on.
    """
    if field is not None and field not in BRANCHES:
        raise UsageError(f"no field {field!r} to explain; there are {', '.join(BRANCHES)}")
    event, report = entry.value, entry.report
    published = f"published {report.published} ({report.published_basis})" if report.published else "without a date"
    coded = f"coded {entry.coded}" if entry.coded else "not stored"
    about = Reason(f"report {report.source}, {published}", below=(Reason(f"{coded}, knowledge {entry.knowledge}"),))
    total = len(event.mentions)
    mentions = (
        _mention(mention, report.text, sentences.get(mention.sentence), f"mention {number} of {total}")
        for number, mention in enumerate(event.mentions, 1)
    )
    line = show(line_of(event.chief, report.text))
    below = (about, *map(_judgement, judged), *_elsewhere(entry), *mentions)
    whole = Reason(f"event {entry.id}: {line}", below=below)
    return whole if field is None else replace(whole, below=tuple(_only(field, each) for each in mentions_of(whole)))


def mentions_of(whole: Reason) -> tuple[Reason, ...]:
    """The branches of the mentions among those of an event."""
    return tuple(each for each in whole.below if each.what.startswith("mention "))


def _only(field: str, mention: Reason) -> Reason:
    """A mention with the branch of one field, and the words of the parse it was read from."""
    starts = (f"{field} ", "parse:") if field in ("type", "factuality") else (f"{field} ",)
    return replace(mention, below=tuple(each for each in mention.below if each.what.startswith(starts)))


def _judgement(made: Judgement) -> Reason:
    """Who judged what, when and why."""
    about = " ".join(part for part in (made.kind, made.field, made.value and f"= {made.value}") if part)
    return Reason(f"judgement {made.id}: {about}, by {made.who} on {made.moment[:10]}: {made.why or 'no reason given'}")


def _elsewhere(entry: Entry[Event]) -> Iterator[Reason]:
    """The other reports that tell of it, and where they contradict this one."""
    if entry.members:
        below = tuple(_telling(each) for each in entry.members)
        total = 1 + len(entry.members)
        yield Reason(f"told by {total} reports, {entry.sources} of them independent; the others:", below=below)
    for each in entry.differences:
        values = tuple(
            Reason(f"{held.value}: {', '.join(held.sources)}{' (chosen)' if held.chosen else ''}")
            for held in each.values
        )
        yield Reason(f"reports differ in {each.field}; chosen because {each.reason}", below=values)


def _telling(entry: Entry[Event]) -> Reason:
    chief, text = entry.value.chief, entry.report.text
    published = f", published {entry.report.published}" if entry.report.published else ""
    what = f"{entry.report.source}{published}: {show(line_of(chief, text))}"
    return Reason(what, ((chief.trigger, chief.trigger.of(text)),))


def lines(reason: Reason, indent: str = "") -> Iterator[str]:
    """The tree as lines of text; characters stand in quotes with their offsets."""
    quotes = "".join(f' "{" ".join(text.split())}" [{span.start}:{span.end}]' for span, text in reason.quotes)
    yield reason.what + quotes
    for number, below in enumerate(reason.below, 1):
        last = number == len(reason.below)
        first, *rest = lines(below)
        yield ("└─ " if last else "├─ ") + first
        yield from (("   " if last else "│  ") + line for line in rest)


def _mention(mention: Mention, text: str, sentence: Sentence | None, title: str) -> Reason:
    below = [
        _at("clause", mention.span, text),
        *_words(mention, sentence, text),
        _kind(mention, text),
        *(_actor("actor", mention, actor, text) for actor in mention.actors),
        *(_actor("recipient", mention, actor, text) for actor in mention.recipients),
        _date(mention, text),
        *_place(mention, text),
        _branch(f"factuality {mention.factuality}", "factuality", mention, text),
        *(_source("speaker", source, mention, text) for source in (mention.speaker,) if source),
        *(_source("attribution", source, mention, text) for source in mention.attribution),
        _branch(f"confidence {mention.confidence:.2f}", "confidence", mention, text),
        *_others(mention, text),
    ]
    return Reason(
        f"{title}, found by rule {mention.rule}:", ((mention.trigger, mention.trigger.of(text)),), tuple(below)
    )


def _at(what: str, span: Span, text: str) -> Reason:
    return Reason(what, ((span, span.of(text)),))


def _branch(what: str, branch: str, mention: Mention, text: str, span: Span | None = None) -> Reason:
    """A field with the derivations that belong to it."""
    below = tuple(_derivation(each, text) for each in mention.derivation if each.field in BRANCHES[branch])
    return Reason(what, ((span, span.of(text)),) if span else (), below)


def _derivation(each: Derivation, text: str) -> Reason:
    return Reason(f"{each.field} = {each.value} by {each.rule}", tuple((span, span.of(text)) for span in each.spans))


def _others(mention: Mention, text: str) -> Iterator[Reason]:
    known = {field for fields in BRANCHES.values() for field in fields}
    yield from (_derivation(each, text) for each in mention.derivation if each.field not in known)


def _words(mention: Mention, sentence: Sentence | None, text: str) -> Iterator[Reason]:
    """The trigger's head word, and the words that hang on it in the parse."""
    if sentence is None or mention.head >= len(sentence.tokens):
        return
    below = tuple(
        _word(sentence, i, text) for i in sentence.children(mention.head) if sentence.tokens[i].upos != "PUNCT"
    )
    head = _word(sentence, mention.head, text)
    yield Reason(f"parse: {head.what}", head.quotes, (*_scores(sentence, mention.head), *below))


def _scores(sentence: Sentence, head: int) -> Iterator[Reason]:
    """What the language model gave the word: which acts it may present, how surely done, and its roles."""
    for sense in sentence.senses:
        if sense.token == head:
            kind = f"{sense.type}:{sense.mode}" if sense.mode else sense.type
            yield Reason(f"model: presents {kind} with probability {sense.probability:.2f}")
    for predicate in sentence.predicates:
        if predicate.token == head:
            roles = ", ".join(f"{role.label} {_range(sentence, role.start, role.end)}" for role in predicate.roles)
            yield Reason(f"model: factuality {predicate.factuality:+.2f} of 3; {roles or 'no roles'}")


def _range(sentence: Sentence, start: int, end: int) -> str:
    return " ".join(token.text for token in sentence.tokens[start:end])


def _word(sentence: Sentence, i: int, text: str) -> Reason:
    token = sentence.tokens[i]
    above = f" of {sentence.tokens[token.head].text}" if token.head >= 0 else ""
    return _at(f"{token.deprel}{above}, {token.upos} {token.lemma}", token.span, text)


def _kind(mention: Mention, text: str) -> Reason:
    kind = ontology().types[mention.type]
    act = f"{mention.type}:{mention.mode}" if mention.mode else mention.type
    whose = "mode" if mention.mode in kind.modes else "type"
    score = f"quad {kind.quad}, score {scale(mention.type, mention.mode):g} of the {whose}"
    return _branch(f"type {act}, {score}", "type", mention, text)


def _actor(role: str, mention: Mention, actor: Actor, text: str) -> Reason:
    parts = [actor.name, actor.code or "not resolved", actor.sector, *actor.other_sectors, actor.office]
    known = ", ".join(part for part in parts if part)
    span = actor.span
    branch = _branch(f"{role} {known}", role, mention, text, span)
    mine = tuple(each for each in branch.below if not each.quotes or any(q.meets(span) for q, _ in each.quotes))
    resolved = (Reason(f"resolved by {actor.rule}"),) if actor.rule else ()
    return Reason(branch.what, branch.quotes, (*resolved, *mine))


def _date(mention: Mention, text: str) -> Reason:
    dating = mention.dating
    past = ", historical" if dating.historical else ""
    branch = _branch(f"date {show_days(dating.first, dating.last)}, {dating.basis}{past}", "date", mention, text)
    time = dating.time
    if time is None:
        return branch
    read = _at(f"read from a time expression, TIMEX3 {time.type} {time.value}, by {time.rule}", time.span, text)
    return Reason(branch.what, branch.quotes, (read, *branch.below))


def _place(mention: Mention, text: str) -> Iterator[Reason]:
    place = mention.place
    if place is None:
        return
    known = f"GeoNames {place.geonameid}" if place.geonameid else "not in the gazetteer"
    what = f"place {place.name}, {place.resolution} in {place.country or 'an unknown country'}, {known}"
    branch = _branch(what, "place", mention, text, place.span)
    yield Reason(what, branch.quotes, (*((Reason(f"resolved by {place.rule}"),) if place.rule else ()), *branch.below))


def _source(role: str, source: Source, mention: Mention, text: str) -> Reason:
    return _branch(f"{role} {source.name}", role, mention, text, source.span)
