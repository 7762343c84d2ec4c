"""The date of an act in its report: its own, or that of what it is told with (codebook section 4).

Here the ways are put in order, and those stand that need more than the sentence: the sentence before, the day the
speaker spoke, the document that says it, an earlier telling of the same event, and the day of publication.
"""

from __future__ import annotations

from dataclasses import replace

from entente.coding import bounds, counting, sequence
from entente.coding.bounds import SPOKEN
from entente.coding.counting import trigger_stem
from entente.coding.dating import (
    RECENT,
    WEEK,
    anchors_of,
    around,
    inherited,
    issued,
    settle,
    stated,
    times_on,
    within_sentence,
)
from entente.coding.preceding import is_quoted, of_time, old_story, sentence_before, story_day
from entente.coding.presentation import Presented
from entente.coding.scene import Scene
from entente.coding.telling import Telling
from entente.model import Dating, Mention, Statement
from entente.times.calendar import days_later

LEAD = 2
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
TO_COME = frozenset({"planned", "hypothetical"})
NEXT_DAY = {"the-following-unit": 1, "the-day-after": 1, "the-day-before": -1}


def date_of(
    scene: Scene, shown: Presented, heads: frozenset[int], statement: Statement | None, before: tuple[Mention, ...]
) -> Dating:
    """The first of the codebook's ways that gives a date, clamped to what is possible."""
    telling = Telling(scene, shown.act, shown.type, shown.mode, shown.factuality, heads, statement, before)
    found = _on_predicate(telling) or _bounded(telling) or _told_with(telling) or _on_publication(telling)
    return settle(_past_weekday(telling, found), scene.resolved.report, shown.factuality)


def _past_weekday(telling: Telling, dating: Dating) -> Dating:
    """A weekday of an act in the past tense is the nearest one not after publication, whatever stands beside it."""
    published, time = telling.published, dating.time
    past = telling.factuality == "actual" and telling.scene.tokens[telling.act.carrier].xpos == "VBD"
    if not past or time is None or published is None or "weekday" not in time.rule:
        return dating
    if dating.first is None or dating.last is None or not published < dating.first <= published + WEEK:
        return dating
    return replace(dating, first=dating.first - WEEK, last=dating.last - WEEK)


def _on_predicate(telling: Telling) -> Dating | None:
    """What is said of the predicate itself."""
    return (
        _from_last_event(telling)
        or sequence.until_then(telling)
        or bounds.foretold(telling, sequence.lasting(telling, _in_quotation(telling, stated(telling))))
        or counting.days_from_last(telling)
        or counting.counted_from_event(telling)
        or counting.counted_off(telling)
        or sequence.since(telling)
        or sequence.ordered(telling)
        or _same_as_before(telling)
    )


def _bounded(telling: Telling) -> Dating | None:
    """What its tense or the words around it put before or after what it is told with."""
    if bounds.is_background(telling):
        earlier = sentence_before(telling)
        old = earlier if earlier is not None and earlier.historical else None
        return bounds.told_before(telling) or old or bounds.background(telling, _day_around(telling))
    return (
        bounds.recently(telling)
        or (bounds.until(telling, _day_around(telling)) if bounds.restricts(telling) else None)
        or bounds.reacted_to(telling, _day_around(telling))
        or bounds.answered(telling, _day_around(telling))
        or bounds.met_with(telling, _day_around(telling))
        or bounds.held_for(telling, _day_around(telling))
        or bounds.before_reaction(telling, _day_around(telling))
        or sequence.later(telling, sentence_before(telling))
        or bounds.ahead(telling, _day_told(telling))
    )


def _told_with(telling: Telling) -> Dating | None:
    """The date of its clause, sentence, speaker, or of the sentence before."""
    return (
        _dated_by_source(telling)
        or _told_again(telling)
        or bounds.until_now(telling, _day_around(telling), _is_lead(telling))
        or _with_first_verb(telling)
        or within_sentence(telling)
        or _said_on(telling)
        or (None if _is_of_today(telling) else _told_in_clause(telling))
        or _referred_back(telling)
        or (None if _is_of_today(telling) else _reacted_to(telling) or sentence_before(telling))
        or _spoken_on(telling)
        or (None if _is_of_today(telling) else story_day(telling.scene) or old_story(telling))
    )


def _day_around(telling: Telling) -> Dating | None:
    """The day of what the act is told with, also where its tense puts it before or after; None for publication's."""
    return _day_beside(telling) or (None if _is_of_today(telling) else story_day(telling.scene))


def _day_told(telling: Telling) -> Dating | None:
    """The day from which an act lies ahead: for the report's own present tense not the day that it opens with."""
    if telling.statement is not None:
        return around(telling) or within_sentence(telling) or _said_on(telling) or _said_at(telling)
    return _day_around(telling) if telling.is_past else _day_beside(telling)


