"""What a person decides who looks at a document: which words are as they stand, and what others shall be."""

from ocr_fix.review.applying import apply_decisions, apply_what_fits, taken_back
from ocr_fix.review.decisions import (
    SCHEMA,
    Decision,
    Decisions,
    decisions_as_json,
    decisions_schema,
    read_decisions,
)
from ocr_fix.review.places import Place, places

__all__ = [
    "SCHEMA",
    "Decision",
    "Decisions",
    "Place",
    "apply_decisions",
    "apply_what_fits",
    "decisions_as_json",
    "decisions_schema",
    "places",
    "read_decisions",
    "taken_back",
]
