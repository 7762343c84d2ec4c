"""Lemmas from a learnt table: known forms first, then the endings learnt for the tag.

An edit is written ``CUT+TAIL``: CUT characters off the end, TAIL put on; it works on the form in lower case but for
proper nouns and addresses, which keep their letters. An inflected form is undone to a known verb, noun or adjective if
there is one ("bombed" gives "bomb", "provoked" "provoke"), else as the longest learnt ending says.
"""

from __future__ import annotations

import json
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from entente.errors import DataError

LONGEST_ENDING = 7
MOST_FOUND = 20_000
"""Words whose tag and lemma are kept: some 5 MB."""
PAST = (("ed", "e"), ("ed", ""), ("ied", "y"))
INFLECTION = {
    "VBD": PAST,
    "VBN": PAST,
    "VBG": (("ing", "e"), ("ing", ""), ("ying", "ie")),
    "VBZ": (("s", ""), ("es", ""), ("ies", "y")),
    "NNS": (("s", ""), ("es", ""), ("ies", "y")),
    "JJR": (("er", "e"), ("er", ""), ("ier", "y")),
    "JJS": (("est", "e"), ("est", ""), ("iest", "y")),
}
"""How English inflects, in the order in which a known word is looked for: "hoped" is of hope, not of hop."""
PREFIXES = ("dis", "re", "un", "over", "under", "mis", "out", "pre", "co", "counter", "inter")
PRESENT = {"VB": "VBN", "VBP": "VBD"}
"""The tag of the past for each tag of a verb's plain form."""
KEPT = ("NNP", "ADD", "FW")
"""Beginnings of the tags whose words keep their capitals."""


@dataclass(frozen=True, slots=True)
class Lemmas:
    """``forms``: "tag form" to lemma; ``endings``: tag to ending to edit; ``known``: first letter of the tag to lemmas.

    ``vocabulary`` holds other words of the language, names among them; it only breaks ties. ``found`` is what ``read``
    keeps.
    """

    forms: Mapping[str, str]
    endings: Mapping[str, Mapping[str, str]]
    known: Mapping[str, Container[str]]
    vocabulary: Container[str] = frozenset()
    found: dict[tuple[str, str], tuple[str, str]] = field(default_factory=dict, repr=False, compare=False)

    def read(self, form: str, xpos: str) -> tuple[str, str]:
        """The tag that ``tag`` gives *form*, and its lemma with that; both are kept from call to call."""
        held = self.found.get((form, xpos))
        if held is None:
            tag = self.tag(form, xpos)
            held = tag, self.of(form, tag)
            if len(self.found) >= MOST_FOUND:
                self.found.clear()
            self.found[form, xpos] = held
        return held

    def of(self, form: str, xpos: str) -> str:
        """The lemma of *form* with Penn tag *xpos*."""
        plain = form.replace("’", "'").replace("‘", "'")
        lower = plain.lower()
        lemma = self.forms.get(f"{xpos} {lower}")
        if lemma is not None:
            return lemma
        word = _cased(plain) if xpos.startswith(KEPT) else lower
        undone = tuple(_undone(lower, xpos))
        known = self.known.get(xpos[0], ())
        found = next((made for made in undone if made in known or _bare(made) in known), None)
        return found or self._by_ending(word, lower, xpos, undone)

    def tag(self, form: str, xpos: str) -> str:
        """*xpos*, or the past's where the form cannot be present: "mourned" of a known verb, "withdrew" without s."""
        lower, known = form.lower(), self.known.get("V", ())
        if xpos == "VBZ" and len(lower) > 2 and lower.isalpha() and lower[-1] != "s":
            return "VBD"
        past = xpos in PRESENT and lower.endswith("ed") and lower not in known
        return PRESENT[xpos] if past and any(made in known for made in _undone(lower, "VBD")) else xpos

    def _by_ending(self, word: str, lower: str, xpos: str, undone: Sequence[str]) -> str:
        made, edits = word, self.endings.get(xpos, {})
        for size in range(min(LONGEST_ENDING, len(word)) if len(edits) > 1 else 0, -1, -1):
            edit = edits.get(lower[len(lower) - size :])
            if edit is not None and (made := edited(word, edit)):
                break
        if not undone or made in self.vocabulary:
            return made or word
        return next((other for other in undone if other in self.vocabulary), made or word)


def _bare(word: str) -> str:
    """*word* without a prefix ("disinvite"), empty where it has none."""
    return next((word.removeprefix(prefix) for prefix in PREFIXES if word.startswith(prefix)), "")


def _undone(word: str, xpos: str) -> Iterator[str]:
    """What *word* may be an inflected form of, a doubled consonant undone too ("barred")."""
    for ending, tail in INFLECTION.get(xpos, ()):
        stem = word.removesuffix(ending)
        if stem != word and len(stem) > 1:
            yield stem + tail
            if not tail and stem[-1] == stem[-2] and ending != "s":
                yield stem[:-1]


def _cased(form: str) -> str:
    return form.capitalize() if form.isupper() and len(form) > 6 else form


def edited(word: str, edit: str) -> str:
    """*word* with an edit applied, empty where it is too short for it."""
    cut, _, tail = edit.partition("+")
    return word[: len(word) - int(cut)] + tail if len(word) > int(cut) else ""


def open_lemmas(path: Path, vocabulary: Container[str]) -> Lemmas:
    """Reads the table; raises ``DataError`` where it is missing or malformed."""
    try:
        table = json.loads(path.read_text(encoding="utf-8"))
        known = {tag: frozenset(lemmas.split(" ")) for tag, lemmas in table["known"].items()}
        return Lemmas(table["forms"], table["endings"], known, vocabulary)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise DataError(f"{path}: not a lemma table: {error}; install the package again") from error
