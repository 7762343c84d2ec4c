# ruff: noqa: E501 (markup and messages are longer than lines of code)
"""Feeds, tables, web archives, archives, folders: what is read, under which names, and what is refused with what advice."""

import bz2
import csv
import errno
import gzip
import io
import json
import lzma
import re
import resource
import sys
import tarfile
import time
import tracemalloc
import zipfile
from datetime import date
from pathlib import Path

import pytest
from fastwarc.stream_io import ZstdWriter, zstd_train_dictionary_from_samples

from entente.model import Problem, Report
from entente.read import expand, jsonl, limits, opening, read, table

BODY = "The ministers of Syldavia and Borduria met in Klow on Friday, officials said. They agreed to open the border."
PAGE = f"""<!DOCTYPE html><html><head><title>Ministers meet | The Daily Planet</title>
<meta property="article:published_time" content="2023-11-10T23:30:00+08:00"></head><body><nav><a href="/">Home</a></nav>
<article><h1>Ministers meet</h1><p>{BODY}</p><p>A further meeting is planned for the autumn in Klow.</p></article></body></html>"""
LINE = json.dumps({"id": "r1", "text": BODY, "published": "2023-11-10"})
RSS = f"""<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>The Daily Planet</title><link>https://planet.example/</link>
<item><title>Ministers meet &amp; agree</title><link>https://planet.example/1</link><pubDate>Fri, 10 Nov 2023 23:30:00 +0800</pubDate>
<author>jane@planet.example (Jane Miller)</author><content:encoded><![CDATA[<p>{BODY}</p><p>It rained.</p><script>alert(1)</script>]]></content:encoded></item>
<item><title>Talks go on</title><link>https://planet.example/2</link><description>{BODY}</description></item></channel></rss>"""
ATOM = f"""<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Planet</title><entry><id>urn:1</id><title>Ministers meet</title>
<link href="https://planet.example/3"/><published>2023-11-10T08:00:00-05:00</published><updated>2023-11-11T08:00:00-05:00</updated>
<content type="html">&lt;p&gt;{BODY}&lt;/p&gt;</content></entry></feed>"""


def written(path: Path, content: str | bytes) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return str(path)


def reports(found) -> list[Report]:
    return [one for one in found if isinstance(one, Report)]


def fatal(found) -> list[Problem]:
    problems = [one for one in found if isinstance(one, Problem) and one.fatal]
    assert all("\n" not in one.message for one in problems)
    return problems


def test_rss_gives_a_report_an_entry_with_moment_writer_and_publisher(tmp_path):
    found = list(read(written(tmp_path / "a.xml", RSS)))
    first, second = reports(found)
    assert (first.source, first.title, first.byline) == (
        "https://planet.example/1",
        "Ministers meet & agree",
        "Jane Miller",
    )
    assert (first.published, first.published_at) == (date(2023, 11, 10), "2023-11-10T23:30:00+08:00")
    assert first.publisher == "The Daily Planet"
    assert first.origin == f"{tmp_path}/a.xml:1"
    assert "alert" not in first.text
    assert BODY in second.text
    assert any("only a summary" in one.message for one in found if isinstance(one, Problem))


def test_atom_gives_a_report_an_entry(tmp_path):
    [report] = reports(read(written(tmp_path / "a.atom", ATOM)))
    assert (report.source, report.published_at) == ("https://planet.example/3", "2023-11-10T08:00:00-05:00")
    assert report.updated == date(2023, 11, 11)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("<rss version='2.0'><channel><item><title>x", "feed"),
        ('<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;">]><rss><channel><item><title>&b;</title></item></channel></rss>',
         "declares entities of its own"),
        ('<?xml version="1.0"?><!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss><channel><item><description>&x;</description></item></channel></rss>',
         "declares entities of its own"),
    ],
    ids=["cut", "growing entities", "a file as entity"],
)  # fmt: skip
def test_a_bad_feed_is_refused(tmp_path, content, message):
    problems = fatal(read(written(tmp_path / "a.rss", content)))
    assert problems
    assert re.search(message, problems[0].message)


