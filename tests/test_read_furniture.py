"""Every rule of data/read/ finds its examples and none of its counter-examples."""

import re

import pytest

from entente.datafiles import read_yaml
from entente.errors import DataError
from entente.model import Report
from entente.read import datelines, dates, formats, furniture, read_text
from entente.read.datelines import dateline
from entente.read.dates import page_dates
from entente.read.furniture import byline, rules

DATES = read_yaml(dates.FILE)
BYLINES = read_yaml(furniture.BYLINES)
DATELINES = read_yaml(datelines.FILE)
BODY = "The foreign ministers of both countries met in Klow on Friday and agreed to open the border."


def kind_of_line(line: str, where: str) -> str:
    """What *line* is taken for between a headline and the body (head), or after the body (tail)."""
    parts = ["A headline", line, BODY] if where == "head" else ["A headline", BODY, line]
    report = read_text("\n\n".join(parts), "a")
    assert isinstance(report, Report)
    return next(block.kind for block in report.blocks if block.span.of(report.text) == line)


@pytest.mark.parametrize(
    ("where", "line"), [(rule.where, line) for rule in rules() for line in rule.examples], ids=lambda value: value[:40]
)
def test_furniture_is_set_apart(where, line):
    for place in ("head", "tail") if where == "anywhere" else (where,):
        assert kind_of_line(line, place) == "furniture"


@pytest.mark.parametrize("line", [line for rule in rules() for line in rule.counter_examples])
def test_what_only_looks_like_furniture_is_read(line):
    assert kind_of_line(line, "head") in ("title", "body")
    assert kind_of_line(line, "tail") == "body"


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.name)
def test_each_rule_finds_its_own_examples(rule):
    assert rule.examples
    assert rule.counter_examples
    assert [line for line in rule.examples if not rule.pattern.fullmatch(line)] == []


@pytest.mark.parametrize(("line", "expected"), DATES["examples"].items(), ids=lambda value: str(value)[:40])
def test_date_lines_are_read(line, expected):
    found = page_dates(line)
    assert found is not None
    days = {"published": found.published, "updated": found.updated, "bare": found.bare}
    assert {name: day.isoformat() for name, day in days.items() if day} == expected


@pytest.mark.parametrize("line", DATES["counter_examples"])
def test_other_lines_with_dates_are_left_alone(line):
    assert page_dates(line) is None


@pytest.mark.parametrize(("line", "expected"), BYLINES["examples"].items())
def test_bylines_are_read(line, expected):
    assert (byline(line) or "none") == expected


@pytest.mark.parametrize("line", BYLINES["counter_examples"])
def test_other_lines_with_by_are_left_alone(line):
    assert byline(line) is None


@pytest.mark.parametrize(("line", "place"), DATELINES["examples"].items())
def test_the_place_of_a_dateline_is_read(line, place):
    found = dateline(line)
    assert found is not None
    assert found.place == place
    assert line[len(found.text) :].startswith((" The", " North", " Police", " Two", " “We"))


@pytest.mark.parametrize("line", DATELINES["counter_examples"])
def test_a_sentence_with_a_dash_is_no_dateline(line):
    assert dateline(line) is None


@pytest.mark.parametrize("line", ["Jane Miller", "Jane Miller and John Smith", "J.R. Miller"])
def test_a_name_below_the_headline_is_the_writer(line):
    assert kind_of_line(line, "head") == "byline"


@pytest.mark.parametrize("line", ["Talks go on", "Border Opens In June", "CLASHES IN KLOW", "Ministers"])
def test_a_second_headline_is_no_writer(line):
    assert kind_of_line(line, "head") == "title"


def test_a_repeated_headline_is_read_once():
    report = read_text(f"Ministers meet in Klow\nMinisters meet in Klow\n\n{BODY}", "a")
    assert [block.kind for block in report.blocks] == ["title", "furniture", "body"]


@pytest.mark.parametrize(
    "text",
    [
        "- {where: head}",
        "- {name: x, where: roof, pattern: x, examples: [], counter_examples: []}",
        "- {name: x, where: head, pattern: '(', examples: [], counter_examples: []}",
    ],
)
def test_a_malformed_rule_is_named_with_file_and_line(tmp_path, monkeypatch, text):
    path = tmp_path / "furniture.yaml"
    path.write_text(text)
    monkeypatch.setattr(furniture, "RULES", path)
    with pytest.raises(DataError, match=re.escape(str(path)) + r":1: (x|rule 1): "):
        rules.__wrapped__()


def test_formats_are_refused_with_what_to_do():
    for known in formats.formats():
        assert known.advice
        assert known.name.split()[0] in ("a", "an", "compressed")
