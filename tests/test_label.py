"""``entente label``: the event type for given pairs."""

from __future__ import annotations

from pathlib import Path

import pytest

from entente import language
from entente.errors import UnreadableError
from entente.label import head, label, read_pairs, unmarked
from entente.language.words import words


def test_marks_are_taken_out_and_their_characters_kept() -> None:
    text, parties = unmarked("<s>Peru</s> and <s>Chile</s> warned <t>Bolivia</t>.")
    assert text == "Peru and Chile warned Bolivia."
    assert [text[a:b] for a, b in parties["s"] + parties["t"]] == ["Peru", "Chile", "Bolivia"]


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("the foreign ministers of Chile", "ministers"),
        ("Ukrainian President Volodymyr Zelenskyy", "Zelenskyy"),
        ("the EU's", "EU"),
        ("NATO", "NATO"),
        ("students who had marched", "students"),
    ],
)
def test_a_party_is_stood_for_by_the_head_of_its_phrase(phrase: str, expected: str) -> None:
    ranges = list(words(phrase))
    at = ranges[head(phrase, ranges, 0, len(phrase))]
    assert phrase[slice(*at)] == expected


def test_parties_may_be_marked_or_named(tmp_path: Path) -> None:
    marked, named = tmp_path / "marked.tsv", tmp_path / "named.tsv"
    marked.write_text("uid\tmarked_sentence\n7\t<s>Oslo</s> thanked <t>Riga</t>.\n", encoding="utf-8")
    named.write_text("uid\tsentence\tactor\trecipient\n7\tOslo thanked Riga.\tOslo\tRiga\n", encoding="utf-8")
    assert list(read_pairs(marked)) == list(read_pairs(named))


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("id\ttext\n1\tx\n", "1: needs the columns uid and marked_sentence"),
        ("uid\tmarked_sentence\n9\t \n", "2: 9: has no sentence"),
    ],
)
def test_a_bad_file_is_named_with_its_line(tmp_path: Path, content: str, told: str) -> None:
    path = tmp_path / "pairs.tsv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(UnreadableError, match=f"pairs.tsv:{told}"):
        list(read_pairs(path))


def test_plain_acts_get_their_type(tmp_path: Path) -> None:
    plain = {
        "ASSAULT": "<s>Rebels</s> killed twelve <t>soldiers</t> in an ambush near Goma on Friday.",
        "CONSULT": "<s>The Peruvian president</s> held talks with <t>his Chilean counterpart</t> in Lima.",
        "COERCE": "<s>Police in Kampala</s> arrested <t>an opposition leader</t> on Monday.",
        "AID": "<s>Japan</s> sent medicine and tents to <t>Nepal</t> after the earthquake.",
        "REQUEST": "<s>Zambia</s> urged <t>Zimbabwe</t> to reopen the border.",
        "PROTEST": "Shops were looted when a march against <t>the government</t> turned into a riot.",
    }
    path = tmp_path / "pairs.tsv"
    path.write_text("uid\tmarked_sentence\n" + "\n".join(f"{k}\t{v}" for k, v in plain.items()) + "\n", "utf-8")
    model = language.load()
    assert {found.uid: found.type for found in (label(pair, model) for pair in read_pairs(path))} == {
        k: k for k in plain
    }


@pytest.mark.parametrize(
    "marked",
    [
        "<s>Zambia</s> will not lift the ban on maize from <t>Malawi</t>.",
        "<s>The junta</s> said it would never release <t>the striking miners</t>.",
        "<s>Norway</s> will not reopen the border to <t>Russia</t> this year.",
    ],
)
def test_what_is_refused_is_told_as_a_refusal(tmp_path: Path, marked: str) -> None:
    path = tmp_path / "pairs.tsv"
    path.write_text(f"uid\tmarked_sentence\n1\t{marked}\n", "utf-8")
    assert [label(pair, language.load()).type for pair in read_pairs(path)] == ["REJECT"]
