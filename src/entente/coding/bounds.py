"""What tense and construction only bound: acts before the time they are told with, and acts that lie ahead.

Codebook section 4: what the tense puts before ("had been killed", "previously") or an undated "after …" does not take
the date it is told with; that date bounds it. Each way takes ``around``, the day the act is told with, or None.
"""

from __future__ import annotations

from entente.coding import frames
from entente.coding.attach import own_anchors
from entente.coding.dating import dated_by, finest, times_on, within_sentence
from entente.coding.telling import Telling
from entente.model import Dating, Sentence

BEFORE = frozenset({"previously", "formerly", "once", "earlier", "already", "before"})
GENERAL = frozenset(
    {"decision", "ruling", "order", "verdict", "move", "step", "measure", "action", "announcement", "statement", "deal",
     "agreement", "admission", "vote", "policy", "act"}
)  # fmt: skip
REPEATED = frozenset(
    {"repeatedly", "often", "frequently", "previously", "consistently", "always", "long", "ever", "once", "twice",
     "already", "occasionally", "recently", "routinely", "only"}
)  # fmt: skip
MANY = frozenset({"all", "most", "many", "several", "few"})
CAUSES = frozenset({"after", "following", "despite", "because", "due"})
GROUNDS = frozenset({"for", "of", "over", "about"})
ANSWERING = frozenset({"ACCUSE", "SANCTION", "COERCE", "SUPPORT", "CONCEDE", "REJECT"})
HELD = frozenset({"suspect", "allege", "accuse"})
PRIOR = frozenset({"earlier", "previous", "prior", "past", "former"})
ANSWERS = frozenset({"response", "reaction", "answer", "reply", "retaliation"})
SPOKEN = frozenset({"AGREE", "SUPPORT", "CONCEDE", "REQUEST", "ACCUSE", "REJECT", "THREATEN"})
PUT_FORWARD = frozenset({"REQUEST", "ACCUSE", "AGREE"})
ANSWERED = SPOKEN | {"SANCTION", "COERCE"}
MODALS = frozenset({"will", "may", "might", "could", "can", "would", "shall"})


def is_background(telling: Telling) -> bool:
    """Whether the past perfect, an adverb ("previously") or a participle before a noun ("proposed bill") says so."""
    carrier = telling.act.carrier
    if telling.scene.tokens[carrier].xpos == "VBN" and telling.scene.tokens[carrier].relation == "amod":
        return telling.scene.lemma(carrier) not in HELD
    if telling.is_noun:
        prior = any(telling.scene.tokens[j].text.lower() in PRIOR for j in telling.sentence.children(carrier, "amod"))
        return prior or _is_object_of_had(telling)
    if telling.is_past_perfect or telling.is_infinitive_perfect or _is_below_background(telling):
        return True
    words = {j: telling.scene.tokens[j].text.lower() for j in telling.sentence.children(carrier, "advmod")}
    earlier = any(word in BEFORE and (j > carrier or word != "before") for j, word in words.items())
    return earlier and not telling.auxiliaries & {"has", "have"}


def _is_below_background(telling: Telling) -> bool:
    """ "had sent a plan, which they rejected, citing …": clauses on one in the past perfect go on with its time."""
    inner = telling.act.carrier
    for above in telling.sentence.ancestors(inner):
        if not telling.is_clause(above):
            continue
        below = telling.scene.tokens[inner].relation in ("acl", "advcl")
        if not below or frames.case_of(telling.sentence, inner) not in ("", "in", "by"):
            return False
        if telling.is_had(above):
            return True
        inner = above
    return False


def _is_object_of_had(telling: Telling) -> bool:
    """ "had received threats": the object of a verb in the past perfect shares its time."""
    token = telling.scene.tokens[telling.act.carrier]
    return token.deprel == "obj" and telling.is_had(token.head)


