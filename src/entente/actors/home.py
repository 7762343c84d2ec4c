"""The state that a report is about, whose police, courts and parliament it then means without saying so.

"Police arrested two lawmakers" in a report that speaks of one state alone is told of that state's police and
lawmakers. Where the report speaks of several states about equally, nothing is concluded.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from entente.actors.discourse import Discourse, Identity
from entente.model import Place

DOMESTIC = frozenset({"GOV", "MIL", "COP", "JUD", "LEG", "SPY", "OPP", "PTY", "CVL", "LAB", "EDU", "MED", "AGR"})
SHARE = 0.6
LEAST = 3
# What may stand in a report with the country left out; a name that no table knows may be anybody's.
KINDS = frozenset({"body", "people", "person"})


def settle_home(discourse: Discourse, places: Iterable[Place]) -> frozenset[int]:
    """Gives the report's own state to the domestic actors that have none; the chains so settled."""
    home = home_state(discourse, places)
    if home is None:
        return frozenset()
    settled = {chain for chain, who in enumerate(discourse.chains) if _is_domestic(who)}
    for chain in settled:
        discourse.chains[chain] = replace(discourse.chains[chain], code=home)
    return frozenset(settled)


def home_state(discourse: Discourse, places: Iterable[Place]) -> str | None:
    """The state with at least ``SHARE`` of all namings of states, of actors of states and of places in them."""
    weights: Counter[str] = Counter(discourse.weights)
    weights.update(place.country for place in places if place.country and place.resolution != "country")
    total = sum(weights.values())
    code, most = max(weights.items(), key=lambda item: (item[1], item[0]), default=("", 0))
    return code if most >= LEAST and most >= SHARE * total else None


def _is_domestic(who: Identity) -> bool:
    return who.code is None and who.kind in KINDS and who.sector in DOMESTIC and not who.members
