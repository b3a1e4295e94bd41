"""Paper and ink of a page as a whole, at the low resolution at which whole pages are looked at."""

from __future__ import annotations

from PIL import Image

from ocr_fix.document import PageImage
from ocr_fix.recognition.preparation.thresholds import THRESHOLDS

_T = THRESHOLDS.paper


def paper_of(grey: Image.Image) -> int:
    """The most frequent level of grey, 0-255, which is that of the paper."""
    counts = grey.histogram()
    return max(range(len(counts)), key=counts.__getitem__)


def level_of(counts: list[int], number: int) -> int:
    """The level of the pixel of that number, counted from the darkest.

    Args:
        counts: how many pixels each level has, the darkest first.
        number: from 1.
    """
    seen = 0
    for level, count in enumerate(counts):
        seen += count
        if seen >= number:
            return level
    return len(counts) - 1


def ink_of_grey(grey: Image.Image, paper: int) -> Image.Image:
    """The pixels of a page at its full resolution that are ink, where something is drawn or printed on it.

    Args:
        grey: the page.
        paper: its level of grey.
    """
    dark = level_of(grey.histogram(), max(1, round(_T.darkest * grey.width * grey.height)))
    least = paper - _T.share_ink * (paper - dark)
    return grey.point([255 if level < least else 0 for level in range(256)], "1")


def reduced(page: PageImage) -> tuple[Image.Image, int]:
    """The page in grey at some 75 dpi, and how many of its pixels make one of that, across and down."""
    factor = max(1, round(page.dpi / _T.looked_at_dpi))
    return page.image.convert("L").reduce(factor), factor


def ink_of_page(page: PageImage) -> tuple[Image.Image, int]:
    """The page reduced to ink (255) on paper (0), and by how much it was reduced."""
    small, factor = reduced(page)
    darkest_paper = paper_of(small) - _T.darker_than_paper
    return small.point([255 if level < darkest_paper else 0 for level in range(256)]), factor
