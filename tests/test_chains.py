"""On whose word: the publisher outermost in every chain, and what the report itself asserts."""

import re
from functools import cache

from entente import actors, coding, language
from entente.model import Block, Coded, Report, Resolved, Span


@cache
def knowledge():
    return language.load(), actors.load(), coding.load()


def code(text: str, publisher: str | None = "The Harbour Post") -> Coded:
    model, directory, book = knowledge()
    blocks = tuple(Block(Span(m.start(), m.end()), "body") for m in re.finditer(r"[^\n]+", text))
    parsed = language.parse(Report("test", text, blocks, publisher=publisher), model)
    return coding.code(Resolved(parsed, actors=actors.resolve_actors(parsed, directory)), book)


NESTED = "Norway said that Kenya had claimed that the port was open."
CLAIMED = "The ministry said that rebels attacked the army in Goma. Soldiers attacked the rebels in Bukavu."


def test_the_publisher_is_the_outermost_source_of_a_statement_in_a_statement():
    chains = [[source.name for source in s.attribution] for s in code(NESTED).statements]
    assert chains == [["Norway", "The Harbour Post"], ["Kenya", "Norway", "The Harbour Post"]]


def test_without_a_publisher_a_chain_ends_with_who_said_it():
    assert [[source.name for source in s.attribution] for s in code(NESTED, None).statements] == [
        ["Norway"], ["Kenya", "Norway"],
    ]  # fmt: skip


def test_only_what_nobody_else_tells_is_asserted_by_the_report():
    assert [s.asserted for s in code(NESTED).statements] == [True, False]


def test_an_act_told_by_the_report_itself_stands_on_its_publisher_alone():
    told = {m.asserted: [source.name for source in m.attribution] for m in code(CLAIMED).mentions}
    assert told[True] == ["The Harbour Post"]
    assert told[False][-1] == "The Harbour Post"
    assert len(told[False]) == 2


def test_a_commitment_ends_its_chain_with_the_publisher():
    (said,) = code("Norway said that it would send tanks to Ukraine.").commitments
    (told,) = code("Norway will send tanks to Ukraine.").commitments
    assert [source.name for source in said.attribution] == ["Norway", "The Harbour Post"]
    assert [source.name for source in told.attribution] == ["The Harbour Post"]


def test_a_publisher_that_is_quoted_in_its_own_report_stands_once():
    (statement,) = code("The Harbour Post said that the port was open.").statements
    assert len(statement.attribution) == 1
