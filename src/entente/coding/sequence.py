"""The order of acts where it is stated: since, after, before, later (codebook section 4).

A day that an act only follows or goes before bounds it; those that it is counted from stand in ``counting``.
"""

from __future__ import annotations

from dataclasses import replace

from entente.coding import frames
from entente.coding.dating import anchors_of, datable, order_of, times_on
from entente.coding.telling import Telling
from entente.model import Dating, Time
from entente.times.calendar import containing

BEGINNING = frozenset({"begin", "start", "erupt"})
LATER = frozenset({"later", "subsequently", "eventually", "afterwards"})


def ordered(telling: Telling) -> Dating | None:
    """ "after the vote in March", "before the deadline last week": the days that the phrase leaves open."""
    # Parsers take "after last week's protests" behind a passive for its subject.
    below = telling.sentence.children(telling.act.carrier, "obl", "advcl", "nsubj:pass")
    inside = [j for j in below if frames.case_of(telling.sentence, j) in ("after", "following", "before")]
    for time in times_on(telling, anchors_of(telling) | set(inside)):
        match order_of(telling, time):
            case "after":
                return _from_then_on(telling, Dating(time.first, time.last, None, "bounded", time=time))
            case "before":
                return Dating(None, time.last, None, "bounded", time=time)
    return None


def since(telling: Telling) -> Dating | None:
    """ "have arrested thousands since the vote (in June)": from that day, known or not, up to publication."""
    scene, published = telling.scene, telling.published
    if published is None or not (telling.is_perfect or _is_participle(telling)):
        return None
    below = telling.sentence.children(telling.act.carrier, "obl", "advcl")
    tops = [j for j in below if frames.case_of(telling.sentence, j) == "since"]
    if not tops:
        return None
    inside = set(telling.sentence.subtree(tops[0]))
    start = next((time for time in datable(scene.times) if time.head in inside and time.first), None)
    if start is None:
        return Dating(None, published, None, "bounded")
    return Dating(start.first, published, start.granularity, "stated", time=start)


def _is_participle(telling: Telling) -> bool:
    """ "the lives saved since …"."""
    token = telling.scene.tokens[telling.act.carrier]
    return token.xpos == "VBN" and token.relation == "acl" and telling.factuality == "actual"


def until_then(telling: Telling) -> Dating | None:
    """ "She led the party until 2019, resigning in protest": the participle tells of the time that "until" names."""
    scene, carrier = telling.scene, telling.act.carrier
    participle = not telling.is_noun and scene.tokens[carrier].text.endswith("ing") and carrier > 1
    if not participle or scene.tokens[carrier - 1].text != ",":
        return None
    end = scene.tokens[carrier - 2].end
    for time in datable(scene.times):
        if (
            time.end == end
            and time.last
            and time.granularity
            and frames.case_of(telling.sentence, time.head) == "until"
        ):
            period = containing(time.last, time.granularity)
            return Dating(*period.days, time.granularity, "stated", time=time) if period and period.days else None
    return None


def lasting(telling: Telling, found: Dating | None) -> Dating | None:
    """ "The protests began in June", "the siege begun in June ended on Sunday": from then on, to the end if told."""
    if found is None or found.time is None or found.first is None or telling.published is None:
        return found
    if not telling.is_noun and telling.scene.lemma(telling.act.carrier) not in BEGINNING:
        return found
    begun = _begin_above(telling, found.time)
    if not begun or telling.factuality != "actual" or found.granularity in ("day", "week", None):
        return found
    return replace(found, last=telling.published)


def _begin_above(telling: Telling, time: Time) -> bool:
    """Whether the time stands on a verb of beginning in the past tense."""
    scene = telling.scene
    line = telling.sentence.ancestors(time.head)
    verb = next((i for i in line if scene.tokens[i].upos == "VERB"), None)
    past = verb is not None and scene.tokens[verb].xpos in ("VBD", "VBN")
    return (
        past
        and verb is not None
        and scene.lemma(verb) in BEGINNING
        and frames.case_of(telling.sentence, verb) != "before"
    )


def later(telling: Telling, earlier: Dating | None) -> Dating | None:
    """ "later", "some months later", "eventually": from the day of what was told before on."""
    words = {telling.scene.tokens[j].text.lower() for j in telling.sentence.children(telling.act.carrier, "advmod")}
    if earlier is None or earlier.first is None or not words & LATER:
        return None
    return _from_then_on(telling, earlier)


def _from_then_on(telling: Telling, start: Dating) -> Dating:
    end = telling.published if telling.factuality == "actual" else None
    return Dating(start.first, end, None, "bounded", time=start.time)
