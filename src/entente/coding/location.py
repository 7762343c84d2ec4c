"""Where an act took place (codebook section 5): a place on the predicate, never a country merely named."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from entente.coding import frames
from entente.coding.acts import Act
from entente.coding.attach import clause_chain, governor, own_anchors
from entente.coding.scene import Scene
from entente.model import Place, Sentence

LOCATIVE = frozenset(
    {"in", "at", "near", "inside", "outside", "across", "around", "off", "over", "within", "throughout", "along"}
)
ALONG = frozenset({"through", "toward", "towards", "past"})
TOWARDS = frozenset({"to", "into", "on", "for"})
GOING = frozenset({"visit", "trip", "travel", "arrive", "fly", "go", "tour", "return", "head", "journey", "come"})
TOURING = frozenset({"visit", "tour", "reach", "leave"})
# What is done in words or on paper: places further down belong to what the words are about.
VERBAL = frozenset({"AGREE", "SUPPORT", "CONCEDE", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "SANCTION"})
STRUCK = ("ASSAULT", "COERCE", "MOBILIZE", "PROTEST")
INHERITING = ("ASSAULT", "PROTEST", "COERCE")
NOMINAL = ("nmod", "compound", "appos", "conj", "flat")
FINENESS = {"place": 0, "city": 1, "region": 2, "country": 3}


def locate(scene: Scene, act: Act, heads: frozenset[int]) -> Place | None:
    """The finest place that stands on the predicate, else on a clause it is told with.

    An act of violence, protest or coercion without either takes the place that the sentences before are set in; such a
    place has the rule ``inherited``.
    """
    anchors = own_anchors(scene, act)
    tops = {i: _top(scene.sentence, i, scene.words("sites")) for i in scene.places}
    governed = {i: governor(scene, top, heads) for i, top in tops.items()}
    own = [i for i, at in governed.items() if at in anchors and _is_own(scene, i, tops[i], act, anchors)]
    own += [i for i in scene.places if _is_object(scene, tops[i], act) or _is_scene_of(scene, i, act)]
    own = own or [i for i in scene.places if _is_told_at(scene, tops[i], anchors)]
    found = _finest(scene.places[i] for i in own)
    return found or _beside(scene, act, governed, tops) or _inherited(scene, act)


def _finest(places: Iterable[Place]) -> Place | None:
    return min(places, key=lambda place: (FINENESS[place.resolution], place.start), default=None)


def _top(sentence: Sentence, i: int, sites: frozenset[str]) -> int:
    """The noun that stands for the place in its clause: "province" in "in the province of Banten"."""
    for _ in range(4):
        token, word = sentence.tokens[i], frames.case_of(sentence, i)
        if token.head < 0 or token.relation not in NOMINAL or sentence.tokens[token.head].upos not in ("NOUN", "PROPN"):
            return i
        part = token.deprel == "nmod:poss" or token.relation == "compound" or word == "of"
        if word not in ("of", "") or (part and sentence.tokens[token.head].lemma.lower() not in sites):
            return i
        i = token.head
    return i


def _preposition(scene: Scene, top: int) -> str:
    return frames.case_of(scene.sentence, top)


def _is_own(scene: Scene, i: int, top: int, act: Act, anchors: frozenset[int]) -> bool:
    if not _is_where(scene, i, top, act) or _is_left(scene, top, anchors):
        return False
    if act.type not in VERBAL:
        return True
    return scene.places[i].country is not None and _hangs_on(scene, top, anchors)


def _is_left(scene: Scene, top: int, anchors: frozenset[int]) -> bool:
    """Whether the place is where something comes from: "from a hospital in Omsk"."""
    for j in scene.sentence.ancestors(top):
        if j in anchors:
            return False
        if frames.case_of(scene.sentence, j) == "from":
            return True
    return False


def _hangs_on(scene: Scene, top: int, anchors: frozenset[int]) -> bool:
    """Whether the place stands on the predicate itself, or on where its act took place ("at a hotel in Cairo")."""
    for j in scene.sentence.ancestors(top):
        if j in anchors:
            return scene.tokens[top].relation != "obj" or scene.lemma(j) in TOURING
        if scene.tokens[j].relation == "obj":
            return scene.tokens[j].head in anchors and scene.lemma(scene.tokens[j].head) in scene.words("addressing")
        if scene.lemma(j) not in scene.words("sites") | scene.words("gatherings"):
            return False
    return False


def _is_told_at(scene: Scene, top: int, anchors: frozenset[int]) -> bool:
    """ "An assembly of ministers in Cairo denounced", "spoke at a rally in Turin"."""
    if _preposition(scene, top) not in LOCATIVE:
        return False
    for j in scene.sentence.ancestors(top):
        token = scene.tokens[j]
        if scene.lemma(j) in scene.words("gatherings") and token.relation in ("nsubj", "obl"):
            return token.head in anchors
        if token.relation not in NOMINAL:
            return False
    return False


def _beside(scene: Scene, act: Act, governed: dict[int, int | None], tops: dict[int, int]) -> Place | None:
    for anchor in _told_with(scene, act):
        if scene.lemma(anchor) in scene.words("saying") or (
            act.type not in VERBAL and scene.lemma(anchor) in scene.words("speaking")
        ):
            continue
        found = _finest(
            scene.places[i] for i, at in governed.items() if at == anchor and _is_beside(scene, i, tops[i], act, anchor)
        )
        if found:
            return found
    return None


def _told_with(scene: Scene, act: Act) -> Iterator[int]:
    """The clauses the act is told with, and what their subjects were doing ("Imran, who was visiting Multan, ...")."""
    token = scene.tokens[act.carrier]
    if token.deprel == "acl:relcl" and any(
        scene.tokens[j].text.lower() == "where" for j in scene.sentence.children(act.carrier, "advmod", "obl", "mark")
    ):
        yield from (j for j in scene.sentence.ancestors(act.carrier) if scene.tokens[j].upos == "VERB")
    for anchor in clause_chain(scene, act):
        yield anchor
        for subject in scene.sentence.children(anchor, "nsubj"):
            for clause in scene.sentence.children(subject, "acl"):
                if scene.lemma(clause) in GOING | scene.words("convening") | scene.words("occurring"):
                    yield clause


def _is_beside(scene: Scene, i: int, top: int, act: Act, anchor: int) -> bool:
    reached = scene.tokens[top].relation == "obj" and scene.lemma(anchor) in TOURING and act.type not in VERBAL
    word = _preposition(scene, top)
    travelled = word in ("to", "into") and scene.lemma(anchor) in GOING and act.type not in VERBAL
    if not (reached or travelled or _says_where(word, i, top)) or scene.tokens[top].deprel == "nmod:poss":
        return False
    if act.type not in VERBAL:
        return True
    return scene.places[i].country is not None and _hangs_on(scene, top, frozenset({anchor}))


def _says_where(word: str, i: int, top: int) -> bool:
    """Whether the preposition says where: "in Quetta", "on the outskirts of Quetta", but not "on Quetta"."""
    return word in LOCATIVE or (word == "on" and top != i)


def _is_where(scene: Scene, i: int, top: int, act: Act) -> bool:
    word = _preposition(scene, top)
    if _says_where(word, i, top):
        return True
    lemma = scene.lemma(act.head)
    if word in TOWARDS:
        moved = word in ("to", "into") and lemma in scene.words("delivering")
        return moved or (lemma in GOING and word != "on") or (act.type in STRUCK and word in ("on", "to"))
    if act.type in STRUCK and (word in ALONG or (word == "from" and act.type == "PROTEST")):
        return True
    if word == "from":
        return act.type == "RETREAT" and lemma in ("withdraw", "withdrawal", "pull", "retreat")
    return scene.tokens[top].relation == "compound" and scene.tokens[top].head == act.head


def _is_object(scene: Scene, top: int, act: Act) -> bool:
    """ "visited Beijing", "shelled Kharkiv"."""
    if scene.is_noun(act.head) or top not in frames.objects(scene.sentence, act.head):
        return False
    place = scene.places.get(top)
    fine = place is None or place.resolution != "country"
    return scene.lemma(act.head) in TOURING | scene.words("taking") or (act.type == "ASSAULT" and fine)


def _is_scene_of(scene: Scene, i: int, act: Act) -> bool:
    """ "Abqaiq was the target of an attack"."""
    above = scene.tokens[i].head
    if scene.tokens[i].relation != "nsubj" or above < 0 or scene.lemma(above) not in ("target", "scene", "site"):
        return False
    return scene.tokens[act.head].head == above


def _inherited(scene: Scene, act: Act) -> Place | None:
    """The last setting of the sentences before, where all that they tell of happened in one country.

    Only verbs take one: a noun ("the attack") mostly tells of an act that has its place elsewhere.
    """
    if act.type not in INHERITING or scene.is_noun(act.head) or _is_recalled(scene):
        return None
    settings = tuple(filter(None, (_setting(scene, act, number) for number in range(scene.number))))
    if not settings or len({place.country for place in settings}) != 1:
        return None
    return replace(settings[-1], rule="inherited")


def _is_recalled(scene: Scene) -> bool:
    """Whether the sentence dates what it tells more than 30 days before publication: that happened elsewhere."""
    published = scene.resolved.report.published
    return published is not None and any(
        time.last is not None and (published - time.last).days > 30 for time in scene.times
    )


def _setting(scene: Scene, act: Act, number: int) -> Place | None:
    """The place that a clause of sentence *number* is set in; verbs of saying have none.

    Violence takes it only from violence, journeys and the like: who was attacked may have been taken elsewhere since.
    """
    sentence = scene.resolved.parsed.sentences[number]
    here = (place for place in scene.resolved.places if place.sentence == number)
    return _finest(place for place in here if _sets(sentence, place.head, scene, act))


def _sets(sentence: Sentence, i: int, scene: Scene, act: Act) -> bool:
    located, top = _located(sentence, _top(sentence, i, scene.words("sites")))
    token = sentence.tokens[top]
    verb = sentence.tokens[token.head].lemma.lower() if token.head >= 0 else ""
    if verb in scene.words("saying") | scene.words("speaking"):
        return False
    scenic = verb in TOURING | scene.words("taking") | scene.words("exploding") or any(
        rule.type in INHERITING for _, rule in scene.book.by_lemma.get(verb, ())
    )
    if token.relation == "obj":
        return scenic
    return located and token.relation == "obl" and (scenic or act.type == "COERCE")


def _located(sentence: Sentence, top: int) -> tuple[bool, int]:
    """Whether the phrase says where, and what of it stands on the verb ("at a hall in Turin", "on Sunday in Turin")."""
    located = False
    while frames.case_of(sentence, top) in LOCATIVE or (located and frames.case_of(sentence, top) == "on"):
        located = True
        if sentence.tokens[top].relation != "nmod":
            break
        top = sentence.tokens[top].head
    return located, top
