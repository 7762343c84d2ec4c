"""What entente raises.

::

    EntenteError
    ├── DataError        a data file of ours or the user's is malformed: file, line, name, what to do
    ├── RecordError      a record cannot be opened, read or written: file and what to do
    │   └── UnknownError it holds nothing of that name
    ├── UnreadableError  a source gives no report: the reader turns it into a Problem
    └── UsageError       the call itself is wrong (exit status 2)
        └── ConflictError somebody else judged the same event in between

Trouble inside a document is no exception but a ``Problem`` in the result.
"""

from __future__ import annotations


class EntenteError(Exception):
    """The root of everything raised on purpose."""


class DataError(EntenteError):
    """A rule, lexicon, table or model file is malformed; the message names file, line and entry."""


class RecordError(EntenteError):
    """A record cannot be opened, read or written; the message names it and what to do."""


class UnknownError(RecordError):
    """A record holds nothing, or more than one thing, of the name or id given; the message says of which."""


class UnreadableError(EntenteError):
    """A source gives no report; the message names it and what to do."""


class UsageError(EntenteError):
    """The call is wrong; the message says what would be right."""


class ConflictError(UsageError):
    """Somebody judged the same event after it was looked at; the message says who and what. Nothing was written."""
