"""Pages that are light on dark (microfilm as it was shot, slides, covers, blueprints) are read the other way round."""

from __future__ import annotations

from dataclasses import replace

from PIL import ImageChops

from ocr_fix.document import PageImage
from ocr_fix.recognition.preparation.paper import level_of, paper_of, reduced
from ocr_fix.recognition.preparation.thresholds import THRESHOLDS

_T, _PRINTED = THRESHOLDS.negative, THRESHOLDS.printed


def positive(page: PageImage) -> PageImage:
    """The page dark on light; the same object where it is so."""
    grey, _ = reduced(page)
    paper, counts = paper_of(grey), grey.histogram()
    area = grey.width * grey.height
    if paper >= _T.darkest_paper or sum(counts[: _T.darkest_paper]) < _T.share_dark * area:
        return page
    ink = max(1, round(_PRINTED.share * area))
    darker, lighter = paper - level_of(counts, ink), level_of(counts, area - ink) - paper
    if lighter <= max(darker, _PRINTED.contrast):
        return page
    return replace(page, image=ImageChops.invert(page.image.convert("L")))
