"""The date of an act in its report: its own, or that of what it is told with (codebook section 4).

Here the ways that need more than the sentence are put in order: the sentence before, the day the speaker spoke, the
document that says it, an earlier telling of the same event, and the day of publication.
"""

from __future__ import annotations

from datetime import date

from entente.coding.acts import Act
from entente.coding.dating import (
    after_phrase,
    before_reaction,
    bounded,
    in_the_past,
    inherited,
    is_background,
    is_perfect,
    on_publication,
    open_since,
    settle,
    stated,
    told_before,
    within_sentence,
)
from entente.coding.presentation import Presented
from entente.coding.scene import Scene
from entente.model import Dating, Mention, Resolved, Statement, Time

LEAD = 2
OPENING = 3
RECENTLY = 7
BACK_REFERENCES = (
    "at that time",
    "at the time",
    "then,",
    "there,",
    "during the meeting",
    "during the visit",
    "during the talks",
    "at the meeting",
    "on that occasion",
)


def date_of(
    scene: Scene, shown: Presented, heads: frozenset[int], statement: Statement | None, before: tuple[Mention, ...]
) -> Dating:
    """The first of the codebook's ways that gives a date, clamped to what is possible."""
    act, published = shown.act, scene.resolved.report.published
    found = stated(scene, act, heads)
    if found is None and is_background(scene, act):
        earlier = _sentence_before(scene, before)
        old = earlier if earlier is not None and earlier.historical else None
        found = told_before(scene, act, heads) or old or bounded(scene, act, published)
    found = (
        found
        or in_the_past(scene, act, heads, published)
        or open_since(scene, act, published)
        or after_phrase(scene, act, heads, published)
        or _dated_by_source(scene, statement)
        or within_sentence(scene, act, heads)
        or before_reaction(scene, act, heads)
        or _said_on(scene, statement)
        or _same_as_before(scene, shown, before)
        or _referred_back(scene, before)
        or (None if _is_of_today(scene, act, statement) else _sentence_before(scene, before))
        or _spoken_on(shown, statement, before)
        or _until_now(scene, act, published)
        or (None if _is_of_today(scene, act, statement) else _story_day(scene))
        or on_publication(published)
    )
    return settle(found, scene.resolved.report, shown.factuality)


def _dated_by_source(scene: Scene, statement: Statement | None) -> Dating | None:
    """What a dated document says takes the document's date ("according to the treaty signed in March")."""
    source = statement.source if statement is not None else None
    if source is None or source.span is None or source.actor is not None:
        return None
    for time in scene.times:
        if source.span.covers(time.span) and time.type == "DATE" and time.first:
            return Dating(time.first, time.last, time.granularity, "inherited", time=time)
    return None


def _said_on(scene: Scene, statement: Statement | None) -> Dating | None:
    """The one day in the clause of saying: it was said then, wherever a parser hangs the day."""
    if statement is None:
        return None
    published = scene.resolved.report.published
    days = [
        time
        for time in scene.resolved.times
        if time.sentence == statement.sentence
        and time.granularity == "day"
        and time.first
        and not (published and time.first > published)
        and not any(content.covers(time.span) for content in statement.content)
    ]
    if len({time.first for time in days}) != 1:
        return None
    return Dating(days[0].first, days[0].last, "day", "inherited", time=days[0])


def _same_as_before(scene: Scene, shown: Presented, before: tuple[Mention, ...]) -> Dating | None:
    """ "His visit", told of before with a date, keeps that date."""
    act = shown.act
    token = scene.tokens[act.head]
    named = act.head if scene.is_noun(act.head) else token.head if token.relation == "acl" else None
    if named is None or not _is_definite(scene, named):
        return None
    chains = {actor.chain for actor in act.participants}
    for mention in reversed(before):
        told = {actor.chain for actor in (*mention.actors, *mention.recipients)}
        if (mention.type, mention.mode) == (shown.type, shown.mode) and chains <= told and mention.dating.first:
            return inherited(mention.dating)
    return None


def _is_definite(scene: Scene, i: int) -> bool:
    words = {scene.tokens[j].lemma.lower() for j in scene.sentence.children(i, "det")}
    return bool(words & {"the", "this", "that"} or scene.sentence.children(i, "nmod:poss"))


