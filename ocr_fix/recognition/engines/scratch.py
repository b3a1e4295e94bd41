"""Private folders for what a program can only take and give by name.

They are removed in every case: by us or, where we were killed, by the next of us that makes one. Who made one holds a
lock on it, which the kernel takes from the dead.
"""

from __future__ import annotations

import atexit
import contextlib
import functools
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

try:
    import fcntl
except ImportError:  # not on Windows
    fcntl = None  # type: ignore[assignment]

PREFIX = "ocrfix-engine-"
MEMORY = Path("/dev/shm")  # where Linux has it; what lies there is written to no disk
_ANSWERS = 16 * 2**20  # bytes; what an engine writes of a page full of small print is 2 MB

_made: set[Path] = set()


@contextmanager
def private_folder(size: int, fill: Callable[[Path], None]) -> Iterator[Path]:
    """A folder that nobody else may look into, in memory where there is room, else with the temporary files.

    Args:
        size: bytes that it will hold, about.
        fill: lays into it what belongs there; asked again for the next place where it does not succeed.

    Raises:
        OSError: there is no place for it.
    """
    with ExitStack() as kept:
        yield _filled(size, fill, kept)


def remove_all() -> None:
    """Remove the folders that are in use: for a program that ends, of which not all threads may come to do so."""
    for folder in tuple(_made):
        shutil.rmtree(folder, ignore_errors=True)


atexit.register(remove_all)
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_made.clear)  # they are its parent's


def _filled(size: int, fill: Callable[[Path], None], kept: ExitStack) -> Path:
    if _has_room(MEMORY, size):
        with contextlib.suppress(OSError):  # others may have taken the room meanwhile
            return _filled_in(MEMORY, fill, kept)
    return _filled_in(Path(tempfile.gettempdir()), fill, kept)


def _filled_in(place: Path, fill: Callable[[Path], None], kept: ExitStack) -> Path:
    with ExitStack() as tried:
        folder = tried.enter_context(_folder_in(place))
        fill(folder)
        kept.push(tried.pop_all())
    return folder


def _has_room(place: Path, size: int) -> bool:
    """Whether a place would have as much left as is taken, and room for answers."""
    try:
        return os.access(place, os.W_OK | os.X_OK) and shutil.disk_usage(place).free >= 2 * size + _ANSWERS
    except OSError:
        return False


@contextmanager
def _folder_in(place: Path) -> Iterator[Path]:
    _sweep(place)
    with ExitStack() as held:
        while True:
            folder = Path(tempfile.mkdtemp(prefix=PREFIX, dir=place))
            _made.add(folder)
            held.callback(_made.discard, folder)
            held.callback(shutil.rmtree, folder, ignore_errors=True)
            with contextlib.suppress(OSError):  # a file system without locks: nobody will take it away, either
                held.enter_context(_lock(folder, wait=True))
            if folder.is_dir():  # nobody took it for a left one before it was locked
                break
        yield folder


@contextmanager
def _lock(folder: Path, *, wait: bool) -> Iterator[int | None]:
    if fcntl is None:
        yield None
        return
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        yield handle
    finally:
        os.close(handle)


@functools.cache
def _sweep(place: Path) -> None:
    """Remove the folders that killed ones of us have left in a place; looked for once in a process."""
    if fcntl is None:
        return
    with contextlib.suppress(OSError), os.scandir(place) as entries:
        for entry in entries:
            if entry.name.startswith(PREFIX):
                _remove_left(Path(entry.path))


def _remove_left(folder: Path) -> None:
    with contextlib.suppress(OSError), _lock(folder, wait=False) as handle:  # else somebody's who lives
        if handle is not None and os.fstat(handle).st_uid == os.geteuid():
            shutil.rmtree(folder, ignore_errors=True)
