# The habits of this project; `make help` lists them. Everything runs in .venv, from hash-locked requirements.

PYTHON ?= python3
UV ?= uv
OUT := build/demo
SAMPLES := src/isnad/samples

BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet install
LOCKED := requirements/base.txt requirements/build.txt
BROUGHT := src/isnad/codebook/places/towns.csv src/isnad/archive/people/common_passwords.txt \
	src/isnad/publish/basemap.json src/isnad/web/static/vendor

unexport PYTHONPATH PYTHONHOME
export PYTHONUTF8 := 1

.DEFAULT_GOAL := help
.PHONY: help demo test check format bench soak lock clean

help: ## this list
	@sed -nE 's/^([a-z]+):.*## (.*)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 18

demo: .venv/installed ## read the bundled reports: in the terminal, and as pages in build/demo
	@rm -rf $(OUT)
	$(BIN)/isnad read $(SAMPLES) --manifest $(SAMPLES)/manifest.json --format text
	$(BIN)/isnad read $(SAMPLES) --manifest $(SAMPLES)/manifest.json --format html --out $(OUT)
	@echo; echo "Pages, each sentence beside what was read in it: $(OUT)/index.html"

test: check ## everything that has to hold: the checks, then the tests (uses the network once, to install)
	$(BIN)/python -m pytest

check: .venv/installed-dev ## style, types, arrows between rooms, dead code
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/vulture

format: .venv/installed-dev ## put the code into the one style
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: .venv/installed-dev ## speed, memory, dates, and an archive's adding, asking and resolving, beside their floors
	$(BIN)/python -m benchmarks.bench
	$(BIN)/python -m benchmarks.dates
	$(BIN)/python -m benchmarks.incidents
	$(BIN)/python -m benchmarks.adding
	$(BIN)/python -m benchmarks.asking

soak: .venv/installed-dev ## the full-size trials: broken inputs, a very long text, kills, lost power, 16 writers (about three hours)
	$(BIN)/python -m benchmarks.soak --cases 1000000 --megabytes 5
	$(BIN)/python -m benchmarks.kills --kills 500
	$(BIN)/python -m benchmarks.power --cuts 500
	SOAK_EDITS=1000 $(BIN)/python -m pytest -n0 tests/archive/test_opening.py -k many_processes

lock: ## resolve all requirements anew (needs uv)
	@command -v $(UV) >/dev/null || { echo "make lock needs uv: install it or give UV=path" >&2; exit 1; }
	$(COMPILE) pyproject.toml -o requirements/base.txt
	$(COMPILE) -c requirements/base.txt --extra dev pyproject.toml -o requirements/dev.txt
	$(COMPILE) -c requirements/dev.txt requirements/build.in -o requirements/build.txt

COMPILE = $(UV) pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --no-header

clean: ## remove all that was built, .venv too
	rm -rf .venv build dist .hypothesis .mypy_cache .pytest_cache .ruff_cache .import_linter_cache $(BROUGHT)
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

.venv/made:
	@command -v $(PYTHON) >/dev/null || { echo "$(PYTHON) is not there: install Python 3.11 or newer" >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "$$($(PYTHON) --version) is too old: make PYTHON=python3.11 (or newer)" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || \
		{ echo "$(PYTHON) has no venv: install it (on Debian: apt-get install python3-venv)" >&2; exit 1; }
	@echo "Setting up .venv"
	@rm -rf .venv
	@$(PYTHON) -m venv .venv
	@touch $@

.venv/installed: .venv/made $(LOCKED) pyproject.toml hatch_build.py src/isnad/arabic/toponyms.py \
		$(wildcard build_assets/*.py build_assets/*.json)
	@echo "Installing the locked requirements"
	@$(PIP) --require-hashes $(LOCKED:%=-r %)
	@$(PIP) --no-deps --no-build-isolation -e .
	@if ls $(BROUGHT) >/dev/null 2>&1; then touch $@; else \
		echo "Not fetched: the base map, scripts or common passwords. All works but these; make tries again next time." >&2; fi

.venv/installed-dev: .venv/installed requirements/dev.txt
	@echo "Installing the locked tools for development"
	@$(PIP) --require-hashes -r requirements/dev.txt
	@touch $@
