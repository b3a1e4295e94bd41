"""Why a change was made, in words a person can weigh."""

from __future__ import annotations

from collections.abc import Sequence

from ocr_fix.correction.decoding.decoder import Decision, Place
from ocr_fix.correction.error_model.channel import Confusion

# Rivals that are named beside what was chosen.
RIVALS = 2


def reason(place: Place, decision: Decision, index: int) -> str:
    """The confusions that explain a choice, and what stood against it.

    Args:
        place: what may stand there.
        decision: what was decided about it.
        index: of the choice to explain.
    """
    others = sorted((other for other in range(len(place)) if other != index), key=lambda other: -decision.shares[other])
    rivals = ", ".join(f"{place[other].text} {decision.shares[other]:.2f}" for other in others[:RIVALS])
    explained = f"{place[index].text} {decision.shares[index]:.2f}: {_spelled(place[index].confusions)}"
    return f"{explained} (rivals: {rivals})" if rivals else explained


def _spelled(confusions: Sequence[Confusion]) -> str:
    return ", ".join(f"{c.true or '(nothing)'} read as {c.read or '(nothing)'}" for c in confusions) or "as read"
