# Most targets call `setup`, which needs Python 3.11, make and git; what a browser test needs, `e2e` installs itself.
PYTHON ?= python3.11
VENV   := .venv
BIN    := $(VENV)/bin
STAMP  := $(VENV)/.installed
MODEL  := bot/understanding/understanding.npz

.PHONY: setup demo test coverage check e2e bench evaluate playground lock clean

setup: $(STAMP) $(MODEL)

$(STAMP): requirements-dev.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $(STAMP)

# What questions look like, learned once for every store; whoever changes a phrase learns them anew. Set up by root, it is
# read by the user that the service runs as; nothing in it is anybody's.
$(MODEL): $(STAMP) $(wildcard storage/rules/questions/*.toml bot/understanding/*.toml bot/understanding/*.py)
	$(BIN)/python -m bot.understanding.training $@
	chmod a+r $@

demo: setup
	$(BIN)/sagspuls demo $(ARGS)

# Three workers for two cores: a worker waits for the database a good part of its time.
test: setup
	$(BIN)/pytest -n 3 --dist loadscope -m "not e2e and not bench" $(ARGS)

# The same tests, measured: more than twice their processor time, so not each time. Fails below the floor in pyproject.toml.
coverage: setup
	$(BIN)/coverage erase
	$(BIN)/coverage run -m pytest -n 3 --dist loadscope -m "not e2e and not bench" $(ARGS)
	$(BIN)/coverage combine --quiet
	$(BIN)/coverage report

check: setup
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: setup
	$(BIN)/pytest -m bench -s $(ARGS)

# How well questions are understood and answered. ARGS names files of tests/sentences, when empty the development sets and
# all of qualified/; --json FILE keeps the replies to the qualified ones.
evaluate: setup
	$(BIN)/python -m tests.bot.understanding.evaluate $(ARGS)

e2e: setup
	tests/e2e/setup.sh browser
	$(BIN)/pytest --hypothesis-profile=whole -m "(e2e or hypothesis) and not bench" $(ARGS)

# Opens on this machine only; the bot must be running: make demo ARGS=--serve
BOT  ?= $(or $(SAGSPULS_PORT),3978)
PORT ?= 56150
WHO  ?= anna
playground:
	@tests/e2e/setup.sh
	@node tests/e2e/playground.mjs $(BOT) $(PORT) $(WHO)

# The one target that needs a tool of its own on the PATH, uv. Writes hashes, and no index addresses.
LOCK := uv pip compile --quiet --generate-hashes --no-emit-index-url --no-annotate --no-header --python-version 3.11
lock:
	$(LOCK) pyproject.toml -o requirements.lock
	$(LOCK) --extra dev pyproject.toml -o requirements-dev.lock

clean:
	rm -rf $(VENV) .coverage .coverage.* .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
