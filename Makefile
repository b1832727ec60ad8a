# Everything a person does here. `make help` lists it.
.DEFAULT_GOAL := help
SHELL := /bin/bash
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8000
WORKERS ?= 2
export PORT
# Tests commit thousands of times; in memory that costs nothing.
TEST_TMP := $(shell if [ -d /dev/shm ] && [ -w /dev/shm ]; then echo /dev/shm; else echo "$${TMPDIR:-/tmp}"; fi)

.PHONY: help demo run test check explore bench bench-captures lock clean pictures translations access-table phone

help: ## List what can be made.
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-14s %s\n", $$1, $$2}'

$(VENV)/installed: requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed; set PYTHON=python3.12, say"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "Python cannot make an environment here; on Debian: sudo apt-get install python3-venv"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --no-compile --require-hashes -r requirements.txt
	@touch $@

$(VENV)/installed-dev: requirements-dev.txt $(VENV)/installed
	$(BIN)/pip install --quiet --disable-pip-version-check --no-compile --require-hashes -r requirements-dev.txt
	@touch $@

demo: $(VENV)/installed ## Set up and serve the product with sample data on http://127.0.0.1:8000 (PORT= changes it).
	@TRACKER_ENVIRONMENT=demo $(BIN)/flask --app wsgi demo --port $(PORT)

run: $(VENV)/installed ## Serve for development, on instance/; errors show on the terminal.
	@TRACKER_ENVIRONMENT=development $(BIN)/flask --app wsgi init
	@TRACKER_ENVIRONMENT=development TRACKER_BASE_URL=http://127.0.0.1:$(PORT) $(BIN)/flask --app wsgi run --port $(PORT)

test: $(VENV)/installed-dev ## Set up and pass all tests: on SQLite with a real browser, and on PostgreSQL.
	@tests/prepare
	$(BIN)/ruff check --quiet .
	TMPDIR=$(TEST_TMP) $(BIN)/pytest -n $(WORKERS) --dist loadgroup --database=sqlite
	TMPDIR=$(TEST_TMP) $(BIN)/pytest -n $(WORKERS) --dist loadgroup --database=postgresql -m "not browser"

check: $(VENV)/installed-dev ## Format, lint, types, contracts and the tests of the code base itself: before every commit.
	$(BIN)/ruff format --quiet .
	$(BIN)/ruff check .
	$(BIN)/djlint --quiet --lint templates
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest -n $(WORKERS) tests/structure

explore: $(VENV)/installed-dev ## Try the rules with examples that no run had before, and more of them than the tests take.
	TMPDIR=$(TEST_TMP) $(BIN)/pytest -n $(WORKERS) --hypothesis-profile=explore -m hypothesis

bench: $(VENV)/installed-dev ## Measure the product side by side with its limits.
	$(BIN)/python -m bench

bench-captures: $(VENV)/installed-dev ## Measure captures of 2 GiB over HTTP beside sealing without it, and the memory they take.
	$(BIN)/python -m bench.captures --record

phone: $(VENV)/installed-dev ## Let Lighthouse judge the candidate's pages as a phone sees them, beside their limits.
	$(BIN)/python -m bench.phone

access-table: $(VENV)/installed-dev ## Write who can reach what, and which columns are sealed, anew; then look at the difference.
	$(BIN)/python -m tests.structure.write

pictures: $(VENV)/installed-dev ## Take the README's pictures anew from the sample data.
	$(BIN)/python -m tests.demo.pictures

translations: $(VENV)/installed-dev ## Collect the sentences of the candidate's side anew, and bring each language's catalogue up to them.
	$(BIN)/python -m tests.affidavits.catalogue

lock: $(VENV)/installed-dev ## Compile the pinned and hashed requirements.
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header requirements.in -o requirements.txt
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header requirements-dev.in -o requirements-dev.txt

clean: ## Remove the environment and what tools leave behind; instance/ stays.
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis test-results
