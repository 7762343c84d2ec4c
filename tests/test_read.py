"""What is read from plain text, web pages, PDF and JSON lines."""

import io
import json
import os
import sys
from datetime import date
from pathlib import Path

import pytest
from fpdf import FPDF

from entente.model import Problem, Report
from entente.read import expand, read, read_text

SHARED = Path(__file__).parents[2] / "shared"
TEXT = """Syldavia and Borduria resume talks
By Jane Miller
Published: 18:40, 10 November 2023

KLOW, Nov 10 (DPA) - The foreign ministers of Syldavia and Borduria met in Klow on Friday, officials said.

"We want peace," the Syldavian minister said. She added that the border would be opened.

© 2023 The Daily Planet
"""


def only(found) -> Report:
    reports = [one for one in found if isinstance(one, Report)]
    assert len(reports) == 1, found
    return reports[0]


def kinds(report: Report) -> list[tuple[str, str]]:
    return [(block.kind, block.span.of(report.text)) for block in report.blocks]


def written(path: Path, content: str | bytes) -> str:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return str(path)


def test_a_text_is_read_with_headline_writer_date_paragraphs_and_furniture(tmp_path):
    report = only(read(written(tmp_path / "a.txt", TEXT)))
    assert (report.title, report.byline) == ("Syldavia and Borduria resume talks", "Jane Miller")
    assert (report.published, report.published_basis) == (date(2023, 11, 10), "stated")
    assert [kind for kind, _ in kinds(report)] == [
        "title", "byline", "furniture", "dateline", "body", "body", "furniture",
    ]  # fmt: skip
    assert kinds(report)[3][1] == "KLOW, Nov 10 (DPA) -"
    assert kinds(report)[4][1].startswith("The foreign ministers")
    assert report.text == TEXT
    assert report.source == str(tmp_path / "a.txt")


@pytest.mark.parametrize(
    "content",
    [
        TEXT.replace("\n", "\r\n").encode(),
        b"\xef\xbb\xbf" + TEXT.encode(),
        TEXT.encode("utf-16"),
        TEXT.encode("utf-32"),
    ],
    ids=["windows lines", "utf-8 mark", "utf-16", "utf-32"],
)
def test_offsets_do_not_depend_on_how_the_file_was_saved(tmp_path, content):
    assert only(read(written(tmp_path / "a.txt", content))).text == TEXT


def test_the_report_states_its_date_before_the_user_and_the_user_before_the_file(tmp_path):
    given = date(2021, 5, 6)
    dated = written(tmp_path / "a.txt", TEXT)
    undated = written(tmp_path / "b.txt", "The ministers met in Klow on Friday.")
    os.utime(undated, (1_600_000_000, 1_600_000_000))
    assert only(read(dated, published=given)).published == date(2023, 11, 10)
    assert [(r.published, r.published_basis) for r in [only(read(undated, published=given))]] == [(given, "given")]
    note, report = read(undated)
    assert (report.published, report.published_basis) == (date.fromtimestamp(1_600_000_000), "file")
    assert isinstance(note, Problem)
    assert not note.fatal
    assert "--published" in note.message
    assert "2020-09-13" in note.message


@pytest.mark.parametrize(
    ("line", "published", "updated"),
    [
        ("Updated: 3 May 2022", date(2022, 5, 3), date(2022, 5, 3)),
        ("Published 1 May 2022 | Last updated 3 May 2022", date(2022, 5, 1), date(2022, 5, 3)),
        ("By Jane Miller | The Daily Planet | Updated: 2022-05-03 11:19", date(2022, 5, 3), date(2022, 5, 3)),
        ("Sunday, May 1, 2022", date(2022, 5, 1), None),
        ("Klow, 1 May 2022", date(2022, 5, 1), None),
        ("Published: 30 February 2022", None, None),
        ("Published: 5/6/2022", None, None),
    ],
)
def test_a_line_of_the_page_says_when(line, published, updated):
    body = "The ministers of both countries met in Klow and agreed to open the border in June 2021."
    report = read_text(f"Ministers meet\n{line}\n\n{body}\n", "a")
    assert (report.published, report.updated) == (published, updated)
    assert kinds(report)[-1] == ("body", body)


