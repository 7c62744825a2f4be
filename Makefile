# Everything a person runs. `make` alone lists the targets.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-print-directory

PORT ?= 8000
KILLS ?= 5
ROWS ?= 1000000
ifeq ($(origin PYTHON),undefined)
PYTHON := $(shell command -v python3.11 || command -v python3.13 || command -v python3.12 || command -v python3)
endif

# What a person gives is text: it goes to the shell in its environment, where nothing in it is run, neither by
# make (a dollar sign) nor by the shell (quotes, backquotes). Recipes say "$$NAME", never $(NAME).
GIVEN := DELIVERY AGAIN PORT KILLS FORMAT WAVE ROWS SIZES JOBS LAYER VARS PROFILES SVY_PYTHON PYTHON LOCK_OPTIONS
$(foreach name,$(GIVEN),$(eval override export $(name) := $$(value $(name))))
# Another project's libraries do not belong in this one's environment.
unexport PYTHONPATH PYTHONHOME
# Where a container forbids Python to keep what it compiles, every start of a program and of the tests does all of it again.
unexport PYTHONDONTWRITEBYTECODE

VENV := .venv
BIN := $(VENV)/bin
override SQL := $(wildcard models analyses tests/dbt)
ENVIRONMENT := $(VENV)/.installed
# Of Spark alone, which nothing else needs.
SPARK_VENV := .venv-spark
SPARK_ENVIRONMENT := $(SPARK_VENV)/.installed
SITE_PACKAGES := reports/node_modules/.installed
BROWSER_PACKAGES := tests/site/node_modules/.installed

# One thread a linear algebra call: dbt already runs models side by side, and sums stay the same at
# every build. No tool reports to its maker.
export OPENBLAS_NUM_THREADS := 1
export OMP_NUM_THREADS := 1
export MKL_NUM_THREADS := 1
export DO_NOT_TRACK := 1
export DBT_SEND_ANONYMOUS_USAGE_STATS := false
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export TZ := UTC

override say = @printf '== %s\n' "$(1)"
override timed = @TIMEFORMAT='   done (%1R s)'; time { $(1); }

.PHONY: help build spark-build test-spark rollback verify check prepare test test-fast test-kills bench bench-build bench-scale bench-spark serve models environment lint format test-python test-units test-warehouse test-pages test-build test-site synthetic simulation reference docs lock clean

help: ## list the targets
	@awk -F':.*## ' '/^[a-z-]+:.*## / { printf "  make %-13s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

# Packages of the site are installed while Python's are and while dbt builds: a line says that they are.
build: ## build, test and publish the warehouse and the site (DELIVERY=path/to/folder, or one folder per wave; AGAIN=1 when nothing changed, too)
	@exec 3< <($(MAKE_COMMAND) --silent $(SITE_PACKAGES) >&2 && echo installed); $(MAKE_COMMAND) --silent $(ENVIRONMENT); \
		echo "== build"; exec $(BIN)/python -m publication build \
		--packages 3 --parent "$$PPID" $${AGAIN:+--again} $${DELIVERY:+--delivery "$$DELIVERY"}

rollback: $(ENVIRONMENT) ## return to the publication before the current one
	@exec $(BIN)/python -m publication rollback

verify: $(ENVIRONMENT) ## compare what is published with its digests, file by file
	@exec $(BIN)/python -m publication verify

check: $(ENVIRONMENT) ## check a delivery and print its report (DELIVERY=path/to/folder)
	@test -n "$$DELIVERY" || { echo "say which delivery: make check DELIVERY=path/to/folder" >&2; exit 1; }
	@$(BIN)/python -m deliveries check "$$DELIVERY"

prepare: $(ENVIRONMENT) ## write a start of delivery.yml and mapping.csv, and a data dictionary (DELIVERY=path/to/folder, WAVE=2026)
	@test -n "$$DELIVERY" || { echo "say where the files are: make prepare DELIVERY=path/to/folder" >&2; exit 1; }
	@$(BIN)/python -m deliveries prepare "$$DELIVERY" $${WAVE:+--wave "$$WAVE"}

