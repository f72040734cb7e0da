# Two commands do everything on a fresh machine with Python 3.11+, git and make.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed-dev
RUN_STAMP := $(VENV)/.installed
DOCS_STAMP := $(VENV)/.installed-docs
# what is made and checked here follows from the shipped data, never from somebody's own
export CHINAECON_DATA :=

.PHONY: help charts reports notebooks test lint types data docs explorer build clean

help: ## Show what can be made
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

charts: $(RUN_STAMP) ## Install into .venv and regenerate the gallery in docs/gallery
	$(BIN)/chinaecon charts charts.toml --out docs/gallery

reports: $(RUN_STAMP) ## Regenerate the reports in examples/, their pictures and pinned figures
	for spec in examples/*/charts.toml; do $(BIN)/chinaecon report "$$(dirname $$spec)" || exit 1; done

test: $(STAMP) lint types data ## Run every check: style, types, layers, data, tests, docs
	$(BIN)/python -m pytest

lint: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/codespell chinaecon docs tests README.md CONTRIBUTING.md CHANGELOG.md
	$(BIN)/lint-imports

types: $(STAMP)
	$(BIN)/mypy

data: $(STAMP) ## Validate the data, with our rules and with frictionless
	$(BIN)/chinaecon validate
	$(BIN)/chinaecon validate --conflicts > /dev/null
	$(BIN)/frictionless validate datasets/datapackage.json

notebooks: $(STAMP) ## Run the notebooks and keep what they say
	$(BIN)/python docs/notebooks.py

docs: $(DOCS_STAMP) charts reports ## Write the pages that follow from the data, build the site into docs/_build/html
	$(BIN)/python docs/write.py
	$(BIN)/sphinx-build -W --keep-going -n -q docs docs/_build/html

explorer: $(RUN_STAMP) ## Build the page to look at the figures into explorer/dist (needs Node.js)
	npm --prefix explorer ci --ignore-scripts --no-audit --no-fund
	npm --prefix explorer run build
	$(BIN)/python explorer/data.py

build: $(STAMP) ## Build the wheel and the sdist into dist/
	$(BIN)/python -m build --outdir dist

clean: ## Remove what was made
	rm -rf $(VENV) dist build docs/_build docs/notebooks docs/api/generated explorer/dist explorer/node_modules .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(RUN_STAMP): pyproject.toml | $(VENV)/bin/python
	$(BIN)/pip install --quiet -e .
	touch $@

$(STAMP): pyproject.toml | $(VENV)/bin/python
	$(BIN)/pip install --quiet -e '.[dev]'
	touch $@ $(RUN_STAMP)

$(DOCS_STAMP): pyproject.toml | $(VENV)/bin/python
	$(BIN)/pip install --quiet -e '.[docs]'
	touch $@ $(RUN_STAMP)
