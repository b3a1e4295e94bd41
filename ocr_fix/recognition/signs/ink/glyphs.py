"""The shapes of single characters: columns of ink with white between them, so none of characters that touch."""

from __future__ import annotations

from dataclasses import dataclass

from PIL import Image

from ocr_fix.document import Box
from ocr_fix.recognition.signs.ink.strokes import ink_of
from ocr_fix.recognition.signs.thresholds import THRESHOLDS

_T = THRESHOLDS.glyphs


@dataclass(frozen=True, slots=True)
class Glyph:
    """One shape, in pixels of the page: `right` and `bottom` exclusive."""

    left: int
    top: int
    right: int
    bottom: int


def glyphs_of(image: Image.Image, box: Box, share: float = _T.ink) -> list[Glyph]:
    """The shapes in a box from left to right, parted by columns without ink.

    Args:
        image: the page.
        box: what is looked at.
        share: of the contrast from which on it is ink.
    """
    ink = ink_of(image, box, share)
    if ink is None:
        return []
    columns = ink.resize((ink.width, 1), Image.Resampling.BOX).tobytes()
    found: list[Glyph] = []
    start = None
    for column, level in enumerate([*columns, 0]):
        if level and start is None:
            start = column
        elif not level and start is not None:
            rows = ink.crop((start, 0, column, ink.height)).getbbox()
            if rows is not None and column - start >= _T.least_columns:
                found.append(Glyph(box.left + start, box.top + rows[1], box.left + column, box.top + rows[3]))
            start = None
    return found
