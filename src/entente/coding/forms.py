"""The inflected forms of the words that rules name.

A parser's lemma of a word it has rarely seen may be wrong ("shelled"); the rules know which words they wait for, so
their regular forms, and the irregular ones listed in words.yaml, are recognised first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

VOWELS = "aeiou"
DOUBLING = frozenset(
    [
        "expel",
        "compel",
        "deter",
        "commit",
        "permit",
        "admit",
        "submit",
        "rebel",
        "ban",
        "bar",
        "plan",
        "stop",
        "swap",
        "rob",
        "refer",
        "transfer",
        "hit",
        "control",
    ]
)


def verb_forms(lemmas: Iterable[str], irregular: Iterable[str]) -> Mapping[str, str]:
    """From each form of a verb to its lemma; an irregular verb is given as "meet met met"."""
    strong = {words[0]: words[1:] for words in (line.split() for line in irregular)}
    table: dict[str, str] = {}
    for lemma in sorted(set(lemmas)):
        for form in (lemma, *strong.get(lemma, ()), *_verb(lemma, lemma in strong)):
            table.setdefault(form, lemma)
    return table


def noun_forms(lemmas: Iterable[str]) -> Mapping[str, str]:
    """From each form of a noun to its lemma."""
    table = {form: lemma for lemma in sorted(set(lemmas)) if _inflects(lemma) for form in _with_s(lemma)}
    return table | {lemma: lemma for lemma in lemmas if lemma not in table}


def _inflects(lemma: str) -> bool:
    return lemma.isalpha() and len(lemma) > 2


def _verb(lemma: str, strong: bool) -> Iterator[str]:
    if not _inflects(lemma):
        return
    yield from _with_s(lemma)
    stem = lemma[:-1] if lemma.endswith("e") and not lemma.endswith(("ee", "ye", "oe")) else lemma
    if _doubles(lemma):
        stem = lemma + lemma[-1]
    yield stem + "ing"
    if not strong:
        yield lemma[:-1] + "ied" if lemma.endswith("y") and lemma[-2] not in VOWELS else stem + "ed"


def _with_s(lemma: str) -> Iterator[str]:
    if lemma.endswith("y") and lemma[-2] not in VOWELS:
        yield lemma[:-1] + "ies"
        return
    if lemma.endswith(("s", "x", "z", "ch", "sh", "o")):
        yield lemma + "es"
    if not lemma.endswith(("s", "x", "z", "ch", "sh")):
        yield lemma + "s"


def _doubles(lemma: str) -> bool:
    short = len(lemma) == 3 and lemma[0] not in VOWELS
    ends = lemma[-1] not in VOWELS + "wxy" and lemma[-2] in VOWELS and lemma[-3] not in VOWELS
    return ends and (short or lemma in DOUBLING)
