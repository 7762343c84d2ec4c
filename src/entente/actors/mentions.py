"""Finds the mentions of possible actors in a sentence; who is meant is settled later, over the whole report."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from entente.actors.chunks import Chunk, Cut, cut
from entente.actors.describe import describe
from entente.actors.directory import Directory
from entente.actors.drafts import Draft, head_of, role_of
from entente.actors.joining import joined, predicated
from entente.actors.phrase import Phrase
from entente.actors.seats import governs, located
from entente.actors.segments import Segment, segment
from entente.actors.words import Word, split_words
from entente.model import Parsed, Sentence

PRONOUNS = frozenset(
    {"he", "she", "him", "her", "his", "hers", "himself", "herself", "they", "them", "their", "theirs", "themselves",
     "it", "its", "itself", "we", "us", "our", "ours", "i", "me", "my", "mine", "myself", "ourselves", "you"}
)  # fmt: skip
_STYLES = frozenset({"Majesty", "Highness", "Excellency", "Holiness"})
RELATIVE = frozenset({"who", "which", "that", "whom", "whose"})


@dataclass(frozen=True)
class Finder:
    """What finding mentions in one report needs to know."""

    parsed: Parsed
    directory: Directory
    day: date | None
    persons: frozenset[int]
    bodies: frozenset[int]
    surnames: frozenset[str] = frozenset()

    @property
    def text(self) -> str:
        return self.parsed.report.text


@dataclass(frozen=True)
class Scene:
    """One sentence, cut into phrases, with its number in the report."""

    pieces: Cut
    number: int
    finder: Finder

    def describe(self, words: tuple[Word, ...]) -> Phrase | None:
        finder = self.finder
        return describe(words, finder.directory, finder.day, finder.persons, finder.surnames)


def find_mentions(parsed: Parsed, directory: Directory) -> tuple[Draft, ...]:
    """The drafts of all sentences in text order."""
    persons = _entity_words(parsed, "PER")
    finder = Finder(
        parsed,
        directory,
        parsed.report.published,
        persons,
        _entity_words(parsed, "ORG", "NORP"),
        _surnames(parsed, directory),
    )
    found: list[Draft] = []
    for number, sentence in enumerate(parsed.sentences):
        drafts = sorted(_in_sentence(sentence, number, finder), key=lambda d: (d.start, -d.end))
        drafts = [d for d in map(partial(_certain, finder=finder), drafts) if d is not None]
        found += predicated(joined(drafts, sentence), sentence)
    return tuple(found)


def _certain(draft: Draft, finder: Finder) -> Draft | None:
    """*draft*, without a country that the report may not mean ("Georgia" in a report from the United States)."""
    phrase, directory = draft.phrase, finder.directory
    if phrase is None or phrase.code not in directory.settings.ambiguous or not phrase.rule.startswith("state:"):
        return draft
    state = directory.states[phrase.code or ""]
    if any(sign in finder.text for sign in (*state.adjectives, *state.capitals, *state.people)):
        return draft
    return None if phrase.kind == "state" and phrase.noun == "" else replace(draft, phrase=replace(phrase, code=None))


def _entity_words(parsed: Parsed, *types: str) -> frozenset[int]:
    """Offsets of the characters inside entity spans of *types*."""
    spans = [range(e.start, e.end) for e in parsed.entities if e.type in types]
    return frozenset(offset for span in spans for offset in span)


def _surnames(parsed: Parsed, directory: Directory) -> frozenset[str]:
    """Names of capitals or states that are surnames in this report: the last word of a longer name, and marked as a
    person's either there or alone ("Sudesh Amman", then "Amman")."""
    last, alone, run = set(), set(), (0, 0)
    for entity in parsed.entities:
        run = (run[0], entity.end) if run[1] and entity.start - run[1] <= 1 else (entity.start, entity.end)
        words = split_words(parsed.report.text[slice(*run)])
        if entity.type == "PER" and words:
            alone.add(words[-1].fold)
        if len(words) == 2 and not directory.match(words, 0)[0]:
            last.add(words[-1].fold)
    return frozenset(name for name in last & alone if directory.country_code(name))


def _in_sentence(sentence: Sentence, number: int, finder: Finder) -> Iterator[Draft]:
    scene = Scene(cut(sentence, finder.text, finder.directory), number, finder)
    reach = sentence.start
    for k, chunk in enumerate(scene.pieces.chunks):
        if scene.pieces.words[chunk.first].start < reach or not _promising(chunk, scene):
            continue
        for draft in _of_chunk(k, scene):
            yield draft
            reach = max(reach, draft.apposed.end if draft.apposed else draft.end)
    yield from _pronouns(sentence, number, finder.text)


def _promising(chunk: Chunk, scene: Scene) -> bool:
    """Whether any word is capitalised or known: half of all phrases are neither, and need not be read."""
    known = scene.finder.directory.entries
    return any(word.capital or word.fold in known for word in scene.pieces.of(chunk))


