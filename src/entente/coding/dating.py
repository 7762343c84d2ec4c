"""When an act took place (codebook section 4).

A time expression on the predicate, what the act is told with in its sentence, and what its tense only bounds; the ways
that need more than the sentence stand in ``chronology``.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from entente.coding import frames
from entente.coding.acts import Act
from entente.coding.attach import clause_chain, governor, own_anchors
from entente.coding.factuality import auxiliaries
from entente.coding.scene import Scene
from entente.model import DateBasis, Dating, Factuality, Report, Time

NEAR = 2
RECENT = timedelta(days=30)
FINENESS = ("day", "week", "month", "quarter", "year", "decade", None)


def stated(scene: Scene, act: Act, heads: frozenset[int]) -> Dating | None:
    """The date that stands on the predicate itself."""
    anchors = own_anchors(scene, act)
    found = [time for time in _datable(scene.times) if governor(scene, time.head, heads) in anchors]
    found = found or _time_before_when(scene, act)
    return _lengthened(scene, act, _from(found, "stated"))


def _time_before_when(scene: Scene, act: Act) -> list[Time]:
    """ "in May, when the minister attended …": the time that the clause explains is its own."""
    for j in scene.sentence.children(act.carrier, "advmod", "mark"):
        when = scene.tokens[j]
        if when.text.lower() == "when":
            return [time for time in _datable(scene.times) if 0 <= when.start - time.end <= NEAR]
    return []


def within_sentence(scene: Scene, act: Act, heads: frozenset[int]) -> Dating | None:
    """The date of what the act is told with in its sentence."""
    governed = [(time, governor(scene, time.head, heads)) for time in _datable(scene.times)]
    for anchor in clause_chain(scene, act):
        found = _from([time for time, at in governed if at == anchor], "inherited")
        if found is not None:
            return found
    return None


def told_before(scene: Scene, act: Act, heads: frozenset[int]) -> Dating | None:
    """The date of an act in the background that is coordinated with a dated one ("had met in May and agreed")."""
    siblings = frames.with_conjuncts(scene.sentence, (act.carrier,))
    above = scene.tokens[act.carrier].head if scene.tokens[act.carrier].relation == "conj" else act.carrier
    found = [t for t in _datable(scene.times) if governor(scene, t.head, heads) in (*siblings, above)]
    return _from(found, "inherited")


def bounded(scene: Scene, act: Act, before: date | None) -> Dating | None:
    """What the past perfect puts before the time of the story: an open beginning, an end if the story is dated."""
    if not is_background(scene, act):
        return None
    return Dating(None, before, None, "bounded", historical=True)


def before_reaction(scene: Scene, act: Act, heads: frozenset[int]) -> Dating | None:
    """ "They left in May after rebels attacked": the month of what followed, or bounded by its day."""
    token = scene.tokens[act.carrier]
    if token.relation != "advcl" or frames.case_of(scene.sentence, act.carrier) != "after":
        return None
    found = _from([t for t in _datable(scene.times) if governor(scene, t.head, heads) == token.head], "inherited")
    if found is None or found.granularity != "day":
        return found
    return Dating(None, found.last, None, "bounded")


def is_background(scene: Scene, act: Act) -> bool:
    """Whether the act stands in the past perfect, or an adverb puts it before ("previously")."""
    own = auxiliaries(scene, act.carrier)
    adverbs = {scene.lemma(j) for j in scene.sentence.children(act.carrier, "advmod")}
    return "had" in own or bool(adverbs & {"previously", "formerly", "once"}) or "'d been" in own


def in_the_past(scene: Scene, act: Act, heads: frozenset[int], published: date | None) -> Dating | None:
    """ "recently", "in the past": some day up to publication."""
    anchors = own_anchors(scene, act)
    vague = [time for time in scene.times if time.value == "PAST_REF" and governor(scene, time.head, heads) in anchors]
    return Dating(None, published, None, "bounded") if vague and published is not None else None


def open_since(scene: Scene, act: Act, published: date | None) -> Dating | None:
    """ "have arrested thousands since the vote": from an undated day on, up to publication."""
    if published is None or not is_perfect(scene, act):
        return None
    later = scene.sentence.children(act.carrier, "obl", "advcl")
    since = any(frames.case_of(scene.sentence, j) == "since" for j in later)
    return Dating(None, published, None, "bounded") if since else None


def after_phrase(scene: Scene, act: Act, heads: frozenset[int], published: date | None) -> Dating | None:
    """ "agreed on Friday after four days of talks": before the day of what followed, which bounds it."""
    if not scene.is_noun(act.head):
        return None
    top = act.head
    while scene.tokens[top].relation == "nmod" and frames.case_of(scene.sentence, top) == "of":
        top = scene.tokens[top].head
    if frames.case_of(scene.sentence, top) not in ("after", "following"):
        return None
    outer = within_sentence(scene, act, heads)
    end = outer.last if outer is not None else published
    return Dating(None, end, None, "bounded") if end is not None else None


def is_perfect(scene: Scene, act: Act) -> bool:
    """Whether the act stands in the present perfect, which tells of it from today ("he has denied all charges")."""
    return bool(auxiliaries(scene, act.carrier) & {"has", "have", "'ve"}) and scene.tokens[act.carrier].xpos == "VBN"


def settle(dating: Dating, report: Report, factuality: Factuality) -> Dating:
    """The date as it can be: what has happened ends by publication; ``historical`` by how long before that it ended."""
    published = report.published
    if published is None:
        return dating
    if factuality == "actual":
        dating = _not_after(dating, published)
    old = dating.last is not None and dating.last < published - RECENT
    return replace(dating, historical=dating.historical or old)


def _not_after(dating: Dating, published: date) -> Dating:
    if dating.last is None or dating.last <= published or (dating.first is not None and dating.first > published):
        return dating
    return replace(dating, last=published)


def on_publication(published: date | None) -> Dating:
    """The date of last resort."""
    return Dating(published, published, "day" if published else None, "publication")


def inherited(dating: Dating) -> Dating:
    """The same days, as another act takes them over."""
    return replace(dating, basis="inherited")


def _datable(times: Iterable[Time]) -> list[Time]:
    return [time for time in times if time.type in ("DATE", "TIME") and (time.first or time.last)]


def is_recurring(scene: Scene, act: Act, heads: frozenset[int]) -> bool:
    """Whether the predicate is told as a habit ("every year")."""
    anchors = own_anchors(scene, act)
    return any(time.type == "SET" and governor(scene, time.head, heads) in anchors for time in scene.times)


def _from(times: list[Time], basis: DateBasis) -> Dating | None:
    """One date from all expressions on a predicate: the finest, within the others where they overlap."""
    if not times:
        return None
    time = min(times, key=lambda t: (FINENESS.index(t.granularity), t.start))
    return Dating(time.first, time.last, time.granularity, basis, time=time)


def _lengthened(scene: Scene, act: Act, dating: Dating | None) -> Dating | None:
    """ "a three-day visit that began on Monday": the duration gives the end where the start is one day."""
    if dating is None or dating.first is None or dating.first != dating.last:
        return dating
    inside = set(scene.sentence.subtree(act.head))
    for time in scene.times:
        value = time.value
        if time.type == "DURATION" and value.startswith("P") and value.endswith("D") and value[1:-1].isdigit():
            begins = scene.lemma(act.carrier) in ("begin", "start", "arrive", "open", "embark", "kick")
            if time.head in inside and begins and frames.case_of(scene.sentence, act.head) != "after":
                return replace(dating, last=dating.first + timedelta(days=int(value[1:-1]) - 1))
    return dating
