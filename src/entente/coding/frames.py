"""Who stands where around a predicate: subjects, objects and obliques, whatever the voice or construction.

Pure syntax over one ``Sentence`` (UD 2 relations); every function returns token positions in text order. Passives,
relative clauses, participles, control, raising and coordination of verbs that share a subject are undone here, so that
a rule names only ``subj``, ``obj`` or a preposition.
"""

from __future__ import annotations

from entente.model import Sentence

RELATIVE = frozenset({"who", "whom", "which", "that", "whose"})
# Verbs whose infinitive is done by the subject though an object stands beside it ("promised Kyiv to send tanks").
SUBJECT_CONTROL = frozenset(
    {"promise", "vow", "pledge", "swear", "threaten", "use", "take", "meet", "visit", "hold", "sign"}
)
BEING = frozenset({"is", "are", "was", "were", "be", "been", "being"})
FOLLOWING = 6


MISREAD = ("across", "throughout", "in", "at", "around", "near", "by")
"""Prepositions whose nouns parsers take for subjects."""


def case_of(sentence: Sentence, i: int) -> str:
    """The preposition of a nominal, in lower case ("" where it has none); "according to" gives "according"."""
    cases = [
        j
        for j in sentence.children(i, "case", "mark")
        if sentence.tokens[j].upos in ("ADP", "SCONJ", "VERB", "ADV", "PART")
    ]
    words = [sentence.tokens[j].text.lower() for j in cases if sentence.tokens[j].text not in ("'s", "’s", "'", "’")]
    return words[0] if words else ""


def is_passive(sentence: Sentence, i: int) -> bool:
    """Whether the verb is passive, counting participles ("troops sent by Oslo") and verbs that share an auxiliary."""
    if sentence.children(i, "aux:pass", "nsubj:pass", "obl:agent"):
        return True
    token = sentence.tokens[i]
    if token.xpos in ("VBN", "VBD") and any(
        sentence.tokens[j].text.lower() in BEING for j in sentence.children(i, "aux")
    ):
        return True
    if token.xpos != "VBN" or sentence.children(i, "aux", "nsubj"):
        return False
    if token.relation in ("acl", "advcl") and token.deprel != "acl:relcl":
        return True
    return token.relation == "conj" and is_passive(sentence, token.head)


def with_conjuncts(sentence: Sentence, positions: tuple[int, ...]) -> tuple[int, ...]:
    """The positions and all that are coordinated with them."""
    found = list(positions)
    for i in found:
        found.extend(j for j in sentence.children(i, "conj") if j not in found)
    return tuple(sorted(found))


def subjects(sentence: Sentence, i: int, depth: int = FOLLOWING) -> tuple[int, ...]:
    """Who does it: the active subject, a passive's agent, or what controls an infinitive or participle."""
    if is_passive(sentence, i):
        return agents(sentence, i, depth)
    return surface_subjects(sentence, i, depth)


def agents(sentence: Sentence, i: int, depth: int = FOLLOWING) -> tuple[int, ...]:
    """The by-phrase of a passive, shared by coordinated passives."""
    own = tuple(j for j in sentence.children(i, "obl", "nsubj:pass") if case_of(sentence, j) == "by" and j > i)
    own = own or tuple(j for j in sentence.children(i, "obl") if case_of(sentence, j) == "by")
    token = sentence.tokens[i]
    if own or not depth:
        return with_conjuncts(sentence, own)
    if token.relation == "conj" and not sentence.children(i, "nsubj:pass"):
        return agents(sentence, token.head, depth - 1)
    return ()


def surface_subjects(sentence: Sentence, i: int, depth: int = FOLLOWING) -> tuple[int, ...]:
    """The grammatical subject, active or passive, found upwards where the clause has none of its own."""
    own = tuple(j for j in sentence.children(i, "nsubj") if j not in _misread_objects(sentence, i))
    own = tuple(j for j in own if not _after_preposition(sentence, j))
    own = _nearest(sentence, i, own)
    if own:
        return _relative_resolved(sentence, i, own)
    return _inherited_subjects(sentence, i, depth) if depth else ()


def _after_preposition(sentence: Sentence, j: int) -> bool:
    """Whether a noun with a preposition of its own was misread as a subject ("doctors across South Korea went …")."""
    first = min((j, *sentence.children(j, "compound", "det", "amod", "nummod")))
    before = sentence.tokens[first - 1] if first else None
    return before is not None and before.upos == "ADP" and before.text.lower() in MISREAD


def _misread_objects(sentence: Sentence, i: int) -> tuple[int, ...]:
    """A second subject that follows an active verb is its object, whatever the parser called it."""
    found = [j for j in sentence.children(i, "nsubj") if sentence.tokens[j].deprel != "nsubj:outer"]
    outer = tuple(j for j in sentence.children(i, "nsubj:outer"))
    if not found or found[0] > i or sentence.tokens[i].upos != "VERB":
        return outer
    return outer + tuple(j for j in found if j > i)


