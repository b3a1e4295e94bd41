"""Who sees the text of a PDF page: told by drawing the page with its text and without.

Where both drawings are alike, the text makes no difference: it stands outside the page, under a box or a picture, in a
layer that is switched off, in the colour of the paper, or is not drawn at all. No other way tells all of these.
"""

from __future__ import annotations

import ctypes
from typing import NamedTuple

import pypdfium2 as pdfium
from PIL import Image, ImageChops
from pypdfium2 import raw

from ocr_fix.source.pdfs.layer.places import Drawing, Place
from ocr_fix.source.thresholds import THRESHOLDS

_T = THRESHOLDS.pdf_seen
_POINTS_PER_INCH = 72.0

Sides = tuple[float, float, float, float]
"""Left, bottom, right and top of a rectangle, in the units of its page."""


class _Picture(NamedTuple):
    """Something painted on the page that has a picture in it: when it is painted, and where."""

    order: int
    sides: Sides


class Sight:
    """What is seen of the text of a page.

    Args:
        page: the page, open, and of no further use for drawing; the caller holds the lock of PDFium.
    """

    def __init__(self, page: pdfium.PdfPage) -> None:
        self._page = page
        self._texts: list[pdfium.PdfObject] = []
        self._orders: dict[int, int] = {}
        self._pictures: list[_Picture] = []
        self._shown: Image.Image | None = None
        self._drawing: Drawing | None = None
        order, outermost = 0, None
        for handle in page.get_objects(max_depth=_T.deepest):
            if handle.level == 0:
                order, outermost = order + 1, handle
            if handle.type == raw.FPDF_PAGEOBJ_TEXT:
                self._texts.append(handle)
                self._orders[address_of(handle.raw)] = order
            elif handle.type == raw.FPDF_PAGEOBJ_IMAGE and outermost is not None:
                self._pictures += _picture(outermost, order)

    def sees(self, sides: Sides) -> bool:
        """Whether the ink of text is seen in a rectangle: over the most of it, and not only what a box leaves free."""
        shown, place = self._difference(), self._place(sides)
        aside = 1.0 if place.width >= _T.narrow else 0.0  # where the ink of the neighbours may reach
        box = shown.crop(
            (int(place.left + aside), int(place.top), int(place.right - aside) + 1, int(place.bottom) + 1)
        ).getbbox()
        if box is None:
            return False
        across, down = box[2] - box[0] + 1, box[3] - box[1] + 1
        return across >= _T.across * (place.width - 2 * aside) and down >= _T.down * place.height

    def is_under_picture(self, text: int, sides: Sides) -> bool:
        """Whether a picture is painted over a rectangle after the text object of that address."""
        left, bottom, right, top = sides
        order, x, y = self._orders.get(text, 0), (left + right) / 2, (bottom + top) / 2
        return any(
            each.order > order and each.sides[0] <= x <= each.sides[2] and each.sides[1] <= y <= each.sides[3]
            for each in self._pictures
        )

    def is_on_page(self, sides: Sides) -> bool:
        """Whether the middle of a rectangle stands on the drawing."""
        self._difference()
        place = self._place(sides)
        width, height = (0, 0) if self._drawing is None else self._drawing.size
        return 0 <= (place.left + place.right) / 2 <= width and 0 <= (place.top + place.bottom) / 2 <= height

    def _place(self, sides: Sides) -> Place:
        if self._drawing is None:
            width, height = self._page.get_size()
            scale = min(_T.dpi / _POINTS_PER_INCH, _T.longest_side / max(width, height))
            self._drawing = Drawing(self._page, (max(1, round(width * scale)), max(1, round(height * scale))))
        return self._drawing.place(*sides)

    def _difference(self) -> Image.Image:
        """White where text is seen, and black elsewhere."""
        if self._shown is None:
            self._place((0, 0, 0, 0))
            with_text = self._drawn()
            for handle in self._texts:
                raw.FPDFPageObj_SetIsActive(handle, False)
            difference = ImageChops.difference(with_text, self._drawn())
            bands = [band.point([255 * (level >= _T.contrast) for level in range(256)]) for band in difference.split()]
            self._shown = ImageChops.lighter(ImageChops.lighter(bands[0], bands[1]), bands[2])
        return self._shown

    def _drawn(self) -> Image.Image:
        width, height = self._drawing.size if self._drawing is not None else (1, 1)
        bitmap = pdfium.PdfBitmap.new_native(width, height, raw.FPDFBitmap_BGRx)
        try:
            raw.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, 0xFFFFFFFF)
            raw.FPDF_RenderPageBitmap(bitmap, self._page, 0, 0, width, height, 0, 0)
            image: Image.Image = bitmap.to_pil().convert("RGB")
            return image
        finally:
            bitmap.close()


def address_of(handle: object) -> int:
    """The address behind one of PDFium's pointers."""
    return ctypes.cast(handle, ctypes.c_void_p).value or 0  # type: ignore[arg-type]


def _picture(handle: pdfium.PdfObject, order: int) -> list[_Picture]:
    sides = [ctypes.c_float() for _ in range(4)]
    if not raw.FPDFPageObj_GetBounds(handle, *sides):
        return []
    left, bottom, right, top = (side.value for side in sides)
    return [_Picture(order, (left, bottom, right, top))]
