# make            set everything up and generate both clients
# make quick      run the fast tests (half a minute), and those of changed modules of the runtime; SINCE=main: since main
# make test       set everything up and run all tests
# make lint       black, ruff, mypy and pyright
# make format     rewrite what black and ruff would
# make bench      what a call costs, as ratios; BENCH="--cache DIR --no-peers" are its options
# make bench-generate  what a generation costs, beside other generators; BENCH="--cache DIR --rounds N" are its options
# make corpus     generate from every document under $RESTAMP_CORPUS
# make oracle     compare requests with those of independent tools, at length
# make autorest   drive generated clients against the AutoRest test server, which npm installs; needs Node.js
# make docs       build the site into build/docs; warnings are errors
# make docs-pictures   rewrite the pictures of the site with what commands print today
# make docs-browser    open the site in a browser; installs playwright, which uses the chromium of the system
# make docs-links      ask whether the links of the site to other sites lead anywhere; needs the network
# make docs-reference  rewrite the pages of the reference that are made from the code
# make newest     run all tests with the newest release of everything, in an environment of its own
# make oldest     run the tests of generated code with the oldest httpx2 and pydantic that it supports
# make constraints  renew the exact versions that all but `make newest` install
#
# Needs Python 3.11 or later and nothing else; PYTHON=/path/to/python chooses one, JOBS=4 the test processes.

JOBS ?= 2
SINCE ?= HEAD
VENV ?= .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
CONSTRAINTS ?= tests/constraints.txt

.DEFAULT_GOAL := clients
.PHONY: clients quick test lint format docs docs-pictures docs-browser docs-links docs-reference bench bench-generate corpus oracle autorest newest oldest constraints setup clean

clients: $(READY)
	$(BIN)/restamp generate

quick: $(READY)
	$(BIN)/python -m pytest -n $(JOBS) $$($(BIN)/python -m tests.changed $(SINCE))

test: $(READY)
	$(BIN)/python -m pytest -n $(JOBS)

lint: $(READY)
	$(BIN)/black --check generator tests
	$(BIN)/black --check --line-length 88 templates/runtime
	$(BIN)/ruff check generator tests templates/runtime
	$(BIN)/mypy generator templates/runtime generated
	$(BIN)/pyright --pythonpath $(BIN)/python

format: $(READY)
	$(BIN)/black generator tests
	$(BIN)/black --line-length 88 templates/runtime
	$(BIN)/ruff check --fix generator tests templates/runtime

docs: $(READY)
	$(BIN)/sphinx-build --quiet --fail-on-warning --keep-going docs build/docs

docs-reference: $(READY)
	$(BIN)/python -m pytest -q --update tests/docs/reference tests/diff/test_rules.py tests/unit/spec/tree/test_extensions.py

docs-pictures: $(READY)
	$(BIN)/python -m tests.docs.pictures

docs-browser: docs
	$(if $(CONSTRAINTS),PIP_CONSTRAINT='$(CONSTRAINTS)') \
	  $(BIN)/python -m pip install --quiet --disable-pip-version-check '.[browser]'
	$(BIN)/python -m tests.docs.browser

docs-links: $(READY)
	$(BIN)/sphinx-build --quiet -b linkcheck docs build/docs-links

bench: $(READY)
	$(BIN)/python -m tests.benchmarks.calls $(BENCH)

bench-generate: $(READY)
	$(BIN)/python -m tests.benchmarks.generate $(BENCH)

corpus: $(READY)
	$(BIN)/python -m pytest -n $(JOBS) --corpus tests/corpus

oracle: $(READY)
	$(BIN)/python -m tests.oracle

autorest: $(READY)
	$(BIN)/python -m tests.autorest $(AUTOREST)

newest:
	rm -rf .venv-newest
	$(MAKE) test VENV=.venv-newest CONSTRAINTS=

oldest:
	$(MAKE) --silent setup VENV=.venv-oldest CONSTRAINTS=tests/constraints-oldest.txt
	.venv-oldest/bin/python -m pytest -n $(JOBS) tests/runtime tests/behaviour tests/fakes

COMPILE = $(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 --extra test --extra browser \
  --no-header --no-annotate pyproject.toml

# The oldest versions are those of the `test` extra in pyproject.toml.
constraints: $(READY)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	$(COMPILE) --output-file tests/constraints.txt
	sed -nE 's/^ *"(httpx2|pydantic)>=([0-9.]+)".*/\1==\2.0/p' pyproject.toml | \
	  $(COMPILE) --constraint - --output-file tests/constraints-oldest.txt

setup: $(READY)

# Both variables also reach the isolated environment of the build backend: the first in pip before 25.3, the second since.
$(READY): pyproject.toml $(CONSTRAINTS)
	@set -e; \
	for python in $(or $(PYTHON),python3.13 python3.12 python3.11 python3 python); do \
	  if $$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then found=$$python; break; fi; \
	done; \
	if test -z "$$found"; then echo "Restamp needs Python 3.11 or later; make PYTHON=/path/to/python" >&2; exit 1; fi; \
	if ! $$found -c 'import ensurepip, venv' >/dev/null 2>&1; then \
	  echo "$$found has no venv or ensurepip module; install it (on Debian: apt install python3-venv)" >&2; exit 1; fi; \
	test -x $(BIN)/python || $$found -m venv $(VENV); \
	echo "installing into $(VENV), which takes a minute or more" >&2
	$(if $(CONSTRAINTS),PIP_CONSTRAINT='$(CONSTRAINTS)' PIP_BUILD_CONSTRAINT='$(CONSTRAINTS)') \
	  $(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[test]'
	@touch $(READY)

clean:
	rm -rf $(VENV) .venv-newest .venv-oldest build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis
