"""Whom a pronoun stands for: "he" and "she" here, "it" and "they" in ``bodily``, relatives and "each other".

Grammatical role and distance weigh; number, gender and the clause exclude. Gender is only known from titles, given
names, the tables and earlier pronouns.
"""

from __future__ import annotations

from collections import Counter

from entente.actors.bodily import neuter, plural
from entente.actors.discourse import Discourse, Sight
from entente.actors.drafts import Draft
from entente.actors.salience import Candidate, best, coargument, continued, in_reach, verb_above, weigh

SINGULAR = {"he": "m", "him": "m", "his": "m", "himself": "m", "she": "f", "her": "f", "hers": "f", "herself": "f"}
PLURAL = frozenset({"they", "them", "their", "theirs", "themselves"})
NEUTER = frozenset({"it", "its", "itself"})
_SEVERAL = frozenset({"team", "delegation", "staff", "personnel", "convoy", "family"})
_NAMED = 2  # a person with a name comes before "the attacker" or "one senator"
_HEARD = 0.25  # for each mention so far: of two as near, the one that the report is about
_SPEAKING_BACK = 8  # sentences over which a quotation may run
_VOICE = 6  # "A police spokesman said he …": somebody else
_ONE_OF = 6  # "Durbin and Schiff questioned …": he is neither


def antecedent(draft: Draft, discourse: Discourse) -> tuple[int, ...] | None:
    """The chains that the pronoun *draft* stands for: one, or several for "they"; None where that is not clear."""
    word = draft.pronoun or ""
    if word == "relative":
        return _relative(draft, discourse)
    if word == "each other":
        return _reciprocal(draft, discourse)
    if word == "both":
        return _both(draft, discourse)
    if word in SINGULAR:
        return _singular(draft, discourse, SINGULAR[word])
    if word in PLURAL:
        return plural(draft, discourse)
    return neuter(draft, discourse) if word in NEUTER else None


def _singular(draft: Draft, discourse: Discourse, gender: str) -> tuple[int, ...] | None:
    ahead = _emphatic(draft, discourse) or _subject_ahead(draft, discourse, gender)
    if ahead is not None:
        return ahead
    candidates, near = [], in_reach(draft, discourse)
    barred = {s.chain for s in near if coargument(s, draft, discourse) or _same_subject(s, draft, discourse)}
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
        weight = weigh(sight, draft) + (0.6 if who.gender == gender else 0)
        weight += _NAMED if sight.chain in named else 0
        weight -= _VOICE if _speaks_for_others(sight, draft, discourse) else 0
        weight += _HEARD * min(heard[sight.chain], 8) - (_ONE_OF if _one_of_several(sight, discourse) else 0)
        candidates.append(Candidate((sight.chain,), weight))
    return best(candidates) if candidates else _last_speaker(draft, discourse, gender)


def _last_speaker(draft: Draft, discourse: Discourse, gender: str) -> tuple[int, ...] | None:
    """Who spoke last, for "he continued" after a quotation of some sentences."""
    if not _says(draft, discourse):
        return None
    for sight in reversed(discourse.window(draft.sentence, _SPEAKING_BACK)):
        who = discourse.chains[sight.chain]
        if who.kind == "person" and not who.plural and _says(sight.draft, discourse):
            return (sight.chain,) if who.gender in {None, gender} else None
    return None


def _emphatic(draft: Draft, discourse: Discourse) -> tuple[int, ...] | None:
    """ "Pelosi herself": whom the word follows."""
    last = discourse.sights[-1] if discourse.sights else None
    if last is None or not (draft.pronoun or "").endswith("self"):
        return None
    verb = verb_above(draft, discourse)
    own = [s for s in in_reach(draft, discourse, 0) if s.role == "subject" and s.draft.clause in {verb, draft.clause}]
    if len({s.chain for s in own}) == 1 and discourse.chains[own[0].chain].kind == "person":
        return (own[0].chain,)
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
    return len(discourse.conjuncts(position)) > 1 or continued(position, discourse)


def _subject_ahead(draft: Draft, discourse: Discourse, gender: str) -> tuple[int, ...] | None:
    """The named subject after a fronted adjunct with a possessive: "During his visit to Russia, Xi said …"."""
    sentence = discourse.parsed.sentences[draft.sentence]
    if draft.role != "possessor" or draft.head > 2 or sentence.tokens[0].upos not in {"ADP", "SCONJ", "VERB", "PROPN"}:
        return None
    if any(discourse.chains[s.chain].kind == "person" for s in in_reach(draft, discourse, 0)):
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


def _speaks_for_others(sight: Sight, draft: Draft, discourse: Discourse) -> bool:
    """Whether *sight* is a spokesman in whose words the pronoun stands."""
    who = discourse.chains[sight.chain]
    voice = any(word.startswith("spokes") for word in (*who.keys, *(who.office or "").lower().split()))
    return voice and sight.sentence == draft.sentence and _says(sight.draft, discourse)


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
    verb = verb_above(draft, discourse)
    while verb >= 0 and sentence.tokens[verb].relation in {"conj", "xcomp"} and not sentence.children(verb, "nsubj"):
        verb = sentence.tokens[verb].head
    return verb == sight.draft.clause


def _relative(draft: Draft, discourse: Discourse) -> tuple[int, ...] | None:
    """The actor that the relative clause hangs on."""
    sentence = discourse.parsed.sentences[draft.sentence]
    clause = next(
        (i for i in (draft.head, *sentence.ancestors(draft.head)) if sentence.tokens[i].deprel == "acl:relcl"), None
    )
    if clause is None:
        return None
    noun = sentence.tokens[sentence.tokens[clause].head]
    for sight in reversed(in_reach(draft, discourse, 0)):
        if sight.draft.start <= noun.start < sight.draft.end:
            return (sight.chain,)
    return None


def _both(draft: Draft, discourse: Discourse) -> tuple[int, ...] | None:
    """The last two who are named together, in this sentence or the one before."""
    for position in range(len(discourse.sights) - 1, -1, -1):
        sight = discourse.sights[position]
        if sight.sentence < draft.sentence - 1:
            break
        chains = tuple(dict.fromkeys(discourse.sights[n].chain for n in discourse.conjuncts(position)))
        kind = discourse.chains[sight.chain].kind
        chains = tuple(c for c in chains if discourse.chains[c].kind == kind)  # "presidents of Chad, Roe and Doe"
        members = discourse.chains[sight.chain].members
        for pair in (chains, members):
            if len(pair) == 2 and not continued(position, discourse):
                return pair
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
