# Everything a newcomer needs: `make demo` and `make test`. Nothing outside .venv* and build/ is written.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := PIP_DISABLE_PIP_VERSION_CHECK=1 $(BIN)/python -m pip --quiet
STAMP := $(VENV)/.installed

.PHONY: install demo test check bench lock core-test docs clean
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

## make lock      resolve the pins again (names, versions and hashes; no addresses)
COMPILE := $(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --quiet
lock: $(STAMP)
	$(COMPILE) pyproject.toml --group dev -o locks/dev.txt
	$(COMPILE) --group core-test -o locks/core.txt
	$(COMPILE) pyproject.toml --group dev --group bench -o locks/bench.txt
