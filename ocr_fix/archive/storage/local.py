"""A folder on this machine."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from ocr_fix.archive.storage.file_tree import STATE, Enters, Entry, FileTree, Listing, Signature, path_in, vanished
from ocr_fix.errors import InputError, OutputError
from ocr_fix.system.files import make_folder, write_atomically
from ocr_fix.wording import worded

TEMPORARY = ".ocrfix-"
"""How the temporary files of `write_atomically` begin; they end in ".tmp"."""


class LocalPlace(FileTree):
    """A folder of the file system; it need not be there before something is written.

    Links to files are read like files. Links to folders are walked after everything that is no link, and every folder
    once, however many names it has: so loops end, and what has a real path has its output there.

    Args:
        root: the folder.
    """

    def __init__(self, root: Path) -> None:
        self.address = str(root)
        self._root = root

    def listings(self, enters: Enters) -> Iterator[Listing]:
        """Every folder once, in the order of paths; see `FileTree.listings`."""
        if not self._root.is_dir():
            raise InputError(worded("{root}: is no folder; give the folder with the documents", root=self._root))
        queue, links = [""], list[str]()
        visited: set[tuple[int, int]] = set()
        while queue or links:
            if queue:
                folder = queue.pop()
            else:
                links.sort(key=os.fsencode, reverse=True)
                folder = links.pop()
            listing, linked = self._list(folder, enters, visited)
            if listing is not None:
                queue += [path_in(folder, name) for name in reversed(listing.folders) if name not in linked]
                links += [path_in(folder, name) for name in linked]
                yield listing

    def _list(
        self, folder: str, enters: Enters, visited: set[tuple[int, int]]
    ) -> tuple[Listing | None, frozenset[str]]:
        """A folder with the names of those of its folders that are links; None where it was listed before."""
        path = self._root / folder
        files, folders, linked = [], [], set()
        try:
            itself = path.stat()
            if (itself.st_dev, itself.st_ino) in visited:
                return None, frozenset()
            visited.add((itself.st_dev, itself.st_ino))
            with os.scandir(path) as entries:
                found = sorted(entries, key=lambda entry: os.fsencode(entry.name))
        except OSError as error:
            if not folder:
                raise InputError(
                    worded("{path}: cannot be listed ({reason}); check the folder", path=path, reason=error.strerror)
                ) from error
            return Listing(folder, [], []), frozenset()
        for entry in found:
            with suppress(OSError):  # gone meanwhile
                if entry.is_dir():
                    if enters.enters(path_in(folder, entry.name)):
                        folders.append(entry.name)
                        if entry.is_symlink():
                            linked.add(entry.name)
                elif entry.is_file():
                    files.append(Entry(entry.name, _signature(entry.stat())))
                elif entry.is_symlink():  # to nothing: to be named among what failed
                    files.append(Entry(entry.name, Signature(0, "link to nothing")))
        return Listing(folder, files, folders), frozenset(linked)

    def signature(self, path: str) -> Signature:
        """Size, times and number of the file; see `FileTree.signature`."""
        try:
            found = (self._root / path).stat()
        except FileNotFoundError as error:
            raise vanished(self.label(path)) from error
        except OSError as error:
            raise InputError(
                worded(
                    "{label}: cannot be read ({reason}); check the disk", label=self.label(path), reason=error.strerror
                )
            ) from error
        return _signature(found)

    def head(self, path: str, count: int) -> bytes:
        """The first bytes of a regular file; see `FileTree.head`."""
        try:
            if not stat.S_ISREG((self._root / path).stat().st_mode):
                return b""
            with (self._root / path).open("rb") as stream:
                return stream.read(count)
        except OSError:
            return b""

    @contextmanager
    def local(self, path: str) -> Iterator[Path]:
        """The file itself."""
        yield self._root / path

    def read(self, path: str) -> bytes | None:
        """The whole of a file; None where it cannot be read."""
        try:
            return (self._root / path).read_bytes()
        except OSError:
            return None

    def exists(self, path: str) -> bool:
        """Whether there is such a file."""
        return (self._root / path).is_file()

    def check(self, path: str) -> None:
        """Make sure that no link leads out of the folder; see `FileTree.check`."""
        if not (self._root / path).resolve().is_relative_to(self._root.resolve()):
            raise OutputError(
                worded(
                    "{label}: leads out of {address} by a symbolic link; remove that",
                    label=self.label(path),
                    address=self.address,
                )
            )

    def write(self, path: str, content: bytes) -> None:
        """Write by temporary file, sync and rename; see `FileTree.write`."""
        self.check(path)  # before folders are made: those of a linked one would be made elsewhere
        target = self._root / path
        make_folder(target.parent)
        write_atomically(target, content)

    def move(self, old: str, new: str) -> None:
        """Rename; see `FileTree.move`."""
        try:
            (self._root / new).parent.mkdir(parents=True, exist_ok=True)
            (self._root / old).replace(self._root / new)
        except OSError as error:
            raise OutputError(
                worded(
                    "{label}: cannot be renamed to {new} ({reason})",
                    label=self.label(old),
                    new=new,
                    reason=error.strerror,
                )
            ) from error

    def sweep(self, *, whole: bool = True) -> int:
        """Remove the temporary files of a killed run; see `FileTree.sweep`."""
        removed = 0
        for folder, folders, names in os.walk(self._root):
            if not whole:
                folders[:] = [name for name in folders if name == STATE]
            for name in names:
                if name.startswith(TEMPORARY) and name.endswith(".tmp"):
                    with suppress(OSError):
                        (Path(folder) / name).unlink()
                        removed += 1
        return removed


def _signature(found: os.stat_result) -> Signature:
    return Signature(found.st_size, f"{found.st_mtime_ns}:{found.st_ctime_ns}:{found.st_ino}")