def test_the_full_date_of_a_dateline_counts_and_it_stands_apart_from_the_sentence():
    text = "Ministers meet\n\nKLOW, Nov. 10, 2023 (DPA) - The ministers met on Friday and said that talks would go on."
    report = read_text(text, "a")
    assert report.published == date(2023, 11, 10)
    assert kinds(report)[-2:] == [
        ("dateline", "KLOW, Nov. 10, 2023 (DPA) -"),
        ("body", "The ministers met on Friday and said that talks would go on."),
    ]


def test_a_date_in_a_sentence_is_no_date_of_publication():
    report = read_text("The treaty was signed on 3 May 2019 in Klow.\n\nIt entered into force on 1 June 2020.", "a")
    assert report.published is None


def test_the_headings_of_a_chronology_are_no_date_of_publication():
    text = "How the war began\n\n" + "\n\n".join(
        f"January {day}, 2020\n\nTroops crossed the river and took village number {day}." for day in (3, 4, 5)
    )
    assert read_text(text, "a").published is None


def test_lines_broken_at_a_column_make_one_paragraph():
    text = (
        "Ministers of two countries meet in Klow to speak about the border and\nZileheroum's wish for trade\n\n"
        "The foreign ministers of Syldavia and Borduria met in Klow on Friday\n"
        "for the first time in two years. They agreed to open the border in\nJune, officials said.\n\n"
        "The talks will go on in Zileheroum, the capital of Borduria, where the\npresident is to join them.\n"
    )
    assert [kind for kind, _ in kinds(read_text(text, "a"))] == ["title", "body", "body"]


def test_broken_lines_without_blank_lines_part_where_a_paragraph_ends_short():
    text = (
        "The foreign ministers of Syldavia and Borduria met in Klow on Friday\n"
        "for the first time in two years. They agreed to open the border in\nJune, officials said.\n"
        "The talks will go on in Zileheroum, the capital of Borduria, where the\npresident is to join them.\n"
    )
    assert [text.count("\n") for _, text in kinds(read_text(text, "a"))] == [2, 1]


def test_a_paragraph_on_each_line_makes_a_block_of_each_line():
    text = "Ministers meet\nThe ministers met in Klow.\nThey agreed to open the border.\nBorduria denied this.\n"
    assert [kind for kind, _ in kinds(read_text(text, "a"))] == ["title", "body", "body", "body"]


@pytest.mark.parametrize(
    "title", ["Will the two sides talk?", "Borduria accuses U.S.", "Minister: talks were “useful”", "War: what we know"]
)
def test_a_headline_may_end_in_other_ways_than_a_sentence(title):
    assert read_text(f"{title}\n\nThe ministers met in Klow on Friday and spoke for an hour.", "a").title == title


def test_a_text_of_one_line_is_body_even_without_a_full_stop():
    assert kinds(read_text("Syldavia and Borduria held talks in Klow", "a")) == [
        ("body", "Syldavia and Borduria held talks in Klow")
    ]


def test_a_page_gives_title_writer_dates_publisher_and_address(tmp_path):
    page = """<html><head><title>Ministers meet in Klow | The Daily Planet</title>
    <meta property="og:site_name" content="The Daily Planet">
    <meta property="article:published_time" content="2023-11-10T09:00:00Z">
    <meta property="article:modified_time" content="2023-11-11T09:00:00Z">
    <meta name="author" content="Jane Miller">
    <link rel="canonical" href="https://planet.example/news/1"></head><body>
    <nav><a href="/">Home</a> <a href="/world">World</a></nav><article><h1>Ministers meet in Klow</h1>
    <p>The foreign minister of Syldavia met her counterpart from Borduria in Klow on Friday, officials said.</p>
    <p>They agreed to open the border – and to hold “regular” talks on trade, the ministry said.</p>
    <p>A further meeting is planned for the autumn in the capital of Borduria.</p>
    <p>Read more: How the border was closed</p></article><footer>© 2023 The Daily Planet</footer></body></html>"""
    report = only(read(written(tmp_path / "a.html", page)))
    assert (report.title, report.byline) == ("Ministers meet in Klow", "Jane Miller")
    assert (report.publisher, report.url) == ("The Daily Planet", "https://planet.example/news/1")
    assert (report.published, report.updated) == (date(2023, 11, 10), date(2023, 11, 11))
    assert report.media_type == "text/html"
    assert [kind for kind, _ in kinds(report)] == ["title", "body", "body", "body", "furniture"]
    assert "Home" not in report.text


