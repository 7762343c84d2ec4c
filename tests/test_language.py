"""The language stage with the shipped model."""

import pickle
import subprocess
import sys

import pytest

from entente import language
from entente.errors import DataError
from entente.model import Block, Parsed, Report, Span

TITLE = "Ruritania and Norway restore ties"
FURNITURE = "Share this page"
BODY = (
    "ZENDA, May 3 — Gen. Rupert Hentzau, deputy head of the Ruritanian General Staff, met Norwegian President "
    'Maria Novak on Tuesday for talks in Paris. "We did not come to quarrel," he said. The U.S. State Department '
    "welcomed the talks, which were held on the sidelines of the Munich Security Conference."
)
LONG = "He named " + ", ".join(f"the town of Upper Zenda {i}" for i in range(400)) + " and nothing else."


def report(*blocks: tuple[str, str]) -> Report:
    text, found = "", []
    for kind, part in blocks:
        found.append(Block(Span(len(text), len(text) + len(part)), kind))  # type: ignore[arg-type]
        text += part + "\n\n"
    return Report("test", text, tuple(found))


@pytest.fixture(scope="module")
def model():
    return language.load()


@pytest.fixture(scope="module")
def parsed(model) -> Parsed:
    return language.parse(report(("title", TITLE), ("furniture", FURNITURE), ("body", BODY), ("body", LONG)), model)


def test_every_token_is_its_characters(parsed):
    text = parsed.report.text
    for sentence in parsed.sentences:
        assert all(token.text == text[token.start : token.end] != "" for token in sentence.tokens)
        assert (sentence.start, sentence.end) == (sentence.tokens[0].start, sentence.tokens[-1].end)


def test_only_titles_and_bodies_are_read(parsed):
    covered = "".join(parsed.report.text[s.start : s.end] for s in parsed.sentences)
    assert FURNITURE not in covered
    assert [s.title for s in parsed.sentences[:2]] == [True, False]
    assert {s.block for s in parsed.sentences} == {0, 2, 3}


def test_every_sentence_is_a_tree_with_one_root(parsed):
    for sentence in parsed.sentences:
        roots = [i for i, token in enumerate(sentence.tokens) if token.head < 0]
        assert roots == [sentence.root]
        assert sentence.tokens[sentence.root].deprel == "root"
        assert sentence.subtree(sentence.root) == tuple(range(len(sentence.tokens)))


def test_the_parse_says_who_met_whom(parsed):
    sentence = next(s for s in parsed.sentences if any(t.lemma == "meet" for t in s.tokens))
    met = next(i for i, t in enumerate(sentence.tokens) if t.lemma == "meet")
    subjects = [sentence.cover(sentence.subtree(i)).of(parsed.report.text) for i in sentence.children(met, "nsubj")]
    objects = [sentence.cover(sentence.subtree(i)).of(parsed.report.text) for i in sentence.children(met, "obj")]
    # A dateline that ``read`` has not set apart may hang on the verb too, before who met.
    assert "Gen. Rupert Hentzau, deputy head of the Ruritanian General Staff" in subjects[-1]
    assert objects == ["Norwegian President Maria Novak"]
    (predicate,) = (p for p in sentence.predicates if p.token == met)
    filled = {r.label: sentence.cover(range(r.start, r.end)).of(parsed.report.text) for r in predicate.roles}
    assert filled["ARG0"] == "Gen. Rupert Hentzau, deputy head of the Ruritanian General Staff"
    assert filled["ARG1"] == "Norwegian President Maria Novak"


def test_entities_are_names_without_titles(parsed):
    found = {(e.type, e.span.of(parsed.report.text)) for e in parsed.entities}
    assert {("PER", "Rupert Hentzau"), ("PER", "Maria Novak"), ("LOC", "Paris"), ("NORP", "Norwegian")} <= found
    assert all(parsed.sentences[e.sentence].span.covers(e.span) for e in parsed.entities)


def test_a_sentence_reads_the_same_in_any_company(model, parsed):
    alone = language.parse(report(("body", BODY)), model)
    at = parsed.report.blocks[2].span.start
    together = [s for s in parsed.sentences if s.block == 2]
    assert len(alone.sentences) == len(together)
    for one, other in zip(alone.sentences, together, strict=True):
        assert [(t.text, t.lemma, t.xpos, t.head, t.deprel) for t in one.tokens] == [
            (t.text, t.lemma, t.xpos, t.head, t.deprel) for t in other.tokens
        ]
        assert one.start + at == other.start


def test_a_sentence_of_thousands_of_words_is_one_tree(parsed):
    (sentence,) = [s for s in parsed.sentences if s.block == 3]
    assert len(sentence.tokens) > 2000
    assert sum(token.head < 0 for token in sentence.tokens) == 1


@pytest.mark.parametrize("text", ["", " \n ", "?", "\u200b", "🇫🇷 " * 50, "x" * 5000, "नमस्ते दुनिया।", "a\u0301 b"])
def test_odd_text_is_read_without_trouble(model, text: str):
    found = language.parse(report(("body", text)), model)
    covered = [i for s in found.sentences for t in s.tokens for i in range(t.start, t.end)]
    assert covered == [i for i, c in enumerate(text) if not c.isspace()]


def test_words_given_beforehand_stay_as_they_are(model):
    sentence, entities = language.parse_words(["Mr.", "Okafor", "left", "Lagos", "."], model)
    assert [t.text for t in sentence.tokens] == ["Mr.", "Okafor", "left", "Lagos", "."]
    assert [(e.type, e.start, e.end) for e in entities] == [("PER", 4, 10), ("LOC", 16, 21)]


def test_a_parse_can_be_sent_to_another_process(parsed):
    assert pickle.loads(pickle.dumps(parsed)) == parsed


def test_a_folder_without_a_model_is_named(tmp_path):
    with pytest.raises(DataError, match=str(tmp_path)):
        language.load(tmp_path)


def test_broken_weights_are_named(tmp_path):
    for path in language.MODEL.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes() if path.name != "model.onnx" else b"nothing")
    with pytest.raises(DataError, match=r"model\.onnx: is not the file that the model.s card describes"):
        language.load(tmp_path)


def test_importing_the_stage_loads_no_runtime():
    code = "import sys, entente.language; sys.exit('onnxruntime' in sys.modules or 'tokenizers' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
