"""Which actors a token stands for.

By the head of an actor's mention, through nouns that only count or gather people ("hundreds of protesters"), a country
for its government, and a group for the members that the report names.
"""

from __future__ import annotations

from dataclasses import replace

from entente.coding import frames
from entente.coding.numerals import parse_number
from entente.coding.scene import Scene
from entente.model import Actor, Place, Resolved

GATHERING = frozenset(
    ("hundred", "thousand", "dozen", "score", "ten", "million", "group", "number", "member", "majority", "team",
     "crowd", "delegation", "pair", "couple", "coalition", "handful", "some", "many", "most", "several", "part",
     "rest", "wave", "band", "convoy", "column", "representative", "official", "leader")
)  # fmt: skip
AROUND = frozenset({"about", "after", "before", "during", "following", "since", "amid", "despite", "until", "over"})
SELVES = frozenset({"each", "one", "themselves", "itself", "himself", "herself"})


def gather(scene: Scene, positions: tuple[int, ...]) -> tuple[Actor, ...]:
    """The actors at *positions*, one for each chain, in text order."""
    found: dict[int, Actor] = {}
    for j in positions:
        for actor in people(scene, j):
            found.setdefault(actor.chain, actor)
    return tuple(found.values())


def anybody(scene: Scene, positions: tuple[int, ...]) -> tuple[Actor, ...]:
    """The actors at *positions*; a phrase that stands for nobody known keeps its words, its country and sector open.

    A place that stands for no government and does nothing is where something was done, not to whom; a pronoun that
    nothing resolves adds nobody to those that are known.
    """
    found: dict[int, Actor] = {}
    unnamed: dict[int, Actor] = {}
    for j in positions:
        known = people(scene, j) or _covering(scene, j)
        if not known and (scene.tokens[j].upos == "VERB" or _is_mere_place(scene, j)):
            continue
        for actor in known or (unknown(scene, j),):
            open_ = actor.code is None and actor.sector is None and scene.tokens[j].upos == "PRON"
            held = unnamed if open_ else found
            held.setdefault(actor.chain, actor)
    return tuple((found or unnamed).values())


def _is_mere_place(scene: Scene, j: int) -> bool:
    return j in scene.places and scene.tokens[j].relation != "nsubj"


def in_other_clause(scene: Scene, i: int, j: int) -> bool:
    """Whether *j* takes part in what another verb tells, and not in the predicate *i* itself.

    Who says so; the subject of its content ("warned that rebels were planning"), or somebody under a verb coordinated
    with it where it has an object of its own ("praised the deal and thanked Ghana", "fired shots, and police used tear
    gas").
    """
    sentence = scene.sentence
    above = sentence.tokens[j].head
    if sentence.tokens[j].deprel == "nsubj" and above != i and above in sentence.children(i, "ccomp"):
        return True
    if _does_else(scene, i, j):
        return True
    if not sentence.children(i, "obj", "ccomp"):
        return False
    way = [j]
    for k in sentence.ancestors(j):
        if k == i:
            return any(sentence.tokens[m].relation == "conj" and sentence.tokens[m].upos == "VERB" for m in way)
        way.append(k)
    return False


def _does_else(scene: Scene, i: int, j: int) -> bool:
    """Whether *j* is the subject of another verb, and does not by that take part in *i*.

    It only says so ("Berlin said he was poisoned"), *i* stands beside that verb with a subject of its own ("Oslo asked
    her to stay, but she left"), or what is done is about or around *i* ("they received a call about the attack").
    """
    sentence, verb = scene.sentence, scene.tokens[j].head
    if scene.tokens[j].relation != "nsubj" or verb in (i, -1):
        return False
    says, above = scene.lemma(verb) in scene.words("saying"), [i, *sentence.ancestors(i)]
    if verb not in above:
        beside = bool(sentence.children(i, "nsubj")) and i not in sentence.ancestors(verb)
        return beside or (says and scene.tokens[verb].relation == "parataxis")
    way = above[: above.index(verb)]
    relations = {scene.tokens[k].relation for k in way}
    own = bool(sentence.children(i, "nsubj"))
    if ("ccomp" in relations and (says or own)) or ("conj" in relations and own):
        return True
    return any(frames.case_of(sentence, k) in AROUND for k in way)


def _covering(scene: Scene, i: int) -> tuple[Actor, ...]:
    """Whom the shortest mention stands for that ends in token *i* ("Pompeo" of "Mike Pompeo")."""
    token = scene.tokens[i]
    around = [actor for held in scene.actors.values() for actor in held if actor.span.covers(token.span)]
    ending = [actor for actor in around if actor.end == token.end]
    shortest = min(ending or around, key=lambda actor: actor.end - actor.start, default=None)
    return members(scene.resolved, shortest) if shortest is not None else ()


def unknown(scene: Scene, i: int) -> Actor:
    """The actor that the phrase headed by token *i* names, unresolved."""
    sentence = scene.sentence
    near = sentence.children(i, "det", "amod", "compound", "nummod", "nmod:poss", "flat")
    span = sentence.cover((i, *(k for j in near for k in sentence.subtree(j))))
    text = span.of(scene.resolved.report.text)
    return Actor(*(span.start, span.end, scene.number, i), text, text, None, None, chain=-span.start - 1, rule="phrase")


