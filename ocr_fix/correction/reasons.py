"""Why a change was made, in words a person can weigh."""

from __future__ import annotations

from collections.abc import Sequence

from ocr_fix.correction.channel import Confusion
from ocr_fix.correction.decoder import Decision
from ocr_fix.correction.reading import Reading

# Rivals that are named beside what was chosen.
RIVALS = 2


def reason(reading: Reading, form: str, decision: Decision, index: int | None = None) -> str:
    """The confusions that explain a choice, and what stood against it.

    Args:
        reading: the text.
        form: the word as it was read.
        decision: what was decided about it.
        index: of the choice to explain; by default the one that was made.
    """
    index = decision.chosen if index is None else index
    choices = reading.choices(form)
    others = sorted(
        (other for other in range(len(choices)) if other != index), key=lambda other: -decision.shares[other]
    )[:RIVALS]
    rivals = ", ".join(f"{choices[other].text} {decision.shares[other]:.2f}" for other in others)
    explained = f"{choices[index].text} {decision.shares[index]:.2f}: {_spelled(reading.confusions(form, index))}"
    return f"{explained} (rivals: {rivals})" if rivals else explained


def _spelled(confusions: Sequence[Confusion]) -> str:
    return ", ".join(f"{c.true or '(nothing)'} read as {c.read or '(nothing)'}" for c in confusions) or "as read"
