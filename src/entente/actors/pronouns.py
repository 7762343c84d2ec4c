"""Whom a pronoun stands for: the subject first, the nearest sentence first, and nobody where two are as good.

Conservative salience after Lappin and Leass (1994): grammatical role and distance weigh, number, gender and the
clause exclude. Gender is only known from titles, from the tables and from earlier pronouns.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from entente.actors.discourse import Discourse, Sight
from entente.actors.drafts import Draft

SINGULAR = {"he": "m", "him": "m", "his": "m", "himself": "m", "she": "f", "her": "f", "hers": "f", "herself": "f"}
PLURAL = frozenset({"they", "them", "their", "theirs", "themselves"})
NEUTER = frozenset({"it", "its", "itself"})
_COLLECTIVE = frozenset({"COP", "MIL", "REB"})  # "the police … they"
_SEVERAL = frozenset({"team", "delegation", "staff", "personnel", "convoy", "family"})
_NAMED = 2  # a person with a name comes before "the attacker" or "one senator"
_HEARD = 0.25  # for each mention so far: of two as near, the one that the report is about
_ONE_OF = 6  # "Durbin and Schiff questioned …": he is neither
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
    ahead = _emphatic(draft, discourse) or _subject_ahead(draft, discourse, gender)
    if ahead is not None:
        return ahead
    candidates, near = [], _in_reach(draft, discourse)
    barred = {s.chain for s in near if _coargument(s, draft) or _same_subject(s, draft, discourse)}
    barred |= _speakers_ahead(draft, discourse)
    barred |= {s.chain for s in near if _controlled(s, draft, discourse)}
    heard = Counter(sight.chain for sight in discourse.sights)
    named = {discourse.person(person) for person, _ in discourse.named.values()}
    for sight in near:
        who = discourse.chains[sight.chain]
        if who.kind != "person" or who.plural or who.gender not in {None, gender} or sight.chain in barred:
            continue
        if _own_quote(sight, draft, discourse):
            continue
        if who.keys & _SEVERAL:
            continue
        weight = _weight(sight, draft) + (0.6 if who.gender == gender else 0)
        weight += _NAMED if sight.chain in named else 0
        weight += _HEARD * min(heard[sight.chain], 8) - (_ONE_OF if _one_of_several(sight, discourse) else 0)
        candidates.append(Candidate((sight.chain,), weight))
    return _best(candidates)


def _emphatic(draft: Draft, discourse: Discourse) -> tuple[int, ...] | None:
    """ "Pelosi herself": whom the word follows."""
    last = discourse.sights[-1] if discourse.sights else None
    if last is None or not (draft.pronoun or "").endswith("self"):
        return None
    between = discourse.parsed.report.text[last.draft.end : draft.start]
    return (last.chain,) if between == " " and discourse.chains[last.chain].kind == "person" else None


def _controlled(sight: Sight, draft: Draft, discourse: Discourse) -> bool:
    """Whether *sight* depends on a participle whose subject is the pronoun: "Speaking to Smith, he said"."""
    if draft.role != "subject" or draft.sentence != sight.sentence or draft.clause < 0:
        return False
    tokens = discourse.parsed.sentences[draft.sentence].tokens
    verb = sight.draft.clause
    if sight.draft.role not in {"object", "oblique"} or verb < 0:
        return False
    participle = tokens[verb].relation == "advcl" and tokens[verb].xpos in {"VBG", "VBN"}
    return participle and tokens[verb].head == draft.clause


def _one_of_several(sight: Sight, discourse: Discourse) -> bool:
    position = discourse.starts.get((sight.sentence, sight.draft.start))
    if position is None or sight.role != "subject":
        return False
    return len(discourse.conjuncts(position)) > 1 or _continued(position, discourse)


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
    return _best(candidates) if candidates else _one_body(draft, discourse)


def _one_body(draft: Draft, discourse: Discourse) -> tuple[int, ...] | None:
    """The only body that is a subject nearby, where nothing plural is: "Sea-Watch renamed their ship"."""
    for back in (0, 1):
        near = [s for s in _in_reach(draft, discourse, back) if discourse.chains[s.chain].kind == "body"]
        subjects = {s.chain for s in near if s.role == "subject" and not _coargument(s, draft)}
        if len(subjects) == 1 and len({s.chain for s in near if s.role in {"subject", "object"}}) == 1:
            return (subjects.pop(),)
        if near:
            return None
    return None


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
    if draft.pronoun == "its" and len(same_sentence) == 1:
        return (same_sentence.pop(),)
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
