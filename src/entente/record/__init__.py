"""The stored record: its tables, and the only code that writes them. ``entente.query`` is the only reader.

>>> with Store("record.db") as store:                                    # doctest: +SKIP
...     store.store(linked, knowledge.digest)
"""

from entente.record.judgements import Judgement
from entente.record.opening import Opened
from entente.record.write import Outcome, Prepared, Store, prepared

__all__ = ["Judgement", "Opened", "Outcome", "Prepared", "Store", "prepared"]
