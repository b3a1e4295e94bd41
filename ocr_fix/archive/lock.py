"""One run at a time in a target."""

from __future__ import annotations

import fcntl
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ocr_fix.errors import OutputError

NAME = "lock"


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
        raise OutputError(f"{target}: cannot be written ({error.strerror}); give another target") from error
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            holder = os.read(handle, 200).decode("utf-8", "replace").strip() or "another process"
            raise OutputError(f"{target}: another run is at work there ({holder}); wait for it or end it") from error
        os.ftruncate(handle, 0)
        os.pwrite(handle, f"process {os.getpid()} on {socket.gethostname()}".encode(), 0)
        yield
    finally:
        os.close(handle)
