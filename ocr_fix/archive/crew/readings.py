"""Pages as they were read, as bytes: what stands between the two halves of cleaning.

They lie on disk until the document is finished, so that a run that was broken off does not read them again, and so that
the pages of a thick file take no memory. Only classes of `ocr_fix.document` come out of them, whatever they hold.
"""

from __future__ import annotations

import os
import pickle
import shutil
import zlib
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from ocr_fix.document import Page, PageText
from ocr_fix.document.pickled import loads
from ocr_fix.files import make_folder, write_atomically
from ocr_fix.pipeline import ReadPage


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


class Readings:
    """A folder of readings, one folder in it for each content.

    Args:
        folder: where; made when something is written.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

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

    def drop(self, key: str, numbers: Iterable[int] | None = None) -> None:
        """Forget a content, or some pages of it."""
        if numbers is None:
            shutil.rmtree(self._folder / key, ignore_errors=True)
            return
        for number in numbers:
            with suppress(OSError):
                (self._folder / key / str(number)).unlink()

    def clear(self) -> None:
        """Forget everything."""
        shutil.rmtree(self._folder, ignore_errors=True)
