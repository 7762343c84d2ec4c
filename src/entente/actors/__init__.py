"""Who acts in a report: mentions of political actors, resolved, with country, sector and office."""

from entente.actors.directory import Directory, load, office_on
from entente.actors.offices import on_day
from entente.actors.resolve import resolve_actors
from entente.actors.worded import by_wording

__all__ = ["Directory", "by_wording", "load", "office_on", "on_day", "resolve_actors"]
