"""Forums and documents as named things: name, edition, when, where, whose, and what happened at or in them.

"the 10th Harbour Forum", "the joint statement signed by the two presidents in May" (codebook section 7). A mention at
or in one carries its name.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol, TypeVar

from entente.coding import frames
from entente.coding.forums import Named, all_named, load_setting_words
from entente.coding.naming import actor_at, members
from entente.model import Actor, Commitment, Dating, Mention, Place, Resolved, Sentence, Setting, Span, Statement, Time

# Words of an adverbial "in late May in Oslo".
NEAR = frozenset({"ADP", "PROPN", "ADJ", "NUM", "DET"})
HELD = frozenset({"at", "in", "during", "on", "under", "to", "after", "following"})


class _InSentence(Protocol):
    @property
    def sentence(self) -> int: ...


T = TypeVar("T", bound=_InSentence)


@dataclass(frozen=True)
class _Found:
    """A resolved report with what was found in it, by sentence."""

    resolved: Resolved
    mentions: Mapping[int, Sequence[Mention]]
    statements: Mapping[int, Sequence[tuple[int, Statement]]]
    times: Mapping[int, Sequence[Time]]
    places: Mapping[int, Sequence[Place]]

    def sentence_of(self, named: Named) -> Sentence:
        return self.resolved.parsed.sentences[named.sentence]


def find_settings(
    resolved: Resolved, mentions: Sequence[Mention], statements: Sequence[Statement]
) -> tuple[Setting, ...]:
    """The forums and documents of the body, in the order in which they are first named."""
    said: dict[int, list[tuple[int, Statement]]] = {}
    for n, statement in enumerate(statements):
        said.setdefault(statement.sentence, []).append((n, statement))
    dates = (time for time in resolved.times if time.type == "DATE" and time.first)
    found = _Found(resolved, _by_sentence(mentions), said, _by_sentence(dates), _by_sentence(resolved.places))
    groups: dict[str, list[Named]] = {}
    for named in all_named(resolved):
        groups.setdefault((named.name or "").lower(), []).append(named)
    return tuple(_setting(found, group) for group in groups.values())


def _by_sentence(items: Iterable[T]) -> dict[int, list[T]]:
    found: dict[int, list[T]] = {}
    for item in items:
        found.setdefault(item.sentence, []).append(item)
    return found


def with_settings(resolved: Resolved, mentions: Sequence[Mention], settings: Sequence[Setting]) -> tuple[Mention, ...]:
    """The mentions with the name of the forum or document that their clause stands in, where they had none."""
    held: dict[int, list[tuple[Setting, Span]]] = {}
    for setting in settings:
        for span in setting.spans:
            held.setdefault(resolved.parsed.sentence_at(span.start) or 0, []).append((setting, span))
    return tuple(_held(resolved, mention, held.get(mention.sentence, ())) for mention in mentions)


def with_commitments(settings: Sequence[Setting], commitments: Sequence[Commitment]) -> tuple[Setting, ...]:
    """The settings with the positions of the commitments made at or in them."""

    def made(setting: Setting) -> Iterator[int]:
        for n, commitment in enumerate(commitments):
            if commitment.made_in and setting.name.lower() in commitment.made_in.lower():
                yield n

    return tuple(replace(setting, commitments=tuple(made(setting))) for setting in settings)


def _held(resolved: Resolved, mention: Mention, held: Iterable[tuple[Setting, Span]]) -> Mention:
    sentence = resolved.parsed.sentences[mention.sentence]
    for setting, span in held:
        if not _stands_in(sentence, mention.head, span):
            continue
        if setting.kind == "forum" and mention.forum is None:
            mention = replace(mention, forum=setting.name)
        elif setting.kind == "document" and mention.document is None:
            mention = replace(mention, document=setting.name)
    return mention


def _stands_in(sentence: Sentence, i: int, span: Span) -> bool:
    """Whether the noun phrase at *span* is a circumstance or object of token *i* or of a verb right above it."""
    line = [i, *(j for j in sentence.ancestors(i) if sentence.tokens[j].upos != "VERB")][:2]
    for j in line:
        for k in sentence.children(j, "obl", "obj", "nmod", "nsubj"):
            held = frames.case_of(sentence, k) in HELD or sentence.tokens[k].deprel in ("obj", "nsubj:pass")
            if held and span.covers(sentence.tokens[k].span):
                return True
    return False


# --- when, where, whose


def _setting(found: _Found, group: Sequence[Named]) -> Setting:
    first = group[0]
    there = [m for named in group for m in found.mentions.get(named.sentence, ()) if _is_at(found, m, named)]
    said = {n for named in group for n, s in found.statements.get(named.sentence, ()) if _says_in(found, s, named)}
    return Setting(
        first.kind, first.name or "", first.series, tuple(named.span for named in group),
        edition=next((named.edition for named in group if named.edition), None),
        dating=next(_datings(found, group, there), None),
        place=_place(found, group) or next((m.place for m in there if m.place), None),
        parties=_parties(found, group, there), statements=tuple(sorted(said)),
    )  # fmt: skip


def _is_at(found: _Found, mention: Mention, named: Named) -> bool:
    own = named.name in (mention.forum, mention.document)
    return own or _stands_in(found.sentence_of(named), mention.head, named.span)


def _says_in(found: _Found, statement: Statement, named: Named) -> bool:
    """Whether it was said at the forum, or by the document."""
    if any(span.covers(named.span) for span in statement.content):
        return False
    source = statement.source.span if statement.source else None
    if source is not None and source.meets(named.span):
        return True
    sentence = found.sentence_of(named)
    cued = (i for i, token in enumerate(sentence.tokens) if statement.cue.covers(token.span))
    return any(_stands_in(sentence, i, named.span) for i in cued)


def _datings(found: _Found, group: Sequence[Named], there: Sequence[Mention]) -> Iterator[Dating]:
    """Its own time, then the narrowest of what happened at or in it and of what is told with it."""
    for named in group:
        below = frozenset(found.sentence_of(named).subtree(named.head))
        yield from (_stated(time) for time in found.times.get(named.sentence, ()) if time.head in below)
    told = [mention.dating for mention in there if mention.dating.first]
    yield from sorted([*told, *(dating for named in group for dating in _meanwhile(found, named))], key=_length)


def _length(dating: Dating) -> int:
    """The days it leaves open; what has no end is taken to be long."""
    return (dating.last - dating.first).days if dating.first and dating.last else 10**6


def _stated(time: Time) -> Dating:
    return Dating(time.first, time.last, time.granularity, "stated", time=time)


def _meanwhile(found: _Found, named: Named) -> Iterator[Dating]:
    """The time of what is told with a clause "when X was attending the forum": right before it, or of its verb."""
    sentence = found.sentence_of(named)
    clause = next((j for j in sentence.ancestors(named.head) if _is_when(sentence, j)), None)
    if clause is None:
        return
    above, beside = sentence.tokens[clause].head, _before_when(sentence, clause)
    for time in found.times.get(named.sentence, ()):
        if time.head in beside or (above >= 0 and above in (time.head, sentence.tokens[time.head].head)):
            yield _stated(time)


def _before_when(sentence: Sentence, clause: int) -> range:
    """The words right before a clause at *clause*: "*in Oslo in late May*, when X was attending the forum"."""
    opening = min(k for k in (clause, *sentence.children(clause, "mark", "advmod")))
    last = opening - 1 if sentence.tokens[opening - 1].text != "," else opening - 2
    first = last + 1
    while first > 0 and sentence.tokens[first - 1].upos in NEAR:
        first -= 1
    return range(first, last + 1)


def _is_when(sentence: Sentence, j: int) -> bool:
    """Whether a clause at *j* tells of the same time as what it hangs on."""
    marks = (sentence.tokens[k].text.lower() for k in sentence.children(j, "mark", "advmod"))
    return sentence.tokens[j].relation in ("advcl", "acl") and any(mark in ("when", "while", "as") for mark in marks)


def _place(found: _Found, group: Sequence[Named]) -> Place | None:
    """Where it was: "the forum in Oslo", "in Oslo, when X attended the forum"; a place in its name tells nothing."""
    for named in group:
        sentence = found.sentence_of(named)
        clause = next((j for j in sentence.ancestors(named.head) if _is_when(sentence, j)), None)
        below = frozenset(sentence.subtree(named.head))
        near = () if clause is None else _before_when(sentence, clause)
        for heads in (below, near):
            for place in found.places.get(named.sentence, ()):
                beside = place.head in heads and not named.span.covers(place.span)
                if beside and frames.case_of(sentence, place.head) in ("in", "at"):
                    return place
    return None


def _parties(found: _Found, group: Sequence[Named], there: Sequence[Mention]) -> tuple[Actor, ...]:
    """Who signed, issued or held it: in its noun phrase behind "by" and "between", else of what made it."""
    parties: dict[int, Actor] = {}
    for named in group:
        sentence = found.sentence_of(named)
        below = (i for i in sentence.subtree(named.head) if frames.case_of(sentence, i) in ("by", "between", "of"))
        for i in (each for j in below for each in frames.with_conjuncts(sentence, (j,))):
            if (who := actor_at(found.resolved, named.sentence, i)) is not None:
                parties |= {each.chain: each for each in members(found.resolved, who)}
    if not parties and group[0].kind == "document":
        made = (who for m in there if _makes(found, m) for who in (*m.actors, *m.recipients))
        parties = {each.chain: each for who in made for each in members(found.resolved, who)}
    return tuple(parties.values())


def _makes(found: _Found, mention: Mention) -> bool:
    """Whether it is by this act that there is a document: "signed", "issued"; who praises one is no party to it."""
    verb = found.resolved.parsed.sentences[mention.sentence].tokens[mention.head]
    return mention.type in ("SUPPORT", "AGREE") and verb.lemma.lower() in load_setting_words().made
