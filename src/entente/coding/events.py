"""Event mentions: the acts a report presents, with everything the codebook asks about each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from entente.coding.acts import Act, find_acts
from entente.coding.chains import with_publisher
from entente.coding.chronology import date_of
from entente.coding.confidence import confidence, features
from entente.coding.location import locate
from entente.coding.particulars import count_of, document_of, forum_of
from entente.coding.parts import parts_of, without_parts
from entente.coding.presentation import Presented, arranged, present
from entente.coding.rules import Rulebook
from entente.coding.scene import Scene, scenes
from entente.coding.sited import sited, without_instruments
from entente.coding.sufferers import answered, suffered, undergone
from entente.coding.upon import upon
from entente.coding.weapons import armed
from entente.coding.worded import worded
from entente.model import Actor, Derivation, Mention, Resolved, Source, Span, Statement

ASKING = frozenset({"REQUEST", "ACCUSE", "THREATEN"})
FIRST_PERSON = frozenset({"i", "we", "me", "us", "my", "our", "ours", "mine"})


def find_mentions(resolved: Resolved, statements: Sequence[Statement], rules: Rulebook) -> tuple[Mention, ...]:
    """Every event mention in the body of the report, in text order; headlines are left out."""
    found: list[Mention] = []
    for scene in scenes(resolved, rules):
        if not scene.sentence.title:
            found.extend(_of_scene(scene, statements, tuple(found)))
    return tuple(found)


def _of_scene(scene: Scene, statements: Sequence[Statement], before: tuple[Mention, ...]) -> list[Mention]:
    acts = find_acts(scene)
    heads = frozenset(acts) | {act.carrier for act in acts.values()}
    found: list[Mention] = []
    for shown in present(scene, acts):
        narrowed = without_parts(scene, shown.act)
        mention = _oriented(_mention(narrowed, shown, heads, statements, (*before, *found)), found)
        found += [mention, *parts_of(scene, shown.act, mention)]
    return found


def _oriented(mention: Mention, beside: Sequence[Mention]) -> Mention:
    """Talks told in one sentence with a welcome have the same visitor and host."""
    everybody = {actor.chain for actor in (*mention.actors, *mention.recipients)}
    for other in beside:
        hosts = {actor.chain for actor in other.recipients}
        alike = mention.type == other.type == "CONSULT" and everybody == hosts | {a.chain for a in other.actors}
        if alike and hosts and not mention.recipients:
            actors = tuple(actor for actor in mention.actors if actor.chain not in hosts)
            return replace(mention, actors=actors, recipients=tuple(a for a in mention.actors if a.chain in hosts))
    return mention


def _mention(
    scene: Scene, shown: Presented, heads: frozenset[int], statements: Sequence[Statement], before: tuple[Mention, ...]
) -> Mention:
    act = shown.act
    place = locate(scene, act, heads)
    shown = upon(scene, armed(scene, without_instruments(scene, undergone(scene, worded(scene, shown)))))
    shown = sited(scene, answered(scene, suffered(scene, arranged(shown, place.country if place else None))), place)
    token = scene.tokens[shown.act.head]
    statement = statement_at(statements, scene.number, token.span)
    shown = replace(shown, act=_answering(scene, _in_first_person(shown.act, statement), before))
    act = shown.act
    clause = scene.sentence.cover(scene.sentence.subtree(act.carrier))
    attribution = _attribution(scene, statements, token.span)
    dating = date_of(scene, shown, heads, statement, before)
    published = scene.resolved.report.published
    factuality = shown.factuality
    if factuality == "actual" and published and dating.first and dating.first > published:
        factuality = "planned"
        shown = replace(shown, factuality=factuality)
    mention = Mention(
        clause.start,
        clause.end,
        scene.number,
        act.head,
        token.span,
        shown.type,
        shown.mode,
        act.actors,
        act.recipients,
        dating,
        factuality,
        confidence_of(scene, shown),
        act.rule.name,
        context=act.rule.context,
        place=place,
        speaker=attribution[0] if statement is not None and attribution else None,
        attribution=attribution,
        count=count_of(scene, act),
        forum=forum_of(scene, act),
        document=document_of(scene, act),
    )
    return replace(mention, derivation=tuple(_derive(mention)))


def _in_first_person(act: Act, statement: Statement | None) -> Act:
    """ "we" and "I" in somebody's words are the speaker (codebook section 6)."""
    speaker = statement.source.actor if statement is not None and statement.source is not None else None
    if speaker is None:
        return act

    def named(actor: Actor) -> Actor:
        if actor.code is not None or actor.text.lower() not in FIRST_PERSON:
            return actor
        return replace(
            speaker,
            start=actor.start,
            end=actor.end,
            sentence=actor.sentence,
            head=actor.head,
            text=actor.text,
            rule="first-person",
        )

    return replace(act, actors=tuple(map(named, act.actors)), recipients=tuple(map(named, act.recipients)))


def _answering(scene: Scene, act: Act, before: Sequence[Mention]) -> Act:
    """A refusal towards nobody named answers whoever last asked or blamed, in this sentence or the one before."""
    if act.type != "REJECT" or act.recipients or not act.actors:
        return act
    held = {actor.chain for actor in act.actors}
    for mention in reversed(before):
        if mention.sentence < scene.number - 1:
            break
        asked = mention.type in ASKING and held & {actor.chain for actor in mention.recipients}
        if asked and mention.actors and not held & {actor.chain for actor in mention.actors}:
            return replace(act, recipients=mention.actors)
    return act


def statement_at(statements: Sequence[Statement], sentence: int, trigger: Span) -> Statement | None:
    """The innermost statement in whose content the trigger lies."""
    around = [
        (content.end - content.start, statement)
        for statement in statements
        for content in statement.content
        if content.covers(trigger) and not statement.cue.meets(trigger)
    ]
    return min(around, key=lambda pair: pair[0])[1] if around else None


def _attribution(scene: Scene, statements: Sequence[Statement], trigger: Span) -> tuple[Source, ...]:
    """On whose word the event stands, nearest first, the publisher last."""
    around = sorted(
        (content.end - content.start, n)
        for n, statement in enumerate(statements)
        for content in statement.content
        if content.covers(trigger) and not statement.cue.meets(trigger)
    )
    found: dict[str, Source] = {}
    for _, n in around:
        statement = statements[n]
        for source in (*((statement.source,) if statement.source else ()), *statement.attribution):
            found.setdefault(source.name, source)
    return with_publisher(scene.resolved, tuple(found.values()))


def confidence_of(scene: Scene, shown: Presented) -> float:
    """How sure it is that the event is right."""
    return confidence(features(shown.act.rule, scene.probability(shown.act.head, shown.type)))


def _derive(mention: Mention) -> Iterator[Derivation]:
    """Why each field has its value, for ``explain``."""
    yield Derivation(
        "type", f"{mention.type}:{mention.mode}" if mention.mode else mention.type, mention.rule, (mention.trigger,)
    )
    for name, actors in (("actor", mention.actors), ("recipient", mention.recipients)):
        for actor in actors:
            yield Derivation(name, actor.name, actor.rule, (actor.span,))
    dating = mention.dating
    spans = (dating.time.span,) if dating.time else ()
    yield Derivation("date", f"{dating.first or ''}/{dating.last or ''}", dating.basis, spans)
    if mention.place:
        yield Derivation("place", mention.place.name, mention.place.rule, (mention.place.span,))
    yield Derivation("factuality", mention.factuality, "parse", (mention.trigger,))
