"""How a run is shown while it goes on: a live display on a terminal, a plain line now and then elsewhere, a log."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic
from types import TracebackType
from typing import Self, TextIO

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn

from ocr_fix.archive.run import Tally
from ocr_fix.archive.schedule import Broke, Event, FileVerdict, PageRead, Retried
from ocr_fix.errors import OutputError
from ocr_fix.source.faults import one_line
from ocr_fix.wording import number, phrase, worded, worded_count

LINE_SECONDS = 30.0  # from one line to the next where no bar can be drawn
_MINUTE = 60
_BAD_NEWS = {
    "failed": phrase("failed"),
    "incomplete": phrase("done but for some pages"),
    "done": phrase("done, some pages more simply"),
}


def duration(seconds: float) -> str:
    """A time for people: "45 s", "12 min", "3 h 20 min"."""
    if seconds < 2 * _MINUTE:
        return f"{seconds:.0f} s"
    minutes = round(seconds / _MINUTE)
    return f"{minutes} min" if minutes < 2 * _MINUTE else f"{minutes // 60} h {minutes % 60} min"


def state_line(tally: Tally) -> str:
    """Files, pages, pages a minute, errors and time left, on one line."""
    bad = tally.states["failed"] + tally.states["incomplete"]
    left = tally.seconds_left
    parts = [
        worded_count("{ended} of {count} file", "{ended} of {count} files", tally.to_do, ended=number(tally.ended)),
        worded_count("{count} page", "{count} pages", tally.pages),
        worded("{pages} pages/min", pages=number(tally.pages_per_minute)),
        worded("{bad} failed", bad=number(bad)),
    ]
    return ", ".join(parts) + (worded(", {time} left", time=duration(left)) if left is not None else "")


class PlainProgress:
    """A line every half minute, and one for each file that failed.

    Args:
        say: takes a line.
    """

    def __init__(self, say: Callable[[str], None]) -> None:
        self._say = say
        self._said = monotonic()

    def surveyed(self, tally: Tally) -> None:
        """Nothing to say before the first half minute."""

    def happened(self, event: Event, tally: Tally) -> None:
        """Name what failed."""
        message = bad_news(event)
        if message is not None:
            self._say(message)

    def ticked(self, tally: Tally) -> None:
        """Say how far it is, where it is time."""
        if monotonic() - self._said >= LINE_SECONDS:
            self._said = monotonic()
            self._say(f"ocrfix: {state_line(tally)}")


class LiveProgress:
    """A bar with figures, on a terminal; a context manager.

    Args:
        console: of the terminal.
    """

    def __init__(self, console: Console) -> None:
        columns = (
            TextColumn("{task.description}"),
            BarColumn(),
            TextColumn("{task.fields[figures]}"),
        )
        self._bar = Progress(*columns, console=console, transient=True)
        self._task = self._bar.add_task("", total=0, figures=worded("looking for documents"))

    def __enter__(self) -> Self:
        self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._bar.stop()

    def surveyed(self, tally: Tally) -> None:
        """Show how many files there are to do."""
        self._show(tally)

    def happened(self, event: Event, tally: Tally) -> None:
        """Count on, and name what failed above the bar."""
        message = bad_news(event)
        if message is not None:
            self._bar.console.print(message, markup=False, highlight=False)
        self._show(tally)

    def ticked(self, tally: Tally) -> None:
        """Keep the figures that change with time."""
        self._show(tally)

    def _show(self, tally: Tally) -> None:
        files, _, figures = state_line(tally).partition(", ")
        self._bar.update(self._task, description=files, completed=tally.ended, total=tally.to_do, figures=figures)


class Log:
    """One JSON object an event and line, appended to a file; a context manager.

    Args:
        path: the file.

    Raises:
        OutputError: it cannot be opened.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            self._stream: TextIO = path.open("a", encoding="utf-8")
        except OSError as error:
            raise OutputError(
                worded("{path}: cannot be written ({reason})", path=path, reason=error.strerror)
            ) from error

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._write("stopped" if error is not None else "ended", error=None if error is None else str(error))
        self._stream.close()

    def surveyed(self, tally: Tally) -> None:
        """Note what was found."""
        self._write("surveyed", files=dict(tally.fates), passed_over=dict(tally.passed.kinds))

    def happened(self, event: Event, tally: Tally) -> None:
        """Note what happened."""
        if isinstance(event, PageRead):
            facts = {"page": event.number, "seconds": round(event.seconds, 3), "error": event.failure}
            self._write("page", file=one_line(event.path), **facts)
        elif isinstance(event, Retried):
            facts = {"page": event.number, "attempt": event.attempt, "error": event.message}
            self._write("retry", file=one_line(event.path), **facts)
        elif isinstance(event, Broke):
            self._write("internal error", file=one_line(event.path), traceback=event.traceback)
        else:
            row = event.row
            self._write(
                "file",
                file=one_line(row.path),
                state=row.state,
                error=row.error,
                outputs=[one_line(output.path) for output in row.outputs],
                pages=row.pages,
                words=row.words,
                changes=row.changes,
                seconds=round(row.seconds, 3),
                confidence=None if row.confidence is None else round(row.confidence, 4),
                language=row.language,
            )

    def ticked(self, tally: Tally) -> None:
        """Nothing happened."""

    def _write(self, event: str, **facts: object) -> None:
        line = {"time": datetime.now(UTC).isoformat(timespec="milliseconds"), "event": event, **facts}
        try:
            self._stream.write(json.dumps(line, ensure_ascii=False) + "\n")
            self._stream.flush()
        except OSError as error:
            raise OutputError(
                worded("{path}: cannot be written ({reason})", path=self._path, reason=error.strerror)
            ) from error


def bad_news(event: Event) -> str | None:
    """What to say of an event at once; None where it is no bad news."""
    if not isinstance(event, FileVerdict) or event.same or event.row.error is None:
        return None
    what = worded(_BAD_NEWS[event.row.state])
    return f"ocrfix: {what}: {one_line(event.row.path)}: {one_line(event.row.error or '')}"
