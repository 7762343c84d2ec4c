"""When an act took place, as far as time expressions in its own sentence say (codebook section 4).

What stands on the predicate itself, and what the act is told with in its sentence. What tense and words of order only
bound stands in ``bounds``; the ways that need more than the sentence in ``chronology``.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from entente.coding import frames
from entente.coding.acts import Act
from entente.coding.attach import clause_chain, governor, own_anchors
from entente.coding.scene import Scene
from entente.coding.telling import Telling
from entente.model import DateBasis, Dating, Factuality, Report, Role, Time
from entente.times.calendar import Third, containing, days_later

NEAR = 2
RECENT = timedelta(days=30)
WEEK = timedelta(days=7)
FINENESS = ("day", "week", "month", "quarter", "year", "decade", None)
DURING = frozenset({"", "in", "at", "on", "during"})
LATER = frozenset({"after", "following", "since"})
EARLIER = frozenset({"before", "until", "till"})
ISSUING = frozenset(
    {"issue", "release", "publish", "post", "send", "broadcast", "air", "write", "give", "hold", "sign", "impose"}
)
DAYS = re.compile(r"P(\d{1,3})D")
JOINED = re.compile(r"(?:,\s+\d{1,2})*,?\s+and\s+(?:(?:again|then|later|also)\s+)?(?:(?:on|in)\s+)?")
THIRDS: dict[str, Third] = {"early": "early", "mid": "mid", "late": "late"}
ORDINAL = frozenset({"last", "first", "previous", "only", "second"})
OPENING = frozenset({"begin", "start", "arrive", "open", "embark", "kick"})


def stated(telling: Telling) -> Dating | None:
    """The date that stands on the predicate itself."""
    found = [time for time in times_on(telling, anchors_of(telling)) if order_of(telling, time) is None]
    found = found or _time_before_when(telling) or _time_of_the_last(telling)
    return _lengthened(telling, finest(telling.scene, found, "stated"))


def anchors_of(telling: Telling) -> frozenset[int]:
    """The tokens whose times are the act's own; also the verb in "the meeting is set to open"."""
    scene, head = telling.scene, telling.act.head
    found = own_anchors(scene, telling.act)
    if scene.is_noun(head) and scene.tokens[head].relation == "nsubj":
        opened = scene.sentence.children(scene.tokens[head].head, "xcomp")
        found |= {j for j in opened if scene.lemma(j) in scene.words("occurring")}
    return found | _expected(scene, head) | _told_below(scene, head)


def _told_below(scene: Scene, head: int) -> frozenset[int]:
    """ "A deal whereby, on Monday, …", "a raid in which troops on Monday …": the clause that says what the noun was."""
    if not scene.is_noun(head):
        return frozenset()
    clauses = (k for k in scene.sentence.children(head, "acl") if scene.tokens[k].xpos in ("VBD", "VBN"))
    return frozenset(k for k in clauses if _is_inside_noun(scene, head, k))


def _is_inside_noun(scene: Scene, noun: int, clause: int) -> bool:
    words = [scene.tokens[j].text.lower() for j in range(noun + 1, min(noun + 3, clause))]
    return "whereby" in words or words in (["in", "which"], ["at", "which"], ["during", "which"], ["under", "which"])


def _expected(scene: Scene, head: int) -> frozenset[int]:
    """ "a trial, expected to begin in May": the participle behind the noun's comma, wherever a parser hangs it."""
    i = head + 2
    if not scene.is_noun(head) or i >= len(scene.tokens) or scene.tokens[i - 1].text != ",":
        return frozenset()
    if scene.tokens[i].xpos != "VBN" or scene.lemma(i) not in scene.words("planning"):
        return frozenset()
    return frozenset(j for j in scene.sentence.children(i, "xcomp") if scene.lemma(j) in scene.words("occurring"))


def times_on(telling: Telling, anchors: Collection[int]) -> list[Time]:
    """The expressions with days that date one of *anchors*."""
    times = [time for time in datable(telling.scene.times) if not _is_end_to_come(telling, time)]
    return [time for time in times if dated_by(telling.scene, time, telling.heads) in anchors]


def _is_end_to_come(telling: Telling, time: Time) -> bool:
    """ "released on bail until June": the end of what the act began, which does not date the act."""
    if telling.factuality != "actual" or telling.is_present or telling.published is None:
        return False
    return time.first is None and time.last is not None and time.last > telling.published