def _nearest(sentence: Sentence, i: int, own: tuple[int, ...]) -> tuple[int, ...]:
    """Of several subjects before the verb those that no other verb or clause parts from it."""
    before = [j for j in own if j < i]
    kept = before[-1:]
    for j in reversed(before[:-1]):
        between = sentence.tokens[j + 1 : kept[0]]
        if any(token.upos in ("VERB", "AUX", "SCONJ") or token.text == "," for token in between):
            break
        kept.insert(0, j)
    return tuple(kept) or own


def _bare_obliques(sentence: Sentence, i: int) -> tuple[int, ...]:
    """A noun after the verb without a preposition is its object, unless it was marked as a time or measure."""
    return tuple(
        j
        for j in sentence.children(i, "obl")
        if j > i
        and sentence.tokens[j].deprel == "obl"
        and not sentence.children(j, "case", "mark")
        and sentence.tokens[j].upos in ("NOUN", "PROPN")
    )


def _relative_resolved(sentence: Sentence, i: int, own: tuple[int, ...]) -> tuple[int, ...]:
    """ "who" and "which" in a relative clause stand for the noun the clause hangs on."""
    anchor = _relative_anchor(sentence, i)
    if anchor is not None and sentence.tokens[own[0]].lemma.lower() in RELATIVE:
        return with_conjuncts(sentence, (anchor,)) if _plural_verb(sentence, i, anchor) else (anchor,)
    return with_conjuncts(sentence, own)


def _plural_verb(sentence: Sentence, i: int, anchor: int) -> bool:
    """ "Iran and Iraq, who have": the relative clause stands on the last conjunct but means both."""
    return bool(sentence.children(anchor, "conj")) and sentence.tokens[i].xpos != "VBZ"


def _relative_anchor(sentence: Sentence, i: int) -> int | None:
    """The noun a relative clause (or a verb coordinated inside one) hangs on."""
    token = sentence.tokens[i]
    for _ in range(3):
        if token.deprel == "acl:relcl":
            return token.head
        if token.relation != "conj" or token.head < 0:
            return None
        token = sentence.tokens[token.head]
    return None


def _inherited_subjects(sentence: Sentence, i: int, depth: int) -> tuple[int, ...]:
    token = sentence.tokens[i]
    above, relation = token.head, token.relation
    if above < 0:
        return ()
    if relation == "conj":
        return surface_subjects(sentence, above, depth - 1)
    speaker = _speaker_before(sentence, i) if relation == "advcl" and token.xpos == "VBG" else ()
    if speaker:
        return speaker
    if relation in ("xcomp", "advcl", "ccomp") and not _own_subject_needed(sentence, i):
        return _controller(sentence, i, above, depth)
    if relation == "acl" and token.deprel == "acl:relcl":
        return () if _has_object_gap(sentence, i) else (above,)
    if relation == "acl":
        return _acl_subject(sentence, i, above, depth)
    if relation == "parataxis" and token.xpos == "VBG":
        return surface_subjects(sentence, above, depth - 1)
    return ()


def _speaker_before(sentence: Sentence, i: int) -> tuple[int, ...]:
    """ "…, said the general, while meeting …": who speaks between the clause and the participle does what it tells."""
    above = sentence.tokens[i].head
    over = set(sentence.ancestors(above))
    inverted = [
        j
        for j in range(above + 1, i)
        if sentence.tokens[j].relation == "nsubj" and sentence.tokens[j].head in over and sentence.tokens[j].head < j
    ]
    return with_conjuncts(sentence, tuple(inverted[-1:]))


def _own_subject_needed(sentence: Sentence, i: int) -> bool:
    """A finite complement without a subject of its own was cut wrongly: nothing is inherited into it."""
    token = sentence.tokens[i]
    return token.relation == "ccomp" and token.xpos in ("VBD", "VBZ", "VBP") and not sentence.children(i, "aux")


def _controller(sentence: Sentence, i: int, above: int, depth: int) -> tuple[int, ...]:
    """Who does an infinitive or participle: the object of "urge" and "force", else the subject."""
    head = sentence.tokens[above]
    passive = is_passive(sentence, above)
    objects = () if passive else sentence.children(above, "iobj", "obj")
    takes_object = sentence.tokens[i].relation == "xcomp" or case_of(sentence, i) in ("of", "from", "into", "for")
    if objects and takes_object and head.lemma not in SUBJECT_CONTROL and head.upos == "VERB":
        return with_conjuncts(sentence, objects[:1])
    if head.lemma == "call" and sentence.tokens[i].relation == "xcomp":
        return obliques(sentence, above, "on")
    return surface_subjects(sentence, above, depth - 1)


def _acl_subject(sentence: Sentence, i: int, above: int, depth: int) -> tuple[int, ...]:
    """ "troops attacking": the noun; "its plan to visit": whoever has the plan."""
    if sentence.tokens[i].xpos == "VBG" and case_of(sentence, i) == "":
        return with_conjuncts(sentence, (above,)) if sentence.tokens[above].upos == "PROPN" else (above,)
    owner = with_conjuncts(sentence, sentence.children(above, "nmod:poss"))
    if owner:
        return owner
    governor = sentence.tokens[above].head
    if governor >= 0 and sentence.tokens[above].relation in ("obj", "obl", "xcomp"):
        return surface_subjects(sentence, governor, depth - 1)
    return surface_subjects(sentence, above, depth - 1) if sentence.children(above, "nsubj") else ()


