"""Words with boxes, or lines that another engine left -> blocks and paragraphs in reading order, in normal form."""

from ocr_fix.layout.arranging import arrange
from ocr_fix.layout.forms.normal import normal_form, normal_forms
from ocr_fix.layout.forms.typography import swedish_forms
from ocr_fix.layout.metadata import metadata_of

__all__ = ["arrange", "metadata_of", "normal_form", "normal_forms", "swedish_forms"]
