"""One run at a time in a target."""

from __future__ import annotations

import contextlib
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ocr_fix.errors import OutputError
from ocr_fix.wording import worded

NAME = "lock"
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