TABLES = {
    "a.csv": f'Headline,Date,Story,Link\r\nMinisters meet,2023-11-10,"{BODY}\r\n\r\nIt ""rained""." ,https://planet.example/1\r\n',
    "semicolon.csv": f"title;published;text;url\nMinisters meet;2023-11-10;{BODY};https://planet.example/1\n",
    "a.tsv": f"title\tpub_date\tmaintext\tURL\nMinisters meet\t2023-11-10\t{BODY}\thttps://planet.example/1\n",
}


@pytest.mark.parametrize("name", TABLES)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_tables_are_read_by_the_names_of_their_columns(tmp_path, name, encoding):
    [report] = reports(read(written(tmp_path / name, TABLES[name].encode(encoding))))
    assert (report.source, report.title, report.published) == (
        "https://planet.example/1",
        "Ministers meet",
        date(2023, 11, 10),
    )
    assert report.text.startswith(BODY)
    assert report.origin == f"{tmp_path}/{name}:2"


def test_a_table_names_its_bad_rows_by_line_and_goes_on(tmp_path):
    rows = [["id", "text"], ["1", BODY], ["2", ""], ["3", f"{BODY}\n{BODY}"], ["4", BODY]]
    made = io.StringIO()
    csv.writer(made).writerows(rows)
    found = list(read(written(tmp_path / "a.csv", made.getvalue()), published=date(2023, 1, 1)))
    assert [report.source for report in reports(found)] == ["1", "3", "4"]
    assert [report.origin.rpartition(":")[2] for report in reports(found)] == ["2", "4", "6"]
    assert [problem.source for problem in fatal(found)] == ["2"]


def test_a_table_without_a_text_says_which_columns_it_has(tmp_path):
    [problem] = fatal(read(written(tmp_path / "a.csv", "name,age\nJane,40\n")))
    assert "no column 'text' (its columns: 'name', 'age')" in problem.message


def test_a_table_with_an_open_quotation_mark_or_endless_line_is_refused_in_bounded_memory(tmp_path, monkeypatch):
    monkeypatch.setattr(table, "LONGEST_LINE", 100_000)
    monkeypatch.setattr(table, "MOST_CHARACTERS", 20_000)
    open_mark = written(tmp_path / "a.csv", 'id,text\n1,"' + f"{BODY}\n" * 400)
    endless = written(tmp_path / "b.csv", b"id,text\n1," + b"x" * 3_000_000)
    tracemalloc.start()
    [first, *_], [second] = fatal(read(open_mark)), fatal(read(endless))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert first.source == f"{open_mark}:2"
    assert "broken row" in first.message
    assert "line (number 2) of more than 100,000 bytes" in second.message
    assert peak < 4_000_000


def test_an_endless_line_of_json_is_passed_over_in_bounded_memory(tmp_path, monkeypatch):
    monkeypatch.setattr(jsonl, "LONGEST_LINE", 100_000)
    path = written(tmp_path / "a.jsonl", b'{"text": "' + b"x" * 20_000_000 + b'"}\n' + LINE.encode())
    tracemalloc.start()
    [problem, report] = read(path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert "the line has more than 100,000 bytes; split it" in problem.message
    assert report.source == "r1"
    assert peak < 2_000_000


def record(url: str, body: bytes, kind: str = "text/html; charset=utf-8", status: str = "200 OK") -> bytes:
    answer = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n\r\n".encode() + body
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:{len(body)}>\r\nWARC-Date: 2023-11-12T09:00:00Z\r\n"
        f"WARC-Target-URI: {url}\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: {len(answer)}\r\n\r\n"
    )
    return head.encode() + answer + b"\r\n\r\n"


WARC = (
    record("https://planet.example/1", PAGE.encode())
    + record("https://planet.example/logo.png", b"\x89PNG", "image/png")
    + record("https://planet.example/moved", b"", status="301 Moved")
    + record("https://planet.example/menu", b"<html><body><a href='/'>Home</a></body></html>")
    + record("https://planet.example/2", BODY.encode(), "text/plain; charset=utf-8")
)


