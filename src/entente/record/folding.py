"""Names as they are compared: words without case and accents. In Python, and the same in SQL."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from sqlalchemy import Text
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import GenericFunction


def words_of(text: str) -> list[str]:
    """The words of *text*, without case and accents."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    plain = unicodedata.normalize("NFKC", "".join(c for c in apart if not unicodedata.combining(c)))
    return re.findall(r"[^\W_]+", plain)


def folded_words(text: str | None) -> str:
    """The words of *text*, one space before each."""
    return "".join(f" {word}" for word in words_of(text or ""))


class folded(GenericFunction[str]):  # noqa: N801 the name of a function of SQL
    """``folded_words`` in SQL; a connection to SQLite brings it along."""

    type = Text()
    inherit_cache = True


@compiles(folded, "postgresql")
def _on_server(element: Any, compiler: Any, **options: Any) -> str:
    name = compiler.process(element.clauses, **options)
    plain = f"regexp_replace(normalize(lower({name}), NFKD), '[\\u0300-\\u036f]', '', 'g')"
    return f"(' ' || regexp_replace({plain}, '[^[:alnum:]]+', ' ', 'g'))"
