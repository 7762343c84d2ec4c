"""Commitments: what actors undertake to do, said by themselves or told of them (codebook section 7).

An undertaking is a word such as *plan*, *pledge* or *willing* with an infinitive, or the plain future of an act; each
coordinated act is a commitment of its own. What is denied, conditional, merely possible, or was planned once ("had
planned to") is none. The words and the acts they promise are data (``data/commitments/undertakings.yaml``).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, partial

from entente.coding import frames
from entente.coding.chains import with_publisher
from entente.coding.made import is_paper, made_in, made_on
from entente.coding.naming import actor_at, members
from entente.coding.phrases import trimmed
from entente.coding.undertaken import acts_of, is_verb, undertaken
from entente.coding.undertakings import Undertakings, load_undertakings
from entente.model import Actor, Commitment, Dating, Mention, Resolved, Sentence, Span, Statement

# A threat to use force is no commitment towards anybody; THREATEN and ASSAULT mentions keep it.
UNCOMMITTED = frozenset({"ASSAULT", "THREATEN"})
# What is merely foretold of these is scheduled, not undertaken ("the court will sentence him").
UNANNOUNCED = UNCOMMITTED | {"SANCTION", "MOBILIZE", "REQUEST", "SUPPORT", "ACCUSE", "REJECT", "PROTEST", "COERCE"}
# The act of an undertaking whose words name no other type.
UNTYPED = "AGREE"


def find_commitments(
    resolved: Resolved, statements: tuple[Statement, ...], mentions: tuple[Mention, ...]
) -> tuple[Commitment, ...]:
    """The commitments of the body in text order, all ``open``; ``words`` are the characters of the act promised."""
    words = load_undertakings()
    scene = _Scene(resolved, statements, mentions)
    found: list[Commitment] = []
    for at, sentence in enumerate(resolved.parsed.sentences):
        if sentence.title:
            continue
        for cue, act in undertaken(sentence, words.cues, partial(_committed, scene, at)):
            commitment = _commitment(scene, at, cue, act, words)
            if commitment is not None:
                found.append(commitment)
    return tuple(found)


@dataclass(frozen=True)
class _Scene:
    """A resolved report with its mentions and statements at hand by sentence."""

    resolved: Resolved
    statements: tuple[Statement, ...]
    mentions: tuple[Mention, ...]

    @cached_property
    def _mentions(self) -> dict[int, list[Mention]]:
        found: dict[int, list[Mention]] = {}
        for mention in self.mentions:
            found.setdefault(mention.sentence, []).append(mention)
        return found

    @cached_property
    def _contents(self) -> dict[int, list[tuple[Span, int]]]:
        """For each sentence the statements' content in it, with the statement's position."""
        found: dict[int, list[tuple[Span, int]]] = {}
        for n, statement in enumerate(self.statements):
            for content in statement.content:
                first = self.resolved.parsed.sentence_at(content.start) or 0
                last = self.resolved.parsed.sentence_at(content.end - 1) or first
                for at in range(first, last + 1):
                    found.setdefault(at, []).append((content, n))
        return found

    def mentions_of(self, at: int) -> Sequence[Mention]:
        """The mentions of a sentence."""
        return self._mentions.get(at, ())

    def planned(self, at: int) -> frozenset[int]:
        """The verbs at which a sentence has something agreed or planned."""
        given = (m for m in self.mentions_of(at) if m.type in ("AGREE", "CONCEDE") and m.factuality == "planned")
        return frozenset(m.head for m in given)

    def mention_at(self, at: int, head: int) -> Mention | None:
        return next((mention for mention in self.mentions_of(at) if mention.head == head), None)

    def statement_around(self, at: int, span: Span) -> Statement | None:
        """The innermost statement whose content holds *span*."""
        around = [(c.end - c.start, n) for c, n in self._contents.get(at, ()) if c.covers(span)]
        return self.statements[min(around)[1]] if around else None


# --- what is undertaken


def _committed(scene: _Scene, at: int, i: int) -> bool:
    """Whether "would" at verb *i* is an act coded as planned, or what its speaker says of himself."""
    if i in scene.planned(at):
        return True
    sentence = scene.resolved.parsed.sentences[at]
    statement = scene.statement_around(at, sentence.tokens[i].span)
    return statement is not None and not statement.direct and _is_own(scene, at, i, statement)


def _is_own(scene: _Scene, at: int, i: int, statement: Statement) -> bool:
    """Whether the subject of verb *i* is the one whose statement it stands in, or that one's own side."""
    speaker = statement.source.actor if statement.source else None
    parties = _spoken_for(scene, at, i, _parties(scene, at, i), statement)
    if speaker is None or not parties:
        return bool(parties and statement.source and statement.direct and parties[0].text.lower() in ("i", "we"))
    return any(_is_own_side(party, speaker) for party in parties)


