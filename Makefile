# Needs make and Python 3.11 to 3.13, nothing else. Each target first sets up .venv where
# requirements.lock or pyproject.toml is newer than it.

PYTHON ?= python3
BIN := .venv/bin
READY := .venv/ready

.PHONY: run test lint lock bench package

run: $(READY)
	$(BIN)/parley $(ARGS)

# A part of the tests, as in `make test ARGS="tests/domain -x"`, says nothing about coverage.
test: export QT_QPA_PLATFORM = offscreen
test: $(READY)
ifdef ARGS
	$(BIN)/pytest $(ARGS)
else
	$(BIN)/pytest --cov
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

bench: $(READY)
	$(BIN)/python -m bench $(ARGS)

package: $(READY)
	$(BIN)/python packaging/build.py

$(READY): pyproject.toml requirements.lock tools/setup_env.py $(BIN)/python
	$(PYTHON) tools/setup_env.py

# Missing, or a link to a Python that was removed: then .venv is made anew.
$(BIN)/python: ;
