"""What else the text gives about an act: a number, the forum it was held at, the document it made."""

from __future__ import annotations

from entente.coding import frames
from entente.coding.acts import Act
from entente.coding.forums import load_setting_words
from entente.coding.numerals import NUMBERS, parse_number
from entente.coding.scene import Scene

SCALES = {"hundred": 100, "thousand": 1000, "million": 1_000_000}
COUNTED = ("ASSAULT", "COERCE", "PROTEST", "RETREAT", "SANCTION", "MOBILIZE")


def count_of(scene: Scene, act: Act) -> int | None:
    """How many people it was done to or by, or how many meetings a plural tells of."""
    sentence = scene.sentence
    if act.type in COUNTED:
        places = (*frames.objects(sentence, act.head), *frames.obliques(sentence, act.head, "of"))
        if scene.is_noun(act.head):
            places = frames.obliques(sentence, act.head, "of")
        return next((n for j in places if (n := number_at(scene, j)) is not None), None)
    if scene.is_noun(act.head):
        return number_at(scene, act.head)
    times = (NUMBERS.get(scene.lemma(j)) for j in sentence.children(act.head, "advmod"))
    return next((n for n in times if n is not None), None)


def number_at(scene: Scene, i: int) -> int | None:
    """The number that counts the noun *i* ("12 people", "two dozen"), or that *i* itself is."""
    sentence = scene.sentence
    for j in (*sentence.children(i, "nummod"), i):
        token = scene.tokens[j]
        if token.upos == "NUM" or j != i:
            value = parse_number(token.text)
            parts = [scene.tokens[k].text.lower() for k in sentence.children(j, "compound")]
            if token.text.lower() in SCALES:
                value = SCALES[token.text.lower()] * (parse_number(parts[0]) or 1 if parts else 1)
            return value
    return None


def forum_of(scene: Scene, act: Act) -> str | None:
    """The named forum that the act's clause stands in ("at the 10th Harbour Forum")."""
    sentence, words = scene.sentence, load_setting_words()
    near = (act.head, act.carrier, *sentence.children(act.carrier, "advcl", "acl"))
    for i in near:
        for j in sentence.children(i, "obl", "obj", "nmod"):
            if scene.lemma(j) in words.forums | words.assemblies and scene.tokens[j].upos == "PROPN":
                return phrase(scene, j)
    return None


def document_of(scene: Scene, act: Act) -> str | None:
    """The document that the act made or that it stands in ("signed a treaty", "according to the joint statement")."""
    sentence, words = scene.sentence, load_setting_words()
    papers = words.papers | words.deals
    for i in (act.head, act.carrier):
        if scene.lemma(i) in papers and act.type in ("SUPPORT", "AGREE"):
            return phrase(scene, i)
        for j in (*frames.objects(sentence, i), *sentence.children(i, "obl", "nmod")):
            said_in = frames.case_of(sentence, j) in ("according", "in", "under", "")
            if scene.lemma(j) in papers and said_in:
                return phrase(scene, j)
    return None


def phrase(scene: Scene, i: int) -> str:
    """The words of a noun phrase without its preposition, article and clauses."""
    sentence = scene.sentence
    own = {
        j
        for j in sentence.subtree(i)
        if scene.tokens[j].relation in ("amod", "compound", "flat", "nummod", "conj", "cc")
    }
    left = i
    while left - 1 in own:
        left -= 1
    after = [j for j in sentence.children(i, "flat", "compound") if j > i]
    for j in sentence.children(i, "nmod"):
        if frames.case_of(sentence, j) == "for" and scene.tokens[i].upos == "PROPN":
            after.extend(sentence.subtree(j))
    return sentence.cover((left, i, *after)).of(scene.resolved.report.text)
