"""Whom "it", "its" and "they" stand for: bodies, states, crowds and several actors together.

"It" and "its" mostly stand for things that are no actors, so that only a subject's clause or a sole body decides.
"""

from __future__ import annotations

from collections.abc import Sequence

from entente.actors.discourse import Discourse, Sight
from entente.actors.drafts import Draft
from entente.actors.nominals import common_noun, named_body
from entente.actors.salience import Candidate, best, coargument, continued, in_reach, verb_above, weigh
from entente.model import Sentence

_COLLECTIVE = frozenset({"COP", "MIL", "REB"})  # "the police … they"
_SUBJECTLESS = frozenset({"conj", "xcomp", "advcl"})
_CLAUSES = frozenset({"ccomp", "advcl", "parataxis"})


def plural(draft: Draft, discourse: Discourse) -> tuple[int, ...] | None:
    """The plural actor, the list or the body that "they" stands for."""
    subject = _reflexive(draft, discourse) or _subject_over(draft, discourse)
    if subject is not None:
        return subject
    if draft.role == "possessor" and (told := _told(draft, discourse)) is not None:
        return told
    near = discourse.window(draft.sentence, 1)
    candidates = _plurals(draft, discourse, 1)
    if not any(s.sentence == draft.sentence and _many(s, discourse) for s in near) and draft.role == "possessor":
        owning = _owning_subject(draft, discourse)
        if owning is not None:
            return owning
    candidates = candidates or _plurals(draft, discourse, 2)
    whole = [c for c in candidates if not any(set(c.chains) < set(other.chains) for other in candidates)]
    return best(whole) if whole else _one_body(draft, discourse)


def _plurals(draft: Draft, discourse: Discourse, back: int) -> list[Candidate]:
    """The plural actors, lists and forces of the last *back* sentences."""
    candidates: list[Candidate] = []
    near = discourse.window(draft.sentence, back)
    for position, sight in enumerate(near, len(discourse.sights) - len(near)):
        if sight.draft.end > draft.start:
            continue
        if coargument(sight, draft, discourse) or sight.draft.title != draft.title or _nested(sight, near):
            continue
        chains = _listed(discourse.conjuncts(position), discourse)
        several = len(chains) > 1 and not continued(position, discourse)
        if several or (len(chains) == 1 and _many(sight, discourse)):
            members = discourse.chains[chains[0]].members if len(chains) == 1 else ()
            candidates.append(Candidate(members or chains, weigh(sight, draft) + (1 if several else 0)))
    return candidates


def _nested(sight: Sight, near: list[Sight]) -> bool:
    """Whether *sight* is one nation's part of a compound."""
    inside = (other for other in near if other.sentence == sight.sentence and other is not sight)
    return any(
        o.draft.start <= sight.draft.start and sight.draft.end < o.draft.end and o.rule == "compound" for o in inside
    )


def _listed(positions: Sequence[int], discourse: Discourse) -> tuple[int, ...]:
    """The chains of a list, the members of its groups each."""
    chains = [discourse.sights[n].chain for n in positions]
    each = [member for chain in chains for member in discourse.chains[chain].members or (chain,)]
    return tuple(dict.fromkeys(each)) if len(chains) > 1 else tuple(chains)


def _many(sight: Sight, discourse: Discourse) -> bool:
    who = discourse.chains[sight.chain]
    return who.plural or who.kind in {"people", "group"} or (who.kind == "body" and who.sector in _COLLECTIVE)


def _one_body(draft: Draft, discourse: Discourse) -> tuple[int, ...] | None:
    """The only body that is a subject nearby, where nothing plural is: "Sea-Watch renamed their ship"."""
    for back in (0, 1):
        near = [s for s in in_reach(draft, discourse, back) if discourse.chains[s.chain].kind == "body"]
        core = [s for s in near if s.role in {"subject", "object"}] or [s for s in near if s.role == "other"]
        subjects = {s.chain for s in core if s.role != "object" and not coargument(s, draft, discourse)}
        if len(subjects) == 1 and len({s.chain for s in core}) == 1:
            return (subjects.pop(),)
        if near:
            return None
    return None


def neuter(draft: Draft, discourse: Discourse) -> tuple[int, ...] | None:
    """The body or state that "it" or "its" stands for, where a clause or the lack of others tells."""
    found = _reflexive(draft, discourse) or _subject_over(draft, discourse)
    if found is not None or (draft.pronoun == "it" and not _speaks(draft, discourse)):
        return found
    if draft.pronoun == "its":
        return _sole(draft, discourse) or _owning_subject(draft, discourse) or _fronted(draft, discourse)
    near = [s for s in in_reach(draft, discourse, 1) if _neutral(s, discourse)]
    subjects = {s.chain for s in near if s.role == "subject" and not coargument(s, draft, discourse)}
    same_sentence = {s.chain for s in near if s.sentence == draft.sentence}
    if len(subjects) != 1 or len(same_sentence - subjects) > 0:
        return None
    return (subjects.pop(),)


def _sole(draft: Draft, discourse: Discourse) -> tuple[int, ...] | None:
    """The only body or state that the sentence has named before the pronoun."""
    chains = {s.chain for s in in_reach(draft, discourse, 0) if _neutral(s, discourse)}
    return (chains.pop(),) if len(chains) == 1 else None