def datable(times: Iterable[Time]) -> list[Time]:
    """Days, months, years; and stretches that end today ("over the last two years")."""
    stretches = ("past-stretch",)
    return [
        time
        for time in times
        if (time.type in ("DATE", "TIME") and time.value != "PAST_REF" and (time.first or time.last))
        or (time.rule in stretches and time.first and time.last)
    ]


def dated_by(scene: Scene, time: Time, heads: Collection[int]) -> int | None:
    """The act or clause that the expression dates.

    Before a noun ("the March 3 agreement", "Monday's hearing") it dates that noun, and the clause around it only where
    the noun is its circumstance ("at Monday's hearing").
    """
    noun = _noun_after(scene, _first_of_row(scene, time.head))
    if noun is None or noun in heads:
        low = scene.tokens[time.head].relation == "nmod" and frames.case_of(scene.sentence, time.head) == "between"
        start = scene.tokens[time.head].head if low else time.head
        above = _not_inside_purpose(scene, time, _not_across(scene, time.head, governor(scene, start, heads)))
        nearer = _second_time(scene, time, above, heads)
        if nearer is not None:
            return nearer
        return above if above in heads else _by_role(scene, time.head, heads, above)
    circumstance = scene.tokens[noun].relation == "obl" and frames.case_of(scene.sentence, noun) in DURING
    return governor(scene, noun, heads) if circumstance else None


def _by_role(scene: Scene, i: int, heads: Collection[int], above: int | None) -> int | None:
    """The one act of which a semantic role TMP is just this expression, else *above*, the clause a parser gives it.

    Where the parser finds an act the roles say the same or less (hand-coded reports); what an act has from the clause
    above it stays inherited.
    """
    acts = [found for found in scene.sentence.predicates if found.token in heads]
    told = {act.token for act in acts for role in act.roles if role.label == "TMP" and _tops(scene, i, role)}
    apart = [act for act in told if above is None or above not in scene.sentence.ancestors(act)]
    return apart[0] if len(apart) == len(told) == 1 else above


def _first_of_row(scene: Scene, i: int) -> int:
    """ "The 2008 and 2012 campaigns": the first of what is coordinated stands where the second does."""
    while scene.tokens[i].relation == "conj":
        i = scene.tokens[i].head
    return i


def _second_time(scene: Scene, time: Time, above: int | None, heads: Collection[int]) -> int | None:
    """ "On Monday it opened a trial over a suit filed on Friday": the second day of one verb is the act's between.

    Parsers hang both days on the verb; the act below it that stands nearest before the second has that day.
    """
    if above is None or time.granularity is None or above > time.head:
        return None
    rivals = (
        other
        for other in datable(scene.times)
        if other.end < time.start and other.granularity == time.granularity and other.value != time.value
    )
    if not any(governor(scene, other.head, heads) == above for other in rivals):
        return None
    between = (i for i in range(time.head - 1, above, -1) if i in heads and scene.tokens[i].upos == "VERB")
    nearest = next(between, None)
    if nearest is None or "conj" in (scene.tokens[nearest].relation, scene.tokens[time.head].relation):
        return None
    return nearest if above in scene.sentence.ancestors(nearest) else None


def _tops(scene: Scene, i: int, role: Role) -> bool:
    """Whether token *i* heads the role's words."""
    return role.start <= i < role.end and not role.start <= scene.tokens[i].head < role.end


def _not_across(scene: Scene, i: int, clause: int | None) -> int | None:
    """ "On Sunday the siege begun in May ended": what stands before a noun does not date the participle after it."""
    while clause is not None and scene.tokens[clause].relation == "acl" and i < scene.tokens[clause].head:
        above = scene.sentence.ancestors(scene.tokens[clause].head)
        clause = next((j for j in above if scene.tokens[j].upos == "VERB" or scene.sentence.children(j, "cop")), None)
    return clause


def _not_inside_purpose(scene: Scene, time: Time, clause: int | None) -> int | None:
    """ "To rearm, in 2018, it bought jets": between commas behind a purpose, the time is the main clause's."""
    if clause is None or scene.tokens[clause].relation != "advcl" or scene.tokens[clause].xpos not in ("VB", "VBG"):
        return clause
    inside = scene.sentence.subtree(time.head)
    first, last = min(inside), max(inside)
    above = scene.tokens[clause].head
    apart = first > clause + 1 and scene.tokens[first - 1].text == "," and last + 1 < above
    return above if apart and scene.tokens[last + 1].text == "," else clause


