"""The measure of semantic roles: what counts as right."""

import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from eval import roles  # noqa: E402
from train.corpora import Row, Tree  # noqa: E402
from train.roles import Annotated  # noqa: E402

from entente.model import Predicate, Role, Sentence, Token  # noqa: E402

TEXT = "The king met envoys. He left."
TAGS = {"met": "VERB", "left": "VERB", "envoys": "NOUN"}


def tree(name: str, *words: str) -> Tree:
    """Words with a space between them, but before a full stop."""
    following = [*words[1:], ""]
    rows = [Row(w, w, TAGS.get(w, "X"), "", "", 0, "", "", n == ".") for w, n in zip(words, following, strict=True)]
    return Tree(name, "", False, tuple(rows))


FIRST = tree("1", "The", "king", "met", "envoys", ".")
SECOND = tree("2", "He", "left", ".")
MET = Annotated(2, ((0, 2, "ARG0"), (3, 4, "ARG1")), (2,))
LEFT = Annotated(1, ((0, 1, "ARG0"),), (1,))
BOTH = {"1": (MET,), "2": (LEFT,)}


def sentence(words: list[str], *predicates: Predicate, at: int = 0) -> Sentence:
    tokens = []
    for word in words:
        at = TEXT.index(word, at)
        tokens.append(Token(at, at + len(word), word, word, "X", "", 0, "dep"))
    return Sentence(tokens[0].start, tokens[-1].end, tuple(tokens), predicates=predicates)


def predicate(token: int, *fills: tuple[str, int, int]) -> Predicate:
    roles_of = tuple(Role(*fill) for fill in fills)
    return Predicate(token=token, roles=roles_of, factuality=3.0)


def measured(*sentences: Sentence, marks: dict[str, tuple[Annotated, ...]] = BOTH) -> dict[str, float]:
    return roles.figures([roles.compare(TEXT, [FIRST, SECOND], marks, sentences)])


def test_roles_found_as_annotated_are_all_right() -> None:
    found = measured(
        sentence(["The", "king", "met", "envoys", "."], predicate(2, ("ARG0", 0, 2), ("ARG1", 3, 4))),
        sentence(["He", "left", "."], predicate(1, ("ARG0", 0, 1)), at=20),
    )
    assert found["precision"] == found["recall"] == found["f1"] == found["predicates.f1"] == 100


def test_other_words_and_sentences_do_no_harm_where_the_characters_are_the_same() -> None:
    words = ["The king", "met", "envoys", ".", "He", "left", "."]
    found = measured(
        sentence(words, predicate(1, ("ARG0", 0, 1), ("ARG1", 2, 3)), predicate(5, ("ARG0", 4, 5))),
    )
    assert found["f1"] == 100


def test_a_role_is_wrong_by_its_label_or_by_one_word() -> None:
    found = measured(
        sentence(["The", "king", "met", "envoys", "."], predicate(2, ("ARG0", 1, 2), ("ARG2", 3, 4))),
        sentence(["He", "left", "."], predicate(1, ("ARG0", 0, 1)), at=20),
    )
    assert found["precision"] == found["recall"] == 33.33
    assert found["label.ARG0.f1"] == 50
    assert found["label.ARG1.f1"] == found["label.ARG2.f1"] == 0


def test_no_role_of_a_missed_predicate_is_right() -> None:
    """The same words with the same labels, but of the noun."""
    found = measured(sentence(["The", "king", "met", "envoys", "."], predicate(3, ("ARG0", 0, 2))))
    assert found["precision"] == found["recall"] == found["predicates.f1"] == 0
    assert found["nouns.f1"] == 0


def test_roles_of_found_predicates_are_also_counted_alone() -> None:
    found = measured(
        sentence(["The", "king", "met", "envoys", "."], predicate(2, ("ARG0", 0, 2), ("ARG1", 3, 4))),
    )
    assert (found["precision"], found["recall"], found["found.f1"]) == (100, 66.67, 100)
    assert found["predicates.f1"] == 66.67


def test_a_sentence_that_nobody_annotated_is_left_out() -> None:
    found = measured(
        sentence(["The", "king", "met", "envoys", "."], predicate(2, ("ARG0", 0, 2), ("ARG1", 3, 4))),
        sentence(["He", "left", "."], predicate(1, ("ARG1", 0, 1)), at=20),
        marks={"1": (MET,)},
    )
    assert found["f1"] == found["predicates.f1"] == 100


def test_a_wrong_predicate_is_shown_with_what_is_missed_and_what_is_wrong() -> None:
    compared = roles.compare(
        TEXT,
        [FIRST, SECOND],
        {"1": (MET,), "2": ()},
        [sentence(["The", "king", "met", "envoys", "."], predicate(2, ("ARG0", 0, 2), ("ARG2", 3, 4)))],
    )
    (shown,) = roles.errors([compared], seed=0)
    assert shown.splitlines() == [
        "The king met envoys.",
        "  met",
        "    - ARG1: envoys",
        "    + ARG2: envoys",
        "    = ARG0: The king",
    ]
