# One door for people and CI. Every target makes what it needs, in .venv.
PYTHON ?= python3
PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

.DEFAULT_GOAL := help
.PHONY: help demo neo4j test check format constraints clean

help: ## Say what there is to make
	@awk -F ':.*## ' '/^[a-z0-9]+:.*## / {printf "make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

$(READY): constraints.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Golden Thread needs Python 3.11 or later: name it with make PYTHON=..." >&2; exit 2; }
	@echo "Installing into $(VENV) (once)..."
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(PIP) install --require-hashes -r constraints.txt
	@$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

demo: $(READY) ## Show eight councils' maps; make demo PORT=8001 for another port
	@$(BIN)/goldenthread demo --port $(PORT)

neo4j: $(READY) ## Start a Neo4j server to try (Java 17 and Maven); keeps nothing
	@$(BIN)/python -m tests.graph.stores.neo4j_server

test: $(READY) ## Run the tests
	@$(BIN)/python -m pytest

check: $(READY) ## Run ruff, mypy and import-linter
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo

format: $(READY) ## Put the code into its usual form
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

constraints: ## Remake constraints.txt from pyproject.toml, with the newest versions
	@$(PYTHON) -m venv $(VENV)-constraints
	@$(VENV)-constraints/bin/python -m pip --quiet install pip-tools
	@$(VENV)-constraints/bin/pip-compile --quiet --upgrade --generate-hashes --extra dev \
	  --strip-extras --allow-unsafe --no-header --no-annotate --no-emit-index-url \
	  --no-emit-find-links --no-emit-trusted-host -o constraints.new pyproject.toml
	@{ head -n 2 constraints.txt; cat constraints.new; } > constraints.both
	@mv constraints.both constraints.txt
	@rm -rf constraints.new $(VENV)-constraints

clean: ## Remove what make made
	@rm -rf $(VENV) $(VENV)-constraints .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
