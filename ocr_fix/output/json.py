"""The whole document as JSON: pages, blocks, lines, words, boxes, confidences, changes, metadata."""

from __future__ import annotations

import json

from ocr_fix.document import Document
from ocr_fix.output.original import Original


def write(document: Document, original: Original | None = None) -> bytes:
    """A document as JSON in UTF-8, in the form of `document.schema.json`; one line, ending in a line feed."""
    text = json.dumps(document.to_dict(), ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return f"{text}\n".encode()
