"""What is fuzzed: each target takes bytes, and raises only where entente breaks a promise.

The promise of a reader is a report with sound spans or a problem that says what to do, of a loader ``DataError``, of a
question to the record ``UsageError``. Anything else that is raised is a finding, as is what takes over the time or
memory that ``python -m fuzz`` allows.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import date
from functools import cache, partial
from pathlib import Path
from typing import Any
from urllib.parse import quote

from entente import coding, knowledge, language, notation, pipeline, times
from entente.actors.own import read_own
from entente.datafiles import DATA
from entente.errors import DataError, UsageError
from entente.model import Linked, Problem, Report
from entente.query import Reader
from entente.read import read, read_text
from entente.record import Store

Target = Callable[[bytes], None]
PUBLISHED = date(2024, 5, 15)
# What a report may be read from, by the suffix that says so; whatever else is read is read by one of these.
SUFFIXES = (".txt", ".html", ".pdf", ".jsonl", ".csv", ".warc", ".warc.gz", ".xml", ".zip", ".tar", ".tar.gz",
            ".jsonl.zst")  # fmt: skip
LONGEST = 3_000
"""Bytes of text that the whole pipeline is given: it needs seconds for what reading alone needs milliseconds."""


def text_of(data: bytes) -> str:
    """Any string, lone surrogates included."""
    try:
        return data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return data.decode("utf-8", "replace")


@cache
def scratch() -> Path:
    """A folder of this process, in memory where the system has one."""
    shared = Path("/dev/shm")
    return Path(tempfile.mkdtemp(prefix="entente-fuzz-", dir=shared if shared.is_dir() else None))


def check(found: Report | Problem) -> None:
    """Raises ``AssertionError`` where a report or problem is not sound."""
    if isinstance(found, Problem):
        assert found.message, found
        assert "\n" not in found.message, found
        return
    found.text.encode("utf-8")
    assert "\0" not in found.text
    end = 0
    for block in found.blocks:
        assert end <= block.span.start < block.span.end <= len(found.text), block
        end = block.span.end


def reading(suffix: str, data: bytes) -> None:
    path = scratch() / f"a{suffix}"
    path.write_bytes(data)
    results = list(read(str(path), published=PUBLISHED))
    assert results, "a source gives a report or a problem"
    for found in results:
        check(found)


def writing_text(data: bytes) -> None:
    text = text_of(data)
    found = read_text(text, "a", PUBLISHED)
    check(found)
    assert isinstance(found, Problem) or len(found.text) == len(text), "offsets count the text as given"


@cache
def known() -> knowledge.Knowledge:
    return knowledge.load()


def coding_text(data: bytes) -> None:
    """All stages, and the stored form, over one text."""
    found = read_text(text_of(data[:LONGEST]), "a", PUBLISHED)
    if isinstance(found, Report):
        sound(pipeline.run(found, known()))


def sound(linked: Linked) -> None:
    """Raises ``AssertionError`` where what was found does not lie in the report."""
    size = len(linked.report.text)
    for event in linked.events:
        for mention in event.mentions:
            assert 0 <= mention.trigger.start < mention.trigger.end <= size
            assert 0 <= mention.confidence <= 1
            shown = notation.show(notation.line_of(mention, linked.report.text))
            assert notation.show(notation.parse(shown)) == shown
    for statement in linked.coded.statements:
        assert all(0 <= part.start < part.end <= size for part in (statement.cue, *statement.content))


TIME_WORDS = [
    "the",
    "of",
    "in",
    "on",
    "at",
    "since",
    "until",
    "from",
    "to",
    "by",
    "before",
    "after",
    "early",
    "late",
    "mid",
    "end",
    "next",
    "last",
    "this",
    "past",
    "coming",
    "two",
    "three",
    "fifth",
    "1990s",
    "2023",
    "1999",
    "12",
    "31",
    "8th",
    "May",
    "March",
    "Mon.",
    "Monday",
    "Tues",
    "noon",
    "midnight",
    "p.m.",
    "11:45",
    "GMT",
    "day",
    "days",
    "week",
    "weekend",
    "fortnight",
    "month",
    "quarter",
    "year",
    "decade",
    "century",
    "spring",
    "Christmas",
    "Ramadan",
    "today",
    "yesterday",
    "tomorrow",
    "ago",
    "earlier",
    "every",
    "once",
    "twice",
    "half",
    "a-half",
    "-",
    "/",
    ",",
    ".",
    "and",
    "or",
    "between",
    "the-day-before",
    "same",
    "following",
    "previous",
    "now",
    "recent",
    "Q3",
    "BC",
    "AD",
    "'90s",
]


def dating_words(data: bytes) -> None:
    """The grammar of time over any sequence of the words it is made of, with other bytes as they are."""
    words = [TIME_WORDS[byte % len(TIME_WORDS)] if byte < 224 else chr(byte) for byte in data[:60]]
    report = read_text(f"The ministers met {' '.join(words)} in Oslo.", "a", PUBLISHED)
    if isinstance(report, Report):
        for time in times.resolve_times(language.parse(report, known().model), known().grammar):
            assert 0 <= time.start < time.end <= len(report.text)
            assert time.first is None or time.last is None or time.first <= time.last, time


def noting(data: bytes) -> None:
    """The notation: what can be read is printed so that it reads as the same, runs and edges of spaces apart."""
    with suppress(DataError):
        shown = notation.show(notation.parse(" ".join(text_of(data).split())))
        assert notation.show(notation.parse(shown)) == shown, shown


MEETING = b"""type: CONSULT
rules:
- name: parley
  verb: parley
  actor: subj
  recipient: with
  examples: [Oslo parleyed with Riga. => CONSULT | Oslo -> Riga]
