"""Boxes as high as what is printed in them.

Where the engine does not find the letters of a line, or of some of its words, it gives them the height of the whole
line: type measured by them is half as large again as it is.
"""

from __future__ import annotations

from dataclasses import replace

from PIL import Image

from ocr_fix.document import Box, Page
from ocr_fix.recognition.boxes import map_boxes
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
    return map_boxes(page, lambda box: _fitted(box, grey))


def _fitted(box: Box, grey: Image.Image) -> Box:
    ink = ink_of(grey, box, THRESHOLDS.glyphs.ink)
    rows = ink.getbbox() if ink is not None else None
    return box if rows is None else replace(box, top=box.top + rows[1], bottom=box.top + rows[3])