ARTICLE = (
    "<p>The foreign minister of Syldavia met her counterpart from Borduria in Klow on Friday, officials said.</p>"
    "<p>They agreed to open the border – and to hold “regular” talks on trade, the ministry said.</p>"
    "<p>A further meeting is planned for the autumn in the capital of Borduria.</p>"
)


def test_a_page_without_metadata_is_dated_by_what_a_reader_sees(tmp_path):
    page = f"<html><body><h1>Ministers meet</h1><p>Published: 11:19, November 10, 2023</p>{ARTICLE}</body></html>"
    assert only(read(written(tmp_path / "a.html", page))).published == date(2023, 11, 10)


def test_a_page_is_decoded_as_it_declares(tmp_path):
    page = f'<html><head><meta charset="iso-8859-1"></head><body><h1>Ministers meet</h1>{ARTICLE}</body></html>'
    report = only(read(written(tmp_path / "a.html", page.encode("cp1252"))))
    assert "border – and to hold “regular” talks" in report.text


def test_a_page_is_known_by_its_beginning_too(tmp_path):
    page = f"<!DOCTYPE html>\n<html><body><h1>Ministers meet</h1>{ARTICLE}</body></html>"
    assert only(read(written(tmp_path / "saved", page))).media_type == "text/html"


def test_a_title_from_metadata_has_characters_in_the_text(tmp_path):
    head = '<head><meta property="og:title" content="Ministers meet in Klow"></head>'
    page = f"<html>{head}<body>{ARTICLE}</body></html>"
    report = only(read(written(tmp_path / "a.html", page)))
    assert kinds(report)[0] == ("title", "Ministers meet in Klow")


def pdf_of(*pages: list[str], title: str = "") -> bytes:
    made = FPDF()
    for number, paragraphs in enumerate(pages, 1):
        made.add_page()
        made.set_font("Helvetica", size=9)
        made.cell(0, 8, "The Daily Planet - 10 November 2023", new_x="LMARGIN", new_y="NEXT")
        if title and number == 1:
            made.set_font("Helvetica", "B", 18)
            made.multi_cell(0, 9, title, new_x="LMARGIN", new_y="NEXT")
        made.set_font("Helvetica", size=11)
        for paragraph in paragraphs:
            made.ln(3)
            made.multi_cell(0, 5, paragraph, new_x="LMARGIN", new_y="NEXT")
        made.set_y(-25)
        made.cell(0, 5, f"Page {number} of {len(pages)}")
    return bytes(made.output())


def test_a_pdf_gives_paragraphs_without_head_and_foot_lines_and_broken_words(tmp_path):
    title = "Ministers of Syldavia and Borduria meet in the capital to discuss the border and trade"
    first = (
        "The foreign minister of Syldavia met her counterpart from Borduria on Friday for talks about trade "
        "and coopera-\ntion, officials said. They agreed to hold regular consultations on the border."
    )
    second = ["The vice-\npresident was there too, the ministry said.", "Borduria confirmed this on Saturday."]
    report = only(read(written(tmp_path / "a.pdf", pdf_of([first], second, title=title))))
    assert (report.title, report.published, report.media_type) == (title, date(2023, 11, 10), "application/pdf")
    assert [text for kind, text in kinds(report) if kind == "body"] == [
        first.replace("-\n", ""),
        "The vice-president was there too, the ministry said.",
        "Borduria confirmed this on Saturday.",
    ]


def test_a_date_set_right_under_the_headline_of_a_pdf_is_found(tmp_path):
    made = FPDF()
    made.add_page()
    made.set_font("Helvetica", size=11)
    made.multi_cell(0, 6, "Ministers meet in Klow\nDecember 2, 2022", new_x="LMARGIN", new_y="NEXT")
    made.ln(4)
    made.multi_cell(0, 6, "The ministers met in Klow on Friday and agreed to meet again, officials said.")
    report = only(read(written(tmp_path / "a.pdf", bytes(made.output()))))
    assert (report.title, report.published) == ("Ministers meet in Klow", date(2022, 12, 2))


