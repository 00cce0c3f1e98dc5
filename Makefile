# Everything a newcomer needs: `make demo` and `make test`. Nothing outside .venv* and build/ is written.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := PIP_DISABLE_PIP_VERSION_CHECK=1 $(BIN)/python -m pip --quiet
STAMP := $(VENV)/.installed

.PHONY: help install demo test test-postgres check core-test spark bench bench-web bench-rounds lock clean
.DEFAULT_GOAL := help

help:
	@sed -n 's/^## //p' $(MAKEFILE_LIST)

## make install   install into .venv (pinned, hashes checked)
install: $(STAMP)

$(STAMP): pyproject.toml locks/dev.txt
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "Caicach needs Python 3.11 or newer; this is " + sys.version.split()[0] + ". Name another with: make PYTHON=python3.11 …")'
	$(PYTHON) -m venv $(VENV)
	$(PIP) install --require-hashes -r locks/dev.txt
	$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

## make demo      build an invented province once and open its workspace; DEMO=--no-serve only builds
demo: $(STAMP)
	$(BIN)/caicach demo --out build/demo $(DEMO)

## make test      everything that must hold: checks, core alone with its own few dependencies, all other tests
test: check core-test
	$(PYTEST) tests --ignore=tests/house --ignore=tests/core

# tests with a browser come first and share one worker: one server, one browser
PYTEST := $(BIN)/python -m pytest -n auto --dist loadscope --no-loadscope-reorder

# who may do what is worked out in Python; the tests of each app open its pages on PostgreSQL too
ON_POSTGRES := tests/web tests/browser --ignore=tests/web/test_matrix.py

## make test-postgres   the workspace on PostgreSQL: a throw-away server, skipped with a reason without one
test-postgres: $(STAMP)
	$(BIN)/python -m tools.throwaway_postgres $(PYTEST) $(ON_POSTGRES)

## make spark     add Spark (it needs Java 17 or newer); its tests skip with a reason without it
spark: $(VENV)/.spark

$(VENV)/.spark: $(STAMP) locks/spark.txt
	$(PIP) install --require-hashes -r locks/spark.txt
	@touch $@

## make check     style, types, layers, sizes, docs
check: $(STAMP)
	$(BIN)/ruff check src tests bench tools
	$(BIN)/ruff format --check src tests bench tools
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(PYTEST) tests/house

CORE := .venv-core
core-test: $(CORE)/.installed
	PYTHONPATH=src $(CORE)/bin/python -m pytest tests/core

$(CORE)/.installed: $(STAMP) locks/core.txt
	$(PYTHON) -m venv $(CORE)
	PIP_DISABLE_PIP_VERSION_CHECK=1 $(CORE)/bin/python -m pip --quiet install --require-hashes -r locks/core.txt
	@touch $@

## make bench     speed against SQL, pandas and PostgreSQL, into bench/RESULTS.md; SIZES=1 is a quick look
bench: .venv-bench/.installed
	.venv-bench/bin/python -m bench.run

## make bench-web the workspace under fifty people, on SQLite and PostgreSQL, into bench/RESULTS.md
bench-web: .venv-bench/.installed
	.venv-bench/bin/python -m bench.workspace

## make bench-rounds  a scoring round of 3,321 communes and its last evening, into bench/RESULTS.md
bench-rounds: .venv-bench/.installed
	.venv-bench/bin/python -m bench.rounds

.venv-bench/.installed: locks/bench.txt pyproject.toml
	$(PYTHON) -m venv .venv-bench
	PIP_DISABLE_PIP_VERSION_CHECK=1 .venv-bench/bin/python -m pip --quiet install --require-hashes -r locks/bench.txt
	PIP_DISABLE_PIP_VERSION_CHECK=1 .venv-bench/bin/python -m pip --quiet install --no-deps --no-build-isolation -e .
	@touch $@

## make lock      resolve the pins again (names, versions and hashes; no addresses)
COMPILE := $(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --quiet
lock: $(STAMP)
	$(COMPILE) pyproject.toml --group dev -o locks/dev.txt
	$(COMPILE) --group core-test -o locks/core.txt
	$(COMPILE) pyproject.toml --group dev --group bench --extra spark -o locks/bench.txt
	$(COMPILE) pyproject.toml --group dev --extra spark -o locks/spark.txt

## make clean     remove what was built
clean:
	rm -rf build .venv .venv-core .venv-bench .mypy_cache .ruff_cache
