# Needs make and Python 3.11 to 3.13, nothing else. Each target first sets up .venv where
# requirements.lock or pyproject.toml is newer than it.

PYTHON ?= python3
BIN := .venv/bin
READY := .venv/ready
CATALOGUES := $(wildcard resources/locale/*/LC_MESSAGES/parley.po)
COMPILED := $(CATALOGUES:.po=.mo)

.PHONY: run test lint lock words bench package

run: $(READY) $(COMPILED)
	$(BIN)/parley $(ARGS)

# All of them run on all cores. A part, as in `make test ARGS="tests/domain -x"`, runs on one,
# and says nothing about coverage.
test: export QT_QPA_PLATFORM = offscreen
test: $(READY) $(COMPILED)
ifdef ARGS
	$(BIN)/pytest $(ARGS)
else
	$(BIN)/pytest --cov --numprocesses auto --dist loadfile --no-loadscope-reorder
	$(BIN)/python tools/coverage_floor.py
endif

lint: export PYRIGHT_PYTHON_IGNORE_WARNINGS = 1
lint: $(READY)
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/pyright
	$(BIN)/lint-imports

# As in `make lock ARGS=--upgrade`. Without it, pins that still fit stay as they are.
lock: $(READY)
	$(BIN)/uv pip compile --quiet pyproject.toml --universal --all-extras --generate-hashes \
		--no-header --output-file requirements.lock $(ARGS)

# As in `make words ARGS=fr`, which begins a catalogue for French.
words: $(READY)
	$(BIN)/python tools/words.py $(ARGS)

bench: $(READY)
	$(BIN)/python -m bench $(ARGS)

package: $(READY) $(COMPILED)
	$(BIN)/python packaging/build.py

$(READY): pyproject.toml requirements.lock tools/setup_env.py $(BIN)/python
	$(PYTHON) tools/setup_env.py

%.mo: %.po | $(READY)
	$(BIN)/python tools/words.py --compile

# Missing, or a link to a Python that was removed: then .venv is made anew.
$(BIN)/python: ;