def _referred_back(scene: Scene, before: tuple[Mention, ...]) -> Dating | None:
    """ "At that time": the date of the last event told before."""
    text = scene.sentence.span.of(scene.resolved.report.text).lower()
    if not text.startswith(BACK_REFERENCES):
        return None
    told = [mention for mention in before if mention.sentence >= scene.number - 3 and mention.dating.first]
    chiefs = [mention for mention in told if mention.type == "CONSULT"] or told
    return inherited(chiefs[-1].dating) if chiefs else None


def _until_now(scene: Scene, act: Act, published: date | None) -> Dating | None:
    """ "has denied all charges": some day up to publication, except in the lead, where the perfect tells the news."""
    told = [i for i, sentence in enumerate(scene.resolved.parsed.sentences) if not sentence.title]
    if published is None or not is_perfect(scene, act) or scene.number in told[:LEAD]:
        return None
    return Dating(None, published, None, "bounded")


def _is_of_today(scene: Scene, act: Act, statement: Statement | None) -> bool:
    """Whether the tense tells of the act from the day of the report: "has denied", or "plans" outside a statement."""
    present = scene.tokens[act.carrier].xpos in ("VBZ", "VBP") and statement is None
    return is_perfect(scene, act) or present


def _sentence_before(scene: Scene, before: tuple[Mention, ...]) -> Dating | None:
    """The date of the nearest dated sentence before in the paragraph: that of its last event, else of its main line."""
    sentences = scene.resolved.parsed.sentences
    for number in range(scene.number - 1, -1, -1):
        if sentences[number].block != scene.sentence.block:
            return None
        told = [mention for mention in before if mention.sentence == number and mention.dating.first]
        dated = [m for m in told if m.dating.basis in ("stated", "inherited") and m.factuality == "actual"]
        if dated:
            return inherited(dated[-1].dating)
        if times := _on_main_line(scene.resolved, number):
            return Dating(times[-1].first, times[-1].last, times[-1].granularity, "inherited", time=times[-1])
    return None


def _story_day(scene: Scene) -> Dating | None:
    """The day of what the report opens with, within the week before publication: what is told after it is of that day.

    On the hand-coded reports nine in ten undated acts in the simple past took that day and not the publication's.
    """
    resolved = scene.resolved
    published = resolved.report.published
    opening = [i for i, sentence in enumerate(resolved.parsed.sentences) if not sentence.title][:OPENING]
    days = [time for number in opening for time in _on_main_line(resolved, number)]
    if published is None or not days or days[0].first is None or (published - days[0].first).days > RECENTLY:
        return None
    return Dating(days[0].first, days[0].last, "day", "inherited", time=days[0])


def _on_main_line(resolved: Resolved, number: int) -> list[Time]:
    """The past days of a sentence that stand in no clause beside its main one."""
    sentence, published = resolved.parsed.sentences[number], resolved.report.published
    found = []
    for time in resolved.times:
        if time.sentence == number and time.type in ("DATE", "TIME") and time.first and time.granularity == "day":
            if published and time.first > published:
                continue
            line = (time.head, *sentence.ancestors(time.head))
            if not any(sentence.tokens[i].relation in ("acl", "advcl") for i in line if i >= 0):
                found.append(time)
    return found


def _spoken_on(shown: Presented, statement: Statement | None, before: tuple[Mention, ...]) -> Dating | None:
    """What is said takes the day it was said: the statement's own, or that of the meeting the speaker takes part in."""
    if statement is None:
        return None
    if statement.dating is not None and statement.dating.basis != "publication":
        return inherited(statement.dating)
    speaker = statement.source.actor if statement.source else None
    if speaker is None:
        return None
    met = [
        mention.dating
        for mention in before
        if mention.type == "CONSULT"
        and mention.dating.granularity == "day"
        and not mention.dating.historical
        and mention.factuality == "actual"
        and speaker.chain in {actor.chain for actor in (*mention.actors, *mention.recipients)}
    ]
    return inherited(met[-1]) if met else None
