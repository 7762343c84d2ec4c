"""The order of acts where it is stated: since, after, before, later (codebook section 4).

A day that an act only follows or goes before bounds it; those that it is counted from stand in ``counting``.
"""

from __future__ import annotations

from entente.coding import frames
from entente.coding.dating import anchors_of, datable, order_of, times_on
from entente.coding.telling import Telling
from entente.model import Dating

LATER = frozenset({"later", "subsequently", "eventually", "afterwards"})


def ordered(telling: Telling) -> Dating | None:
    """ "after the vote in March", "before the deadline last week": the days that the phrase leaves open."""
    below = telling.sentence.children(telling.act.carrier, "obl", "advcl")
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


def later(telling: Telling, earlier: Dating | None) -> Dating | None:
    """ "later", "some months later", "eventually": from the day of what was told before on."""
    words = {telling.scene.tokens[j].text.lower() for j in telling.sentence.children(telling.act.carrier, "advmod")}
    if earlier is None or earlier.first is None or not words & LATER:
        return None
    return _from_then_on(telling, earlier)


def _from_then_on(telling: Telling, start: Dating) -> Dating:
    end = telling.published if telling.factuality == "actual" else None
    return Dating(start.first, end, None, "bounded", time=start.time)
