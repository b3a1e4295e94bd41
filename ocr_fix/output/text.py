"""The clean text, UTF-8."""

from __future__ import annotations

from ocr_fix.document import Document
from ocr_fix.output.original import Original


def write(document: Document, original: Original | None = None) -> bytes:
    """The text of a document, ending in one line feed unless it is empty."""
    return document.text.encode("utf-8")
