"""Pronoun speakers that coreference left open: in news, "he said" goes on with who spoke before.

A pronoun outside quotations that stands for nobody yet, or for the one spoken to ("Speaking to Lopez, he said"),
takes the latest speaker of an earlier sentence who fits: one person for *he* and *she*, a body or several for *they*.
Whom the report elsewhere calls *she* is never *he*.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import replace

from entente.model import Actor, Resolved, Source, Statement

SINGULAR = {"he": "she", "she": "he"}
PLURAL = frozenset({"they"})
REACH = 4
"""Sentences back that a speaker is sought in."""


def with_pronouns(resolved: Resolved, statements: Sequence[Statement]) -> tuple[Statement, ...]:
    """The statements, in the order of their cues, with pronoun speakers carried on."""
    done: list[Statement] = []
    called = _called(resolved)
    quoted = sorted((c.start, c.end) for s in statements if s.direct for c in s.content)
    for statement in statements:
        open_ = not any(start <= statement.cue.start < end for start, end in _around(quoted, statement))
        if open_ and (word := _open_pronoun(resolved, statement)) and statement.source:
            before = _speaker_before(done, statement, word, called)
            if before is not None:
                source = Source(before.name, statement.source.span, before.actor)
                statement = replace(statement, source=source)
        done.append(statement)
    return tuple(done)


def _around(quoted: list[tuple[int, int]], statement: Statement) -> list[tuple[int, int]]:
    """The few quotations that begin nearest before the cue."""
    i = bisect_right(quoted, (statement.cue.start, statement.cue.start))
    return quoted[max(0, i - 4) : i]


def _called(resolved: Resolved) -> Mapping[int, set[str]]:
    """The pronouns that each chain of actors has."""
    found: dict[int, set[str]] = {}
    for actor in resolved.actors:
        if actor.kind == "pronoun":
            found.setdefault(actor.chain, set()).add(actor.text.lower())
    return found


def _open_pronoun(resolved: Resolved, statement: Statement) -> str | None:
    """The pronoun that speaks, in lower case, where it is not resolved to anybody else."""
    source = statement.source
    word = source.span.of(resolved.report.text).lower() if source and source.span else ""
    if source is None or not (word in SINGULAR or word in PLURAL):
        return None
    unresolved = source.actor is None or source.name.lower() == word
    return word if unresolved or _is_spoken_to(resolved, statement, source.actor) else None


def _is_spoken_to(resolved: Resolved, statement: Statement, actor: Actor | None) -> bool:
    """Whether the actor is only named in a participle clause that has the pronoun for its subject."""
    sentence = resolved.parsed.sentences[statement.sentence]
    cue = next((i for i, token in enumerate(sentence.tokens) if token.start >= statement.cue.start), None)
    if actor is None or cue is None:
        return False
    first = bisect_right(resolved.actors, sentence.start - 1, key=lambda other: other.start)
    for other in resolved.actors[first : first + len(sentence.tokens)]:
        if other.sentence == statement.sentence and other.chain == actor.chain and other.kind != "pronoun":
            above = sentence.tokens[other.head].head
            clause = sentence.tokens[above]
            return above >= 0 and clause.xpos == "VBG" and clause.relation == "advcl" and above < other.head < cue
    return False


def _speaker_before(
    done: Sequence[Statement], statement: Statement, word: str, called: Mapping[int, set[str]]
) -> Source | None:
    for earlier in reversed(done):
        if statement.sentence - earlier.sentence > REACH:
            return None
        source = earlier.source
        if source is None or source.actor is None or earlier.sentence == statement.sentence:
            continue
        if len(earlier.attribution) > 1 or source.name.lower() in (*SINGULAR, *PLURAL, "i", "we", "it"):
            continue
        if _fits(source.actor, word, called.get(source.actor.chain, set())):
            return source
    return None


def _fits(actor: Actor, word: str, called: set[str]) -> bool:
    if word in SINGULAR:
        person = actor.kind == "person" or (actor.kind == "pronoun" and bool(called & set(SINGULAR)))
        return person and SINGULAR[word] not in called
    return actor.kind in ("body", "people", "group") and not called & {*SINGULAR}
