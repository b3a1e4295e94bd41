"""One page of a PDF: how large to draw it, whether that is safe, and the drawing."""

from __future__ import annotations

import ctypes
import math
from typing import NamedTuple

import pypdfium2 as pdfium
from PIL import Image
from pypdfium2 import raw

from ocr_fix.errors import InputError, LimitError
from ocr_fix.notation.type_size import POINTS_PER_INCH
from ocr_fix.source.limits import Limits, check_pixels, fits
from ocr_fix.source.pictures.resolution import resolution_of
from ocr_fix.source.thresholds import THRESHOLDS
from ocr_fix.wording import worded

_T = THRESHOLDS.pdf_page


_WHITE = 0xFFFFFFFF  # ARGB


class _Picture(NamedTuple):
    """A picture on the page.

    Attributes:
        handle: PDFium's object.
        width, height: in pixels.
        area: it covers, in square points.
        own: whether it stands on the page itself, not within a form of its own measure.
    """

    handle: pdfium.PdfObject
    width: int
    height: int
    area: float
    own: bool


def render(page: pdfium.PdfPage, dpi: int, limits: Limits, where: str) -> tuple[Image.Image, int, bool]:
    """Draw a page in grey.

    A page too large for the limits is drawn at a lower resolution, as long as that can be read. A page whose measure
    is that of its pixels (telephone scans are often one point a pixel, a sheet of a metre) is taken for A4, as such
    pictures are. PDFium enlarges smoothly, which serves reading better than the bare pixels of a coarse scan. It does
    not know the entry UserUnit: sheets of more than five metres that use it are drawn as if they were smaller.

    Args:
        page: the page, open; the caller holds the lock of PDFium.
        dpi: wanted.
        limits: bounds of the drawing and of each picture on the page.
        where: the file and the page, for messages.

    Returns:
        The drawing in mode "L", its resolution, which is `dpi` or lower, and whether a picture covers the page.

    Raises:
        InputError: the page has no area, or its scan cannot be decoded.
        LimitError: the page or a picture on it is too large.
        pypdfium2.PdfiumError: PDFium gave up.
    """
    width, height = page.get_size()
    _check_sides(width, height, where)
    pictures = _pictures(page, limits, where)
    scan = _scan(pictures, width * height)
    shrink = 1.0 if scan is None else _oversize(scan, width, height)
    if shrink > 1.0 and _is_typeset(page):  # a poster with a coarse background: its letters know their size
        shrink = 1.0
    used = _affordable(width / shrink, height / shrink, dpi, limits, where)
    dots_per_point = used / shrink / POINTS_PER_INCH
    size = _bitmap_size(width * dots_per_point, height * dots_per_point, scan)
    image = _draw(page, *size)
    if scan is not None and _nearly_blank(image):
        _check_decodes(scan, where)
    return image, used, scan is not None or _covered_in_parts(pictures, width * height)


def _check_sides(width: float, height: float, where: str) -> None:
    if min(width, height) <= 0:
        raise InputError(worded("{where}: has no area; save the PDF anew with whole pages", where=where))
    if min(width, height) < _T.smallest_side_points or not math.isfinite(width * height):
        raise LimitError(
            worded(
                "{where}: measures {width:g} x {height:g} points, which holds no text; save the PDF anew with whole"
                " pages",
                where=where,
                width=width,
                height=height,
            )
        )


def _affordable(width: float, height: float, dpi: int, limits: Limits, where: str) -> int:
    """The resolution, at most `dpi`, at which a page of so many points is within the limits."""
    inches = width / POINTS_PER_INCH, height / POINTS_PER_INCH
    by_side = limits.max_side / max(inches)
    by_pixels = math.sqrt(limits.max_pixels / (inches[0] * inches[1]))
    used = min(dpi, math.floor(by_side), math.floor(by_pixels))
    # The drawing has whole pixels, up to _SAME_PIXELS more than the page.
    while used > 0 and not fits(limits, *(math.ceil(side * used) + _T.same_pixels for side in inches)):
        used -= 1
    if used < min(dpi, _T.lowest_useful_dpi):
        raise LimitError(
            worded(
                "{where}: measures {width:.0f} x {height:.0f} points, too much to be drawn at {lowest_useful_dpi}"
                " dpi within {max_pixels} pixels and {max_side} a side; scale the page down",
                where=where,
                width=width,
                height=height,
                lowest_useful_dpi=_T.lowest_useful_dpi,
                max_pixels=limits.max_pixels,
                max_side=limits.max_side,
            )
        )
    return used


