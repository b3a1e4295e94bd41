"""Figures of a run in a file, in the text format that Prometheus's node exporter collects from a folder."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from time import monotonic, time
from types import TracebackType
from typing import Self

from ocr_fix.archive.run import Tally
from ocr_fix.archive.schedule import Event
from ocr_fix.system.files import write_atomically

SECONDS = 15.0  # from one writing to the next: as often as Prometheus asks, by default
STATES = ("done", "incomplete", "failed")


class Metrics:
    """Writes the figures whole every quarter of a minute, and at the end; a context manager.

    Args:
        file: where; its name must end in .prom for node exporter to read it.
        target: of the run, the label of all figures.

    Raises:
        OutputError: it cannot be written.
    """

    def __init__(self, file: Path, target: str) -> None:
        self._file = file
        self._label = f'target="{_escaped(target)}"'
        self._written = monotonic()
        self._tally = Tally()

    def surveyed(self, tally: Tally) -> None:
        """Write how many files there are."""
        self._write(tally, running=True)

    def happened(self, event: Event, tally: Tally) -> None:
        """Write, where it is time."""
        self.ticked(tally)

    def ticked(self, tally: Tally) -> None:
        """Write, where it is time."""
        self._tally = tally
        if monotonic() - self._written >= SECONDS:
            self._write(tally, running=True)

    def __enter__(self) -> Self:
        self._write(self._tally, running=True)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._write(self._tally, running=False)

    def _write(self, tally: Tally, *, running: bool) -> None:
        self._tally, self._written = tally, monotonic()
        write_atomically(self._file, "\n".join(self._lines(tally, running=running)) + "\n")

    def _lines(self, tally: Tally, *, running: bool) -> Iterator[str]:
        figures: tuple[tuple[str, str, str, float], ...] = (
            ("running", "gauge", "Whether the run goes on.", running),
            ("written_seconds", "gauge", "When this was written, in seconds since 1970.", round(time(), 3)),
            ("run_seconds", "gauge", "How long the run has gone on.", round(tally.seconds, 3)),
            ("files_to_do", "gauge", "Files that were found to be done.", tally.to_do),
            ("files_passed_over", "gauge", "Files that are no documents.", sum(tally.passed.kinds.values())),
            ("pages_total", "counter", "Pages read.", tally.pages),
            ("page_seconds_total", "counter", "Seconds that reading them took, all workers together.",
             round(tally.page_seconds, 3)),
            ("pages_failed_total", "counter", "Pages that could not be read.", tally.failed_pages),
            ("retries_total", "counter", "Tasks that were tried again.", tally.retries),
            ("workers_lost_total", "counter", "Workers that died or were ended.", tally.lost),
            ("workers", "gauge", "Workers.", tally.workers),
            ("worker_peak_bytes", "gauge", "The most memory that one worker has taken.", tally.peak_bytes),
        )  # fmt: skip
        for name, kind, told, value in figures:
            yield from _head(name, kind, told)
            yield f"ocrfix_batch_{name}{{{self._label}}} {value + 0}"
        yield from _head("files_total", "counter", "Files that came to an end, by how.")
        for state in STATES:
            yield f'ocrfix_batch_files_total{{{self._label},state="{state}"}} {tally.states[state]}'


def _head(name: str, kind: str, told: str) -> Iterator[str]:
    yield f"# HELP ocrfix_batch_{name} {told}"
    yield f"# TYPE ocrfix_batch_{name} {kind}"


def _escaped(value: str) -> str:
    return value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
