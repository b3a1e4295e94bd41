"""What goes wrong with a task, sorted by what is to be done about it."""

from __future__ import annotations

import traceback
from typing import Literal, NamedTuple

from ocr_fix.archive.crew.readings import DamagedReadingError
from ocr_fix.archive.crew.tasks import PASSING, STOPPING, ChangedError
from ocr_fix.archive.storage.file_tree import UnreachableError, VanishedError
from ocr_fix.errors import DataError, EngineError, InputError, OcrFixError, OutputError
from ocr_fix.wording import worded

Sort = Literal["lasting", "passing", "changed", "gone", "reading", "stop"]
"""lasting: the same again with the same file. passing: may go well next time. changed: begin the file again.
gone: the file is there no more. reading: a page must be read again. stop: no file would fare better."""


class Failure(NamedTuple):
    """Why a task was not done.

    Attributes:
        sort: what is to be done about it.
        message: one line for the user.
        code: exit code of the error.
        number: the page that must be read again.
        details: the traceback, where the error is one of the program's own.
    """

    sort: Sort
    message: str
    code: int = 1
    number: int = 0
    details: str = ""


def failure_of(error: BaseException) -> Failure:
    """Sort an error that a task raised."""
    message = " ".join(str(error).split())
    cause = error if isinstance(error, OSError) else error.__cause__
    if isinstance(cause, OSError) and cause.errno in STOPPING and not isinstance(error, InputError):
        full = (
            message if isinstance(error, OcrFixError) else f"{cause.filename or worded('the disk')}: {cause.strerror}"
        )
        return Failure("stop", full, OutputError.exit_code)
    if isinstance(error, DamagedReadingError):
        return Failure("reading", message, number=error.number)
    if isinstance(error, MemoryError):
        return Failure("passing", worded("needs more memory than a worker may take; raise --memory or split it"), 4)
    if isinstance(error, OcrFixError):
        return Failure(_sort_of(error), message, error.exit_code)
    text = worded("internal error ({kind}: {message}); please report it", kind=type(error).__name__, message=message)
    return Failure("passing", text, details="".join(traceback.format_exception(error)))


def _sort_of(error: OcrFixError) -> Sort:
    cause = error.__cause__
    number = cause.errno if isinstance(cause, OSError) else None
    for kind, sort in _SORTS.items():
        if isinstance(error, kind):
            return sort
    if isinstance(error, OutputError):
        return "passing" if number is None else "lasting"
    return "passing" if number in PASSING or isinstance(cause, MemoryError) else "lasting"


_SORTS: dict[type[OcrFixError], Sort] = {
    ChangedError: "changed",
    VanishedError: "gone",
    UnreachableError: "passing",
    DataError: "stop",
    EngineError: "passing",
}
