"""Which predicates of a sentence present an act: the rules tried on every token, innermost predicates first.

An ``Act`` is not yet an event: it may be the content of another ("refused to *meet*"), negated, or only a plan.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from entente.coding.crowds import crowd_of
from entente.coding.hosts import host_of
from entente.coding.paths import carrier, complements, follow, resolve
from entente.coding.roles import anybody, gather, stand_for
from entente.coding.rules import PARTS, Condition, Path_, Rule, Trigger
from entente.coding.scene import Scene
from entente.model import Actor

DEPTH = 3
UNTOLD = frozenset({"REQUEST", "REJECT", "MOBILIZE", "RETREAT", "AGREE", "CONCEDE"})
"""Types whose recipients the language model takes from their content too often."""
HITTING = frozenset({"ASSAULT", "COERCE"})
"""Types of which whoever and whatever is hit is the recipient, known or not: "a house", "the market"."""


@dataclass(frozen=True, slots=True)
class Act:
    """A rule that fits token ``head``; ``carrier`` is its light verb or itself, ``content`` the acts inside it.

    ``beside`` are acts that the same word tells too.
    """

    rule: Rule
    head: int
    carrier: int
    mode: str | None
    actors: tuple[Actor, ...]
    recipients: tuple[Actor, ...]
    content: tuple[int, ...] = ()
    beside: tuple[Act, ...] = ()

    @property
    def type(self) -> str:
        return self.rule.type

    @property
    def participants(self) -> tuple[Actor, ...]:
        return self.actors + self.recipients


def find_acts(scene: Scene) -> dict[int, Act]:
    """The act at each token that presents one: of the rules that fit, the one that asks for most."""
    found: dict[int, Act] = {}
    sentence = scene.sentence
    telling = [i for i in range(len(sentence.tokens)) if i in scene.senses or scene.lemma(i) in scene.book.by_lemma]
    heights = {i: sum(1 for _ in sentence.ancestors(i)) for i in telling}
    for i in sorted(heights, key=lambda i: (-heights[i], i)):
        fitting = list(_fitting(scene, i, found))
        main = [act for act in fitting if not act.rule.beside] or fitting
        if main:
            act = max(main, key=lambda act: (act.rule.specificity, len(act.participants), act.rule.prior))
            found[i] = replace(act, beside=tuple(a for a in fitting if a.rule.beside and a.type != act.type))
    return found


def _fitting(scene: Scene, i: int, inner: Mapping[int, Act]) -> Iterator[Act]:
    """The acts that rules find in token *i*, or else the one that the language model finds."""
    fitting = tuple(_tried(scene, i, scene.book.by_lemma.get(scene.lemma(i), ()), inner))
    carried = {
        inner[j].type for j in scene.sentence.children(i, "obj") if j in inner and _is_carried(scene, i, inner[j])
    }
    scored = ((trigger, rule) for trigger, rule in _scored(scene, i) if rule.type not in carried)
    yield from fitting or _tried(scene, i, scored, inner)


def _is_carried(scene: Scene, i: int, act: Act) -> bool:
    """Whether the object's noun tells the act: a rule knows it, or the verb is light ("voiced opposition")."""
    return not act.rule.is_scored or (bool(act.participants) and scene.lemma(i) in scene.words("light"))


def _scored(scene: Scene, i: int) -> Iterator[tuple[Trigger, Rule]]:
    """The rule of the type that the language model sees in token *i*, the likeliest one."""
    if i not in scene.senses:
        return
    sure = [rule for rule in scene.book.scored.values() if scene.is_sure(i, rule.type)]
    if sure:
        best = max(sure, key=lambda rule: (scene.probability(i, rule.type), rule.type))
        yield best.triggers[0], best


def _tried(scene: Scene, i: int, pairs: Iterable[tuple[Trigger, Rule]], inner: Mapping[int, Act]) -> Iterator[Act]:
    for trigger, rule in pairs:
        if not rule.is_scored and not _triggers(scene, i, trigger):
            continue
        content = _content(scene, i, rule, inner)
        if content is None or not _holds(scene, i, rule):
            continue
        act = _cast(scene, i, rule, content, inner)
        if act is not None:
            yield act


def _triggers(scene: Scene, i: int, trigger: Trigger) -> bool:
    token = scene.tokens[i]
    if token.upos not in PARTS[trigger.part] and not (trigger.part == "noun" and scene.is_noun(i)):
        return False
    if trigger.part == "verb" and token.relation in ("amod", "compound", "aux", "cop", "case"):
        return False
    if trigger.part == "noun" and token.relation in ("compound", "flat"):
        return False
    if trigger.part == "adj" and token.upos == "VERB" and token.xpos != "VBN" and not scene.sentence.children(i, "cop"):
        return False
    return trigger.particle is None or trigger.particle in _particles(scene, i)


