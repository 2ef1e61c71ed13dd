# Every chore has a verb here; CI and the README use the same ones.
# Needs: Python 3.11 or later, make, pip. Everything else is set up in .venv from the lock files.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.DEFAULT_GOAL := help
.PHONY: help demo bot chat test format lint types layers pytest eval crash bench settings schema acts catalogues lock clean

help: ## this list
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

demo: $(VENV)/.run ## the main job from the wires to a chat, on this machine alone
	@$(BIN)/dateline demo

bot: $(VENV)/.run ## the bot on Telegram (TELEGRAM_BOT_TOKEN=... make bot)
	@exec $(BIN)/python -m bot

chat: $(VENV)/.run ## the same bot in this terminal, without Telegram
	@$(BIN)/dateline chat

test: lint types layers pytest eval ## all checks: lint, types, layers, tests, evaluation floors

lint: $(VENV)/.dev ## ruff
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.dev ## mypy --strict
	$(BIN)/mypy

layers: $(VENV)/.dev ## which room may import which
	$(BIN)/lint-imports

pytest: $(VENV)/.dev ## the tests
	$(BIN)/python -m pytest

eval: $(VENV)/.dev ## how well the reading does, against gold, with floors
	$(BIN)/python -m tests.eval

crash: $(VENV)/.dev ## the courier killed at every single step of a batch (SEEDS="7 8 9" for other seeds; some minutes)
	CRASH_STRIDE=1 CRASH_SEEDS="$(or $(SEEDS),1 2 3)" $(BIN)/python -m pytest tests/bot/courier/test_killed.py

bench: $(VENV)/.dev ## ratios to the plainest way and to the usual one (BENCH="reading story" for some)
	$(BIN)/python -m bench $(BENCH)

settings: $(VENV)/.dev ## write docs/settings.md out of the settings themselves
	$(BIN)/dateline settings --markdown > docs/settings.md

schema: $(VENV)/.dev ## write docs/schema.md out of a ledger that was just made
	$(BIN)/python -c "from digests.ledger.schema import markdown; print(markdown(), end='')" > docs/schema.md

acts: $(VENV)/.dev ## write the table of acts in docs/admins.md
	$(BIN)/python -c "import pathlib, bot.desk.table as t; p = pathlib.Path('docs/admins.md'); p.write_text(p.read_text().partition('## Every act')[0] + '## Every act\n\n' + t.markdown())"

catalogues: $(VENV)/.dev ## write the strings that are new in the code into every language's catalogue
	$(BIN)/python -m bot.language

format: $(VENV)/.dev ## lay the code out
	$(BIN)/ruff check --fix-only .
	$(BIN)/ruff format .

lock: $(VENV)/.dev ## write both lock files anew from pyproject.toml
	$(BIN)/python -m pip install -q pip-tools
	$(BIN)/pip-compile -q --allow-unsafe --generate-hashes --strip-extras --output-file=requirements.lock pyproject.toml
	$(BIN)/pip-compile -q --allow-unsafe --generate-hashes --strip-extras --extra=dev --output-file=requirements-dev.lock pyproject.toml

clean: ## take away what was set up and built
	rm -rf $(VENV) build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis

# A stamp says which lock file the environment was laid from; a changed lock lays it again. Hashes are checked.
$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Dateline needs Python 3.11 or later; name one with PYTHON=python3.12 make ..." >&2; exit 1; }
	@echo "Setting up $(VENV) ..."
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.run: requirements.lock pyproject.toml | $(VENV)/bin/python
	@if [ -e $(VENV)/.dev ] && [ $(VENV)/.dev -nt requirements.lock ] && [ $(VENV)/.dev -nt pyproject.toml ]; then :; else \
	  echo "Installing $$(grep -c '^[a-z]' requirements.lock) locked packages (a minute the first time) ..."; \
	  sh scripts/install requirements.lock $(BIN); fi
	@touch $@

$(VENV)/.dev: requirements-dev.lock pyproject.toml | $(VENV)/bin/python
	@echo "Installing $$(grep -c '^[a-z]' requirements-dev.lock) locked packages (a minute the first time) ..."
	@sh scripts/install requirements-dev.lock $(BIN)
	@touch $@ $(VENV)/.run
