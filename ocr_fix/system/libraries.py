"""Libraries that not every installation has: `ocr-fix` brings them all, `ocr-fix-core` those that strings need."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from ocr_fix.errors import OptionError
from ocr_fix.wording import worded

PARTS: Mapping[str, frozenset[str]] = {
    "pdf": frozenset({"PIL", "pypdfium2", "pikepdf", "img2pdf", "pytesseract"}),
    "xml": frozenset({"lxml"}),
    "cli": frozenset({"click", "rich", "jinja2"}),
    "archive": frozenset({"pathspec"}),
}
"""The extras of `ocr-fix-core` that have names of modules; `scripts/core_wheel.py` has the packages."""


@contextmanager
def complete() -> Iterator[None]:
    """What needs a library that may be missing is done in here.

    Raises:
        OptionError: it is missing; says what to install. What is no library of ours is raised as it is.
    """
    try:
        yield
    except ModuleNotFoundError as error:
        library = (error.name or "").partition(".")[0]
        part = next((part for part, libraries in PARTS.items() if library in libraries), None)
        if part is None:
            raise
        said = worded(
            "this needs {library}, which is not installed: pip install 'ocr-fix-core[{part}]'",
            library=library,
            part=part,
        )
        raise OptionError(said) from error
