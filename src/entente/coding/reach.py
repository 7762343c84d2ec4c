"""How far what is said reaches, by PropBank roles: the arguments that the model gives the reporting word.

Dependency subtrees stop where the parse hangs a part on another word ("blamed the strike *on the council*", "said he
had waited *and gone home*"). The span of the roles goes on there. On polnear_dev, lengthened so without meeting
another reporting word, 40 contents come right and 9 go wrong. Shortening contents to their roles spoils more than it
mends, and so do roles in place of the syntactic subject (32 sources mended, 83 spoiled), so roles only lengthen, and
name a speaker only where tree and word order have none.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace

from entente.coding.phrases import trimmed
from entente.coding.sources import FINITE
from entente.coding.speech import Finding
from entente.model import Predicate, Sentence

# What is said or done to; of what somebody is said to think of, the further ones too ("praised her *as a friend*").
SAID = frozenset({"ARG1", "C-ARG1"})
ABOUT = frozenset({"ARG1", "ARG2", "ARG3", "ARG4", "C-ARG1", "C-ARG2"})


def said_by(sentence: Sentence, i: int) -> tuple[int, ...]:
    """Whom the roles have for the speaker of the active verb *i* where the tree has nobody; () without one."""
    given = (role for p in sentence.predicates if p.token == i for role in p.roles)
    agent = next((role for role in given if role.label == "ARG0"), None)
    if agent is None or agent.start <= i < agent.end or sentence.children(i, "aux:pass"):
        return ()
    first = agent.start + (sentence.tokens[agent.start].upos in ("ADP", "SCONJ"))
    return trimmed(sentence, tuple(range(first, agent.end)))


def told_by(sentence: Sentence, finding: Finding) -> tuple[int, ...]:
    """The clause that the roles have for what is said where the tree has neither clause nor object; else ()."""
    given = (role for p in sentence.predicates if p.token == finding.head for role in p.roles)
    said = [role for role in given if role.label in SAID and role.start > max(finding.cue)]
    told = trimmed(sentence, tuple(range(said[0].start, said[-1].end))) if said else ()
    governed = sentence.children(finding.head, "obj", "iobj", "obl", "xcomp")
    if not told or set(told) & {*finding.source, *governed} or sentence.tokens[told[0]].upos == "ADP":
        return ()
    return told if any(_is_main(sentence, k) for k in told) else ()


def _is_main(sentence: Sentence, k: int) -> bool:
    """Whether a finite verb stands at *k* that is no relative clause's."""
    line = (k, *sentence.ancestors(k))
    relative = any(sentence.tokens[j].deprel.startswith("acl:relcl") for j in line[:2])
    return sentence.tokens[k].xpos in (*FINITE, "MD") and not relative


def reached(sentence: Sentence, found: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings of a sentence, those with a verb followed by their content in one piece grown to their roles."""
    found = tuple(found)
    taken = {k for each in found if each.says_something(sentence) for k in (*each.cue, *each.source)}
    predicates = {predicate.token: predicate for predicate in sentence.predicates}
    return tuple(_reached(sentence, finding, predicates.get(finding.head), taken) for finding in found)


def _reached(sentence: Sentence, finding: Finding, predicate: Predicate | None, taken: Collection[int]) -> Finding:
    content = finding.content
    if predicate is None or finding.frame.part != "verb" or not content or content[0] < finding.head:
        return finding
    if content != tuple(range(content[0], content[-1] + 1)):
        return finding
    wanted = SAID if finding.frame.recorded and finding.frame.content & {"clause", "infinitive"} else ABOUT
    roles = [role for role in predicate.roles if role.label in wanted and role.start > max(finding.cue)]
    last = max((role.end for role in roles), default=0)
    more = trimmed(sentence, tuple(range(content[-1] + 1, last)))
    if not more or not any(role.start <= content[0] < role.end for role in roles):
        return finding
    if set(more) & set(taken) or _is_circumstance(sentence, more[0]):
        return finding
    return replace(finding, content=tuple(range(content[0], more[-1] + 1)))


def _is_circumstance(sentence: Sentence, first: int) -> bool:
    """A participle behind a comma goes on with what the speaker did, not with what was said."""
    return sentence.tokens[first].xpos == "VBG" and sentence.tokens[first - 1].text == ","
