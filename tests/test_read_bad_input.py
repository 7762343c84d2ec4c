"""Bad input gets one clear line that names the source and says what to do; what is beside it is still read."""

import io
import json
import os
import re
import sys
import tracemalloc
import zipfile
from pathlib import Path

import pytest
from fpdf import FPDF

from entente.model import Problem, Report
from entente.read import read, read_text

GOOD = "The ministers of Syldavia and Borduria met in Klow on Friday, officials said. They agreed to open the border."


def pdf(text: str | None = GOOD, password: str | None = None) -> bytes:
    made = FPDF()
    made.add_page()
    made.set_font("Helvetica")
    made.rect(10, 10, 50, 50)
    if text:
        made.multi_cell(0, 5, text)
    if password:
        made.set_encryption(owner_password=password, user_password=password)
    return bytes(made.output())


def zipped(name: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(name, GOOD)
    return made.getvalue()


GERMAN = "Die Außenminister beider Länder trafen sich am Freitag in Klow, um über die Lage an der Grenze zu sprechen."
BAD = {
    "empty.txt": (b"", "is empty; give"),
    "blank.txt": (b" \n\t\r\n \xc2\xa0\n", "is empty; give"),
    "furniture.txt": (b"PDF View\nShare\nPublished: 10 November 2023\n", "has no words besides the furniture"),
    "numbers.txt": (b"12 34 -- 56", "has no words"),
    "picture.txt": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "is a PNG picture; .*OCR"),
    "letter.docx": (zipped("word/document.xml"), r"is a Word document \(.docx\); save it as plain text"),
    "program.exe": (b"MZ\x90\x00\x03\x00\x00\x00" + bytes(100), "is a Windows program; give a report"),
    "record.db": (b"SQLite format 3\0" + bytes(100), "is a SQLite database; .*entente events --record"),
    "random.txt": (bytes(range(256)) * 20, "is a binary file, not text; give"),
    "wide.txt": (GOOD.encode("utf-16-le"), "is a binary file, not text; give"),
    "koi8.txt": ("Министры встретились в столице. ".encode("koi8-r") * 9, r"neither UTF-8 .*byte 1 \(line 1\).*iconv"),
    "german.txt": (GERMAN.encode(), "seems to be in German; .*translation"),
    "russian.txt": ("Министры иностранных дел двух стран встретились в столице в пятницу.".encode(), "in Russian"),
    "chinese.txt": ("外交部长周三在北京会见了俄罗斯国防部长，双方讨论了两国关系和地区安全问题。" * 2).encode(),
    "scan.pdf": (pdf(None), "PDF without text.*OCR"),
    "locked.pdf": (pdf(password="secret"), "locked with a password; unlock it"),
    "broken.pdf": (b"%PDF-1.7\nnothing of a PDF follows", "is a broken PDF"),
    "cut.pdf": (pdf()[:300], "is a broken PDF|PDF without text"),
    "text.pdf": (GOOD.encode(), "named .pdf but is none"),
    "menu.html": (b"<html><body><nav><a href='/'>Home</a><a href='/w'>World</a></nav></body></html>", "no article"),
    "login.html": (b"<html><body><form><p>Please enable JavaScript to go on.</p></form></body></html>", "no article"),
    "feed.xml": (
        b'<?xml version="1.0"?><rss version="2.0"><channel></channel></rss>',
        "is a news feed without an entry",
    ),
    "array.json": (b'[\n{"text": "x"}\n]', "one JSON array; put each report on a line"),
    "empty.jsonl": (b"\n\n", "is empty; give a file with one report a line"),
}
BAD["chinese.txt"] = (BAD["chinese.txt"], "seems to be in Chinese")


@pytest.mark.parametrize("name", BAD)
def test_a_file_that_is_no_report(tmp_path, name):
    content, message = BAD[name]
    path = tmp_path / name
    path.write_bytes(content)
    [found] = read(str(path))
    assert isinstance(found, Problem)
    assert (found.source, found.stage, found.fatal) == (str(path), "read", True)
    assert "\n" not in found.message
    assert re.search(message, found.message), found.message


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("no/such/file.txt", "no such file"),
        ("no/such/*.txt", "matches no file; check the pattern"),
        ("https://planet.example/1.html", "is an address.*save the page"),
        ("", "is no file name"),
        ("a\0b.txt", "is no file name"),
        ("x" * 5000, "no such file"),
        ("caf\udce9.txt", "no such file"),
    ],
)
def test_a_source_that_is_no_file(source, message):
    [found] = read(source)
    assert found.fatal
    assert re.search(message, found.message)
    found.source.encode("utf-8")
    assert "\0" not in found.source


