"""Paper and ink of a page as a whole, at the low resolution at which whole pages are looked at."""

from __future__ import annotations

from PIL import Image

from ocr_fix.document import PageImage
from ocr_fix.recognition.preparation.thresholds import THRESHOLDS

_T = THRESHOLDS.paper

QUARTER = 0.674
"""A quarter of the values of Gaussian noise lies this many standard deviations or more to one side of its middle."""


def grey_of(image: Image.Image) -> Image.Image:
    """A picture in grey, to be looked at and not changed: where it is grey, it is the same object."""
    return image if image.mode == "L" else image.convert("L")


def paper_of(grey: Image.Image) -> int:
    """The most frequent level of grey, 0-255, which is that of the paper."""
    return most_frequent(grey.histogram())


def most_frequent(counts: list[int]) -> int:
    """The place of the largest of some counts, the first of equal ones."""
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


def ink_of_grey(grey: Image.Image) -> tuple[Image.Image, int]:
    """The pixels of a page at its full resolution that are ink, where something is drawn or printed on it.

    Args:
        grey: the page.

    Returns:
        An image of mode "1", ink being 255, and the level of grey that is the paper's.
    """
    counts = grey.histogram()
    paper = most_frequent(counts)
    dark = level_of(counts, max(1, round(_T.darkest * grey.width * grey.height)))
    least = paper - _T.share_ink * (paper - dark)
    return grey.point([255 if level < least else 0 for level in range(256)], "1"), paper


def reduced(page: PageImage) -> tuple[Image.Image, int]:
    """The page in grey at some 75 dpi, and how many of its pixels make one of that, across and down."""
    factor = max(1, round(page.dpi / _T.looked_at_dpi))
    return grey_of(page.image).reduce(factor), factor


def ink_of_page(page: PageImage) -> tuple[Image.Image, int]:
    """The page reduced to ink (255) on paper (0), and by how much it was reduced."""
    small, factor = reduced(page)
    darkest_paper = paper_of(small) - _T.darker_than_paper
    return small.point([255 if level < darkest_paper else 0 for level in range(256)]), factor
