"""Writing files so that nothing is ever half written or lost."""

from __future__ import annotations

import contextlib
import os
import secrets
from pathlib import Path

from ocr_fix.errors import OutputError
from ocr_fix.wording import worded


def write_atomically(path: Path, data: bytes | str) -> None:
    """Write a file whole or not at all: a temporary file in the same folder, synced, renamed over the target.

    What stood at `path` before stays untouched until the new content is safe on disk. Text is written as UTF-8 with
    line feeds. A new file gets the permissions the user's umask gives; a replaced one keeps its own. A target that is
    not a regular file (a terminal, a pipe, /dev/null) is written to directly, since a rename would replace the device.

    Args:
        path: the target; a symbolic link is followed.
        data: its whole content.

    Raises:
        OutputError: the folder is missing or not writable, the target is a folder, or the disk is full.
    """
    content = data.encode("utf-8") if isinstance(data, str) else data
    try:
        target = path.resolve()
        if target.is_dir():
            raise OutputError(worded("{path}: is a folder; give the name of a file in it", path=path))
        if target.exists() and not target.is_file():
            target.write_bytes(content)
        else:
            _replace(target, content)
    except OSError as error:
        reason = error.strerror or str(error)
        raise OutputError(
            worded("{path}: cannot be written ({reason}); nothing was changed there", path=path, reason=reason)
        ) from error


def make_folder(path: Path) -> None:
    """Make a folder and those above it that are missing.

    Raises:
        OutputError: it cannot be made.
    """
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(worded("{path}: cannot be made ({reason})", path=path, reason=error.strerror)) from error


def _replace(target: Path, content: bytes) -> None:
    # A short name: the target's own may already be as long as the file system allows.
    temporary = target.with_name(f".ocrfix-{secrets.token_hex(8)}.tmp")
    # os.open applies the user's umask, which tempfile would not.
    handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        if target.exists():
            temporary.chmod(target.stat().st_mode & 0o7777)
        temporary.replace(target)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise
    _sync_folder(target.parent)


def _sync_folder(folder: Path) -> None:
    """Make the rename itself survive a power cut; a file system that cannot sync a folder is left to its ways."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
