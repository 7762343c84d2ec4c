"""Lemmas from the shipped table."""

import pytest

from entente import language
from entente.errors import DataError
from entente.language.lemma import open_lemmas


@pytest.fixture(scope="module")
def lemmas():
    return language.load().lemmas


@pytest.mark.parametrize(
    ("form", "xpos", "lemma"),
    [
        ("met", "VBD", "meet"),
        ("meeting", "VBG", "meet"),
        ("meeting", "NN", "meeting"),
        ("said", "VBD", "say"),
        ("bombed", "VBN", "bomb"),
        ("provoked", "VBD", "provoke"),
        ("barred", "VBN", "bar"),
        ("fled", "VBD", "flee"),
        ("overthrown", "VBN", "overthrow"),
        ("vetoes", "VBZ", "veto"),
        ("denies", "VBZ", "deny"),
        ("countries", "NNS", "country"),
        ("crises", "NNS", "crisis"),
        ("militaries", "NNS", "military"),
        ("Putin", "NNP", "Putin"),
        ("United", "NNP", "United"),
        ("’s", "POS", "'s"),
        ("n’t", "RB", "not"),
        ("is", "VBZ", "be"),
        ("worse", "JJR", "bad"),
        ("Said", "VBD", "say"),
        ("disinvited", "VBD", "disinvite"),
    ],
)
def test_lemma(lemmas, form: str, xpos: str, lemma: str):
    assert lemmas.of(form, xpos) == lemma


@pytest.mark.parametrize(
    ("form", "xpos", "tag"),
    [
        ("mourned", "VBP", "VBD"),
        ("chanted", "VB", "VBN"),
        ("need", "VBP", "VBP"),
        ("shed", "VB", "VB"),
        ("succeed", "VB", "VB"),
        ("embed", "VB", "VB"),
    ],
)
def test_a_verb_s_past_is_no_plain_form(lemmas, form: str, xpos: str, tag: str):
    assert lemmas.tag(form, xpos) == tag


def test_a_broken_table_is_named(tmp_path):
    (tmp_path / "lemmas.json").write_text("[]", encoding="utf-8")
    with pytest.raises(DataError, match=r"lemmas\.json"):
        open_lemmas(tmp_path / "lemmas.json", {})
