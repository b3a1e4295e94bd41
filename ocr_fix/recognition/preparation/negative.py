"""Pages that are light on dark (microfilm as it was shot, slides, covers, blueprints) are read the other way round."""

from __future__ import annotations

from dataclasses import replace

from PIL import Image, ImageChops

from ocr_fix.document import PageImage
from ocr_fix.recognition.preparation.paper import level_of, paper_of, reduced
from ocr_fix.recognition.thresholds import THRESHOLDS

_T = THRESHOLDS.negative


def positive(page: PageImage) -> PageImage:
    """The page dark on light; the same object where it is so."""
    grey, _ = reduced(page)
    dark = sum(grey.histogram()[: _T.darkest_paper])
    if paper_of(grey) >= _T.darkest_paper or dark < _T.share_dark * grey.width * grey.height or not is_negative(grey):
        return page
    return replace(page, image=ImageChops.invert(page.image.convert("L")))


def is_negative(grey: Image.Image) -> bool:
    """Whether a page or a part of one is light on dark, or on what is less light."""
    ground, counts, area = paper_of(grey), grey.histogram(), grey.width * grey.height
    ink = max(1, round(_T.share_ink * area))
    darker, lighter = ground - level_of(counts, ink), level_of(counts, area - ink) - ground
    return lighter > max(darker, _T.least_contrast)
