"""Which of a sentence's acts the report presents as events, and as what type (codebook sections 2 and 6).

The content of a demand, refusal, threat, charge or undertaking is no event of its own, nor are words that are acts only
inside others, habits, abilities and general facts; a future act of cooperation is AGREE, one of yielding CONCEDE.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from entente.coding import frames
from entente.coding.acts import Act
from entente.coding.dating import is_recurring
from entente.coding.factuality import auxiliaries, is_denied, is_future, is_negated, is_purpose, judge, said_ahead
from entente.coding.scene import Scene
from entente.model import Actor, Factuality

FORTHCOMING = {"CONSULT": "AGREE", "SUPPORT": "AGREE", "COOPERATE": "AGREE", "AID": "AGREE", "RETREAT": "CONCEDE"}
REFUSED = {
    "CONSULT": "meet", "AGREE": None, "SUPPORT": None, "COOPERATE": "assist", "AID": "assist", "CONCEDE": "yield",
    "RETREAT": "yield", "MOBILIZE": None,
}  # fmt: skip
"""What a refusal of each type asks to be given, as the mode of the REJECT."""
HOLDING = frozenset({"REQUEST", "REJECT", "THREATEN", "ACCUSE", "PROTEST"})
STANCES = frozenset({"AGREE", "SUPPORT", "CONCEDE", "REQUEST", "ACCUSE", "REJECT", "THREATEN"})
CIRCUMSTANCES = frozenset({"while", "when", "as", "after", "before", "since", "during"})
PRIVATE = frozenset({None, "CVL", "BUS", "UNK"})
TRAVELLING = frozenset({"GOV", "MIL", "LEG", "JUD", "SPY", "PTY", "OPP", "REB", "ELI", "PRE", "REL", "PRM", "UAF"})
NAMING = frozenset(
    {"condemn", "denounce", "criticize", "criticise", "praise", "welcome", "deplore", "decry", "slam", "blast"}
)


@dataclass(frozen=True, slots=True)
class Presented:
    """An act with the type, mode and factuality under which the report presents it."""

    act: Act
    type: str
    mode: str | None
    factuality: Factuality


def present(scene: Scene, acts: Mapping[int, Act]) -> Iterator[Presented]:
    """The acts that are events, in text order."""
    hidden = frozenset(_hidden(scene, acts))
    heads = frozenset(acts) | {act.carrier for act in acts.values()}
    for head in sorted(acts):
        act = acts[head]
        shown = _seen(scene, act, head in hidden, heads)
        if (
            shown is None
            and act.participants
            and scene.is_sure(head, act.type)
            and not _is_told_by_verb(scene, act, acts)
        ):
            shown = _as_scored(scene, act)
        if shown is not None:
            # An ontology of one's own may know a type but not what a future act of it is.
            known = shown.type in scene.book.ontology.types
            yield shown if known else replace(shown, type=act.type, mode=act.mode)
            yield from (replace(shown, act=each, type=each.type, mode=each.mode) for each in act.beside)


def _seen(scene: Scene, act: Act, hidden: bool, heads: frozenset[int]) -> Presented | None:
    """The act as the rules see it, None where they take it for no event."""
    if act.rule.is_scored or hidden:
        return None
    if not is_political(act) or _is_private(scene, act) or is_recurring(scene, act, heads):
        return None
    return _shown(scene, act)


def is_political(act: Act) -> bool:
    """Whether a resolved political actor takes part; a private person in a private matter does not count."""
    public = sum(_is_public(actor) for actor in act.participants)
    mutual = act.rule.reciprocal and act.type == "CONSULT"
    return public >= (min(2, len(act.participants)) if mutual else 1)


def _is_private(scene: Scene, act: Act) -> bool:
    """A crime among private people, or a private person's journey: no event without a word of political violence."""
    sectors = {actor.sector for actor in act.participants}
    if act.type == "CONSULT" and act.rule.mode == "visit":
        away = any(actor.sector in TRAVELLING or (actor.code and not actor.sector) for actor in act.actors)
        away = away or not act.actors
        return not away or (bool(act.recipients) and not any(map(_is_public, act.recipients)))
    if any(actor.code for actor in act.participants) or not sectors <= PRIVATE:
        return False
    if act.type != "ASSAULT":
        return act.type in ("COERCE", "SANCTION", "ACCUSE", "SUPPORT", "REQUEST", "REJECT")
    return not any(scene.lemma(i) in scene.words("attackers") for i in range(len(scene.tokens)) if scene.is_noun(i))


