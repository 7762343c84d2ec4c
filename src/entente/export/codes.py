"""Codes of other data sets: CAMEO acts, sectors, countries and bodies, read from ``data/export``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from entente.datafiles import DATA, read_table
from entente.errors import DataError, UsageError

TABLES = DATA / "export"


@dataclass(frozen=True, slots=True)
class Cameo:
    """A CAMEO code with its name and Goldstein score. Codes are text: many start with a zero."""

    code: str
    name: str
    goldstein: float

    @property
    def root(self) -> str:
        return self.code[:2]

    @property
    def base(self) -> str:
        return self.code[:3]

    @property
    def quad(self) -> int:
        """GDELT's QuadClass, which follows from the root: 1 to 5, 6 to 8, 9 to 13, 14 to 20."""
        return 1 + sum(int(self.root) > last for last in (5, 8, 13))


def cameo(kind: str, mode: str | None, contexts: Iterable[str], rule: str = "") -> Cameo:
    """The code nearest to an act, as if it had happened.

    What the rule knows that found it counts before its mode, modes before contexts.
    """
    known, held, ruled = _acts(), set(contexts), _rules()
    if kind not in known:
        raise UsageError(f"{kind} is a type of your own, which has no CAMEO code; export csv, plover or parquet")
    for key in ((rule, mode or ""), (rule, "")):
        if key in ruled:
            return ruled[key]
    for wanted in dict.fromkeys((mode or "", "")):
        rows = [row for row in known[kind] if row[0] == wanted]
        fits = [row for row in rows if row[1] in held] + [row for row in rows if not row[1]]
        if fits:
            return fits[0][2]
    raise DataError(f"{TABLES / 'cameo.tsv'}: no row of {kind} is without mode and context; add one")


def nearest(kind: str, mode: str | None, contexts: Iterable[str], rule: str, score: float) -> Cameo:
    """``cameo``; of a type of the user's own, which has none, an empty code with the type's own *score*."""
    return cameo(kind, mode, contexts, rule) if kind in _acts() else Cameo("", "", score)


def sectors() -> Mapping[str, Mapping[str, str]]:
    """What a sector is called: ``name``, ``icews``, ``cameo``."""
    return _by_code("sectors", ("name", "icews", "cameo"))


def bodies() -> Mapping[str, Mapping[str, str]]:
    """How GDELT codes a body that is no state: ``country``, ``group``, ``type``."""
    return _by_code("bodies", ("country", "group", "type"))


def foreign() -> Mapping[str, Mapping[str, str]]:
    """A country's codes elsewhere: ``fips``, and ``cameo`` where that differs from ISO 3166."""
    return _by_code("countries", ("fips", "cameo"))


@lru_cache(maxsize=1)
def country_names() -> Mapping[str, str]:
    """Names of countries and territories by code."""
    return {row["code"]: row["name"] for row in read_table(DATA / "places" / "countries.tsv", ("code", "name"))}


@lru_cache(maxsize=1)
def cow() -> Mapping[str, str]:
    """Correlates of War numbers of states by code."""
    return {row["iso3"]: row["cow"] for row in read_table(DATA / "actors" / "states.tsv", ("iso3", "cow"))}


@lru_cache(maxsize=8)
def _by_code(name: str, columns: tuple[str, ...]) -> Mapping[str, Mapping[str, str]]:
    return {row["code"]: row for row in read_table(TABLES / f"{name}.tsv", ("code", *columns))}


@lru_cache(maxsize=1)
def _rules() -> Mapping[tuple[str, str], Cameo]:
    """By rule and mode."""
    rows = read_table(TABLES / "cameo_rules.tsv", ("rule", "mode", "code", "name", "goldstein"))
    return {(row["rule"], row["mode"]): Cameo(row["code"], row["name"], float(row["goldstein"])) for row in rows}


@lru_cache(maxsize=1)
def _acts() -> Mapping[str, list[tuple[str, str, Cameo]]]:
    """By type: mode, context and code, in the order of the file."""
    path, found = TABLES / "cameo.tsv", dict[str, list[tuple[str, str, Cameo]]]()
    for row in read_table(path, ("type", "mode", "context", "code", "name", "goldstein")):
        code = Cameo(row["code"], row["name"], float(row["goldstein"]))
        found.setdefault(row["type"], []).append((row["mode"], row["context"], code))
    return found
