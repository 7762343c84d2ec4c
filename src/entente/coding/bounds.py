"""What tense and construction only bound: acts before the time they are told with, and acts that lie ahead.

Codebook section 4: what the tense puts before ("had been killed", "previously") or an undated "after …" does not take
the date it is told with; that date bounds it. Each way takes ``around``, the day the act is told with, or None.
"""

from __future__ import annotations

from entente.coding import frames
from entente.coding.attach import own_anchors
from entente.coding.dating import dated_by, finest, times_on, within_sentence
from entente.coding.telling import Telling
from entente.model import Dating

BEFORE = frozenset({"previously", "formerly", "once", "earlier", "already", "before"})
GENERAL = frozenset(
    {"decision", "ruling", "order", "verdict", "move", "step", "measure", "action", "announcement", "statement", "deal",
     "agreement", "admission", "vote", "policy"}
)  # fmt: skip
REPEATED = frozenset(
    {"repeatedly", "often", "frequently", "previously", "consistently", "always", "long", "ever", "once", "twice",
     "already", "occasionally", "recently", "routinely", "only"}
)  # fmt: skip
CAUSES = frozenset({"after", "following", "despite", "because", "due"})
GROUNDS = frozenset({"for", "of", "over", "about"})
ANSWERING = frozenset({"ACCUSE", "SANCTION", "COERCE", "SUPPORT", "CONCEDE", "REJECT"})
PRIOR = frozenset({"earlier", "previous", "prior", "past", "former"})
ANSWERS = frozenset({"response", "reaction", "answer", "reply", "retaliation"})
SPOKEN = frozenset({"AGREE", "SUPPORT", "CONCEDE", "REQUEST", "ACCUSE", "REJECT", "THREATEN"})
MODALS = frozenset({"will", "may", "might", "could", "can", "would", "shall"})


def is_background(telling: Telling) -> bool:
    """Whether the past perfect, an adverb ("previously") or a participle before a noun ("proposed bill") says so."""
    carrier = telling.act.carrier
    if telling.scene.tokens[carrier].xpos == "VBN" and telling.scene.tokens[carrier].relation == "amod":
        return True
    if telling.is_noun:
        return any(telling.scene.tokens[j].text.lower() in PRIOR for j in telling.sentence.children(carrier, "amod"))
    adverbs = {telling.scene.lemma(j) for j in telling.sentence.children(carrier, "advmod")}
    own = telling.auxiliaries
    return telling.is_past_perfect or (bool(adverbs & BEFORE) and not own & {"has", "have"})


def background(telling: Telling, around: Dating | None) -> Dating | None:
    """Before the day it is told with: an open beginning, and that day as the end; what was said so may be recent."""
    end = around.last if around is not None and around.last is not None else telling.published
    if telling.published is not None and end is not None:
        end = min(end, telling.published)
    return Dating(None, end, None, "bounded", historical=not telling.is_noun and not telling.is_reported)


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
    while scene.tokens[top].relation == "nmod" and frames.case_of(scene.sentence, top) == "of":
        top = scene.tokens[top].head
    answered = scene.tokens[top].relation == "nmod" and scene.lemma(scene.tokens[top].head) in ANSWERS
    if not answered and frames.case_of(scene.sentence, top) not in CAUSES:
        return None
    outer = within_sentence(telling) or around
    end = outer.last if outer is not None else telling.published
    return Dating(None, end, None, "bounded") if end is not None else None


def answered(telling: Telling, around: Dating | None) -> Dating | None:
    """ "dismissed a lawsuit", "ruled on the appeal": what another act answers came before it."""
    scene, head = telling.scene, telling.act.head
    token = scene.tokens[head]
    if not telling.is_noun or telling.type not in SPOKEN or token.head not in telling.heads:
        return None
    object_ = token.deprel in ("obj", "nsubj:pass") or frames.case_of(scene.sentence, head) in ("on", "to", "against")
    if not object_ or scene.is_noun(token.head) or around is None:
        return None
    return Dating(None, around.last, None, "bounded")


def held_for(telling: Telling, around: Dating | None) -> Dating | None:
    """ "accused of bombing the port", "apologized for the raid": what is blamed or thanked for came before."""
    scene, carrier = telling.scene, telling.act.carrier
    types = {m.head: m.type for m in telling.before if m.sentence == scene.number}
    grounds = GROUNDS | {"with"} if telling.is_noun else GROUNDS
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
    """
    undertaken = telling.type in ("AGREE", "CONCEDE")
    if telling.factuality not in ("planned", "hypothetical") or undertaken or _looks_back(telling):
        return None
    outer = within_sentence(telling)
    if outer is not None and telling.published and outer.first and outer.first >= telling.published:
        return outer
    start = around.first if around is not None and around.first is not None else telling.published
    return Dating(start, None, None, "bounded") if start is not None else None


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
    end = around.last if around is not None and telling.statement is not None else telling.published
    return Dating(None, end, None, "bounded") if end is not None else None


def _is_counted(telling: Telling) -> bool:
    """ "has repeatedly voted", "has impeached two presidents", "27 have ratified": told of no day in particular."""
    scene, carrier = telling.scene, telling.act.carrier
    parties = telling.sentence.children(carrier, "nsubj", "obj", "nsubj:pass")
    numbers = any(scene.tokens[j].xpos == "CD" or telling.sentence.children(j, "nummod") for j in parties)
    return numbers or bool({scene.lemma(j) for j in telling.sentence.children(carrier, "advmod")} & REPEATED)
