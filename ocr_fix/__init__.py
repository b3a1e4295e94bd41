"""Scanned Swedish documents in, clean text out, every change accounted for.

    import ocr_fix

    document = ocr_fix.clean("report.pdf")
    document.text       # clean text, NFC
    document.changes    # what was changed: page, line, box, before, after, why, how sure
    document.doubts     # what may be another word and was left as it was read

`clean` reads any supported file, `correct` repairs a string, `Cleaner` does both and loads its data once.
"""

from ocr_fix.document import (
    Block,
    Box,
    Change,
    Correction,
    Document,
    Line,
    Page,
    Word,
    in_order,
    revert,
)
from ocr_fix.errors import OcrFixError
from ocr_fix.options import Options
from ocr_fix.pipeline import Cleaner, clean, correct
from ocr_fix.version import __version__

__all__ = [
    "Block",
    "Box",
    "Change",
    "Cleaner",
    "Correction",
    "Document",
    "Line",
    "OcrFixError",
    "Options",
    "Page",
    "Word",
    "__version__",
    "clean",
    "correct",
    "in_order",
    "revert",
]
