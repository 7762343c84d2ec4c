"""Decides which place a name means: what contains it, what the report is about, what lies near, how many live there.

A score adds up reasons; the weights are set by hand from the cases in the tests, one (SIZE) with a look at LGL.
One name means one place throughout a report unless a mention says otherwise ("Tripoli, Lebanon").
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from math import exp, log10, sqrt

from entente.places.containment import contains, distance
from entente.places.gazetteer import Entry
from entente.places.spots import Found, Spot

MARGINS = (5.0, 3.0, 1.5, 0.0, 0.0)  # a round settles what leads by this much, so that the clear cases help the others
SIZE = 1.6  # ten times the people
BARE = 4.0  # at most: a county without the word is meant only where no town of that name is
WITHIN = 10.0  # "Tripoli, Lebanon"
BESIDE = 3.0  # "the Lebanese city of Tripoli": a word of that country at most this many tokens away
BESIDE_TOKENS = 6
SAME_SENTENCE = 1.5
ELSEWHERE = 50.0  # kilometres from which two entries are different places and not a town and its suburb or district
NAMED = 2.0  # the report names the country at all
SHARE = 2.0  # all of the report's places and nationalities are of that country
SAME_REGION = 3.0  # another name of the report can be of the same first-level region, and of no other
COUNTY = 2.5  # a county is named and the town lies in it, or the other way round, be both names ambiguous
COUNTY_REACH = 40.0  # kilometres from the middle of a county
NEAR = 2.5  # another place of the report lies here; falls by half every hundred kilometres
HOME = 1.5  # the publisher's country, where the address tells it: a paper names what is near it without saying so
# States that reports from everywhere name: their mention says little about where a town lies.
EVERYWHERE = {"USA": 0.4}

# Federations whose members news names like countries; elsewhere a town is meant before the region called after it.
FEDERATIONS = {"USA", "CAN", "AUS", "IND"}

# A state of the United States is meant before a town of its name ("Florida's governor met Colombia's president"),
# but for those whose name is first that of a city or country.
FAMED = 3.0
OTHERS_FIRST = {"New York", "Washington", "Georgia"}

Region = tuple[str | None, str | None]


@dataclass(frozen=True)
class Group:
    """The mentions of one name that must mean one place; ``within`` is what any of them names as containing it."""

    name: str
    spots: tuple[Spot, ...]

    @property
    def candidates(self) -> tuple[Entry, ...]:
        return self.spots[0].candidates

    @cached_property
    def country(self) -> bool:
        """Whether a country has this name: then naming the neighbour says nothing for a namesake ("Niger and
        Nigeria").
        """
        return any(entry.kind == "country" for entry in self.candidates)

    @cached_property
    def regions(self) -> frozenset[Region]:
        return frozenset((entry.country, entry.region) for entry in self.candidates)

    @cached_property
    def within(self) -> frozenset[Entry]:
        return frozenset(outer for spot in self.spots for outer in spot.within)


@dataclass(frozen=True)
class Context:
    """What the report says about where it is: words for countries by sentence, and the places settled so far."""

    groups: tuple[Group, ...]
    cues: dict[int, tuple[tuple[int, frozenset[str]], ...]]
    settled: dict[str, Entry]
    home: str | None = None

    @cached_property
    def countries(self) -> Counter[str]:
        """How often a word of nationality or a country's name points to one country."""
        said = (countries for pairs in self.cues.values() for _, countries in pairs if len(countries) == 1)
        return Counter(country for countries in said for country in countries)

    @cached_property
    def parts(self) -> Counter[str]:
        """How often a town or region that can only be in one country is named, or is settled there."""
        found: Counter[str] = Counter()
        for group in self.groups:
            settled = self.settled.get(group.name)
            own = {settled.country} if settled else {entry.country for entry in group.candidates}
            if len(own) == 1 and not any(e.kind == "country" for e in ((settled,) if settled else group.candidates)):
                found.update({country: len(group.spots) for country in own if country})
        return found

    @cached_property
    def votes(self) -> dict[Region, float]:
        """For each region, how far the names of the report speak for it: a name with n possible regions gives each
        1/n.
        """
        found: dict[Region, float] = {}
        for group in self.groups:
            regions = self.regions_of(group)
            for region in regions:
                if region[1] is not None:
                    found[region] = found.get(region, 0.0) + 1 / len(regions)
        return found

    @cached_property
    def counties(self) -> dict[str, list[tuple[str, Entry]]]:
        """By country, the counties that the names of the report may mean, named in full or settled."""
        return self._of_kind("county", lambda entry: not entry.other)

    @cached_property
    def towns(self) -> dict[str, list[tuple[str, Entry]]]:
        """By country, the towns that the names of the report may mean."""
        return self._of_kind("city", lambda entry: True)

    def _of_kind(self, kind: str, fits: Callable[[Entry], bool]) -> dict[str, list[tuple[str, Entry]]]:
        found: dict[str, list[tuple[str, Entry]]] = {}
        for group in self.groups:
            settled = self.settled.get(group.name)
            for entry in (settled,) if settled else group.candidates:
                if entry.kind == kind and (settled or fits(entry)):
                    found.setdefault(entry.country or "", []).append((group.name, entry))
        return found

    def regions_of(self, group: Group) -> frozenset[Region]:
        settled = self.settled.get(group.name)
        return frozenset({(settled.country, settled.region)}) if settled else group.regions


def prior(entry: Entry) -> float:
    """How likely a place is meant by its name in news from anywhere."""
    if entry.kind == "country":
        return 12.0 + entry.people / 1e10
    if entry.known:
        return 10.5
    size = SIZE * log10(entry.people + 1)
    if entry.kind == "region" and entry.country in FEDERATIONS:
        known = entry.country == "USA" and entry.name not in OTHERS_FIRST
        return max(10.0, size + (FAMED if known else -1.0))
    if entry.kind in {"region", "county"}:
        return min(size - 2.0, BARE if entry.other else size)
    return size + (1.5 if entry.capital else 0.0) - (0.7 if entry.other else 0.0)


def _cues(found: Found, towns: frozenset[Spot]) -> dict[int, tuple[tuple[int, frozenset[str]], ...]]:
    """Words for countries by sentence; *towns* are the spots that are settled to name no country."""
    cues: dict[int, list[tuple[int, frozenset[str]]]] = {}
    for hint in found.hints:
        cues.setdefault(hint.sentence, []).append((hint.token, hint.countries))
    for spot in found.spots:
        if spot in towns:
            continue
        countries = frozenset(e.country for e in spot.candidates if e.kind == "country" and e.country)
        if countries and not any(e.kind == "region" and e.people > 1e6 for e in spot.candidates):
            cues.setdefault(spot.sentence, []).append((spot.first, countries))
    return {sentence: tuple(pairs) for sentence, pairs in cues.items()}


def _beside(spot: Spot, entry: Entry, context: Context) -> float:
    best = 0.0
    for token, countries in context.cues.get(spot.sentence, ()):
        if entry.country in countries and token != spot.first:
            gap = min(abs(token - spot.first), abs(token - spot.last))
            best = max(best, BESIDE if gap <= BESIDE_TOKENS else SAME_SENTENCE)
    return best * EVERYWHERE.get(entry.country or "", 1.0)


def _report(group: Group, entry: Entry, context: Context) -> float:
    """What the countries named and the towns found in the rest of the report say for the entry's country."""
    if entry.country is None:
        return 0.0
    weight = EVERYWHERE.get(entry.country, 1.0)
    own = len(group.spots)
    named, parts = Counter(context.countries), Counter(context.parts)
    kind = context.settled.get(group.name, group.candidates[0] if len(group.candidates) == 1 else None)
    if kind is not None and kind.country is not None and kind.kind != "country":
        parts.subtract({kind.country: own})
    elif group.country:  # a name does not speak for itself
        named.subtract({e.country: own for e in group.candidates if e.kind == "country" and e.country})
    if group.country and entry.kind != "country":
        named.clear()
    said, seen = max(0, named[entry.country]), max(0, parts[entry.country])
    every = sum(count for count in (*named.values(), *parts.values()) if count > 0)
    if not said and not seen:
        return 0.0
    return max(NAMED if seen else 0.0, NAMED * weight) + SHARE * (weight * said + seen) / every


def _region(group: Group, entry: Entry, context: Context) -> float:
    """How far the other names speak for the entry's first-level region, or for any part of it if it is a country."""
    if entry.kind == "country":
        return SAME_REGION * min(1.0, context.parts[entry.country or ""])
    if entry.region is None:
        return 0.0
    own = context.regions_of(group)
    region = (entry.country, entry.region)
    others = context.votes.get(region, 0.0) - (1 / len(own) if region in own else 0.0)
    every = sum(context.votes.values()) - sum(part is not None for _, part in own) / len(own)
    # A report on ten states says less about each than one on a single county.
    return SAME_REGION * min(1.0, others) * sqrt(others / every) if others > 1e-6 else 0.0


def _near(group: Group, entry: Entry, context: Context) -> float:
    if entry.kind == "country":
        return 0.0
    others = (o for name, o in context.settled.items() if name != group.name and o.kind not in {"country", "region"})
    return max((NEAR * exp(-distance(entry, other) / 145) for other in others), default=0.0)


def _county(group: Group, entry: Entry, context: Context) -> float:
    """Whether a county and a town of the report fit together: "Paris" and "Henry County" are both in Tennessee."""
    if entry.kind not in {"county", "city"}:
        return 0.0
    partners = context.counties if entry.kind == "city" else context.towns
    near = any(
        name != group.name and other.region == entry.region and distance(entry, other) <= COUNTY_REACH
        for name, other in partners.get(entry.country or "", ())
    )
    return COUNTY if near else 0.0


def _score(group: Group, entry: Entry, context: Context) -> float:
    told = WITHIN if any(contains(outer, entry) for outer in group.within) else 0.0
    namesake = group.country and entry.kind != "country"
    beside = 0.0 if namesake else max(_beside(spot, entry, context) for spot in group.spots)
    where = _report(group, entry, context) + _region(group, entry, context)
    near = _near(group, entry, context) + _county(group, entry, context)
    home = HOME if entry.country == context.home and entry.kind != "country" else 0.0
    return prior(entry) + told + beside + where + near + home


def _groups(spots: Iterable[Spot]) -> tuple[Group, ...]:
    """Mentions by name; a name that one mention says to lie elsewhere than another is a group for each."""
    by_holder: dict[str, dict[frozenset[Region], list[Spot]]] = {}
    for spot in spots:
        holder = frozenset((outer.country, outer.region) for outer in spot.within)
        by_holder.setdefault(spot.key, {}).setdefault(holder, []).append(spot)
    groups: list[Group] = []
    for key, parts in by_holder.items():
        bare = parts.pop(frozenset(), []) if len(parts) == 2 else []
        for number, members in enumerate(parts.values()):
            groups.append(Group(f"{key}|{number}", tuple(members + bare)))
    return tuple(groups)


def _leading(group: Group, context: Context, margin: float) -> Entry | None:
    """The best candidate if it leads all that are elsewhere by *margin*."""
    scores = [(_score(group, entry, context), entry) for entry in group.candidates]
    top, best = max(scores, key=lambda pair: pair[0])
    rivals = (entry for score, entry in scores if score > top - margin and distance(entry, best) > ELSEWHERE)
    return best if margin == 0 or not any(rivals) else None


def _rule(group: Group, chosen: Entry) -> str:
    if chosen.kind == "country":
        return "country"
    if any(contains(outer, chosen) for outer in group.within):
        return "container"
    if len(group.candidates) == 1:
        return "only"
    return "prior" if max(group.candidates, key=prior) is chosen else "context"


def surroundings(settled: dict[Spot, tuple[Entry, str]]) -> str | None:
    """The country in which two thirds of the towns and regions lie that a report names, if there is one.

    Of the names in LGL that the gazetteer lacks, 166 of 177 lay in the country so found.
    """
    inside = Counter(entry.country for entry, _ in settled.values() if entry.country and entry.kind != "country")
    country, count = next(iter(inside.most_common(1)), (None, 0))
    return country if 3 * count >= 2 * inside.total() else None


def settle(found: Found) -> dict[Spot, tuple[Entry, str]]:
    """The entry each spot stands for, with the rule that decided: country, container, only, prior or context."""
    groups = _groups(found.spots)
    settled: dict[str, Entry] = {}
    for margin in MARGINS:
        towns = (group for group in groups if group.name in settled and settled[group.name].kind != "country")
        cues = _cues(found, frozenset(spot for group in towns for spot in group.spots))
        context = Context(groups, cues, settled, found.home)
        leading = ((group, _leading(group, context, margin)) for group in groups)
        settled = {group.name: entry for group, entry in leading if entry is not None}
    return {spot: (settled[group.name], _rule(group, settled[group.name])) for group in groups for spot in group.spots}