def _day_beside(telling: Telling) -> Dating | None:
    return (
        around(telling)
        or within_sentence(telling)
        or _said_on(telling)
        or (None if _is_of_today(telling) else sentence_before(telling))
        or _spoken_on(telling)
    )


def _on_publication(telling: Telling) -> Dating:
    """The date of last resort."""
    published = telling.published
    return Dating(published, published, "day" if published else None, "publication")


def _from_last_event(telling: Telling) -> Dating | None:
    """ "The following day": counted from the day of the report's last event, not of the last expression."""
    for time in times_on(telling, anchors_of(telling) | set(issued(telling.scene, telling.act.carrier))):
        step = NEXT_DAY.get(time.rule)
        if step is None or time.granularity != "day":
            continue
        last = counting.last_day(telling)
        day = days_later(last, step) if last is not None else None
        if day is not None:
            return Dating(day, day, "day", "stated", time=time)
    return None


def _in_quotation(telling: Telling, found: Dating | None) -> Dating | None:
    """ "Today" in a quotation is the day of the words, which need not be that of publication."""
    if found is None or found.time is None or telling.statement is None or found.time.rule != "today":
        return found
    if not is_quoted(telling.scene.resolved, telling.sentence, found.time):
        return found
    return _said_on(telling) or sentence_before(telling) or story_day(telling.scene) or found


def _dated_by_source(telling: Telling) -> Dating | None:
    """What a dated document says takes the document's date ("according to the treaty signed in March")."""
    source = telling.statement.source if telling.statement is not None else None
    if source is None or source.span is None or source.actor is not None:
        return None
    for time in telling.scene.times:
        if source.span.covers(time.span) and time.type == "DATE" and time.first:
            return of_time(time)
    return None


def _said_on(telling: Telling) -> Dating | None:
    """The one day in the clause of saying: it was said then, wherever a parser hangs the day."""
    statement, published = telling.statement, telling.published
    if statement is None:
        return None
    days = [
        time
        for time in telling.scene.resolved.times
        if time.sentence == statement.sentence
        and time.granularity == "day"
        and time.first
        and not (published and time.first > published)
        and not any(content.covers(time.span) for content in statement.content)
    ]
    if len({time.first for time in days}) != 1:
        return None
    return of_time(days[0])


def _said_at(telling: Telling) -> Dating | None:
    """The day of a dated act that is a circumstance of the saying: "after the vote on Monday he said …"."""
    sentence = telling.sentence
    words = telling.statement.content if telling.statement is not None else (sentence.span,)
    for mention in telling.before:
        if mention.sentence != telling.scene.number or mention.dating.first is None:
            continue
        inside = any(content.covers(mention.trigger) for content in words)
        line = (mention.head, *sentence.ancestors(mention.head))
        if not inside and any(sentence.tokens[i].relation == "obl" for i in line):
            return inherited(mention.dating)
    return None


def _same_as_before(telling: Telling) -> Dating | None:
    """ "His visit", told of before with a date, keeps that date."""
    scene, act = telling.scene, telling.act
    token = scene.tokens[act.head]
    named = act.head if scene.is_noun(act.head) else token.head if token.relation == "acl" else None
    if named is None or not _is_definite(scene, named):
        return None
    known = [m for m in telling.before if m.dating.first or (m.dating.last and m.dating.basis == "bounded")]
    told = [mention for mention in known if _is_same(telling, mention)]
    stem, text = scene.tokens[act.head].text.lower()[: counting.STEM], scene.resolved.report.text
    if scene.lemma(act.head) not in bounds.GENERAL:
        told = [mention for mention in told if trigger_stem(mention, text) == stem] or told
    best = [mention for mention in told if mention.dating.basis == "stated"] or told
    return inherited(best[-1].dating) if best else None


def _told_again(telling: Telling) -> Dating | None:
    """ "On Monday he said that the gunmen attacked with drones": an attack told of with its date keeps that."""
    if telling.statement is None or telling.is_noun or telling.type in SPOKEN or not telling.is_past:
        return None
    stem = telling.scene.lemma(telling.act.head)[: counting.STEM]
    sentences = telling.scene.resolved.parsed.sentences
    known = [m for m in telling.before if m.dating.first and m.dating.basis in ("stated", "inherited")]
    told = [m for m in known if sentences[m.sentence].tokens[m.head].lemma.lower()[: counting.STEM] == stem]
    same = [m for m in told if m.sentence < telling.scene.number and _is_same(telling, m)]
    return inherited(same[-1].dating) if same else None


