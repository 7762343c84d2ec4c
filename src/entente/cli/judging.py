"""What the commands of ``reviewing`` do."""

from __future__ import annotations

import csv
import getpass
import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from entente.cli.asking import print_table
from entente.errors import UsageError
from entente.query import Reader
from entente.query.by_hand import at_words, mention_by_hand
from entente.query.filters import act
from entente.record import Judgement, Store


class Desk(Store, Reader):
    """A record that is there, to judge and to ask."""

    def __init__(self, where: str) -> None:
        super().__init__(where, must_exist=True)


def accept(where: str, event: str, who: str | None, why: str) -> None:
    with Desk(where) as desk:
        _say(desk.accept(desk.event_id(event), who=_name(who), why=why))


def reject(where: str, event: str, who: str | None, why: str) -> None:
    with Desk(where) as desk:
        _say(desk.reject(desk.event_id(event), who=_name(who), why=why))


def correct(where: str, event: str, field: str, value: str | None, *, who: str | None, why: str) -> None:
    with Desk(where) as desk:
        _say(desk.correct(desk.event_id(event), field, value, who=_name(who), why=why))


def merge(where: str, event: str, other: str, *, who: str | None, why: str) -> None:
    with Desk(where) as desk:
        _say(desk.merge(desk.event_id(event), desk.event_id(other), who=_name(who), why=why))


def split(where: str, event: str, mention: int | None, *, who: str | None, why: str) -> None:
    with Desk(where) as desk:
        _say(desk.split(desk.event_id(event), mention, who=_name(who), why=why))


def add(
    where: str, name: str, words: str, start: int | None, *, type: str, factuality: str,
    given: Mapping[str, str | None], who: str | None, why: str,
) -> None:  # fmt: skip
    kind, mode = act(type, None)
    with Desk(where) as desk:
        report = desk.report(name).report
        fields = {"type": kind, "mode": mode, "factuality": factuality, **given}
        mention = mention_by_hand(report, at_words(report, words, start), fields)
        done = desk.add_event(report, mention, who=_name(who), why=why)
        print(f"event {done.target}")
        _say(done)


def withdraw(where: str, name: str, who: str | None, why: str) -> None:
    with Desk(where) as desk:
        _say(desk.withdraw(desk.report(name).report.source, who=_name(who), why=why))


def undo(where: str, judgement: str, who: str | None, why: str) -> None:
    with Desk(where) as desk:
        fitting = [each.id for each in desk.judgements() if each.id.startswith(judgement)]
        if len(fitting) != 1:
            raise UsageError(
                f"{judgement} fits {len(fitting)} judgements of {where}; see them with: entente judgements"
            )
        _say(desk.undo(fitting[0], who=_name(who), why=why))


def list_judgements(where: str, event: str | None, by: str | None, format: str) -> None:
    with Desk(where) as desk:
        found = desk.judgements(desk.event_id(event) if event else None, who=by)
    _print_rows([asdict(judgement) for judgement in found], Judgement.__slots__, format)


def show_agreement(where: str, one: str, other: str, format: str) -> None:
    with Desk(where) as desk:
        found = desk.agreement(one, other)
    _print_rows([asdict(each) for each in found], ("field", "events", "share", "kappa"), format)


def print_panel(
    where: str, period: str, asked: Mapping[str, Any], *, actors: str | None, recipients: str | None, factuality: str,
    format: str,
) -> None:  # fmt: skip
    wanted = None if factuality == "any" else factuality
    with Desk(where) as desk:
        found = desk.panel(period, actors=_codes(actors), recipients=_codes(recipients), factuality=wanted, **asked)
    if format == "csv":
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(found.columns)
        writer.writerows(found.rows())
    else:
        for row in found.rows():
            print(json.dumps(dict(zip(found.columns, row, strict=True))))
    if found.left_out:
        said = "do not lie within one period and are left out; --wide counts them on their first day"
        print(f"entente: {found.left_out} events of dyads {said}", file=sys.stderr)


def _codes(asked: str | None) -> Sequence[str] | None:
    return None if asked is None else [code.strip().upper() for code in asked.split(",") if code.strip()]


def _name(who: str | None) -> str:
    if who:
        return who
    try:
        return getpass.getuser()
    except (OSError, KeyError) as error:
        raise UsageError("say who judges, with --who") from error


def _say(judgement: Judgement) -> None:
    print(f"judgement {judgement.id}; take it back with: entente undo {judgement.id}")


def _print_rows(rows: Iterable[Mapping[str, Any]], columns: Sequence[str], format: str) -> None:
    if format == "jsonl":
        for row in rows:
            print(json.dumps(row, ensure_ascii=False))
    elif format == "csv":
        writer = csv.DictWriter(sys.stdout, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    else:
        print_table(tuple(columns), [tuple(_cell(row[name]) for name in columns) for row in rows])


def _cell(value: object) -> str:
    if isinstance(value, float):
        return f"{value:.2f}"
    return "" if value is None else str(value)
