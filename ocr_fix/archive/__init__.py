"""Folders of documents, cleaned by many workers, with a journal of what was done."""

from ocr_fix.archive.run import Run
from ocr_fix.archive.settings import Settings

__all__ = ["Run", "Settings"]
