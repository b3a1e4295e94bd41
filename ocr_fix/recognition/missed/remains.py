"""Ink of a page that no word covers, however faint it is, on paper however light or dark it is there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PIL import Image, ImageChops, ImageFilter

from ocr_fix.document import Box, PageImage
from ocr_fix.recognition.boxes import cover
from ocr_fix.recognition.missed.thresholds import THRESHOLDS
from ocr_fix.recognition.neighbours import lightest_around
from ocr_fix.recognition.preparation.paper import QUARTER, grey_of, level_of
from ocr_fix.recognition.preparation.ruling.bitmap import straight_lines

_T = THRESHOLDS


class Remains(NamedTuple):
    """What is ink on a page, at some 150 dpi, 255 on 0.

    Attributes:
        whole: all of it but rules.
        left: what of that no word covers.
        rules: straight lines across and down where no word is.
        factor: how many pixels of the page make one, across and down.
    """

    whole: Image.Image
    left: Image.Image
    rules: Image.Image
    factor: int


def remains_of(page: PageImage, words: Sequence[Box]) -> Remains | None:
    """The ink of a page and what of it lies beside its words; None where that is too little for a row of type.

    Args:
        page: as it was read.
        words: where its words stand.
    """
    factor = max(1, round(page.dpi / _T.looked_at_dpi))
    dark = _darkness(grey_of(page.image).reduce(factor))
    least = _least(dark)
    covered = [box.reduced(factor).grown(1) for box in words]
    left = dark.point([255 if level >= least else 0 for level in range(256)])
    cover(left, covered, 0)
    if not _may_hold_type(left):
        return None
    whole = _sharpened(dark, least)
    left = whole.copy()
    cover(left, covered, 0)
    rules = straight_lines(left, _T.rule_across, _T.rule_down, _T.thick)
    return Remains(ImageChops.subtract(whole, rules), ImageChops.subtract(left, rules), rules, factor)


def _darkness(grey: Image.Image) -> Image.Image:
    """By how many levels each pixel is darker than the paper around it."""
    around = lightest_around(grey.reduce(_T.paper_cell), _T.paper_cells // 2)
    around = around.filter(ImageFilter.BoxBlur(_T.paper_blur))
    return ImageChops.subtract(around.resize(grey.size, Image.Resampling.BILINEAR), grey)


def _least(dark: Image.Image) -> int:
    """By how much a pixel must be darker than paper to be ink and no grain."""
    counts, area = dark.histogram(), dark.width * dark.height
    middle = level_of(counts, area // 2)
    deviation = (level_of(counts, 3 * area // 4) - middle) / QUARTER
    return round(middle + max(_T.least_contrast, _T.chance * deviation))


def _may_hold_type(left: Image.Image) -> bool:
    """Whether ink is found close together in as many places as a short word takes."""
    cells = left.reduce(_T.cell).histogram()
    return sum(cells[round(255 * _T.cell_ink) :]) >= _T.fewest_cells


def _sharpened(dark: Image.Image, least: int) -> Image.Image:
    """Ink as what is nearly as dark as the darkest near it, so that faint type and black type are alike."""
    near = dark.resize((-(-dark.width // 2), -(-dark.height // 2)), Image.Resampling.BOX)
    enough = lightest_around(near, _T.near).resize(dark.size, Image.Resampling.BILINEAR)
    enough = enough.point([max(least, round(_T.share_ink * level)) for level in range(256)])
    return ImageChops.subtract(dark, enough, offset=1).point([255 if level else 0 for level in range(256)])
