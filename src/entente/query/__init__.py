"""Asking a record: the only code that reads one. Python, the command line and whatever comes later go through it.

>>> with Reader("record.db", must_exist=True) as record:                  # doctest: +SKIP
...     record.events(actor="CHN", type="CONSULT", since="2023")
"""

from entente.query.reader import Reader, StoredReport

__all__ = ["Reader", "StoredReport"]
