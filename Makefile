# The two commands a newcomer needs: make run, make test. Everything they make lies under .venv/ and var/.
PYTHON ?= python3
PORT ?= 8000
DEMO ?= 1
VENV := .venv
PY := $(VENV)/bin/python
# The Python that the machine has makes the virtual environment; what it lacks is said in one sentence.
INSTALL := "$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || \
	{ echo "This site needs Python 3.11 or newer; $(PYTHON) is missing or older. Name another: make PYTHON=python3.12 run"; exit 1; }; \
	"$(PYTHON)" -m carec_site.starting.install
# For every Python from 3.11 on and every system at once; markers tell which package is for which.
COMPILE := $(VENV)/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-annotate --custom-compile-command "make lock"
# An environment of its own, in which the suite runs: (name, uv's word for which versions).
define test_on
$(VENV)/bin/uv venv --quiet --clear --python $(PY) $(VENV)/$(1) && \
	$(VENV)/bin/uv pip install --quiet --python $(VENV)/$(1)/bin/python --resolution $(2) --requirement requirements-dev.txt && \
	$(VENV)/$(1)/bin/python -m pytest --numprocesses auto $(ARGS)
endef
# No stamp holds once the machine's Python, which the environment borrows, is gone or is another one.
UNUSABLE := $(if $(wildcard $(VENV)),$(shell $(PY) -c 'import pip' 2>/dev/null || echo unusable))
# djade writes what stands in the tags of Django's own engine alike, djhtml indents; neither breaks a line.
TEMPLATES = $(shell find templates/django -name '*.html')
DJADE := --target-version 5.2
DJHTML := --tabwidth 2
CATALOGUES := $(patsubst %.po,%.mo,$(wildcard locale/*/LC_MESSAGES/*.po))

# Django developers often have one in their shell, of another project.
unexport DJANGO_SETTINGS_MODULE

.DEFAULT_GOAL := help
.PHONY: help run test check quality contact-sheet coverage test-newest test-oldest serve bench install lint types format lock messages clean unusable

help: ## List these commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-13s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: $(VENV)/runtime.stamp $(CATALOGUES) ## Start the site for development, with demo content (PORT=8000; DEMO=0 for none)
	@DEBUG=1 SITE_URL=http://localhost:$(PORT) $(PY) manage.py develop $(PORT) $(if $(filter 0,$(DEMO)),--no-demo)

test: $(VENV)/tests.stamp $(CATALOGUES) ## Run the whole test suite (ARGS=tests/news for a part)
	@$(PY) -m pytest --numprocesses auto $(ARGS)

check: lint types $(CATALOGUES) ## Lint, types and the tests in short: no browser, no program started (about two minutes)
	@$(PY) -m pytest --numprocesses auto -m 'not long' $(ARGS)

quality: $(VENV)/tests.stamp $(CATALOGUES) ## Ask whether the site is as good as we say: search, and what else is no unit test
	@QUALITY=1 $(PY) -m pytest tests/quality --ignore=tests/quality/test_contact_sheet.py $(ARGS)

contact-sheet: $(VENV)/tests.stamp $(CATALOGUES) ## Picture every kind of page at four widths, light and dark, in three languages
	@QUALITY=1 $(PY) -m pytest tests/quality/test_contact_sheet.py $(ARGS)

coverage: $(VENV)/tests.stamp $(CATALOGUES) ## Run the suite and show which lines and branches no test reaches
	@rm -rf var/coverage && mkdir -p var/coverage && $(PY) -m coverage run -m pytest --numprocesses auto $(ARGS); \
	$(PY) -m coverage combine --quiet && $(PY) -m coverage report

test-newest: $(VENV)/tests.stamp $(CATALOGUES) ## Run the suite on the newest packages that the ranges allow
	@$(call test_on,newest,highest)

test-oldest: $(VENV)/tests.stamp $(CATALOGUES) ## Run the suite on the oldest
	@$(call test_on,oldest,lowest-direct)

serve: $(VENV)/runtime.stamp $(CATALOGUES) ## Start the production server with production settings (PORT=8000)
	@$(PY) -m carec_site.starting.serve $(PORT)

bench: $(VENV)/runtime.stamp $(CATALOGUES) ## Measure how fast the site is and stays as it grows (ARGS=--help; docs/performance.md)
	@$(PY) -m bench $(ARGS)

install: $(VENV)/runtime.stamp $(CATALOGUES) ## Install what a service needs: packages, translations

lint: $(VENV)/tests.stamp ## Check style and formatting of Python, templates and scripts
	@$(PY) -m ruff check . && $(PY) -m ruff format --check .
	@$(VENV)/bin/djade $(DJADE) --check $(TEMPLATES) && $(PY) -m djhtml $(DJHTML) --check templates
	@$(VENV)/bin/oxlint --deny-warnings static

types: $(VENV)/tests.stamp ## Check the types of the modules that pyproject.toml lists
	@$(PY) -m mypy

format: $(VENV)/tests.stamp ## Fix formatting and import order
	@$(PY) -m ruff check --fix . ; $(PY) -m ruff format .
	@$(VENV)/bin/djade $(DJADE) $(TEMPLATES) ; $(PY) -m djhtml $(DJHTML) templates

lock: $(VENV)/tests.stamp ## Lock all packages within their ranges (ARGS=--upgrade for the newest)
	@$(COMPILE) requirements.txt --output-file requirements.lock $(ARGS)
	@$(COMPILE) requirements-dev.txt --constraint requirements.lock --output-file requirements-dev.lock $(ARGS)

messages: $(VENV)/runtime.stamp ## Collect texts to translate into locale/ (needs GNU gettext)
	@DEBUG=1 $(PY) manage.py makemessages --all --no-obsolete --no-location --ignore '.venv/*' --ignore 'var/*' --ignore 'tests/*'

clean: ## Remove the virtual environment and all data of development (asks first)
	@printf 'This deletes .venv/ and var/ with the database and all uploads in it. Type yes to go on: '; \
	read answer && test "$$answer" = yes && rm -rf $(VENV) var

$(VENV)/runtime.stamp: requirements.lock $(UNUSABLE)
	@$(INSTALL) runtime

$(VENV)/tests.stamp: requirements-dev.lock $(UNUSABLE)
	@$(INSTALL) tests

locale/%.mo: locale/%.po | $(VENV)/runtime.stamp
	@$(PY) -m babel.messages.frontend --quiet compile --input-file $< --output-file $@.$$$$ && mv $@.$$$$ $@
