"""The numbers that decide what decisions teach.

What other values do to composed decisions stands in `benchmarks/sweep.md`, which `benchmarks/sweep_people.py` made.
"""

from __future__ import annotations

from ocr_fix.system.deciding import numbers


@numbers
class LearningThresholds:
    """Lessons that somebody is asked to consent to."""

    least: int = 2  # times that something must have been decided: once may be a slip
    shortest: int = 3  # letters of a word that is worth a list; what is shorter is mostly an abbreviation


THRESHOLDS = LearningThresholds()
