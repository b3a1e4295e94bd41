"""What may be known of a language: lexicon, compounds, n-grams. Mechanisms only; `languages/` has the languages."""

from ocr_fix.language.compounds import Analysis
from ocr_fix.language.language import Language

__all__ = ["Analysis", "Language"]
