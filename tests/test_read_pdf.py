# ruff: noqa: E501 (markup and messages are longer than lines of code)
"""PDF: columns, hyphenation, running lines, the page and box of what was read; and documents made to do harm."""

import time
import zlib

import pytest
from fpdf import FPDF

from entente.model import Problem, Report, Span
from entente.read import pdf, pdf_streams
from entente.read.compose import Claims
from entente.read.original import PageBox, can_be_shown, shown_in

LEFT = (
    "The foreign ministers of Syldavia and Borduria met in Klow on Friday for talks about trade and the border, "
    "officials of both countries said. They agreed to set up a commission before the end of the year."
)
RIGHT = (
    "Borduria rejected a further proposal, saying that nobody had asked its government. The minister did not "
    "answer questions about the pipeline. A further meeting is planned for the autumn in Strelsau."
)


def read(data: bytes) -> list[Report | Problem]:
    return list(pdf.read_document(data, Claims("a.pdf")))


def only(data: bytes) -> Report:
    report = read(data)[-1]
    assert isinstance(report, Report), report
    return report


def in_columns(row_by_row: bool, pages: int = 1) -> bytes:
    made = FPDF()
    made.set_auto_page_break(False)
    for number in range(pages):
        made.add_page()
        made.set_font("Helvetica", size=8)
        if pages > 1:
            made.text(10, 8, f"THE DAILY PLANET   {number + 1}")
        made.set_font("Helvetica", "B", 20)
        made.text(10, 25, "Ministers meet in the capital to talk about the border")
        made.set_font("Helvetica", size=10)
        columns = [wrapped(made, text) for text in (LEFT, RIGHT)]
        cells = [
            (10 + 95 * side, 40 + 5 * i, line) for side, lines in enumerate(columns) for i, line in enumerate(lines)
        ]
        for x, y, line in sorted(cells, key=lambda cell: (cell[1], cell[0])) if row_by_row else cells:
            made.text(x, y, line)
    return bytes(made.output())


def wrapped(made: FPDF, text: str) -> list[str]:
    return made.multi_cell(82, 5, text, dry_run=True, output="LINES")


@pytest.mark.parametrize("row_by_row", [True, False], ids=["drawn row by row", "drawn column by column"])
def test_columns_are_read_one_after_the_other(row_by_row):
    report = only(in_columns(row_by_row))
    body = [block.span.of(report.text) for block in report.blocks if block.kind == "body"]
    assert body == [LEFT, RIGHT]
    assert report.title == "Ministers meet in the capital to talk about the border"


def test_every_line_keeps_its_page_and_box():
    made = FPDF()
    for text in (LEFT, f"On day two all was said. {RIGHT}"):
        made.add_page()
        made.set_font("Helvetica", size=11)
        made.multi_cell(0, 6, text)
    report = only(bytes(made.output()))
    assert {anchor.page for anchor in report.anchors} == {1, 2}
    at = report.text.index("day two")
    [box] = shown_in(report, Span(at, at + 7))
    assert isinstance(box, PageBox)
    left, bottom, right, top = box.box
    assert (box.page, box.exact) == (2, "day two")
    assert 0 < left < right < 596
    assert 780 < bottom < top < 842
    assert can_be_shown(report, Span(0, len(report.text)))
    for anchor in report.anchors:
        assert report.text[anchor.start : anchor.end].strip()


def test_a_word_broken_at_a_lines_end_is_whole_and_the_lines_keep_their_characters():
    made = FPDF()
    made.add_page()
    made.set_font("Helvetica", size=11)
    made.multi_cell(
        0,
        6,
        "The ministers agreed on regular cooper-\nation in trade and on a visit of the vice-\npresident, officials said on Friday.",
    )
    report = only(bytes(made.output()))
    assert "regular cooperation in trade" in report.text
    assert "vice-president" in report.text
    assert can_be_shown(report, Span(0, len(report.text)))


def objects(*bodies: bytes) -> bytes:
    """A PDF of these objects, without a table of where they stand: readers find them themselves."""
    numbered = b"".join(b"%d 0 obj\n%s\nendobj\n" % (number, body) for number, body in enumerate(bodies, 1))
    return b"%PDF-1.7\n" + numbered + b"trailer\n<< /Root 1 0 R >>\n%%EOF\n"


def stream(data: bytes, more: bytes = b"/Filter /FlateDecode") -> bytes:
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(data), more, data)


CATALOG = b"<< /Type /Catalog /Pages 2 0 R >>"
PAGE = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R /Resources << >> >>"
HOSTILE = {
    "pages that hold each other": objects(CATALOG, b"<< /Type /Pages /Kids [3 0 R] /Count 5 >>", b"<< /Type /Pages /Kids [2 0 R 3 0 R] /Parent 3 0 R /Count 5 >>"),
    "a page that is its own content": objects(CATALOG, b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>", PAGE.replace(b"4 0 R", b"3 0 R")),
    "forms that draw each other": objects(CATALOG, b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        PAGE.replace(b"<< >>", b"<< /XObject << /F 5 0 R >> >>"), stream(b"/F Do", b""),
        stream(b"/F Do /F Do", b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /F 5 0 R >> >>")),
    "two billion pages": objects(CATALOG, b"<< /Type /Pages /Kids [3 0 R] /Count 2147483647 >>", PAGE, stream(b"", b"")),
    "a length that is itself": objects(CATALOG, b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>", PAGE, b"<< /Length 4 0 R >>\nstream\nx\nendstream"),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_documents_that_go_round_in_circles_are_refused_in_time(name):
    started = time.monotonic()
    [problem] = read(HOSTILE[name])
    assert isinstance(problem, Problem)
    assert problem.fatal
    assert time.monotonic() - started < 10


@pytest.mark.parametrize("layers", [1, 2])
def test_a_document_that_unpacks_without_bound_is_refused_before_it_is_unpacked(layers, monkeypatch):
    monkeypatch.setattr(pdf_streams, "MOST_UNPACKED", 5_000_000)
    packed = b" " * 40_000_000
    for _ in range(layers):
        packed = zlib.compress(packed, 9)
    padding = b"% " + b"x" * 10_000 + b"\n"
    data = objects(CATALOG, b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>", PAGE, stream(packed)) + padding
    [problem] = read(data)
    assert "unpacks to more than 5 MB" in problem.message


def test_a_document_of_too_many_pages_is_refused(monkeypatch):
    monkeypatch.setattr(pdf, "MOST_PAGES", 2)
    [problem] = read(in_columns(False, pages=3))
    assert "has 3 pages, more than the 2 that are read; split it" in problem.message


def test_a_document_that_takes_too_long_is_refused(monkeypatch):
    monkeypatch.setattr(pdf, "MOST_SECONDS", -1.0)
    [problem] = read(in_columns(False))
    assert "to read; print it to a new PDF" in problem.message
