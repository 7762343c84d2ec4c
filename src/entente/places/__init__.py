"""Which places a report names: ``load() -> Gazetteer``, ``resolve_places(parsed, gazetteer) -> tuple[Place, ...]``."""

from entente.places.gazetteer import Entry, Gazetteer, load
from entente.places.resolve import resolve_places

__all__ = ["Entry", "Gazetteer", "load", "resolve_places"]
