"""Work that somebody else may break off: between its steps, and where it waits for another process."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from time import monotonic

from ocr_fix.errors import CancelledError
from ocr_fix.wording import worded

_event: ContextVar[threading.Event | None] = ContextVar("ocr_fix_cancel", default=None)

# Seconds between two looks while something is waited for: soon enough for a person, and too rarely to cost anything.
_STEP = 0.05


@contextmanager
def cancelled_by(event: threading.Event | None) -> Iterator[None]:
    """Have what this thread does inside end with a `CancelledError` once the event is set.

    Raises:
        CancelledError: it is set already.
    """
    before = _event.set(event)
    try:
        check()
        yield
    finally:
        _event.reset(before)


def check() -> None:
    """Go on, unless the work was cancelled.

    Raises:
        CancelledError: it was.
    """
    event = _event.get()
    if event is not None and event.is_set():
        raise CancelledError(worded("cancelled by the caller"))


def waits(seconds: float | None) -> Iterator[float | None]:
    """For how long to wait each time for what takes so many seconds at most; ends when they are over.

    Args:
        seconds: None for ever.

    Raises:
        CancelledError: the work was cancelled meanwhile.
    """
    if _event.get() is None:
        yield seconds
        return
    end = None if seconds is None else monotonic() + seconds
    left = _STEP
    while left > 0:
        check()
        yield left
        left = _STEP if end is None else min(_STEP, end - monotonic())
    check()


@contextmanager
def ending(end: Callable[[], None]) -> Iterator[None]:
    """Have what is waited for inside ended by another thread, once the work is cancelled.

    Args:
        end: ends it, so that the waiting is over.

    Raises:
        CancelledError: the work was cancelled meanwhile.
    """
    event, done = _event.get(), threading.Event()
    if event is None:
        yield
        return

    def watch() -> None:
        while not done.wait(_STEP):
            if event.is_set():
                end()
                return

    watching = threading.Thread(target=watch, name="ocr_fix-cancel", daemon=True)
    watching.start()
    try:
        yield
    finally:
        done.set()
        watching.join()
        check()