def zstd(content: bytes, **settings: object) -> bytes:
    """One frame; with a dictionary, the frame that holds it stands before."""
    made = io.BytesIO()
    writer = ZstdWriter(made, **settings)
    while content:
        content = content[writer.write(content) :]
    writer.close()
    return made.getvalue()


DICTIONARY = zstd_train_dictionary_from_samples([f"{BODY} {PAGE[n:]}".encode() for n in range(300)], 4000)
PACKED_WARC = {
    "a.warc": WARC,
    "a.warc.gz": gzip.compress(WARC),
    "a.warc.zst": zstd(WARC),
    "dictionary.warc.zst": zstd(WARC, dictionary=DICTIONARY, compress_dictionary_frame=True),
}


@pytest.mark.parametrize("packed", PACKED_WARC)
def test_a_web_archive_gives_its_pages_under_their_addresses(tmp_path, packed):
    path = written(tmp_path / packed, PACKED_WARC[packed])
    found = list(read(path))
    first, second = reports(found)
    assert (first.source, first.url, first.published) == ("https://planet.example/1",) * 2 + (date(2023, 11, 10),)
    assert (second.source, second.published, second.published_basis) == (
        "https://planet.example/2",
        date(2023, 11, 12),
        "file",
    )
    [none] = fatal(found)
    assert (none.source, "no article" in none.message) == ("https://planet.example/menu", True)
    assert "2 records that are no pages" in found[-1].message


def test_a_damaged_web_archive_keeps_what_came_before(tmp_path):
    first = record("https://planet.example/1", PAGE.encode())
    found = list(read(written(tmp_path / "a.warc.gz", gzip.compress(first) + gzip.compress(WARC)[:-400])))
    assert [report.source for report in reports(found)][:1] == ["https://planet.example/1"]
    assert re.search("damaged.*fetch it again", fatal(found)[-1].message)
    [problem] = fatal(read(written(tmp_path / "b.warc", b"WARC/1.0\r\nno header at all")))
    assert re.search("web archive.*damaged.*fetch it again", problem.message)


def answer(header: str, body: bytes) -> bytes:
    """A record of a page with a line of its own in the server's answer."""
    return record("https://planet.example/1", body, f"text/html\r\n{header}")


HOSTILE_WARC = {
    "a page that unpacks to half a gigabyte": answer(
        "Content-Encoding: gzip", gzip.compress(b"<p>" + b" " * 500_000_000, 9)
    ),
    "a page packed seven times": answer(
        "Content-Encoding: gzip, gzip, gzip, gzip, gzip, gzip, gzip", gzip.compress(gzip.compress(PAGE.encode()))
    ),
    "a chunk of 16 exabytes": answer("Transfer-Encoding: chunked", b"ffffffffffffffff\r\n" + PAGE.encode()),
    "a length beyond the file": WARC.replace(b"Content-Length: ", b"Content-Length: 99999999", 1),
    "a length below nothing": WARC.replace(b"Content-Length: ", b"Content-Length: -", 1),
    "a header without an end": WARC[:60] + b"X-A: " + b"a" * 30_000_000,
    "headers without an end": WARC[:60] + b"X-A: a\r\n" * 3_000_000,
    "an address with control characters": WARC.replace(b"https://planet.example/1", b"\x1b[31m\x00\xff", 1),
}


@pytest.mark.parametrize("name", HOSTILE_WARC)
@pytest.mark.parametrize("pack", [bytes, gzip.compress, zstd], ids=["plain", "gzip", "zstd"])
def test_a_web_archive_made_to_do_harm_is_refused_or_read_in_bounded_time_and_memory(tmp_path, name, pack):
    path = written(tmp_path / "a.warc", pack(HOSTILE_WARC[name]))
    before, started = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
    found = list(read(path))
    assert found
    assert all("\n" not in one.message for one in found if isinstance(one, Problem))
    assert not any(set(one.source) & set("\x00\x1b") for one in found)
    assert time.process_time() - started < 5
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 150_000