def _particles(scene: Scene, i: int) -> Iterator[str]:
    """ "off" of "called off", also where the parser took it for a preposition of the object."""
    sentence = scene.sentence
    yield from (scene.tokens[j].text.lower() for j in sentence.children(i, "compound:prt", "advmod"))
    for j in sentence.children(i, "obl", "obj"):
        yield from (scene.tokens[k].text.lower() for k in sentence.children(j, "case", "advmod"))


def _content(scene: Scene, i: int, rule: Rule, inner: Mapping[int, Act]) -> tuple[int, ...] | None:
    """The acts inside the predicate that the rule asks for; None where it asks and there is none."""
    if not rule.content:
        return ()
    below = tuple(_descend(scene, i, inner, DEPTH))
    acts = tuple(j for j in below if j in inner and inner[j].type in rule.content)
    if acts:
        return acts
    return tuple(complements(scene, i)) or None if "*" in rule.content else None


def _descend(scene: Scene, i: int, inner: Mapping[int, Act], depth: int) -> Iterator[int]:
    """Complements, and where they are no acts themselves their complements ("continue to strengthen")."""
    for j in complements(scene, i):
        if j in inner:
            yield j
        elif depth:
            yield from _descend(scene, j, inner, depth - 1)


def _holds(scene: Scene, i: int, rule: Rule) -> bool:
    return all(meets(scene, i, condition) for condition in rule.where) and not any(
        meets(scene, i, condition) for condition in rule.unless
    )


def meets(scene: Scene, i: int, condition: Condition) -> bool:
    """Whether some token on one of the condition's paths is one of its lemmas."""
    return any(_is_one(scene, j, condition.lemmas) for path in condition.paths for j in follow(scene, i, path))


def _is_one(scene: Scene, j: int, wanted: frozenset[str]) -> bool:
    token = scene.tokens[j]
    return (
        bool(wanted & {"*", scene.lemma(j), token.text.lower(), token.xpos})
        or ("ACTOR" in wanted and bool(gather(scene, (j,))))
        or ("PLACE" in wanted and j in scene.places)
        or ("STATE" in wanted and any(actor.kind == "state" for actor in gather(scene, (j,))))
        or ("POLITICIAN" in wanted and any(map(_is_politician, gather(scene, (j,)))))
    )


def _is_politician(actor: Actor) -> bool:
    """Somebody whose attacks are words and whose rallies are campaigns, unless the text says more."""
    return actor.sector in ("PTY", "LEG") or (actor.kind == "person" and actor.sector in ("GOV", "ELI", "OPP"))


def _cast(scene: Scene, i: int, rule: Rule, content: tuple[int, ...], inner: Mapping[int, Act]) -> Act | None:
    """The act with its roles filled, or None where the rule's requirement is not met."""
    actors = _role(scene, i, rule.actor, (), ()) or crowd_of(scene, i, rule)
    recipients = _role(scene, i, rule.recipient, _partners(scene, content, inner, actors), actors)
    held = {actor.chain for actor in actors}
    recipients = tuple(actor for actor in recipients if actor.chain not in held)
    require = "both" if scene.lemma(i) in rule.towards else rule.require
    if require == "both" and rule.is_scored:
        recipients = tuple(actor for actor in recipients if not _suffers_inside(scene, i, actor))
    if not _required(rule, require, actors, recipients) or _foretells(rule, (*actors, *recipients), content, inner):
        return None
    if not rule.reciprocal:
        actors = actors or _seen(scene, i, recipients)
        recipients = recipients or _towards(scene, i, rule, actors)
    return Act(rule, i, carrier(scene, i), _mode(scene, i, rule, content, inner), actors, recipients, content)


def _suffers_inside(scene: Scene, i: int, actor: Actor) -> bool:
    """ "alleged that the senator was poisoned": who suffers what is said is not who is blamed."""
    if actor.sentence != scene.number:
        return False
    token = scene.tokens[actor.head]
    return token.deprel == "nsubj:pass" and token.head != i


def _seen(scene: Scene, i: int, recipients: tuple[Actor, ...]) -> tuple[Actor, ...]:
    """Who did it by the language model, where no path leads to anybody."""
    held = {actor.chain for actor in recipients}
    return tuple(actor for actor in resolve(scene, i, (("actor?",),)) if actor.chain not in held)


def _towards(scene: Scene, i: int, rule: Rule, actors: tuple[Actor, ...]) -> tuple[Actor, ...]:
    """To whom it was done by the language model, where no path leads to anybody."""
    held = {actor.chain for actor in actors}
    words = () if rule.type in UNTOLD else follow(scene, i, ("recipient?",))
    words = tuple(j for j in words if j not in scene.places or j in scene.actors) or _hit(scene, i, rule)
    found = anybody(scene, words)
    others = (actor for actor in found if actor.chain not in held)
    return tuple(actor for actor in others if rule.type in HITTING or _is_party(scene, actor))