models: $(ENVIRONMENT) ## write the models that follow from the codebook and from what published models declare, and API.md
	@$(BIN)/python -m model_writer
	@$(BIN)/python -m survey_stats.api_page

test-fast: $(ENVIRONMENT) $(SITE_PACKAGES) ## before every commit: style of Python, written models, quick unit tests
	$(call say,lint: ruff)
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --check --quiet . || { echo "run 'make format'" >&2; exit 1; }
	$(call say,written models)
	@$(BIN)/python -m model_writer --check
	$(call say,unit tests that take less than a few seconds)
	@$(BIN)/python -m pytest --numprocesses auto --dist loadscope -m "not slow"
	@cd reports && npm run --silent test

bench: $(ENVIRONMENT) ## what the statistics cost, beside R's survey and svy where they are installed (ROWS=1000000, SVY_PYTHON=)
	@$(BIN)/python tests/python/survey_stats/speed/bench.py "$$ROWS"

bench-scale: $(ENVIRONMENT) ## the whole chain at several sizes, into docs/benchmarks.* (SIZES="6867 100000" JOBS="check build export compare")
	@$(BIN)/python tests/bench_scale.py $${SIZES:+--sizes "$$SIZES"} $${JOBS:+--jobs "$$JOBS"} $${LAYER:+--layer "$$LAYER"}

bench-spark: $(SPARK_ENVIRONMENT) ## what persons on Spark cost at several sizes, for docs/scale.md (SIZES="10000 30000 60000")
	@$(SPARK_VENV)/bin/python tests/bench_spark.py $$SIZES

bench-build: $(ENVIRONMENT) ## what dbt build costs, beside an empty project and with ten times the persons
	@$(BIN)/python tests/bench_build.py

# Some at a time, since each alone leaves a part of two processors idle: installations wait for the network, a build for
# its slowest model, a browser for its pages.
test: ## prove it: lint, unit tests, dbt tests, the site in a real browser
	@$(MAKE) --jobs 3 lint test-build test-units test-pages test-warehouse test-site
	$(call say,all checks passed)

spark-build: $(SPARK_ENVIRONMENT) ## the warehouse with its persons on a local Spark, into development/spark_build (DELIVERY=path/to/folder; docs/scale.md)
	$(call say,build with Spark)
	@exec $(SPARK_VENV)/bin/python -m spark_tier $${DELIVERY:+--delivery "$$DELIVERY"} $${VARS:+--vars "$$VARS"} $${PROFILES:+--profiles "$$PROFILES"}

test-spark: $(SPARK_ENVIRONMENT) ## a build with Spark, compared with what `make test-build` built
	$(call say,tests of the build with Spark)
	@$(SPARK_VENV)/bin/python -m pytest tests/spark

serve: $(ENVIRONMENT) ## show the published site at a local address (PORT=8000)
	@exec $(BIN)/python -m publication serve --port "$$PORT"

# Compiled here, for those who start dbt where Python may not keep what it compiles (without the packages' own tests, a third
# of all; what cannot be compiled, templates, is left as it is). A build compiles what it uses.
environment: $(ENVIRONMENT) $(SITE_PACKAGES) ## install what is locked (done by the other targets too)
	@$(BIN)/python -m compileall -qq -j 0 -x /tests/ $(VENV)/lib || true

# In one process: of two each reads the project. Nearly all that it makes it keeps: looking for garbage at every 700th
# object is a third of its time.
override sqlfluff = $(BIN)/python -c 'import gc; gc.set_threshold(50_000); from sqlfluff.cli.commands import cli; cli()'

lint: $(ENVIRONMENT) ## check the style of Python and SQL
	$(call say,lint: ruff)
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --check --quiet . || { echo "run 'make format'" >&2; exit 1; }
	$(call say,written models)
	@$(BIN)/python -m model_writer --check
	$(call say,lint: sqlfluff)
	$(call timed,$(sqlfluff) lint --disable-progress-bar $(SQL))

