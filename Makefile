# make demo   set up what is missing, clean a sample scan, compare with raw Tesseract
# make test   set up what is missing, run the whole test suite, measure which branches it covers
# make check  format, lint and types
# make fuzz   damage small files of every kind for five minutes and open them; SECONDS=7200 CORPUS=folder for longer
# make site   the documentation as a site, in build/site
# make bench  quality and speed beside the peers (long)
# One Tesseract thread a process, as the command line does.
export OMP_THREAD_LIMIT = 1
# Tests run on every core, in an order drawn anew each time; pytest prints its seed.
SIDE_BY_SIDE = -n logical --maxprocesses 8 --dist worksteal

SECONDS = 300

.PHONY: demo test fast check fuzz site bench setup clean

demo:
	@scripts/setup.sh --demo
	@.venv/bin/python scripts/demo.py

test:
	@scripts/setup.sh --tests
	.venv/bin/python -m pytest $(SIDE_BY_SIDE) --cov

fast: setup
	.venv/bin/python -m pytest $(SIDE_BY_SIDE) -m "not slow"

check: setup
	.venv/bin/ruff format --check .
	.venv/bin/ruff check .
	.venv/bin/mypy

fuzz: setup
	@.venv/bin/python -c "import atheris" 2>/dev/null || .venv/bin/python -m pip install --quiet --group fuzz
	.venv/bin/python scripts/fuzz_files.py $(CORPUS) --seconds $(SECONDS)

site: setup
	NO_MKDOCS_2_WARNING=1 .venv/bin/python -m mkdocs build --strict

bench: setup
	@.venv/bin/python -c "import matplotlib" 2>/dev/null || .venv/bin/python -m pip install --quiet --group bench
	.venv/bin/python -m benchmarks.run
	.venv/bin/python -m benchmarks.archive

setup:
	@scripts/setup.sh

clean:
	rm -rf .venv .venv-peers build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .coverage*
