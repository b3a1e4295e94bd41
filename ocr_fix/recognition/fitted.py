"""Boxes as high as what is printed in them.

Where the engine does not find the letters of a line, or of some of its words, it gives them the height of the whole
line: type measured by them is half as large again as it is.
"""

from __future__ import annotations

from dataclasses import replace

from PIL import Image

from ocr_fix.document import Box, Page, Word
from ocr_fix.recognition.boxes import map_lines
from ocr_fix.recognition.preparation.paper import grey_of
from ocr_fix.recognition.signs.ink.strokes import ink_of
from ocr_fix.recognition.signs.thresholds import THRESHOLDS


def fitted(page: Page, image: Image.Image) -> Page:
    """The page with its boxes cut down to the ink in them, above and below.

    Args:
        page: as it was read.
        image: with the pixels of its boxes.
    """
    grey = grey_of(image)
    return map_lines(page, lambda line: [_fitted(word, grey) for word in line.words])


def _fitted(word: Word, grey: Image.Image) -> Word:
    box = word.box
    ink = ink_of(grey, box, THRESHOLDS.glyphs.ink) if box is not None else None
    rows = ink.getbbox() if ink is not None else None
    if box is None or rows is None or (rows[1] == 0 and rows[3] == box.bottom - box.top):
        return word
    return replace(word, box=Box(box.left, box.top + rows[1], box.right, box.top + rows[3]))
