"""Where the bytes come from: a path, the bytes themselves, or a stream; all become one seekable file of our own."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass
from io import SEEK_END, BytesIO
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import TYPE_CHECKING, BinaryIO, TypeAlias, cast

from ocr_fix.errors import InputError
from ocr_fix.source.faults import one_line, reason_of
from ocr_fix.source.limits import Limits, check_bytes
from ocr_fix.source.pictures.given import as_file
from ocr_fix.wording import worded

if TYPE_CHECKING:
    from PIL import Image

    from ocr_fix.source.pictures.given import Array

Input: TypeAlias = "str | os.PathLike[str] | bytes | bytearray | memoryview | BinaryIO | Image.Image | Array"
"""A path, the content itself, a binary stream, or a picture: of Pillow, or an array as numpy has them."""

_NAMELESS = "-"

# A stream is kept in memory up to here and on disk beyond.
_SPOOL_BYTES = 16 * 2**20
_CHUNK_BYTES = 2**20


@dataclass(frozen=True, slots=True)
class InputFile:
    """An open file.

    Attributes:
        file: its bytes, seekable; ours to close.
        label: how messages call it: the path as the caller gave it, on one line.
        name: the file's name without its folder; "-" where it has none.
        size: in bytes, at least 1.
    """

    file: BinaryIO
    label: str
    name: str
    size: int

    def head(self, count: int) -> bytes:
        """The first bytes, at most `count`."""
        self.file.seek(0)
        return self.file.read(count)

    def tail(self, count: int) -> bytes:
        """The last bytes, at most `count`."""
        self.file.seek(max(0, self.size - count))
        return self.file.read(count)

    def close(self) -> None:
        """Close the file."""
        self.file.close()


def open_origin(source: Input, limits: Limits, name: str | None) -> InputFile:
    """Open what the caller gave.

    A path is opened and nothing of it read. A stream is read to its end from where it stands, need not be seekable,
    and stays open; it is the caller's. A path that is not a regular file (a pipe) is read as a stream.

    Args:
        source: a path, the content itself, a binary stream, or a picture in memory.
        limits: bounds the size.
        name: how to call the file in place of its own name.

    Raises:
        InputError: there is no such file, it is a folder, may not be read, or is empty.
        LimitError: the file is too large.
        TypeError: the source is none of these, or a stream of text.
    """
    if isinstance(source, bytes | bytearray | memoryview):
        return _finished(BytesIO(source), name, None, limits)
    if isinstance(source, str | os.PathLike):
        return _from_path(os.fspath(source), limits, name)
    if callable(getattr(source, "read", None)):
        stream = cast("BinaryIO", source)
        own = getattr(stream, "name", None)
        # Standard streams are called "<stdin>" and descriptors have numbers: neither is a name.
        path = own if isinstance(own, str) and not own.startswith("<") else None
        return _finished(_spooled(stream, limits, name or path or _NAMELESS), name, path, limits)
    picture = as_file(source)
    if picture is not None:
        content, own = picture
        return _finished(BytesIO(content), name, own, limits)
    raise TypeError(f"a path, bytes, a binary stream or a picture is wanted, not {type(source).__name__}")


def kept(source: Input) -> str | os.PathLike[str] | bytes:
    """What the caller gave as something that can be opened again and again: the path, or the content.

    Raises:
        TypeError: it is a stream, which has been read, or nothing that is read.
    """
    if isinstance(source, str | os.PathLike | bytes):
        return source
    if isinstance(source, bytearray | memoryview):
        return bytes(source)
    picture = as_file(source)
    if picture is None:
        raise TypeError(f"a path, bytes or a picture is wanted, not {type(source).__name__}")
    return picture[0]


def _from_path(path: str, limits: Limits, name: str | None) -> InputFile:
    if not isinstance(path, str):
        raise TypeError("a path must be text; bytes are taken for the content itself")
    label = one_line(name or path)
    try:
        file = Path(path).open("rb")  # noqa: SIM115 - the origin closes it
    except FileNotFoundError as error:
        raise InputError(worded("{label}: there is no such file; check the name", label=label)) from error
    except IsADirectoryError as error:
        raise InputError(worded("{label}: is a folder; name a file in it", label=label)) from error
    except PermissionError as error:
        raise InputError(worded("{label}: may not be read; ask for the permission to read it", label=label)) from error
    except OSError as error:
        raise InputError(
            worded(
                "{label}: cannot be opened ({reason}); check the name and the disk",
                label=label,
                reason=reason_of(error),
            )
        ) from error
    except ValueError as error:  # a NUL in the name
        raise InputError(worded("{label}: cannot be the name of a file; check the name", label=label)) from error
    try:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            with file:
                return _finished(_spooled(file, limits, label), name, path, limits)
        return _finished(file, name, path, limits)
    except BaseException:
        file.close()
        raise


def _spooled(stream: BinaryIO, limits: Limits, label: str) -> BinaryIO:
    """A copy of what is left in a stream, in memory while it is small."""
    copy = SpooledTemporaryFile(_SPOOL_BYTES)  # noqa: SIM115 - the caller closes it
    try:
        size = 0
        while chunk := _chunk(stream, one_line(label)):
            size += len(chunk)
            check_bytes(limits, one_line(label), size)
            copy.write(chunk)
    except BaseException:
        copy.close()
        raise
    return cast("BinaryIO", copy)


def _chunk(stream: BinaryIO, label: str) -> bytes:
    try:
        chunk = stream.read(_CHUNK_BYTES)
    except (OSError, ValueError) as error:  # ValueError: the stream is closed
        raise InputError(
            worded("{label}: cannot be read ({reason}); give an open stream", label=label, reason=reason_of(error))
        ) from error
    if chunk is None:
        raise InputError(worded("{label}: has nothing to read yet; give a stream that waits for its data", label=label))
    if not isinstance(chunk, bytes | bytearray | memoryview):
        raise TypeError("the stream gives text; open it in binary mode")
    return bytes(chunk)


def _finished(file: BinaryIO, name: str | None, path: str | None, limits: Limits) -> InputFile:
    label = one_line(name or path or _NAMELESS)
    try:
        size = file.seek(0, SEEK_END)
        file.seek(0)
        if size == 0:
            raise InputError(worded("{label}: is empty; scan or fetch it again", label=label))
        check_bytes(limits, label, size)
    except OSError as error:
        file.close()
        raise InputError(
            worded(
                "{label}: cannot be read ({reason}); check the disk or the network",
                label=label,
                reason=reason_of(error),
            )
        ) from error
    except BaseException:
        file.close()
        raise
    return InputFile(file, label, one_line(Path(name or path or _NAMELESS).name) or _NAMELESS, size)