def _is_own_side(party: Actor, speaker: Actor) -> bool:
    """The speaker himself, his state or body, or the one whom his government speaks for."""
    if party.chain == speaker.chain or party.name == speaker.name:
        return True
    governing = speaker.kind != "person" and party.sector == speaker.sector == "GOV"
    return party.code == speaker.code is not None and (party.kind in ("state", "body") or governing)


def _in_paper(scene: _Scene, statement: Statement | None) -> bool:
    """Whether a document says it: what an agreement foretells of its parties they have agreed to."""
    source = statement.source.span if statement and statement.source else None
    return source is not None and is_paper(source.of(scene.resolved.report.text))


# --- the record of it


def _commitment(scene: _Scene, at: int, cue: int, act: int, words: Undertakings) -> Commitment | None:
    sentence = scene.resolved.parsed.sentences[at]
    statement = scene.statement_around(at, sentence.tokens[cue].span)
    positions = _act_words(sentence, cue, act, statement)
    undertaking = scene.mention_at(at, cue)
    subject = act if sentence.tokens[cue].upos == "AUX" else cue
    parties = undertaking.actors if undertaking and undertaking.actors else _parties(scene, at, subject)
    parties = _spoken_for(scene, at, subject, parties, statement)
    kind = _kind(scene, at, act, positions, words)
    own = cue != act or (statement is not None and _is_own(scene, at, act, statement)) or _in_paper(scene, statement)
    promised = sentence.tokens[act]
    scheduled = cue != act and sentence.tokens[cue].upos == "AUX"
    if (
        kind is None
        and own
        and not scheduled
        and promised.upos != "NOUN"
        and promised.lemma.lower() not in words.states
    ):
        kind = UNTYPED
    if not positions or not parties or kind is None or kind in (UNCOMMITTED if own else UNANNOUNCED):
        return None
    span = sentence.cover(positions)
    text = scene.resolved.report.text
    attribution = with_publisher(scene.resolved, statement.attribution if statement else ())
    return Commitment(
        at, sentence.cover((min(cue, positions[0]), positions[-1])), parties, kind, span.of(text),
        partners=_partners(scene, at, act, undertaking, parties),
        dating=_dating(scene.resolved, at, positions),
        regularity=_regularity(scene.resolved, at, positions, words),
        made=made_on(scene.resolved, statement, undertaking),
        made_in=made_in(scene.resolved, statement, scene.mentions_of(at), at=at, cue=cue, act=act),
        attribution=attribution, rule=f"undertaking-{sentence.tokens[cue].lemma.lower()}",
    )  # fmt: skip


def _act_words(sentence: Sentence, cue: int, act: int, statement: Statement | None) -> tuple[int, ...]:
    """The act's words without "to", its coordinated verbs and its subject, as far as the speaker's words go.

    What the parse hangs on the cue instead ("is willing to work with X *to protect* …") is added where it follows.
    """
    out: set[int] = set()
    for j in sentence.children(act, "conj", "cc"):
        act_too = sentence.tokens[j].upos in ("VERB", "CCONJ") or sentence.tokens[j].xpos.startswith("VB")
        out |= set(sentence.subtree(j)) if act_too else set()
    for j in sentence.children(act, "mark", "nsubj", "aux", "parataxis", "case"):
        out |= set(sentence.subtree(j))
    inside = set(sentence.subtree(act))
    for j in acts_of(sentence, cue)[1:] if cue != act else ():
        following = sentence.subtree(j)
        inside |= set(following) if following[0] == max(inside) + 1 else set()
    source = next((j for j in sorted(inside) if sentence.tokens[j].text.lower() == "according"), len(sentence.tokens))
    first = max((k for k in sentence.children(act, "mark", "aux") if k < act), default=cue if cue != act else act - 1)
    said = [content for content in statement.content if content.covers(sentence.tokens[act].span)] if statement else []
    kept = (k for k in sorted(inside - out) if first < k < source)
    return trimmed(sentence, [k for k in kept if not said or said[0].covers(sentence.tokens[k].span)])


