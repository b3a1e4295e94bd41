"""The white margins of a page, which are cut off before it is read, and put back in what was read of it.

They take a third of most pages, and all that looks at a picture, Tesseract among it, goes through them as well.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from PIL import Image

from ocr_fix.document import Box, Page, PageImage, Word
from ocr_fix.notation.type_size import POINTS_PER_INCH
from ocr_fix.recognition.boxes import map_lines
from ocr_fix.recognition.preparation.blank import darkest_blank
from ocr_fix.recognition.preparation.paper import reduced
from ocr_fix.recognition.preparation.thresholds import THRESHOLDS

_T = THRESHOLDS.white_edges


@dataclass(frozen=True, slots=True)
class WhiteEdges:
    """What was cut off a page at its sides, in pixels."""

    left: int = 0
    top: int = 0
    right: int = 0
    bottom: int = 0

    def turned(self, degrees: int) -> WhiteEdges:
        """The same of the page turned clockwise by 0, 90, 180 or 270 degrees."""
        sides = self.left, self.top, self.right, self.bottom
        quarters = degrees // 90 % 4
        left, top, right, bottom = sides[4 - quarters :] + sides[: 4 - quarters]
        return WhiteEdges(left, top, right, bottom)

    def around(self, page: Page) -> Page:
        """A page that was read without them, with its boxes on the whole of it."""
        if page.width is None or page.height is None or self == _NONE:
            return page
        across, down = self.left, self.top

        def moved(word: Word) -> Word:
            box = word.box
            if box is None:
                return word
            return replace(word, box=Box(box.left + across, box.top + down, box.right + across, box.bottom + down))

        whole = map_lines(page, lambda line: [moved(word) for word in line.words])
        return replace(whole, width=page.width + self.left + self.right, height=page.height + self.top + self.bottom)


_NONE = WhiteEdges()


def without_white_edges(page: PageImage) -> tuple[PageImage, WhiteEdges]:
    """The page without its white margins but for an edge, and these; the same object where they are narrow.

    What is white is told as on blank pages, but for specks, which have fewer pixels than the smallest figure.

    Args:
        page: one that is not blank.
    """
    small, factor = reduced(page)
    darkest = darkest_blank(small)
    if darkest is None:
        return page, _NONE
    ink = small.point([255 if level <= darkest else 0 for level in range(256)])
    edge = round(_T.edge * page.dpi / POINTS_PER_INCH)
    (top, bottom), (left, right) = _inked(ink), _inked(ink.transpose(Image.Transpose.TRANSPOSE))
    width, height = page.image.size
    left, top = max(0, factor * left - edge), max(0, factor * top - edge)
    right, bottom = min(width, factor * right + edge), min(height, factor * bottom + edge)
    if (right - left) * (bottom - top) > _T.most_left * width * height:
        return page, _NONE
    return replace(page, image=page.image.crop((left, top, right, bottom))), WhiteEdges(
        left, top, width - right, height - bottom
    )


def _inked(ink: Image.Image) -> tuple[int, int]:
    """The rows that have more than specks above and below them, the last exclusive; all of them where there is none."""
    pixels = ink.tobytes()
    first, last = -1, len(pixels)
    for _ in range(_T.fewest_pixels):
        first, last = pixels.find(255, first + 1), pixels.rfind(255, 0, last)
        if first < 0 or last < 0:
            return 0, ink.height
    return first // ink.width, last // ink.width + 1
