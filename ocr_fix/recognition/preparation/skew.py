"""Pages that were fed askew: by how much, and turned straight before they are read.

The angle is that at which the rows of the page alternate most sharply between lines and the white between them (Postl's
projection profile, US patent 4,723,297, 1988, which has expired).
"""

from __future__ import annotations

from dataclasses import replace
from math import ceil, cos, radians, sin, tan
from statistics import median

from PIL import Image, ImageChops

from ocr_fix.document import Box, Page, PageImage
from ocr_fix.recognition.boxes import map_boxes
from ocr_fix.recognition.preparation.paper import grey_of, ink_of_page, paper_of
from ocr_fix.recognition.preparation.thresholds import THRESHOLDS

_T = THRESHOLDS.skew

_SQUARES = [level * level for level in range(256)]


def skew_of(page: PageImage) -> float:
    """By how many degrees counterclockwise a page must be turned for its lines to be level; 0 where that is not clear.

    Most pages are fed nearly straight, so that other angles are tried only where none of these stands out.
    """
    slopes = Slopes(ink_of_page(page)[0])
    best = slopes.sharpest(beyond=True)
    return round(best, 1) if slopes.clearly(best, 0.0) else 0.0


def is_askew(angle: float) -> bool:
    """Whether a page lies so far askew that it is turned to be read: the engine follows lines that slope less."""
    return abs(angle) >= _T.least


class Slopes:
    """How sharply the rows of a page alternate at any angle.

    Args:
        ink: of the page, 255 on 0.
    """

    def __init__(self, ink: Image.Image) -> None:
        self._aspect = ink.width / _T.strips
        self._strips = ink.resize((_T.strips, ink.height), Image.Resampling.BOX)
        self._found: dict[float, float] = {}

    def sharpest(self, *, beyond: bool = False) -> float:
        """The angle in degrees counterclockwise by which the page must be turned for its rows to alternate most.

        Args:
            beyond: whether angles beyond the usual ones are tried where none of these stands out.
        """
        usual, widest, fine = round(_T.most / _T.coarse), round(_T.widest / _T.coarse), round(_T.coarse / _T.fine)
        steps = [step * _T.coarse for step in range(-usual, usual + 1)]
        coarse = max(steps, key=self._at)
        plain = _T.plainly * median(map(self._at, steps))
        if beyond and (abs(coarse) == usual * _T.coarse or self._at(coarse) < plain):
            others = [angle for step in range(usual + 1, widest + 1) for angle in (step * _T.coarse, -step * _T.coarse)]
            wide = max(others, key=self._at)
            if self._at(wide) >= plain:
                coarse = wide
        return max((coarse + step * _T.fine for step in range(-fine, fine + 1)), key=self._at)

    def clearly(self, angle: float, other: float) -> bool:
        """Whether rows alternate so much more at one angle than at another that there is text to go by."""
        return self._at(angle) > _T.clearly * self._at(other)

    def _at(self, angle: float) -> float:
        if angle not in self._found:
            self._found[angle] = _sharpness(self._strips, angle, self._aspect)
        return self._found[angle]


def straightened(page: PageImage, angle: float) -> PageImage:
    """The page turned counterclockwise by some degrees, its corners kept, so that it is larger than before."""
    grey = grey_of(page.image)
    turned = grey.rotate(angle, Image.Resampling.BICUBIC, expand=True, fillcolor=paper_of(grey))
    return replace(page, image=turned)


def slanted(page: Page, angle: float, width: int, height: int) -> Page:
    """The reading of a page that was straightened, with its boxes on the page as it lay.

    Args:
        page: the reading, with the measures of the straightened image.
        angle: by which it was turned, in degrees counterclockwise.
        width: of the image before in pixels.
        height: likewise.
    """
    if page.width is None or page.height is None:
        return page
    across, down = cos(radians(angle)), sin(radians(angle))
    middle_x, middle_y = page.width / 2, page.height / 2

    def back(box: Box) -> Box:
        corners = [(x - middle_x, y - middle_y) for x in (box.left, box.right) for y in (box.top, box.bottom)]
        xs = [across * x - down * y + width / 2 for x, y in corners]
        ys = [down * x + across * y + height / 2 for x, y in corners]
        left, top = _within(int(min(xs)), width - 1), _within(int(min(ys)), height - 1)
        right, bottom = _within(ceil(max(xs)), width), _within(ceil(max(ys)), height)
        return Box(left, top, max(left + 1, right), max(top + 1, bottom))

    return replace(map_boxes(page, back), width=width, height=height)


def _within(value: int, most: int) -> int:
    return min(max(value, 0), most)


def _sharpness(strips: Image.Image, angle: float, aspect: float) -> float:
    """The sum of the squared differences between neighbouring rows' shares of ink, were the page turned.

    Args:
        strips: the ink of the page, each column that of a strip.
        angle: in degrees counterclockwise.
        aspect: pixels of the page that a strip is wide.
    """
    slope = aspect * tan(radians(angle))
    shift = (1.0, 0.0, 0.0, slope, 1.0, -slope * strips.width / 2)
    turned = (
        strips.transform(strips.size, Image.Transform.AFFINE, shift, Image.Resampling.BILINEAR) if angle else strips
    )
    rows = turned.resize((1, turned.height), Image.Resampling.BOX)
    apart = ImageChops.difference(rows.crop((0, 1, 1, rows.height)), rows.crop((0, 0, 1, rows.height - 1)))
    return float(sum(map(_SQUARES.__getitem__, apart.tobytes())))
