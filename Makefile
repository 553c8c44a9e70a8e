# make graph   install, build the five articles of seeds/, show the hand-overs
# make test    install with the tools of development, check style and types, run the tests
# make lint    style and types only
# make picture draw docs/graph.png anew (needs Chromium; CHROMIUM="chromium --no-sandbox" inside a container)
# make ontology-page  write docs/ontology.html anew, by pyLODE in an environment of its own
# make clean   remove the graph, the virtual environment and every cache

SUITABLE := import sys; sys.exit(sys.version_info < (3, 11))
CANDIDATES := python3 python3.13 python3.12 python3.11
PYTHON ?= $(shell for p in $(CANDIDATES); do "$$p" -c '$(SUITABLE)' 2>/dev/null && echo "$$p" && break; done)
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt
GRAPH := graph

CHROMIUM ?= chromium

.PHONY: graph test lint picture ontology-page clean

graph: $(VENV)/.installed
	$(BIN)/kg build seeds --graph $(GRAPH)
	@echo
	@echo "Bases and places handed over:"
	@$(BIN)/kg query handovers --graph $(GRAPH)
	@echo
	@echo "The graph is in $(GRAPH)/, its page is $$($(BIN)/kg view --graph $(GRAPH))"
	@echo "Ask it more: $(BIN)/kg query --list"

picture: graph
	$(CHROMIUM) --headless --hide-scrollbars --window-size=1400,900 --virtual-time-budget=4000 \
	  --screenshot=docs/graph.png "file://$(abspath $(GRAPH))/graph.html"

ontology-page:
	$(PYTHON) -m venv build/pylode
	build/pylode/bin/python -m pip install --quiet pylode==3.1.4
	build/pylode/bin/pylode ontology/kg.ttl -o docs/ontology.html

test: lint
	$(BIN)/pytest

lint: $(VENV)/.installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

# The stamp files say that an installation is done for this pyproject.toml and these versions.
$(VENV)/.installed: $(VENV)/.created pyproject.toml constraints.txt
	$(PIP) --editable .
	@touch $@

$(VENV)/.installed-dev: $(VENV)/.created pyproject.toml constraints.txt
	$(PIP) --editable '.[dev]'
	@touch $@ $(VENV)/.installed

$(VENV)/.created:
	@test -n "$(PYTHON)" || { echo "kg needs Python 3.11 or newer; name one with: make PYTHON=/path/to/python3" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)
	@touch $@

clean:
	rm -rf $(VENV) $(GRAPH) build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find kg tests -name __pycache__ -type d -prune -exec rm -rf {} +
