"""Every rule finds its examples, with the value and days written beside them, and leaves its counter-examples alone."""

import re
from datetime import date

import pytest

from entente.times import load, resolve_times
from entente.times.grammar import Element, Rule
from times_texts import parsed

GRAMMAR = load()
PUBLISHED = date(2023, 11, 10)
_BRACKETS = re.compile(r"\[([^\]]+)\]")
EXAMPLES = [(rule, example) for rule in GRAMMAR.rules for example in rule.examples]
COUNTER_EXAMPLES = [(rule, example) for rule in GRAMMAR.rules for example in rule.counter_examples]


def name(case: object) -> str:
    return case.name if isinstance(case, Rule) else str(case)[:60]


def expected(example: str) -> tuple[str, list[tuple[str, str, str]]]:
    marked, _, gives = example.partition("=>")
    text = _BRACKETS.sub(r"\1", marked).strip()
    wanted = [piece.split() for piece in gives.split(";")]
    spans = _BRACKETS.findall(marked)
    assert len(spans or wanted) <= len(wanted), "a value for each bracket"
    spans = [""] * (len(wanted) - len(spans)) + spans
    return text, [(span, *[*value, ""][:2]) for span, value in zip(spans, wanted, strict=True)]


@pytest.mark.parametrize(("rule", "example"), EXAMPLES, ids=name)
def test_example_is_found_with_its_value_and_days(rule, example):
    text, wanted = expected(example)
    times = resolve_times(parsed(text, PUBLISHED), GRAMMAR)
    assert [time.value for time in times] == [value for _, value, _ in wanted]
    for time, (span, _, days) in zip(times, wanted, strict=True):
        assert not span or time.span.of(text) == span
        assert not days or f"{time.first}..{time.last}" == days
    assert rule.name in {time.rule for time in times}


SHAPES = {
    "year": "1995", "common-year": "1995", "short-year": "98", "day": "7", "day-th": "7th", "quarter": "Q2",
    "half": "H1", "digits": "3", "commas": "1,200", "fraction": "2.5", "decade": "1990s", "short-decade": "'90s",
    "iso": "2020-02-03", "iso-month": "2020-02", "iso-week": "2020-W07", "slash": "25/12/2019", "clock": "11:19",
    "fiscal": "FY2022", "military": "0130", "clock-halfday": "6am",
    "amount": "5yrs", "zone-shift": "+8", "nine-eleven": "9/11",
}  # fmt: skip


def instance(element: Element, seed: int, depth: int = 0) -> str:
    """Some words that the element matches."""
    if element.words:
        return sorted(element.words)[seed % len(element.words)]
    if element.is_category:
        rules = [rule for rule in GRAMMAR.rules if rule.yields == element.ref]
        rule = rules[(seed if depth < 4 else 0) % len(rules)]
        pattern = min(rule.patterns, key=len) if depth > 2 else rule.patterns[seed % len(rule.patterns)]
        return " ".join(instance(each, seed + 7, depth + 1) for each in pattern)
    members = GRAMMAR.words.get(element.ref)
    return sorted(members)[seed % len(members)].title() if members else SHAPES[element.ref]


@pytest.mark.parametrize("rule", GRAMMAR.rules, ids=name)
def test_no_pattern_raises_whatever_fills_it(rule):
    for pattern in rule.patterns:
        for seed in range(12):
            phrase = " ".join(instance(element, seed) for element in pattern)
            for published in (PUBLISHED, None, date.min, date.max):
                for before in ("They met on", "They will meet by", "Since"):
                    resolve_times(parsed(f"{before} {phrase}.", published), GRAMMAR)


@pytest.mark.parametrize(("rule", "example"), COUNTER_EXAMPLES, ids=name)
def test_counter_example_is_left_alone(rule, example):
    times = resolve_times(parsed(example, PUBLISHED), GRAMMAR)
    assert rule.name not in {time.rule for time in times}, times
