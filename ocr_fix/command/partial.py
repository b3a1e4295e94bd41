"""Ctrl-C while a single file is read: what has been read may still be written."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

import click

from ocr_fix.wording import worded


@contextmanager
def finishing_pages(*, on: bool) -> Iterator[Callable[[], bool]]:
    """Let the first Ctrl-C finish the pages at hand; the second ends everything now, as the first does without.

    Args:
        on: whether to.

    Yields:
        What tells whether no further page is to be begun.
    """
    stopped = False

    def handle(number: int, frame: FrameType | None) -> None:
        nonlocal stopped
        if stopped:
            raise KeyboardInterrupt
        stopped = True
        click.echo(worded("ocrfix: finishing the pages at hand; once more to stop now"), err=True)

    if not on or signal.getsignal(signal.SIGINT) is signal.SIG_IGN:  # what the caller has ignored stays so
        yield lambda: False
        return
    before = signal.signal(signal.SIGINT, handle)
    try:
        yield lambda: stopped
    finally:
        signal.signal(signal.SIGINT, before)
