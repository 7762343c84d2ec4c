"""Who acts in a report: mentions of political actors, resolved, with country, sector and office."""

from entente.actors.directory import Directory, load, office_on
from entente.actors.offices import on_day
from entente.actors.resolve import resolve_actors

__all__ = ["Directory", "load", "office_on", "on_day", "resolve_actors"]
