# The daily commands. `make` alone lists them.

.DEFAULT_GOAL := help
SHELL := /bin/sh
.ONESHELL:
.SHELLFLAGS := -eu -c

# The first Python that is new enough; override with PYTHON=/path/to/python3.12.
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 14))' 2>/dev/null && { echo $$p; break; }; done)
VENV := .venv
BIN := $(VENV)/bin
COUNT ?= 25000

help: ## list the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{ printf "  make %-15s %s\n", $$1, $$2 }'

$(VENV)/.run: requirements.txt pyproject.toml
	@test -n "$(PYTHON)" || { echo "cableroom needs Python 3.11 to 3.14; say make PYTHON=/path/to/python3" >&2; exit 1; }
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

$(VENV)/.dev: requirements-dev.txt $(VENV)/.run
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	touch $@

demo: $(VENV)/.run ## invent an archive of 2,000 cables, release 220, serve them on 127.0.0.1:8000
	@exec $(BIN)/cableroom demo

test: $(VENV)/.dev ## run the tests
	$(BIN)/python -m pytest

lint: $(VENV)/.dev ## style, types, import contracts
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

fix: $(VENV)/.dev ## let ruff mend what it can
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

docs: $(VENV)/.dev ## write docs/cli.md again from the commands' own help
	$(BIN)/python -m cableroom.cli.document > docs/cli.md

golden: $(VENV)/.dev ## write again what is read from the golden telegrams and the specimen; look at git diff
	GOLDEN=write $(BIN)/python -m pytest -q tests/telegram/test_golden_files.py tests/specimen/test_quality.py

bench: $(VENV)/.dev ## measure each part against a bare baseline (COUNT=25000 ARGS=--record)
	$(BIN)/python bench/run.py --count $(COUNT) $(ARGS)

check: lint test ## what CI runs

nightly: $(VENV)/.dev ## break every job off 200 times and at every operation, damage every file, fuzz; hours (KILLS=200)
	failed=0
	$(BIN)/python bench/load.py --minutes $(MINUTES) || failed=1
	NIGHTLY=1 KILLS=$(KILLS) SEED=$(SEED) FUZZ=$(FUZZ) $(BIN)/python -m pytest \
		tests/fuzzing tests/telegram/test_linear_time.py tests/faults tests/vault/test_backup.py tests/vault/test_backup_kills.py \
		tests/bad_input/test_28_to_30_files.py || failed=1
	exit $$failed
KILLS := 200
# Queries, and as many other inputs, for all targets together.
FUZZ := 1000000
MINUTES := 20
# Other places each night; the account at the end says which seed it was.
SEED := $(shell date +%Y%m%d)

lock: $(VENV)/.dev ## pin the dependencies again, with hashes
	$(BIN)/python -m uv --version >/dev/null 2>&1 || $(BIN)/pip install --quiet uv
	$(BIN)/python -m uv pip compile pyproject.toml --extra build $(LOCK) -o requirements.txt
	$(BIN)/python -m uv pip compile pyproject.toml --extra build --extra dev -c requirements.txt $(LOCK) -o requirements-dev.txt
LOCK := --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links \
	--no-annotate --custom-compile-command 'make lock' --quiet --upgrade

opensearch-up: ## start three nodes of OpenSearch on the loopback; needs maven and a JDK of 21 or newer
	@opensearch/nodes.sh up
	echo "now: TEST_OPENSEARCH=http://127.0.0.1:19201 $(BIN)/python -m pytest tests/search"

opensearch-down: ## stop them
	@opensearch/nodes.sh down

opensearch-test: $(VENV)/.dev ## start them, run the tests of the search on them, stop them; CI does it after check
	trap 'opensearch/nodes.sh down' EXIT
	trap 'exit 1' INT TERM
	nodes=$$(opensearch/nodes.sh up)
	TEST_OPENSEARCH=$$nodes $(BIN)/python -m pytest tests/search/test_contract.py tests/search/test_opensearch.py

clean: ## remove what make made
	rm -rf $(VENV) demo opensearch/made .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

.PHONY: help demo test lint fix docs golden bench check nightly lock opensearch-up opensearch-down opensearch-test clean
