"""Boxes and words as hOCR and ALTO files state them, brought into bounds."""

from __future__ import annotations

import math
from collections.abc import Iterator

from ocr_fix.document import Box, Word

_FARTHEST = 2**20
"""Pixels; no page is so large."""


def box_within(
    left: float, top: float, right: float, bottom: float, width: int | None, height: int | None
) -> Box | None:
    """A box in whole pixels on its page; None where it has no area there, or its numbers are none."""
    if not all(math.isfinite(side) for side in (left, top, right, bottom)):
        return None
    most_right, most_down = width or _FARTHEST, height or _FARTHEST
    box = Box(
        min(max(round(left), 0), most_right),
        min(max(round(top), 0), most_down),
        min(max(round(right), 0), most_right),
        min(max(round(bottom), 0), most_down),
    )
    return box if box.left < box.right and box.top < box.bottom else None


def words_of(text: str, box: Box | None, confidence: float | None) -> Iterator[Word]:
    """The words of a text that has one box; several have their share of it by their characters."""
    parts = text.split()
    if len(parts) == 1:
        yield Word(parts[0], box, confidence)
        return
    total = sum(map(len, parts)) + max(0, len(parts) - 1)
    start = 0
    for part in parts:
        share = box and box.part(start / total, (start + len(part)) / total)
        yield Word(part, share, confidence)
        start += len(part) + 1


def number(text: str | None) -> float | None:
    """A finite number; None where there is none."""
    try:
        value = float(text or "")
    except ValueError:
        return None
    return value if math.isfinite(value) else None
