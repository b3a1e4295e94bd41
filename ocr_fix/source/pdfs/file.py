"""A file as PDFium reads it: what is read is counted, and an error is kept for Python instead of lost in C."""

from __future__ import annotations

import ctypes
import re
from collections import deque
from io import SEEK_SET
from typing import BinaryIO

OBJECT = re.compile(rb"\b([0-9]{1,10})\s+([0-9]{1,5})\s+obj\b")
"""Where an object begins: its number, and which version of it this is."""

_CATALOG = re.compile(rb"/Type\s*/Catalog\b")
_BEFORE_TYPE_BYTES = 4096  # the entries of a catalog before the one that says that it is one


def with_trailer(content: bytes) -> bytes | None:
    """A PDF that has lost its tables and its trailer, with a trailer that names its catalog.

    PDFium then finds the objects for itself.

    Returns:
        None where there is no catalog, or none outside of packed objects.
    """
    kind = _last(_CATALOG, content)
    if kind is None:
        return None
    window = content[max(0, kind.start() - _BEFORE_TYPE_BYTES) : kind.start()]
    begins = _last(OBJECT, window)
    if begins is None or b"endobj" in window[begins.end() :]:
        return None
    return content + b"\ntrailer\n<</Root %s %s R>>\nstartxref\n0\n%%%%EOF\n" % begins.groups()


def _last(pattern: re.Pattern[bytes], content: bytes) -> re.Match[bytes] | None:
    last = deque(pattern.finditer(content), maxlen=1)
    return last[0] if last else None


class MeteredFile:
    """The part of a file's interface that pypdfium2 calls.

    PDFium reads through a callback from C, out of which no exception can pass: Python would print it and go on. So an
    error is stored, and PDFium is told that it got nothing.

    Args:
        file: the file.
        start: where the PDF begins in it; what is before is not shown.

    Attributes:
        bytes_read: how much was read; whoever uses it sets it back.
        error: the first error met, None where all went well.
    """

    def __init__(self, file: BinaryIO, start: int = 0) -> None:
        self._file = file
        self._start = start
        self.bytes_read = 0
        self.error: Exception | None = None

    def seek(self, offset: int, whence: int = 0) -> int:
        """Go to a place in the file; gives the new place."""
        return self._file.seek(offset + self._start if whence == SEEK_SET else offset, whence) - self._start

    def tell(self) -> int:
        """The place in the file."""
        return self._file.tell() - self._start

    def read(self, size: int = -1) -> bytes:
        """Bytes from the place in the file on."""
        return self._file.read(size)

    def readinto(self, buffer: ctypes.Array[ctypes.c_ubyte]) -> int:
        """Fill a buffer from the place in the file on; gives the number of bytes, 0 after an error."""
        view = memoryview(buffer)
        try:
            data = self._file.read(view.nbytes)
        except (OSError, ValueError) as error:
            self.error = self.error or error
            return 0
        view.cast("B")[: len(data)] = data
        self.bytes_read += len(data)
        return len(data)
