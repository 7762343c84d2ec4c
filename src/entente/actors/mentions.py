"""Finds the mentions of possible actors in a sentence; who is meant is settled later, over the whole report."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import partial

from entente.actors.appositions import apposed
from entente.actors.chunks import Chunk, cut
from entente.actors.counterparts import counterparts
from entente.actors.directory import Directory
from entente.actors.drafts import Draft, head_of, role_of
from entente.actors.joining import joined, predicated
from entente.actors.leads import led
from entente.actors.phrase import Phrase
from entente.actors.pronominals import pronouns
from entente.actors.regions import acting
from entente.actors.scene import Finder, Scene
from entente.actors.seats import governs, located
from entente.actors.segments import Segment, joined_text, segment
from entente.actors.surnames import called_persons, entity_words, surnames
from entente.actors.ties import tied
from entente.actors.words import Word, split_words
from entente.model import Parsed, Place, Sentence

_ACRONYM = re.compile(r"\(([A-Z]{2,8})\)")


def find_mentions(parsed: Parsed, directory: Directory, places: tuple[Place, ...] = ()) -> tuple[Draft, ...]:
    """The drafts of all sentences in text order."""
    called = called_persons(parsed, directory)
    finder = Finder(
        parsed,
        directory,
        parsed.report.published,
        entity_words(parsed, "PER") | {offset for span in called for offset in span},
        entity_words(parsed, "ORG", "NORP"),
        surnames(parsed, directory, called),
        spans={e.start: e.end for e in parsed.entities if e.type == "ORG"},
        names=frozenset(parsed.report.text[e.start : e.end] for e in parsed.entities if e.type == "ORG"),
    )
    found = [_drafts(number, finder, places) for number in range(len(parsed.sentences))]
    bodies = _called_bodies(draft for drafts in found for draft in drafts)
    bodies |= finder.names & frozenset(_ACRONYM.findall(finder.text))
    knowing = replace(finder, names=finder.names | bodies, called=bodies)
    for number, sentence in enumerate(parsed.sentences):
        if any(name in finder.text[sentence.start : sentence.end] for name in bodies):
            found[number] = _drafts(number, knowing, places)
    return led([draft for drafts in found for draft in drafts], parsed)


def _called_bodies(drafts: Iterable[Draft]) -> frozenset[str]:
    """The names that a noun before them says to be a body's ("the charity Widget Watch"), wherever they stand."""
    said = (d.phrase for d in drafts if d.phrase is not None and d.phrase.kind == "body" and d.phrase.name_span)
    return frozenset(phrase.name for phrase in said if phrase.noun and phrase.rule != "table:bodies")


def _drafts(number: int, finder: Finder, places: tuple[Place, ...]) -> list[Draft]:
    """The drafts of one sentence."""
    sentence = finder.parsed.sentences[number]
    here = tuple(place for place in places if place.sentence == number)
    local = replace(finder, places=here) if here else finder
    drafts = sorted(_in_sentence(sentence, number, local), key=lambda d: (d.start, -d.end))
    drafts = [d for d in map(partial(_certain, finder=finder), drafts) if d is not None]
    drafts = predicated(counterparts(joined(drafts, sentence)), sentence)
    return [replace(d, tie=tied(d, here, finder.text)) for d in drafts] if here else drafts


def _certain(draft: Draft, finder: Finder) -> Draft | None:
    """*draft*, without a country that the report may not mean ("Georgia" in a report from the United States)."""
    phrase, directory = draft.phrase, finder.directory
    if phrase is None or phrase.code not in directory.settings.ambiguous or not phrase.rule.startswith("state:"):
        return draft
    state = directory.states[phrase.code or ""]
    if any(sign in finder.text for sign in (*state.adjectives, *state.capitals, *state.people)):
        return draft
    return None if phrase.kind == "state" and phrase.noun == "" else replace(draft, phrase=replace(phrase, code=None))


def _in_sentence(sentence: Sentence, number: int, finder: Finder) -> Iterator[Draft]:
    scene = Scene(cut(sentence, finder.text, finder.directory), number, finder)
    found = list(_nominals(scene))
    regions = list(acting(sentence, number, finder.places, finder.text))
    yield from (r for r in regions if not any(r.start < d.end and d.start < r.end for d in found if not d.doubtful))
    yield from (d for d in found if not (d.doubtful and any(r.start == d.start for r in regions)))
    yield from pronouns(sentence, number, finder.text)


def _nominals(scene: Scene) -> Iterator[Draft]:
    reach = scene.pieces.sentence.start
    for k, chunk in enumerate(scene.pieces.chunks):
        if scene.pieces.words[chunk.first].start < reach or not _promising(chunk, scene):
            continue
        for draft in _of_chunk(k, scene):
            yield draft
            reach = max(reach, draft.apposed.end if draft.apposed else draft.end)


