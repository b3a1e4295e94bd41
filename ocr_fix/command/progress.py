"""What is being done with a single file, shown on a terminal from the first moment on."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from ocr_fix.pipeline import Progress as ReportProgress
from ocr_fix.wording import worded


@contextmanager
def step(what: str, console: Console, *, shown: bool) -> Iterator[None]:
    """Show that something is being done; without a thread of its own, since what opens and writes files is forked.

    Args:
        what: is done.
        console: of the terminal.
        shown: whether to show anything.
    """
    if not shown:
        yield
        return
    with Progress(TextColumn("{task.description}"), console=console, transient=True, auto_refresh=False) as line:
        line.add_task(what)
        line.refresh()
        yield


@contextmanager
def reading(console: Console, *, shown: bool) -> Iterator[ReportProgress | None]:
    """Show how many pages have been read, and when all have, that their text is being corrected.

    Args:
        console: of the terminal.
        shown: whether to show anything.
    """
    if not shown:
        yield None
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task(worded("reading pages"), total=None)

        def show(done: int, total: int) -> None:
            doing = worded("correcting") if done == total else worded("reading pages")
            bar.update(task, completed=done, total=total, description=doing)

        yield show