def test_an_empty_folder_says_so(tmp_path):
    (tmp_path / "style.css").write_text("p {}")
    [found] = read(str(tmp_path))
    assert found.fatal
    assert "folder without a file that could be a report" in found.message


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read everything")
def test_a_file_that_one_may_not_read(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(GOOD)
    path.chmod(0)
    [found] = read(str(path))
    assert found.fatal
    assert "Permission denied" in found.message


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="needs a file that opens but cannot be read")
def test_a_file_that_breaks_while_it_is_read():
    [found] = read("/proc/self/mem")
    assert found.fatal
    assert "Input/output error" in found.message


def test_closed_standard_input(monkeypatch):
    monkeypatch.setattr(sys, "stdin", None)
    [found] = read("-")
    assert found.fatal
    assert "standard input is closed" in found.message


@pytest.mark.parametrize(("name", "size", "limit"), [("a.txt", 20, 8), ("a.html", 40, 20)])
def test_a_file_too_large_is_refused_without_being_read(tmp_path, name, size, limit):
    path = tmp_path / name
    path.write_bytes((GOOD + "\n").encode() * (size * 1_000_000 // len(GOOD)))
    tracemalloc.start()
    [found] = read(str(path))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert found.fatal
    assert f"more than the {limit} MB" in found.message
    assert "split it" in found.message
    assert peak < 2_000_000


def test_a_text_of_too_many_characters_is_refused():
    found = read_text(GOOD * 20_000, "long")
    assert isinstance(found, Problem)
    assert "more than the 2,000,000" in found.message


def test_a_stream_without_an_end_is_not_read_to_its_end():
    [found] = read("/dev/zero")
    assert found.fatal


def test_western_bytes_are_read_and_the_reader_is_told(tmp_path):
    path = tmp_path / "a.txt"
    text = "First line.\nThe minister – Zoë Müller – “welcomed” it, and the talks will go on."
    path.write_bytes(text.encode("cp1252"))
    note, _, report = read(str(path))
    assert "“welcomed”" in report.text
    assert not note.fatal
    assert "windows-1252" in note.message
    assert "byte 26 (line 2)" in note.message


def test_a_broken_byte_in_good_utf8_is_replaced_and_the_reader_is_told(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes((GOOD + " Zoë Müller – “so” said.").encode() + b" Fran\xe7ois was there.")
    note, *_, report = read(str(path))
    assert "Müller – “so” said. Fran\ufffdois" in report.text
    assert "1 broken character was replaced" in note.message


def test_characters_that_cannot_be_stored_or_shown_are_replaced_one_for_one():
    text = GOOD.replace("border", "bor\0der\x1b[31m \ud800")
    report = read_text(text, "a")
    assert report.text == text.replace("\0", "\ufffd").replace("\x1b", "\ufffd").replace("\ud800", "\ufffd")


@pytest.mark.parametrize("text", ["Bonjour le monde.", "Lavrov, Wang Yi, Colonna, Tajani, Hayashi and Joly attend"])
def test_what_is_too_short_or_unclear_passes_for_english(text):
    assert isinstance(read_text(text, "a"), Report)


def test_a_bad_line_does_not_stop_the_others(tmp_path):
    lines = [
        json.dumps({"id": "first", "text": GOOD, "published": "2023-11-10"}),
        "not json",
        "[1, 2]",
        '{"id": "no text"}',
        '{"text": 5}',
        '{"text": "  "}',
        json.dumps({"id": "german", "text": GERMAN}),
        "[" * 100_000,
        '{"text": "cut',
        json.dumps({"id": "last", "text": GOOD, "published": "2023-11-11"}),
    ]
    path = tmp_path / "a.jsonl"
    path.write_bytes("\n".join(lines).encode() + b'\n\xff{"text": "x"}\n')
    found = list(read(str(path)))
    assert [one.source for one in found if isinstance(one, Report)] == ["first", "last"]
    problems = [one for one in found if isinstance(one, Problem)]
    assert all(one.fatal for one in problems)
    numbers = (2, 3, 4, 5, 6, 8, 9, 11)
    named = [one.source for one in problems if one.source != "german"]
    assert named == [f"{path}:{number}" for number in numbers]
    [german] = (one for one in problems if one.source == "german")
    assert f"{path}:7" in german.message


def test_a_wrong_date_or_title_in_a_line_is_told_and_the_line_is_read(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps({"id": "r", "text": GOOD, "published": "2023-02-30", "title": ["x"]}))
    *notes, report = read(str(path))
    assert isinstance(report, Report)
    assert report.published is None
    assert not any(note.fatal for note in notes)
    assert any("'2023-02-30'" in note.message and f"{path}:1" in note.message for note in notes)
    assert any("'title'" in note.message for note in notes)
    assert any("--published" in note.message for note in notes)