def background(telling: Telling, around: Dating | None) -> Dating | None:
    """Before the day it is told with: an open beginning, and that day as the end; what was said so may be recent."""
    end = around.last if around is not None and around.last is not None else telling.published
    if telling.published is not None and end is not None:
        end = min(end, telling.published)
    tells_of_past = not telling.is_noun and not telling.is_reported and not _only_accompanies(telling)
    return Dating(None, end, None, "bounded", historical=tells_of_past)


def _only_accompanies(telling: Telling) -> bool:
    """ "had sent a plan, which they rejected, citing …": a bare participle has no tense of its own."""
    return telling.scene.tokens[telling.act.carrier].xpos == "VBG" and not telling.auxiliaries


def restricts(telling: Telling) -> bool:
    """Whether the act tells which people are meant: "a man who robbed a bank", not "the man, who robbed a bank"."""
    scene, carrier = telling.scene, telling.act.carrier
    token = scene.tokens[carrier]
    if token.deprel != "acl:relcl" or token.head in telling.heads or telling.is_present or telling.is_perfect:
        return False
    inside = scene.sentence.subtree(carrier)
    who = next((j for j in inside if j < carrier and scene.tokens[j].text.lower() in ("who", "whom")), None)
    return who is not None and token.xpos in ("VBD", "VBN") and scene.tokens[who - 1].text != ","


def told_before(telling: Telling) -> Dating | None:
    """The date of an act in the background that is coordinated with a dated one ("had met in May and agreed")."""
    scene, carrier = telling.scene, telling.act.carrier
    token = scene.tokens[carrier]
    siblings = (*frames.with_conjuncts(scene.sentence, (carrier,)), token.head if token.relation == "conj" else carrier)
    return finest(scene, times_on(telling, siblings), "inherited")


def recently(telling: Telling) -> Dating | None:
    """ "recently", "in the past", "years ago", "in the last few years": some day up to publication."""
    scene, published = telling.scene, telling.published
    anchors = own_anchors(scene, telling.act) | {telling.verb}
    vague = [
        time
        for time in scene.times
        if (time.value == "PAST_REF" or (time.rule == "past-stretch" and not time.first))
        and dated_by(scene, time, telling.heads) in anchors
    ]
    ago = any(scene.lemma(j) == "ago" for j in telling.sentence.children(telling.act.carrier, "advmod"))
    ago = ago or any(time.rule == "ago" for time in vague)
    if published is None or not (vague or ago):
        return None
    return Dating(None, published, None, "bounded", historical=ago)


def reacted_to(telling: Telling, around: Dating | None) -> Dating | None:
    """ "agreed after four days of talks", "in response to a lawsuit": before the day of what followed."""
    if not telling.is_noun:
        return None
    scene, top = telling.scene, telling.act.head
    while scene.tokens[top].relation == "conj" or (
        scene.tokens[top].relation == "nmod" and frames.case_of(scene.sentence, top) == "of"
    ):
        top = scene.tokens[top].head
    above = scene.tokens[top].head
    answered = scene.tokens[top].relation == "nmod" and scene.lemma(above) in ANSWERS
    word = _case_with_measure(scene.sentence, top)
    stems = word == "from" and above >= 0 and scene.lemma(above) in scene.words("stemming")
    followed = scene.tokens[top].deprel == "obj" and scene.lemma(above) == "follow"
    if not (answered or stems or followed or word in CAUSES or _is_invitation(telling)):
        return None
    outer = within_sentence(telling) or (_of_subject(telling, above) if followed else None) or around
    if outer is not None and outer.time is not None and outer.time.rule == "past-stretch":
        return outer
    return until(telling, outer)


def _is_invitation(telling: Telling) -> bool:
    """ "flew to Riga at the invitation of the king": whoever comes was asked before; a request may be of the day."""
    scene, head = telling.scene, telling.act.head
    return scene.lemma(head) == "invitation" and frames.case_of(scene.sentence, head) in ("at", "on", "upon")


def _of_subject(telling: Telling, verb: int) -> Dating | None:
    """The date of the act that is the subject of *verb*."""
    subjects = telling.sentence.children(verb, "nsubj")
    told = [m.dating for m in telling.before if m.sentence == telling.scene.number and m.head in subjects]
    return told[-1] if told else None


