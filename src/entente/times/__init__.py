"""Time expressions: from the words of a parsed report to TIMEX3 values and days."""

from entente.times.grammar import Grammar
from entente.times.loading import load
from entente.times.phrases import resolve_times

__all__ = ["Grammar", "load", "resolve_times"]