def _is_public(actor: Actor) -> bool:
    return actor.code is not None or actor.sector is not None


def _shown(scene: Scene, act: Act) -> Presented | None:
    if scene.tokens[-1].text == "?":
        return None
    factuality = judge(scene, act.head)
    if act.rule.factuality == "actual" or (act.rule.factuality is not None and factuality == "actual"):
        factuality = act.rule.factuality
    elif _refuses(scene, act, factuality):
        return Presented(act, "REJECT", REFUSED[act.type], "actual")
    if act.rule.embedded:
        said = factuality == "planned" and is_future(scene, act.carrier) and act.type in FORTHCOMING
        return Presented(act, FORTHCOMING[act.type], None, "actual") if said else None
    if _is_habit(scene, act) or is_purpose(scene, act.carrier):
        return None
    if factuality in ("hypothetical", "negated") and len(act.participants) < 2:
        return None
    if factuality == "negated" and _is_gerund(scene, act.carrier):
        return None
    if factuality == "planned" and act.type in ("AID", "COOPERATE", "SUPPORT") and said_ahead(scene, act.carrier):
        return Presented(act, "AGREE", None, "actual")
    if act.type == "CONSULT" and factuality == "planned" and not act.actors:
        act = replace(act, actors=act.recipients, recipients=())
    return _still_to_come(act, factuality)


def _refuses(scene: Scene, act: Act, factuality: Factuality) -> bool:
    """ "will not lift the embargo": what somebody says they will not do is refused today."""
    if factuality != "negated" or act.type not in REFUSED or not act.actors or "REJECT" not in scene.book.scored:
        return False
    return is_negated(scene, act.carrier) and is_future(scene, act.carrier)


def _as_scored(scene: Scene, act: Act) -> Presented:
    """An act that the language model found, as it reads it; what the words above deny has not happened."""
    factuality = scene.sentence.modality[act.head]
    if factuality == "actual" and is_denied(scene, act.head):
        factuality = "negated"
    if _refuses(scene, act, factuality):
        return Presented(act, "REJECT", REFUSED[act.type], "actual")
    return _still_to_come(act, factuality)


def _still_to_come(act: Act, factuality: Factuality) -> Presented:
    """The act, or what a future or possible one is (codebook section 2)."""
    if factuality in ("planned", "hypothetical") and act.type in FORTHCOMING:
        return Presented(act, FORTHCOMING[act.type], None, factuality)
    return Presented(act, act.type, act.mode, factuality)


def _is_gerund(scene: Scene, i: int) -> bool:
    """ "a policy of not charging presidents": what a gerund denies is no event that did not happen."""
    token = scene.tokens[i]
    return token.xpos == "VBG" and token.relation in ("acl", "advcl", "obl", "nmod") and not auxiliaries(scene, i)


def _is_habit(scene: Scene, act: Act) -> bool:
    """The simple present tells habits and abilities, but for words that act by being said ("Oslo condemns")."""
    token = scene.tokens[act.carrier]
    own = auxiliaries(scene, act.carrier) - {"do", "does"}
    passive = _is_done(scene, act.carrier)
    present_ = token.xpos in ("VBZ", "VBP") or bool(auxiliaries(scene, act.carrier) & {"do", "does"})
    if token.deprel == "acl:relcl" and (passive or (present_ and not own)):
        return True
    if act.type in STANCES or (token.xpos not in ("VBZ", "VBP") and not passive):
        return False
    if passive or (act.carrier != act.head and scene.lemma(act.carrier) == "have"):
        return True
    return token.upos == "VERB" and not own and not _is_circumstance(scene, act)


