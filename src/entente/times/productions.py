"""The table of productions: the functions that rules name under ``make``."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from entente.times.absolute import ABSOLUTE
from entente.times.amounts import AMOUNTS
from entente.times.grammar import Node
from entente.times.meaning import IMPOSSIBLE, Context
from entente.times.parts import PARTS
from entente.times.relative import RELATIVE

PRODUCTIONS: Mapping[str, Callable[[Context, Mapping[str, Any]], object]] = {
    **ABSOLUTE,
    **RELATIVE,
    **PARTS,
    **AMOUNTS,
}


def meaning_of(node: Node, context: Context) -> object:
    """What the rule of *node* makes of its parts; None where they do not fit, ``IMPOSSIBLE`` where no day is meant."""
    slots: dict[str, Any] = dict(node.rule.constants)
    for name, filled in node.slots:
        if isinstance(filled, Node):
            value = meaning_of(filled, context)
            if value is None or value is IMPOSSIBLE:
                return value
            slots[name] = value
        else:
            slots[name] = filled
    return PRODUCTIONS[node.rule.make](context, slots)