def _has_object_gap(sentence: Sentence, i: int) -> bool:
    return any(sentence.tokens[j].lemma.lower() in RELATIVE for j in sentence.children(i, "obj", "obl"))


def _speaks_next(sentence: Sentence, j: int) -> bool:
    """Whether a noun misread as an object is the subject of "said" after it: "killing 12, a war monitor said"."""
    after = j + 1
    says = after < len(sentence.tokens) and sentence.tokens[after].lemma == "say"
    return says and sentence.tokens[after].upos == "VERB" and not sentence.children(after, "nsubj")


def objects(sentence: Sentence, i: int) -> tuple[int, ...]:
    """Whom it is done to: object, a passive's subject, the noun before a relative clause or participle."""
    token = sentence.tokens[i]
    if is_passive(sentence, i):
        if token.relation == "acl" and token.deprel != "acl:relcl":
            return (token.head,)
        return surface_subjects(sentence, i)
    own = (
        tuple(j for j in sentence.children(i, "obj") if not _speaks_next(sentence, j))
        or sentence.children(i, "iobj")
        or _misread_objects(sentence, i)
        or _bare_obliques(sentence, i)
    )
    anchor = _relative_anchor(sentence, i) if token.deprel == "acl:relcl" else None
    if anchor is not None and (not own or sentence.tokens[own[0]].lemma.lower() in RELATIVE):
        subject = sentence.children(i, "nsubj")
        if subject and sentence.tokens[subject[0]].lemma.lower() not in RELATIVE and not sentence.children(i, "obl"):
            return (anchor,)
    return with_conjuncts(sentence, own)


def obliques(sentence: Sentence, i: int, preposition: str) -> tuple[int, ...]:
    """The nominals that stand under *i* with that preposition, whatever else the parser called them.

    "called for a ceasefire" came with an xcomp, "withdrawal of forces" with a subject; a preposition makes an oblique.
    """
    subject = ("nsubj",) if sentence.tokens[i].upos == "NOUN" else ()
    found = tuple(
        j
        for j in sentence.children(i, "obl", "nmod", "advcl", "advmod", "xcomp", "ccomp", "iobj", "obj", *subject)
        if sentence.tokens[j].upos != "VERB"
        and sentence.tokens[j].deprel not in ("nmod:poss",)
        and _has_case(sentence, j, preposition)
    )
    return with_conjuncts(sentence, found or _after_particle(sentence, i, preposition))


def _after_particle(sentence: Sentence, i: int, preposition: str) -> tuple[int, ...]:
    """ "called on Oslo", where the parser hung the preposition on the verb and what follows is the object."""
    hung = sentence.children(i, "compound:prt", "mark")
    particles = [j for j in hung if j > i and sentence.tokens[j].text.lower() == preposition]
    following = [j for j in sentence.children(i, "iobj", "obj", "obl") if not sentence.children(j, "mark")]
    return tuple(j for j in following if particles and j > particles[0])[:1]


def _has_case(sentence: Sentence, i: int, preposition: str) -> bool:
    return any(sentence.tokens[j].text.lower() == preposition for j in sentence.children(i, "case", "mark") if j < i)


def possessors(sentence: Sentence, i: int) -> tuple[int, ...]:
    """ "Xi" of "Xi's visit"."""
    return with_conjuncts(sentence, sentence.children(i, "nmod:poss"))


def modifiers(sentence: Sentence, i: int) -> tuple[int, ...]:
    """Adjectives, compounds and undeclined nouns before a noun ("Russian", "rebel")."""
    found = sentence.children(i, "amod", "compound", "nmod:desc")
    return with_conjuncts(sentence, found)


def carrying(sentence: Sentence, i: int) -> int | None:
    """The verb that may only carry the noun ("held talks", "a ceremony was held", "took part in talks")."""
    token = sentence.tokens[i]
    for _ in range(3):
        if token.relation != "conj" or token.head < 0:
            break
        token = sentence.tokens[token.head]
    above = token.head
    if above < 0 or sentence.tokens[above].upos != "VERB":
        return None
    object_ = token.relation == "obj" or token.deprel == "nsubj:pass"
    inside = token.relation == "obl" and case_of(sentence, i) == "in"
    return above if object_ or inside else None


def clause_verb(sentence: Sentence, i: int) -> int | None:
    """The verb a nominal's phrase stands in ("said during a visit")."""
    for j in sentence.ancestors(i):
        token = sentence.tokens[j]
        if token.upos in ("VERB", "AUX") or sentence.children(j, "cop"):
            return j
        if token.relation not in ("obl", "nmod", "conj", "obj"):
            return None
    return None
