"""PDF documents, through pypdfium2. The canonical text is the paragraphs, parted by blank lines.

Page numbers and head and foot lines that return are dropped; columns are read one after the other; words broken at a
line's end are made whole. Each line is anchored to its page and box.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from typing import Any

from entente.errors import UnreadableError
from entente.model import Anchor, Problem, Report
from entente.read.admit import check_size
from entente.read.compose import Claims, compose, problem
from entente.read.pdf_columns import columns
from entente.read.pdf_forms import check_forms
from entente.read.pdf_lines import PdfLine, paragraphs_of, without_running_lines
from entente.read.pdf_streams import check_streams

MOST_BYTES = 200_000_000
MOST_PAGES = 2_000
MOST_SECONDS = 60.0
_FEWEST_LETTERS = 20
_WIDE_GAP = 1.2
_CREATED = re.compile(r"D:(\d{4})(\d{2})(\d{2})")
_BREAKS = re.compile("[\x02\ufffe\xad]")
Box = tuple[float, float, float, float]


def read_document(data: bytes, claims: Claims) -> Iterator[Report | Problem]:
    """The report in the PDF *data*; without a date in its text its day of creation counts as the file's."""
    try:
        paragraphs, created = extract(data)
    except UnreadableError as error:
        yield problem(claims, str(error), fatal=True)
        return
    text, anchors = written(paragraphs)
    told = replace(claims, filed=created or claims.filed, media_type="application/pdf", wrapped=False, anchors=anchors)
    yield from compose(text, told)


def extract(data: bytes) -> tuple[list[list[PdfLine]], date | None]:
    """Paragraphs and day of creation of the PDF *data*; ``UnreadableError`` where it has no text or is broken."""
    check_streams(data)
    check_forms(data)
    with closing(_document(data)) as document:
        pages = without_running_lines(list(_pages(document)))
        paragraphs = paragraphs_of([column for page in pages for column in columns(page)])
        letters = sum(sum(map(str.isalpha, line.text)) for lines in paragraphs for line in lines)
        if letters < _FEWEST_LETTERS:
            raise UnreadableError("is a PDF without text, perhaps a scan; run OCR on it first (for example ocrmypdf)")
        return paragraphs, _created(document)


def written(paragraphs: list[list[PdfLine]]) -> tuple[str, tuple[Anchor, ...]]:
    """The canonical text of *paragraphs*, and the page and box of each line that has one."""
    anchors, pieces, at = [], [], 0
    for number, lines in enumerate(paragraphs):
        at += 2 if number else 0
        for i, line in enumerate(lines):
            at += 1 if i else 0
            if line.right > line.left:
                box = tuple(round(each, 1) for each in (line.left, line.bottom, line.right, line.top))
                anchors.append(Anchor(at, at + len(line.text), page=line.page, box=box))
            at += len(line.text)
        pieces.append(" ".join(line.text for line in lines))
    return "\n\n".join(pieces), tuple(anchors)


def _document(data: bytes) -> Any:
    from pypdfium2 import PdfDocument, PdfiumError
    from pypdfium2.raw import FPDF_ERR_PASSWORD

    try:
        document = PdfDocument(data)
    except PdfiumError as error:
        if error.err_code == FPDF_ERR_PASSWORD:
            raise UnreadableError("is a PDF locked with a password; unlock it first (qpdf --decrypt)") from None
        raise UnreadableError("is a broken PDF; fetch or print it again") from None
    if len(document) > MOST_PAGES:
        count = len(document)
        document.close()
        raise UnreadableError(f"says it has {count:,} pages, more than the {MOST_PAGES:,} that are read; split it")
    return document


def _pages(document: Any) -> Iterator[list[PdfLine]]:
    from pypdfium2 import PdfiumError

    characters, until = 0, time.monotonic() + MOST_SECONDS
    for number in range(len(document)):
        if time.monotonic() > until:
            raise UnreadableError(
                f"takes more than {MOST_SECONDS:.0f} s to read; print it to a new PDF, or give its text"
            )
        try:
            with closing(document[number]) as page, closing(page.get_textpage()) as textpage:
                lines = [replace(line, page=number + 1) for line in _lines(textpage)]
        except PdfiumError:
            continue
        characters += sum(len(line.text) for line in lines)
        check_size(characters)
        yield lines


def _lines(textpage: Any) -> Iterator[PdfLine]:
    text = textpage.get_text_range()
    aligned = len(text) == textpage.count_chars()
    for match in re.finditer(r"[^\r\n]+", text):
        if not match.group().strip():
            continue
        if not aligned:
            yield _unplaced(match.group().strip())
            continue
        for start, end in _pieces(textpage, match):
            words = " ".join(text[start:end].split())
            if words:
                yield _line(textpage, words, start, end)


def _pieces(textpage: Any, line: re.Match[str]) -> Iterator[tuple[int, int]]:
    """The characters of *line* where it is one, or parted where it runs over the space between two columns."""
    start = line.start()
    for space in re.finditer(r"\s+", line.group()):
        before, after = line.start() + space.start() - 1, line.start() + space.end()
        if before >= start and after < line.end() and _parted(textpage, before, after):
            yield start, before + 1
            start = after
    yield start, line.end()


def _parted(textpage: Any, before: int, after: int) -> bool:
    left, right = _box(textpage, range(before, before + 1)), _box(textpage, range(after, after + 1))
    return bool(left and right) and right[0] - left[2] > _WIDE_GAP * (left[3] - left[1])  # type: ignore[index]


def _line(textpage: Any, words: str, start: int, end: int) -> PdfLine:
    """The line of characters ``[start, end)``, with the box of its first and last drawn character."""
    first, last = _box(textpage, range(start, end)), _box(textpage, range(end - 1, start - 1, -1))
    if not first or not last:
        return _unplaced(words)
    left, right = first[0], last[2]
    if _BREAKS.search(words):
        boxes = [box for i in range(start, end) if (box := _box(textpage, range(i, i + 1)))]
        left, right = min(box[0] for box in boxes), max(box[2] for box in boxes)
    return PdfLine(words, left, right, first[3], last[1], first[3] - first[1])


def _box(textpage: Any, positions: range) -> Box | None:
    """Left, bottom, right and top of the first drawn character at *positions*; loose boxes are one height in a line."""
    from pypdfium2 import PdfiumError

    for i in positions:
        try:
            box: Box = textpage.get_charbox(i, loose=True)
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