def test_json_lines_give_a_report_each_under_its_id_address_or_line(tmp_path):
    lines = [
        {"id": "r1", "text": "The ministers met in Klow.", "title": "Ministers meet", "byline": "Jane Miller",
         "published": "2023-11-10", "publisher": "The Daily Planet", "url": "https://planet.example/1"},
        {"url": "https://planet.example/2", "text": "The ministers met again.", "published": "2023-11-11T08:00:00Z"},
        {"text": "The ministers met a third time.\r\nThey agreed.", "published": None},
    ]  # fmt: skip
    path = written(tmp_path / "a.jsonl", "\n\n".join(map(json.dumps, lines)))
    first, second, third = (one for one in read(path, published=date(2023, 12, 1)) if isinstance(one, Report))
    assert [r.source for r in (first, second, third)] == ["r1", "https://planet.example/2", f"{path}:5"]
    assert (first.title, first.byline, first.publisher) == ("Ministers meet", "Jane Miller", "The Daily Planet")
    assert [(r.published, r.published_basis) for r in (first, second, third)] == [
        (date(2023, 11, 10), "stated"),
        (date(2023, 11, 11), "stated"),
        (date(2023, 12, 1), "given"),
    ]
    assert third.text == lines[2]["text"]


def test_standard_input_is_read_and_says_when_no_date_is_known(monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"The ministers met in Klow on Friday.")))
    note, report = read("-")
    assert (report.source, report.published, report.published_basis) == ("-", None, None)
    assert "--published" in note.message
    assert not note.fatal


def test_json_lines_come_through_a_pipe(monkeypatch):
    lines = "\n".join(json.dumps({"id": i, "text": f"The ministers met {i} times in Klow. " * 40}) for i in range(100))
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(lines.encode())))
    assert [r.source for r in read("-", published=date(2023, 1, 1))] == [str(i) for i in range(100)]


def test_patterns_in_quotes_are_expanded_and_other_names_left(tmp_path):
    for name in ("b.txt", "a.txt", "c.pdf", "odd[1].txt"):
        written(tmp_path / name, TEXT)
    (tmp_path / "folder.txt").mkdir()
    found = expand([f"{tmp_path}/[ab].txt", "-", f"{tmp_path}/odd[1].txt", "none/*.txt"])
    assert found == [f"{tmp_path}/a.txt", f"{tmp_path}/b.txt", "-", f"{tmp_path}/odd[1].txt", "none/*.txt"]


@pytest.mark.skipif(not (SHARED / "reports").is_dir(), reason="the shared reports are not here")
def test_the_report_of_the_main_job():
    [path] = (SHARED / "reports").glob("000_*.txt")
    [report] = read(str(path))
    assert report.title == "China, Russia vow to deepen military ties, safeguard stability"
    assert report.byline == "Jiang Chenglong"
    assert (report.published, report.updated) == (date(2023, 11, 10), date(2023, 11, 10))
    assert [kind for kind, _ in kinds(report)] == ["furniture", "furniture", "title", "byline", *["body"] * 14]


@pytest.mark.skipif(not (SHARED / "data" / "wikinews").is_dir(), reason="the shared data are not here")
def test_wikinews_reports_are_dated_by_their_first_line_and_keep_their_text():
    lines = (SHARED / "data" / "wikinews" / "reports.jsonl").read_text(encoding="utf-8").splitlines()
    dated = 0
    for fields in map(json.loads, lines):
        report = read_text(fields["text"], fields["url"], title=fields["title"])
        if isinstance(report, Problem):
            assert "TEST_PAGE" in fields["url"], report
            continue
        assert report.published in (None, date.fromisoformat(fields["date"]))
        dated += report.published is not None
        blocks = "".join(block.span.of(report.text) for block in report.blocks)
        assert "".join(blocks.split()) == "".join(report.text.split())
    assert dated == 118
