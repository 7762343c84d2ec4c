"""Whole numbers, in figures and in words."""

from __future__ import annotations

NUMBERS = {
    word: number
    for number, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
            "twenty",
        ]
    )
} | {
    "once": 1,
    "twice": 2,
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
    "seventy": 70,
    "eighty": 80,
    "ninety": 90,
}


def parse_number(text: str) -> int | None:
    """ "12", "1,200", "twenty-one" or "twice" as a whole number."""
    text = text.lower().replace(",", "")
    if text.isdecimal() and len(text) < 10:
        return int(text)
    if text in NUMBERS:
        return NUMBERS[text]
    tens, dash, ones = text.partition("-")
    return NUMBERS[tens] + NUMBERS[ones] if dash and tens in NUMBERS and ones in NUMBERS else None
