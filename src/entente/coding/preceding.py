"""The days that the report gives before the act's own sentence: in the paragraph, and in its opening.

What stands aside there (a noun, a relative clause, what somebody said) dates what follows only where nothing of the
sentence's main line does: "In June the court freed the man who had been jailed in 2015. His lawyer praised it."
"""

from __future__ import annotations

from itertools import takewhile

from entente.coding import frames
from entente.coding.bounds import SPOKEN
from entente.coding.dating import DURING, inherited
from entente.coding.scene import Scene
from entente.coding.telling import Telling
from entente.model import Dating, Mention, Resolved, Sentence, Time

OPENING = 3
RECENTLY = 7
OLD = 30
REACH = 15
BESIDE = frozenset({"acl", "advcl", "nmod", "compound", "amod", "appos", "obl", "ccomp", "nmod:poss"})
CLAUSES = frozenset({"acl", "advcl"})


def sentence_before(telling: Telling) -> Dating | None:
    """The date of the nearest dated sentence before in the paragraph: that of its last event, else of its main line.

    An old aside dates what follows only in a paragraph that is about old times, and those end with a sentence that
    tells of now.
    """
    scene = telling.scene
    sentences = scene.resolved.parsed.sentences
    numbers = _backwards(scene)
    aside, frame = None, True
    for n in takewhile(lambda n: sentences[n].block == scene.sentence.block, numbers):
        if n == scene.number - 1 and (bound := _bound_before(telling, n)):
            return bound
        told = _told_in(telling, n)
        main = [m for m in told if not _is_aside(scene.resolved, m)]
        recent = main or _own_last([m for m in told if not m.dating.historical])
        if recent:
            if recent[-1].dating.historical and not frame:
                return None
            return aside if aside and recent[-1].dating.historical else inherited(recent[-1].dating)
        times = on_main_line(scene.resolved, n)
        if times:
            return of_time(times[-1])
        old = _frame(scene.resolved, n) if telling.is_past and frame else None
        if old is not None:
            return of_time(old)
        if aside is None and told:
            aside = inherited(told[-1].dating)
        frame = frame and not _is_in_present(sentences[n])
    return None


def _own_last(told: list[Mention]) -> list[Mention]:
    """Those with a date of their own behind the rest: "it planned in May to join before the summit" is of May."""
    return sorted(told, key=lambda mention: mention.dating.basis == "stated")


def _bound_before(telling: Telling, number: int) -> Dating | None:
    """ "He had been jailed for fraud. The court freed him.": what goes on in the simple past with background."""
    dated = _days_in(telling.scene.resolved, number)
    if dated or telling.statement is not None or telling.is_noun or not telling.is_past:
        return None
    told = [m for m in telling.before if m.sentence == number and m.factuality == "actual"]
    main = [m.dating for m in told if not _is_aside(telling.scene.resolved, m)]
    return main[-1] if main and all(dating.first is None and dating.historical for dating in main) else None


def _backwards(scene: Scene) -> range:
    """The sentences before, nearest first; a paragraph of hundreds is none."""
    return range(scene.number - 1, max(scene.number - REACH, 0) - 1, -1)


def _is_in_present(sentence: Sentence) -> bool:
    """Whether the sentence's main verb or copula stands in the present tense."""
    roots = [i for i, token in enumerate(sentence.tokens) if token.head < 0]
    line = (j for i in roots for j in (i, *sentence.children(i, "cop", "aux", "aux:pass")))
    return any(sentence.tokens[j].xpos in ("VBZ", "VBP") for j in line)


def _told_in(telling: Telling, number: int) -> list[Mention]:
    """The acts of a sentence that have a date that another can take over.

    What others "have urged" is told as of the day of publication, and so is what somebody said beside it.
    """
    told = [m for m in telling.before if m.sentence == number and m.dating.first and m.factuality == "actual"]
    lately = telling.type in SPOKEN and _is_in_perfect(telling.scene.resolved.parsed.sentences[number])
    bases = ("stated", "inherited", "publication") if lately else ("stated", "inherited")
    return [m for m in told if m.dating.basis in bases]


def _is_in_perfect(sentence: Sentence) -> bool:
    """Whether the sentence's main verb stands in the present perfect."""
    roots = [i for i, token in enumerate(sentence.tokens) if token.head < 0]
    return any(sentence.tokens[j].text.lower() in ("has", "have") for i in roots for j in sentence.children(i, "aux"))


