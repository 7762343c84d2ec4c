"""On whose word: sources resolved to actors, and the chain of sources behind a statement (codebook section 6)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from entente.model import Resolved, Source, Statement

FIRST_PERSON = frozenset({"i", "we"})
DEEPEST = 8


def with_chains(resolved: Resolved, statements: Sequence[Statement]) -> tuple[Statement, ...]:
    """Each statement with the sources it stands on: its own, then those whose content it lies in, nearest first."""
    spans = sorted((span.start, span.end, i) for i, statement in enumerate(statements) for span in statement.content)
    done: list[Statement] = []
    around: list[tuple[int, int, int]] = []
    following = 0
    for statement in statements:
        while following < len(spans) and spans[following][0] <= statement.cue.start:
            around.append(spans[following])
            following += 1
        around = [span for span in around if span[1] > statement.cue.start][-DEEPEST:]
        outer = [statements[i] for _, _, i in sorted(around, key=lambda span: span[1] - span[0])]
        done.append(_chained(resolved, statement, [o for o in outer if o is not statement]))
    return tuple(done)


def _chained(resolved: Resolved, statement: Statement, outer: Sequence[Statement]) -> Statement:
    source = statement.source
    quoting = next((o.source for o in outer if o.direct and o.source), None)
    if source and source.span and quoting and source.span.of(resolved.report.text).lower() in FIRST_PERSON:
        known = source.actor is not None and source.actor.name.lower() not in FIRST_PERSON
        source = Source(quoting.name, source.span, source.actor if known else quoting.actor or source.actor)
    chain = [source] if source else []
    chain.extend(o.source for o in outer if o.source)
    distinct = [s for i, s in enumerate(chain) if not any(same_source(s, earlier) for earlier in chain[:i])]
    return replace(statement, source=source, attribution=tuple(distinct), asserted=not outer)


def published(resolved: Resolved, statements: Sequence[Statement]) -> tuple[Statement, ...]:
    """The statements with the publisher as the last link of every chain, where the report names one."""
    return tuple(replace(s, attribution=with_publisher(resolved, s.attribution)) for s in statements)


def with_publisher(resolved: Resolved, chain: Sequence[Source]) -> tuple[Source, ...]:
    """The chain of sources with the publisher last, once."""
    publisher = resolved.report.publisher
    if not publisher or any(_bare(source.name) == _bare(publisher) for source in chain):
        return tuple(chain)
    return (*chain, Source(publisher))


def _bare(name: str) -> str:
    return name.casefold().removeprefix("the ")


def same_source(a: Source, b: Source) -> bool:
    """Whether two sources are one: the same actor, or the same name where neither is resolved."""
    if a.actor and b.actor:
        return a.actor.chain == b.actor.chain
    return a.name == b.name