def _kind(scene: _Scene, at: int, act: int, positions: tuple[int, ...], words: Undertakings) -> str | None:
    """The type of the act: the coded mention's, else by its verb, else by the noun that the verb carries."""
    sentence = scene.resolved.parsed.sentences[at]
    own = (act, *sentence.children(act, "obj"))
    for mention in scene.mentions_of(at):
        if mention.type != "AGREE" and mention.head in own:
            return mention.type
    objects = frames.with_conjuncts(sentence, sentence.children(act, "obj"))
    objects = (act, *objects) if sentence.tokens[act].upos == "NOUN" else objects
    by_noun = (words.nouns.get(sentence.tokens[j].lemma.lower()) for j in objects if j in positions)
    found = words.verbs.get(sentence.tokens[act].lemma.lower()) or next((kind for kind in by_noun if kind), None)
    if found == "COOPERATE" and sentence.tokens[act].lemma == "work" and not frames.obliques(sentence, act, "with"):
        return found if "together" in {sentence.tokens[k].text.lower() for k in positions} else None
    return found


def _holders(sentence: Sentence, i: int) -> tuple[int, ...]:
    """The subjects of the word that undertakes; "are committed" is an adjective though it has a passive's subject."""
    token = sentence.tokens[i]
    adjective = token.xpos == "JJ" or token.text.lower() in load_undertakings().cues["ADJ"]
    return frames.surface_subjects(sentence, i) if adjective else frames.subjects(sentence, i)


def _parties(scene: _Scene, at: int, cue: int) -> tuple[Actor, ...]:
    sentence = scene.resolved.parsed.sentences[at]
    if sentence.tokens[cue].upos == "NOUN" and not is_verb(sentence, cue):
        heads = frames.possessors(sentence, cue) or frames.subjects(sentence, max(sentence.tokens[cue].head, 0))
    else:
        heads = _holders(sentence, cue)
    return _actors(scene.resolved, at, heads)


def _spoken_for(
    scene: _Scene, at: int, subject: int, parties: tuple[Actor, ...], statement: Statement | None
) -> tuple[Actor, ...]:
    """The parties, an open pronoun replaced by the speaker: "“We will …,” she said", "announced it planned to …"."""
    source = statement.source.actor if statement and statement.source else None
    if source is None or statement is None:
        return parties
    sentence = scene.resolved.parsed.sentences[at]
    pronouns = {"i", "we"} if statement.direct else {"he", "she", "they", "it", "we"}
    words = {sentence.tokens[j].text.lower() for j in _holders(sentence, subject)}
    unresolved = all(party.kind == "pronoun" and party.name.lower() == party.text.lower() for party in parties)
    return (source,) if words and words <= pronouns and unresolved else parties


def _actors(resolved: Resolved, at: int, heads: tuple[int, ...]) -> tuple[Actor, ...]:
    found: dict[int, Actor] = {}
    for i in heads:
        actor = actor_at(resolved, at, i)
        for one in members(resolved, actor) if actor is not None else ():
            found.setdefault(one.chain, one)
    return tuple(found.values())


def _partners(
    scene: _Scene, at: int, act: int, undertaking: Mention | None, parties: tuple[Actor, ...]
) -> tuple[Actor, ...]:
    """With or for whom: the coded recipients, else "with", "to", and the object of the act."""
    sentence = scene.resolved.parsed.sentences[at]
    heads = (*frames.obliques(sentence, act, "with"), *frames.obliques(sentence, act, "to"),
             *sentence.children(act, "obj", "iobj"))  # fmt: skip
    found = undertaking.recipients if undertaking and undertaking.recipients else _actors(scene.resolved, at, heads)
    found = tuple(actor for actor in found if actor.code is not None or actor.kind != "body")
    own = {actor.chain for actor in parties}
    return tuple(actor for actor in found if actor.chain not in own)


def _dating(resolved: Resolved, at: int, positions: tuple[int, ...]) -> Dating | None:
    """The time by which or at which it is to be done, if the act's words say so and it is not past.

    A length of time counts where it has its days ("within two months").
    """
    published = resolved.report.published
    for time in resolved.times:
        future = time.last is None or published is None or time.last >= published
        bounded = time.type == "DATE" or (time.type == "DURATION" and time.last is not None)
        if time.sentence == at and time.head in positions and bounded and time.first and future:
            return Dating(time.first, time.last, time.granularity, "stated", time=time)
    return None


def _regularity(resolved: Resolved, at: int, positions: tuple[int, ...], words: Undertakings) -> str | None:
    """ "regularly", "every year": an adverb of the list or a recurring time inside the act."""
    sentence = resolved.parsed.sentences[at]
    for i in positions:
        if sentence.tokens[i].text.lower() in words.regular:
            return sentence.tokens[i].text
    sets = (t for t in resolved.times if t.sentence == at and t.type == "SET" and t.head in positions)
    return next((time.span.of(resolved.report.text) for time in sets), None)
