"""The words of a clause as they are looked for: the tokens of SQLite's FTS5, stems without case and accents.

A record looks for words with FTS5; a lake holds what FTS5 would have indexed, so that both find the same.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing

TOKENIZE = "porter unicode61 remove_diacritics 2"


def stems(texts: Sequence[str]) -> list[str]:
    """The tokens of each of *texts*, one space before and after each."""
    with closing(sqlite3.connect(":memory:")) as raw:
        raw.execute(f"CREATE VIRTUAL TABLE held USING fts5(words, tokenize='{TOKENIZE}')")
        raw.execute("CREATE VIRTUAL TABLE tokens USING fts5vocab(held, 'instance')")
        raw.executemany("INSERT INTO held (rowid, words) VALUES (?, ?)", enumerate(texts))
        found: list[list[str]] = [[] for _ in texts]
        for term, row in raw.execute("SELECT term, doc FROM tokens ORDER BY doc, offset"):
            found[row].append(term)
    return [f" {' '.join(each)} " for each in found]
