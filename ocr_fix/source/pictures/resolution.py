"""How many dots per inch a scan really has.

Recognition depends on it, and the tag of a file is often wrong: a picture that went through a photo program says 72,
one from a telephone nothing at all. A tag is trusted where a scanner could have written it and the sheet it makes is
of a size that exists; else the resolution is estimated from the size in pixels, taking the page for A4.
"""

from __future__ import annotations

import math
from typing import SupportsFloat

from ocr_fix.source.thresholds import THRESHOLDS

_T = THRESHOLDS.resolution

_MM_PER_INCH = 25.4
_A4_SHORT_INCHES = 210 / _MM_PER_INCH
_A4_LONG_INCHES = 297 / _MM_PER_INCH


Resolution = tuple[float, float]
"""Dots per inch across and down."""


def resolution_of(tag: Resolution | None, width: int, height: int) -> Resolution:
    """The resolution of a scan.

    Args:
        tag: what the file says, None where it says nothing.
        width: of the picture in pixels.
        height: likewise.

    Returns:
        The tag where it can be trusted, else an estimate, the same in both directions: the lowest at which the
        picture fits on A4, upright or across, within 70-600.
    """
    if tag is not None and _trusted(tag, width, height):
        return tag
    estimate = estimated(width, height)
    return estimate, estimate


def estimated(width: int, height: int) -> float:
    """Dots per inch of a page of so many pixels when it is taken for A4; 70-600."""
    upright = max(width / _A4_SHORT_INCHES, height / _A4_LONG_INCHES)
    across = max(width / _A4_LONG_INCHES, height / _A4_SHORT_INCHES)
    return min(max(min(upright, across), _T.lowest_estimate), _T.highest_estimate)


def readable_tag(value: object) -> Resolution | None:
    """A file's tag as two numbers; None where it is missing or no pair of positive numbers.

    Pillow gives what stands in the file: whole numbers, fractions with a denominator of 0, anything.
    """
    if not isinstance(value, tuple) or len(value) != 2:
        return None
    across, down = _number(value[0]), _number(value[1])
    return None if across is None or down is None else (across, down)


def _number(value: object) -> float | None:
    if not isinstance(value, SupportsFloat):
        return None
    try:
        number = float(value)
    except (ValueError, ZeroDivisionError, OverflowError):
        return None
    return number if math.isfinite(number) and number > 0 else None


def _trusted(tag: Resolution, width: int, height: int) -> bool:
    finest, coarsest = max(tag), min(tag)
    long_side = max(width / tag[0], height / tag[1])
    return (
        _T.lowest_trusted <= finest <= _T.highest_trusted
        and finest <= _T.most_stretched * coarsest
        and _T.smallest_sheet_inches <= long_side <= _T.largest_sheet_inches
    )
