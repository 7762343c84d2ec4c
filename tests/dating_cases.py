"""Reads ``dating_cases.txt`` and has its marked triggers dated, apart from which events are found."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from eval.dating import date_mentions

from entente import coding, language, times
from entente.model import Report, Resolved
from entente.read import read_text

CASES = Path(__file__).parent / "dating_cases.txt"
PUBLISHED = date(2024, 5, 15)
Expected = tuple[str, str]


@dataclass(frozen=True)
class Case:
    """A short report, its marked triggers as gold mentions, and for each its days and basis."""

    text: str
    triggers: tuple[dict[str, object], ...]
    expected: tuple[Expected, ...]
    wrong: bool


def cases() -> list[Case]:
    lines = CASES.read_text(encoding="utf-8").splitlines()
    return [_case(line) for line in lines if line and not line.startswith("#")]


def _case(line: str) -> Case:
    marked, _, wanted = line.removeprefix("wrong:").strip().partition(" => ")
    marked = marked.replace(" ¶ ", "\n\n")
    triggers, text = [], ""
    for i, piece in enumerate(marked.split("*")):
        if i % 2:
            triggers.append({"start": len(text), "end": len(text) + len(piece)})
        text += piece
    wants = [want.split() for want in wanted.split("; ")]
    assert len(wants) == len(triggers), line
    gold = tuple(_gold(want, n, at) for n, (want, at) in enumerate(zip(wants, triggers, strict=True)))
    return Case(text, gold, tuple((want[-2], want[-1]) for want in wants), line.startswith("wrong:"))


def _gold(want: list[str], number: int, trigger: dict[str, int]) -> dict[str, object]:
    factuality = want[1] if len(want) == 4 else "actual"
    who: dict[str, object] = {"mode": None, "actors": [], "recipients": []}
    return {"event": number, "type": want[0], "factuality": factuality, "trigger": trigger, **who}


@cache
def _stages() -> tuple[language.LanguageModel, times.Grammar, coding.Rulebook]:
    return language.load(), times.load(), coding.load()


def dated(case: Case) -> list[Expected]:
    """Days and basis of each trigger."""
    report = read_text("A report\n\n" + case.text, "case", published=PUBLISHED)
    assert isinstance(report, Report)
    shift = report.text.index(case.text)
    gold = [
        {**one, "trigger": {key: value + shift for key, value in one["trigger"].items()}}  # type: ignore[attr-defined]
        for one in case.triggers
    ]
    model, grammar, book = _stages()
    parsed = language.parse(report, model)
    found = date_mentions(Resolved(parsed, times=times.resolve_times(parsed, grammar)), gold, book)
    return [(f"{one.dating.first or '-'}/{one.dating.last or '-'}", one.dating.basis) for one in found]
