"""Whom a pronoun stands for: the subject first, the nearest sentence first, and nobody where two are as good.

Conservative salience after Lappin and Leass (1994): grammatical role and distance weigh, number, gender and the
clause exclude. Gender is only known from titles, from the tables and from earlier pronouns.
"""

from __future__ import annotations

from dataclasses import dataclass

from entente.actors.discourse import Discourse, Sight
from entente.actors.drafts import Draft

SINGULAR = {"he": "m", "him": "m", "his": "m", "himself": "m", "she": "f", "her": "f", "hers": "f", "herself": "f"}
PLURAL = frozenset({"they", "them", "their", "theirs", "themselves"})
NEUTER = frozenset({"it", "its", "itself"})
_COLLECTIVE = frozenset({"COP", "MIL", "REB"})  # "the police … they"
_WEIGHTS = {"subject": 8, "object": 4, "possessor": 4, "oblique": 3, "modifier": 1, "other": 3}


@dataclass(frozen=True, slots=True)
class Candidate:
    """An actor that a pronoun may stand for, with its weight."""

    chains: tuple[int, ...]
    weight: float


def antecedent(draft: Draft, discourse: Discourse) -> tuple[int, ...] | None:
    """The chains that the pronoun *draft* stands for: one, or several for "they"; None where that is not clear."""
    word = draft.pronoun or ""
    if word == "relative":
        return _relative(draft, discourse)
    if word == "each other":
        return _reciprocal(draft, discourse)
    if word in SINGULAR:
        return _singular(draft, discourse, SINGULAR[word])
    if word in PLURAL:
        return _plural(draft, discourse)
    return _neuter(draft, discourse) if word in NEUTER else None


def _best(candidates: list[Candidate]) -> tuple[int, ...] | None:
    """The heaviest candidate, if no other actor comes near it."""
    best: dict[tuple[int, ...], float] = {}
    for candidate in candidates:
        best[candidate.chains] = max(candidate.weight, best.get(candidate.chains, 0))
    ranked = sorted(best.items(), key=lambda item: -item[1])
    if not ranked or (len(ranked) > 1 and ranked[1][1] >= ranked[0][1] - 0.5):
        return None
    return ranked[0][0]


def _weight(sight: Sight, draft: Draft) -> float:
    """Role minus distance; inside the sentence, the subject of an outer clause counts most."""
    return _WEIGHTS[sight.role] - 7 * (draft.sentence - sight.sentence)


def _coargument(sight: Sight, draft: Draft) -> bool:
    """Whether both depend on one verb, so that a plain pronoun cannot be the other: "Shoigu … had talks with him"."""
    if (
        draft.role == "possessor"
        or draft.sentence != sight.sentence
        or (draft.pronoun or "").endswith(("self", "selves"))
    ):
        return False
    return sight.draft.clause == draft.clause


def _in_reach(draft: Draft, discourse: Discourse, back: int = 2) -> list[Sight]:
    found = discourse.window(draft.sentence, back)
    return [s for s in found if s.draft.end <= draft.start and s.draft.title == draft.title]


def _singular(draft: Draft, discourse: Discourse, gender: str) -> tuple[int, ...] | None:
    ahead = _subject_ahead(draft, discourse, gender)
    if ahead is not None:
        return ahead
    candidates, near = [], _in_reach(draft, discourse)
    barred = {s.chain for s in near if _coargument(s, draft) or _same_subject(s, draft, discourse)}
    barred |= _speakers_ahead(draft, discourse)
    for sight in near:
        who = discourse.chains[sight.chain]
        if who.kind != "person" or who.plural or who.gender not in {None, gender} or sight.chain in barred:
            continue
        if _own_quote(sight, draft, discourse):
            continue
        candidates.append(Candidate((sight.chain,), _weight(sight, draft) + (0.6 if who.gender == gender else 0)))
    return _best(candidates)


def _subject_ahead(draft: Draft, discourse: Discourse, gender: str) -> tuple[int, ...] | None:
    """The named subject after a fronted adjunct with a possessive: "During his visit to Russia, Xi said …"."""
    sentence = discourse.parsed.sentences[draft.sentence]
    if draft.role != "possessor" or draft.head > 2 or sentence.tokens[0].upos not in {"ADP", "SCONJ", "VERB", "PROPN"}:
        return None
    for i, (person, _) in discourse.named.items():
        other = discourse.drafts[i]
        if (
            other.sentence == draft.sentence
            and other.role == "subject"
            and other.start > draft.end
            and person.gender in {None, gender}
        ):
            return (discourse.person(person),)
    return None


def _own_quote(sight: Sight, draft: Draft, discourse: Discourse) -> bool:
    """Whether the pronoun stands in words quoted of *sight*: who speaks of himself says "I"."""
    return discourse.quoted(draft.start) and _says(sight.draft, discourse)


def _says(draft: Draft, discourse: Discourse) -> bool:
    """Whether the mention is the subject of a verb of saying, outside quotation marks."""
    verb = draft.clause
    if draft.role != "subject" or verb < 0 or discourse.quoted(draft.start):
        return False
    return discourse.parsed.sentences[draft.sentence].tokens[verb].lemma in discourse.directory.settings.speaking


