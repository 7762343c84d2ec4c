"""What is known of a document when it is met: its name, the days given for it, and how deep in archives it lies."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from entente.errors import UnreadableError
from entente.read.compose import Claims
from entente.read.limits import DEEPEST, Allowance


@dataclass(frozen=True, slots=True)
class Met:
    """``name`` is how outputs call it, ``called`` the name whose ending says what it is."""

    name: str
    called: str
    allowance: Allowance
    given: date | None = None
    filed: date | None = None
    depth: int = 0

    def deeper(self, name: str) -> Met:
        """What is met within; ``UnreadableError`` where archives lie in archives without end."""
        if self.depth >= DEEPEST:
            raise UnreadableError(f"lies more than {DEEPEST} archives deep; unpack the outer ones and give the files")
        return replace(self, name=name, called=name, depth=self.depth + 1)

    @property
    def claims(self) -> Claims:
        """What this says of a report that is the whole document."""
        return Claims(self.name, given=self.given, filed=self.filed, origin=self.name)