def people(scene: Scene, i: int, depth: int = 2) -> tuple[Actor, ...]:
    """The actors that token *i* stands for; a group gives the members that the report names."""
    if scene.lemma(i) in SELVES:
        return ()
    actor = _actor_at(scene, i)
    if named := _named_after(scene, i, actor):
        return named
    if actor is not None and actor.code is None and not actor.members and depth:
        return _by_state(scene, i, depth) or (actor,)
    if actor is not None:
        return members(scene.resolved, actor)
    if scene.tokens[i].upos == "PRON":
        return _who_says(scene, i) if depth else ()
    if scene.lemma(i) in GATHERING and depth:
        below = frames.obliques(scene.sentence, i, "of") or frames.possessors(scene.sentence, i) or _owners(scene, i)
        return tuple(found for j in below for found in people(scene, j, depth - 1))
    place = scene.places.get(i)
    return (stand_for(scene, place),) if place is not None and place.resolution == "country" else ()


def _named_after(scene: Scene, i: int, actor: Actor | None) -> tuple[Actor, ...]:
    """ "two senators, Jane Roe and Ana Paz": those who are named stand for the number that they are."""
    if actor is None or actor.kind != "people" or scene.tokens[i].xpos not in ("NNS", "NNPS") or actor.members:
        return ()
    after = frames.with_conjuncts(scene.sentence, scene.sentence.children(i, "appos"))
    found = [named for j in after if j > i for named in scene.actors.get(j, ()) if named.kind == "person"]
    named = {who.chain: who for who in found if scene.tokens[who.head].upos == "PROPN"}
    counts = [scene.tokens[j].text.lower() for j in scene.sentence.children(i, "nummod")]
    return tuple(named.values()) or _counted(scene, i, counts[0]) if counts else ()


def _counted(scene: Scene, i: int, count: str) -> tuple[Actor, ...]:
    """The persons coordinated with "two senators", where they are as many: an apposition that the parser missed."""
    after = frames.with_conjuncts(scene.sentence, scene.sentence.children(i, "conj"))
    named = {a.chain: a for j in after if j > i for a in scene.actors.get(j, ()) if a.kind == "person"}
    proper = tuple(a for a in named.values() if scene.tokens[a.head].upos == "PROPN")
    return proper if len(proper) == parse_number(count) and len(proper) == len(named) else ()


def _owners(scene: Scene, i: int) -> tuple[int, ...]:
    """ "Sri Lanka's leaders", where the parser took the owner for part of the name."""
    sentence = scene.sentence
    return tuple(j for j in sentence.children(i, "compound") if sentence.children(j, "case"))


def _by_state(scene: Scene, i: int, depth: int) -> tuple[Actor, ...]:
    """ "ministers of Egypt and Sudan": the states, where several are named for a plural that nothing resolves."""
    if scene.tokens[i].xpos != "NNS":
        return ()
    below = frames.obliques(scene.sentence, i, "of") or frames.obliques(scene.sentence, i, "from")
    found = tuple(actor for j in below for actor in people(scene, j, depth - 1) if actor.kind == "state")
    return found if len(found) > 1 else ()


def _who_says(scene: Scene, i: int) -> tuple[Actor, ...]:
    """ "the union said it would": an unresolved pronoun under a verb of saying is who says."""
    clause = scene.tokens[i].head
    if scene.lemma(i) not in ("it", "he", "she", "they") or clause < 0 or scene.tokens[clause].relation != "ccomp":
        return ()
    above = scene.tokens[clause].head
    if scene.lemma(above) not in scene.words("saying"):
        return ()
    return tuple(actor for j in frames.surface_subjects(scene.sentence, above) for actor in people(scene, j, 0))


def _actor_at(scene: Scene, i: int) -> Actor | None:
    """The longest mention headed by *i*, else one that runs over it and is headed inside its phrase."""
    if i in scene.actors:
        return max(scene.actors[i], key=lambda actor: actor.end - actor.start)
    token = scene.tokens[i]
    below = set(scene.sentence.children(i, "flat", "appos", "compound"))
    for head, mentions in scene.actors.items():
        covering = [actor for actor in mentions if actor.span.covers(token.span)]
        if covering and (head in below or scene.tokens[head].head == i):
            return covering[0]
    return None


def members(resolved: Resolved, actor: Actor) -> tuple[Actor, ...]:
    """A group's members as mentions of the group's own characters; any other actor as it is."""
    if not actor.members:
        return (actor,)
    found = []
    for chain in actor.members:
        named = resolved.chains.get(chain)
        if named:
            chief = max(
                named, key=lambda mention: (mention.code is not None, mention.kind != "pronoun", -mention.start)
            )
            found.append(
                replace(
                    chief,
                    start=actor.start,
                    end=actor.end,
                    sentence=actor.sentence,
                    head=actor.head,
                    text=actor.text,
                    members=(),
                    rule=actor.rule or "member",
                )
            )
    return tuple(found) or (actor,)


def stand_for(scene: Scene, place: Place) -> Actor:
    """The government of the place's country, in the characters of the place."""
    states = [actor for actor in scene.resolved.actors if actor.kind == "state" and actor.code == place.country]
    name = states[0].name if states else place.name
    chain = states[0].chain if states else -abs(place.geonameid or place.start + 1)
    text = place.span.of(scene.resolved.report.text)
    return Actor(
        place.start,
        place.end,
        place.sentence,
        place.head,
        text,
        name,
        place.country,
        "GOV",
        kind="state",
        chain=chain,
        rule="host",
    )