def _hit(scene: Scene, i: int, rule: Rule) -> tuple[int, ...]:
    """The building or town that the verb of an attack has as its object ("struck an oil refinery")."""
    targets = scene.words("targets") if rule.type in HITTING else frozenset()
    return tuple(j for j in follow(scene, i, ("obj",)) if scene.lemma(j) in targets and j not in scene.places)


def _is_party(scene: Scene, actor: Actor) -> bool:
    """Whether an actor is known or named, and nobody's own ("reopen their embassies")."""
    if actor.sentence != scene.number or any(
        scene.tokens[j].upos == "PRON" for j in scene.sentence.children(actor.head, "nmod:poss")
    ):
        return False
    return bool(actor.code or actor.sector) or scene.tokens[actor.head].upos == "PROPN"


def _role(
    scene: Scene, i: int, paths: tuple[Path_, ...], partners: tuple[Actor, ...], others: tuple[Actor, ...]
) -> tuple[Actor, ...]:
    """Who stands on the first path that leads to somebody; ``partners`` are those in the content."""
    for path in paths:
        if path == ("content",):
            found = partners
        elif path[-1] in ("actor?", "recipient?"):
            found = anybody(scene, follow(scene, i, path))
        elif path[-1] == "host":
            found = next((h for j in follow(scene, i, path[:-1]) if (h := host_of(scene, j, others))), ())
        elif path[-1] == "seat":
            found = _seated(scene, follow(scene, i, path[:-1]))
        else:
            found = resolve(scene, i, (path,))
        if found:
            return found
    return ()


def _seated(scene: Scene, positions: tuple[int, ...]) -> tuple[Actor, ...]:
    """The governments of the cities at *positions* ("its envoys from Oslo and Madrid")."""
    found = (gather(scene, (k,)) or _government(scene, k) for k in positions)
    return tuple(actor for actors in found for actor in actors)


def _government(scene: Scene, k: int) -> tuple[Actor, ...]:
    place = scene.places.get(k)
    return (stand_for(scene, place),) if place is not None and place.country else ()


def _partners(
    scene: Scene, content: tuple[int, ...], inner: Mapping[int, Act], others: tuple[Actor, ...]
) -> tuple[Actor, ...]:
    """Towards whom the content is; where it is towards nobody, who does it beside those that undertake or refuse it."""
    held = {actor.chain for actor in others}
    home = {actor.code for actor in others}
    found: dict[int, Actor] = {}
    for j in content:
        named = inner[j].recipients if j in inner else _named_beside(scene, j)
        if j in inner and not named:
            named = tuple(actor for actor in inner[j].actors if actor.code is None or actor.code not in home)
        for actor in named:
            if actor.chain not in held:
                found.setdefault(actor.chain, actor)
    return tuple(found.values())


def _foretells(rule: Rule, parties: tuple[Actor, ...], content: tuple[int, ...], inner: Mapping[int, Act]) -> bool:
    """A warning of what neither the one who warns nor the one who is warned would do is no threat."""
    doers = [actor for j in content if j in inner for actor in inner[j].actors]
    own = {key for actor in parties for key in (actor.chain, actor.code) if key is not None}
    return rule.type == "THREATEN" and bool(doers) and not any({a.chain, a.code} & own for a in doers)


def _named_beside(scene: Scene, i: int) -> tuple[Actor, ...]:
    """The actors that a verb no rule knows is done to or with."""
    return resolve(scene, i, (("obj",), ("with",), ("to",), ("against",)))


def _required(rule: Rule, require: str, actors: tuple[Actor, ...], recipients: tuple[Actor, ...]) -> bool:
    match require:
        case "both":
            return bool(actors and recipients) or (rule.reciprocal and len(actors) > 1)
        case "actor":
            return bool(actors)
        case "recipient":
            return bool(recipients)
        case "two":
            return len(actors) + len(recipients) > 1
    return bool(actors or recipients)


def _mode(scene: Scene, i: int, rule: Rule, content: tuple[int, ...], inner: Mapping[int, Act]) -> str | None:
    """The rule's mode; where it knows none, the language model's, if the book lets that speak of the type.

    Rules know visits from other meetings; the language model took two meetings told with a visit for one.
    """
    if not rule.modes:
        told = rule.is_scored or (rule.type in scene.book.scored and rule.type != "CONSULT")
        return rule.mode or (scene.mode(i, rule.type) if told else None)
    kinds = [inner[j].type for j in content if j in inner]
    mode = next((rule.modes[kind] for kind in kinds if kind in rule.modes), rule.modes.get("*"))
    return None if mode == "-" else mode
