"""What `ocrfix batch` costs beside the work itself: `python -m benchmarks.small_files [--files N]`.

Many small texts of another engine go through the whole of it, so that what comes with every file shows: finding it,
the journal, the hand-over to workers, the outputs. Every call of the journal is timed in the run itself. Then the same
again with nothing left to do. Prints a line of JSON.
"""

from __future__ import annotations

import argparse
import functools
import json
import resource
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

from ocr_fix import Options
from ocr_fix.archive import Run, Settings
from ocr_fix.archive.accounts.status import status
from ocr_fix.archive.accounts.summary_html import as_html
from ocr_fix.archive.journal import Journal

_A_FOLDER = 500
_TIMED = (
    *("begin", "end", "last_run", "find", "found", "record", "restate", "moved", "waiting", "waits_of_size"),
    *("bytes_waiting", "commit", "tick", "close"),
)
_TOPICS = ("skolan", "bron", "badhuset", "kajen", "lagret", "vagen till stationen", "biblioteket", "parken")


P = ParamSpec("P")
T = TypeVar("T")


class Stopwatch:
    """How long the journal takes in all, calls within calls counted once.

    Attributes:
        seconds: so far.
    """

    def __init__(self) -> None:
        self.seconds = 0.0
        self._inside = False

    @contextmanager
    def on(self, kind: type, names: Sequence[str]) -> Iterator[None]:
        """Time these methods of a class within the `with` block."""
        methods = {name: getattr(kind, name) for name in names}
        try:
            for name, method in methods.items():
                setattr(kind, name, self.timed(method))
            yield
        finally:
            for name, method in methods.items():
                setattr(kind, name, method)

    def timed(self, method: Callable[P, T]) -> Callable[P, T]:
        """The method, its time counted."""

        @functools.wraps(method)
        def call(*values: P.args, **named: P.kwargs) -> T:
            if self._inside:
                return method(*values, **named)
            self._inside, begun = True, time.perf_counter()
            try:
                return method(*values, **named)
            finally:
                self._inside = False
                self.seconds += time.perf_counter() - begun

        return call


def make_texts(folder: Path, count: int) -> None:
    """So many short texts as an old engine leaves them, no two alike."""
    for number in range(count):
        path = folder / f"{number // _A_FOLDER:03}" / f"{number:06}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        topic = _TOPICS[number % len(_TOPICS)]
        path.write_text(
            f"Protokoll nummer {number}.\n\nNamnden har under aret talat om {topic} och fattat beslut i arendet.\n"
            f"Kostnaden blev {number % 97 + 3} tusen kronor, och arbetet ar klart i host.\n",
            encoding="utf-8",
        )


def measure(files: int, work: Path) -> dict[str, Any]:
    """Clean so many texts, then find that all is done."""
    make_texts(work / "in", files)
    watch = Stopwatch()

    def run() -> tuple[Run, float, float]:
        before, begun = watch.seconds, time.perf_counter()
        run = Run(str(work / "in"), str(work / "out"), Options(), Settings())
        with watch.on(Journal, _TIMED):
            run.go()
        return run, time.perf_counter() - begun, watch.seconds - before

    first, seconds, journal = run()
    states = dict(first.tally.states)
    parent = resource.getrusage(resource.RUSAGE_SELF)
    again, again_seconds, again_journal = run()
    begun = time.perf_counter()
    as_html(status(str(work / "out")))
    return {
        "files": files,
        "states": states,
        "workers": first.tally.workers,
        "seconds": round(seconds, 1),
        "ms_per_file": round(1000 * seconds / files, 2),
        "journal_ms_per_file": round(1000 * journal / files, 3),
        "journal_bytes_per_file": round((work / "out" / ".ocrfix" / "journal.sqlite").stat().st_size / files),
        "parent_cpu_ms_per_file": round(1000 * (parent.ru_utime + parent.ru_stime) / files, 2),
        "parent_peak_mib": round(parent.ru_maxrss / 1024, 1),
        "worker_peak_mib": round(first.tally.peak_bytes / 2**20, 1),
        "again_done": again.tally.fates["done"],
        "again_seconds": round(again_seconds, 2),
        "again_journal_ms_per_file": round(1000 * again_journal / files, 3),
        "summary_seconds": round(time.perf_counter() - begun, 2),
    }


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print."""
    options = argparse.ArgumentParser(prog="python -m benchmarks.small_files", description=__doc__)
    options.add_argument("--files", type=int, default=10_000, help="how many (default: %(default)s)")
    files = options.parse_args(arguments).files
    with tempfile.TemporaryDirectory(prefix="ocrfix-bench-") as folder:
        print(json.dumps(measure(files, Path(folder))))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
