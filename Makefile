# `make pdf` and `make test` start on a new machine: each step below sets up what it needs and leaves a
# stamp, so that it is done once. Works with make 3.81 (macOS), with -j and in a path with blanks.

.DEFAULT_GOAL := pdf

PYTHON ?= python3
ISSUE ?= issues/migration/2018/02.yaml
ARGS ?=

BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet --constraint constraints.txt

VENV := .venv/.place
LIBRARIES := .venv/.libraries
RUN := .venv/.run
DEV := .venv/.dev
BENCH := .venv/.bench
VERAPDF_JARS := .cache/verapdf/.fetched

.PHONY: pdf test lint format readme-picture catalogues bench clean help

pdf: $(RUN) ## make the sample issue, output/… (another one: make pdf ISSUE=issues/…)
	@$(BIN)/infobrief build "$(ISSUE)"

test: $(DEV) $(VERAPDF_JARS) ## run the tests (some of them: make test ARGS="-k markup")
	@$(BIN)/pytest --numprocesses auto --dist loadfile --no-loadscope-reorder $(ARGS)

lint: $(DEV) ## style, types and import layers
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo

format: $(DEV) ## put the code into its usual form
	@$(BIN)/ruff check --fix-only
	@$(BIN)/ruff format

readme-picture: $(RUN) $(DEV) ## draw the picture in README.md anew
	@$(BIN)/python tools/readme_picture.py

catalogues: $(DEV) ## gather the sentences for translation and compile the translations
	@$(BIN)/python tools/catalogues.py

bench: $(BENCH) ## measure the program beside its peers (briefly: make bench ARGS=--quick)
	@$(BIN)/python -m benchmarks $(ARGS)

clean: ## remove what was made: pages, caches (not .venv, not veraPDF)
	@find output -mindepth 1 ! -name .gitkeep -delete
	@rm -rf .infobrief .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis dist build tests/failed
	@find . -path ./.venv -prune -o -name __pycache__ -type d -exec rm -rf {} +

help: ## show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-15s %s\n", $$1, $$2 }' Makefile

# An environment whose Python is gone, or that was made elsewhere and moved, is made again.
ifneq ($(shell test -x $(BIN)/python && test "$$(cat $(VENV) 2>/dev/null)" = "$$(pwd -P)" && echo sound),sound)
.PHONY: $(VENV)
endif

$(VENV):
	@PYTHON="$(PYTHON)" tools/setup/venv.sh

$(LIBRARIES): $(VENV)
	@tools/setup/libraries.sh
	@touch $@

# The build backend is installed beside the rest: a changed pyproject.toml then needs no network.
$(RUN): $(LIBRARIES) pyproject.toml constraints.txt
	@echo "Installing infobrief-pdf and what it needs (pip)"
	@$(PIP) hatchling editables
	@$(PIP) --no-build-isolation --editable .
	@touch $@

$(DEV): $(RUN)
	@echo "Installing the tools for development (pip)"
	@$(PIP) --no-build-isolation --editable ".[dev]"
	@touch $@

$(BENCH): $(DEV) benchmarks/requirements.txt
	@echo "Installing what the benchmarks compare with (pip)"
	@$(PIP) --requirement benchmarks/requirements.txt
	@touch $@

# After the libraries, for both may call apt-get.
$(VERAPDF_JARS): tools/verapdf/pom.xml | $(LIBRARIES)
	@tools/setup/verapdf.sh