def zipped(members: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return made.getvalue()


def tarred(members: dict[str, bytes], mode: str = "w") -> bytes:
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode=mode) as archive:
        for name, content in members.items():
            info = tarfile.TarInfo(name)
            info.size, info.mtime = len(content), 1_600_000_000
            archive.addfile(info, io.BytesIO(content))
    return made.getvalue()


MEMBERS = {
    "2023/a.html": PAGE.encode(),
    "b.jsonl": LINE.encode(),
    "style.css": b"p {}",
    "__MACOSX/._a.html": b"\0\1",
    "c.txt": BODY.encode(),
    "bad.txt": b"\x89PNG\r\n\x1a\n",
}
ARCHIVES = {
    "a.zip": zipped(MEMBERS),
    "a.tar": tarred(MEMBERS),
    "a.tar.gz": tarred(MEMBERS, "w:gz"),
    "a.tgz": tarred(MEMBERS, "w:gz"),
    "a.tar.xz": tarred(MEMBERS, "w:xz"),
    "a.tar.bz2": tarred(MEMBERS, "w:bz2"),
    "a.tar.zst": zstd(tarred(MEMBERS)),
}


@pytest.mark.parametrize("name", ARCHIVES)
def test_archives_are_read_member_by_member(tmp_path, name):
    path = written(tmp_path / name, ARCHIVES[name])
    found = list(read(path))
    assert [report.source for report in reports(found)] == [f"{path}!2023/a.html", "r1", f"{path}!c.txt"]
    assert [report.origin for report in reports(found)] == [f"{path}!2023/a.html", f"{path}!b.jsonl:1", f"{path}!c.txt"]
    [bad] = fatal(found)
    assert (bad.source, "PNG" in bad.message) == (f"{path}!bad.txt", True)
    assert "2 files that are no reports were passed over" in found[-1].message


@pytest.mark.parametrize(
    ("suffix", "pack"), [("gz", gzip.compress), ("bz2", bz2.compress), ("xz", lzma.compress), ("zst", zstd)]
)
def test_packed_files_are_read_as_what_they_hold(tmp_path, suffix, pack):
    [report] = reports(read(written(tmp_path / f"a.jsonl.{suffix}", pack(LINE.encode()))))
    assert (report.source, report.origin) == ("r1", f"{tmp_path}/a.jsonl.{suffix}:1")


def test_a_file_packed_with_zstd_that_is_damaged_keeps_what_came_before_but_for_a_kilobyte(tmp_path):
    lines = "".join(
        json.dumps({"id": f"r{n}", "text": f"{BODY} {n}" * 20, "published": "2023-11-10"}) + "\n" for n in range(3)
    )
    whole = zstd(lines.encode())
    both = whole + zstd(lines.replace('"r', '"s').encode())
    for name, content, read_before in (
        ("cut", both[:-20], 2),
        ("trailing", whole + b"no frame", 2),
        ("head", whole[:9], 0),
    ):
        found = list(read(written(tmp_path / f"{name}.jsonl.zst", content)))
        assert len(reports(found)) == read_before, name
        assert re.search("damaged.*fetch it again", fatal(found)[-1].message), name


def test_archives_in_archives_are_read_up_to_three_deep(tmp_path):
    inner = zipped({"a.txt": BODY.encode()})
    path = written(tmp_path / "a.tar.gz", tarred({"b.zip": inner}, "w:gz"))
    assert [report.source for report in reports(read(path))] == [f"{path}!b.zip!a.txt"]
    for _ in range(4):
        inner = zipped({"n.zip": inner})
    [problem] = fatal(read(written(tmp_path / "deep.zip", inner)))
    assert "archives deep; unpack the outer ones" in problem.message


@pytest.mark.parametrize(
    "name", ["../../evil.txt", "/etc/evil.txt", "a/../../evil.txt", "C:\\evil.txt", "..\\evil.txt"]
)
def test_a_member_whose_name_leads_out_is_refused_and_nothing_is_written(tmp_path, name):
    for make, path in ((zipped, tmp_path / "x" / "a.zip"), (tarred, tmp_path / "x" / "a.tar")):
        found = list(read(written(path, make({name: BODY.encode(), "good.txt": BODY.encode()}))))
        assert len(reports(found)) == 1
        [problem] = fatal(found)
        assert "leads out of its archive" in problem.message
    assert sorted(each.name for each in tmp_path.rglob("*")) == ["a.tar", "a.zip", "x"]