def _speakers_ahead(draft: Draft, discourse: Discourse) -> set[int]:
    """The persons who come after a quotation as its speaker: '"He is wrong," Roe said.'"""
    if not discourse.quoted(draft.start):
        return set()
    later = [(discourse.drafts[i], person) for i, (person, _) in discourse.named.items()]
    return {
        discourse.person(person)
        for other, person in later
        if other.sentence == draft.sentence and other.start > draft.end and _says(other, discourse)
    }


def _same_subject(sight: Sight, draft: Draft, discourse: Discourse) -> bool:
    """Whether *sight* is the subject that the pronoun's own verb shares: "Shoigu met Zhang and had talks with him"."""
    if draft.sentence != sight.sentence or sight.role != "subject" or draft.role in {"subject", "possessor"}:
        return False
    sentence = discourse.parsed.sentences[draft.sentence]
    verb = _verb_above(draft, discourse)
    while verb >= 0 and sentence.tokens[verb].relation in {"conj", "xcomp"} and not sentence.children(verb, "nsubj"):
        verb = sentence.tokens[verb].head
    return verb == sight.draft.clause


def _verb_above(draft: Draft, discourse: Discourse) -> int:
    """The verb over the noun that governs the pronoun: "had" for "him" in "had talks with him"."""
    sentence = discourse.parsed.sentences[draft.sentence]
    at = draft.clause
    while at >= 0 and sentence.tokens[at].upos not in {"VERB", "AUX"} and sentence.tokens[at].relation != "root":
        at = sentence.tokens[at].head
    return at


def _plural(draft: Draft, discourse: Discourse) -> tuple[int, ...] | None:
    candidates = []
    near = discourse.window(draft.sentence, 1)
    for position, sight in enumerate(near, len(discourse.sights) - len(near)):
        if sight.draft.end > draft.start:
            continue
        if _coargument(sight, draft) or sight.draft.title != draft.title:
            continue
        chains = tuple(dict.fromkeys(discourse.sights[n].chain for n in discourse.conjuncts(position)))
        who = discourse.chains[sight.chain]
        several = len(chains) > 1 and not _continued(position, discourse)
        if several or (
            len(chains) == 1 and (who.plural or who.kind in {"people", "group"} or who.sector in _COLLECTIVE)
        ):
            candidates.append(Candidate(who.members or chains, _weight(sight, draft) + (1 if several else 0)))
    return _best(candidates)


def _continued(position: int, discourse: Discourse) -> bool:
    """Whether a later conjunct follows, so that the list is longer than up to here."""
    following = discourse.sights[position + 1] if position + 1 < len(discourse.sights) else None
    return following is not None and position in discourse.conjuncts(position + 1)


def _neuter(draft: Draft, discourse: Discourse) -> tuple[int, ...] | None:
    """A body or state that is the subject; "it" and "its" mostly stand for things that are no actors."""
    if draft.pronoun == "it" and not _speaks(draft, discourse):
        return None
    near = [s for s in _in_reach(draft, discourse, 0 if draft.pronoun == "its" else 1) if _neutral(s, discourse)]
    subjects = {s.chain for s in near if s.role == "subject" and not _coargument(s, draft)}
    same_sentence = {s.chain for s in near if s.sentence == draft.sentence}
    if len(subjects) != 1 or len(same_sentence - subjects) > 0:
        return None
    return (subjects.pop(),)


def _neutral(sight: Sight, discourse: Discourse) -> bool:
    who = discourse.chains[sight.chain]
    return who.kind in {"state", "body"} and not who.plural


def _speaks(draft: Draft, discourse: Discourse) -> bool:
    """Whether the pronoun is the subject of a verb that only actors are subjects of."""
    sentence = discourse.parsed.sentences[draft.sentence]
    verb = sentence.tokens[draft.clause] if draft.clause >= 0 else None
    return draft.role == "subject" and verb is not None and verb.lemma in discourse.directory.settings.speaking


def _relative(draft: Draft, discourse: Discourse) -> tuple[int, ...] | None:
    """The actor that the relative clause hangs on."""
    sentence = discourse.parsed.sentences[draft.sentence]
    clause = next(
        (i for i in (draft.head, *sentence.ancestors(draft.head)) if sentence.tokens[i].deprel == "acl:relcl"), None
    )
    if clause is None:
        return None
    noun = sentence.tokens[sentence.tokens[clause].head]
    for sight in reversed(_in_reach(draft, discourse, 0)):
        if sight.draft.start <= noun.start < sight.draft.end:
            return (sight.chain,)
    return None


def _reciprocal(draft: Draft, discourse: Discourse) -> tuple[int, ...] | None:
    """The conjuncts or the group that are the subject of the sentence so far."""
    for position in range(len(discourse.sights) - 1, -1, -1):
        sight = discourse.sights[position]
        if sight.sentence != draft.sentence:
            break
        if sight.role == "subject":
            chains = tuple(dict.fromkeys(discourse.sights[n].chain for n in discourse.conjuncts(position)))
            members = discourse.chains[sight.chain].members
            return members or (chains if len(chains) > 1 else None)
    return None