def _pictures(page: pdfium.PdfPage, limits: Limits, where: str) -> list[_Picture]:
    """The pictures on a page, each within the limits; nothing is decoded."""
    pictures: list[_Picture] = []
    pixels = 0
    for handle in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=_T.deepest):
        width, height = ctypes.c_uint(), ctypes.c_uint()
        if not raw.FPDFImageObj_GetImagePixelSize(handle, width, height):
            continue
        check_pixels(limits, where, width.value, height.value)
        pixels += width.value * height.value
        if pixels > _T.most_layers * limits.max_pixels:
            raise LimitError(
                worded(
                    "{where}: holds pictures of more than {pixels} pixels in all; save the PDF anew",
                    where=where,
                    pixels=pixels,
                )
            )
        pictures.append(_Picture(handle, width.value, height.value, _area(handle), handle.level == 0))
    return pictures


def _area(handle: pdfium.PdfObject) -> float:
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    if not raw.FPDFPageObj_GetBounds(handle, left, bottom, right, top):
        return 0.0
    return max(0.0, right.value - left.value) * max(0.0, top.value - bottom.value)


def _scan(pictures: list[_Picture], page_area: float) -> _Picture | None:
    """The picture that is the page, if there is one; of several layers the finest."""
    scans = [p for p in pictures if p.own and p.area >= _T.scan_covers * page_area and p.width and p.height]
    return max(scans, key=lambda p: p.width * p.height, default=None)


def _covered_in_parts(pictures: list[_Picture], page_area: float) -> bool:
    """Whether pictures cover the page together: some scanners cut a sheet into strips."""
    return sum(picture.area for picture in pictures) >= _T.scan_covers * page_area


def _oversize(scan: _Picture, width: float, height: float) -> float:
    """How many times a page of so many points is larger than the sheet that was scanned; 1 where it is right."""
    dots_per_point = math.sqrt(scan.width * scan.height / scan.area)
    declared = dots_per_point * POINTS_PER_INCH
    across, down = max(1, round(width * dots_per_point)), max(1, round(height * dots_per_point))
    found = max(resolution_of((declared, declared), across, down))
    return found / declared if found >= _T.far_too_large * declared else 1.0


def _bitmap_size(width: float, height: float, scan: _Picture | None) -> tuple[int, int]:
    """Whole pixels for a page; those of its scan where the two are the same but for rounding.

    A scan of 2,480 pixels on an A4 page of 2,480.3 is then drawn pixel by pixel and not smeared over 2,481.
    """
    size = max(1, round(width)), max(1, round(height))
    if scan is not None:
        for pixels in ((scan.width, scan.height), (scan.height, scan.width)):
            if all(abs(mine - its) <= _T.same_pixels for mine, its in zip(size, pixels, strict=True)):
                return pixels
    return size


def _draw(page: pdfium.PdfPage, width: int, height: int) -> Image.Image:
    """The page with its annotations and filled-in fields, in grey on white."""
    bitmap = pdfium.PdfBitmap.new_native(width, height, raw.FPDFBitmap_Gray)
    try:
        raw.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, _WHITE)
        page_width, page_height = page.get_size()
        across, down = (width - 2 * _T.inset) / page_width, (height - 2 * _T.inset) / page_height
        matrix, clip = raw.FS_MATRIX(across, 0, 0, down, _T.inset, _T.inset), raw.FS_RECTF(0, 0, width, height)
        flags = raw.FPDF_ANNOT | raw.FPDF_GRAYSCALE
        raw.FPDF_RenderPageBitmapWithMatrix(bitmap, page, matrix, clip, flags)
        if page.formenv is not None:
            raw.FPDF_FFLDraw(page.formenv, bitmap, page, 0, 0, width, height, 0, flags)
        # A copy, since the bitmap takes its own memory with it.
        image: Image.Image = bitmap.to_pil().copy()
        return image
    finally:
        bitmap.close()


def _is_typeset(page: pdfium.PdfPage) -> bool:
    """Whether the page has visible text of its own; the layer that OCR lays over a scan is invisible."""
    texts = page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT], max_depth=_T.deepest)
    return any(raw.FPDFTextObj_GetTextRenderMode(text) != raw.FPDF_TEXTRENDERMODE_INVISIBLE for text in texts)


def _nearly_blank(image: Image.Image) -> bool:
    return max(image.histogram()) >= _T.nearly_blank * image.width * image.height


def _check_decodes(scan: _Picture, where: str) -> None:
    """PDFium leaves out what it cannot decode and says nothing: a lost scan would pass for a blank page.

    Raises:
        InputError: the scan cannot be decoded.
    """
    bitmap = raw.FPDFImageObj_GetBitmap(scan.handle)
    if not bitmap:
        raise InputError(
            worded("{where}: its scan is damaged and cannot be drawn; scan or fetch it again", where=where)
        )
    raw.FPDFBitmap_Destroy(bitmap)
