"""From a resolved report to what it records: statements, event mentions, commitments and count claims.

>>> from entente import coding
>>> book = coding.load()
>>> coded = coding.code(resolved, book)                                  # doctest: +SKIP
"""

from __future__ import annotations

from entente.coding.attribution import find_statements
from entente.coding.chains import published
from entente.coding.commitments import find_commitments
from entente.coding.counts import find_counts
from entente.coding.events import find_mentions
from entente.coding.occasions import with_occasions
from entente.coding.rules import Rulebook
from entente.coding.rules import load_rules as load
from entente.coding.settings import find_settings, with_commitments, with_settings
from entente.model import Coded, Resolved

__all__ = ["Rulebook", "code", "load"]


def code(resolved: Resolved, rulebook: Rulebook) -> Coded:
    """Everything the rules find in one report; spans are code points of its text."""
    statements = find_statements(resolved, rulebook.speech)
    mentions = find_mentions(resolved, statements, rulebook)
    statements = published(resolved, with_occasions(resolved, statements, mentions))
    settings = find_settings(resolved, mentions, statements)
    mentions = with_settings(resolved, mentions, settings)
    types = rulebook.ontology.types
    commitments = tuple(each for each in find_commitments(resolved, statements, mentions) if each.action in types)
    counts = tuple(each for each in find_counts(resolved, mentions) if each.type in types)
    settings = with_commitments(settings, commitments)
    return Coded(resolved, mentions, statements, commitments, counts, settings=settings)
