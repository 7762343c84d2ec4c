"""On whose word: sources resolved to actors, and the chain of sources behind a statement (codebook section 6)."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from entente.coding.phrases import noun_phrase
from entente.model import Actor, Resolved, Sentence, Source, Span, Statement

RELATIVE = frozenset({"who", "which", "that", "whom"})
FIRST_PERSON = frozenset({"i", "we"})
DEEPEST = 8


def source_at(resolved: Resolved, at: int, head: int, span: Span) -> Source:
    """A resolved source; "who" keeps its own characters and has the name of what it refers to."""
    sentence = resolved.parsed.sentences[at]
    referent = antecedent(sentence, head)
    actor = actor_at(resolved, at, referent)
    phrase = noun_phrase(sentence, referent, apart_from=head) or (referent,)
    named = span if referent == head else sentence.cover(phrase)
    return Source(actor.name if actor else named.of(resolved.report.text), span, actor)


def antecedent(sentence: Sentence, i: int) -> int:
    """The noun that a relative pronoun stands for; *i* itself for any other token."""
    if sentence.tokens[i].text.lower() not in RELATIVE:
        return i
    above = (i, *sentence.ancestors(i))
    return next((over for under, over in pairwise(above) if sentence.tokens[under].deprel == "acl:relcl"), i)


def actor_at(resolved: Resolved, at: int, head: int) -> Actor | None:
    """The actor mention headed by token *head* of sentence *at*, else the shortest one that covers it."""
    token = resolved.parsed.sentences[at].tokens[head]
    i = bisect_right(resolved.actors, token.start, key=lambda actor: actor.start)
    near = [a for a in resolved.actors[max(0, i - 6) : i + 1] if a.sentence == at and a.span.covers(token.span)]
    headed = [actor for actor in near if actor.head == head]
    return min(headed or near, key=lambda actor: actor.end - actor.start, default=None)


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
        source = Source(quoting.name, source.span, source.actor or quoting.actor)
    chain = [source] if source else []
    chain.extend(o.source for o in outer if o.source)
    distinct = [s for i, s in enumerate(chain) if not any(same_source(s, earlier) for earlier in chain[:i])]
    return replace(statement, source=source, attribution=tuple(distinct))


def same_source(a: Source, b: Source) -> bool:
    """Whether two sources are one: the same actor, or the same name where neither is resolved."""
    if a.actor and b.actor:
        return a.actor.chain == b.actor.chain
    return a.name == b.name
