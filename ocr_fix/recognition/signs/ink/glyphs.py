"""The shapes of single characters: columns of ink with white between them, so none of characters that touch."""

from __future__ import annotations

import re
from math import inf

from PIL import Image

from ocr_fix.document import Box
from ocr_fix.recognition.signs.ink.strokes import ink_of
from ocr_fix.recognition.signs.thresholds import THRESHOLDS

_T = THRESHOLDS.glyphs

_RUN = re.compile(rb"[^\0]+")


def glyphs_of(
    image: Image.Image,
    box: Box,
    share: float | None = None,
    narrowest: int = 0,
    widest: float = inf,
) -> list[Box]:
    """The shapes in a box from left to right, parted by columns without ink.

    Args:
        image: the page.
        box: what is looked at.
        share: of the contrast from which on it is ink; None for the usual one.
        narrowest: the width in pixels of the narrowest that is wanted; what is narrower is not given.
        widest: that of the widest whose height is wanted; what is wider is given as high as the box.
    """
    ink = ink_of(image, box, _T.ink if share is None else share)
    if ink is None:
        return []
    columns = ink.resize((ink.width, 1), Image.Resampling.BOX).tobytes()
    upended, height = ink.transpose(Image.Transpose.TRANSPOSE).tobytes(), ink.height
    found: list[Box] = []
    for run in _RUN.finditer(columns):
        start, end = run.span()
        if end - start >= max(narrowest, _T.least_columns):
            top, bottom = _rows_of(upended, start, end, height) if end - start <= widest else (0, height)
            found.append(Box(box.left + start, box.top + top, box.left + end, box.top + bottom))
    return found


def _rows_of(upended: bytes, start: int, end: int, height: int) -> tuple[int, int]:
    """The first row with ink in some columns, and the one behind the last; each column is so many bytes."""
    rows, left = int.from_bytes(upended[start * height : end * height]), end - start
    while left > 1:  # half of the columns upon the other half
        left = (left + 1) // 2
        rows |= rows >> (8 * left * height)
    rows &= (1 << 8 * height) - 1
    return height - (rows.bit_length() + 7) // 8, height - ((rows & -rows).bit_length() - 1) // 8
