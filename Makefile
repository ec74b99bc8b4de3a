# Two commands on a new machine: `make` writes every memo, `make test` runs every test.
PYTHON ?= python3
ENV := .venv
BIN := $(ENV)/bin
LOCKS := .requirements
JUDGES := .venv-validate
PEERS := .venv-bench

export PYTHON

# An environment is made, and packages are put into one; $(1) is its folder.
UV := $(shell command -v uv 2>/dev/null)
ifdef UV
  CREATE = uv venv --quiet --python "$$(command -v $(PYTHON))" $(1)
  INSTALL = uv pip install --quiet --python $(1)/bin/python
else
  CREATE = "$(PYTHON)" -m venv $(1)
  INSTALL = $(1)/bin/python -m pip install --quiet --disable-pip-version-check
endif

.DEFAULT_GOAL := memos
.PHONY: memos check golden gallery labels test validate bench evaluate docs wheel system lock clean help

memos: $(ENV)/run.stamp system ## write every memo of every record under seeds/ into out/ (the default)
	@$(BIN)/reportgen build

check: $(ENV)/run.stamp ## run the checks on every record under seeds/ and on the templates, and write nothing
	@$(BIN)/reportgen check
	@$(BIN)/reportgen audience check

golden: $(ENV)/test.stamp ## write the golden texts of tests/golden/ anew; read the difference before you commit it
	@$(BIN)/python -m pytest -q tests/test_golden.py --write-golden

labels: $(ENV)/run.stamp ## bring every catalogue of labels in step with templates/labels/labels.pot
	@for each in templates/labels/*.po; do \
	  $(BIN)/pybabel --quiet update --no-wrap --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date \
	    -i templates/labels/labels.pot -o "$$each" -l "$$(basename "$$each" .po)" || exit 1; \
	done

gallery: $(ENV)/test.stamp ## draw the pictures of docs/gallery.md anew
	@$(BIN)/python -m tests.gallery

test: $(ENV)/test.stamp $(JUDGES)/python.stamp $(JUDGES)/node.stamp ## install what the tests need and run all of them
	@.ci/system-libraries test
	@$(BIN)/python -m pytest -n auto --dist loadgroup

validate: $(JUDGES)/python.stamp $(JUDGES)/node.stamp ## run seven validators, veraPDF among them, on every document in out/
	@.ci/system-libraries validate
	@$(JUDGES)/bin/python -m tests.validators out

bench: $(ENV)/test.stamp $(PEERS)/python.stamp ## measure builds, checks, PDF and a cluster, into benchmarks/results.md
	@$(BIN)/python -m benchmarks.build
	@$(BIN)/python -m benchmarks.check
	@$(BIN)/python -m benchmarks.pdf
	@$(BIN)/python -m benchmarks.dask
	@$(BIN)/python -m benchmarks.draft

evaluate: $(ENV)/test.stamp ## score every drafter by genre on the golds shipped, or on your own: make evaluate GOLDS=folder
	@$(BIN)/python -m benchmarks.evaluate $(foreach folder,$(GOLDS),--golds "$(folder)")

docs: $(ENV)/docs.stamp ## make the documentation site in docs/_build/html; a warning is an error
	@$(BIN)/sphinx-build -q -b html -n -W --keep-going -j auto -d docs/_build/doctrees docs docs/_build/html
	@echo docs/_build/html/index.html

wheel: $(ENV)/test.stamp ## build the wheel and the source archive into dist/
	@$(BIN)/python -m build --no-isolation --outdir dist

system: ## install the system libraries PDF needs, or say how to
	@.ci/system-libraries pdf

lock: ## choose the newest versions pyproject.toml allows and lock them with hashes (needs uv)
	@$(COMPILE) pyproject.toml -o $(LOCKS)/run.txt
	@$(COMPILE) --group build -c $(LOCKS)/run.txt -o $(LOCKS)/build.txt
	@$(COMPILE) pyproject.toml --extra sphinx --group docs -c $(LOCKS)/run.txt -o $(LOCKS)/docs.txt
	@$(COMPILE) pyproject.toml --extra cjk --extra dask --extra html --extra llm --extra mkdocs --extra preview --extra sphinx --extra svg --extra typst --group test -c $(LOCKS)/run.txt -c $(LOCKS)/build.txt -c $(LOCKS)/docs.txt -o $(LOCKS)/test.txt
	@$(COMPILE) --group bench -c $(LOCKS)/test.txt -o $(LOCKS)/bench.txt
	@$(COMPILE) --group validate -c $(LOCKS)/test.txt -o $(LOCKS)/validate.txt
	@npm install --prefix $(LOCKS)/validate --package-lock-only --ignore-scripts --loglevel=error

clean: ## remove the environment and everything that can be made again
	rm -rf $(ENV) $(JUDGES) $(PEERS) dist docs/_build out/* out/.reportgen.json .hypothesis .pytest_cache .mypy_cache .ruff_cache .import_linter_cache
	find reportgen tests -name __pycache__ -type d -exec rm -rf {} +

help: ## list these targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "%-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

COMPILE = uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes --custom-compile-command "make lock"

# A stamp is newer than what was installed from: with nothing changed nothing is installed again.
$(ENV)/run.stamp: $(LOCKS)/run.txt $(LOCKS)/build.txt pyproject.toml | $(BIN)/python
	$(call INSTALL,$(ENV)) --require-hashes -r $(LOCKS)/run.txt -r $(LOCKS)/build.txt
	$(call INSTALL,$(ENV)) --no-deps --no-build-isolation --editable .
	@touch $@

$(ENV)/test.stamp: $(LOCKS)/test.txt $(ENV)/run.stamp
	$(call INSTALL,$(ENV)) --require-hashes -r $(LOCKS)/test.txt
	@touch $@

$(ENV)/docs.stamp: $(LOCKS)/docs.txt $(ENV)/run.stamp
	$(call INSTALL,$(ENV)) --require-hashes -r $(LOCKS)/docs.txt
	@touch $@

$(JUDGES)/python.stamp: $(LOCKS)/validate.txt | $(JUDGES)/bin/python
	$(call INSTALL,$(JUDGES)) --require-hashes -r $(LOCKS)/validate.txt
	@touch $@

$(PEERS)/python.stamp: $(LOCKS)/bench.txt | $(PEERS)/bin/python
	$(call INSTALL,$(PEERS)) --require-hashes -r $(LOCKS)/bench.txt
	@touch $@

# Nothing that comes with these packages is run to install them.
$(JUDGES)/node.stamp: $(LOCKS)/validate/package.json $(LOCKS)/validate/package-lock.json | $(JUDGES)/bin/python
	@.ci/system-libraries validate
	@cp $^ $(JUDGES)
	npm ci --prefix $(JUDGES) --ignore-scripts --no-audit --no-fund --loglevel=error >/dev/null
	@touch $@

%/bin/python:
	@"$(PYTHON)" -c 'import sys; v = sys.version.split()[0]; sys.exit(sys.version_info < (3, 11) and f"reportgen needs Python 3.11 or newer, and $(PYTHON) is {v}. Name another: make PYTHON=python3.12")'
	@rm -rf $*
	$(call CREATE,$*)
