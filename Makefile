# The few commands that people expect; CMake does the work (see CMakePresets.json).
JOBS ?= $(shell nproc)

.PHONY: help run test faults bench build snapshots setup format clean

help:
	@echo "make run        install what is missing, build, and open Keydeck with a demo store"
	@echo "make test       install what is missing, build, and run every test"
	@echo "make faults     break things on purpose and print what came of it (KEYDECK_FAULTS=full: hours)"
	@echo "make bench      measure against references, and print the table of docs/performance.md"
	@echo "make build      build the release programs into build/release/bin"
	@echo "make snapshots  a picture of every page in build/snapshots"
	@echo "make format     clang-format over the sources"

setup:
	@.ci/setup

build: setup
	@cmake --preset release --log-level=WARNING
	@cmake --build --preset release -j $(JOBS)

run: build
	@if [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ]; then \
		exec build/release/bin/keydeck --demo; \
	else \
		echo "There is no display: rendering the pages into build/snapshots instead."; \
		$(MAKE) --no-print-directory render; \
	fi

snapshots: build render

.PHONY: render
render:
	@QT_QPA_PLATFORM=offscreen build/release/bin/keydeck --demo --snapshot build/snapshots
	@ls build/snapshots/*.png

test: setup
	@cmake --preset ci --log-level=WARNING
	@cmake --build --preset ci -j $(JOBS)
	@ctest --preset ci -j $(JOBS)

# One after the other: what they measure is time and races.
faults: setup
	@cmake --preset ci --log-level=WARNING
	@cmake --build --preset ci -j $(JOBS)
	@cmake --preset fuzz --log-level=WARNING
	@cmake --build --preset fuzz -j $(JOBS)
	@: > build/ci/figures.txt
	@QTEST_FUNCTION_TIMEOUT=$(if $(filter full,$(KEYDECK_FAULTS)),14400000,300000) \
		KEYDECK_FIGURES=$(CURDIR)/build/ci/figures.txt ctest --preset faults; result=$$?; \
		echo; awk -f tests/faults/figures.awk build/ci/figures.txt; exit $$result

# One after the other, with nothing beside them.
bench: setup
	@cmake --preset bench --log-level=WARNING
	@cmake --build --preset bench -j $(JOBS)
	@rm -f build/bench/figures.txt
	@for each in build/bench/bin/bench_*; do \
		KEYDECK_FIGURES=$(CURDIR)/build/bench/figures.txt QT_QPA_PLATFORM=offscreen LC_ALL=C.UTF-8 TZ=UTC $$each || exit 1; \
	done
	@echo; cat build/bench/figures.txt

format:
	@git ls-files '*.h' '*.cpp' | xargs clang-format -i

clean:
	@rm -rf build
