# Sojourn's commands. Nothing but make, Python 3.11 or newer and a package index is needed.
.DEFAULT_GOAL := help
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DELETE_ON_ERROR:

PYTHON ?= python3
DEV := .venv/bin/python
ENV_READY := .venv/.ready
CLOUD_READY := .venv-cloud/.ready
BENCH_READY := .venv-bench/.ready
AUDIT_READY := .venv-audit/.ready
CHECKOV_READY := .venv-checkov/.ready
POSTGRES_READY := .venv-postgres/.ready
GENERATORS_READY := .venv-generators/.ready

.PHONY: help doctor env
help: ## show this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /  make \1\t/' | expand -t 22

doctor: ## say what this machine lacks, and for which commands
	@$(PYTHON) -m local.doctor

env: $(ENV_READY) $(CLOUD_READY) ## make both Python environments from their locks
	@echo "env: .venv and .venv-cloud are ready ($$($(DEV) --version))"

# An environment is made afresh when its lock changes, and never otherwise: the stamp keeps the lock's checksum,
# because a clone's file times say nothing.
define make_environment
	@sum=$$(cat $(2) | cksum); \
	if [ "$$(cat $(1)/.ready 2>/dev/null)" != "$$sum" ]; then \
	  $(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Sojourn needs Python 3.11 or newer; set PYTHON=")'; \
	  echo "env: making $(1) from $(2)" >&2; \
	  rm -rf $(1); $(PYTHON) -m venv $(1); \
	  $(1)/bin/python -m pip install -qq --disable-pip-version-check --require-hashes -r $(2); \
	  echo "$$sum" > $(1)/.ready; \
	else touch $(1)/.ready; fi
endef

# The client is used from where it stands, as its users have it installed.
$(ENV_READY): requirements-dev.txt clients/python/pyproject.toml
	$(call make_environment,.venv,requirements-dev.txt)
	@$(DEV) -c 'import pathlib, site; pathlib.Path(site.getsitepackages()[0], "sojourn-client.pth").write_text("$(CURDIR)/clients/python\n")'

$(CLOUD_READY): local/requirements.txt
	$(call make_environment,.venv-cloud,local/requirements.txt)

$(BENCH_READY): bench/requirements.txt
	$(call make_environment,.venv-bench,bench/requirements.txt)

$(AUDIT_READY): tests/security/requirements.txt
	$(call make_environment,.venv-audit,tests/security/requirements.txt)

$(CHECKOV_READY): tests/security/checkov.txt
	$(call make_environment,.venv-checkov,tests/security/checkov.txt)

$(POSTGRES_READY): tests/postgres/requirements.txt
	$(call make_environment,.venv-postgres,tests/postgres/requirements.txt)

$(GENERATORS_READY): tests/conformance/generators/requirements.txt
	$(call make_environment,.venv-generators,tests/conformance/generators/requirements.txt)

.PHONY: locks
locks: ## write the lock files from the .in files (needs uv on PATH)
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --no-emit-find-links requirements.in -o requirements.txt
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --no-emit-find-links --allow-unsafe requirements-dev.in -o requirements-dev.txt
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --no-emit-find-links local/requirements.in -o local/requirements.txt
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --no-emit-find-links layers/documents.in -o layers/documents.txt
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --no-emit-find-links --no-deps layers/retrieval.in -o layers/retrieval.txt
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --no-emit-find-links --no-deps layers/database.in -o layers/database.txt
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --no-emit-find-links bench/requirements.in -o bench/requirements.txt
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --no-emit-find-links --allow-unsafe tests/security/requirements.in -o tests/security/requirements.txt
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --no-emit-find-links tests/security/checkov.in -o tests/security/checkov.txt
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --no-emit-find-links tests/postgres/requirements.in -o tests/postgres/requirements.txt
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --no-emit-find-links tests/conformance/generators/requirements.in -o tests/conformance/generators/requirements.txt
	uv pip compile -q --universal --python-version 3.12 --generate-hashes --no-header --no-emit-index-url --no-emit-find-links --no-deps tests/maps_engines/requirements.in -o tests/maps_engines/requirements.txt
	@echo "locks: $$(grep -cE '^[a-z]' requirements.txt) shipped, $$(grep -cE '^[a-z]' requirements-dev.txt) for development, $$(grep -cE '^[a-z]' local/requirements.txt) for the embedded cloud"

STAGE ?= local
# USER is in every shell's environment: only the one given to make counts.
ROLE = $(if $(filter command,$(firstword $(origin USER))),$(USER),traveller)

.PHONY: run up down status base token logs local deploy package foundation finish chalice-deploy chalice-delete
run: $(ENV_READY) $(CLOUD_READY) ## start everything, book one trip as a demo, then serve (ONCE=1 stops after it; REQUEST="..." is the trip request, in words or as JSON)
	@$(DEV) -m local run $(if $(ONCE),--once) $(if $(PERSIST),--persist) $(if $(REQUEST),--request "$$REQUEST")
run: export REQUEST := $(REQUEST)

up: $(ENV_READY) $(CLOUD_READY) ## start the embedded cloud, deploy into it and seed it (SEED=0 creates the users alone, PERSIST=1 keeps its data but for the last 5 s before a kill, SOJOURN_PORT fixes its port)
	@$(DEV) -m local up $(if $(PERSIST),--persist) $(if $(filter 0,$(SEED)),--unseeded)

down: $(ENV_READY) ## stop the embedded cloud
	@$(DEV) -m local down

status: $(ENV_READY) ## say whether the embedded cloud is running, and where
	@$(DEV) -m local status

base: $(ENV_READY) ## print the API's address, for command lines
	@$(DEV) -m local base

token: $(ENV_READY) ## print an id token of USER=traveller|second-traveller|approver|travel-manager|operator
	@$(DEV) -m local token $(ROLE)

logs: $(ENV_READY) ## print what the functions logged
	@$(DEV) -m local logs

local: $(ENV_READY) ## serve the API under `chalice local` with hot reload (RELOAD=off: without), against what `make up` started
	@$(DEV) -m local serve $(if $(filter off,$(RELOAD)),--no-reload)

# The embedded cloud's own queues, or with STAGE= those of a stage on AWS, with the credentials of the environment.
AWS_STAGE = $(if $(filter command environment,$(firstword $(origin STAGE))),$(STAGE))

.PHONY: queues redrive
queues: $(ENV_READY) ## count waiting messages and dead letters of each queue (STAGE=dev: on AWS)
	@$(DEV) -m $(if $(AWS_STAGE),infra.queues --stage $(AWS_STAGE),local queues)

redrive: $(ENV_READY) ## retry the dead letters of QUEUE=reconciliations (STAGE=dev: on AWS)
	@$(DEV) -m $(if $(AWS_STAGE),infra.queues --stage $(AWS_STAGE) redrive,local redrive) $(or $(QUEUE),$(error say QUEUE=))

foundation: $(ENV_READY) ## make what `chalice deploy --stage dev` needs for STAGE=dev: foundation, policies, environment
	@$(DEV) -m infra.foundation --stage $(STAGE)

finish: $(ENV_READY) ## finish STAGE=dev after `chalice deploy`: what Chalice cannot say, and the workflow
	@$(DEV) -m infra.chalice_finish --stage $(STAGE)

chalice-deploy: $(ENV_READY) ## deploy STAGE=dev by Chalice's own command, with what comes before and after it
	@$(DEV) -m infra.foundation --stage $(STAGE)
	@.venv/bin/chalice deploy --stage $(STAGE)
	@$(DEV) -m infra.chalice_finish --stage $(STAGE)

chalice-delete: $(ENV_READY) ## delete the functions and APIs of STAGE=dev that `chalice deploy` made; the foundation stays
	@$(DEV) -m infra.chalice_delete --stage $(STAGE)
	@.venv/bin/chalice delete --stage $(STAGE)

package: $(ENV_READY) ## package STAGE=dev for Lambda, with the layers of what parses and searches policy documents
	@$(if $(filter local,$(STAGE)),,$(DEV) -m infra.layers --architecture arm64)
	@$(DEV) -m infra.package --stage $(STAGE)

deploy: $(ENV_READY) ## deploy STAGE=dev to AWS with the credentials of the environment (YES=1 asks nobody, ALARM_EMAIL=, ALARM_SNS_TOPIC_ARN=, DOCUMENTS_ORIGIN=, EDGE=on EDGE_DOMAIN= EDGE_ZONE_ID=, PACKAGE=build/dev, SCOPE=code)
	@$(if $(PACKAGE)$(filter local,$(STAGE)),,$(DEV) -m infra.layers --architecture arm64)
	@$(DEV) -m infra.deploy --stage $(STAGE) $(if $(SCOPE),--scope $(SCOPE)) $(if $(PACKAGE),--package $(PACKAGE))

.PHONY: models
models: $(ENV_READY) ## make the layers with the parsers and the models that search policy documents, for this computer (ARCHITECTURE=arm64 for AWS)
	@$(DEV) -m infra.layers $(if $(ARCHITECTURE),--architecture $(ARCHITECTURE))

.PHONY: smoke rollback sbom pipeline
smoke: $(ENV_READY) ## try STAGE=dev: request a trip through its API, book it, cancel it (ADDRESS= if not at the gateway's own)
	@$(DEV) -m infra.smoke --stage $(STAGE) $(if $(ADDRESS),--address $(ADDRESS))

rollback: $(ENV_READY) ## bring the release before the last back to STAGE=dev (YES=1 asks nobody)
	@$(DEV) -m infra.releases --stage $(STAGE)

pipeline: $(ENV_READY) ## make the roles by which REPOSITORY=owner/name deploys STAGE=dev, and OPERATOR= operates it (BRANCH=, PROVIDER=, EDGE_ZONE_ID=)
	@$(DEV) -m infra.pipeline --stage $(STAGE) --repository "$(REPOSITORY)" --operator "$(OPERATOR)" $(if $(BRANCH),--branch "$(BRANCH)") $(if $(PROVIDER),--provider "$(PROVIDER)") $(if $(EDGE_ZONE_ID),--zone "$(EDGE_ZONE_ID)")

sbom: $(AUDIT_READY) ## write build/sbom.json, the bill of what the package ships
	@mkdir -p build && cat requirements.txt layers/documents.txt layers/retrieval.txt layers/database.txt > build/shipped.txt
	@.venv-audit/bin/cyclonedx-py requirements build/shipped.txt --sv 1.6 --of JSON --output-reproducible -o build/sbom.json
	@echo "sbom: build/sbom.json, $$(grep -c '"bom-ref"' build/sbom.json) components"

.PHONY: account
account: $(ENV_READY) ## let the gateways of this account write access logs, and say when it is charged more than LIMIT= dollars a month (ALARM_EMAIL=)
	@$(DEV) -m infra.account $(if $(LIMIT),--limit $(LIMIT))

.PHONY: seed
seed: $(ENV_READY) ## give STAGE=dev on AWS its example people, policy and budgets (MANAGER= invites a travel manager, which is all on prod)
	@$(DEV) -m local.stage_seed --stage $(STAGE) $(if $(MANAGER),--manager $(MANAGER))

# NAME is in some shells' environment: only the one given to make counts.
CALLED = $(if $(filter command,$(firstword $(origin NAME))),$(NAME))

.PHONY: invite roles sign-in app-client app-clients app-client-secret delete-app-client
invite: $(ENV_READY) ## invite EMAIL= to STAGE=dev with ROLES="traveller approver" (NAME=, PROVIDER= that they come by, SUBJECT= its id of them)
	@$(WHERE) $(DEV) -m infra.invitations invite --stage $(STAGE) --email "$(or $(EMAIL),$(error say EMAIL=))" --roles "$(ROLES)" --name "$(CALLED)" --provider "$(PROVIDER)" --subject "$(SUBJECT)"

roles: $(ENV_READY) ## give EMAIL= on STAGE=dev exactly ROLES="traveller approver"
	@$(WHERE) $(DEV) -m infra.invitations roles --stage $(STAGE) --email "$(or $(EMAIL),$(error say EMAIL=))" --roles "$(ROLES)"

sign-in: $(ENV_READY) ## print an id token of EMAIL= on STAGE=dev, by their password and second factor
	@$(WHERE) $(DEV) -m infra.invitations sign-in --stage $(STAGE) --email "$(or $(EMAIL),$(error say EMAIL=))"

app-client: $(ENV_READY) ## let the program NAME=hr-sync get tokens on STAGE=dev for SCOPES="employees.read employees.write"
	@$(WHERE) $(DEV) -m infra.app_clients keep --stage $(STAGE) --name "$(or $(CALLED),$(error say NAME=))" --scopes "$(SCOPES)"

app-clients: $(ENV_READY) ## list the programs of STAGE=dev
	@$(WHERE) $(DEV) -m infra.app_clients list --stage $(STAGE)

app-client-secret: $(ENV_READY) ## give the program NAME=hr-sync on STAGE=dev another secret (RETIRE=1: the one before is good no more)
	@$(WHERE) $(DEV) -m infra.app_clients $(if $(RETIRE),retire,rotate) --stage $(STAGE) --name "$(or $(CALLED),$(error say NAME=))"

delete-app-client: $(ENV_READY) ## let the program NAME=hr-sync get no more tokens on STAGE=dev
	@$(WHERE) $(DEV) -m infra.app_clients delete --stage $(STAGE) --name "$(or $(CALLED),$(error say NAME=))"

.PHONY: pilot-light fail-over
pilot-light: $(ENV_READY) ## give STAGE=prod the second region REGION=eu-west-1 to come back in (REGION= copies nothing any more)
	@$(DEV) -m infra.pilot_light --stage $(STAGE) --region "$(REGION)"

fail-over: $(ENV_READY) ## restore rows and secrets of STAGE=prod in AWS_REGION, its second region, from copies (AT= no later than)
	@$(DEV) -m infra.failover --stage $(STAGE) $(if $(AT),--at "$(AT)")

.PHONY: link-accounts
link-accounts: $(ENV_READY) ## link accounts of STAGE=dev's new user pool to the people FROM=people.json, who keep their ids
	@$(DEV) -m infra.account_links --stage $(STAGE) --people "$(or $(FROM),$(error say FROM=))"

# The embedded cloud for STAGE=local, which is what is meant unless another stage is said; AWS for every other.
WHERE = $(if $(filter local,$(STAGE)),AWS_ENDPOINT_URL=$$($(DEV) -m local base | sed 's,/_aws/.*,,'))

.PHONY: export-stage import-stage
export-stage: $(ENV_READY) ## take all that STAGE=dev keeps out into the folder TO=, as of one moment (SOJOURN_PASSPHRASE= takes its secrets along)
	@$(WHERE) $(DEV) -m infra.transfer export --stage $(STAGE) --folder "$(or $(TO),$(error say TO=))"

import-stage: $(ENV_READY) ## put what was taken out into FROM= into STAGE=dev (OVER=1 although it has data, FLAWED=1 although its audit is not proven)
	@$(WHERE) $(DEV) -m infra.transfer import --stage $(STAGE) --folder "$(or $(FROM),$(error say FROM=))" $(if $(OVER),--over) $(if $(FLAWED),--flawed)

.PHONY: restore-stage back-up-people unknown-purchases rebuild-reports
restore-stage: $(ENV_READY) ## bring STAGE=dev back, whose tables, documents or users are lost, from backups and REPLICA=bucket (AT= no later than)
	@: "$(or $(REPLICA),$(error say REPLICA=))"
	@$(DEV) -m infra.recovery tables --stage $(STAGE) $(if $(AT),--at "$(AT)")
	@$(DEV) -m infra.deploy --stage $(STAGE) $(if $(PACKAGE),--package $(PACKAGE))
	@$(DEV) -m infra.recovery contents --stage $(STAGE) --replica "$(REPLICA)"

back-up-people: $(ENV_READY) ## list who has an account of STAGE=dev, with groups, beside its documents
	@$(WHERE) $(DEV) -m infra.recovery people --stage $(STAGE)

unknown-purchases: $(ENV_READY) ## list what suppliers have SINCE=2027-03-01T08:00:00Z and no booking of STAGE=dev stands for (CANCEL=1 cancels it)
	@$(WHERE) $(DEV) -m infra.recovery.suppliers --stage $(STAGE) --since "$(or $(SINCE),$(error say SINCE=))" $(if $(CANCEL),--cancel)

rebuild-reports: $(ENV_READY) ## count all bookings of STAGE=dev anew for its reports, while it works, and put right what is wrong
	@$(WHERE) $(DEV) -m infra.recovery.reports --stage $(STAGE)

.PHONY: migrate
migrate: $(ENV_READY) ## change what STAGE=dev keeps to what this release wants (DRY=1 only says what, TO=0 goes back)
	@$(DEV) -m infra.migrations --stage $(STAGE) $(if $(DRY),--dry-run) $(if $(TO),--to $(TO))

.PHONY: test check format policies client needed-words description clean
test: $(ENV_READY) $(CLOUD_READY) ## run every test, the ones against a deployed copy included
	@$(DEV) -m local.quality test

check: $(ENV_READY) $(CLOUD_READY) ## check format, lint, types, contracts, length, words, glossary, templates, policies and security
	@$(DEV) -m local.quality check

.PHONY: simulate demo
simulate: $(ENV_READY) ## run the workflow under every crash and 100,000 random schedules (TIER=quick|crashes|pairs|schedules, SCHEDULES=, SEED=, PAIRS=, POINT=, TEETH=1, BUG=)
	@$(DEV) -m tests.simulation $(if $(TIER),--tier $(TIER)) $(if $(SCHEDULES),--schedules $(SCHEDULES)) $(if $(SEED),--seed $(SEED)) $(if $(PAIRS),--pairs $(PAIRS)) $(if $(POINT),--point "$$POINT") $(if $(TEETH),--teeth $(if $(BUG),--bug "$$BUG"))
simulate: export POINT := $(POINT)
simulate: export BUG := $(BUG)

demo: $(ENV_READY) ## book one trip on the copy that `make up` started (REQUEST="..." is the trip request, in words or as JSON)
	@$(DEV) -m local.demo $(if $(REQUEST),--request "$$REQUEST")
demo: export REQUEST := $(REQUEST)

.PHONY: bench
bench: $(ENV_READY) $(if $(BASE)$(POLICY_CORPUS)$(TRACES),,$(BENCH_READY)) ## measure a request, a cold start, a page and positions, beside other frameworks or beside a commit (BASE=, START=); how a regulation is searched (POLICY_CORPUS=regulation.md, POLICY_QUESTIONS=); or what comes of others' traces in any order (TRACES="*.gpx")
	@$(DEV) -m $(if $(BASE),bench.compare $(if $(START),--start $(START)) "$$BASE",$(if $(POLICY_CORPUS),bench.retrieval $(if $(POLICY_QUESTIONS),--questions "$$POLICY_QUESTIONS") "$$POLICY_CORPUS",$(if $(TRACES),bench.tracking --traces $(TRACES),bench)))
bench: export BASE := $(BASE)
bench: export POLICY_CORPUS := $(POLICY_CORPUS)
bench: export POLICY_QUESTIONS := $(POLICY_QUESTIONS)

.PHONY: cost
cost: $(ENV_READY) $(CLOUD_READY) ## count what a booking, a change, a viewer's hour and an idle day use, and price it (REGION=, COUNTS=, WRITE=1 puts it into docs/cost.md)
	@$(DEV) -m bench.cost $(if $(REGION),--region $(REGION)) $(if $(COUNTS),--counts $(COUNTS)) $(if $(WRITE),--write)

format: $(ENV_READY) ## format the code
	@$(DEV) -m ruff format -q . && $(DEV) -m ruff check -q --fix . && echo "format: done"

policies: $(ENV_READY) ## write for reviewers what the functions may do on prod, from the table in infra/policies.py
	@$(DEV) -m infra.policy_files

description: $(ENV_READY) ## keep today's description of the API as the released one, which later ones are compared with
	@$(DEV) -m local.breaking_changes --release

needed-words: $(ENV_READY) ## write what each pattern of the reading of words needs in a text, from the patterns
	@$(DEV) -m local.make_needed_words

client: $(ENV_READY) ## write the clients' types and methods, in Python and TypeScript, from the API's description
	@$(DEV) -m local.make_client

.PHONY: evaluate-alarms
evaluate-alarms: $(ENV_READY) ## ring every alarm by a fault of its own, and none on a usual day, as CloudWatch evaluates them (ALARM=part of a name, CLOUD=1: the lines of the copy that `make up` started)
	@$(DEV) -m tests.alarms $(if $(ALARM),--alarm "$$ALARM") $(if $(CLOUD),--cloud)
evaluate-alarms: export ALARM := $(ALARM)

.PHONY: conformance
conformance: $(ENV_READY) $(CLOUD_READY) $(GENERATORS_READY) ## test every operation and link against the API description, lint it, run what generators of clients make of it, and open the pages in a browser (needs npm, and Chromium for the pages; EXAMPLES=, SEED=)
	@$(DEV) -m tests.conformance
conformance: export EXAMPLES := $(EXAMPLES)
conformance: export SEED := $(SEED)

.PHONY: prove-erasure
prove-erasure: $(ENV_READY) $(CLOUD_READY) ## erase people in a copy of its own while others book for them, and look for them everywhere (PEOPLE=, SEED=)
	@$(DEV) -m tests.erasure $(if $(PEOPLE),--people $(PEOPLE)) $(if $(SEED),--seed $(SEED))

.PHONY: policies-proof
policies-proof: $(ENV_READY) $(CLOUD_READY) ## show for each right of each function the test that fails without it, and take some away from a deployed copy (SEED=, MUTANTS=)
	@$(DEV) -m tests.least_privilege $(if $(SEED),--seed $(SEED)) $(if $(MUTANTS),--mutants $(MUTANTS))

.PHONY: data-plane reporting-schema data-plane-servers
data-plane: $(ENV_READY) ## make or change the optional network of STAGE=dev with PostgreSQL and a cache (PLANE_CACHE=on, PLANE_NAT=one and others, AUTHORITIES=bundle.pem)
	@$(DEV) -m infra.data_plane --stage $(STAGE) $(if $(AUTHORITIES),--authorities "$(AUTHORITIES)")

reporting-schema: $(ENV_READY) ## make or change the tables of STAGE=dev's reporting copy in PostgreSQL (OWNER_SECRET= of who owns the database, READER= a role that may read it)
	@$(DEV) -m infra.reporting_schema --stage $(STAGE) $(if $(OWNER_SECRET),--owner-secret "$(OWNER_SECRET)") $(if $(READER),--reader "$(READER)")

data-plane-servers: $(ENV_READY) $(POSTGRES_READY) ## test cache, policy index and reporting copy on PostgreSQL and Redis, started for it under an ordinary user
	@$(DEV) -m tests.data_plane

.PHONY: policy-index-schema
policy-index-schema: $(ENV_READY) ## make or change the tables of STAGE=dev's policy index in PostgreSQL (OWNER_SECRET= of who owns the database)
	@$(DEV) -m infra.policy_index_schema --stage $(STAGE) $(if $(OWNER_SECRET),--owner-secret "$(OWNER_SECRET)")

.PHONY: policy-index-postgres
policy-index-postgres: $(ENV_READY) $(POSTGRES_READY) ## test the policy index on PostgreSQL servers with pgvector, started for it under an ordinary user
	@$(DEV) -m tests.postgres

PYTHON312 ?= python3.12
.PHONY: maps-engines
maps-engines: $(ENV_READY) ## test maps on real OSRM and Valhalla, which prepare a piece of Helsinki for it (PYTHON312= an interpreter of that version)
	@$(DEV) -m tests.maps_engines --python "$(PYTHON312)"

.PHONY: drill
drill: $(ENV_READY) $(CLOUD_READY) ## lose a copy's tables, documents and users while people book, bring it back from its backups, and verify all of it (SEED=)
	@$(DEV) -m tests.drill $(if $(SEED),--seed $(SEED))

.PHONY: upgrade
upgrade: $(ENV_READY) $(CLOUD_READY) ## deploy an earlier release (BASE=, the parent if not said), this one and a later one over running bookings, and back
	@$(DEV) -m tests.upgrade $(if $(BASE),--base "$$BASE")
upgrade: export BASE := $(BASE)

.PHONY: load
load: $(ENV_READY) $(CLOUD_READY) ## book and look many at once, in process and on a copy, while steps have no room (BOOKINGS=, RATE=, SECONDS=, COPY= bookings there, 0 for none, SEED=)
	@$(DEV) -m tests.load $(if $(BOOKINGS),--bookings $(BOOKINGS)) $(if $(RATE),--rate $(RATE)) $(if $(SECONDS),--seconds $(SECONDS)) $(if $(COPY),--copy $(COPY)) $(if $(SEED),--seed $(SEED))

.PHONY: load-positions
load-positions: $(ENV_READY) ## take a million positions of a thousand people through intake, queue and worker, find each again, and price them (PEOPLE=, POSITIONS=, AT_ONCE=, SECONDS=, SEED=)
	@$(DEV) -m tests.load.positions $(if $(PEOPLE),--people $(PEOPLE)) $(if $(POSITIONS),--positions $(POSITIONS)) $(if $(AT_ONCE),--at-once $(AT_ONCE)) $(if $(SECONDS),--seconds $(SECONDS)) $(if $(SEED),--seed $(SEED))

.PHONY: stamina
stamina: $(ENV_READY) $(CLOUD_READY) ## run the tests that kill, race or wait 20 times while every core is busy (RUNS=, TESTS=)
	@$(DEV) -m tests.stamina $(if $(RUNS),--runs $(RUNS)) $(TESTS)

.PHONY: assistant-attacks
assistant-attacks: $(ENV_READY) ## attack the assistant, whose model obeys every injection, at every place where somebody can write
	@$(DEV) -m tests.assistant_attacks

.PHONY: hostile-documents
hostile-documents: $(ENV_READY) ## parse 200 damaged and hostile policy documents as a worker does (DOCUMENTS= words of their names)
	@$(DEV) -m tests.hostile_documents $(DOCUMENTS)

.PHONY: security
security: $(ENV_READY) $(CLOUD_READY) $(AUDIT_READY) $(CHECKOV_READY) ## attack a copy with every token and on every object; run linter, advisories and checkov
	@$(DEV) -m tests.security

clean: down ## remove what was generated, environments included
	@chmod -Rf u+w build || true
	@rm -rf build .local tests/conformance/node_modules tests/conformance/page/node_modules tests/conformance/generators/node_modules .venv .venv-cloud .venv-bench .venv-audit .venv-checkov .venv-postgres .venv-generators .venv-maps .pytest_cache .mypy_cache .ruff_cache .hypothesis .chalice/deployments .chalice/policies
	@echo "clean: done"
