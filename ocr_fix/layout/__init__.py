"""Words with boxes, or lines that another engine left -> blocks and paragraphs in reading order, in normal form."""

from ocr_fix.layout.legacy import from_text
from ocr_fix.layout.normal import normal_form, normal_forms
from ocr_fix.layout.paragraphs import arrange

__all__ = ["arrange", "from_text", "normal_form", "normal_forms"]
