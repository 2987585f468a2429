# `make demo` and `make test` set up everything they need from nothing but Python 3.11+ and make.
PYTHON ?= python3
VENV   ?= .venv
BIN    := $(VENV)/bin
UV_PIN := uv==0.13.9
STAMP  := $(VENV)/.installed

.DEFAULT_GOAL := help
.PHONY: help setup demo schedule test lint bench lock clean

help: ## list the targets
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

setup: $(STAMP) ## virtual environment, pinned packages, model

$(STAMP): requirements.lock pyproject.toml Makefile
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check "$(UV_PIN)"
	@VIRTUAL_ENV=$(VENV) $(BIN)/uv pip sync --quiet --require-hashes requirements.lock
	@VIRTUAL_ENV=$(VENV) $(BIN)/uv pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

demo: setup ## the whole walk on the fixtures: feeds on 127.0.0.1, facts in DuckDB, three queries
	@$(BIN)/python -m flows.demo

schedule: setup ## serve the flows on their schedules, with a Prefect server on 127.0.0.1, until stopped
	@$(BIN)/python -m flows.serve

test: setup lint ## linters, types, room order and the whole test suite
	@$(BIN)/python -m pytest -n 2

lint: setup
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

bench: setup ## throughput of cleaning and extraction as ratios to their references
	@$(BIN)/python bench/throughput.py

lock: setup ## pin the newest packages that pyproject.toml admits
	@$(BIN)/uv pip compile pyproject.toml --all-extras --universal --python-version 3.11 --generate-hashes \
		--no-emit-index-url --no-header --quiet --upgrade -o requirements.lock

clean: ## remove the virtual environment, data and caches
	rm -rf $(VENV) data .mypy_cache .ruff_cache .hypothesis .import_linter_cache
