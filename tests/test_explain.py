"""An explanation leads from an event to rules, words and exact characters."""

from datetime import date

from entente.explain import Reason, explain, lines
from literal_report import TEXT, Record, linked


def tree(tmp_path, id: str) -> Reason:
    with Record(tmp_path / "record.db") as record:
        record.store(linked(), "k", date(2024, 6, 1))
        entry = record.event(id)
        return explain(entry, record.sentences(entry))


def every(reason: Reason):
    yield reason
    for below in reason.below:
        yield from every(below)


def test_every_quote_is_the_characters_it_names(tmp_path):
    quotes = [quote for reason in every(tree(tmp_path, "e1")) for quote in reason.quotes]
    assert len(quotes) > 8
    assert all(TEXT[span.start : span.end] == text for span, text in quotes)


def test_each_field_says_what_it_rests_on(tmp_path):
    said = "\n".join(lines(tree(tmp_path, "e1")))
    for part in (
        "report porto.txt, published 2024-05-15 (stated)",
        "coded 2024-06-01, knowledge k",
        'mention 1 of 1, found by rule meet: "met her"',
        "type CONSULT:visit, quad VC, score 4 of the mode",
        'type = CONSULT:visit by meet "met her"',
        'actor Ana Sousa, PRT, GOV, MIL, foreign minister "Portugal\'s minister Ana Sousa"',
        "resolved by title",
        "date 2024-05-14, stated",
        'read from a time expression, TIMEX3 DATE 2024-05-14, by weekday "Tuesday"',
        "place Porto, city in PRT, GeoNames 2735943",
        "attribution The Daily",
        "parse: dep of 🇵🇹, NOUN met",
    ):
        assert part in said, part


def test_an_event_that_stands_on_a_word_says_whose(tmp_path):
    said = list(lines(tree(tmp_path, "e2")))
    assert any("speaker Ana Sousa" in line for line in said)
    assert sum("found by rule willing" in line for line in said) == 2


def test_a_correction_is_among_the_reasons(tmp_path):
    with Record(tmp_path / "record.db") as record:
        record.store(linked(), "k", date(2024, 6, 1))
        record.correct("e1", "factuality", "negated", who="A. Reader", why="it was called off")
        said = "\n".join(lines(explain(record.event("e1"), {})))
    assert "factuality = negated by judgement" in said
    assert "by A. Reader: it was called off" in said
