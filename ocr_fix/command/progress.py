"""What is being done with a single file, shown on a terminal from the first moment on.

What shows it takes 40 ms to load, and is loaded where there is a terminal.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from ocr_fix.pipeline import Progress as ReportProgress
from ocr_fix.wording import worded

# By these a user says that what takes the messages is a terminal, whatever it seems to be.
_SAID = ("FORCE_COLOR", "TTY_COMPATIBLE")


def may_be_shown() -> bool:
    """Whether messages go to a terminal."""
    if not (sys.stderr.isatty() or any(map(os.environ.get, _SAID))):
        return False
    from rich.console import Console  # noqa: PLC0415 - as above

    return Console(stderr=True).is_terminal


@contextmanager
def step(what: str, *, shown: bool) -> Iterator[None]:
    """Show that something is being done; without a thread of its own, since what opens and writes files is forked.

    Args:
        what: is done.
        shown: whether to show anything.
    """
    if not shown:
        yield
        return
    from rich.console import Console  # noqa: PLC0415 - as above
    from rich.progress import Progress, TextColumn  # noqa: PLC0415

    console = Console(stderr=True, highlight=False)
    with Progress(TextColumn("{task.description}"), console=console, transient=True, auto_refresh=False) as line:
        line.add_task(what)
        line.refresh()
        yield


@contextmanager
def reading(*, shown: bool) -> Iterator[ReportProgress | None]:
    """Show how many pages have been read, and when all have, that their text is being corrected.

    Args:
        shown: whether to show anything.
    """
    if not shown:
        yield None
        return
    from rich.console import Console  # noqa: PLC0415 - as above
    from rich.progress import (  # noqa: PLC0415
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    console = Console(stderr=True, highlight=False)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task(worded("reading pages"), total=None)

        def show(done: int, total: int) -> None:
            doing = worded("correcting") if done == total else worded("reading pages")
            bar.update(task, completed=done, total=total, description=doing)

        yield show
