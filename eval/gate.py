"""Measures every part on the development data and holds it against its floor: ``python -m eval.gate``.

Each module of this folder that has ``score(shared) -> dict[str, float]`` is run; all figures are percentages of
which more is better. ``floors.json`` gives for each figure its floor and the digest of the data it was measured on.
Exit status 1 if a figure falls below its floor or is no longer measured; 0 else, also where the data are not there.
``--raise`` lifts floors to what was measured and lowers none, unless the data themselves have changed.

A run of everything writes docs/reference/accuracy.md anew. A module names the folders of ``shared/data`` that it reads
in ``CORPORA``; without it all of them count.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from types import ModuleType

HERE = Path(__file__).parent
FLOORS = HERE / "floors.json"
SHARED = HERE.parents[1] / "shared"
SLACK = 0.5  # points: int8 arithmetic differs in the last bits between processors


@dataclass(frozen=True, slots=True)
class Floor:
    """The least a figure may be, and the digest of the data on which that was measured."""

    least: float
    corpus: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure as measured now, in percent, with the digest of its data."""

    name: str
    value: float
    corpus: str

    def verdict(self, floor: Floor | None) -> str:
        """``new``, ``ok``, ``higher``, ``below``, or ``other data`` where the floor was measured on other data."""
        if floor is None:
            return "new"
        if floor.corpus != self.corpus:
            return "other data"
        if self.value < floor.least - SLACK:
            return "below"
        return "higher" if rounded_down(self.value) > floor.least else "ok"


def rounded_down(value: float) -> float:
    return math.floor(value * 10) / 10


def read_floors(path: Path = FLOORS) -> dict[str, Floor]:
    if not path.exists():
        return {}
    entries = json.loads(path.read_text(encoding="utf-8"))
    return {name: Floor(entry["floor"], entry["corpus"]) for name, entry in entries.items()}


def write_floors(floors: dict[str, Floor], path: Path = FLOORS) -> None:
    entries = {name: {"floor": floor.least, "corpus": floor.corpus} for name, floor in sorted(floors.items())}
    path.write_text(json.dumps(entries, indent=1) + "\n", encoding="utf-8")


def raised(floors: dict[str, Floor], figures: Iterable[Figure]) -> dict[str, Floor]:
    """*floors* with each figure's floor lifted to what was measured; one on the same data is never lowered."""
    lifted = dict(floors)
    for figure in figures:
        old = floors.get(figure.name)
        least = rounded_down(figure.value)
        if old is None or old.corpus != figure.corpus or least > old.least:
            lifted[figure.name] = Floor(least, figure.corpus)
    return lifted


def digest(folders: Iterable[Path]) -> str:
    """SHA-256 over the paths and bytes of every file in *folders*, as 16 hex digits."""
    found = hashlib.sha256()
    for folder in sorted(folders):
        for path in sorted(p for p in folder.rglob("*") if p.is_file()):
            found.update(str(path.relative_to(folder.parent)).encode() + b"\0" + path.read_bytes())
    return found.hexdigest()[:16]


def modules(names: list[str], folder: Path = HERE) -> Iterator[tuple[str, ModuleType]]:
    """The modules of *folder* that can score, by name; only those in *names* if any is given."""
    for path in sorted(folder.glob("*.py")):
        wanted = path.stem in names if names else path.stem not in {"gate", "__init__"}
        if wanted:
            module = import_module(f"eval.{path.stem}")
            if hasattr(module, "score"):
                yield path.stem, module


def measure(name: str, module: ModuleType, shared: Path) -> tuple[Figure, ...]:
    corpora = getattr(module, "CORPORA", None) or [p.name for p in (shared / "data").iterdir() if p.is_dir()]
    corpus = digest(shared / "data" / folder for folder in corpora)
    scores = module.score(shared)
    return tuple(
        Figure(key if key.startswith(f"{name}.") else f"{name}.{key}", value, corpus) for key, value in scores.items()
    )


def print_row(figure: Figure, floor: Floor | None) -> None:
    least = f"{floor.least:7.1f}" if floor else "      -"
    print(f"{figure.name:<44} {figure.value:7.2f} {least}  {figure.verdict(floor)}", flush=True)


def run(names: list[str], shared: Path, floors: dict[str, Floor]) -> tuple[Figure, ...]:
    """Measures, printing each figure beside its floor as it comes."""
    figures: list[Figure] = []
    print(f"{'figure':<44} {'value':>7} {'floor':>7}")
    for name, module in modules(names):
        started = time.perf_counter()
        found = measure(name, module, shared)
        for figure in found:
            print_row(figure, floors.get(figure.name))
        print(f"  ({name}: {time.perf_counter() - started:.0f} s)")
        figures += found
    return tuple(figures)


def failures(figures: Iterable[Figure], floors: dict[str, Floor], names: list[str]) -> list[str]:
    """A line for each figure below its floor, and for each floor whose figure is no longer measured."""
    measured = {figure.name: figure for figure in figures}
    lines = [
        f"{figure.name} is {figure.value:.2f}, below its floor of {floors[figure.name].least}"
        for figure in measured.values()
        if figure.verdict(floors.get(figure.name)) == "below"
    ]
    expected = [name for name in floors if not names or name.split(".")[0] in names]
    return lines + [f"{name} has a floor but was not measured" for name in expected if name not in measured]


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m eval.gate", description="Accuracy against its floors.")
    parser.add_argument("names", nargs="*", help="only these modules of eval/")
    parser.add_argument("--raise", dest="lift", action="store_true", help="lift floors to what is measured")
    parser.add_argument("--shared", type=Path, default=SHARED, help="the folder that holds data/")
    given = parser.parse_args(arguments)
    if not (given.shared / "data").is_dir():
        print("eval.gate: skipped, the development data are not there (../shared/data)")
        return 0
    floors = read_floors()
    figures = run(given.names, given.shared, floors)
    if any(figure.verdict(floors.get(figure.name)) == "other data" for figure in figures):
        print("The data of some floors have changed: compare by hand, then run with --raise to measure them anew.")
    wrong = failures(figures, floors, given.names)
    for line in wrong:
        print(f"eval.gate: {line}", file=sys.stderr)
    if given.lift:
        write_floors(raised(floors, figures))
    if not given.names and given.shared == SHARED:
        from eval import accuracy

        accuracy.write(SHARED)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
