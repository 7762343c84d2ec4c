"""Golden cases of what is told: the statements, commitments, counts, forums and documents of a report, one a line.

::

    said | Ann Lee -> Bo Ray | told | "that the … next May" | on Ann Lee, the ministry
    will | Norway -> Ukraine | AID | "send … to Ukraine" | 2024-05-01/2024-05-31 | regularly | in the treaty
    counts | Ann Lee & Bo Ray | CONSULT 3 | 2024-01-01/2024-05-15 | fewer
    forum | 10th Harbour Forum | 10 | 2024-05-01/2024-05-31 | Oslo
    document | joint statement | - | 2024-05-14 | Kenya & Uganda

Of longer words only the first and last two stand there. ``-`` is what is not known or not given, ``on`` the sources a
statement stands on, the nearest first. Before a line, ``missing:`` and ``wrong:`` mean what they mean in ``golden``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from entente.model import Actor, Commitment, CountClaim, Dating, Linked, Setting, Span, Statement
from entente.notation import show_days

REMARKS = ("missing:", "wrong:")


def told_lines(linked: Linked) -> set[str]:
    """What the report tells, as lines."""
    coded, text = linked.coded, linked.report.text
    return {
        *(_statement(each, text) for each in coded.statements),
        *(_commitment(each) for each in coded.commitments),
        *(_count(each) for each in coded.counts),
        *(_setting(each) for each in coded.settings),
    }


def differences(path: Path, found: set[str]) -> Iterator[str]:
    """What of the case in *path* is lost, too many, or no longer as its remark says."""
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    said = {remark: {line.removeprefix(remark).strip() for line in lines if line.startswith(remark)}
            for remark in REMARKS}  # fmt: skip
    held = {line for line in lines if not line.startswith(REMARKS)}
    yield from (f"lost: {line}" for line in sorted(held - found))
    yield from (f"too many: {line}" for line in sorted(found - held - said["wrong:"]))
    yield from (f"found now, drop the remark: {line}" for line in sorted(said["missing:"] & found))
    yield from (f"gone now, drop the line: {line}" for line in sorted(said["wrong:"] - found))


def _statement(statement: Statement, text: str) -> str:
    speaker = statement.source.name if statement.source else "-"
    told = f" -> {statement.addressee.name}" if statement.addressee else ""
    content = " + ".join(_short(span, text) for span in statement.content)
    chain = ", ".join(source.name for source in statement.attribution) or "-"
    return f'said | {speaker}{told} | {statement.cue.of(text)} | "{content}" | on {chain}'


def _commitment(promised: Commitment) -> str:
    partners = f" -> {_names(promised.partners)}" if promised.partners else ""
    words = _cut(promised.words)
    fields = f'{_names(promised.parties)}{partners} | {promised.action} | "{words}" | {_days(promised.dating)}'
    return f"will | {fields} | {promised.regularity or '-'} | in {promised.made_in or '-'}"


def _count(claim: CountClaim) -> str:
    days = _days(claim.dating)
    return f"counts | {_names(claim.actors)} | {claim.type} {claim.asserted} | {days} | {claim.verdict or '-'}"


def _setting(named: Setting) -> str:
    where = (named.place.name if named.place else "-") if named.kind == "forum" else _names(named.parties)
    return f"{named.kind} | {named.name} | {named.edition or '-'} | {_days(named.dating)} | {where}"


def _names(actors: Iterable[Actor]) -> str:
    return " & ".join(sorted(actor.name for actor in actors)) or "-"


def _days(dating: Dating | None) -> str:
    return show_days(dating.first, dating.last) if dating else "-"


def _short(span: Span, text: str) -> str:
    return _cut(span.of(text))


def _cut(words: str) -> str:
    parts = words.split()
    return words if len(parts) < 6 else f"{' '.join(parts[:2])} … {' '.join(parts[-2:])}"
