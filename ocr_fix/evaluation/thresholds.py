"""The numbers by which it is told how sure error rates are.

How often the intervals hold what they should with other values stands in `benchmarks/sweep.md`, which
`benchmarks/sweep_people.py` made.
"""

from __future__ import annotations

from ocr_fix.system.deciding import numbers


@numbers
class IntervalThresholds:
    """Intervals by drawing what was measured again and again."""

    documents: int = 2  # fewer tell nothing by being drawn; then their lines are
    # A text is cut into so many stretches of lines at most: neighbouring lines have errors in common, and time is
    # bounded.
    stretches: int = 100
    draws: int = 1000
    share: float = 0.95  # of the rates that were drawn, 0-1, that lie within


THRESHOLDS = IntervalThresholds()
