"""Whom a report calls a criminal by telling of a conviction: "Roe was convicted of murder".

The codebook (section 3) has suspects as CVL unless named as criminals. Only crimes that are no politics count, and only
persons of whom nothing else is known: a jailed reporter stays a reporter, a jailed opponent is no criminal.
"""

from __future__ import annotations

from dataclasses import replace

from entente.actors.discourse import Discourse, Sight

_OPEN = frozenset({None, "UAF", "CVL"})
_MAN = frozenset({"man", "woman", "suspect", "attacker", "gunman", "assailant", "defendant", ""})


def settle_convicts(discourse: Discourse) -> frozenset[int]:
    """Gives CRM to persons without a sector of their own who are said to be convicted of a crime; their chains."""
    found = {s.chain for s in discourse.sights if _unplaced(s, discourse) and _convicted(s, discourse)}
    for chain in found:
        discourse.chains[chain] = replace(discourse.chains[chain], sector="CRM")
    return frozenset(found)


def _unplaced(sight: Sight, discourse: Discourse) -> bool:
    who = discourse.chains[sight.chain]
    if who.kind != "person" or who.plural or who.office or who.sector not in _OPEN:
        return False
    return who.sector != "CVL" or who.keys <= _MAN


def _convicted(sight: Sight, discourse: Discourse) -> bool:
    """Whether the mention is who is convicted, in a sentence that names the crime."""
    settings, sentence = discourse.directory.settings, discourse.parsed.sentences[sight.sentence]
    if sight.draft.clause < 0 or not any(token.lemma.lower() in settings.crimes for token in sentence.tokens):
        return False
    verb = sentence.tokens[sight.draft.clause]
    told = sentence.tokens[sight.draft.head].deprel in {"nsubj:pass", "obj"}
    return told and verb.lemma in settings.convicting
