# Everything a newcomer or a contributor runs. Needs Python 3.11 or newer and make; the rest is set up by itself.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
ARGS ?=

.PHONY: docs help setup demo test check format lint types catalogues locales bench faults soak campaign conversations understanding understanding-train requirements clean

help: ## what there is
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 22

setup: $(READY) ## make .venv with everything in it

$(READY): requirements-dev.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed."; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@$(BIN)/python -m compileall -q api bot delivery domain playground runtime services storage understanding wording
	@touch $(READY)

demo: $(READY) ## try everything in the browser, without a token (ARGS="--port 9000 --empty")
	@$(BIN)/nachschub demo $(ARGS)

test: $(READY) ## all tests, on SQLite and on PostgreSQL (ARGS="-k queue")
	$(BIN)/pytest --numprocesses 4 --maxschedchunk 1 $(ARGS)

check: $(READY) format lint types catalogues test ## what must pass before a push

format: $(READY)
	$(BIN)/ruff format --check .

lint: $(READY) ## rules of style and of safety
	$(BIN)/ruff check .

types: $(READY) ## mypy, strict
	$(BIN)/mypy

catalogues: $(READY) ## the translations are complete and up to date
	$(BIN)/pytest --quiet tests/wording tests/docs

SENTENCES := --no-default-keywords -k say -k plain -k count:1,2 -k plain_count:1,2

locales: $(READY) ## collect the sentences from the code into the catalogues
	$(BIN)/pybabel -q extract -F locales/babel.cfg $(SENTENCES) --add-location=file --sort-output --width=120 \
		--omit-header -o locales/messages.pot wording bot delivery services
	@for language in en de; do \
		$(BIN)/pybabel -q update -D nachschub -i locales/messages.pot -d locales -l $$language -N --ignore-obsolete \
			--ignore-pot-creation-date --width=120 || exit 1; \
	done
	$(BIN)/python -m locales.english

docs: $(READY) ## the pages of docs/ and the README, held against the code
	$(BIN)/pytest --quiet tests/docs

bench: $(READY) ## our cost against a bare equivalent, on both databases
	$(BIN)/python -m bench $(ARGS)

faults: $(READY) ## what the post withstands: kills, outages, bad answers (ARGS="--messages 500 --people 100 --kills 3")
	$(BIN)/python -m bench.faults $(ARGS)

soak: $(READY) ## many processes at one PostgreSQL for a minute, then the books (ARGS="--seconds 10")
	$(BIN)/python -m bench.soak $(ARGS)

campaign: $(READY) ## one announcement to 100,000 people, paused and resumed (ARGS="--people 5000 --faster 0")
	$(BIN)/python -m bench.campaign $(ARGS)

conversations: $(READY) ## live the conversations through again and write them down; then read them
	WRITE_CONVERSATIONS=1 $(BIN)/pytest --quiet tests/conversations -k sqlite

understanding: $(READY) ## how well free text is understood (ARGS="--errors")
	@$(BIN)/python -m tests.understanding.score $(ARGS)

understanding-train: $(READY) ## learn the phrases in understanding/phrases anew
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-train.txt
	$(BIN)/python -m understanding.trainer

requirements: $(READY) ## pin again after a change in pyproject.toml
	$(BIN)/pip-compile --quiet --strip-extras --generate-hashes --no-emit-index-url --no-emit-find-links --no-header \
		--output-file requirements.txt pyproject.toml
	$(BIN)/pip-compile --quiet --strip-extras --generate-hashes --no-emit-index-url --no-emit-find-links --no-header \
		--allow-unsafe --extra dev --output-file requirements-dev.txt pyproject.toml
	@for extra in embeddings train; do \
		$(BIN)/python -c 'import sys, tomllib; \
			print(*tomllib.load(open("pyproject.toml", "rb"))["project"]["optional-dependencies"][sys.argv[1]], sep="\n")' \
			$$extra | $(BIN)/pip-compile --quiet --strip-extras --generate-hashes --no-emit-index-url \
			--no-emit-find-links --no-header --constraint requirements-dev.txt \
			--output-file requirements-$$extra.txt - || exit 1; \
	done

clean: ## forget the demo's data and everything that was built
	rm -rf $(VENV) demo-data build *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
