"""A file looked at by a process of its own, inside walls: a hostile one harms nothing and learns nothing.

The process is forked, so that it is there in some milliseconds, and sends pages back. Of what it sends, only values of
pages are taken.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import signal
import sys
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from multiprocessing.connection import Connection, Pipe
from pathlib import Path
from typing import Any, TypeVar, cast

from ocr_fix import errors
from ocr_fix.document import Page, PageImage, PageText, SourceKind
from ocr_fix.document.pickled import loads
from ocr_fix.errors import CancelledError, InputError, LimitError, OcrFixError, OutputError
from ocr_fix.source.base import Source
from ocr_fix.source.faults import reason_of
from ocr_fix.source.limits import Limits, check_picture
from ocr_fix.source.origin import InputFile
from ocr_fix.source.sandbox.cell import give_time, shut
from ocr_fix.source.thresholds import THRESHOLDS
from ocr_fix.system.cancelling import waits
from ocr_fix.wording import phrase, worded

T = TypeVar("T")

_T = THRESHOLDS.cell
_DAMAGED = phrase("it is damaged, or made to do harm; scan or fetch it again")
_MODES = frozenset({"1", "L", "RGB"})
# Seconds that an answer is waited for, at most: a connection counts no more than 2**31 milliseconds.
_LONGEST = 2_000_000.0

Reply = tuple[str, Any]
"""What the process says: "error" with the name of its class and its message, or what it was asked for, by its kind."""


def can_confine() -> bool:
    """Whether this system has what it takes."""
    return sys.platform == "linux"


class _KilledError(InputError):
    """The process was killed by somebody else, such as a system short of memory: the file need not be the reason."""


class ConfinedSource(Source):
    """A file that another process has open. One that is killed by somebody else is begun once more.

    Args:
        origin: the file.
        limits: bounds what the process may take.
        opened: opens the file there.

    Raises:
        InputError, LimitError and others: as `opened`; the process was ended for what it took.
    """

    def __init__(self, origin: InputFile, limits: Limits, opened: Callable[[], Source]) -> None:
        super().__init__(origin)
        self._limits = limits
        self._opened = opened
        self._process: int | None = None
        self._connection: Connection | None = None
        kind, self.page_count = _once_more(lambda: self._start(origin.label))
        self.kind = cast("SourceKind", kind)

    def stored(self, number: int) -> bytes:
        """As `Source.stored`."""
        self._check([number])
        with self._lock:
            return cast("bytes", self._asked("stored", number))

    def inputs(self) -> list[Path]:
        """As `Source.inputs`."""
        with self._lock:
            return [Path(str(path)) for path in cast("list[str]", self._asked("inputs", 1))]

    def _make_page(self, number: int) -> PageImage | PageText | Page:
        return cast("PageImage | PageText | Page", self._asked("page", number))

    def _asked(self, what: str, number: int) -> object:
        where = f"{self._origin.label}: page {number}" if self.page_count > 1 else self._origin.label

        def ask() -> object:
            if self._connection is None:
                self._start(where)  # the one before was ended for what it took
            try:
                cast("Connection", self._connection).send((what, number))
                return self._answer(where)
            except BrokenPipeError:
                raise self._ended(where) from None

        return _once_more(ask)

    def _start(self, where: str) -> tuple[str, int]:
        ours, theirs = Pipe()
        sys.stdout.flush()
        sys.stderr.flush()
        self._process = os.fork()
        if self._process == 0:
            _live(theirs, self._origin, self._limits, self._opened)
        theirs.close()
        self._connection = ours
        return cast("tuple[str, int]", self._answer(where))

    def _answer(self, where: str) -> object:
        """What the process answers.

        Raises:
            OcrFixError: it could not do what it was asked, or was ended.
        """
        connection = cast("Connection", self._connection)
        try:
            if not any(map(connection.poll, waits(min(_T.patience * self._limits.max_page_seconds, _LONGEST)))):
                raise TimeoutError
            kind, value = cast("Reply", loads(connection.recv_bytes()))
            if kind == "image":
                page, mode, size = value
                return replace(page, image=self._image(where, mode, size, connection.recv_bytes()))
        except TimeoutError:
            self._end()
            raise self._too_slow(where) from None
        except (EOFError, ConnectionResetError):
            raise self._ended(where) from None
        except CancelledError:
            self._end()
            raise
        except OcrFixError:
            raise
        except Exception as error:  # whatever it sent, it is no page
            self._end()
            raise InputError(
                worded(
                    "{where}: was answered with something that is no page; {advice}",
                    where=where,
                    advice=worded(_DAMAGED),
                )
            ) from error
        if kind == "error":
            raise _error(*value)
        return cast("object", value)

    def _image(self, where: str, mode: str, size: tuple[int, int], data: bytes) -> Any:  # noqa: ANN401 - PIL's
        from PIL import Image  # noqa: PLC0415 - it takes long to load

        check_picture(self._limits, where, *size)
        if mode not in _MODES:
            raise ValueError(mode)
        return Image.frombytes(mode, size, data)

    def _too_slow(self, where: str) -> LimitError:
        return LimitError(
            worded(
                "{where}: takes more than {max_page_seconds} s to open or draw; {advice}",
                where=where,
                max_page_seconds=self._limits.max_page_seconds,
                advice=worded(_DAMAGED),
            )
        )

    def _ended(self, where: str) -> OcrFixError:
        """Why the process has ended by itself."""
        status = self._end()
        signalled = os.WTERMSIG(status) if os.WIFSIGNALED(status) else None
        if signalled == signal.SIGXCPU:
            return self._too_slow(where)
        failure = _KilledError if signalled == signal.SIGKILL else InputError
        return failure(
            worded("{where}: brings down what opens and draws it; {advice}", where=where, advice=worded(_DAMAGED))
        )

    def _release(self) -> None:
        self._end()

    def _end(self) -> int:
        """End the process; gives the status with which it ended, its own where it was about to end by itself."""
        connection, process = self._connection, self._process
        self._connection = self._process = None
        if connection is not None:
            connection.close()
        if process is None:
            return 0
        os.kill(process, signal.SIGKILL)
        _, status = os.waitpid(process, 0)
        return status

    def __del__(self) -> None:
        if hasattr(self, "_process"):
            self._end()


def _once_more(attempt: Callable[[], T]) -> T:
    """What an attempt gives, or a second one where the process was killed in the first."""
    try:
        return attempt()
    except _KilledError:
        return attempt()


def made_apart(make: Callable[[], bytes], label: str, limits: Limits) -> bytes:
    """What `make` gives, made in a process of its own inside walls.

    Args:
        make: looks into a file that nobody has checked.
        label: how messages call that.
        limits: bounds what the process may take; the time is that for all of it.

    Raises:
        InputError, LimitError and others: as `make`; the process was ended for what it took.
        OutputError: it could not be made.
    """
    origin = InputFile(BytesIO(), label, label, 1)
    with ConfinedSource(origin, limits, lambda: _Made(origin, make)) as source:
        return source.stored(1)


class _Made(Source):
    """What is made, in the place of a page."""

    kind = "image"

    def __init__(self, origin: InputFile, make: Callable[[], bytes]) -> None:
        super().__init__(origin)
        self.page_count = 1
        self._make = make

    def stored(self, number: int) -> bytes:
        """What is made; there is but one."""
        self._check([number])
        try:
            return self._make()
        except (OcrFixError, MemoryError):
            raise
        except Exception as error:
            raise OutputError(
                worded("{label}: cannot be written again ({reason})", label=self._origin.label, reason=reason_of(error))
            ) from error

    def _make_page(self, number: int) -> PageImage | PageText | Page:
        raise NotImplementedError(number)

    def _release(self) -> None:
        pass


def _error(name: str, message: str) -> Exception:
    found = getattr(errors, name, None)
    if isinstance(found, type) and issubclass(found, OcrFixError):
        return found(message)
    return RuntimeError(f"{name}: {message}")


def _live(connection: Connection, origin: InputFile, limits: Limits, opened: Callable[[], Source]) -> None:
    """What the process does, from its beginning to its end: it opens the file, then gives what it is asked for."""
    try:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # who is interrupted ends it
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        _close_others(connection, origin)
        shut(limits.max_source_bytes)
        _serve(connection, limits, opened)
    except BaseException:
        os._exit(1)
    os._exit(0)


def _serve(connection: Connection, limits: Limits, opened: Callable[[], Source]) -> None:
    source: Source | None = None
    asked: tuple[str, int] = ("open", 0)
    while True:
        give_time(limits.max_page_seconds)
        failure: tuple[str, str] | None = None
        try:
            if source is None:
                source = opened()
                _send(connection, "opened", (source.kind, source.page_count))
            elif asked[0] == "inputs":
                _send(connection, "inputs", [str(path) for path in source.inputs()])
            elif asked[0] == "stored":
                _send(connection, "stored", source.stored(asked[1]))
            else:
                _send_page(connection, source.page(asked[1]))
        except OcrFixError as error:
            failure = type(error).__name__, str(error)
        except MemoryError:
            message = worded(
                "{bytes} bytes do not suffice to open and draw it; split it or scale it down",
                bytes=limits.max_source_bytes,
            )
            failure = "LimitError", message
        if failure is not None:  # told here, where what took the memory is gone with the error
            _send(connection, "error", failure)
        if source is None:
            return
        try:
            asked = connection.recv()
        except (EOFError, ConnectionResetError):
            return


def _send(connection: Connection, kind: str, value: object) -> None:
    connection.send_bytes(pickle.dumps((kind, value)))


def _send_page(connection: Connection, page: PageImage | PageText | Page) -> None:
    if not isinstance(page, PageImage):
        _send(connection, "page", page)
        return
    image = page.image
    _send(connection, "image", (replace(page, image=None), image.mode, image.size))  # type: ignore[arg-type]
    connection.send_bytes(image.tobytes())


def _close_others(connection: Connection, origin: InputFile) -> None:
    """Close all descriptors but those needed: who waits for the end of another pipe would wait for this process."""
    kept = {2, connection.fileno()}
    with contextlib.suppress(OSError, AttributeError, ValueError):
        kept.add(origin.file.fileno())
    for name in os.listdir("/proc/self/fd"):  # noqa: PTH208 - numbers are wanted
        if int(name) not in kept:
            with contextlib.suppress(OSError):
                os.close(int(name))
