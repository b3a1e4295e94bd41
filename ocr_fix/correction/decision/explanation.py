"""Why a change was made, in words a person can weigh."""

from __future__ import annotations

from collections.abc import Sequence

from ocr_fix.correction.candidates.candidate import Candidate
from ocr_fix.correction.decision.thresholds import DecisionThresholds
from ocr_fix.correction.decoding.decoder import Decoded
from ocr_fix.correction.error_model.channel import Confusion
from ocr_fix.correction.thresholds import DEFAULT


def reason(place: Sequence[Candidate], decision: Decoded, index: int, thresholds: DecisionThresholds = DEFAULT) -> str:
    """The confusions that explain a candidate, and what stood against it.

    Args:
        place: what may stand there.
        decision: what was decided about it.
        index: of the candidate to explain.
        thresholds: the numbers to go by.
    """
    others = sorted((other for other in range(len(place)) if other != index), key=lambda other: -decision.shares[other])
    told = others[: thresholds.rivals_told]
    rivals = ", ".join(f"{place[other].text} {decision.shares[other]:.2f}" for other in told)
    explained = f"{place[index].text} {decision.shares[index]:.2f}: {_spelled(place[index].edits)}"
    return f"{explained} (rivals: {rivals})" if rivals else explained


def _spelled(confusions: Sequence[Confusion]) -> str:
    return ", ".join(f"{c.true or '(nothing)'} read as {c.read or '(nothing)'}" for c in confusions) or "as read"
