"""PDF documents, through pypdfium2. The canonical text is the paragraphs, parted by blank lines.

Page numbers and head and foot lines that return are dropped; words broken at a line's end are made whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from typing import Any

from entente.errors import UnreadableError
from entente.model import Problem, Report
from entente.read.admit import check_size
from entente.read.compose import Claims, compose, problem
from entente.read.pdf_lines import PdfLine, paragraphs_of, without_running_lines

MOST_BYTES = 200_000_000
_FEWEST_LETTERS = 20
_CREATED = re.compile(r"D:(\d{4})(\d{2})(\d{2})")


def read_document(data: bytes, claims: Claims) -> Iterator[Report | Problem]:
    """The report in the PDF *data*; without a date in its text its day of creation counts as the file's."""
    try:
        text, created = extract(data)
    except UnreadableError as error:
        yield problem(claims, str(error), fatal=True)
        return
    filed = created or claims.filed
    yield from compose(text, replace(claims, filed=filed, media_type="application/pdf", wrapped=False))


def extract(data: bytes) -> tuple[str, date | None]:
    """Text and day of creation of the PDF *data*; ``UnreadableError`` where it has no text or cannot be opened."""
    with closing(_document(data)) as document:
        pages = list(_pages(document))
        text = "\n\n".join(paragraphs_of(without_running_lines(pages)))
        if sum(map(str.isalpha, text)) < _FEWEST_LETTERS:
            raise UnreadableError("is a PDF without text, perhaps a scan; run OCR on it first (for example ocrmypdf)")
        return text, _created(document)


def _document(data: bytes) -> Any:
    from pypdfium2 import PdfDocument, PdfiumError
    from pypdfium2.raw import FPDF_ERR_PASSWORD

    try:
        return PdfDocument(data)
    except PdfiumError as error:
        if error.err_code == FPDF_ERR_PASSWORD:
            raise UnreadableError("is a PDF locked with a password; unlock it first (qpdf --decrypt)") from None
        raise UnreadableError("is a broken PDF; fetch or print it again") from None


def _pages(document: Any) -> Iterator[list[PdfLine]]:
    from pypdfium2 import PdfiumError

    characters = 0
    for number in range(len(document)):
        try:
            with closing(document[number]) as page, closing(page.get_textpage()) as textpage:
                lines = list(_lines(textpage))
        except PdfiumError:
            continue
        characters += sum(len(line.text) for line in lines)
        check_size(characters)
        yield lines


def _lines(textpage: Any) -> Iterator[PdfLine]:
    text = textpage.get_text_range()
    aligned = len(text) == textpage.count_chars()
    for match in re.finditer(r"[^\r\n]+", text):
        words = match.group().strip()
        if words:
            yield _line(textpage, " ".join(words.split()), *match.span()) if aligned else _unplaced(words)


def _line(textpage: Any, words: str, start: int, end: int) -> PdfLine:
    """The line of characters ``[start, end)``, with the box of its first and last drawn character."""
    first, last = _box(textpage, range(start, end)), _box(textpage, range(end - 1, start - 1, -1))
    if not first or not last:
        return _unplaced(words)
    return PdfLine(words, first[0], last[2], first[3], last[1], first[3] - first[1])


def _box(textpage: Any, positions: range) -> tuple[float, float, float, float] | None:
    """Left, bottom, right and top of the first drawn character at *positions*; loose boxes are one height in a line."""
    from pypdfium2 import PdfiumError

    for i in positions:
        try:
            box: tuple[float, float, float, float] = textpage.get_charbox(i, loose=True)
        except PdfiumError:
            continue
        if box[2] > box[0]:
            return box
    return None


def _unplaced(words: str) -> PdfLine:
    return PdfLine(words, 0.0, 0.0, 0.0, 0.0, 1.0)


def _created(document: Any) -> date | None:
    match = _CREATED.match(document.get_metadata_value("CreationDate") or "")
    try:
        return date(*map(int, match.groups())) if match else None
    except ValueError:
        return None
