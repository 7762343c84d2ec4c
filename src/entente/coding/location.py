"""Where an act took place (codebook section 5): a place on the predicate, never a country merely named."""

from __future__ import annotations

from entente.coding import frames
from entente.coding.acts import Act
from entente.coding.attach import clause_chain, governor, own_anchors
from entente.coding.scene import Scene
from entente.model import Place

LOCATIVE = frozenset(
    {"in", "at", "near", "inside", "outside", "across", "around", "off", "over", "within", "throughout", "along"}
)
TOWARDS = frozenset({"to", "into", "on", "for"})
GOING = frozenset({"visit", "trip", "travel", "arrive", "fly", "go", "tour", "return", "head", "journey", "come"})
VERBAL = frozenset({"AGREE", "SUPPORT", "CONCEDE", "REQUEST", "ACCUSE", "REJECT", "THREATEN"})
STRUCK = ("ASSAULT", "COERCE", "MOBILIZE", "PROTEST")
FINENESS = {"place": 0, "city": 1, "region": 2, "country": 3}


def locate(scene: Scene, act: Act, heads: frozenset[int]) -> Place | None:
    """The finest place that stands on the predicate, else on a clause it is told with."""
    anchors = own_anchors(scene, act)
    governed = {i: governor(scene, i, heads) for i in scene.places}
    own = [
        scene.places[i]
        for i, at in governed.items()
        if at in anchors and _is_where(scene, i, act) and (act.type not in VERBAL or _hangs_on(scene, i, anchors))
    ]
    own += [scene.places[i] for i in scene.places if _is_object(scene, i, act)]
    if own:
        return min(own, key=lambda place: (FINENESS[place.resolution], place.start))
    return _beside(scene, act, governed)


def _hangs_on(scene: Scene, i: int, anchors: frozenset[int]) -> bool:
    """Whether the place stands on the predicate itself and not inside what it is about."""
    for j in scene.sentence.ancestors(i):
        if j in anchors:
            return True
        if scene.tokens[i].relation not in ("nmod", "compound", "appos", "conj", "flat"):
            return False
        i = j
        if scene.tokens[j].relation in ("obj", "nsubj"):
            return False
    return False


def _beside(scene: Scene, act: Act, governed: dict[int, int | None]) -> Place | None:
    for anchor in clause_chain(scene, act):
        if scene.lemma(anchor) in scene.words("saying"):
            continue
        found = [
            scene.places[i]
            for i, at in governed.items()
            if at == anchor
            and _preposition(scene, i) in LOCATIVE
            and scene.tokens[i].deprel != "nmod:poss"
            and (act.type not in VERBAL or anchor != act.carrier or _hangs_on(scene, i, frozenset({anchor})))
        ]
        if found:
            return min(found, key=lambda place: (FINENESS[place.resolution], place.start))
    return None


def _preposition(scene: Scene, i: int) -> str:
    """The preposition of the place's phrase, seen through the nouns it modifies ("in the port of Odesa")."""
    for _ in range(4):
        word = frames.case_of(scene.sentence, i)
        above = scene.tokens[i].head
        through = word in ("of", "") and scene.tokens[i].relation in ("nmod", "compound", "appos", "conj", "flat")
        if not through or above < 0 or not scene.is_noun(above):
            return word
        i = above
    return ""


def _is_where(scene: Scene, i: int, act: Act) -> bool:
    word = _preposition(scene, i)
    if word in LOCATIVE:
        return True
    lemma = scene.lemma(act.head)
    if word in TOWARDS:
        return (lemma in GOING and word != "on") or (act.type in STRUCK and word in ("on", "to"))
    return scene.tokens[i].relation == "compound" and scene.tokens[i].head == act.head


def _is_object(scene: Scene, i: int, act: Act) -> bool:
    """ "visited Beijing", "shelled Kharkiv"."""
    if scene.is_noun(act.head) or i not in frames.objects(scene.sentence, act.head):
        return False
    lemma = scene.lemma(act.head)
    fine = scene.places[i].resolution != "country"
    return lemma in ("visit", "tour", "reach", "leave") or (act.type == "ASSAULT" and fine)
