"""Two facing pages in one picture, as books are scanned open: where they part, if each lies askew in its own way.

Tesseract follows the slope of a whole picture, and so does `skew`: rows of two pages that slope differently run into
each other. Pages that lie alike are read as well together, as columns are.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby

from PIL import Image, ImageChops

from ocr_fix.document import PageImage
from ocr_fix.recognition.preparation.paper import ink_of_page
from ocr_fix.recognition.preparation.skew import Slopes
from ocr_fix.recognition.preparation.thresholds import THRESHOLDS

_T = THRESHOLDS.facing


def facing(page: PageImage) -> tuple[PageImage, PageImage] | None:
    """The left and the right page of two that lie differently askew; None where there is one, or both lie alike.

    Args:
        page: dark on light.
    """
    ink, factor = ink_of_page(page)
    fold = _fold(ink)
    if fold is None:
        return None
    left, right = Slopes(ink.crop((0, 0, fold, ink.height))), Slopes(ink.crop((fold, 0, ink.width, ink.height)))
    here, there = left.sharpest(), right.sharpest()
    if abs(here - there) < _T.apart or not (left.clearly(here, there) and right.clearly(there, here)):
        return None
    width, height = page.image.size
    halves = [page.image.crop(edges) for edges in ((0, 0, fold * factor, height), (fold * factor, 0, width, height))]
    first, second = (replace(page, image=half, layer=None) for half in halves)
    return first, second


def _fold(ink: Image.Image) -> int | None:
    """The middle of the widest stretch about the middle of a picture that has no rows; None where there is none.

    Rows of type alternate with white from top to bottom. The white between two pages does not, nor does the shadow of
    the fold.

    Args:
        ink: of the page, 255 on 0.
    """
    width, height = ink.size
    if height < 2:
        return None
    alternating = ImageChops.difference(ink.crop((0, 1, width, height)), ink.crop((0, 0, width, height - 1)))
    columns = alternating.resize((width, 1), Image.Resampling.BOX).tobytes()
    first, last = round(_T.middle * width), round((1 - _T.middle) * width)
    runs, at = [], first
    for empty, run in groupby(columns[first:last], lambda share: not share):
        length = len(list(run))
        runs += [(length, at + length // 2)] if empty else []
        at += length
    return max(runs)[1] if runs else None