format: $(ENVIRONMENT) ## bring Python and SQL into the agreed style
	@$(BIN)/ruff check --fix --quiet . || true
	@$(BIN)/ruff format .
	@$(BIN)/sqlfluff fix --processes 2 --disable-progress-bar $(SQL)

test-python: test-units test-warehouse ## tests of the Python code, of deliveries and waves, and faults planted in the warehouse

test-units: $(ENVIRONMENT) ## those of them that need no warehouse
	$(call say,unit tests)
	@$(BIN)/python -m pytest --numprocesses auto --dist loadscope -m "not built"

test-warehouse: test-build ## those that look at the warehouse of test-build
	$(call say,tests of the warehouse)
	@$(BIN)/python -m pytest --numprocesses auto --dist loadscope -m built

test-pages: $(SITE_PACKAGES) ## unit tests of the site's own code
	$(call say,unit tests of the site)
	@cd reports && npm run --silent test

test-build: $(ENVIRONMENT) $(SITE_PACKAGES) ## seeds, models, dbt tests, exports and site, without publishing
	$(call say,warehouse and site$(comma) beside the published ones)
	@exec $(BIN)/python -m publication build --no-publish --parent "$$PPID"

test-kills: $(ENVIRONMENT) $(SITE_PACKAGES) ## kill `make build` at random times and look at what is published (KILLS=5)
	@$(BIN)/python tests/kill_builds.py --kills "$$KILLS"

test-site: test-build $(BROWSER_PACKAGES) ## the site in a real browser
	$(call say,site in Chromium)
	@tests/site/require-chromium
	@cd tests/site && SITE=../../warehouse/.build/candidate/site npm run --silent test

synthetic: $(ENVIRONMENT) ## write the synthetic data in seeds/ anew; with FORMAT=sav (and WAVE=2026) write a delivery
	@if test -z "$$FORMAT"; then $(BIN)/python -m synthetic --output seeds; else \
		$(BIN)/python -m deliveries write --format "$$FORMAT" $${WAVE:+--wave "$$WAVE"} \
		--output "deliveries/synthetic-$$FORMAT$${WAVE:+-$$WAVE}"; fi

simulation: $(ENVIRONMENT) ## draw 2,000 samples and see how often the intervals cover; writes docs/coverage.csv
	@$(BIN)/python -m simulation

reference: $(ENVIRONMENT) ## compute the reference results of the statistics anew, with R
	@command -v Rscript > /dev/null && Rscript -e 'for (p in c("survey", "jsonlite")) library(p, character.only = TRUE)' \
		> /dev/null 2>&1 || { echo "R with survey and jsonlite is needed" \
		"(apt-get install r-base-core r-cran-survey r-cran-jsonlite)" >&2; exit 1; }
	@$(BIN)/dbt --quiet build --exclude-resource-type test unit_test
	@cd tests/python/survey_stats/reference && for script in *.R; do \
		echo "== $$script"; TIMEFORMAT='   done (%1R s)'; time Rscript --vanilla "$$script"; done

docs: $(ENVIRONMENT) ## documentation of all tables in one file, target/static_index.html
	@test -e warehouse/manager_training.duckdb || { echo "nothing is published yet; run 'make build' first" >&2; exit 1; }
	@$(BIN)/dbt --quiet docs generate --static --target prod
	@echo "target/static_index.html"

override compile = --quiet --generate-hashes --no-emit-index-url --python-version 3.11 --universal \
	--custom-compile-command "make lock" pyproject.toml

lock: ## resolve what pyproject.toml asks for anew into requirements*.lock, for every Python that is supported
	@test -x .build/uv/bin/uv || { "$$PYTHON" -m venv .build/uv && .build/uv/bin/pip install --quiet uv; }
	@.build/uv/bin/uv pip compile $(compile) --extra dev $$LOCK_OPTIONS --output-file requirements.lock
	@.build/uv/bin/uv pip compile $(compile) --extra spark --constraint requirements.lock --output-file requirements-spark.lock

