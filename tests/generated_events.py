"""Events of many kinds, for properties that every export must have.

They are made from a seed: drawing each field by itself took hypothesis a second an example.
"""

import unicodedata
from dataclasses import replace
from datetime import date, timedelta
from random import Random

from hypothesis import strategies as st

from entente.entries import Entry, ontology
from entente.link.differences import Difference, Held
from entente.model import Actor, Dating, Event, Mention, Place, Report, Source, Span, Time

# What the readers let through: no control characters but tabs and line ends, no halves of characters.
SPECIAL = "abc ;,|\"'\t\n\r🇵🇹é&<>\\=\u2028\u00a0"
TEXT = ' 🇵🇹 Ministers "met"; they, said\tso\n\nin Porto & <elsewhere>.'
NAMES = ("a.txt", "b 1.html")


def some_events() -> st.SearchStrategy[list[Entry[Event]]]:
    """Events with different ids, as a record holds them; some of them told by two reports, which differ."""
    return st.builds(lambda seed, many: [_entry(Random(f"{seed}-{n}")) for n in range(many)],
                     st.integers(0, 2**32), st.integers(0, 8))  # fmt: skip


def words(random: Random) -> str:
    """A few characters, most of them such as a careless format breaks on; never only spaces."""
    drawn = [random.choice(SPECIAL) if random.random() < 0.7 else _any(random) for _ in range(random.randint(0, 10))]
    return "".join([*drawn, "x"])


def _any(random: Random) -> str:
    found = chr(random.randint(0x20, 0x10FFFF))
    return found if unicodedata.category(found) not in ("Cs", "Cc", "Cn") else "ß"


def _maybe(random: Random, value):
    return value if random.random() < 0.6 else None


def _span(random: Random, text: str) -> Span:
    start = random.randrange(len(text))
    return Span(start, random.randint(start + 1, len(text)))


def _actor(random: Random, text: str) -> Actor:
    at = _span(random, text)
    code = random.choice([None, "PRT", "CHL", "ROU", "UNO", "EUR", "NGO", "USA"])
    sector = random.choice([None, "GOV", "MIL", "JRN", "SOC"])
    kind = random.choice(["person", "state", "people"])
    others = tuple(random.sample(["MIL", "OPP", "GOV"], random.randint(0, 2)))
    office = _maybe(random, words(random))
    return Actor(at.start, at.end, 0, 0, at.of(text), words(random), code, sector, others, office, kind=kind)


def _place(random: Random, text: str) -> Place:
    at = _span(random, text)
    kind = random.choice(["country", "region", "city", "place"])
    known = random.random() < 0.7
    lat, lon = (random.uniform(-90, 90), random.uniform(-180, 180)) if known else (None, None)
    id = random.randint(1, 12_999_999) if known else None
    return Place(at.start, at.end, 0, 0, words(random), id, lat, lon, random.choice([None, "PRT", "USA"]), kind)


def _dating(random: Random, text: str) -> Dating:
    first = _maybe(random, date(1700, 1, 1) + timedelta(days=random.randrange(146_000)))
    last = first if random.random() < 0.5 else _maybe(random, (first or date(1990, 1, 1)) + timedelta(days=40))
    basis = random.choice(["stated", "inherited", "publication", "bounded"])
    granularity = random.choice([None, "day", "day", "month", "year"])
    at = _span(random, text)
    time = _maybe(random, Time(at.start, at.end, "DATE", "2024-05", first, last, None, 0, 0, "r"))
    return Dating(first, last, granularity, basis, random.random() < 0.5, time)


def _mention(random: Random, text: str) -> Mention:
    kind = random.choice(sorted(ontology().types))
    at = _span(random, text)
    speaker = _maybe(random, Source(words(random)))
    return Mention(
        at.start,
        at.end,
        random.randrange(50),
        0,
        _span(random, text),
        kind,
        _maybe(random, random.choice([None, *ontology().types[kind].modes])),
        tuple(_actor(random, text) for _ in range(random.randrange(4))),
        tuple(_actor(random, text) for _ in range(random.randrange(3))),
        _dating(random, text),
        random.choice(["actual", "actual", "actual", "planned", "negated"]),
        random.random(),
        "rule",
        context=tuple(random.sample(["economic", "military", "legal"], random.randint(0, 2))),
        place=_maybe(random, _place(random, text)),
        speaker=speaker,
        attribution=(speaker,) if speaker else (),
        count=_maybe(random, random.randint(1, 1000)),
    )


def _entry(random: Random) -> Entry[Event]:
    source = random.choice(NAMES)
    text = source + TEXT
    url = "https://example.org/a" if source.startswith("a") else None
    report = Report(source, text, (), "Title; of it", published=date(2024, 5, 15), publisher="The Daily", url=url)
    found = tuple(_mention(random, text) for _ in range(random.randint(1, 3)))
    id = f"{random.getrandbits(64):016x}"
    entry = Entry(id, Event(id, found, (source,)), report, date(2024, 6, 1), "0123456789abcdef")
    if random.random() < 0.8:
        return entry
    copy = Report(f"{source} copy", text, ())
    other = replace(entry, id=f"{id}c", report=copy, value=Event(f"{id}c", found[:1], (copy.source,)))
    values = (Held("2024-05-14", (source,), 1, True), Held("2024-05-13", (copy.source,), 1, False))
    differing = Difference("date", values, "reports are divided (1 to 1)")
    return replace(entry, members=(other,), sources=2, differences=(differing,))
