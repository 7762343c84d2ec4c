"""What is shown to the network of where sentences start."""

from pathlib import Path

import pytest
from train import starts

ROWS = """# newdoc id = letter
# newpar
# sent_id = 1
1	Hello	hello	INTJ	UH	_	0	root	_	_
2	Anna	Anna	PROPN	NNP	_	1	vocative	_	_

# newpar
# sent_id = 2
1	We	we	PRON	PRP	_	2	nsubj	_	_
2	met	meet	VERB	VBD	_	0	root	_	_
3	yesterday	yesterday	NOUN	NN	_	2	obl	_	_

# sent_id = 3
1	Call	call	VERB	VB	_	0	root	_	_
2	me	I	PRON	PRP	_	1	obj	_	SpaceAfter=No
3	.	.	PUNCT	.	_	1	punct	_	_

"""


@pytest.fixture
def bank(tmp_path: Path) -> Path:
    path = tmp_path / "train.conllu"
    path.write_text(ROWS, encoding="utf-8")
    return path


def shown(path: Path, seed: int) -> set[str]:
    examples = starts.examples(path, seed)
    pairs = [zip(example.words, example.labels["start"], strict=True) for example in examples]
    return {" ".join("| " * (label == "S") + word for word, label in pair) for pair in pairs}


def test_what_the_rules_leave_joined_is_always_shown(bank):
    assert all("We met yesterday | Call me ." in shown(bank, seed) for seed in range(5))


def test_a_greeting_is_shown_before_the_paragraph_below_it(bank):
    found = set().union(*(shown(bank, seed) for seed in range(30)))
    assert {"Hello Anna | We met yesterday", "Hello Anna | we met yesterday"} <= found


def test_a_speakers_label_begins_no_sentence(bank):
    found = set().union(*(shown(bank, seed) for seed in range(200)))
    labelled = [text for text in found if text.startswith("( (")]
    assert labelled
    assert not any("|" in text for text in labelled)