def _is_aside(resolved: Resolved, mention: Mention) -> bool:
    """Whether the mention hangs below its sentence's main line, in another clause or as a circumstance."""
    sentence = resolved.parsed.sentences[mention.sentence]
    line = (mention.head, *sentence.ancestors(mention.head))
    return any(sentence.tokens[i].relation in BESIDE for i in line)


def story_day(scene: Scene) -> Dating | None:
    """The day of what the report opens with, within the week before publication: what is told after it is of that day.

    On the hand-coded reports nine in ten undated acts in the simple past took that day and not the publication's.
    """
    resolved = scene.resolved
    published = resolved.report.published
    opening = [i for i, sentence in enumerate(resolved.parsed.sentences) if not sentence.title][:OPENING]
    days = [time for number in opening for time in _days_told(resolved, number)]
    days = days or [time for number in opening[:1] for time in _days_in(resolved, number)]
    if published is None or not days or days[0].first is None or (published - days[0].first).days > RECENTLY:
        return None
    return of_time(days[0])


def on_main_line(resolved: Resolved, number: int) -> list[Time]:
    """The past days of a sentence that stand in no clause beside its main one; those of what is said last resort."""
    sentence = resolved.parsed.sentences[number]
    days = _days_told(resolved, number)
    said = [time for time in days if "ccomp" in _relations(sentence, time)]
    outer = [time for time in days if time not in said]
    return outer or [time for time in said if sentence.tokens[time.head].relation == "obl"]


def _days_told(resolved: Resolved, number: int) -> list[Time]:
    """The past days of a sentence outside quotation marks, relative and adverbial clauses."""
    sentence = resolved.parsed.sentences[number]
    return [time for time in _days_in(resolved, number) if not _relations(sentence, time) & CLAUSES]


def _days_in(resolved: Resolved, number: int) -> list[Time]:
    """The past days of a sentence outside quotation marks."""
    sentence, published = resolved.parsed.sentences[number], resolved.report.published
    found = []
    for time in resolved.times:
        if time.sentence == number and time.type in ("DATE", "TIME") and time.first and time.granularity == "day":
            ahead = published is not None and time.first > published
            if not ahead and not is_quoted(resolved, sentence, time):
                found.append(time)
    return found


def _relations(sentence: Sentence, time: Time) -> set[str]:
    return {sentence.tokens[i].relation for i in (time.head, *sentence.ancestors(time.head))}


def _frame(resolved: Resolved, number: int) -> Time | None:
    """The past month or year that a sentence opens with ("In 2016, a user shared a report. It called her …")."""
    sentence, published = resolved.parsed.sentences[number], resolved.report.published
    for time in resolved.times:
        whole = time.sentence == number and time.type == "DATE" and time.granularity in ("month", "year")
        past = time.first and time.last and published and time.last < published
        if whole and past and _opens(sentence, time):
            return time
    return None


def _opens(sentence: Sentence, time: Time) -> bool:
    """Whether the expression stands before the main verb as its circumstance ("In 2016,", "At the vote in 2008,")."""
    *line, root = (time.head, *sentence.ancestors(time.head))
    if not line or time.end > sentence.tokens[root].start or sentence.tokens[line[-1]].relation != "obl":
        return False
    inner = all(sentence.tokens[i].relation == "nmod" for i in line[:-1])
    return inner and frames.case_of(sentence, line[-1]) in DURING


def old_story(telling: Telling) -> Dating | None:
    """What the simple past goes on with after a paragraph that begins with an old date: some day from then on."""
    scene, published = telling.scene, telling.published
    if published is None or not telling.is_past or telling.is_noun or telling.statement is not None:
        return None
    sentences = scene.resolved.parsed.sentences
    near = takewhile(lambda n: sentences[n].block >= scene.sentence.block - 1, _backwards(scene))
    numbers = [n for n in near if sentences[n].block < scene.sentence.block]
    if not numbers or any(on_main_line(scene.resolved, n) for n in numbers):
        return None
    frame = _frame(scene.resolved, numbers[-1])
    if frame is None or frame.last is None or (published - frame.last).days <= OLD:
        return None
    return Dating(frame.first, published, None, "bounded")


def is_quoted(resolved: Resolved, sentence: Sentence, time: Time) -> bool:
    """Whether an expression stands inside quotation marks: whoever says "today" there may have said it earlier."""
    before = resolved.report.text[sentence.start : time.start]
    return before.count('"') % 2 == 1 or before.count("“") > before.count("”")


def of_time(time: Time) -> Dating:
    """The days of an expression, as an act takes them over that it does not stand on."""
    return Dating(time.first, time.last, time.granularity, "inherited", time=time)
