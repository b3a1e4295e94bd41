"""Fuzz what opens files: coverage-guided mutations of small files of every kind, each opened and all its pages made.

    python scripts/fuzz_files.py [CORPUS_FOLDER] [--seconds 300] [--finds build/fuzz]

Needs `pip install atheris`. The files of `tests/corpus/` are the first seeds; inputs that reach new code are kept in
CORPUS_FOLDER, by default a folder that is thrown away. It stops at the first file on which something does not hold and
leaves it in the folder of finds as `crash-*`, `timeout-*` or `oom-*`; each such find becomes a test.

What must hold: pages, or an error of ours; nothing takes more than 25 s or 1.5 GB.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import warnings
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["ocr_fix.source", "ocr_fix.notation.hocr", "ocr_fix.document.json"]):
    from ocr_fix.errors import OcrFixError
    from ocr_fix.source import Limits, open_source

ROOT = Path(__file__).parents[1]
SEEDS = ROOT / "tests" / "corpus"
FINDS = ROOT / "build" / "fuzz"
LIMITS = Limits(max_pixels=4_000_000, max_pages=20, max_bytes=1_000_000)
MAX_BYTES = 24_000
MOST_SECONDS, MOST_MEGABYTES = 25, 1500


def check(data: bytes) -> None:
    """Open what the fuzzer has made and make all its pages.

    Raises:
        Exception: anything but an error of ours.
    """
    try:
        with open_source(data, limits=LIMITS, dpi=50) as source:
            for number in range(1, source.page_count + 1):
                try:
                    source.page(number)
                except OcrFixError as error:
                    _one_line(error)
    except OcrFixError as error:
        _one_line(error)


def _one_line(error: OcrFixError) -> None:
    assert "\n" not in str(error), error


def main() -> None:
    """Run the fuzzer for the time asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path, nargs="?")
    parser.add_argument("--seconds", type=int, default=300)
    parser.add_argument("--finds", type=Path, default=FINDS)
    arguments = parser.parse_args()
    warnings.simplefilter("ignore")
    with tempfile.TemporaryDirectory() as thrown_away:
        corpus = arguments.corpus or Path(thrown_away)
        for folder in (corpus, arguments.finds):
            folder.mkdir(parents=True, exist_ok=True)
        settings = [
            f"-artifact_prefix={arguments.finds}/",
            f"-max_total_time={arguments.seconds}",
            f"-max_len={MAX_BYTES}",
            f"-timeout={MOST_SECONDS}",
            f"-rss_limit_mb={MOST_MEGABYTES}",
            "-print_final_stats=1",
        ]
        atheris.Setup([sys.argv[0], *settings, str(corpus), str(SEEDS)], check)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
