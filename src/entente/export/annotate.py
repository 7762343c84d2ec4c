"""What every stage found in a report, as one JSON object, for inspection and for other programs."""

from __future__ import annotations

from entente.export.plover import commitment, count, entities, iso, location, setting
from entente.export.shapes import (
    AnnotatedActor,
    AnnotatedEntity,
    AnnotatedMention,
    AnnotatedPlace,
    AnnotatedProblem,
    AnnotatedReport,
    AnnotatedSentence,
    AnnotatedSetting,
    AnnotatedStatement,
    AnnotatedTime,
    AnnotatedToken,
    Chars,
    Named,
    RoleArgument,
    Roles,
    Words,
)
from entente.model import (
    Actor,
    Entity,
    Linked,
    Mention,
    Place,
    Predicate,
    Problem,
    Sentence,
    Setting,
    Source,
    Span,
    Statement,
    Time,
    Token,
)


def annotated(linked: Linked) -> AnnotatedReport:
    """The whole of a coded report."""
    report, coded, resolved = linked.report, linked.coded, linked.coded.resolved
    return AnnotatedReport(
        report=report.source,
        title=report.title,
        published=iso(report.published),
        text=report.text,
        sentences=[_sentence(sentence) for sentence in resolved.parsed.sentences],
        times=[_time(time) for time in resolved.times],
        entities=[_entity(entity) for entity in resolved.parsed.entities],
        actors=[_actor(actor) for actor in resolved.actors],
        places=[_place(place) for place in resolved.places],
        statements=[_statement(statement) for statement in coded.statements],
        mentions=_mentions(linked),
        commitments=[commitment(each) for each in coded.commitments],
        counts=[count(each) for each in coded.counts],
        forums=[_setting(each, linked) for each in coded.settings_of("forum")],
        documents=[_setting(each, linked) for each in coded.settings_of("document")],
        problems=[_problem(problem) for problem in linked.problems],
    )


def _mentions(linked: Linked) -> list[AnnotatedMention]:
    """The mentions of all events, in the order of the text."""
    found = [(mention, event.id) for event in linked.events for mention in event.mentions]
    found.sort(key=lambda pair: (pair[0].trigger, pair[0].type, pair[1]))
    return [_mention(mention, id, linked.report.text) for mention, id in found]


def _mention(mention: Mention, id: str, text: str) -> AnnotatedMention:
    return AnnotatedMention(
        event_id=id,
        type=mention.type,
        mode=mention.mode,
        context=list(mention.context),
        trigger=_chars(mention.trigger),
        start=mention.start,
        end=mention.end,
        actor=entities(mention.actors),
        recipient=entities(mention.recipients),
        date=iso(mention.dating.first),
        enddate=iso(mention.dating.last),
        date_basis=mention.dating.basis,
        event_loc=location(mention.place, text),
        factuality=mention.factuality,
        historical=mention.dating.historical,
        speaker=_named(mention.speaker) if mention.speaker else None,
        asserted=mention.asserted,
        attribution=[_named(source) for source in mention.attribution],
        confidence=mention.confidence,
        rule=mention.rule,
    )


def _sentence(sentence: Sentence) -> AnnotatedSentence:
    tokens = [_token(token) for token in sentence.tokens]
    roles = [_roles(predicate, sentence) for predicate in sentence.predicates]
    return AnnotatedSentence(start=sentence.start, end=sentence.end, tokens=tokens, roles=roles)


def _roles(predicate: Predicate, sentence: Sentence) -> Roles:
    args = [
        RoleArgument(start=span.start, end=span.end, role=role.label)
        for role in predicate.roles
        for span in [sentence.cover((role.start, role.end - 1))]
    ]
    own = _chars(sentence.tokens[predicate.token].span)
    return Roles(predicate=own, factuality=predicate.factuality, modality=sentence.modality[predicate.token], args=args)


def _token(token: Token) -> AnnotatedToken:
    """The head is counted as in CoNLL-U, from 1; the model's -1 for the root becomes 0."""
    return AnnotatedToken(
        start=token.start,
        end=token.end,
        text=token.text,
        lemma=token.lemma,
        upos=token.upos,
        xpos=token.xpos,
        head=token.head + 1,
        deprel=token.deprel,
    )


def _time(time: Time) -> AnnotatedTime:
    return AnnotatedTime(
        start=time.start, end=time.end, type=time.type, value=time.value, first=iso(time.first), last=iso(time.last)
    )


def _entity(entity: Entity) -> AnnotatedEntity:
    return AnnotatedEntity(start=entity.start, end=entity.end, type=entity.type)


def _actor(actor: Actor) -> AnnotatedActor:
    return AnnotatedActor(
        start=actor.start,
        end=actor.end,
        code=actor.code,
        sector=actor.sector,
        name=actor.name,
        office=actor.office,
        chain=actor.chain,
    )


def _place(place: Place) -> AnnotatedPlace:
    return AnnotatedPlace(
        start=place.start,
        end=place.end,
        name=place.name,
        geonameid=place.geonameid,
        lat=place.lat,
        lon=place.lon,
        country=place.country,
    )


def _statement(statement: Statement) -> AnnotatedStatement:
    to = statement.addressee
    return AnnotatedStatement(
        source=_named(statement.source) if statement.source else None,
        cue=_chars(statement.cue),
        content=[_chars(span) for span in statement.content],
        addressee=Named(start=to.start, end=to.end, name=to.name) if to else None,
        direct=statement.direct,
        asserted=statement.asserted,
        attribution=[_named(source) for source in statement.attribution],
    )


def _setting(held: Setting, linked: Linked) -> AnnotatedSetting:
    text = linked.report.text
    at_it = (e.id for e in linked.events if any(held.name in (m.forum, m.document) for m in e.mentions))
    return AnnotatedSetting(
        **setting(held, text),
        parties=[Named(start=who.start, end=who.end, name=who.name) for who in held.parties],
        named=[Words(start=span.start, end=span.end, text=span.of(text)) for span in held.spans],
        events=list(at_it),
        statements=list(held.statements),
        commitments=list(held.commitments),
    )


def _problem(problem: Problem) -> AnnotatedProblem:
    span = problem.span
    return AnnotatedProblem(
        stage=problem.stage,
        message=problem.message,
        start=span.start if span else None,
        end=span.end if span else None,
        fatal=problem.fatal,
    )


def _named(source: Source) -> Named:
    span = source.span
    return Named(start=span.start if span else None, end=span.end if span else None, name=source.name)


def _chars(span: Span) -> Chars:
    return Chars(start=span.start, end=span.end)
