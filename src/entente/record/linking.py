"""Linking the events of a new report to those on record, at a cost that grows with their block and not with the record.

What is written is a function of the current runs alone: the same reports give the same happenings whatever order they
came in, and a report that is withdrawn or coded anew leaves no mark. Two facts carry that: a pair's score depends on
the pair only, and groups never reach over events that no kept score connects, so settling the connected ones anew is
settling all.

That costs the square of what is connected, so it holds only up to the limits ``entente.record.crowds.MANY`` and
``LARGE``. In a larger crowd a telling is compared with a few of each happening and follows the one it is like, and only
the happenings nearest to what changed are settled anew; there, who came first can make a difference.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, Table, delete, insert, or_, select, update

from entente.link.blocks import Filed, filed, recalled
from entente.link.features import Seen
from entente.link.happenings import recalling, scored, told
from entente.link.score import Scorer, load_scorer
from entente.link.traces import Trace, trace_of
from entente.model import Event, Linked, Report, Sentence
from entente.record import copying, crowds
from entente.record.codec import decode, encode
from entente.record.evidence import blocks, links, topics, traces
from entente.record.rows import told_sentences
from entente.record.schema import happenings

CHUNK = 400
LARGE = 60
"""Connected tellings that are settled anew together; the time this takes grows with the square of their number."""
TOLD, RECALLED, ALONE = "link", "link-recalled", "alone"
Scores = dict[tuple[str, str], float]


@dataclass(frozen=True, slots=True)
class Told:
    """What linking remembers of a report: its topic, the traces of its events, and the words that tell a copy.

    It is small and made by whoever coded the report, so that the one process that writes has neither to read the parse
    nor to work these out: handing a report over took 7 ms with the sentences, and takes 0.4 without.
    """

    topic: Mapping[str, float]
    traces: Sequence[Trace]
    printed: copying.Printed


def told_in(linked: Linked) -> Told:
    """What linking needs of a report that was just coded."""
    return told_of(linked.report, linked.events, told_sentences(linked))


def told_of(report: Report, events: Iterable[Event], sentences: Mapping[int, Sentence]) -> Told:
    """What linking needs of a report, given the events found in it and the sentences they are told in, by number."""
    topic = load_scorer().words.topic(sentences.values())
    return Told(topic, [trace_of(event, report, sentences) for event in events], copying.printed(report))


@dataclass(frozen=True, slots=True)
class _Row:
    """What ``happenings`` holds of an event that is told elsewhere too."""

    happening: str
    score: float
    rule: str


def exchange(connection: Connection, source: str, now: Told | None) -> set[str]:
    """Takes out what linking holds of *source*, puts in *now*; returns the events whose happening or origin changed."""
    mine, touched = _take_out(connection, source)
    following: dict[str, crowds.Followed] = {}
    if now is not None:
        new, following = _put_in(connection, source, now, load_scorer())
        touched |= new
    changed = _settle(connection, touched - following.keys(), mine) | crowds.follow(connection, following)
    return changed | copying.exchange(connection, source, now.printed if now else None)


def _take_out(connection: Connection, source: str) -> tuple[set[str], set[str]]:
    """Forgets the events of *source*; returns them, and with them all that were linked to one of them."""
    mine = connection.execute(select(traces.c.event).where(traces.c.source == source)).scalars().all()
    touched = set(mine)
    for part in _chunks(mine):
        met = or_(links.c.one.in_(part), links.c.other.in_(part))
        for row in connection.execute(select(links.c.one, links.c.other).where(met)):
            touched |= {row.one, row.other}
        connection.execute(delete(links).where(met))
        connection.execute(delete(blocks).where(blocks.c.event.in_(part)))
        connection.execute(delete(traces).where(traces.c.event.in_(part)))
    connection.execute(delete(topics).where(topics.c.source == source))
    return set(mine), touched


def _put_in(
    connection: Connection, source: str, now: Told, scorer: Scorer
) -> tuple[set[str], dict[str, crowds.Followed]]:
    """Remembers the events of a report and scores them against their blocks; returns those to settle, and the others.

    The others are those that follow a happening of a crowded block; they are not filed, and nothing is compared with
    them.
    """
    about = {"source": source, "value": json.dumps(now.topic, ensure_ascii=False, separators=(",", ":"))}
    _insert(connection, topics, [about])
    taken = _taken(connection, [trace.id for trace in now.traces])
    # An id is a hash over its source, so no other report has it; a hand-made one may, and is linked to nothing.
    made = [trace for trace in now.traces if trace.id not in taken]
    places = [(scorer.seen(trace, now.topic), place) for trace in made if (place := filed(trace))]
    _insert(connection, traces, [_trace_row(each.trace) for each, _ in places])
    following = _file(connection, places, scorer)
    return {each.trace.id for each, _ in places if each.trace.id not in following}, following


def _file(connection: Connection, places: Sequence[tuple[Seen, Filed]], scorer: Scorer) -> dict[str, crowds.Followed]:
    """Files tellings in their blocks with the scores against what is there; returns those that follow instead."""
    around = {each.trace.id: crowds.around(connection, place) for each, place in places}
    known = _seen(connection, {id for each in around.values() for id in each.compared}, scorer)
    following: dict[str, crowds.Followed] = {}
    for each, _ in places:
        near = around[each.trace.id]
        followed = crowds.followed(each, near, known, scorer, {held.happening for held in following.values()})
        if followed:
            following[each.trace.id] = followed
    stays = [(each, place) for each, place in places if each.trace.id not in following]
    found = [
        _link(each, known[id], score)
        for each, _ in stays
        for id in sorted(set(around[each.trace.id].compared) & known.keys())
        if (score := scored(each, known[id], scorer)) is not None
    ]
    _insert(connection, blocks, [row for each, place in stays for row in _block_rows(each.trace, place)])
    _insert(connection, links, found)
    return following


def _trace_row(trace: Trace) -> dict[str, object]:
    return {"event": trace.id, "source": trace.source, "value": encode(trace)}


def _block_rows(trace: Trace, place: Filed) -> list[dict[str, object]]:
    days = {"first": str(trace.first), "last": str(trace.last), "event": trace.id}
    return [{"key": key, **days} for key in sorted(place.keys)]


def _link(one: Seen, other: Seen, score: float) -> dict[str, object]:
    first, second = sorted((one.trace.id, other.trace.id))
    mixed = recalled(one.trace) != recalled(other.trace)
    return {"one": first, "other": second, "score": score, "recalled": mixed}


def _seen(connection: Connection, ids: Iterable[str], scorer: Scorer) -> dict[str, Seen]:
    """The traces *ids* with the topics of their reports."""
    found = _traces(connection, ids)
    wanted = sorted({trace.source for trace in found.values()})
    about = {
        row.source: json.loads(row.value)
        for part in _chunks(wanted)
        for row in connection.execute(select(topics).where(topics.c.source.in_(part)))
    }
    return {id: scorer.seen(trace, about.get(trace.source, {})) for id, trace in found.items()}


def _traces(connection: Connection, ids: Iterable[str]) -> dict[str, Trace]:
    return {
        row.event: decode(Trace, row.value)
        for part in _chunks(sorted(ids))
        for row in connection.execute(select(traces).where(traces.c.event.in_(part)))
    }


def _taken(connection: Connection, ids: Iterable[str]) -> set[str]:
    """Those of *ids* that have a trace."""
    chosen = (select(traces.c.event).where(traces.c.event.in_(part)) for part in _chunks(ids))
    return {id for question in chosen for id in connection.execute(question).scalars()}


def _settle(connection: Connection, touched: set[str], left: Collection[str] = ()) -> set[str]:
    """Groups anew all that is connected with *touched*; returns the events whose happening changed.

    *left* are those that a report no longer tells, or tells anew: nobody follows them to another happening.
    """
    scorer = load_scorer()
    held, scores = _connected(connection, touched)
    recalls = _recalls(connection, held.keys() | touched)
    wide, more = _connected(connection, recalls.keys() - held.keys())
    held, scores = held | wide, scores | more
    recalls |= _recalls(connection, [id for id in held if id not in recalls and recalled(held[id])])
    grouping = told(held, scores, scorer.join)
    elsewhere = _rows(connection, {near for near_by in recalls.values() for near in near_by} - held.keys())
    meant = {
        id: recalling(near_by, grouping | {near: row.happening for near, row in elsewhere.items()}, scorer.join)
        for id, near_by in recalls.items()
        if id in held
    }
    # In a large crowd some that were touched are not settled anew: these keep the row they have.
    gone = touched - held.keys()
    gone -= _taken(connection, gone)
    before, changed = _write(connection, held.keys() | gone, decided(grouping, scores, meant, recalls))
    return changed | _lead(connection, before, left)


def decided(
    grouping: Mapping[str, str],
    scores: Scores,
    meant: Mapping[str, str | None],
    recalls: Mapping[str, Mapping[str, float]],
) -> dict[str, _Row]:
    """The row of each event of *grouping*; *meant* are the happenings that recalled ones mean."""
    stays: dict[str, list[str]] = {}
    for id, group in grouping.items():
        if not meant.get(id):
            stays.setdefault(group, []).append(id)
    found = {}
    for members in stays.values():
        for id in members:
            found[id] = _Row(min(members), _best(id, members, scores), TOLD if len(members) > 1 else ALONE)
    for id, happening in meant.items():
        if happening:
            found[id] = _Row(happening, max(recalls[id].values()), RECALLED)
    return found


def _best(id: str, members: Sequence[str], scores: Scores) -> float:
    pairs = ((min(id, each), max(id, each)) for each in members if each != id)
    return max((scores.get(pair, 0.0) for pair in pairs), default=1.0)


def _connected(connection: Connection, start: Iterable[str]) -> tuple[dict[str, Trace], Scores]:
    """All that is reached from *start* over links between tellings of one kind, with the scores of these links.

    Where that is more than ``LARGE``, only whole happenings: those of *start*, then the nearest others.
    """
    reached: set[str] = set()
    scores: Scores = {}
    fresh = set(start)
    while fresh:
        reached |= fresh
        found = _links(connection, fresh, across=False)
        scores |= found
        fresh = {id for pair in found for id in pair} - reached
        if fresh and len(reached) + len(fresh) > LARGE:
            reached, scores = _nearest(connection, set(start))
            break
    return _traces(connection, reached), scores


def _nearest(connection: Connection, start: set[str]) -> tuple[set[str], Scores]:
    """Whole happenings around *start*, those with the likest tellings first, while they are no more than ``LARGE``."""
    scores = _links(connection, start, across=False)
    best: dict[str, float] = dict.fromkeys(start, 1.0)
    for pair, score in scores.items():
        for id in pair:
            best[id] = max(score, best.get(id, 0.0))
    of = {id: row.happening for id, row in _rows(connection, best).items()}
    members = crowds.members(connection, of.values())
    reached: set[str] = set()
    for id in sorted(best, key=lambda id: (-best[id], id)):
        group = {id, *members.get(of.get(id, ""), ())}
        if len(reached | group) <= LARGE or not reached:
            reached |= group
    held = _links(connection, reached, across=False)
    return reached, {pair: score for pair, score in held.items() if reached.issuperset(pair)}


def _links(connection: Connection, ids: Iterable[str], across: bool) -> Scores:
    """The links of *ids*: if *across*, those between a recalled telling and another, else those of two of a kind."""
    found: Scores = {}
    for part in _chunks(sorted(ids)):
        met = or_(links.c.one.in_(part), links.c.other.in_(part))
        for row in connection.execute(select(links).where(met, links.c.recalled.is_(across))):
            found[row.one, row.other] = row.score
    return found


def _recalls(connection: Connection, ids: Iterable[str]) -> dict[str, dict[str, float]]:
    """For each recalled telling that is, or is linked to, one of *ids*: the tellings it is like."""
    first = _links(connection, ids, across=True)
    wide = {id for id, trace in _traces(connection, {id for pair in first for id in pair}).items() if recalled(trace)}
    found: dict[str, dict[str, float]] = {id: {} for id in wide}
    for (one, other), score in _links(connection, wide, across=True).items():
        id, near = (one, other) if one in wide else (other, one)
        found[id][near] = score
    return found


def _rows(connection: Connection, ids: Iterable[str]) -> dict[str, _Row]:
    return {
        row.event: _Row(row.happening, row.score, row.rule)
        for part in _chunks(sorted(ids))
        for row in connection.execute(select(happenings).where(happenings.c.event.in_(part)))
    }


def _write(
    connection: Connection, about: Iterable[str], decided: Mapping[str, _Row]
) -> tuple[dict[str, _Row], set[str]]:
    """Makes ``happenings`` hold *decided* for all events in *about*.

    Returns what it held of them, and those for which that was something else.
    """
    wanted = {*about, *decided}
    before = _rows(connection, wanted)
    changed = {id for id in wanted if before.get(id) != decided.get(id)}
    for part in _chunks(sorted(changed)):
        connection.execute(delete(happenings).where(happenings.c.event.in_(part)))
    rows = [
        {"event": id, "happening": row.happening, "score": row.score, "rule": row.rule}
        for id, row in sorted(decided.items())
        if id in changed
    ]
    _insert(connection, happenings, rows)
    return before, changed


def _lead(connection: Connection, before: Mapping[str, _Row], left: Collection[str]) -> set[str]:
    """Sends those that follow a happening to where most of its tellings went; returns all that went with them."""
    changed: set[str] = set()
    stayed = {id: row.happening for id, row in before.items() if row.rule != crowds.FURTHER}
    for old, followers in crowds.followers(connection, stayed.values()).items():
        now = crowds.of(connection, [id for id, held in stayed.items() if held == old and id not in left])
        went = Counter(now.values())
        if not went:
            changed |= _promote(connection, followers)
        elif (new := min(went, key=lambda name: (-went[name], name))) != old:
            chosen = happenings.c.happening == old, happenings.c.rule == crowds.FURTHER
            connection.execute(update(happenings).where(*chosen).values(happening=new))
            changed |= set(followers)
    return changed


def _promote(connection: Connection, followers: Sequence[str]) -> set[str]:
    """Files followers whose happening has nobody else left; as many of them as a block compares, the others follow."""
    scorer = load_scorer()
    for part in _chunks(followers):
        connection.execute(delete(happenings).where(happenings.c.event.in_(part)))
    known = _seen(connection, followers, scorer)
    following: dict[str, crowds.Followed] = {}
    for id in sorted(known):
        place = filed(known[id].trace)
        if place is not None:
            following |= _file(connection, [(known[id], place)], scorer)
            if id not in following:
                _settle(connection, {id})
    return set(followers) | crowds.follow(connection, following)


def _insert(connection: Connection, table: Table, rows: Sequence[Mapping[str, object]]) -> None:
    if rows:
        connection.execute(insert(table), rows)


def _chunks(ids: Iterable[str]) -> list[list[str]]:
    """Some hundred ids at a time: databases limit the variables of a question."""
    wanted = list(ids)
    return [wanted[at : at + CHUNK] for at in range(0, len(wanted), CHUNK)]
