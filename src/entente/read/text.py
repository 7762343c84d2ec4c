"""Plain text: the decoded file without byte-order mark, with ``\\r\\n`` as ``\\n``, and nothing else changed."""

from __future__ import annotations

from collections.abc import Iterator

from entente.errors import UnreadableError
from entente.model import Problem, Report
from entente.read.admit import MOST_CHARACTERS
from entente.read.compose import Claims, compose, problem
from entente.read.decode import decode

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
    yield from compose(decoded.text.replace("\r\n", "\n"), claims)
