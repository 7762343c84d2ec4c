"""A table of the user's own actors, from the file to the event."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import entente

TABLE = (
    "name\tcode\tsector\toffice\tstart\tend\n"
    "Ilse Brandvik\tNOR\tGOV\tForeign Minister\t2024-01-10\t2024-06-30\n"
    "Ilse Brandvik\tNOR\tGOV\tPrime Minister\t2024-07-01\t\n"
)
TEXT = (
    "Ilse Brandvik met Latvian President Edgars Rinkevics in Riga on 20 September 2024, her office said.\n\n"
    "In March 2024, Ilse Brandvik met French President Emmanuel Macron in Paris.\n"
)


def test_a_person_of_the_users_table_holds_the_office_of_the_events_day(tmp_path: Path) -> None:
    (tmp_path / "own.tsv").write_text(TABLE, encoding="utf-8")
    (tmp_path / "report.txt").write_text(TEXT, encoding="utf-8")
    linked = entente.code(str(tmp_path / "report.txt"), date(2024, 9, 20), tmp_path / "own.tsv")
    held = {
        event.chief.dating.first: [(actor.code, actor.office) for actor in event.chief.actors][:1]
        for event in linked.events
        if event.chief.type == "CONSULT"
    }
    assert held == {
        date(2024, 3, 1): [("NOR", "Foreign Minister")],
        date(2024, 9, 20): [("NOR", "Prime Minister")],
    }
