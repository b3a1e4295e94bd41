"""What a person decides who looks at a document: which words are as they stand, and what others shall be."""

from ocr_fix.review.applying import apply_decisions
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
    "decisions_as_json",
    "decisions_schema",
    "places",
    "read_decisions",
]
