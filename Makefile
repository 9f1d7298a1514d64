# The two commands a newcomer needs: make run, make test. Everything they make lies under .venv/ and var/.
PYTHON ?= python3
PORT ?= 8000
VENV := .venv
PY := $(VENV)/bin/python
PIP := $(PY) -m pip install --quiet --disable-pip-version-check
CATALOGUES := $(patsubst %.po,%.mo,$(wildcard locale/*/LC_MESSAGES/*.po))

.DEFAULT_GOAL := help
.PHONY: help run test serve lint format messages clean

help: ## List these commands
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: $(VENV)/runtime.stamp $(CATALOGUES) ## Start the site for development, with demo content (PORT=8000)
	@DEBUG=1 SITE_URL=http://localhost:$(PORT) $(PY) manage.py develop $(PORT)

test: $(VENV)/dev.stamp $(CATALOGUES) ## Run the whole test suite (ARGS=tests/news for a part)
	@$(PY) -m pytest --numprocesses 2 $(ARGS)

serve: $(VENV)/runtime.stamp $(CATALOGUES) ## Start the production server with production settings (PORT=8000)
	@$(PY) -m carec_site.serve $(PORT)

lint: $(VENV)/dev.stamp ## Check style and formatting
	@$(PY) -m ruff check . && $(PY) -m ruff format --check .

format: $(VENV)/dev.stamp ## Put formatting and import order right
	@$(PY) -m ruff check --fix . ; $(PY) -m ruff format .

messages: $(VENV)/runtime.stamp ## Collect texts to translate into locale/ (needs GNU gettext)
	@DEBUG=1 $(PY) manage.py makemessages --all --no-obsolete --no-location --ignore '.venv/*' --ignore 'var/*' --ignore 'tests/*'

clean: ## Remove the virtual environment and all data of development (asks first)
	@printf 'This deletes .venv/ and var/ with the database and all uploads in it. Type yes to go on: '; \
	read answer && test "$$answer" = yes && rm -rf $(VENV) var

$(PY):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "This site needs Python 3.11 or newer; $(PYTHON) is older. Name another: make PYTHON=python3.12 run"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || \
		{ rm -rf $(VENV); echo "Python could not make a virtual environment; on Debian or Ubuntu: apt install python3-venv"; exit 1; }

$(VENV)/runtime.stamp: requirements.txt | $(PY)
	@echo "Installing packages ..."
	@$(PIP) -r requirements.txt
	@touch $@

$(VENV)/dev.stamp: requirements-dev.txt requirements.txt | $(PY)
	@echo "Installing packages for tests ..."
	@$(PIP) -r requirements-dev.txt
	@touch $@ $(VENV)/runtime.stamp

locale/%.mo: locale/%.po | $(VENV)/runtime.stamp
	@$(PY) -m babel.messages.frontend --quiet compile --input-file $< --output-file $@
