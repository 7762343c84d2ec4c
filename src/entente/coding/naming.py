"""Who a source is: the person that a description names, the author of a document, the noun behind "who".

"One senator, Maria Lopez, said" is Maria Lopez; "data from the ministry" and "a ministry statement" speak for the
ministry. The characters of a source stay what the report has; only its name and actor are resolved.
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import pairwise, takewhile

from entente.coding.phrases import noun_phrase
from entente.coding.speechwords import speech_words
from entente.model import Actor, Entity, Resolved, Sentence, Source, Span, Token

RELATIVE = frozenset({"who", "which", "that", "whom"})
BACK = 6
"""Sentences back that the author of "the statement" is sought in."""
AUTHOR = frozenset({"from", "by", "of"})


def source_at(resolved: Resolved, at: int, head: int, span: Span) -> Source:
    """A resolved source; "who" keeps its own characters and has the name of what it refers to."""
    sentence = resolved.parsed.sentences[at]
    referent = antecedent(sentence, head)
    phrase = noun_phrase(sentence, referent, apart_from=head) or (referent,)
    named = span if referent == head else sentence.cover(phrase)
    if (person := _person_named(resolved, at, referent, named)) is not None:
        actor = _actor_over(resolved, at, person.span)
        name = actor.name if actor else person.span.of(resolved.report.text)
        return Source(name, span, actor)
    if (called := _called(sentence, referent, named)) is not None:
        return Source(called, span, actor_at(resolved, at, referent))
    author = _author_of(resolved, at, _whole(sentence, referent))
    if author is not None:
        return Source(author.name, span, author.actor)
    actor = actor_at(resolved, at, referent)
    if actor and actor.kind != "group" and _is_joint(sentence, referent, named):
        return Source(named.of(resolved.report.text), span, actor)
    if (owned := _owned(resolved, at, referent, named)) is not None:
        return Source(owned, span, actor)
    return Source(actor.name if actor else named.of(resolved.report.text), span, actor)


def antecedent(sentence: Sentence, i: int) -> int:
    """The noun that a relative pronoun stands for; *i* itself for any other token."""
    if sentence.tokens[i].text.lower() not in RELATIVE:
        return i
    above = (i, *sentence.ancestors(i))
    return next((over for under, over in pairwise(above) if sentence.tokens[under].deprel == "acl:relcl"), i)


def actor_at(resolved: Resolved, at: int, head: int) -> Actor | None:
    """The actor mention headed by token *head* of sentence *at*, else the shortest one that covers it."""
    near = _over(resolved, at, resolved.parsed.sentences[at].tokens[head].span)
    headed = [actor for actor in near if actor.head == head]
    return min(headed or near, key=lambda actor: actor.end - actor.start, default=None)


def members(resolved: Resolved, actor: Actor) -> tuple[Actor, ...]:
    """Those a group noun stands for ("the two countries"), where the report names them all."""
    named = [resolved.chains[chain][0] for chain in actor.members if chain in resolved.chains]
    return tuple(named) if named and len(named) == len(actor.members) else (actor,)


def _over(resolved: Resolved, at: int, span: Span) -> list[Actor]:
    i = bisect_right(resolved.actors, span.start, key=lambda actor: actor.start)
    return [a for a in resolved.actors[max(0, i - 6) : i + 1] if a.sentence == at and a.span.covers(span)]


def _actor_over(resolved: Resolved, at: int, span: Span) -> Actor | None:
    """The person whose mention is, or ends with, the name at *span*."""
    people = [a for a in _over(resolved, at, span) if a.kind == "person" and a.end == span.end]
    return min(people, key=lambda actor: actor.end - actor.start, default=None)


def _person_named(resolved: Resolved, at: int, head: int, span: Span) -> Entity | None:
    """The person whose name stands in a description: apposed, after "named", or as its last words."""
    sentence = resolved.parsed.sentences[at]
    if sentence.tokens[head].upos != "NOUN":
        return None
    first = bisect_right(resolved.parsed.entities, span.start - 1, key=lambda entity: entity.start)
    near = resolved.parsed.entities[first : first + len(sentence.tokens)]
    people = [e for e in near if e.sentence == at and e.type == "PER" and span.covers(e.span)]
    if len(people) != 1 or people[0].start <= sentence.tokens[head].start:
        return None
    start = next((k for k, token in enumerate(sentence.tokens) if token.end > people[0].start), 0)
    if start == 0:
        return None
    before, top = sentence.tokens[start - 1], _top(sentence, people[0])
    apposed = top.relation in ("appos", "flat") or people[0].end == span.end
    named = before.text.lower() in ("named", "pseudonym") or before.upos in ("PUNCT", "NOUN", "PROPN")
    return people[0] if apposed and named else None


def _called(sentence: Sentence, head: int, span: Span) -> str | None:
    """The name behind "named" or "the pseudonym": "a student named Wong"."""
    inside = [k for k, token in enumerate(sentence.tokens) if span.covers(token.span) and k > head]
    for k in inside:
        if sentence.tokens[k].text.lower() in ("named", "pseudonym") and k + 1 in inside:
            names = takewhile(lambda j: sentence.tokens[j].upos == "PROPN", range(k + 1, inside[-1] + 1))
            return " ".join(sentence.tokens[j].text for j in names) or None
    return None


def _whole(sentence: Sentence, head: int) -> int:
    """ "part of the statement" is the statement."""
    whole = sentence.child(head, "nmod") if sentence.tokens[head].lemma.lower() in speech_words().parts else None
    return head if whole is None else whole


def _is_joint(sentence: Sentence, head: int, span: Span) -> bool:
    """Two speakers together, where the actors know only the first."""
    for j in sentence.children(head, "conj"):
        token = sentence.tokens[j]
        others = any(sentence.tokens[k].lemma.lower() == "other" for k in sentence.children(j, "amod"))
        if token.upos in ("NOUN", "PROPN") and span.covers(token.span) and not others:
            return True
    return False


def _owned(resolved: Resolved, at: int, head: int, span: Span) -> str | None:
    """ "his aides" as "aides of Juan Reyes"."""
    sentence = resolved.parsed.sentences[at]
    owner = sentence.child(head, "nmod:poss")
    if owner is None or sentence.tokens[owner].xpos != "PRP$" or sentence.tokens[owner].start != span.start:
        return None
    actor = actor_at(resolved, at, owner)
    known = actor is not None and actor.head == owner and actor.name.lower() != actor.text.lower()
    rest = span.of(resolved.report.text)[len(sentence.tokens[owner].text) :].strip()
    return f"{rest} of {actor.name}" if actor is not None and known and rest else None


def _top(sentence: Sentence, entity: Entity) -> Token:
    inside = [k for k, token in enumerate(sentence.tokens) if entity.span.covers(token.span)]
    return sentence.tokens[next(k for k in inside if sentence.tokens[k].head not in inside)]


def _author_of(resolved: Resolved, at: int, head: int) -> Source | None:
    """Whose document it is that speaks; "the statement" without an author is the one told of before."""
    sentence = resolved.parsed.sentences[at]
    lemma = sentence.tokens[head].lemma.lower()
    if sentence.tokens[head].upos != "NOUN" or lemma not in speech_words().documents:
        return None
    if (own := _author(resolved, at, head)) is not None:
        return own
    bare = [sentence.tokens[k].text.lower() for k in sentence.children(head) if sentence.tokens[k].upos != "PUNCT"]
    if bare != ["the"]:
        return None
    for before in range(at - 1, max(-1, at - BACK), -1):
        for k, token in enumerate(resolved.parsed.sentences[before].tokens):
            if token.lemma.lower() == lemma and (found := _author(resolved, before, k)) is not None:
                return found
    return None


def _author(resolved: Resolved, at: int, head: int) -> Source | None:
    """The author as told here: "the court's ruling", "data from the ministry", "issued a statement saying"."""
    sentence = resolved.parsed.sentences[at]
    token = sentence.tokens[head]
    owners = list(sentence.children(head, "nmod:poss"))
    for j in sentence.children(head, "nmod"):
        if any(sentence.tokens[k].text.lower() in AUTHOR for k in sentence.children(j, "case")):
            owners.append(j)
    for issued in sentence.children(head, "acl"):
        verb = sentence.tokens[issued].lemma.lower() if sentence.tokens[issued].xpos == "VBN" else ""
        # What several have signed or issued together speaks for itself.
        joint = any(sentence.tokens[k].lemma.lower() == "joint" for k in sentence.children(head, "amod"))
        if verb in speech_words().issued and verb != "sign" and not joint:
            owners.extend(j for j in sentence.children(issued, "obl") if sentence.tokens[j].deprel == "obl:agent")
    owners.extend(j for j in sentence.children(head, "compound") if sentence.tokens[j].upos == "PROPN")
    if (
        token.relation == "obj"
        and token.head >= 0
        and sentence.tokens[token.head].lemma.lower() in speech_words().issued
    ):
        owners.extend(sentence.children(token.head, "nsubj"))
    for j in owners:
        actor = actor_at(resolved, at, j)
        if actor is not None and actor.head != head:
            return Source(actor.name, actor.span, actor)
        if actor is None and sentence.tokens[j].upos == "PROPN":
            phrase = noun_phrase(sentence, j) or (j,)
            return Source(sentence.cover(phrase).of(resolved.report.text))
    return None
