"""The parts of a plural event: "two meetings — one in March in Oslo, the other in Riga in May".

Each part with a time or place of its own is a mention beside the whole, which keeps its count (codebook section 1).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from entente.coding.acts import Act
from entente.coding.dating import settle
from entente.coding.particulars import count_of
from entente.coding.scene import Scene
from entente.model import Actor, Dating, Derivation, Mention, Place, Span, Time

PARTS = frozenset({"one", "other", "another", "first", "second", "third", "former", "latter"})
FINENESS = {"place": 0, "city": 1, "region": 2, "country": 3}


def without_parts(scene: Scene, act: Act) -> Scene:
    """The scene as a plural act sees it: without the times and places that belong to its parts."""
    starts = part_starts(scene, act)
    if not starts:
        return scene
    end = scene.tokens[starts[0]].start
    times = tuple(time for time in scene.times if time.end <= end)
    places = {i: place for i, place in scene.places.items() if place.end <= end}
    return replace(scene, times=times, places=places)


def part_starts(scene: Scene, act: Act) -> list[int]:
    """Where the parts of a plural act begin; none where it is not plural."""
    plural = scene.tokens[act.head].xpos == "NNS" or (count_of(scene, act) or 0) > 1
    if act.type not in ("CONSULT", "ASSAULT", "PROTEST") or not plural:
        return []
    return [i for i in range(act.head + 1, len(scene.tokens)) if _stands_alone(scene, i)]


def parts_of(scene: Scene, act: Act, whole: Mention) -> Iterator[Mention]:
    """The parts that the sentence tells after a plural event noun, each a mention with its own time or place."""
    starts = part_starts(scene, act)
    for start, end in pairwise((*starts, len(scene.tokens))):
        part = _part(scene, whole, start, end)
        if part is not None:
            yield part


def _stands_alone(scene: Scene, i: int) -> bool:
    """ "one", "the other" without a noun of its own after it."""
    token = scene.tokens[i]
    if token.lemma.lower() not in PARTS:
        return False
    following = scene.tokens[i + 1] if i + 1 < len(scene.tokens) else None
    paired = i > 0 and scene.tokens[i - 1].text.lower() in ("each", "one")
    if paired or following is None:
        return False
    modifies = token.relation in ("amod", "nummod") and token.head > i
    return following.upos in ("ADP", "SCONJ") or (following.upos in ("ADV", "VERB") and not modifies)


def _part(scene: Scene, whole: Mention, start: int, end: int) -> Mention | None:
    """The whole with the first time and finest place among the part's words, or None where it has neither."""
    token = scene.tokens[start]
    region = Span(token.start, scene.tokens[end - 1].end)
    times = [t for t in scene.times if region.covers(t.span) and t.type in ("DATE", "TIME") and t.first]
    places = [place for place in scene.places.values() if region.covers(place.span)]
    if not times and not places:
        return None
    place = min(places, key=lambda place: (FINENESS[place.resolution], place.start)) if places else None
    actors, recipients = _sides(whole, place)
    mention = replace(
        whole,
        start=region.start,
        end=region.end,
        head=start,
        trigger=token.span,
        place=place,
        count=None,
        mode="visit" if _tells_visit(scene, region) else whole.mode,
        actors=actors,
        recipients=recipients,
        dating=_dated(scene, whole, times),
        forum=None,
    )
    return replace(mention, derivation=(*whole.derivation, Derivation("part", token.text, "part-of-plural", (region,))))


def _tells_visit(scene: Scene, region: Span) -> bool:
    return any(token.lemma in ("visit", "trip") for token in scene.tokens if region.covers(token.span))


def _dated(scene: Scene, whole: Mention, times: list[Time]) -> Dating:
    if not times:
        return whole.dating
    time = times[0]
    dating = Dating(time.first, time.last, time.granularity, "stated", time=time)
    return settle(dating, scene.resolved.report, whole.factuality)


def _sides(whole: Mention, place: Place | None) -> tuple[tuple[Actor, ...], tuple[Actor, ...]]:
    """Visitors and hosts, where the part's place says who was at home."""
    everybody = (*whole.actors, *whole.recipients)
    hosts = tuple(a for a in everybody if place is not None and place.country is not None and a.code == place.country)
    visitors = tuple(actor for actor in everybody if actor not in hosts)
    return (visitors, hosts) if hosts and visitors else (whole.actors, whole.recipients)
