"""What can go wrong, said for the user: one base class, each kind with its exit code.

The message of every error is one line that names the file and says what to do. The command line prints it and
ends with `exit_code`; a library user catches `OcrFixError` or one of its kinds.
"""

from __future__ import annotations


class OcrFixError(Exception):
    """Base of every error that ocr_fix raises on purpose.

    Attributes:
        exit_code: what the command line ends with when this error stops it.
    """

    exit_code = 1


class OptionError(OcrFixError):
    """An option cannot be used as given (a page range, a word list, a format)."""

    exit_code = 2


class InputError(OcrFixError):
    """The input cannot be read: missing, empty, damaged, locked or of an unknown kind."""

    exit_code = 3


class EncryptedInputError(InputError):
    """The input needs a password."""


class DocumentError(InputError, ValueError):
    """Values or JSON are no document that this program can read: of another version, or not of the form."""


class LimitError(OcrFixError):
    """The input is larger than the limits allow (pixels of a page, bytes, pages)."""

    exit_code = 4


class EngineError(OcrFixError):
    """The OCR engine is missing, lacks a language, or failed on a page."""

    exit_code = 5


class PageError(EngineError):
    """The OCR engine failed on one page or took too long for it; other pages may go well."""


class CancelledError(OcrFixError):
    """The caller has cancelled the work by the event it gave; the engine that ran was ended."""

    exit_code = 130


class IncompleteError(OcrFixError):
    """Some pages of a document could not be read; what the others hold has been written."""

    exit_code = 8


class BrokenOffError(IncompleteError):
    """The reading of a document was interrupted; the pages that had been read have been written."""

    exit_code = 130  # 128 + SIGINT, as shells say it


class OutputError(OcrFixError):
    """The output cannot be written; what stood there before is untouched."""

    exit_code = 6


class DecisionError(OcrFixError):
    """A reviewer's decisions do not fit the document: they are of another file, or a text has moved on since."""

    exit_code = 10


class DataError(OcrFixError):
    """The language data is missing, damaged or of another version."""

    exit_code = 7