clean: ## remove what was built and installed, the published state included
	@rm -rf $(VENV) $(SPARK_VENV) .build development target logs warehouse reports/build reports/.evidence reports/extras reports/node_modules \
		reports/sources/warehouse/*.parquet tests/site/node_modules
	@find python_models tests -name __pycache__ -type d -prune -exec rm -rf {} +

# uv installs in a tenth of the time and needs no pip beside it. Where it is not there, pip installs it first, as locked.
# Where pip knows of a registry that uv was not told of, or uv fails, pip does all.
override with_uv = uv="$$(command -v uv || echo $(1)/bin/uv)"; test -x "$$uv" \
	&& "$$uv" pip install --quiet --python $(1)/bin/python --require-hashes --no-deps -r $(2) \
	&& "$$uv" pip install --quiet --python $(1)/bin/python --no-deps --no-build-isolation --reinstall --editable .
override pip = $(1)/bin/python -m pip
override with_pip_in = test -x $(1)/bin/pip || $(1)/bin/python -m ensurepip > /dev/null
override uv_by_pip = test ! -x "$$uv" && ! $(call pip,$(1)) config list | grep -q '[.]index-url=' \
	&& $(call pip,$(1)) install -qq --require-hashes --no-deps -r <(awk '/^[^ ]/ { here = /^uv==/ } here' requirements.lock)
override with_pip = $(call pip,$(1)) install -qq --no-compile --require-hashes --no-deps -r $(2) \
	&& $(call pip,$(1)) install -qq --no-deps --no-build-isolation --editable .
override packages = { $(with_uv); } || { { $(with_pip_in); } && { { $(uv_by_pip) && { $(with_uv); }; } || { $(with_pip); }; }; }

# An environment names the folder it was installed in.
override moved = if test -e $(BIN)/activate && ! grep -qF "$$(pwd -P)/$(VENV)" $(BIN)/activate; then $(1); fi
ifneq ($(shell $(call moved,echo moved)),)
.PHONY: $(ENVIRONMENT)
endif

$(ENVIRONMENT): requirements.lock pyproject.toml
	$(call say,environment: $(VENV) from requirements.lock)
	@test -n "$$PYTHON" && "$$PYTHON" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' \
		|| { echo "Python 3.11, 3.12 or 3.13 is needed (apt-get install python3 python3-venv, or make PYTHON=...)" >&2; exit 1; }
	@$(call moved,echo "   this folder was moved since it was installed: from anew"; rm -r $(VENV))
	@test -x $(BIN)/python || "$$PYTHON" -m venv --without-pip $(VENV)
	$(call timed,$(call packages,$(VENV),requirements.lock))
	@touch $@

# Spark comes as source, 450 MB, of which a wheel is made first: to compress that takes longest.
$(SPARK_ENVIRONMENT): requirements-spark.lock pyproject.toml
	$(call say,environment: $(SPARK_VENV) from requirements-spark.lock)
	@test -x $(SPARK_VENV)/bin/python || "$$PYTHON" -m venv --without-pip $(SPARK_VENV)
	@mkdir -p .build; printf '[bdist_wheel]\ncompression = stored\n' > .build/uncompressed.cfg
	$(call timed,export DIST_EXTRA_CONFIG="$$(pwd -P)/.build/uncompressed.cfg"; $(call packages,$(SPARK_VENV),requirements-spark.lock))
	@touch $@

# Nicely: what runs beside it, dbt's build or the tests, takes longer.
$(SITE_PACKAGES) $(BROWSER_PACKAGES): %/node_modules/.installed: %/package-lock.json
	$(call say,packages of $*)
	@command -v npm > /dev/null && node -e 'const v = parseInt(process.versions.node, 10); process.exit(Number(v < 20 || v > 24))' \
		|| { echo "Node.js 20 to 24 with npm is needed (apt-get install nodejs npm)" >&2; exit 1; }
	$(call timed,nice npm ci --prefix $* --no-audit --no-fund --loglevel=error)
	@touch $@

# Patches are applied when packages are installed.
$(SITE_PACKAGES): $(wildcard reports/patches/*)

override comma := ,
