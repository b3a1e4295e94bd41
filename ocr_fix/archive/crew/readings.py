"""Pages as they were read, as bytes: what stands between the two halves of cleaning.

They lie on disk until the document is finished, so that a run that was broken off does not read them again, and so that
the pages of a thick file take no memory; and after that as long as there is room, for runs with other words, formats or
correctors. A content is named by what the file holds and what its pages are read by, not by where it lies. Only classes
of `ocr_fix.document` come out of them, whatever they hold.
"""

from __future__ import annotations

import json
import os
import pickle
import shutil
import zlib
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple, cast, get_args

from ocr_fix.document import Page, PageText, SourceKind
from ocr_fix.document.pickled import loads
from ocr_fix.pipeline import ReadPage
from ocr_fix.system.files import make_folder, write_atomically


class DamagedReadingError(Exception):
    """A reading is missing or not whole; the page must be read again.

    Attributes:
        number: of the page.
    """

    def __init__(self, number: int) -> None:
        super().__init__(f"the reading of page {number} is damaged")
        self.number = number


def pack(page: ReadPage) -> bytes:
    """A page as bytes; what is not whole fails to unpack (zlib checks its sum)."""
    return zlib.compress(pickle.dumps(page, protocol=5), 1)


def unpack(data: bytes, number: int) -> ReadPage:
    """The page again.

    Args:
        data: what `pack` gave.
        number: of the page.

    Raises:
        DamagedReadingError: the bytes are not such a page.
    """
    try:
        page = loads(zlib.decompress(data))
    except Exception as error:  # any damage, and pickle has many ways to say so
        raise DamagedReadingError(number) from error
    if not isinstance(page, Page | PageText) or page.number != number:
        raise DamagedReadingError(number)
    return page


class Opened(NamedTuple):
    """What is known of a content once it was opened: what it is, and how many pages it has."""

    kind: SourceKind
    pages: int


_OPENED = "opened"
"""The file beside the readings that says so: who has them need not open the content again."""


class Readings:
    """A folder of readings, one folder in it for each content.

    Args:
        folder: where; made when something is written.
        most: bytes that contents may take which nobody needs any more; the ones that were used last stay.
    """

    def __init__(self, folder: Path, most: int = 0) -> None:
        self._folder = folder
        self._most = most
        self._at_rest: dict[str, int] | None = None  # their sizes in bytes, the one that was used longest ago first
        self._taken = 0  # bytes, by all of them

    @property
    def is_empty(self) -> bool:
        """Whether nothing is there."""
        with suppress(OSError), os.scandir(self._folder) as found:
            return next(found, None) is None
        return True

    def have(self, key: str) -> set[int]:
        """Numbers of the pages of a content that are there."""
        with suppress(OSError):
            return {int(name) for name in os.listdir(self._folder / key) if name.isdecimal()}  # noqa: PTH208
        return set()

    def save(self, key: str, number: int, data: bytes) -> None:
        """Keep a page.

        Raises:
            OutputError: it cannot be written.
        """
        path = self._folder / key / str(number)
        make_folder(path.parent)
        write_atomically(path, data)

    def load(self, key: str, number: int) -> bytes:
        """A page that was kept.

        Raises:
            DamagedReadingError: it is not there.
        """
        try:
            return (self._folder / key / str(number)).read_bytes()
        except OSError as error:
            raise DamagedReadingError(number) from error

    def note(self, key: str, opened: Opened) -> None:
        """Keep what is known of a content of which pages are kept, unless it is known.

        Raises:
            OutputError: it cannot be written.
        """
        path = self._folder / key / _OPENED
        if not path.exists():
            write_atomically(path, json.dumps(opened).encode())

    def opened(self, key: str) -> Opened | None:
        """What is known of a content; None where nothing is."""
        with suppress(OSError, ValueError, TypeError):
            kind, pages = json.loads((self._folder / key / _OPENED).read_bytes())
            if kind in get_args(SourceKind) and type(pages) is int and pages > 0:
                return Opened(cast("SourceKind", kind), pages)
        return None

    def drop(self, key: str, numbers: Iterable[int] | None = None) -> None:
        """Forget a content, or some pages of it."""
        if numbers is None:
            shutil.rmtree(self._folder / key, ignore_errors=True)
            return
        for number in numbers:
            with suppress(OSError):
                (self._folder / key / str(number)).unlink()

    def rest(self, key: str) -> None:
        """A content is needed no more: it stays as long as there is room for it."""
        if self._at_rest is None:
            self._at_rest = self._found()
            self._taken = sum(self._at_rest.values())
        folder = self._folder / key
        size = _size_of(folder)
        self._taken += size - self._at_rest.pop(key, 0)
        if size:
            self._at_rest[key] = size
            with suppress(OSError):
                os.utime(folder)
        while self._at_rest and self._taken > self._most:
            oldest = next(iter(self._at_rest))
            self._taken -= self._at_rest.pop(oldest)
            self.drop(oldest)

    def _found(self) -> dict[str, int]:
        """What earlier runs have left, by when it was used."""
        with suppress(OSError):
            folders = sorted((folder for folder in self._folder.iterdir() if folder.is_dir()), key=_used)
            return {folder.name: _size_of(folder) for folder in folders}
        return {}

    def clear(self) -> None:
        """Forget everything."""
        shutil.rmtree(self._folder, ignore_errors=True)


def _used(folder: Path) -> float:
    with suppress(OSError):
        return folder.stat().st_mtime
    return 0.0


def _size_of(folder: Path) -> int:
    """In bytes; of a folder that is not there, 0."""
    with suppress(OSError), os.scandir(folder) as found:
        return sum(entry.stat().st_size for entry in found)
    return 0
