"""Documents as the files a user asks for."""

from ocr_fix.output.changes import changes_as_jsonl
from ocr_fix.output.formats import FORMATS, render

__all__ = ["FORMATS", "changes_as_jsonl", "render"]
