"""Finds the pronouns of a sentence that may stand for actors, "both" and "Her Majesty" among them."""

from __future__ import annotations

from collections.abc import Iterator

from entente.actors.drafts import Draft, role_of
from entente.actors.phrase import Phrase
from entente.model import Sentence

PRONOUNS = frozenset(
    {"he", "she", "him", "her", "his", "hers", "himself", "herself", "they", "them", "their", "theirs", "themselves",
     "it", "its", "itself", "we", "us", "our", "ours", "i", "me", "my", "mine", "myself", "ourselves", "you"}
)  # fmt: skip
_STYLES = frozenset({"Majesty", "Highness", "Excellency", "Holiness"})
_ARGUMENTS = frozenset({"nsubj", "obj", "iobj", "obl", "nmod"})
_MONARCHS = {"her": "Queen", "his": "King"}
RELATIVE = frozenset({"who", "which", "that", "whom", "whose"})


def pronouns(sentence: Sentence, number: int, text: str) -> Iterator[Draft]:
    """The drafts of sentence *number* that have no noun of their own."""
    for i, token in enumerate(sentence.tokens):
        kind = _pronoun(sentence, i)
        if kind is None:
            yield from _styled(sentence, i, number, text)
            continue
        role, clause = role_of(sentence, i)
        role = "possessor" if token.xpos == "PRP$" else role
        start = sentence.tokens[i - 1].start if kind == "each other" else token.start
        yield Draft(number, i, start, token.end, text[start : token.end], None, role, clause, kind)


def _styled(sentence: Sentence, i: int, number: int, text: str) -> Iterator[Draft]:
    """ "Her Majesty": the queen of whom the report speaks."""
    token = sentence.tokens[i]
    office = _MONARCHS.get(token.text.lower())
    if office is None or [t.text for t in sentence.tokens[i + 1 : i + 2]] != ["Majesty"]:
        return
    end = sentence.tokens[i + 1].end
    gender = "f" if office == "Queen" else "m"
    phrase = Phrase("person", end, sector="GOV", office=office, key=office.lower(), noun=office.lower(), definite=True,
                    gender=gender, rule="style")  # fmt: skip
    role, clause = role_of(sentence, i + 1)
    yield Draft(number, i + 1, token.start, end, text[token.start : end], phrase, role, clause)


def _pronoun(sentence: Sentence, i: int) -> str | None:
    """What pronoun token *i* is: itself in lower case, "relative", "each other"; None where it stands for no actor."""
    token, lower = sentence.tokens[i], sentence.tokens[i].text.lower()
    if lower == "other" and i and sentence.tokens[i - 1].text.lower() == "each":
        return "each other"
    if lower == "both" and token.relation in _ARGUMENTS and not sentence.children(i):
        return "both"
    if lower in PRONOUNS and token.text != "US" and token.upos in {"PRON", "DET"} and token.relation != "expl":
        styled = any(following.text in _STYLES for following in sentence.tokens[i + 1 : i + 2])
        return None if styled else lower
    return "relative" if lower in RELATIVE and _relative(sentence, i) else None


def _relative(sentence: Sentence, i: int) -> bool:
    token = sentence.tokens[i]
    if i == 0 or token.xpos not in {"WP", "WDT", "WP$"} or token.relation == "det":
        return False
    return any(sentence.tokens[j].deprel == "acl:relcl" for j in (i, *sentence.ancestors(i)))
