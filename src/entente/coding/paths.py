"""Where the paths of a rule lead from a predicate.

Paths are followed through ``frames``, so that voice and construction do not matter; what a noun's subject is, which
verb only carries a noun, and what a predicate is about are settled here.
"""

from __future__ import annotations

from entente.coding import frames
from entente.coding.roles import gather, in_other_clause, people
from entente.coding.rules import Path_
from entente.coding.scene import Scene
from entente.model import Actor, Sentence

MEASURES = frozenset({"series", "number", "set", "round", "package", "raft", "spate", "wave", "string", "type", "kind"})


def follow(scene: Scene, i: int, path: Path_) -> tuple[int, ...]:
    """The positions that *path* leads to from token *i*."""
    reached: tuple[int, ...] = (i,)
    for step in path:
        reached = tuple(dict.fromkeys(k for j in reached for k in _step(scene, j, step)))
    return reached


def _step(scene: Scene, i: int, step: str) -> tuple[int, ...]:
    sentence = scene.sentence
    noun = scene.is_noun(i)
    match step:
        case "subj":
            return _noun_subject(scene, i) if noun else frames.subjects(sentence, i)
        case "obj":
            return () if noun else _measured(scene, frames.objects(sentence, i))
        case "poss":
            return frames.possessors(sentence, i)
        case "mod":
            return frames.modifiers(sentence, i)
        case "owner":
            return frames.possessors(sentence, i) + frames.modifiers(sentence, i) + frames.obliques(sentence, i, "of")
        case "clause":
            return _clause_subject(scene, i)
        case "det" | "advmod" | "mark" | "aux" | "xcomp" | "ccomp" | "advcl" | "acl" | "appos" | "nummod" | "iobj":
            return sentence.children(i, step)
        case "actor?" | "recipient?":
            seen = scene.parties.get((i, step[:-1]), ())
            barred = frames.with_conjuncts(sentence, sentence.children(i, "nsubj:pass")) if step == "actor?" else ()
            apart = in_other_clause if step == "actor?" else _is_out_of_reach
            return tuple(j for j in seen if j not in barred and not apart(scene, i, j))
        case "self":
            return (i,)
        case "light":
            verb = carrier(scene, i)
            return () if verb == i else (verb,)
        case "governor":
            return (scene.tokens[i].head,) if scene.tokens[i].head >= 0 else ()
        case "content":
            return complements(scene, i)
    return _oblique(scene, i, step)


def _is_out_of_reach(scene: Scene, i: int, j: int) -> bool:
    """Whether *j* takes part in another clause; to a relative clause only what it is about belongs from outside."""
    sentence = scene.sentence
    if in_other_clause(scene, i, j):
        return True
    clause = next((k for k in (i, *sentence.ancestors(i)) if scene.tokens[k].deprel == "acl:relcl"), None)
    if clause is None or j in sentence.subtree(clause):
        return False
    about = scene.tokens[clause].head
    return not (j == about or about in sentence.ancestors(j) or j in sentence.children(about, "conj"))


def _measured(scene: Scene, positions: tuple[int, ...]) -> tuple[int, ...]:
    """The positions, with what is measured in "a series of agreements"."""
    inside = (k for j in positions if scene.lemma(j) in MEASURES for k in frames.obliques(scene.sentence, j, "of"))
    return (*positions, *inside)


def _oblique(scene: Scene, i: int, preposition: str) -> tuple[int, ...]:
    """The phrase with that preposition, also where it was hung on the object, the light verb or the verb above."""
    sentence = scene.sentence
    own = frames.obliques(sentence, i, preposition)
    if own or preposition in ("of", "by"):
        return own
    if scene.is_noun(i):
        verb = carrier(scene, i)
        beside = sentence.children(i, "conj") if verb == i else (verb,)
        found = tuple(k for j in beside for k in frames.obliques(sentence, j, preposition))
        return found or (_beside_place(scene, verb) if preposition == "with" and verb != i else ())
    nouns = (j for j in sentence.children(i, "obj", "xcomp", "nsubj:pass") if scene.is_noun(j))
    found = tuple(k for j in nouns for k in frames.obliques(sentence, j, preposition))
    if not found and preposition == "with":
        found = tuple(k for j in sentence.children(i, "obl") for k in frames.obliques(sentence, j, "with"))
    if not found and scene.tokens[i].relation == "xcomp":
        return tuple(k for k in frames.obliques(sentence, scene.tokens[i].head, preposition) if k > i)
    return found