def _promising(chunk: Chunk, scene: Scene) -> bool:
    """Whether any word is capitalised or known: half of all phrases are neither, and need not be read."""
    known = scene.finder.directory.entries
    return any(word.capital or word.fold in known for word in scene.pieces.of(chunk))


def _of_chunk(k: int, scene: Scene) -> Iterator[Draft]:
    words = scene.pieces.of(scene.pieces.chunks[k])
    phrase = _whole(scene.describe(scene.extended(k)), scene.finder)
    if phrase is None or not _evident(phrase, scene.finder):
        yield from _parts(words, scene)
        if phrase is not None and len(split_words(phrase.name)) == 1:
            yield from _doubtful(phrase, scene)
        return
    draft = _draft(phrase, words[0].start, phrase.end, scene)
    if draft is None:
        return
    whole = apposed(draft, k, scene)
    yield whole
    yield from _served(whole, k, scene)
    if phrase.owner is not None:
        yield from _owner(words, scene)


def _served(draft: Draft, k: int, scene: Scene) -> Iterator[Draft]:
    """The body that an office names: "a spokesperson for the Widget Police", "the Speaker of the House"."""
    end = max(draft.end, draft.apposed.end if draft.apposed else 0)
    chunks, words = scene.pieces.chunks, scene.pieces.words
    for j in range(k + 1, len(chunks)):
        first = words[chunks[j].first]
        if first.start >= end:
            return
        if words[chunks[j].first - 1].fold not in {"of", "for"}:
            continue
        phrase = scene.describe(scene.pieces.of(chunks[j]))
        if phrase is None or phrase.kind != "body" or phrase.plural or phrase.codes or not _known(phrase):
            continue
        inner = _draft(phrase, first.start, phrase.end, scene)
        if inner is not None:
            yield inner


def _known(phrase: Phrase) -> bool:
    return phrase.rule == "table:bodies" or (phrase.definite and phrase.owner is None)


def _whole(phrase: Phrase | None, finder: Finder) -> Phrase | None:
    """*phrase* with the whole name of an organization whose first words it read: "Widgets" of "Widgets for Peace"."""
    if phrase is None or phrase.name_span is None or phrase.kind not in {"name", "body"}:
        return phrase
    start, end = phrase.name_span
    last = finder.spans.get(start, end)
    if last <= end or "\n" in finder.text[start:last]:
        return phrase
    return replace(phrase, name=finder.text[start:last], name_span=(start, last), end=last)


def _doubtful(phrase: Phrase, scene: Scene, possessor: bool = False) -> Iterator[Draft]:
    """A single capital word that may be a surname the report introduces elsewhere."""
    start, end = phrase.name_span or (phrase.end, phrase.end)
    draft = _draft(phrase, start, end, scene)
    if draft is not None and scene.pieces.sentence.tokens[draft.head].upos == "PROPN":
        yield replace(draft, person=True, doubtful=True, role="possessor" if possessor else draft.role)


def _evident(phrase: Phrase, finder: Finder) -> bool:
    """Whether a bare name is an actor's: an entity of the model, or a person of the tables."""
    if phrase.kind != "name" or phrase.name_span is None:
        return True
    if any(i in finder.persons for i in range(*phrase.name_span)):
        return True
    if any((place.start, place.end) == phrase.name_span for place in finder.places):
        return False  # a place, whatever the model takes it for
    marked = any(i in finder.bodies for i in range(*phrase.name_span))
    return marked or phrase.name in finder.names or bool(finder.directory.persons(phrase.name))


def _draft(phrase: Phrase, start: int, end: int, scene: Scene) -> Draft | None:
    """A draft over ``[start, end)``, or None where the words are a place here."""
    pieces, finder = scene.pieces, scene.finder
    seat = phrase.rule in {"state:capital", "state:seat"} and phrase.noun == ""
    if seat and not governs(pieces, start, end, finder.directory):
        return None
    named = phrase.name_span if phrase.kind == "body" and phrase.name_span else (start, end)
    head = head_of(pieces.sentence, *named)
    role, clause = role_of(pieces.sentence, head)
    place = phrase.kind == "state" and phrase.noun == "" and located(pieces, start, end)
    text, title = finder.text[start:end], pieces.sentence.title
    return Draft(
        scene.number, head, start, end, text, phrase, role, clause, None, place, _personal(phrase, finder), title=title
    )  # fmt: skip


def _personal(phrase: Phrase, finder: Finder) -> bool:
    if phrase.kind != "name" or phrase.name_span is None:
        return phrase.kind == "person"
    marked = any(i in finder.persons for i in range(*phrase.name_span))
    return marked or bool(finder.directory.persons(phrase.name))


