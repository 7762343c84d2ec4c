"""``entente.code``: one report, nothing stored."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from entente import knowledge, pipeline
from entente.errors import UnreadableError
from entente.model import Linked, Problem


@lru_cache(maxsize=1)
def shipped_knowledge() -> knowledge.Knowledge:
    """The knowledge that ships with the package, loaded once per process."""
    return knowledge.load()


def code(source: str, published: date | None = None) -> Linked:
    """The events, statements, commitments and counts in one report.

    ``published`` is the day to count from where the report states none. Raises ``UnreadableError`` where the
    source gives no report, with what to do.
    """
    problem = Problem(source, "read", "holds no report; give a file with the text of one", fatal=True)
    for found in pipeline.code_all([source], shipped_knowledge(), published):
        if isinstance(found, Linked):
            return found
        problem = found
    raise UnreadableError(f"{problem.source}: {problem.message}")
