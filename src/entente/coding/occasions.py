"""When and where a statement was made (codebook sections 4, 5 and 7), told apart from what it is about.

A time or place on the cue is the statement's own ("told reporters in Oslo on Monday"); one inside the content belongs
to what is said. A statement without either takes those of what it is told with: the act that the cue itself is, the
clause around it ("said while meeting … in Moscow"), the same speaker's statement before it in the paragraph. Else it
has the day of publication, and no place. What lies in the past perfect, or in somebody else's words, is only bounded.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from entente.coding.chains import same_source
from entente.coding.speechwords import speech_words
from entente.model import Dating, Mention, Place, Resolved, Sentence, Span, Statement, Time

LOCATIVE = frozenset({"in", "at", "near", "outside", "inside", "from"})
ORDER = frozenset({"before", "until", "since", "by", "till"})
MEANWHILE = frozenset({"while", "when", "during", "at", "in", "as", "after"})
FINENESS = {"place": 0, "city": 1, "region": 2, "country": 3}
GRANULARITY = ("day", "week", "month", "quarter", "year", "decade", None)


@dataclass(frozen=True)
class _Told:
    """A statement with its sentence and the token of its cue that other words hang on."""

    resolved: Resolved
    statement: Statement
    cue: int

    @property
    def sentence(self) -> Sentence:
        return self.resolved.parsed.sentences[self.statement.sentence]

    @property
    def own(self) -> tuple[Span, ...]:
        """The characters that are not the report's words about the saying: content and source."""
        source = self.statement.source
        return (*self.statement.content, *((source.span,) if source and source.span else ()))


def with_occasions(
    resolved: Resolved, statements: Sequence[Statement], mentions: Iterable[Mention]
) -> tuple[Statement, ...]:
    """The statements with ``dating`` and ``place``; without a day of publication ``dating`` may be None."""
    beside: dict[int, list[Mention]] = {}
    for mention in mentions:
        beside.setdefault(mention.sentence, []).append(mention)
    done: list[Statement] = []
    for statement in statements:
        told = _Told(resolved, statement, _cue_token(resolved, statement))
        dating, place = _occasion(told, beside.get(statement.sentence, ()), done)
        done.append(replace(statement, dating=dating, place=place))
    return tuple(done)


def _cue_token(resolved: Resolved, statement: Statement) -> int:
    tokens = resolved.parsed.sentences[statement.sentence].tokens
    inside = [i for i, token in enumerate(tokens) if statement.cue.covers(token.span)]
    return next((i for i in reversed(inside) if tokens[i].upos == "VERB"), inside[-1] if inside else 0)


def _occasion(
    told: _Told, mentions: Sequence[Mention], before: Sequence[Statement]
) -> tuple[Dating | None, Place | None]:
    act = next((m for m in mentions if m.trigger.meets(told.statement.cue)), None)
    if act is not None:
        return act.dating, act.place or _place_on(told)
    time, place = _time_on(told), _place_on(told)
    with_ = _told_with(told, mentions) if time is None or place is None else None
    earlier = _same_speaker(told, before)
    place = place or (with_.place if with_ else None) or (earlier.place if earlier else None)
    if time is not None:
        return Dating(time.first, time.last, time.granularity, "stated", _is_historical(told, time), time), place
    if with_ is not None:
        return replace(with_.dating, basis="inherited"), place
    if earlier is not None and earlier.dating is not None and earlier.dating.basis in ("stated", "inherited"):
        return replace(earlier.dating, basis="inherited"), place
    return _else(told, before), place


def _is_historical(told: _Told, time: Time) -> bool:
    published = told.resolved.report.published
    return bool(published and time.last and (published - time.last).days > 30)


def _else(told: _Told, before: Sequence[Statement]) -> Dating | None:
    """The day of publication; only a bound in the past perfect or inside what another said."""
    published = told.resolved.report.published
    if _is_past_perfect(told):
        return Dating(None, published, None, "bounded", historical=True)
    outer = next((s for s in _backwards(before) if any(c.covers(told.statement.cue) for c in s.content)), None)
    if outer is not None and not outer.direct:
        return Dating(None, outer.dating.last if outer.dating else published, None, "bounded")
    return Dating(published, published, "day", "publication") if published else None


