"""Any file becomes pages: PDF and pictures to be read, and text that another engine has read already."""

from ocr_fix.source.base import Source
from ocr_fix.source.limits import Limits
from ocr_fix.source.opening import load_reader, open_source
from ocr_fix.source.origin import Input, kept
from ocr_fix.source.page_selection import PageSelection, parse_pages

__all__ = ["Input", "Limits", "PageSelection", "Source", "kept", "load_reader", "open_source", "parse_pages"]
