"""Plain text: the decoded file without byte-order mark, with ``\\r\\n`` as ``\\n``, and nothing else changed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from entente.errors import UnreadableError
from entente.model import Problem, Report
from entente.read.admit import MOST_CHARACTERS
from entente.read.blocks import lay_out
from entente.read.compose import Claims, compose, numbered, problem
from entente.read.decode import decode
from entente.read.kinds import parts_of_text

# A character takes at most four bytes.
MOST_BYTES = 4 * MOST_CHARACTERS


def read_plain(data: bytes, claims: Claims) -> Iterator[Report | Problem]:
    """The report in the text file *data*; *claims* has its name and the days given for it."""
    try:
        decoded = decode(data)
    except UnreadableError as error:
        yield problem(claims, str(error), fatal=True)
        return
    if decoded.note:
        yield problem(claims, decoded.note)
    text = decoded.text.replace("\r\n", "\n")
    parts = parts_of_text(text)
    if not parts:
        yield from compose(text, claims)
    for number, (title, body) in enumerate(parts, 1):
        whole = f"{title}\n\n{body}" if title else body
        yield from compose(whole, replace(numbered(_dated(text, claims), number), title=title or None))


def _dated(text: str, claims: Claims) -> Claims:
    """*claims* with the day that the whole states, for its parts state none."""
    layout = lay_out(text)
    return replace(claims, published=layout.published, updated=layout.updated)
