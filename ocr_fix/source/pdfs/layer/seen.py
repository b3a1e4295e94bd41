"""Who sees the text of a PDF page: told by drawing the page with its text and without.

Where both drawings are alike, the text makes no difference: it stands outside the page, under a box or a picture, in a
layer that is switched off, in the colour of the paper, or is not drawn at all. No other way tells all of these. Text
that stands on other text, as the mark of a redaction does on what lies under it, is drawn after that: each is told
by what it changes.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

import pypdfium2 as pdfium
from PIL import Image, ImageChops
from pypdfium2 import raw

from ocr_fix.source.pdfs.layer.painting import Painting, Sides, address_of, differing, sides_of, switch
from ocr_fix.source.pdfs.layer.rectangles import Rectangle
from ocr_fix.source.pdfs.layer.stacked import Inked, depths
from ocr_fix.source.thresholds import THRESHOLDS

_T = THRESHOLDS.pdf_seen
# What is laid over a scan: boxes and the like. Its own pictures may come in parts, one over the other.
_LAID = frozenset({raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_SHADING})


class _PaintedPicture(NamedTuple):
    """Something painted on the page that has a picture in it: when it is painted, and where."""

    order: int
    sides: Sides

    @property
    def area(self) -> float:
        """In the units of the page, squared."""
        left, bottom, right, top = self.sides
        return max(0.0, right - left) * max(0.0, top - bottom)


class Sight:
    """What is seen of the text of a page.

    Args:
        page: the page, open, and of no further use for drawing; the caller holds the lock of PDFium.
        inked: its characters.
    """

    def __init__(self, page: pdfium.PdfPage, inked: Sequence[Inked]) -> None:
        self._painting = Painting(page)
        self._objects: list[pdfium.PdfObject] = []
        self._inked = inked
        pictures: list[_PaintedPicture] = []
        forms: list[pdfium.PdfObject] = []
        for handle in page.get_objects(max_depth=THRESHOLDS.pdf_page.deepest):
            del forms[handle.level :]
            forms.append(handle)  # what it stands in, and itself
            self._objects.append(handle)
            if handle.type == raw.FPDF_PAGEOBJ_IMAGE:
                sides = sides_of(forms)
                pictures += [] if sides is None else [_PaintedPicture(len(self._objects), sides)]
        left, bottom, right, top = page.get_bbox()
        self._scan = _scan(pictures, (right - left) * (top - bottom))

    def sees(self, each: Inked) -> bool:
        """Whether the ink of a character is seen: over the most of it, and not only what a box leaves free."""
        shown, place = self._shown[self._depths.get(each.address, 0)], self._painting.place(each.sides)
        aside = 1.0 if place.width >= _T.narrow else 0.0  # where the ink of the neighbours may reach
        box = shown.crop(
            self._painting.pixels(place.left + aside, place.top, place.right - aside, place.bottom)
        ).getbbox()
        if box is None:
            return False
        across, down = box[2] - box[0] + 1, box[3] - box[1] + 1
        return across >= _T.seen * (place.width - 2 * aside) and down >= _T.seen * place.height

    def is_under_scan(self, each: Inked) -> bool:
        """Whether a picture that is the page is painted over a character; what it shows there may be that."""
        left, bottom, right, top = each.sides
        order, x, y = self._orders.get(each.address, 0), (left + right) / 2, (bottom + top) / 2
        return any(
            picture.order > order
            and picture.sides[0] <= x <= picture.sides[2]
            and picture.sides[1] <= y <= picture.sides[3]
            for picture in self._scan
        )

    def is_covered(self, frame: Sides, *, lying: bool) -> bool:
        """Whether a box that no one sees through was laid over the scan where a character is.

        Args:
            frame: around it, from the foot of a descender to the top of an ascender.
            lying: whether its line runs up or down on the drawing.
        """
        if self._laid is None:
            return False
        place = self._painting.place(frame)
        high = place.width if lying else place.height
        along, across = -_T.beside_covered * high, (1 - _T.rows_covered) / 2 * high
        aside, down = (across, along) if lying else (along, across)
        box = place.left + aside, place.top + down, place.right - aside, place.bottom - down
        counts = self._laid.crop(self._painting.pixels(*box)).histogram()
        return counts[255] > _T.covered * sum(counts)

    def is_on_page(self, sides: Sides) -> bool:
        """Whether the middle of a rectangle stands on the drawing."""
        place: Rectangle = self._painting.place(sides)
        width, height = self._painting.size
        return 0 <= (place.left + place.right) / 2 <= width and 0 <= (place.top + place.bottom) / 2 <= height

    @cached_property
    def _orders(self) -> dict[int, int]:
        """When each object is painted, by its address."""
        return {address_of(handle.raw): order for order, handle in enumerate(self._objects, 1)}

    @cached_property
    def _depths(self) -> dict[int, int]:
        """On how many others, one on the other, each text stands that stands on text."""
        return depths(sorted(self._inked, key=lambda each: self._orders.get(each.address, 0)))

    @cached_property
    def _drawings(self) -> list[Image.Image]:
        """The page without its texts; with those that stand on no other; with those on one, and so on."""
        texts = [handle for handle in self._objects if handle.type == raw.FPDF_PAGEOBJ_TEXT]
        drawings = [self._painting.drawn()]
        for depth in range(max(self._depths.values(), default=0), -1, -1):
            switch((text for text in texts if self._depths.get(address_of(text.raw), 0) == depth), on=False)
            drawings.append(self._painting.drawn())
        return drawings[::-1]

    @cached_property
    def _shown(self) -> list[Image.Image]:
        """By on how many others a text stands: white where it is seen, and black elsewhere."""
        return [differing(one, other) for one, other in pairwise(self._drawings)]

    @cached_property
    def _laid(self) -> Image.Image | None:
        """White where something is laid over the scan; None where nothing is, or there is no scan."""
        first = min((picture.order for picture in self._scan), default=len(self._objects))
        over = [picture for picture in self._scan if picture.order > first]
        plain = {picture.order for picture in over if self._is_plain(picture)}
        pasted = plain | self._others([picture for picture in over if picture.order not in plain])
        laid = [
            order > first and (handle.type in _LAID or order in pasted) for order, handle in enumerate(self._objects, 1)
        ]
        if not any(laid):
            return None
        _ = self._drawings  # first, since what is left out now is not drawn again
        forms = [handle.type == raw.FPDF_PAGEOBJ_FORM for handle in self._objects]  # they hold the others
        switch((each for each, *kept in zip(self._objects, laid, forms, strict=True) if not any(kept)), on=False)
        return self._painting.opaque()

    def _others(self, pictures: Sequence[_PaintedPicture]) -> set[int]:
        """When those pictures are painted that show something else than what the scan shows beneath them.

        Parts of a scan show what lies beneath them more finely, or have nothing beneath.
        """
        if not pictures:
            return set()
        shown = self._drawings[0]
        handles = [self._objects[picture.order - 1] for picture in pictures]
        switch(handles, on=False)
        beneath = self._painting.drawn()
        switch(handles, on=True)
        return {picture.order for picture in pictures if self._is_other(picture, shown, beneath)}

    def _is_other(self, picture: _PaintedPicture, shown: Image.Image, beneath: Image.Image) -> bool:
        """Whether ink beneath a picture is not ink on it, or paper not paper."""
        place = self._painting.place(picture.sides)
        within = self._painting.pixels(place.left + 1, place.top + 1, place.right - 1, place.bottom - 1)
        over, under = (
            image.crop(within).convert("L").point([255 * (level < _T.ink) for level in range(256)])
            for image in (shown, beneath)
        )
        area = over.width * over.height
        ink, ink_over, both = (each.histogram()[255] for each in (under, over, ImageChops.darker(under, over)))
        if not _T.some_ink * area <= ink < area:
            return False
        alike = both / ink + (area - ink - ink_over + both) / (area - ink)
        return alike / 2 < _T.alike

    def _is_plain(self, picture: _PaintedPicture) -> bool:
        """Whether a picture shows one shade: a box."""
        place = self._painting.place(picture.sides)
        within = self._painting.pixels(place.left + 1, place.top + 1, place.right - 1, place.bottom - 1)
        counts = self._drawings[0].crop(within).convert("L").histogram()
        shades = [level for level, count in enumerate(counts) if count]
        return bool(shades) and shades[-1] - shades[0] < _T.contrast


def _scan(pictures: list[_PaintedPicture], area: float) -> list[_PaintedPicture]:
    """The pictures of a page where together they cover the most of it; else they are pictures on it, and no scan."""
    return pictures if sum(picture.area for picture in pictures) >= THRESHOLDS.pdf_page.scan_covers * area else []
