"""Where sentences end, shown as bars inside the text."""

import pytest

from entente.language.sentences import sentences
from entente.language.words import words

CASES = [
    "They met. | They talked.",
    "U.S. President Joe Biden met Gen. Mark Milley on Nov. 10. | They agreed.",
    "He lives in the U.S. | The army said so.",
    "He lives in the U.S. Virgin Islands.",
    "“We will not give up.” | The crowd cheered.",
    '"We want peace and stability." | Zhang said so twice.',
    '"Why?" he asked. | "Why now?"',
    'He said "No." and left.',
    "“There is no plan.” he said.",
    "J. R. R. Tolkien was born in 1892. | He died in 1973.",
    "President John F. Kennedy spoke. | Robert F. Kennedy listened.",
    "Talks resumed at 5 p.m. | The ministers came late.",
    "Talks resumed at 5 p.m. Moscow time.",
    "Acme Inc. bought Bolts Ltd. in May. | Shares rose 3.5 percent.",
    "Was it No. 3? | No. | It was No. 4!",
    "He paused ... and went on. | “Well…” | Nobody spoke.",
    "The ship sank (see p. 12). | Nobody died.",
    "The ship sank. (Nobody died.) | Aid came.".replace(". (", ". | ("),
    "It was signed in 1949.[3] [4] | It lapsed in 1955.".replace(".[3]", ". [3]"),
    "“I am sorry. | I was wrong,” Mr. Okafor said.",
    "The words were “long [...] and empty”. | He left.",
    "It was cold [...] | We went home.",
    "It was cold. | [...] We went home.",
    "Protests spread to Lagos, Kano, etc. | Police fired tear gas.",
    "The talks failed. | al-Masri left the room.",
    "Who won? | nobody knows.",
    "What is Jeopardy! about?",
    "Shares of Acme Inc. (Ohio) rose at 5 p.m. (1700 UTC) on Monday.",
    "Talks end at 5 p.m. | I will call you.",
    "We won!! :-) | Thanks to all.",
    "He left. . . | Nobody followed.",
    "1. The talks failed. | 2. The army left.",
    "Nobody came. ... | We went home.",
    "The minister in Oslo | Image: A. Nowak.",
    "The minister in Oslo (Image: A. Nowak)",
    "He said, “She asked me, 'Why?'\u2009” | Nobody spoke.",
    "One of them went by the name “Doe”. | ((de))German: Niemand kam.",
    "नमस्ते। | वे आए।",
    "Regards | ------- | Rao",
    "Anna Rao | 05/25/2001 09:40 AM | Please call me.",
    "Best regards, | Anna Rao",
    "Thanks, I will be there.",
    "See https://example.org/a | https://example.org/b",
    "It is cold in the sun. | we went home (at 3). | they did not.",
    "The call is at 05/25/2001 09:40 AM CST.",
]


def split(text: str) -> list[str]:
    ranges = list(words(text))
    return [text[ranges[first][0] : ranges[last - 1][1]] for first, last in sentences(text, ranges)]


@pytest.mark.parametrize("marked", CASES)
def test_sentences_end_where_a_reader_ends_them(marked: str):
    assert split(marked.replace("| ", "")) == marked.split(" | ")


def test_a_missing_space_does_not_hide_an_end():
    assert split("The talks failed.Nobody came.") == ["The talks failed.", "Nobody came."]


def test_wrapped_lines_are_one_sentence():
    text = (
        "The foreign minister of the island republic said on Tuesday that President\n"
        "Anita Rao would not attend the summit unless the neighbouring governments\n"
        "withdrew their ships. Talks go on."
    )
    assert len(split(text)) == 2


def test_short_lines_are_items_of_a_list():
    assert split("Those present:\nThe prime minister\nThe foreign minister") == [
        "Those present:",
        "The prime minister",
        "The foreign minister",
    ]


def test_a_blank_line_always_ends_a_sentence():
    assert split("A headline without a stop\n\nand more") == ["A headline without a stop", "and more"]


def test_nothing_gives_no_sentence():
    assert split(" \n ") == []
