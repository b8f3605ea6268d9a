# Stepwell. `make` alone lists what there is.
PYTHON ?= python3
PORT ?= 8000
BIN := .venv/bin
# The lock file must name the public index only, whatever this machine is set up with.
UV := env -u UV_INDEX -u UV_DEFAULT_INDEX -u UV_INDEX_URL -u UV_EXTRA_INDEX_URL UV_PYTHON_DOWNLOADS=never .tools/bin/uv
INTERPRETER = $(shell command -v $(PYTHON))

.DEFAULT_GOAL := help
.PHONY: help run test check bench lock clean

help: ## list what there is
	@awk -F':.*## ' '/^[a-z]+:.*## / {printf "  make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: .venv/.run ## everything from nothing to a served demonstration (PORT=8000)
	STEPWELL_DEMONSTRATION=1 $(BIN)/stepwell prepare
	STEPWELL_DEMONSTRATION=1 $(BIN)/stepwell demo --if-empty
	STEPWELL_DEMONSTRATION=1 $(BIN)/stepwell serve --port $(PORT)

test: .venv/.dev check ## every check and every test: SQLite, PostgreSQL, a real browser
	PATH="$(CURDIR)/$(BIN):$$PATH" scripts/test.sh

check: .venv/.dev ## lint, types, templates, import contracts, migrations, packs
	PATH="$(CURDIR)/$(BIN):$$PATH" scripts/check.sh

bench: .venv/.dev ## measure what has a figure to keep; results in benchmarks/results
	$(BIN)/python -m benchmarks

lock: .tools/bin/uv ## renew uv.lock
	$(UV) lock

clean: ## remove environments and data made here
	rm -rf .venv .tools var

.tools/bin/uv:
	$(PYTHON) -m venv .tools
	.tools/bin/pip install --quiet --disable-pip-version-check 'uv==0.13.9'

.venv/.run: .tools/bin/uv pyproject.toml uv.lock
	$(UV) sync --quiet --frozen --no-dev --inexact --python $(INTERPRETER)
	@touch $@

.venv/.dev: .tools/bin/uv pyproject.toml uv.lock
	$(UV) sync --quiet --frozen --python $(INTERPRETER)
	@touch .venv/.run $@