def _is_same(telling: Telling, mention: Mention) -> bool:
    """Whether a mention may be of the same event: type, standing, mode, participants, and the word of what is said."""
    chains = {actor.chain for actor in telling.act.participants}
    told = {actor.chain for actor in (*mention.actors, *mention.recipients)}
    text = telling.scene.resolved.report.text
    stem = telling.scene.tokens[telling.act.head].text.lower()[: counting.STEM]
    general = telling.scene.lemma(telling.act.head) in bounds.GENERAL
    repeated = trigger_stem(mention, text) == stem
    same_word = telling.type not in SPOKEN or general or repeated
    one = repeated and telling.scene.tokens[telling.act.head].xpos in ("NN", "NNP")
    did = {actor.chain for actor in telling.act.actors}
    theirs = general and bool(did) and did <= {actor.chain for actor in mention.actors}
    modes = {telling.mode, mention.mode} - {None}
    standing = {telling.factuality, mention.factuality}
    alike = mention.type == telling.type and (len(standing) < 2 or standing <= TO_COME) and len(modes) < 2
    return alike and same_word and (one or theirs or chains <= told)


def _reacted_to(telling: Telling) -> Dating | None:
    """ "Norway condemned the attack": the day of an attack that was told of with its date, if it is news."""
    if telling.type not in SPOKEN or telling.is_noun or telling.published is None:
        return None
    scene, text = telling.scene, telling.scene.resolved.report.text
    for i in telling.sentence.children(telling.act.carrier, "obj", "obl", "nsubj:pass"):
        if not scene.is_noun(i) or not _is_definite(scene, i):
            continue
        stem, general = scene.tokens[i].text.lower()[: counting.STEM], scene.lemma(i) in bounds.GENERAL
        for mention in telling.before[::-1]:
            day = mention.dating.last
            news = day is not None and day >= telling.published - RECENT and mention.dating.granularity == "day"
            named = trigger_stem(mention, text) == stem or (general and mention.type not in SPOKEN)
            if news and named and mention.factuality == "actual":
                return inherited(mention.dating)
    return None


def _is_definite(scene: Scene, i: int) -> bool:
    words = {scene.tokens[j].lemma.lower() for j in scene.sentence.children(i, "det")}
    return bool(words & {"the", "this", "that"} or scene.sentence.children(i, "nmod:poss"))


def _referred_back(telling: Telling) -> Dating | None:
    """ "At that time": the date of the last event told before."""
    scene = telling.scene
    text = scene.sentence.span.of(scene.resolved.report.text).lower()
    if not text.startswith(BACK_REFERENCES):
        return None
    told = [mention for mention in telling.before if mention.sentence >= scene.number - 3 and mention.dating.first]
    chiefs = [mention for mention in told if mention.type == "CONSULT"] or told
    return inherited(chiefs[-1].dating) if chiefs else None


def _is_lead(telling: Telling) -> bool:
    """Whether the sentence is of the lead, where the present perfect tells the news."""
    sentences = telling.scene.resolved.parsed.sentences
    return telling.scene.number in [i for i, sentence in enumerate(sentences) if not sentence.title][:LEAD]


def _with_first_verb(telling: Telling) -> Dating | None:
    """ "On Monday they read a treaty in which Peru ceded the port and allowed patrols": the day of the first act."""
    scene, token = telling.scene, telling.scene.tokens[telling.act.carrier]
    if token.relation != "conj" or telling.is_noun or times_on(telling, anchors_of(telling)):
        return None
    clause = scene.tokens[token.head].relation == "acl" and scene.tokens[token.head].xpos == token.xpos
    told = [m for m in telling.before if m.sentence == scene.number and m.head == token.head and m.dating.first]
    own = [m.dating for m in told if m.dating.basis in ("stated", "inherited") and m.factuality == telling.factuality]
    return inherited(own[-1]) if clause and own else None


def _told_in_clause(telling: Telling) -> Dating | None:
    """The date of the acts that the act's own clause stands inside; a bound only where it continues their clause."""
    found = around(telling)
    continues = telling.scene.tokens[telling.act.carrier].relation in ("acl", "conj") and not telling.is_noun
    continues = continues and not bounds.is_answer(telling)
    return None if found is None or (found.first is None and not continues) else found


def _is_of_today(telling: Telling) -> bool:
    """Whether the tense tells of the act from the day of the report: "has denied", or "plans" outside a statement."""
    if telling.statement is not None:
        return telling.type in SPOKEN and telling.is_said_lately
    return telling.is_perfect or telling.is_present or telling.is_in_perfect


def _spoken_on(telling: Telling) -> Dating | None:
    """What is said takes the day it was said: the statement's own, or that of the meeting the speaker takes part in."""
    statement = telling.statement
    if statement is None:
        return None
    if statement.dating is not None and statement.dating.basis != "publication":
        return inherited(statement.dating)
    speaker = statement.source.actor if statement.source else None
    if speaker is None:
        return None
    met = [
        mention.dating
        for mention in telling.before
        if mention.type == "CONSULT"
        and mention.dating.granularity == "day"
        and not mention.dating.historical
        and mention.factuality == "actual"
        and speaker.chain in {actor.chain for actor in (*mention.actors, *mention.recipients)}
    ]
    return inherited(met[-1]) if met else None
