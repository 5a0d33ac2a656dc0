# Khitab. Every target makes the environment by itself; nothing has to be installed beforehand but Python >= 3.11.
.DEFAULT_GOAL := help
.PHONY: help run test desk old lab lint docs bench fuzz mutants ablation clean
VENV ?= .venv
ifeq ($(OS),Windows_NT)
BIN := $(VENV)/Scripts
else
BIN := $(VENV)/bin
endif
# The first interpreter that starts and is new enough (a name on the PATH may be an empty shim).
FIND_PYTHON = for p in $(PYTHON) python3 python3.13 python3.12 python3.11 python3.14 python; do \
	if $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then echo $$p; break; fi; done
# Not compiled at once, which takes half a minute: Python compiles what it loads when it first does, and here it may keep
# that, whatever is set elsewhere: a run and the tests start many processes.
export PYTHONDONTWRITEBYTECODE =
PIP = $(BIN)/python -m pip --disable-pip-version-check install --quiet --no-compile
STUDY ?= data/sample

help: ## List the targets
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10
	@echo "Another study: make run STUDY=path/to/study      Another Python: make run PYTHON=/path/to/python3.12"

$(VENV)/.run: requirements.txt pyproject.toml
	@python=`$(FIND_PYTHON)`; if [ -z "$$python" ]; then \
		echo "Khitab needs Python 3.11 or newer; install it or name it: make run PYTHON=/path/to/python3.12" >&2; exit 1; fi; \
		if [ ! -x $(BIN)/python ]; then echo "Making $(VENV) with $$python ..."; $$python -m venv $(VENV); fi
	@echo "Installing requirements.txt ..."
	@$(PIP) -r requirements.txt
	@touch $@

$(VENV)/.dev: $(VENV)/.run requirements-dev.txt
	@echo "Installing requirements-dev.txt ..."
	@$(PIP) -r requirements-dev.txt
	@$(PIP) --no-deps association-measures==0.3.2  # a peer the tests ask; it has not been declared for pandas 3
	@touch $@

run: $(VENV)/.run ## Run all notebooks on the sample study (or STUDY=...) and write figures, tables and the report
	@$(BIN)/python -m helpers run $(STUDY)

test: $(VENV)/.dev ## Run the whole test suite
	@$(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder

# Two processes would wait for the browser a third of the time.
desk: $(VENV)/.dev ## Run all notebooks in a real JupyterLab in Chromium, as a reader sees them (minutes)
	@$(BIN)/python -m pytest -n 3 --dist loadfile tests/desk

# The drawing tests need no more than this, so the second environment is quick to make.
OLD = (pandas|numpy|pyarrow|pillow|wordcloud|arabic-reshaper|python-bidi|jinja2|pytest|pytest-xdist|uharfbuzz|fonttools|hypothesis)
$(VENV)-old/.made: requirements.txt requirements-dev.txt | $(VENV)/.dev
	@echo "Making $(VENV)-old with matplotlib 3.10 ..."
	@$(BIN)/python -m venv $(VENV)-old
	@$(subst $(VENV)/,$(VENV)-old/,$(PIP)) matplotlib==3.10.9 `grep -hE '^$(OLD)==' requirements.txt requirements-dev.txt`
	@touch $@

old: $(VENV)-old/.made ## Run the drawing tests on matplotlib 3.10, which does not shape Arabic by itself
	@PYTHONPATH=src $(subst $(VENV)/,$(VENV)-old/,$(BIN)/python) -m pytest -n 2 tests/display \
		$(foreach one,viewer live_tables reading,--ignore tests/display/test_$(one).py)

# JupyterLab's own menus: the pack for Arabic translates some of them, and all stands from the left as before. The choice
# is kept in the environment, as a default that the menu Settings > Language overrides.
LAB_SETTINGS = $(VENV)/share/jupyter/lab/settings
lab: $(VENV)/.run ## Open the notebooks in JupyterLab (MENUS=ar: its menus in Arabic, as far as they are translated)
	@if [ "$(MENUS)" = ar ]; then $(PIP) --no-deps jupyterlab-language-pack-ar-SA==4.5.post3; fi
	@if [ -n "$(MENUS)" ]; then mkdir -p $(LAB_SETTINGS); \
		echo '{"@jupyterlab/translation-extension:plugin": {"locale": "$(subst ar,ar_SA,$(MENUS))"}}' \
		> $(LAB_SETTINGS)/overrides.json; fi
	@PYTHONSTARTUP=$(CURDIR)/src/helpers/study/startup.py $(BIN)/python -m jupyterlab --notebook-dir=. notebooks/00_start_here.ipynb

lint: $(VENV)/.dev ## Check style and the import contract
	@$(BIN)/python -m ruff check .
	@$(BIN)/lint-imports

$(VENV)/.docs: $(VENV)/.run requirements-docs.txt
	@echo "Installing requirements-docs.txt ..."
	@$(PIP) -r requirements-docs.txt
	@touch $@

docs: $(VENV)/.docs ## Build the guide in English and Arabic: build/docs/en/index.html, build/docs/ar/index.html
	@$(BIN)/python docs/generate.py
	@for one in en ar; do \
		$(BIN)/python -m sphinx -W -q -c docs -D language=$$one docs/$$one build/docs/$$one || exit 1; \
		echo "build/docs/$$one/index.html"; done

bench: $(VENV)/.dev ## Measure speed and quality against the peers (minutes)
	@$(BIN)/python -m tests.benchmarks

fuzz: $(VENV)/.dev ## Put 20,000 damaged inputs to the readers (minutes)
	@$(BIN)/python tests/fuzz.py

mutants: $(VENV)/.dev ## Change the code in 200 places, in a copy, and list what no test notices (an hour or two)
	@$(BIN)/python tests/mutants.py

ablation: $(VENV)/.dev ## Switch each rule of reported speech off in turn, over all annotated articles (minutes)
	@$(BIN)/python tests/ablation.py

clean: ## Remove what was made: environment, derived data and figures
	rm -rf $(VENV) $(VENV)-old $(VENV)-conc data/*/derived data/*/derived-reference figures/*/ build/docs .pytest_cache .ruff_cache .hypothesis src/*.egg-info
	find src tests -name __pycache__ -type d -prune -exec rm -rf {} +
