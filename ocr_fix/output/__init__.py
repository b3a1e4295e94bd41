"""Documents as the files a user asks for."""

from ocr_fix.output.changes import changes_as_csv, changes_as_jsonl
from ocr_fix.output.formats import FORMATS, Format, form_of, name_of_page, parse_formats, render, targets
from ocr_fix.output.original import Original
from ocr_fix.output.reports.report_page import render_report

__all__ = [
    "FORMATS",
    "Format",
    "Original",
    "changes_as_csv",
    "changes_as_jsonl",
    "form_of",
    "name_of_page",
    "parse_formats",
    "render",
    "render_report",
    "targets",
]
