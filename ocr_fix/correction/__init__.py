"""Words as they were read -> words as they were most likely printed."""

from ocr_fix.correction.candidates.walk import is_compiled
from ocr_fix.correction.corrector import MIN_CONFIDENCE, Corrector
from ocr_fix.correction.error_model.channel import MAX_WIDTH, Confusion
from ocr_fix.correction.tokens.sections import corrected_in_sections
from ocr_fix.correction.tokens.text_flow import tokenise

__all__ = [
    "MAX_WIDTH",
    "MIN_CONFIDENCE",
    "Confusion",
    "Corrector",
    "corrected_in_sections",
    "is_compiled",
    "tokenise",
]
