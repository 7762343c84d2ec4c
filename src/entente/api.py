"""The Python interface: ``entente.code`` for one report, ``entente.Record`` for a record to add to and ask."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from entente import knowledge, pipeline
from entente.errors import UnreadableError
from entente.model import Linked, Problem
from entente.progress import track
from entente.query import Reader
from entente.read import expand
from entente.record import Store


@lru_cache(maxsize=2)
def shipped_knowledge(own_actors: Path | None = None) -> knowledge.Knowledge:
    """The knowledge that ships with the package and the user's own table of actors, loaded once per process."""
    return knowledge.load(own_actors)


def code(source: str, published: date | None = None, actors: Path | None = None) -> Linked:
    """The events, statements, commitments and counts in one report.

    ``published`` is the day to count from where the report states none, ``actors`` a table of actors of your own that
    adds to ours or overrides them (docs/how-to/own-actors.md). Raises ``UnreadableError`` where the
    source gives no report, with what to do.
    """
    problem = Problem(source, "read", "holds no report; give a file with the text of one", fatal=True)
    for found in pipeline.code_all([source], shipped_knowledge(actors), published):
        if isinstance(found, Linked):
            return found
        problem = found
    raise UnreadableError(f"{problem.source}: {problem.message}")


@dataclass(frozen=True, slots=True)
class Added:
    """What ``Record.add`` did: how many reports were new, the same as before, or superseded a run before."""

    new: int
    same: int
    superseding: int
    problems: tuple[Problem, ...]

    @property
    def failed(self) -> int:
        """How many sources gave no result."""
        return sum(problem.fatal for problem in self.problems)


class Record(Store, Reader):
    """A record to add to and ask: a path to a SQLite file, made if it is missing, or a ``postgresql://`` URL.

    >>> with Record("record.db") as record:                               # doctest: +SKIP
    ...     record.add("reports/*.html")
    ...     record.events(actor="CHN", recipient="RUS", type="CONSULT", since="2023-01").to_dicts()
    """

    def add(self, *sources: str, published: date | None = None, actors: Path | None = None) -> Added:
        """Codes the reports in *sources*, paths, patterns such as ``reports/*.html`` or URLs, and stores each.

        On a terminal a progress bar shows how far it is. What cannot be read or coded comes back as a problem, and
        the others are stored all the same. ``published`` and ``actors`` are as in ``code``.
        """
        known = shipped_knowledge(actors)
        outcomes = {"new": 0, "same": 0, "superseding": 0}
        problems: list[Problem] = []
        for source in track(expand(sources), "coding reports"):
            for found in pipeline.code_all([source], known, published):
                if isinstance(found, Linked):
                    outcomes[self.store(found, known.digest)] += 1
                    problems += found.problems
                else:
                    self.store_problem(found)
                    problems.append(found)
        return Added(**outcomes, problems=tuple(problems))
