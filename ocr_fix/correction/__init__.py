"""Words as they were read -> words as they were most likely printed."""

from ocr_fix.correction.channel import MAX_WIDTH, Confusion
from ocr_fix.correction.corrector import MIN_CONFIDENCE, Corrector
from ocr_fix.correction.sections import corrected_in_sections
from ocr_fix.correction.tokens import tokenise
from ocr_fix.correction.walk import is_compiled

__all__ = [
    "MAX_WIDTH",
    "MIN_CONFIDENCE",
    "Confusion",
    "Corrector",
    "corrected_in_sections",
    "is_compiled",
    "tokenise",
]