def _noun_after(scene: Scene, i: int) -> int | None:
    """The noun that an expression without a preposition stands before as its modifier."""
    token = scene.tokens[i]
    if token.head <= i or token.relation not in ("nmod", "compound", "amod", "nummod") or not scene.is_noun(token.head):
        return None
    return None if frames.case_of(scene.sentence, i) not in ("", "'s", "’s", "'", "’") else token.head


def order_of(telling: Telling, time: Time) -> str | None:
    """The word of order that stands between the expression and what it dates ("after the vote in March").

    What is told "after" a day of the last week is news of that day: "said after talks on Tuesday".
    """
    scene, published = telling.scene, telling.published
    news = published and time.granularity == "day" and time.first and time.first >= published - WEEK
    for i in scene.sentence.ancestors(time.head):
        if i == telling.act.carrier or scene.tokens[i].upos == "VERB":
            return None
        word = frames.case_of(scene.sentence, i)
        if word in ("until", "till") and _follows_not(scene, i, word):
            return None
        if word in EARLIER or (scene.lemma(i) == "eve" and i != time.head):
            return "before"
        if word in LATER:
            return None if news else "after"
    return None


def _follows_not(scene: Scene, i: int, word: str) -> bool:
    """Whether "not" stands right before the preposition *word* of token *i*: "not until Sunday" is on that day."""
    before = [token.text.lower() for token in scene.tokens[:i]]
    return any(pair == ("not", word) for pair in pairwise(before[-4:]))


def _time_before_when(telling: Telling) -> list[Time]:
    """ "in May, when the minister attended …": the time that the clause explains is its own."""
    scene = telling.scene
    for j in scene.sentence.children(telling.act.carrier, "advmod", "mark"):
        when = scene.tokens[j]
        if when.text.lower() == "when":
            return [_without_since(scene, t) for t in datable(scene.times) if 0 <= when.start - t.end <= NEAR]
    return []


def _without_since(scene: Scene, time: Time) -> Time:
    """ "since early June, when …": the clause explains June, not all the time since then."""
    if time.first is None or time.granularity is None or frames.case_of(scene.sentence, time.head) != "since":
        return time
    period = containing(time.first, time.granularity)
    word = scene.resolved.report.text[time.start : time.end].lower().split("-")[0].split()[0]
    third = THIRDS.get(word)
    days = (period.third(third) if third else period.days) if period else None
    return replace(time, first=days[0], last=days[1]) if days else time


def _time_of_the_last(telling: Telling) -> list[Time]:
    """ "The last time the court ruled so was in 1972": the day that the sentence gives to that time."""
    scene, token = telling.scene, telling.scene.tokens[telling.act.carrier]
    if token.relation != "acl" or scene.lemma(token.head) != "time":
        return []
    words = {scene.lemma(j) for j in scene.sentence.children(token.head, "amod")}
    inside = set(scene.sentence.subtree(telling.act.carrier))
    return [time for time in datable(scene.times) if words & ORDINAL and time.head not in inside]


def within_sentence(telling: Telling) -> Dating | None:
    """The date of what the act is told with in its sentence."""
    scene = telling.scene
    for anchor in clause_chain(scene, telling.act):
        found = [t for t in times_on(telling, (anchor, *issued(scene, anchor))) if order_of(telling, t) is None]
        if found:
            return _lengthened(telling, finest(scene, found, "inherited"))
    return _of_antecedent(telling)


def _of_antecedent(telling: Telling) -> Dating | None:
    """ "an attack on Monday that killed five": the act that the relative clause tells more of."""
    scene, token = telling.scene, telling.scene.tokens[telling.act.carrier]
    if token.relation != "acl" or token.head not in telling.heads or not scene.is_noun(token.head):
        return None
    told = [m.dating for m in telling.before if m.sentence == scene.number and m.head == token.head]
    found = finest(scene, times_on(telling, (token.head,)), "inherited")
    return found or next((inherited(dating) for dating in told if dating.first), None)


def issued(scene: Scene, i: int) -> Iterator[int]:
    """ "in a statement issued on Monday, he urged": the participle on a circumstance of the clause."""
    for j in scene.sentence.children(i, "obl", "nmod"):
        if frames.case_of(scene.sentence, j) in DURING:
            yield from (k for k in scene.sentence.children(j, "acl") if scene.lemma(k) in ISSUING)