def _is_past_perfect(told: _Told) -> bool:
    tokens = told.sentence.tokens
    return any(tokens[k].text.lower() in ("had", "'d", "’d") for k in told.sentence.children(told.cue, "aux"))


def _time_on(told: _Told) -> Time | None:
    """The finest time that hangs on the cue; that of a document stands in its name ("the May statement")."""
    source = told.statement.source
    named = source.span if source and source.span and source.actor is None else None
    documents = speech_words().documents
    is_paper = named is not None and bool(documents & set(named.of(told.resolved.report.text).lower().split()))
    found = []
    for time in told.resolved.times:
        if time.sentence != told.statement.sentence or time.type not in ("DATE", "TIME"):
            continue
        if not (time.first or time.last) or time.value == "PAST_REF":
            continue
        if any(content.covers(time.span) for content in told.statement.content):
            continue
        in_name = named is not None and named.covers(time.span)
        if (in_name and is_paper) or (not in_name and _hangs_on(told, time.head, time.span)):
            found.append(time)
    return min(found, key=lambda t: (GRANULARITY.index(t.granularity), t.start), default=None)


def _hangs_on(told: _Told, i: int, span: Span) -> bool:
    """Whether the first verb above token *i* is the cue, and no word of order stands between."""
    if any(own.covers(span) for own in told.own):
        return False
    for j in (i, *told.sentence.ancestors(i)):
        if j == told.cue:
            return True
        if told.sentence.tokens[j].upos == "VERB" or _case(told.sentence, j) & ORDER:
            return False
    return False


def _case(sentence: Sentence, i: int) -> frozenset[str]:
    return frozenset(sentence.tokens[k].text.lower() for k in sentence.children(i, "case", "mark"))


def _place_on(told: _Told) -> Place | None:
    found = []
    for place in told.resolved.places:
        if place.sentence != told.statement.sentence or not _case(told.sentence, place.head) & LOCATIVE:
            continue
        if _hangs_on(told, place.head, place.span):
            found.append(place)
    return min(found, key=lambda p: (FINENESS[p.resolution], p.start), default=None)


def _told_with(told: _Told, mentions: Iterable[Mention]) -> Mention | None:
    """An act beside the cue ("said while meeting on Monday", "during his visit, he said"), or done by saying it.

    What is inside the content dates the statement only where the words are the act: "said that he was willing to …".
    """
    dated = [m for m in mentions if m.dating.basis in ("stated", "inherited") and m.factuality == "actual"]
    beside = (m for m in dated if _is_beside(told, m.head))
    return next(beside, None) or next((m for m in dated if _is_done_in_words(told, m)), None)


def _is_beside(told: _Told, i: int) -> bool:
    """Whether *i* is a circumstance of the cue, or the cue one of *i*; a clause at the end may hang elsewhere."""
    tokens, relation = told.sentence.tokens, told.sentence.tokens[i].relation
    if i == told.cue or any(own.covers(tokens[i].span) for own in told.own):
        return False
    if tokens[told.cue].relation in ("advcl", "xcomp") and tokens[told.cue].head == i:
        return True
    circumstance = relation == "obl" and bool(_case(told.sentence, i) & MEANWHILE)
    return (relation == "advcl" and bool(_case(told.sentence, i) & MEANWHILE)) or (
        circumstance and tokens[i].head == told.cue
    )


def _is_done_in_words(told: _Told, mention: Mention) -> bool:
    speaker, source = mention.speaker, told.statement.source
    token = told.sentence.tokens[mention.head]
    governed = token.relation == "ccomp" and token.head == told.cue and mention.type == "AGREE"
    return governed and speaker is not None and source is not None and same_source(speaker, source)


def _same_speaker(told: _Told, before: Sequence[Statement]) -> Statement | None:
    """The statement before, of the same speaker in the same paragraph, not among the words of another."""
    sentences = told.resolved.parsed.sentences
    for earlier in _backwards(before):
        if sentences[earlier.sentence].block != told.sentence.block:
            return None
        ours, theirs = told.statement.source, earlier.source
        if ours is not None and theirs is not None and same_source(ours, theirs):
            return None if len(told.statement.attribution) > 1 and not earlier.direct else earlier
    return None


def _backwards(before: Sequence[Statement]) -> Iterator[Statement]:
    """The latest few: a paragraph of thousands of statements is none."""
    return iter(before[:-9:-1])
