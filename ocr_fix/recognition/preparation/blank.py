"""Pages with nothing on them: Tesseract takes the grain of their paper for ink and reads words in it.

Ink stands out from the grain; on a blank page the darkest spots are no darker than chance makes them. Told at a low
resolution, at which grain averages out and a single figure still has some pixels.
"""

from __future__ import annotations

from ocr_fix.document import PageImage
from ocr_fix.recognition.preparation.paper import QUARTER, level_of, reduced
from ocr_fix.recognition.preparation.thresholds import THRESHOLDS

_T = THRESHOLDS.blank


def is_dark(page: PageImage) -> bool:
    """Whether a page has no light paper: a scan that failed, or a negative."""
    grey, _ = reduced(page)
    return level_of(grey.histogram(), grey.width * grey.height // 2) < THRESHOLDS.negative.darkest_paper


def is_blank(page: PageImage) -> bool:
    """Whether a page shows nothing but paper; stains, shadows and print that shows through count as something."""
    grey, _ = reduced(page)
    counts = grey.histogram()
    paper = level_of(counts, grey.width * grey.height // 2)
    too_small = grey.width * grey.height < _T.fewest_of_grain
    if paper < THRESHOLDS.negative.darkest_paper or too_small:  # what is mostly ink is no paper, unless it is all alike
        return level_of(counts, grey.width * grey.height) - level_of(counts, 1) < _T.least
    deviation = (paper - level_of(counts, grey.width * grey.height // 4)) / QUARTER
    ink = paper - level_of(counts, _T.fewest_pixels)
    return ink < min(_T.most, max(_T.least, _T.chance * deviation))
