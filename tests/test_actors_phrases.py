"""The file of phrases that eval.actors measures on: well formed, balanced, and with the codebook's codes."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from entente import actors
from entente.actors.tables import SECTORS
from entente.datafiles import read_table

PATH = Path(__file__).parents[1] / "eval" / "gold" / "actor_phrases.tsv"
ROWS = list(read_table(PATH, ("date", "code", "sector", "listed", "sentence")))
CODES = {*actors.load().states, "UNO", "EUR", "IGO", "NGO", "ISM", "IMG", "MNC", "-"}


def test_there_are_three_hundred_different_sentences_and_half_name_nobody_of_the_tables():
    assert len({row["sentence"] for row in ROWS}) == 300
    assert 2 * sum(row["listed"] == "no" for row in ROWS) >= 300


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["sentence"])
def test_each_row_marks_one_phrase_and_has_codes_of_the_codebook(row):
    sentence = row["sentence"]
    assert (sentence.count("["), sentence.count("]")) == (1, 1)
    assert sentence.index("[") + 1 < sentence.index("]")
    assert date(1950, 1, 1) <= date.fromisoformat(row["date"]) <= date(2026, 12, 31)
    assert row["code"] in CODES
    assert row["sector"] in SECTORS | {"-"}


def test_every_decade_and_nearly_every_sector_is_there():
    decades = Counter(row["date"][:3] for row in ROWS)
    assert min(decades[f"{decade}"] for decade in range(195, 203)) >= 20
    assert len({row["sector"] for row in ROWS} & SECTORS) >= 22