def _case_with_measure(sentence: Sentence, i: int) -> str:
    """The preposition; that of the measure in "after weeks of protests", which parsers hang apart."""
    word = frames.case_of(sentence, i)
    case = next(iter(sentence.children(i, "case")), 0)
    measure = case - 1
    beside = word == "of" and measure >= 0 and sentence.tokens[measure].head == sentence.tokens[i].head
    return frames.case_of(sentence, measure) if beside else word


def until(telling: Telling, around: Dating | None) -> Dating | None:
    """Some day up to the last of *around*, or up to publication where that is earlier or nothing is around."""
    ends = [day for day in (around.last if around is not None else None, telling.published) if day is not None]
    return Dating(None, min(ends), None, "bounded") if ends else None


def answered(telling: Telling, around: Dating | None) -> Dating | None:
    """ "dismissed a lawsuit", "ruled on the appeal": what another act answers came before it."""
    scene, head = telling.scene, telling.act.head
    token = scene.tokens[head]
    refers = token.head >= 0 and scene.lemma(token.head) in scene.words("referring")
    if (
        not telling.is_noun
        or telling.factuality != "actual"
        or telling.type not in ANSWERED
        or not (token.head in telling.heads or refers)
    ):
        return None
    object_ = token.deprel in ("obj", "nsubj:pass") or frames.case_of(scene.sentence, head) in ("on", "to", "against")
    if not object_ or scene.is_noun(token.head) or not (refers or around is not None):
        return None
    return until(telling, around)


def met_with(telling: Telling, around: Dating | None) -> Dating | None:
    """ "The union sued the city, but the court dismissed the suit": what another answers behind "but" came before."""
    scene, carrier = telling.scene, telling.act.carrier
    token = scene.tokens[carrier]
    own = token.xpos == "VBD" and not telling.is_noun and scene.lemma(carrier) not in scene.words("saying")
    if telling.type not in PUT_FORWARD or not own or telling.statement is not None or within_sentence(telling):
        return None
    siblings = (*telling.sentence.children(carrier, "conj"), *_later_siblings(telling.sentence, carrier))
    return until(telling, around) if any(_is_contrary(telling.sentence, j) for j in siblings) else None


def is_answer(telling: Telling) -> bool:
    """Whether the act stands behind "but", and somebody else does it."""
    carrier = telling.act.carrier
    return telling.scene.tokens[carrier].relation == "conj" and _is_contrary(telling.sentence, carrier)


def _is_contrary(sentence: Sentence, i: int) -> bool:
    but = any(sentence.tokens[k].text.lower() == "but" for k in sentence.children(i, "cc"))
    return but and bool(sentence.children(i, "nsubj", "nsubj:pass"))


def _later_siblings(sentence: Sentence, i: int) -> tuple[int, ...]:
    if sentence.tokens[i].relation != "conj":
        return ()
    return tuple(j for j in sentence.children(sentence.tokens[i].head, "conj") if j > i)


def held_for(telling: Telling, around: Dating | None) -> Dating | None:
    """ "accused of bombing the port", "apologized for the raid": what is blamed or thanked for came before."""
    scene, carrier = telling.scene, telling.act.carrier
    types = {m.head: m.type for m in telling.before if m.sentence == scene.number}
    grounds = GROUNDS | {"with"} if scene.tokens[carrier].xpos.startswith("NN") else GROUNDS
    below = scene.tokens[carrier].relation in ("advcl", "acl", "obl", "xcomp")
    if not below or frames.case_of(scene.sentence, carrier) not in grounds or around is None:
        return None
    return Dating(None, around.last, None, "bounded") if types.get(scene.tokens[carrier].head) in ANSWERING else None


