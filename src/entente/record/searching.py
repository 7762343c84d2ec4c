"""Indexes over the terms and words of what is shown: FTS5 on SQLite, GIN on PostgreSQL.

FTS5 walks the rows that fit an expression in the order of their numbers, which is that of their days, so a page costs
what it shows and not what the record holds. Both tables index ``shown`` without a copy of it; triggers keep them.
"""

from __future__ import annotations

from sqlalchemy import Connection

TERMS = "array_to_tsvector(string_to_array(terms, ' '))"
WORDS = "to_tsvector('english', words)"
# Stems, so that "patrol" finds "patrols"; terms as they are.
SQLITE = (
    """CREATE VIRTUAL TABLE shown_terms USING fts5(terms, content='shown', content_rowid='number', detail=none,
    columnsize=0, tokenize="unicode61 remove_diacritics 0 tokenchars '.:'")""",
    """CREATE VIRTUAL TABLE shown_words USING fts5(words, content='shown', content_rowid='number', columnsize=0,
    tokenize='porter unicode61 remove_diacritics 2')""",
    """CREATE TRIGGER shown_written AFTER INSERT ON shown BEGIN
    INSERT INTO shown_terms (rowid, terms) VALUES (new.number, new.terms);
    INSERT INTO shown_words (rowid, words) VALUES (new.number, new.words);
    END""",
    """CREATE TRIGGER shown_removed AFTER DELETE ON shown BEGIN
    INSERT INTO shown_terms (shown_terms, rowid, terms) VALUES ('delete', old.number, old.terms);
    INSERT INTO shown_words (shown_words, rowid, words) VALUES ('delete', old.number, old.words);
    END""",
)
POSTGRESQL = (
    f"CREATE INDEX shown_terms ON shown USING gin ({TERMS})",
    f"CREATE INDEX shown_words ON shown USING gin ({WORDS})",
)


def make_indexes(connection: Connection) -> None:
    for statement in SQLITE if connection.dialect.name == "sqlite" else POSTGRESQL:
        connection.exec_driver_sql(statement)
