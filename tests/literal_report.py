"""A coded report as a literal, for tests of what comes after coding."""

from dataclasses import replace
from datetime import date, timedelta

from entente.model import (
    Actor,
    Block,
    Coded,
    Commitment,
    CountClaim,
    Dating,
    Derivation,
    Event,
    Linked,
    Mention,
    Parsed,
    Place,
    Problem,
    Report,
    Resolved,
    Sentence,
    Setting,
    Source,
    Span,
    Statement,
    Time,
    Token,
)
from entente.query import Reader
from entente.record import Store

TEXT = (
    "Ministers meet in Porto\n\n"
    "🇵🇹 Portugal's minister Ana Sousa met her Chilean counterpart Luis Vega in Porto on Tuesday. "
    "Sousa said that Portugal is willing to hold joint patrols regularly. "
    "They have met twice this year."
)


def span(words: str, text: str = TEXT) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def _actor(words: str, **fields) -> Actor:
    at = span(words)
    return Actor(at.start, at.end, 1, 0, words, **fields)


SOUSA = _actor("Portugal's minister Ana Sousa", name="Ana Sousa", code="PRT", sector="GOV", office="foreign minister",
               other_sectors=("MIL",), identifier="Q1", kind="person", chain=1, rule="title")  # fmt: skip
VEGA = _actor("Chilean counterpart Luis Vega", name="Luis Vega", code="CHL", sector="GOV", kind="person", chain=2)
PORTUGAL = _actor("Portugal", name="Portugal", code="PRT", sector="GOV", kind="state", chain=3)
THEY = _actor("They", name="the two ministers", code=None, sector=None, kind="pronoun", chain=4, members=(1, 2))
_IN_PORTO = span("Porto on").start
PORTO = Place(_IN_PORTO, _IN_PORTO + 5, 1, 0, "Porto", 2735943, 41.15, -8.61, "PRT", "city")
TUESDAY = Time(span("Tuesday").start, span("Tuesday").end, "DATE", "2024-05-14", date(2024, 5, 14),
               date(2024, 5, 14), "day", 1, 0, "weekday")  # fmt: skip
ON_TUESDAY = Dating(date(2024, 5, 14), date(2024, 5, 14), "day", "stated", False, TUESDAY)
ON_THE_DAY = Dating(date(2024, 5, 15), date(2024, 5, 15), "day", "publication")
THIS_YEAR = Dating(date(2024, 1, 1), date(2024, 5, 15), "year", "stated")
SOUSA_SAID = Source("Ana Sousa", Span(SOUSA.start, SOUSA.end), SOUSA)
PAPER = Source("The Daily")


def _mention(trigger: str, clause: str, **fields) -> Mention:
    at = span(clause)
    return Mention(at.start, at.end, trigger=span(trigger), **fields)


MET = _mention(
    "met her", "🇵🇹 Portugal's minister Ana Sousa met her Chilean counterpart Luis Vega in Porto on Tuesday.",
    sentence=1, head=5, type="CONSULT", mode="visit", actors=(SOUSA,), recipients=(VEGA,), dating=ON_TUESDAY,
    factuality="actual", confidence=0.9, rule="meet", context=("diplomatic",), place=PORTO,
    attribution=(PAPER,), count=1,
    derivation=(Derivation("type", "CONSULT:visit", "meet", (span("met her"),)),
                Derivation("date", "2024-05-14", "weekday", (span("Tuesday"),))),
)  # fmt: skip
WILLING = _mention(
    "willing", "Portugal is willing to hold joint patrols regularly",
    sentence=2, head=4, type="AGREE", mode=None, actors=(PORTUGAL,), recipients=(), dating=ON_THE_DAY,
    factuality="actual", confidence=0.7, rule="willing", speaker=SOUSA_SAID, attribution=(SOUSA_SAID, PAPER),
)  # fmt: skip
MET_AGAIN = _mention(
    "met twice", "They have met twice this year.",
    sentence=3, head=2, type="CONSULT", mode=None, actors=(SOUSA, VEGA), recipients=(), dating=THIS_YEAR,
    factuality="actual", confidence=0.6, rule="meet",
)  # fmt: skip
SAID = Statement(2, SOUSA_SAID, span("said"), (span("Portugal is willing to hold joint patrols regularly"),),
                 dating=ON_THE_DAY, attribution=(PAPER,), rule="said-that")  # fmt: skip
