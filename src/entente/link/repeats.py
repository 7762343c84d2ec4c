"""A happening that a report takes up again with a noun: "the attack", "his arrest", "this ruling".

Such a noun names somebody of the happening at most, and seldom its day, so that it agrees with no mention as far as
both say something. It is one with the nearest earlier mention of its type that it does not contradict.
"""

from __future__ import annotations

from collections.abc import Sequence

from entente.link.agreement import VERBAL, covers, days_agree, everybody, places_agree, same_act, same_mode, same_number
from entente.link.words import load_words, root
from entente.model import Mention, Parsed

GIVEN = frozenset({"the", "this", "that", "these", "those"})


def repeated(groups: Sequence[list[Mention]], parsed: Parsed) -> list[list[Mention]]:
    """*groups* with those that only take up an earlier one joined to it; their order makes no difference."""
    ordered = sorted(groups, key=lambda group: min(mention.trigger for mention in group))
    found: list[list[Mention]] = []
    for group in ordered:
        earlier = _meant(group, found, parsed) if all(takes_up(mention, parsed) for mention in group) else None
        if earlier is None:
            found.append(list(group))
        else:
            earlier += group
    return found


def takes_up(mention: Mention, parsed: Parsed) -> bool:
    """Whether the trigger is a noun with a definite article, a demonstrative or a possessor."""
    sentence = parsed.sentences[mention.sentence]
    if not 0 <= mention.head < len(sentence.tokens) or sentence.tokens[mention.head].upos != "NOUN":
        return False
    return any(
        child.lemma.casefold() in GIVEN if child.relation == "det" else child.deprel == "nmod:poss"
        for child in (sentence.tokens[k] for k in sentence.children(mention.head, "det", "nmod", "nmod:poss"))
    )


def _meant(group: Sequence[Mention], earlier: Sequence[list[Mention]], parsed: Parsed) -> list[Mention] | None:
    """The group of *earlier* with the last mention before *group* of those that all of it may take up."""
    start = min(mention.trigger.start for mention in group)
    fitting = [each for each in earlier if all(_may_mean(a, b, parsed) for a in group for b in each)]
    last = (max((m.trigger.start for m in each if m.trigger.start < start), default=-1) for each in fitting)
    return max(zip(last, fitting, strict=True), key=lambda pair: pair[0], default=(0, None))[1]


def _may_mean(noun: Mention, other: Mention, parsed: Parsed) -> bool:
    return (
        noun.type == other.type
        and noun.factuality == other.factuality
        and same_act(noun, other)
        and same_mode(noun, other)
        and same_number(noun, other)
        and _nobody_else(noun, other)
        and (noun.dating.basis != "stated" or days_agree(noun.dating, other.dating))
        and places_agree(noun.place, other.place)
        and _akin(noun, other, parsed)
    )


def _nobody_else(noun: Mention, other: Mention) -> bool:
    """Whether whoever both name in one part is the same, and nobody acts in one and suffers in the other."""
    if noun.type == "CONSULT":
        return covers(everybody(noun), everybody(other))
    sides = ((noun.actors, other.actors), (noun.recipients, other.recipients))
    crossed = ((noun.actors, other.recipients), (noun.recipients, other.actors))
    named = [(one, two) for one, two in sides if one and two]
    if noun.type in VERBAL and not named:
        return False
    return all(covers(one, two) for one, two in named) and not any(
        covers(one, two) for one, two in crossed if one and two
    )


def _akin(noun: Mention, other: Mention, parsed: Parsed) -> bool:
    """Whether the two words can name one act: one lemma, one root or one family of words."""
    one, two = (_lemma(mention, parsed) for mention in (noun, other))
    return root(one) == root(two) or load_words().akin([one], [two])


def _lemma(mention: Mention, parsed: Parsed) -> str:
    return parsed.sentences[mention.sentence].tokens[mention.head].lemma.casefold()