def _beside_place(scene: Scene, verb: int) -> tuple[int, ...]:
    """ "held talks in Riga with the minister", where the parser hung the minister on the place."""
    sentence = scene.sentence
    places = (j for j in sentence.children(verb, "obl") if j in scene.places)
    found = tuple(k for j in places for k in frames.obliques(sentence, j, "with"))
    return found or tuple(j for j in sentence.children(verb, "conj") if frames.case_of(sentence, j) == "with")


def carrier(scene: Scene, i: int) -> int:
    """The light verb of an event noun, or the token itself."""
    if not scene.is_noun(i):
        return i
    light = scene.words("light")
    above = frames.carrying(scene.sentence, i)
    if above is None or scene.lemma(above) not in light:
        return i
    engaged = scene.lemma(above) in ("engage", "participate", "take")
    return above if engaged or frames.case_of(scene.sentence, i) != "in" else i


def participle_carrier(scene: Scene, i: int) -> int | None:
    """The light participle after a noun ("talks held by", "an attack carried out by")."""
    clauses = scene.sentence.children(i, "acl")
    light = scene.words("light")
    return next((j for j in clauses if scene.lemma(j) in light and frames.is_passive(scene.sentence, j)), None)


def _noun_subject(scene: Scene, i: int) -> tuple[int, ...]:
    """Who does what an event noun names: its own subject, light verb's, by-phrase, possessor, or modifier."""
    sentence = scene.sentence
    verb = carrier(scene, i)
    options = [
        frames.subjects(sentence, verb) if verb != i else (),
        frames.obliques(sentence, i, "by") or _by_below(sentence, i),
        frames.possessors(sentence, i),
        tuple(j for j in frames.modifiers(sentence, i) if j in scene.actors),
    ]
    participle = participle_carrier(scene, i)
    if participle is not None:
        options.append(frames.agents(sentence, participle))
    if frames.case_of(sentence, i) in ("in", "on") and sentence.children(i, "cop"):
        options.insert(0, frames.surface_subjects(sentence, i))
    return next((option for option in options if any(people(scene, j) for j in option)), ())


def _by_below(sentence: Sentence, i: int) -> tuple[int, ...]:
    """ "an attack on the base by rebels", where the parser hung the rebels on the base."""
    return tuple(k for j in sentence.children(i, "nmod") for k in frames.obliques(sentence, j, "by"))


def _clause_subject(scene: Scene, i: int) -> tuple[int, ...]:
    verb = frames.clause_verb(scene.sentence, i)
    return () if verb is None else frames.surface_subjects(scene.sentence, verb)


def complements(scene: Scene, i: int) -> tuple[int, ...]:
    """Heads of what a predicate is about: its clause, infinitive, gerund or event noun, coordinated ones too."""
    sentence = scene.sentence
    found = list(sentence.children(i, "xcomp", "ccomp", "csubj"))
    for j in sentence.children(i, "advcl", "acl"):
        if sentence.tokens[j].deprel != "acl:relcl" and frames.case_of(sentence, j) in (
            "of",
            "to",
            "from",
            "for",
            "against",
            "into",
            "on",
            "in",
            "at",
        ):
            found.append(j)
    for j in sentence.children(i, "obj", "nsubj:pass", "obl", "nmod"):
        token = sentence.tokens[j]
        plain = token.relation in ("obj", "nsubj") or frames.case_of(sentence, j) in (
            "for",
            "on",
            "to",
            "of",
            "against",
            "in",
            "with",
        )
        if scene.is_noun(j) and token.deprel != "nmod:poss" and plain:
            found.append(j)
    return frames.with_conjuncts(sentence, tuple(found))


def resolve(scene: Scene, i: int, paths: tuple[Path_, ...]) -> tuple[Actor, ...]:
    """The actors on the first of *paths* that leads to any."""
    for path in paths:
        found = gather(scene, follow(scene, i, path))
        if found:
            return found
    return ()
