"""A PDF page drawn small, with some of its objects left out, to tell what of it is seen."""

from __future__ import annotations

import ctypes
from collections.abc import Iterable, Sequence

import pypdfium2 as pdfium
from PIL import Image, ImageChops
from pypdfium2 import raw

from ocr_fix.notation.type_size import POINTS_PER_INCH
from ocr_fix.source.pdfs.layer.rectangles import Drawing, DrawingSize, Rectangle
from ocr_fix.source.thresholds import THRESHOLDS

_T = THRESHOLDS.pdf_seen
_WHITE = 0xFFFFFFFF  # opaque, a byte for each of four channels

Sides = tuple[float, float, float, float]
"""Left, bottom, right and top of a rectangle, in the units of its page."""


class Painting:
    """Draws a page, with or without some of its objects; they are of no further use for another drawing.

    Args:
        page: the page, open; the caller holds the lock of PDFium.
    """

    def __init__(self, page: pdfium.PdfPage) -> None:
        self._page = page
        width, height = page.get_size()
        scale = min(_T.dpi / POINTS_PER_INCH, _T.longest_side / max(width, height))
        self.size: DrawingSize = max(1, round(width * scale)), max(1, round(height * scale))
        self._drawing = Drawing(page, self.size)

    def place(self, sides: Sides) -> Rectangle:
        """Where a rectangle of the page stands on what is drawn."""
        return self._drawing.place(*sides)

    def pixels(self, left: float, top: float, right: float, bottom: float) -> tuple[int, int, int, int]:
        """What of a rectangle is on the drawing, in whole pixels; nothing where none is."""
        width, height = self.size
        across = (max(0, min(width, int(side))) for side in (left, right + 1))
        down = (max(0, min(height, int(side))) for side in (top, bottom + 1))
        (first, behind), (highest, below) = across, down
        return first, highest, max(first, behind), max(highest, below)

    def drawn(self) -> Image.Image:
        """The page in colour, on white."""
        width, height = self.size
        bitmap = pdfium.PdfBitmap.new_native(width, height, raw.FPDFBitmap_BGRx)
        try:
            raw.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, _WHITE)
            raw.FPDF_RenderPageBitmap(bitmap, self._page, 0, 0, width, height, 0, 0)
            image: Image.Image = bitmap.to_pil().convert("RGB")
            return image
        finally:
            bitmap.close()

    def opaque(self) -> Image.Image:
        """White where what is drawn hides all that it lies on, and black elsewhere: there the ground makes no odds."""
        return ImageChops.invert(differing(self._on(255), self._on(0)))

    def _on(self, shade: int) -> Image.Image:
        """The page on a sheet of its own in one shade: what is blended with the page does not see a bitmap's ground."""
        left, bottom, right, top = self._page.get_bbox()
        sheet = raw.FPDFPageObj_CreateNewRect(left, bottom, right - left, top - bottom)
        raw.FPDFPageObj_SetFillColor(sheet, shade, shade, shade, 255)
        raw.FPDFPath_SetDrawMode(sheet, raw.FPDF_FILLMODE_WINDING, False)
        raw.FPDFPage_InsertObjectAtIndex(self._page, sheet, 0)
        drawn = self.drawn()
        raw.FPDFPageObj_SetIsActive(sheet, False)
        return drawn


def differing(one: Image.Image, other: Image.Image) -> Image.Image:
    """White where two drawings differ so that a person sees it, and black elsewhere."""
    difference = ImageChops.difference(one, other)
    bands = [band.point([255 * (level >= _T.contrast) for level in range(256)]) for band in difference.split()]
    return ImageChops.lighter(ImageChops.lighter(bands[0], bands[1]), bands[2])


def switch(objects: Iterable[pdfium.PdfObject], *, on: bool) -> None:
    """Have objects drawn, or left out."""
    for handle in objects:
        raw.FPDFPageObj_SetIsActive(handle, on)


def sides_of(handles: Sequence[pdfium.PdfObject]) -> Sides | None:
    """Where an object stands, given with the forms that it stands in, from without; None where PDFium does not know."""
    *forms, handle = handles
    sides = [ctypes.c_float() for _ in range(4)]
    if not raw.FPDFPageObj_GetBounds(handle, *sides):
        return None
    left, bottom, right, top = (side.value for side in sides)
    corners = [(left, bottom), (left, top), (right, bottom), (right, top)]
    for form in reversed(forms):
        matrix = raw.FS_MATRIX()
        if not raw.FPDFPageObj_GetMatrix(form, matrix):
            return None
        corners = [(x * matrix.a + y * matrix.c + matrix.e, x * matrix.b + y * matrix.d + matrix.f) for x, y in corners]
    xs, ys = zip(*corners, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def address_of(handle: object) -> int:
    """The address behind one of PDFium's pointers."""
    return ctypes.cast(handle, ctypes.c_void_p).value or 0  # type: ignore[arg-type]