def _of_chunk(k: int, scene: Scene) -> Iterator[Draft]:
    words = scene.pieces.of(scene.pieces.chunks[k])
    phrase = scene.describe(_extended(k, scene.pieces))
    if phrase is None or not _evident(phrase, scene.finder):
        yield from _parts(words, scene)
        if phrase is not None and len(split_words(phrase.name)) == 1:
            yield from _doubtful(phrase, scene)
        return
    draft = _draft(phrase, words[0].start, phrase.end, scene)
    if draft is None:
        return
    yield _apposed(draft, k, scene)
    if phrase.owner is not None:
        yield from _owner(words, scene)


def _extended(k: int, pieces: Cut) -> tuple[Word, ...]:
    """The words of chunk *k* with the "of …", "for …", "in …" phrases that follow directly; "and" only after "of"."""
    last, of = pieces.chunks[k].last, False
    for following in pieces.chunks[k + 1 : k + 5]:
        between = [word.fold for word in pieces.words[last : following.first]]
        if between not in (["of"], ["for"], ["in"], ["to"]) and not (of and between == ["and"]):
            break
        of = between in (["of"], ["and"])
        last = following.last
    return pieces.words[pieces.chunks[k].first : last]


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
    marked = any(i in finder.persons or i in finder.bodies for i in range(*phrase.name_span))
    return marked or bool(finder.directory.persons(phrase.name))


def _draft(phrase: Phrase, start: int, end: int, scene: Scene) -> Draft | None:
    """A draft over ``[start, end)``, or None where the words are a place here."""
    pieces, finder = scene.pieces, scene.finder
    seat = phrase.rule in {"state:capital", "state:seat"} and phrase.noun == ""
    if seat and not governs(pieces, start, end, finder.directory):
        return None
    head = head_of(pieces.sentence, start, end)
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
    yield from _person_runs(segments, scene)


def _doer(segments: tuple[Segment, ...], scene: Scene) -> Draft | None:
    """The body before a deed of its own: "police violence", "the Chinese government encroachment"."""
    before = segments[:-1]
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


_ADVERBS = ("previously", "formerly", "currently", "then", "now")


def _apposed(draft: Draft, k: int, scene: Scene) -> Draft:
    """*draft* with the office or noun in apposition after its name: "Zhang Youxia, vice-chairman of …"."""
    phrase, pieces = draft.phrase, scene.pieces
    if phrase is None or not (phrase.name_span or draft.person) or phrase.kind == "body":
        return draft
    later = (c for c in range(k + 1, len(pieces.chunks)) if pieces.words[pieces.chunks[c].first].start >= draft.end)
    following = next(later, None)
    if following is None:
        return draft
    gap = [word.fold for word in pieces.words[: pieces.chunks[following].first] if word.start >= draft.end]
    if gap == ["of"] and phrase.kind == "name":
        return _belonging(draft, scene.describe(_extended(following, pieces)))
    if gap not in ([","], ["("], *([",", word] for word in _ADVERBS)):
        return draft
    apposition = scene.describe(_extended(following, pieces))
    if apposition is None or apposition.name or apposition.kind != "person" or apposition.plural:
        return draft
    after = next((word.fold for word in pieces.words if word.start >= apposition.end), ".")
    closes = after in {",", ".", ")", ";", "and", "who", '"', "”", "of", "for", "in", "at", "on", "from"}
    return replace(draft, apposed=apposition) if closes else draft


def _belonging(draft: Draft, whole: Phrase | None) -> Draft:
    """*draft* with the code and sector of the body it is named with: "Jane Roe of the University of Oslo"."""
    if whole is None or whole.kind != "body" or whole.plural or whole.name_span is not None:
        return draft
    belonging = replace(whole, kind="person", office=None, key=None, also=frozenset(), definite=False)
    return replace(draft, apposed=belonging)


def _pronouns(sentence: Sentence, number: int, text: str) -> Iterator[Draft]:
    for i, token in enumerate(sentence.tokens):
        kind = _pronoun(sentence, i)
        if kind is None:
            continue
        role, clause = role_of(sentence, i)
        role = "possessor" if token.xpos == "PRP$" else role
        start = sentence.tokens[i - 1].start if kind == "each other" else token.start
        yield Draft(number, i, start, token.end, text[start : token.end], None, role, clause, kind)


def _pronoun(sentence: Sentence, i: int) -> str | None:
    """What pronoun token *i* is: itself in lower case, "relative", "each other"; None where it stands for no actor."""
    token, lower = sentence.tokens[i], sentence.tokens[i].text.lower()
    if lower == "other" and i and sentence.tokens[i - 1].text.lower() == "each":
        return "each other"
    if lower in PRONOUNS and token.text != "US" and token.upos in {"PRON", "DET"} and token.relation != "expl":
        styled = any(following.text in _STYLES for following in sentence.tokens[i + 1 : i + 2])
        return None if styled else lower
    return "relative" if lower in RELATIVE and _relative(sentence, i) else None


def _relative(sentence: Sentence, i: int) -> bool:
    token = sentence.tokens[i]
    if i == 0 or token.xpos not in {"WP", "WDT", "WP$"} or token.relation == "det":
        return False
    return any(sentence.tokens[j].deprel == "acl:relcl" for j in (i, *sentence.ancestors(i)))
