"""Folders of documents, cleaned one after the other."""

from ocr_fix.archive.folder import Outcome, clean_folder

__all__ = ["Outcome", "clean_folder"]
