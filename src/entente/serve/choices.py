"""What fields of a form may be set to, each value with what it is called."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import get_args

from entente.entries import ontology
from entente.model import Factuality
from entente.query.ledger import STATUSES
from entente.serve.wording import QUADS

Choices = Sequence[tuple[str, str]]


def _same(values: Sequence[str]) -> Choices:
    return [(value, value) for value in values]


CHOICES: Mapping[str, Choices] = {
    "mode": _same(sorted({mode for kind in ontology().types.values() for mode in kind.modes})),
    "type": _same(list(ontology().types)),
    "quad": [(quad, f"{quad}, {name}") for quad, name in QUADS.items()],
    "factuality": _same(get_args(Factuality)),
    "status": _same(STATUSES),
}