"""


def loading_rules(name: str, data: bytes) -> None:
    """An ontology of one's own in which the file *name* is *data*."""
    folder = scratch() / "own"
    files = {"ontology/types.yaml": (DATA / "ontology" / "types.yaml").read_bytes(), "rules/consult.yaml": MEETING}
    for path, held in {**files, "rules/words.yaml": b"light: [hold]", name: data}.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(held)
    with suppress(DataError):
        coding.load(folder)


def loading_actors(data: bytes) -> None:
    path = scratch() / "own.tsv"
    path.write_bytes(data)
    with suppress(DataError):
        read_own(path)


@cache
def record() -> Reader:
    """A small record to ask."""
    path = scratch() / "record.db"
    with Store(path) as store:
        for sample in sorted((DATA / "samples").glob("*.txt"))[:3]:
            for found in pipeline.code_all([str(sample)], known()):
                if isinstance(found, Linked):
                    store.store(found, "k", PUBLISHED)
    return Reader(path)


@cache
def client() -> Any:
    """A client of a server of the small record, in this process; what is written goes to a copy."""
    from fastapi.testclient import TestClient

    from entente.serve.app import create

    copy = scratch() / "served.db"
    copy.write_bytes(Path(record().name).read_bytes())
    return TestClient(create(str(copy)), base_url="http://localhost", raise_server_exceptions=False)


PATHS = ("events", "mentions", "statements", "commitments", "counts", "reports", "actors", "places", "dyads",
         "panels/month", "facets", "timeline", "changes", "judgements", "agreement", "export/csv",
         "export/plover")  # fmt: skip


def requesting(data: bytes) -> None:
    """The API: the first byte says the path, then comes what stands behind the question mark, in any bytes."""
    if not data:
        return
    query = "&".join(text_of(data[1:300]).split("\n")).replace("\0", "%00")
    answered(client().get(f"/api/{PATHS[data[0] % len(PATHS)]}?{quote(query, safe='=&%')}"))


def posting(data: bytes) -> None:
    """The API: any body to where judgements are made."""
    answered(client().post("/api/judgements", content=data, headers={"Content-Type": "application/json"}))


def answered(answer: Any) -> None:
    """Raises ``AssertionError`` where the server failed or says no to a request without a word why."""
    assert answer.status_code < 500, (answer.status_code, answer.text)
    assert answer.status_code < 400 or answer.json()["detail"], answer.text


FILTERS = ("actor", "recipient", "party", "dyad", "type", "mode", "context", "quad", "since", "until", "factuality",
           "speaker", "place", "report", "text", "order", "after")  # fmt: skip


def asking(data: bytes) -> None:
    """Filters of any words, one a line, the first byte of a line saying which."""
    asked: dict[str, Any] = {}
    for line in data.split(b"\n")[:4]:
        if line:
            asked[FILTERS[line[0] % len(FILTERS)]] = text_of(line[1:])
    with suppress(UsageError):
        record().events(**asked, limit=5)


def judging(data: bytes) -> None:
    """Corrections of any field with any value: taken, or refused with a word to whoever made it."""
    field, _, value = text_of(data).partition("\n")
    copy = scratch() / "judged.db"
    copy.write_bytes(Path(record().name).read_bytes())
    [event, *_] = record().events(limit=1)
    with Store(copy) as store, Reader(copy) as reader, suppress(UsageError):
        made = store.correct(event.id, field, value or None, who="f", why="f")
        reader.events().to_dicts()
        store.undo(made.id, who="f", why="f")


TARGETS: Mapping[str, Target] = {
    **{f"read{suffix}": partial(reading, suffix) for suffix in SUFFIXES},
    "text": writing_text,
    "stages": coding_text,
    "times": dating_words,
    "notation": noting,
    "rules": partial(loading_rules, "rules/consult.yaml"),
    "words": partial(loading_rules, "rules/words.yaml"),
    "ontology": partial(loading_rules, "ontology/types.yaml"),
    "actors": loading_actors,
    "filters": asking,
    "corrections": judging,
    "rest": requesting,
    "rest.judge": posting,
}