def test_an_archive_bomb_is_left_where_it_passes_what_archives_of_reports_hold(tmp_path, monkeypatch):
    monkeypatch.setattr(limits, "FREE_BYTES", 3_000_000)
    line = json.dumps({"id": "x", "text": f"{BODY} " * 6_000}).encode()
    bombs = {
        "many.zip": zipped({"first.txt": BODY.encode(), **{f"{n}.jsonl": line for n in range(9)}}),
        "one.jsonl.gz": gzip.compress(b'{"text": "' + b" " * 20_000_000),
        "one.jsonl.zst": zstd(b'{"text": "' + b" " * 20_000_000),
        "nested.zip": zipped({f"{n}.zip": zipped({"a.jsonl": line}) for n in range(9)}),
    }
    for name, content in bombs.items():
        path = written(tmp_path / name, content)
        tracemalloc.start()
        found = list(read(path))
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert found[-1].source == path
        assert re.search(r"unpacks to more than \d MB, as an archive made to do harm", found[-1].message), name
        assert peak < 60_000_000
    assert reports(read(str(tmp_path / "many.zip")))[0].text == BODY


def test_a_broken_or_locked_archive_is_told(tmp_path):
    [problem] = fatal(read(written(tmp_path / "a.zip", ARCHIVES["a.zip"][:200])))
    assert "damaged archive" in problem.message
    found = list(read(written(tmp_path / "a.tgz", ARCHIVES["a.tgz"][:-60])))
    assert "damaged" in fatal(found)[-1].message
    locked = bytearray(zipped({"a.txt": BODY.encode()}))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        locked[locked.find(mark) + at] |= 1
    [problem] = fatal(read(written(tmp_path / "locked.zip", bytes(locked))))
    assert "locked with a password" in problem.message


@pytest.mark.parametrize("content", [zipped({}), zipped({"2023/": b""}), tarred({})], ids=["zip", "folders", "tar"])
def test_an_archive_without_a_file_says_so(tmp_path, content):
    found = list(read(written(tmp_path / "a.zip", content)))
    assert len(fatal(found)) == 1


def test_an_archive_comes_through_a_pipe(monkeypatch):
    class Pipe(io.BytesIO):
        def seekable(self):
            return False

    for name in ("a.zip", "a.tar.gz"):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BufferedReader(Pipe(ARCHIVES[name]))))
        assert [report.source for report in reports(read("-"))] == ["-!2023/a.html", "r1", "-!c.txt"]


def test_a_folder_gives_the_files_in_it_in_order_and_passes_over_what_is_no_report(tmp_path):
    for name in ("b/2.txt", "b/1.txt", "a.txt", ".git/c.txt", "pic.png", "page_files/x.js"):
        written(tmp_path / name, BODY)
    assert expand([str(tmp_path)]) == [f"{tmp_path}/{name}" for name in ("a.txt", "b/1.txt", "b/2.txt")]
    assert [report.source for report in reports(read(str(tmp_path)))] == expand([str(tmp_path)])


def test_memory_is_flat_in_the_number_of_members(tmp_path):
    peaks = []
    for count in (30, 200):
        path = written(
            tmp_path / f"{count}.tar.gz", tarred({f"{n}.txt": f"{BODY} {n}".encode() for n in range(count)}, "w:gz")
        )
        tracemalloc.start()
        assert sum(isinstance(one, Report) for one in read(path)) == count
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < peaks[0] + 200_000


def test_a_full_disk_is_no_fault_of_the_report(tmp_path, monkeypatch):
    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    (tmp_path / "a.txt").write_text("The ministers met in Klow.")
    monkeypatch.setattr(opening, "read_stream", full)
    with pytest.raises(OSError, match="No space left"):
        list(read(str(tmp_path / "a.txt")))
