# Sojourn's commands. Nothing but make, Python 3.11 or newer and a package index is needed.
.DEFAULT_GOAL := help
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DELETE_ON_ERROR:

PYTHON ?= python3
DEV := .venv/bin/python
ENV_READY := .venv/.ready
CLOUD_READY := .venv-cloud/.ready

.PHONY: help env
help: ## show this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /  make \1\t/' | expand -t 22

env: $(ENV_READY) $(CLOUD_READY) ## make both Python environments from their locks
	@echo "env: .venv and .venv-cloud are ready ($$($(DEV) --version))"

# An environment is made afresh when its lock changes, and never otherwise: the stamp keeps the lock's checksum,
# because a clone's file times say nothing.
define make_environment
	@sum=$$(cat $(2) | cksum); \
	if [ "$$(cat $(1)/.ready 2>/dev/null)" != "$$sum" ]; then \
	  $(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Sojourn needs Python 3.11 or newer; set PYTHON=")'; \
	  echo "env: making $(1) from $(2)"; \
	  rm -rf $(1); $(PYTHON) -m venv $(1); \
	  $(1)/bin/python -m pip install -qq --disable-pip-version-check --require-hashes -r $(2); \
	  echo "$$sum" > $(1)/.ready; \
	else touch $(1)/.ready; fi
endef

$(ENV_READY): requirements-dev.txt
	$(call make_environment,.venv,requirements-dev.txt)

$(CLOUD_READY): local/requirements.txt
	$(call make_environment,.venv-cloud,local/requirements.txt)

.PHONY: locks
locks: ## write the locks again from the .in files (needs uv on PATH)
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --no-emit-find-links requirements.in -o requirements.txt
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --no-emit-find-links --allow-unsafe requirements-dev.in -o requirements-dev.txt
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --no-emit-find-links local/requirements.in -o local/requirements.txt
	@echo "locks: $$(grep -cE '^[a-z]' requirements.txt) shipped, $$(grep -cE '^[a-z]' requirements-dev.txt) for development, $$(grep -cE '^[a-z]' local/requirements.txt) for the embedded cloud"
