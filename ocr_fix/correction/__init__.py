"""Words as they were read -> words as they were most likely printed."""

from ocr_fix.correction.candidates.candidate import Candidate, Scope
from ocr_fix.correction.candidates.protocol import CandidateSource
from ocr_fix.correction.candidates.search.walk import is_compiled
from ocr_fix.correction.candidates.sources import SourceFactory, default_sources
from ocr_fix.correction.candidates.state import TextState
from ocr_fix.correction.corrector import MIN_CONFIDENCE, Corrector
from ocr_fix.correction.error_model.channel import MAX_WIDTH, Confusion
from ocr_fix.correction.together import Corrected, corrected_together
from ocr_fix.correction.tokens.sections import corrected_in_sections
from ocr_fix.correction.tokens.span import Span
from ocr_fix.correction.tokens.text_flow import tokenise
from ocr_fix.correction.tokens.tokenised import TokenisedText

__all__ = [
    "MAX_WIDTH",
    "MIN_CONFIDENCE",
    "Candidate",
    "CandidateSource",
    "Confusion",
    "Corrected",
    "Corrector",
    "Scope",
    "SourceFactory",
    "Span",
    "TextState",
    "TokenisedText",
    "corrected_in_sections",
    "corrected_together",
    "default_sources",
    "is_compiled",
    "tokenise",
]