PATROLS = Commitment(2, span("hold joint patrols regularly"), (PORTUGAL,), "COOPERATE", "hold joint patrols",
                     dating=Dating(date(2024, 5, 15), None, None, "bounded"), regularity="regularly",
                     attribution=(SOUSA_SAID,), rule="willing-to")  # fmt: skip
TWICE = CountClaim(3, span("They have met twice this year"), "CONSULT", (SOUSA, VEGA), 2, THIS_YEAR,
                   matching=("e1",), verdict="fewer", rule="times")  # fmt: skip
MEETING = Setting(
    "forum", "Porto meeting", "Porto meeting", (span("Porto on Tuesday"),), parties=(SOUSA,), statements=(0,)
)
PLAN = Setting(
    "document", "patrol plan", "patrol plan", (span("patrols regularly"),), parties=(SOUSA, VEGA), commitments=(0,)
)


def _sentence(words: str, block: int, title: bool = False) -> Sentence:
    """A sentence whose words all hang on the first."""
    at = span(words)
    tokens, offset = [], at.start
    for n, word in enumerate(words.split(" ")):
        tag = ("VERB", "VBD", -1, "root") if n == 0 else ("NOUN", "NN", 0, "dep")
        tokens.append(Token(offset, offset + len(word), word, word.lower(), *tag))
        offset += len(word) + 1
    return Sentence(at.start, at.end, tuple(tokens), block, title)


def linked(source: str = "porto.txt", text: str = TEXT, **report) -> Linked:
    """The report coded; further fields of the report can be given."""
    body = text.index("🇵🇹")
    blocks = (Block(Span(0, body - 2), "title"), Block(Span(body, len(text)), "body"))
    about = {"title": "Ministers meet in Porto", "published": date(2024, 5, 15), "published_basis": "stated",
             "publisher": "The Daily", "url": "https://example.org/porto", **report}  # fmt: skip
    paragraph = [part + "." for part in TEXT[body:].removesuffix(".").split(". ")]
    sentences = (_sentence("Ministers meet in Porto", 0, True), *(_sentence(words, 1) for words in paragraph))
    parsed = Parsed(Report(source, text, blocks, **about), sentences, problems=(Problem(source, "parse", "odd"),))
    resolved = Resolved(parsed, (TUESDAY,), (SOUSA, VEGA, PORTUGAL, THEY), (PORTO,))
    events = (
        Event("e3", (MET_AGAIN,), (source,)),
        Event("e1", (MET,), (source,)),
        Event("e2", (WILLING, replace(WILLING, confidence=0.5)), (source,)),
    )
    mentions = tuple(mention for event in events for mention in event.mentions)
    return Linked(Coded(resolved, mentions, (SAID,), (PATROLS,), (TWICE,), settings=(MEETING, PLAN)), events)


def apart(report: Linked, n: int) -> Linked:
    """The same told of another week in other words: no report tells of what another does, or prints its text."""
    resolved = report.coded.resolved
    blocks = (replace(block, kind="title") for block in report.report.blocks)
    parsed = replace(resolved.parsed, report=replace(report.report, blocks=tuple(blocks)))
    day = date(2000, 1, 1) + timedelta(weeks=n)
    when = Dating(day, day, "day", "stated")
    own = (
        replace(event, id=f"{event.id}-{n}", mentions=tuple(replace(told, dating=when) for told in event.mentions))
        for event in report.events
    )
    return Linked(replace(report.coded, resolved=replace(resolved, parsed=parsed)), tuple(own))


DAY = date(2024, 6, 1)


class Record(Store, Reader):
    """A record to write and ask; the public one knows how to code too."""