def around(telling: Telling) -> Dating | None:
    """The date of the clauses that the act's own stands inside, relative clauses and what was said included."""
    scene = telling.scene
    told = {m.head: m.dating for m in telling.before if m.sentence == scene.number and m.factuality == "actual"}
    for i in scene.sentence.ancestors(telling.act.carrier):
        found = finest(scene, times_on(telling, (i,)), "inherited")
        if found is None and i in told and told[i].last is not None:
            found = inherited(told[i])
        if found is not None:
            return found
    return None


def settle(dating: Dating, report: Report, factuality: Factuality) -> Dating:
    """The date as it can be: what has happened ends by publication; ``historical`` by how long before that it ended."""
    published = report.published
    if published is None:
        return dating
    late = dating.last is not None and dating.last > published
    if factuality == "actual" and late and (dating.first is None or dating.first <= published):
        dating = replace(dating, last=published)
    old = dating.last is not None and dating.last < published - RECENT
    return replace(dating, historical=dating.historical or old)


def inherited(dating: Dating) -> Dating:
    """The same days, as another act takes them over; a bound stays one, and the day of publication that day."""
    return dating if dating.basis in ("bounded", "publication") else replace(dating, basis="inherited")


def is_recurring(scene: Scene, act: Act, heads: frozenset[int]) -> bool:
    """Whether the predicate is told as a habit ("every year")."""
    anchors = own_anchors(scene, act)
    return any(time.type == "SET" and governor(scene, time.head, heads) in anchors for time in scene.times)


def finest(scene: Scene, times: Sequence[Time], basis: DateBasis) -> Dating | None:
    """One date from all expressions on a predicate: the finest, within the others where they overlap."""
    if not times:
        return None
    time = min(times, key=lambda t: (FINENESS.index(t.granularity), t.start))
    row = [time, *(other for other in times if _in_one_row(scene, time, other))]
    first, last = min(row, key=_begins), max(row, key=_ends)
    return Dating(first.first, last.last, time.granularity, basis, time=time)


def _begins(time: Time) -> date:
    return time.first or date.min


def _ends(time: Time) -> date:
    return time.last or date.max


def _in_one_row(scene: Scene, time: Time, other: Time) -> bool:
    """ "in 1998 and 2009", "the 2008 and 2012 campaigns": both of one act, which they bound together."""
    if other is time or other.granularity != time.granularity or frames.case_of(scene.sentence, time.head) == "between":
        return False
    between = scene.resolved.report.text[time.end : other.start].lower()
    joined = JOINED.fullmatch(between) is not None or _shares_verb(scene, time, other)
    return time.end <= other.start and joined


def _shares_verb(scene: Scene, time: Time, other: Time) -> bool:
    """ "Met the king on Monday and the queen on Tuesday": one verb of two objects, which are one act of both days."""
    between = [token for token in scene.tokens if time.end <= token.start and token.end <= other.start]
    words = [token.text.lower() for token in between if token.text != ","][:1]
    joined = (token for token in between if token.relation == "conj" and token.upos in ("NOUN", "PROPN"))
    nouns = [token for token in joined if scene.tokens[token.head].relation in ("obj", "obl")]
    return words == ["and"] and bool(nouns) and not any(token.upos in ("VERB", "AUX") for token in between)


def _lengthened(telling: Telling, dating: Dating | None) -> Dating | None:
    """ "a three-day visit that began on Monday": the duration gives the end where the start is one day."""
    if dating is None or dating.first is None or dating.first != dating.last:
        return dating
    scene, act = telling.scene, telling.act
    begins = scene.lemma(act.carrier) in OPENING or scene.lemma(telling.verb) in OPENING
    if not begins or frames.case_of(scene.sentence, act.head) == "after":
        return dating
    for time in scene.times:
        days = days_of(time)
        act_of = next((i for i in scene.sentence.ancestors(time.head) if i in telling.heads), None)
        if days and act_of in (act.head, act.carrier):
            return replace(dating, last=days_later(dating.first, days - 1))
    return dating


def days_of(time: Time) -> int:
    """The number of days of a duration that is told in days, else 0."""
    told = time.type == "DURATION" and DAYS.fullmatch(time.value)
    return int(told[1]) if told else 0
