"""One run at a time in a target, and nobody writing an output while another does."""

from __future__ import annotations

import contextlib
import os
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ocr_fix.errors import OutputError
from ocr_fix.wording import worded

NAME = "lock"
WRITING = "writing"
_PAUSE_SECONDS = 0.05  # between attempts, where the system cannot wait itself; not swept
# Where Windows locks, bytes from the beginning: beyond what is written, which others may read.
_BEYOND = 2**20


@contextmanager
def locked(folder: Path, target: str) -> Iterator[None]:
    """Hold the lock of a target; the system frees it when the process ends, however it ends.

    Args:
        folder: where the lock lies; made if missing.
        target: what to call the target in a message.

    Raises:
        OutputError: another run holds it, or the folder cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle = os.open(folder / NAME, os.O_RDWR | os.O_CREAT, 0o666)
    except OSError as error:
        raise OutputError(
            worded("{target}: cannot be written ({reason}); give another target", target=target, reason=error.strerror)
        ) from error
    try:
        try:
            _take(handle)
        except OSError as error:
            holder = os.read(handle, 200).decode("utf-8", "replace").strip() or worded("another process")
            raise OutputError(
                worded(
                    "{target}: another run is at work there ({holder}); wait for it or end it",
                    target=target,
                    holder=holder,
                )
            ) from error
        os.ftruncate(handle, 0)
        os.lseek(handle, 0, os.SEEK_SET)
        os.write(handle, f"process {os.getpid()} on {socket.gethostname()}".encode())
        yield
    finally:
        os.close(handle)


@contextmanager
def writing(folder: Path | None, *, alone: bool = False) -> Iterator[None]:
    """Write outputs, after those who do so now have ended: a run's workers side by side, anybody else alone.

    Whoever looks at an output first, and then writes it, so finds it as it was looked at.

    Args:
        folder: where the lock lies; it is there. None where somebody else keeps the others away.
        alone: whether nobody else may write meanwhile.

    Raises:
        OutputError: the folder cannot be written.
    """
    if folder is None:
        yield
        return
    try:
        handle = os.open(folder / WRITING, os.O_RDWR | os.O_CREAT, 0o666)
    except OSError as error:
        raise OutputError(
            worded("{path}: cannot be written ({reason})", path=folder / WRITING, reason=error.strerror)
        ) from error
    try:
        _wait(handle, alone=alone)
        yield
    finally:
        os.close(handle)


def _wait(handle: int, *, alone: bool) -> None:
    """Lock an open file until it is closed, as soon as others let it; alone in any case on Windows."""
    with contextlib.suppress(ImportError):  # not on Windows
        import fcntl  # noqa: PLC0415

        fcntl.flock(handle, fcntl.LOCK_EX if alone else fcntl.LOCK_SH)
        return
    while True:
        with contextlib.suppress(OSError):
            _take(handle)
            return
        time.sleep(_PAUSE_SECONDS)


def _take(handle: int) -> None:
    """Lock an open file until it is closed.

    Raises:
        OSError: another process has locked it.
    """
    with contextlib.suppress(ImportError):  # not on Windows
        import fcntl  # noqa: PLC0415

        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return
    import msvcrt  # noqa: PLC0415

    os.lseek(handle, _BEYOND, os.SEEK_SET)
    msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
    os.lseek(handle, 0, os.SEEK_SET)