def _is_done(scene: Scene, i: int) -> bool:
    """A passive in the simple present: "offenders are referred to the ministry"."""
    own = auxiliaries(scene, i)
    return scene.tokens[i].xpos == "VBN" and bool(own & {"is", "are"}) and not own & {"has", "have", "being", "been"}


def _is_circumstance(scene: Scene, act: Act) -> bool:
    """ "as leaders meet in Geneva" tells of now."""
    marks = {scene.tokens[j].text.lower() for j in scene.sentence.children(act.carrier, "mark", "advmod")}
    return bool(marks & {"as", "while"})


def _hidden(scene: Scene, acts: Mapping[int, Act]) -> Iterator[int]:
    """The acts that are only the content of other acts."""
    for act in acts.values():
        yield from act.content
        if scene.is_noun(act.head) and _is_told_by_verb(scene, act, acts):
            yield act.head
        if act.content or act.type in HOLDING:
            for top in _contents(scene, act):
                yield from (
                    j for j in scene.sentence.subtree(top) if j in acts and j != act.head and _inside(scene, top, j)
                )


def _is_told_by_verb(scene: Scene, act: Act, acts: Mapping[int, Act]) -> bool:
    """ "imposed sanctions" is one predicate though both words have rules, as is "spoke by telephone"."""
    above = scene.tokens[act.head].head
    below = ("obj", "nsubj", "obl") if act.rule.is_scored else ("obj", "nsubj")
    return above in acts and acts[above].type == act.type and scene.tokens[act.head].relation in below


def _contents(scene: Scene, act: Act) -> Iterator[int]:
    sentence = scene.sentence
    yield from sentence.children(act.head, "xcomp", "ccomp", "csubj")
    for j in sentence.children(act.head, "advcl", "acl"):
        if sentence.tokens[j].deprel != "acl:relcl" and frames.case_of(sentence, j) in (
            "of",
            "for",
            "from",
            "to",
            "against",
            "into",
        ):
            yield j
    lemma = scene.lemma(act.head)
    if lemma not in NAMING:
        for j in sentence.children(act.head, "obj", "obl", "nmod"):
            if (
                scene.is_noun(j)
                and not scene.actors.get(j)
                and frames.case_of(sentence, j) in ("", "of", "for", "to", "on", "against")
            ):
                yield j


def _inside(scene: Scene, top: int, j: int) -> bool:
    """Whether *j* belongs to the content and not to a relative clause that tells a fact beside it."""
    for k in (j, *scene.sentence.ancestors(j)):
        if k == top:
            return True
        if _tells_beside(scene, k):
            return False
    return False


def _tells_beside(scene: Scene, k: int) -> bool:
    """A relative clause, participle, circumstance or source tells a fact beside the content."""
    token = scene.tokens[k]
    if token.deprel in ("acl:relcl", "advcl:relcl") or (token.relation == "acl" and token.xpos == "VBN"):
        return True
    word = frames.case_of(scene.sentence, k)
    return (token.relation in ("advcl", "obl") and word in CIRCUMSTANCES) or word == "according"


MANY = 2
"""More states than these make a meeting multilateral."""


def arranged(shown: Presented, host: str | None) -> Presented:
    """A meeting with visitor and host has the visitor as actor and the host as recipient; else all are actors.

    ``host`` is the country of the place where it was held.
    """
    act = shown.act
    if shown.type != "CONSULT" or not act.rule.reciprocal:
        return shown
    everybody = tuple({actor.chain: actor for actor in act.participants}.values())
    hosts = tuple(actor for actor in everybody if host is not None and actor.code == host)
    visitors = tuple(actor for actor in everybody if actor not in hosts)
    if hosts and visitors:
        mode = shown.mode or "visit"
        return replace(shown, mode=mode, act=replace(act, actors=visitors, recipients=hosts))
    many = len({actor.code for actor in everybody if actor.code}) > MANY
    held = shown.mode or ("multilateral" if many else None)
    return replace(shown, mode=held, act=replace(act, actors=everybody, recipients=()))
