# The README's two commands are `make demo` and `make test`; both make what they need inside the clone.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: setup ui demo test lint types layers unit answers clean

setup: .venv/.ready

.venv/.ready: requirements.lock pyproject.toml hatch_build.py
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed; run: make PYTHON=/path/to/python3.11 $(MAKECMDGOALS)"; exit 1; }
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation -e .
	@touch .venv/.ready

# the graphics of the pages; nothing is done when they are fresh
ui: setup
	$(BIN)/python hatch_build.py

demo: ui
	$(BIN)/allegiance demo

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: setup
	$(BIN)/mypy
	$(BIN)/python hatch_build.py types

layers: setup
	$(BIN)/lint-imports

unit: ui
	$(BIN)/python -m pytest

test: lint types layers unit

# the worked notebook and the key judgements of docs/assessments.md, made anew: make answers DATA=folder with the field's tables
answers: setup
	@test -n "$(DATA)" || { echo "Say where the tables are: make answers DATA=folder"; exit 1; }
	$(BIN)/python -m benchmarks.notebook docs/notebook.ipynb --write
	$(BIN)/python -m benchmarks.dossiers --write docs/assessments.md --tables $(DATA)/events/icews_yearly_dyads.csv.gz \
		$(DATA)/events/icews14.csv.gz $(DATA)/votes/un_votes.parquet $(DATA)/votes/un_roll_calls.parquet \
		$(DATA)/registers/atop_alliance.csv.gz

clean:
	rm -rf .venv demo build dist
