"""The clean text, UTF-8."""

from __future__ import annotations

from ocr_fix.document import Document
from ocr_fix.document.unread import NOT_READ, ranges_of, unread
from ocr_fix.output.original import Original
from ocr_fix.wording import worded


def write(document: Document, original: Original | None = None) -> bytes:
    """The text of a document, ending in one line feed unless it is empty; at the end, which pages were not read."""
    missing = unread(document.pages)
    told = f"\n[{worded(NOT_READ)}: {ranges_of(missing)}]\n" if missing else ""
    return (document.text + told).encode("utf-8")