def before_reaction(telling: Telling, around: Dating | None) -> Dating | None:
    """ "They left on Monday after rebels attacked", "because …", "since …": before the day of what followed."""
    token = telling.scene.tokens[telling.act.carrier]
    word = frames.case_of(telling.sentence, telling.act.carrier)
    if token.relation != "advcl" or word not in ("after", "because", "since") or telling.is_present:
        return None
    end = around.last if around is not None else telling.published
    return Dating(None, end, None, "bounded") if end is not None else None


def foretold(telling: Telling, found: Dating | None) -> Dating | None:
    """ "may expel the envoy, he said on Sunday": a past day beside an act that lies ahead is the day it was told."""
    published = telling.published
    if found is None or published is None or found.last is None or found.last >= published:
        return found
    said = telling.statement is not None and not telling.is_noun and telling.auxiliaries & MODALS
    lies_ahead = telling.factuality in ("planned", "hypothetical") and telling.type not in ("AGREE", "CONCEDE")
    return Dating(found.first, None, None, "bounded", time=found.time) if said and lies_ahead else found


def ahead(telling: Telling, around: Dating | None) -> Dating | None:
    """What is planned or possible, without a date: from the day it is told on.

    An undertaking to cooperate or to yield is an act of the day it is told, whatever lies ahead (codebook section 2).
    In words whose day the sentence does not give nothing is known: of seven such both readers left six without a day.
    """
    undertaken = telling.type in ("AGREE", "CONCEDE") and not _was_to_come(telling)
    if telling.factuality not in ("planned", "hypothetical") or undertaken or _looks_back(telling):
        return None
    outer = within_sentence(telling)
    if outer is not None and telling.published and outer.first and outer.first >= telling.published:
        return outer
    if around is None and telling.statement is not None:
        return Dating(None, None, None, "bounded")
    start = around.first if around is not None and around.first is not None else telling.published
    return Dating(start, None, None, "bounded") if start is not None else None


def _was_to_come(telling: Telling) -> bool:
    """ "restrictions were to be lifted": told as a plan, in nobody's words."""
    verb, sentence = telling.verb, telling.sentence
    marks = {telling.scene.tokens[j].text.lower() for j in sentence.children(verb, "mark")}
    joined = sentence.tokens[verb].relation == "conj"
    own = telling.auxiliaries or (telling.auxiliaries_of(sentence.tokens[verb].head) if joined else frozenset())
    return telling.statement is None and "to" in marks and bool(own & {"was", "were"})


def _looks_back(telling: Telling) -> bool:
    """ "whether he killed", "how much help is received": possible, but not to come."""
    tag = telling.scene.tokens[telling.verb].xpos
    own = telling.auxiliaries
    past = tag == "VBD" or bool(own & {"had", "has", "have", "did"})
    now = tag == "VBN" and bool(own & {"is", "are"})
    return telling.factuality == "hypothetical" and not telling.is_noun and (past or now)


def until_now(telling: Telling, around: Dating | None, lead: bool) -> Dating | None:
    """ "have killed hundreds": some day up to when it is told; the lead and what was said or denied tell of that day.

    On the hand-coded reports eight in eleven undated words in the present perfect ("has urged") were of the day of
    publication, and those told as repeated were not.
    """
    if not telling.is_perfect:
        return None
    news = lead or telling.type in SPOKEN or telling.factuality == "negated"
    if news and not _is_counted(telling):
        return None
    outer = around if telling.statement is not None else within_sentence(telling)
    return until(telling, outer)


def _is_counted(telling: Telling) -> bool:
    """ "has repeatedly voted", "has impeached two presidents", "27 have ratified": told of no day in particular."""
    scene, carrier = telling.scene, telling.act.carrier
    parties = telling.sentence.children(carrier, "nsubj", "obj", "nsubj:pass")
    numbers = any(scene.tokens[j].xpos == "CD" or telling.sentence.children(j, "nummod") for j in parties)
    numbers = numbers or any(scene.lemma(j) in MANY for j in parties)
    return numbers or bool({scene.lemma(j) for j in telling.sentence.children(carrier, "advmod")} & REPEATED)
