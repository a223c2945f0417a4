# `make run` starts the dashboard, `make test` checks everything; both set up what they need first.

MAKEFLAGS += --no-print-directory
SHELL := /bin/sh
PORT ?= 8501
ARTICLES ?= data/articles
OUT ?= data/tables
BIN := .venv/bin
# The first Python that is new enough and can make virtual environments; PYTHON=… names another.
PYTHON ?= $(shell for each in python3.11 python3.12 python3.13 python3; do \
	"$$each" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo "$$each"; break; }; done)
# A browser window is opened where there is a desktop.
HEADLESS := $(if $(DISPLAY)$(WAYLAND_DISPLAY)$(filter Darwin,$(shell uname)),false,true)
# One thread each: the matrices are small, and threads fighting over cores cost more than they give.
export OMP_NUM_THREADS ?= 1
export PYTHONPATH := .

.PHONY: run build test check bench screenshots evaluate clean help

help:
	@echo "make run          build the tables where needed and open the dashboard at http://localhost:$(PORT)"
	@echo "make build        build the tables from $(ARTICLES) into $(OUT)"
	@echo "make test         lint, types, all tests, a build of the shipped articles, the browser tests"
	@echo "make evaluate     score the extraction against the gold claims; writes data/evaluation.json"
	@echo "make bench        measure speed"
	@echo "make screenshots  every page at two widths and two themes, into build/screenshots"
	@echo "make clean        remove everything that was built or installed"

run: .venv/ready
	@$(BIN)/python -m preprocessing build --articles "$(ARTICLES)" --out "$(OUT)" --if-needed
	@CLAIMLINE_TABLES="$(OUT)" $(BIN)/python -m streamlit run app.py --server.port $(PORT) \
		--server.headless $(HEADLESS) --server.showEmailPrompt false

build: .venv/ready
	@$(BIN)/python -m preprocessing build --articles "$(ARTICLES)" --out "$(OUT)"

test: check
	@.ci/chromium
	@echo "Browser tests"; $(BIN)/python -m pytest -m browser

check: .venv/ready-dev
	@echo "Lint"; $(BIN)/ruff check --quiet .
	@echo "Types"; $(BIN)/mypy --no-error-summary
	@echo "Tests"; $(BIN)/python -m pytest -m "not browser"
	@echo "Build of the shipped articles"; $(BIN)/python -m preprocessing build --out build/tables

evaluate: .venv/ready-dev
	@$(BIN)/python -m preprocessing evaluate --write data/evaluation.json

bench: .venv/ready-dev
	@$(BIN)/python -m benchmarks

screenshots: .venv/ready-dev
	@.ci/chromium
	@$(BIN)/python -m preprocessing build --articles "$(ARTICLES)" --out "$(OUT)" --if-needed
	@$(BIN)/python -m tests.browser.screenshots "$(OUT)"
	@echo "The pictures are in build/screenshots."

clean:
	@rm -rf .venv build data/tables data/.tables .mypy_cache .ruff_cache .pytest_cache
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

.venv/python:
	@test -n "$(PYTHON)" || { echo "Claimline needs Python 3.11 or newer with its venv module: install it (on Debian: python3 and python3-venv), or name one with PYTHON=…"; exit 1; }
	@echo "Making a virtual environment with $$($(PYTHON) --version)"
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@touch $@

.venv/ready: requirements.txt | .venv/python
	@echo "Installing requirements.txt (a few minutes the first time)"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-input -r requirements.txt \
		|| { echo "Installing failed, see above: pip needs to reach a package index."; exit 1; }
	@touch $@

.venv/ready-dev: requirements-dev.txt requirements.txt | .venv/python
	@echo "Installing requirements-dev.txt"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-input -r requirements-dev.txt \
		|| { echo "Installing failed, see above: pip needs to reach a package index."; exit 1; }
	@touch $@ .venv/ready
