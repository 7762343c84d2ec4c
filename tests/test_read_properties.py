"""No input makes the reader raise, and every block lies in its text."""

import gzip
import io
import tarfile
import zipfile
from datetime import date

import pytest
from fpdf import FPDF
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from entente.model import Problem, Report
from entente.read import read, read_text
from entente.read.dates import dates_in, page_dates

WORDS = st.sampled_from(
    ["The", "ministers", "met", "in Klow", "Published:", "By", "Jane Miller", "10 November 2023", "|", "-",
     "\n", "\n\n", "\r\n",
     ".", "(DPA)", "© 2023", "Share", "\t",
     "\ud800", "\0", "\u2028", "\x85", "“so”", "é", "😀", "Updated", "11:19", "3/4/2023", "and the"]
)  # fmt: skip
TEXTS = st.one_of(st.lists(WORDS, max_size=60).map(" ".join), st.text(max_size=300))
PAGE = b"""<html><head><title>Ministers meet</title><script type="application/ld+json">
{"@type": "NewsArticle", "datePublished": "2023-11-10"}</script></head><body><article><h1>Ministers meet</h1>
<p>The foreign ministers met in Klow on Friday, officials said.</p>
<p>They agreed to open the border and to hold regular talks on trade, the ministry said.</p></article></body></html>"""
LINES = b'{"id": "a", "text": "The ministers met in Klow.", "published": "2023-11-10", "title": "x"}\n' * 3


def one_page() -> bytes:
    made = FPDF()
    made.set_compression(False)
    made.add_page()
    made.set_font("Helvetica")
    made.multi_cell(0, 5, "The foreign ministers met in Klow on Friday, officials said. The border opens.")
    return bytes(made.output())


FEED = b"""<rss version="2.0"><channel><title>Planet</title><item><title>Ministers meet</title>
<link>https://planet.example/1</link><description>The ministers met in Klow.</description></item></channel></rss>"""
ANSWER = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + PAGE
WARC = (
    b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Date: 2023-11-12T09:00:00Z\r\n"
    b"WARC-Target-URI: https://planet.example/1\r\n"
    b"Content-Type: application/http; msgtype=response\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n" % (len(ANSWER), ANSWER)
)


def zipped() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("a.jsonl", LINES)
    return made.getvalue()


def tarred() -> bytes:
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w") as archive:
        info = tarfile.TarInfo("a.html")
        info.size = len(PAGE)
        archive.addfile(info, io.BytesIO(PAGE))
    return made.getvalue()


GOOD = {
    ".txt": b"Ministers meet\n\nThe ministers met in Klow.", ".html": PAGE, ".jsonl": LINES, ".pdf": one_page(),
    ".csv": b'title,published,text\nMinisters meet,2023-11-10,"The ministers\nmet in Klow."\n',
    ".xml": FEED, ".warc": WARC,
    ".zip": zipped(), ".tar": tarred(), ".jsonl.gz": gzip.compress(LINES),
}  # fmt: skip


def check(found: Report | Problem) -> None:
    if isinstance(found, Problem):
        assert found.message
        assert "\n" not in found.message
        return
    found.text.encode("utf-8")
    assert "\0" not in found.text
    end = 0
    for block in found.blocks:
        assert end <= block.span.start < block.span.end <= len(found.text)
        words = block.span.of(found.text)
        assert words == words.strip()
        end = block.span.end


@given(TEXTS)
def test_any_text_gives_a_report_with_sound_blocks_or_a_problem(text):
    found = read_text(text, "a", published=date(2023, 1, 1))
    check(found)
    if isinstance(found, Report):
        assert len(found.text) == len(text)
        kept = "".join(block.span.of(found.text) for block in found.blocks)
        assert "".join(kept.split()) == "".join(found.text.split())


@st.composite
def mangled(draw, good: bytes):
    """*good* with some of its bytes cut out, doubled or replaced."""
    data = bytearray(good)
    for _ in range(draw(st.integers(0, 6))):
        at = draw(st.integers(0, max(0, len(data) - 1)))
        length = draw(st.integers(0, 40))
        data[at : at + length] = draw(st.one_of(st.binary(max_size=20), st.just(bytes(data[at : at + length]) * 2)))
    return bytes(data)


@pytest.mark.parametrize("suffix", GOOD)
@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_no_bytes_make_the_reader_raise(tmp_path, suffix, data):
    path = tmp_path / f"a{suffix}"
    path.write_bytes(data.draw(st.one_of(mangled(GOOD[suffix]), st.binary(max_size=200))))
    found = list(read(str(path)))
    assert found
    for one in found:
        check(one)


@given(st.text(alphabet="0123456789-/.: NovemberdctjMay,thsnrGMT|", max_size=60))
def test_any_line_of_digits_and_months_is_read_without_raising(line):
    page_dates(line)
    for span, _ in dates_in(line):
        assert span.of(line).strip()


@given(st.dates(min_value=date(1850, 1, 1), max_value=date(2099, 12, 31)))
def test_every_day_is_found_in_every_way_of_writing_it(day):
    name = day.strftime("%B")
    for text in (day.isoformat(), f"{day.day} {name} {day.year}", f"{name} {day.day}, {day.year}",
                 f"{name[:3]}. {day.day}, {day.year}", f"{day.year}/{day.month}/{day.day}"):  # fmt: skip
        assert [found for _, found in dates_in(text)] == [day], text