def _owner(words: tuple[Word, ...], scene: Scene) -> Iterator[Draft]:
    """The possessor of an actor, where it is a person: "Xi's envoy"."""
    mark = next((i for i, word in enumerate(words) if word.fold in {"'s", "'"}), 0)
    phrase = scene.describe(words[:mark])
    draft = _draft(phrase, words[0].start, phrase.end, scene) if phrase else None
    if draft is not None and draft.person:
        yield replace(draft, role="possessor")


def _parts(words: tuple[Word, ...], scene: Scene) -> Iterator[Draft]:
    """Actors inside a phrase that is none itself: possessors, "China-Russia relations", "the Russian invasion"."""
    first = 0
    for mark in [i for i, word in enumerate(words) if word.fold in {"'s", "'"}]:
        if mark > first:
            yield from _possessors(words[first:mark], scene)
        first = mark + 1
    yield from _names(words[first:], scene)


def _possessors(words: tuple[Word, ...], scene: Scene) -> Iterator[Draft]:
    phrase = scene.describe(words)
    if phrase is None:
        yield from _names(words, scene)
    elif _evident(phrase, scene.finder):
        draft = _draft(phrase, words[0].start, phrase.end, scene)
        if draft is not None:
            yield replace(draft, role="possessor")
    elif len(words) == 1:
        yield from _doubtful(phrase, scene, possessor=True)


def _names(words: tuple[Word, ...], scene: Scene) -> Iterator[Draft]:
    segments = segment(words, scene.finder.directory)
    deed = bool(segments) and segments[-1].words[-1].fold in scene.finder.directory.settings.deeds
    doer = _doer(segments, scene) if deed else None
    if doer is not None:
        yield doer
    for i, part in enumerate(segments):
        if doer is not None and part.end <= doer.end:
            continue
        last = i == len(segments) - 1
        adjective = part.state("adjective") is not None and part.state("name") is None
        if part.body is None and (part.state() is None or (adjective and (last or not deed))):
            continue
        phrase = scene.describe(part.words)
        if phrase is not None and adjective:
            phrase = replace(phrase, kind="state", sector="GOV", plural=False)
        draft = _draft(phrase, part.start, part.end, scene) if phrase and phrase.kind != "name" else None
        if draft is not None:
            yield replace(draft, role="modifier" if draft.role == "other" or not last else draft.role)
    yield from _body_runs(segments, scene)
    yield from _person_runs(segments, scene)


def _body_runs(segments: tuple[Segment, ...], scene: Scene) -> Iterator[Draft]:
    """Bodies that the report has said to be such, before another noun: "WDG data", "the Widget Watch fleet"."""
    names, i = scene.finder.called, 0
    while i < len(segments) - 1:
        ends = (j for j in range(len(segments), i, -1) if joined_text(segments[i:j]) in names)
        j = next(ends, i)
        run = segments[i:j]
        i = max(j, i + 1)
        if not run or not all(part.plain and part.capital for part in run):
            continue
        phrase = scene.describe(tuple(word for part in run for word in part.words))
        if phrase is None or phrase.kind != "name" or not _evident(phrase, scene.finder):
            continue
        draft = _draft(phrase, run[0].start, run[-1].end, scene)
        if draft is not None and not draft.person:
            yield replace(draft, role="modifier" if draft.role == "other" else draft.role)


def _doer(segments: tuple[Segment, ...], scene: Scene) -> Draft | None:
    """The body before a deed of its own: "police violence", "the Chinese government encroachment"."""
    before = segments[:-1]
    while before and before[-1].plain and not before[-1].capital:  # "the police's immediate response"
        before = before[:-1]
    if not before or before[-1].noun is None or before[-1].noun.kind != "body" or before[-1].noun.weak:
        return None
    phrase = scene.describe(tuple(word for part in before for word in part.words))
    if phrase is None or phrase.kind != "body" or phrase.plural:
        return None
    draft = _draft(phrase, before[0].start, phrase.end, scene)
    return replace(draft, role="modifier") if draft is not None else None


def _person_runs(segments: tuple[Segment, ...], scene: Scene) -> Iterator[Draft]:
    """Runs of words that the model marks as a person's name inside another phrase: "the Putin visit"."""
    run: list[Word] = []
    known = {word.start for part in segments if part.entries for word in part.words}
    words = [word for part in segments for word in part.words]
    for word in [*words, None]:
        if word is not None and word.start in scene.finder.persons and word.capital and word.start not in known:
            run.append(word)
            continue
        longer = word is not None and word.capital and not scene.pieces.sentence.title
        phrase = scene.describe(tuple(run)) if run and not longer else None
        if phrase is not None and phrase.kind == "name":
            draft = _draft(phrase, run[0].start, run[-1].end, scene)
            if draft is not None:
                yield draft
        run = []
