"""The numbers that correction goes by, those of all its rooms together; any may be varied by its name.

`replace(DEFAULT, beam=4)` is another set, and `Corrector(..., thresholds=...)` goes by it. Each number stands in the
`thresholds.py` of the room that asks it, with its unit and what is known of its source.
"""

from __future__ import annotations

from dataclasses import dataclass

from ocr_fix.correction.candidates.thresholds import CandidateThresholds, SearchThresholds
from ocr_fix.correction.decision.thresholds import DecisionThresholds
from ocr_fix.correction.decoding.thresholds import DecodingThresholds
from ocr_fix.correction.error_model.thresholds import ErrorModelThresholds
from ocr_fix.correction.registers.thresholds import RegisterThresholds
from ocr_fix.correction.restoration.thresholds import RestorationThresholds


@dataclass(frozen=True)
class Thresholds(
    RestorationThresholds,
    RegisterThresholds,
    ErrorModelThresholds,
    SearchThresholds,
    CandidateThresholds,
    DecodingThresholds,
    DecisionThresholds,
):
    """Those of all stages."""


DEFAULT = Thresholds()
