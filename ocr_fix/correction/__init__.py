"""Words as they were read -> words as they were most likely printed."""

from ocr_fix.correction.corrector import Corrector
from ocr_fix.correction.tokens import tokenise

__all__ = ["Corrector", "tokenise"]