def _owning_subject(draft: Draft, discourse: Discourse) -> tuple[int, ...] | None:
    """The subject of the clause that "its" stands in: "Chad said on Monday that Mali had withdrawn its ambassador"."""
    verb = verb_above(draft, discourse)
    sentence = discourse.parsed.sentences[draft.sentence]
    while verb >= 0 and not _subjects(sentence, verb) and sentence.tokens[verb].relation in _SUBJECTLESS:
        controlled = sentence.tokens[verb].relation == "xcomp"
        verb = sentence.tokens[verb].head
        if controlled and (told := _object_at(verb, draft, discourse)) is not None:
            return told
    return _subject_at(verb, draft, discourse)


def _told(draft: Draft, discourse: Discourse) -> tuple[int, ...] | None:
    """Who is told to act in the clause that the possessive stands in: "called on Mali to halt their flights"."""
    sentence, verb = discourse.parsed.sentences[draft.sentence], verb_above(draft, discourse)
    if verb < 0 or _subjects(sentence, verb) or sentence.tokens[verb].relation not in {"xcomp", "advcl"}:
        return None
    if not any(sentence.tokens[i].text.lower() == "to" for i in sentence.children(verb, "mark")):
        return None
    over = sentence.tokens[verb].head
    near = [s for s in in_reach(draft, discourse, 0) if s.draft.clause == over and s.role in {"object", "oblique"}]
    chains = {s.chain for s in near if _neutral(s, discourse)}
    return (chains.pop(),) if len(chains) == 1 and len(near) == 1 else None


def _object_at(verb: int, draft: Draft, discourse: Discourse) -> tuple[int, ...] | None:
    """Who is to act: "urged Mali to withdraw its forces"."""
    near = [s for s in in_reach(draft, discourse, 0) if s.role == "object" and s.draft.clause == verb]
    chains = {s.chain for s in near if _neutral(s, discourse)}
    return (chains.pop(),) if len(chains) == 1 else None


def _fronted(draft: Draft, discourse: Discourse) -> tuple[int, ...] | None:
    """The body after an adjunct that the sentence opens with: "In its ruling, the court found …"."""
    sentence = discourse.parsed.sentences[draft.sentence]
    verb = verb_above(draft, discourse)
    if verb >= 0 and sentence.tokens[verb].relation == "advcl" and not _subjects(sentence, verb):
        verb = sentence.tokens[verb].head
    for other in discourse.by_sentence[draft.sentence]:
        phrase = other.phrase
        if other.start < draft.end or other.role != "subject" or other.clause != verb or phrase is None:
            continue
        if other.doubtful or other.person or phrase.plural or phrase.codes or phrase.kind not in {"state", "body"}:
            return None
        if phrase.kind == "state" and phrase.noun == "" and phrase.code:
            return (discourse.state(phrase.code),)
        return ((named_body(other, phrase, discourse) or common_noun(other, phrase, discourse))[0],)
    return None


def _reflexive(draft: Draft, discourse: Discourse) -> tuple[int, ...] | None:
    """The subject of the pronoun's own verb: "Sea-Watch credits itself"."""
    if not (draft.pronoun or "").endswith(("self", "selves")):
        return None
    return _subject_at(verb_above(draft, discourse), draft, discourse)


def _subject_over(draft: Draft, discourse: Discourse) -> tuple[int, ...] | None:
    """The body that is subject of the verb over the pronoun's clause: "Nigeria announced it planned to join"."""
    sentence = discourse.parsed.sentences[draft.sentence]
    verb = draft.clause
    if draft.role != "subject" or verb < 0 or sentence.tokens[verb].upos not in {"VERB", "AUX"}:
        return None
    if sentence.tokens[verb].relation not in _CLAUSES:
        return _subject_before(verb, draft, discourse)
    over = sentence.tokens[verb].head
    while over >= 0 and not _subjects(sentence, over) and sentence.tokens[over].relation in _SUBJECTLESS:
        over = sentence.tokens[over].head
    return _subject_at(over, draft, discourse)


def _subject_before(verb: int, draft: Draft, discourse: Discourse) -> tuple[int, ...] | None:
    """The subject of a clause before the pronoun's: "If Parliament dislikes it, it can change the law"."""
    sentence = discourse.parsed.sentences[draft.sentence]
    clauses = [i for i in sentence.children(verb, "advcl") if sentence.tokens[i].start < draft.start]
    return _subject_at(clauses[0], draft, discourse) if len(clauses) == 1 else None


def _subject_at(verb: int, draft: Draft, discourse: Discourse) -> tuple[int, ...] | None:
    """The body or state before the pronoun that is the subject of the token *verb*."""
    near = [s for s in in_reach(draft, discourse, 0) if s.role == "subject" and s.draft.clause == verb]
    chains = {s.chain for s in near if _neutral(s, discourse)}
    return (chains.pop(),) if verb >= 0 and len(chains) == 1 and len({s.chain for s in near}) == 1 else None


def _subjects(sentence: Sentence, verb: int) -> list[int]:
    return [*sentence.children(verb, "nsubj"), *sentence.children(verb, "nsubj:pass")]


def _neutral(sight: Sight, discourse: Discourse) -> bool:
    who = discourse.chains[sight.chain]
    return who.kind in {"state", "body"} and not who.plural


def _speaks(draft: Draft, discourse: Discourse) -> bool:
    """Whether the pronoun is the subject of a verb that only actors are subjects of."""
    sentence = discourse.parsed.sentences[draft.sentence]
    verb = sentence.tokens[draft.clause] if draft.clause >= 0 else None
    return draft.role == "subject" and verb is not None and verb.lemma in discourse.directory.settings.speaking
