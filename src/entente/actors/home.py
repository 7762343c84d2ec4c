"""The state that a report is about, whose police, courts and parliament it then means without saying so.

"Police arrested two lawmakers" in a report that speaks of one state alone is told of that state's police and
lawmakers. Where the report speaks of several states about equally, nothing is concluded. A court, force or chamber
that the report names goes before: "the judges", in a report on an international court, are that court's.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from entente.actors.discourse import Discourse, Identity
from entente.model import Place

DOMESTIC = frozenset({"GOV", "MIL", "COP", "JUD", "LEG", "SPY", "OPP", "PTY", "CVL", "LAB", "EDU", "MED", "AGR"})
OF_A_KIND = frozenset({"MIL", "COP", "JUD", "LEG", "SPY"})
SHARE = 0.6
LEAST = 3
# What may stand in a report with the country left out; a name that no table knows may be anybody's.
KINDS = frozenset({"body", "people", "person"})


def settle_home(discourse: Discourse, places: Iterable[Place]) -> frozenset[int]:
    """Gives the domestic actors without a code that of their kind in the report, else its own state; their chains."""
    home = home_state(discourse, places)
    settled = {i: _code(who, discourse, home) for i, who in enumerate(discourse.chains) if _is_domestic(who)}
    for chain, code in settled.items():
        discourse.chains[chain] = replace(discourse.chains[chain], code=code)
    return frozenset(chain for chain, code in settled.items() if code is not None)


def _code(who: Identity, discourse: Discourse, home: str | None) -> str | None:
    if who.sector not in OF_A_KIND:
        return home
    alike = {other.code for other in discourse.chains if other.sector == who.sector and other.kind == "body"} - {None}
    return alike.pop() if len(alike) == 1 else None if alike else home


def home_state(discourse: Discourse, places: Iterable[Place]) -> str | None:
    """The state with at least ``SHARE`` of all namings of states, of actors of states and of places in them."""
    weights: Counter[str] = Counter(discourse.weights)
    weights.update(place.country for place in places if place.country and place.resolution != "country")
    total = sum(weights.values())
    code, most = max(weights.items(), key=lambda item: (item[1], item[0]), default=("", 0))
    return code if most >= LEAST and most >= SHARE * total else None


def _is_domestic(who: Identity) -> bool:
    return who.code is None and who.kind in KINDS and who.sector in DOMESTIC and not who.members
