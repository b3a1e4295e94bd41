"""The formats by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from ocr_fix.document import Document
from ocr_fix.errors import OptionError


def _text(document: Document) -> bytes:
    return document.text.encode("utf-8")


_WRITERS: Mapping[str, Callable[[Document], bytes]] = {"text": _text}

FORMATS = tuple(_WRITERS)


def render(document: Document, form: str) -> bytes:
    """A document in one of the `FORMATS`, as the bytes of a file.

    Raises:
        OptionError: there is no such format.
    """
    if form not in _WRITERS:
        raise OptionError(f"unknown format {form!r}; choose from {', '.join(FORMATS)}")
    return _WRITERS[form](document)
