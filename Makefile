# Everything that is done to this repository, by hand or by a machine. `make help` prints the list.

PREFIX ?= /usr/local
CONFORMANCE ?= ../shared/conformance

release_flags := -c release --static-swift-stdlib
fuzzer_flags := -c release --scratch-path .build-fuzzers --sanitize fuzzer
program = $(shell swift build $(release_flags) --show-bin-path)/saga
tested = $(shell swift build --show-bin-path)
only = $(if $(FILTER),--filter '$(FILTER)')
share = $(DESTDIR)$(PREFIX)/share
bash_completion = $(share)/bash-completion/completions/saga
zsh_completion = $(share)/zsh/site-functions/_saga
fish_completion = $(share)/fish/vendor_completions.d/saga.fish
as_root := $(if $(filter-out 0,$(shell id -u)),sudo)

.DEFAULT_GOAL := help
.PHONY: help deps build test record lint format demo bench fuzz fuzzers model conformance docs \
	release install uninstall clean ci

help: ## Print this list
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  \1\t\2/p' Makefile | expand -t 16

deps: ## Install what a fresh Debian lacks (libyaml, libcurl, strace, spin …); silent otherwise
	@need=; have() { command -v "$$1" >/dev/null 2>&1; }; \
	have pkg-config || need="$$need pkg-config"; \
	for tool in strace spin gcc; do have $$tool || need="$$need $$tool"; done; \
	cd /usr/include && [ -e yaml.h ] && [ -e zlib.h ] || need="$$need libyaml-dev zlib1g-dev"; \
	have curl-config || need="$$need libcurl4-openssl-dev"; \
	[ -z "$$need" ] || { echo "deps: installing$$need"; \
	$(as_root) apt-get -qq -o DPkg::Lock::Timeout=300 update; \
	$(as_root) env DEBIAN_FRONTEND=noninteractive apt-get -qq -y -o DPkg::Lock::Timeout=300 \
		install --no-install-recommends $$need >/dev/null; }

build: deps ## Build everything for debugging
	swift build --build-tests

test: deps ## Run the tests; FILTER=name runs those whose name matches
	swift test $(only)

record: deps ## Rewrite the recorded answers of tests and fail, so that the diff is read; FILTER=name
	SAGA_RECORD=1 swift test $(only)

lint: deps ## Check form, the imports of every target, and the repository itself
	swift format lint --strict --recursive Sources Tests Package.swift
	swift build --build-tests --explicit-target-dependency-import-check error
	swift test --skip-build --filter TidyTests

format: ## Put every Swift file into the one form
	swift format --in-place --recursive Sources Tests Package.swift

demo: deps ## Run the order saga to its end, then once more into a rollback
	swift build $(release_flags) --product saga
	swift build $(release_flags) --product saga-demo-server
	workflows/demo.sh $(dir $(program))

bench: deps ## Time the workloads against C, in turns; ONLY=W3b,W4 ROUNDS=5
	for product in saga saga-bench saga-bench-hello CBenchmark; do \
		swift build $(release_flags) --product $$product || exit 1; done
	[ -d .build/bench ] || { python3 -m venv .build/bench && .build/bench/bin/pip -q install jsonata-rs; }
	$(dir $(program))saga-bench --rounds $(or $(ROUNDS),5) $(if $(ONLY),--only $(ONLY)) \
		--python .build/bench/bin/python

fuzz: deps ## Run seeded crashes and orders of events; SEED=first COUNT=how many
	SAGA_SEED=$(or $(SEED),1) SAGA_COUNT=$(or $(COUNT),1000) swift test --filter SimulationTests

fuzzers: deps ## Fuzz what reads definitions, JSON and expressions; SECONDS=60 each, SEED=1
	SAGA_FUZZERS=1 swift build $(fuzzer_flags) --product saga-fuzz
	Tests/Fuzz/run.sh .build-fuzzers/release/saga-fuzz $(or $(SECONDS),60) $(or $(SEED),1)

model: deps ## Explore the protocol's model with SPIN, and without each rule; CRASHES=1 ABORTS=1
	SAGA_MODEL_CRASHES=$(CRASHES) SAGA_MODEL_ABORTS=$(ABORTS) swift test --filter ModelTests

conformance: build ## Hold the scores of recorded cases, when they are at hand, against their floors
	@Tests/conformance.sh $(tested)/saga $(CONFORMANCE)

docs: deps ## Render the pages of docs/ that come from the code, then fail if one was stale
	SAGA_RECORD=1 swift test --filter DocumentationTests

release: deps ## Build the program as it is installed, and say where it is
	swift build $(release_flags) --product saga
	@ls -l $(program)

install: release ## Install program and completions under PREFIX (/usr/local), below DESTDIR
	install -D -m 755 -s $(program) "$(DESTDIR)$(PREFIX)/bin/saga"
	$(program) completion bash | install -D -m 644 /dev/stdin "$(bash_completion)"
	$(program) completion zsh | install -D -m 644 /dev/stdin "$(zsh_completion)"
	$(program) completion fish | install -D -m 644 /dev/stdin "$(fish_completion)"

uninstall: ## Remove what install put there
	rm -f "$(DESTDIR)$(PREFIX)/bin/saga" \
		"$(bash_completion)" "$(zsh_completion)" "$(fish_completion)"

clean: ## Remove everything that was built
	rm -rf .build .build-fuzzers

ci: export SAGA_COUNT = 20000
ci: lint test fuzzers ## What a machine checks, and nothing else
	@if [ -d $(CONFORMANCE) ]; then $(MAKE) conformance; fi
