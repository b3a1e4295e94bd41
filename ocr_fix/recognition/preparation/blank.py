"""Pages with nothing on them: Tesseract takes the grain of their paper for ink and reads words in it.

Ink stands out from the grain; on a blank page the darkest spots are no darker than chance makes them. Told at a low
resolution, at which grain averages out and a single figure still has some pixels.
"""

from __future__ import annotations

from math import floor

from PIL import Image

from ocr_fix.document import PageImage
from ocr_fix.recognition.preparation.paper import QUARTER, level_of, reduced
from ocr_fix.recognition.preparation.thresholds import THRESHOLDS

_T = THRESHOLDS.blank
_DARKEST_PAPER = THRESHOLDS.negative.darkest_paper


def is_dark(page: PageImage) -> bool:
    """Whether a page has no light paper: a scan that failed, or a negative."""
    grey, _ = reduced(page)
    return level_of(grey.histogram(), grey.width * grey.height // 2) < _DARKEST_PAPER


def is_blank(page: PageImage) -> bool:
    """Whether a page shows nothing but paper; stains, shadows and print that shows through count as something."""
    grey, _ = reduced(page)
    counts, area = grey.histogram(), grey.width * grey.height
    darkest = darkest_blank(grey)
    if darkest is None:
        return level_of(counts, area) - level_of(counts, 1) < _T.least
    return level_of(counts, _T.fewest_pixels) > darkest


def darkest_blank(grey: Image.Image) -> int | None:
    """The level of grey from which down a pixel is no chance of the grain of paper, 0-255.

    None where that cannot be told: what is mostly ink is no paper, and of few pixels nothing can be said.

    Args:
        grey: a page, reduced.
    """
    counts, area = grey.histogram(), grey.width * grey.height
    paper = level_of(counts, area // 2)
    if paper < _DARKEST_PAPER or area < _T.fewest_of_grain:
        return None
    deviation = (paper - level_of(counts, area // 4)) / QUARTER
    return floor(paper - min(_T.most, max(_T.least, _T.chance * deviation)))
