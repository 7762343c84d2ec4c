"""The rules: every example codes as it says, and a malformed rule is refused with file, line and name."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from entente import coding
from entente.datafiles import DATA
from entente.errors import DataError
from entente.model import Block, Mention, Report, Resolved, Span

BOOK = coding.load()
ALONE = replace(BOOK, rules=tuple(rule for rule in BOOK.rules if not rule.is_scored))
"""The rules that name their words, without what the language model finds."""
EXAMPLES = [(rule.name, example) for rule in BOOK.rules for example in rule.examples]
COUNTER = [(rule.name, sentence) for rule in BOOK.rules for sentence in rule.counter]
PUBLISHED = date(2024, 5, 15)


@pytest.fixture(scope="module")
def resolve():
    """From a sentence to a resolved report through the real stages."""
    language = pytest.importorskip("entente.language")
    model_file = Path(language.__file__).parent / "model" / "model.onnx"
    if not model_file.exists():
        pytest.skip("the language model's weights are not installed")
    from entente import knowledge, pipeline

    known = knowledge.load()

    def resolved(text: str) -> Resolved:
        report = Report("example", text, (Block(Span(0, len(text)), "body"),), published=PUBLISHED)
        return pipeline.resolve(report, known)

    return resolved


def line(mention: Mention) -> str:
    """A mention as the examples write it."""
    sides = ["; ".join(actor.text for actor in side) or "-" for side in (mention.actors, mention.recipients)]
    name = f"{mention.type}:{mention.mode}" if mention.mode else mention.type
    return f"{name} | {sides[0]} -> {sides[1]} | {mention.factuality}"


def coded(resolve, text: str, book: coding.Rulebook) -> list[str]:
    return [line(mention) for mention in coding.code(resolve(text), book).mentions]


@pytest.mark.parametrize(("rule", "example"), EXAMPLES, ids=[f"{name}-{n}" for n, (name, _) in enumerate(EXAMPLES)])
def test_an_example_codes_as_it_says(resolve, rule: str, example: str):
    text, _, wanted = (part.strip() for part in example.partition("=>"))
    wanted = wanted if wanted.count("|") > 1 else f"{wanted} | actual"
    assert wanted in coded(resolve, text, BOOK if rule.startswith("scored-") else ALONE), rule


@pytest.mark.parametrize(("rule", "text"), COUNTER, ids=[f"{name}-{n}" for n, (name, _) in enumerate(COUNTER)])
def test_a_rule_keeps_silent_on_its_counter_examples(resolve, rule: str, text: str):
    assert rule not in [mention.rule for mention in coding.code(resolve(text), BOOK).mentions]


def test_every_type_of_the_ontology_has_rules():
    assert {rule.type for rule in BOOK.rules} == set(BOOK.ontology.types)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(DATA / "ontology", tmp_path / "ontology")
    (tmp_path / "rules").mkdir()
    return tmp_path


GOOD = """type: CONSULT
rules:
- name: parley
  verb: parley
  actor: subj
  recipient: with
  examples: [Oslo parleyed with Riga. => CONSULT | Oslo -> Riga]
"""


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("verb: parley", "vreb: parley", "unknown key vreb"),
        ("  verb: parley\n", "", "needs verb, noun or adj"),
        ("actor: subj", "mode: tea\n  actor: subj", "tea is no mode of CONSULT"),
        ("actor: subj", "where: {obj: ['@nobody']}\n  actor: subj", "no list nobody"),
        ("actor: subj", "prior: 2\n  actor: subj", "prior is a share"),
        ("actor: subj", "context: [tea]\n  actor: subj", "tea is no context"),
        (" => CONSULT | Oslo -> Riga", "", "=>"),
        ("actor: subj", "reciprocal: perhaps\n  actor: subj", "reciprocal is yes or no"),
        ("actor: subj", "content: [TEA]\n  actor: subj", "TEA is no event type"),
    ],
)
def test_a_malformed_rule_is_refused_with_file_line_and_name(folder: Path, old: str, new: str, said: str):
    path = folder / "rules" / "consult.yaml"
    path.write_text(GOOD.replace(old, new), encoding="utf-8")
    with pytest.raises(DataError) as refusal:
        coding.load(folder)
    assert f"{path}:3: rule parley" in str(refusal.value)
    assert said in str(refusal.value)


def test_two_rules_of_one_name_are_refused(folder: Path):
    for name in ("a.yaml", "b.yaml"):
        (folder / "rules" / name).write_text(GOOD, encoding="utf-8")
    with pytest.raises(DataError, match=r"parley.*taken in a\.yaml"):
        coding.load(folder)


def test_a_file_of_an_unknown_type_is_refused(folder: Path):
    (folder / "rules" / "tea.yaml").write_text("type: TEA\nrules: []\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"tea\.yaml:1"):
        coding.load(folder)


def test_a_thousand_rules_load(folder: Path):
    head, entry = GOOD.split("- name", 1)
    entries = "".join(f"- name{entry}".replace("parley", f"parley{n}") for n in range(1000))
    (folder / "rules" / "many.yaml").write_text(head + entries, encoding="utf-8")
    assert len(coding.load(folder).rules) == 1000
