"""The parse as CoNLL-U: what other programs read."""

from __future__ import annotations

from entente.export.conllu import conllu_lines
from entente.model import Block, Entity, Factuality, Parsed, Predicate, Report, Role, Sentence, Span, Token

TEXT = "Xi Jinping\nwon't visit."
WORDS = (
    ("Xi", 0, "Xi", "PROPN", "NNP", 4, "nsubj"),
    ("Jinping", 3, "Jinping", "PROPN", "NNP", 0, "flat"),
    ("wo", 11, "will", "AUX", "MD", 4, "aux"),
    ("n't", 13, "not", "PART", "RB", 4, "advmod"),
    ("visit", 17, "visit", "VERB", "VB", -1, "root"),
    (".", 22, ".", "PUNCT", ".", 4, "punct"),
)


def parsed() -> Parsed:
    tokens = tuple(Token(start, start + len(form), form, *rest) for form, start, *rest in WORDS)  # type: ignore[arg-type]
    predicate = Predicate(4, -1.5, (Role("ARG0", 0, 2), Role("NEG", 3, 4)))
    modality: tuple[Factuality, ...] = ("actual",) * 4 + ("negated", "actual")
    report = Report("xi.txt", TEXT, (Block(Span(0, len(TEXT)), "body"),))
    sentence = Sentence(0, len(TEXT), tokens, predicates=(predicate,), modality=modality)
    return Parsed(report, (sentence,), (Entity(0, 10, "PER", 0),))


def rows() -> list[list[str]]:
    return [line.split("\t") for line in conllu_lines(parsed()) if line and line[0] != "#"]


def test_a_sentence_comes_with_its_text_on_one_line_and_ends_with_an_empty_one() -> None:
    lines = list(conllu_lines(parsed()))
    assert lines[:3] == ["# newdoc id = xi.txt", "# sent_id = 1", "# text = Xi Jinping won't visit."]
    assert lines[-1] == ""


def test_every_word_has_ten_columns_and_a_head_counted_from_one() -> None:
    assert [len(row) for row in rows()] == [10] * 6
    assert [row[6] for row in rows()] == ["5", "1", "5", "5", "0", "5"]


def test_words_that_touch_are_marked() -> None:
    assert [i for i, row in enumerate(rows()) if "SpaceAfter=No" in row[9]] == [2, 4]


def test_names_roles_factuality_and_first_characters_are_in_the_last_column() -> None:
    assert [row[9].split("|")[1:2] for row in rows()[:2]] == [["NER=B-PER"], ["NER=I-PER"]]
    assert rows()[4][9] == "Start=17|Factuality=-1.5|Modality=negated|Roles=ARG0:1-2,NEG:4-4|SpaceAfter=No"
