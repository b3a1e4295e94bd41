"""Ctrl-C while a single file is read: what has been read may still be written."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import FrameType

import click

from ocr_fix.wording import worded


@dataclass
class Interruption:
    """How often Ctrl-C was pressed.

    Attributes:
        times: so often.
        cancel: set from the second time on: the pages at hand are not waited for.
    """

    times: int = 0
    cancel: threading.Event = field(default_factory=threading.Event)

    def stopped(self) -> bool:
        """Whether no further page is to be begun."""
        return self.times > 0


@contextmanager
def finishing_pages(*, on: bool) -> Iterator[Interruption]:
    """Let the first Ctrl-C finish the pages at hand, and the second do without them; what was read is there then.

    The third ends everything now, as the first does where this is not asked for.

    Args:
        on: whether to.

    Yields:
        What tells how often it was pressed.
    """
    pressed = Interruption()

    def handle(number: int, frame: FrameType | None) -> None:
        pressed.times += 1
        if pressed.times > 2:
            raise KeyboardInterrupt
        if pressed.times > 1:
            pressed.cancel.set()
        else:
            click.echo(worded("ocrfix: finishing the pages at hand; once more to write without them"), err=True)

    if not on or signal.getsignal(signal.SIGINT) is signal.SIG_IGN:  # what the caller has ignored stays so
        yield pressed
        return
    before = signal.signal(signal.SIGINT, handle)
    try:
        yield pressed
    finally:
        signal.signal(signal.SIGINT, before)
