"""The characters of a PDF page: where they stand on its drawing, which way they run, and who can see them."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterator
from typing import Literal, NamedTuple

import pypdfium2 as pdfium
from pypdfium2 import raw

from ocr_fix.source.pdfs.layer.painting import Sides, address_of
from ocr_fix.source.pdfs.layer.rectangles import Drawing, DrawingSize, Rectangle
from ocr_fix.source.pdfs.layer.seen import Sight
from ocr_fix.source.pdfs.layer.stacked import Inked
from ocr_fix.source.thresholds import THRESHOLDS

_T = THRESHOLDS.pdf_text

Shown = Literal["seen", "layer", "hidden"]
"""Whether a character is drawn and seen; or not drawn, but laid over or under a picture that may show it; or hidden:
outside the page, covered, switched off, or in the colour of what it stands on."""

# What PDFium has in the place of a hyphen at a line end.
_LINE_HYPHENS = frozenset({0x02, 0xFFFE, 0xAD})
# Neither filled nor stroked, or used for nothing but clipping (ISO 32000-1:2008, table 106).
_UNDRAWN = frozenset({raw.FPDF_TEXTRENDERMODE_INVISIBLE, raw.FPDF_TEXTRENDERMODE_CLIP})
_SURROGATES = range(0xD800, 0xE000)
_LAST_LATIN = 0x24F


class Character(NamedTuple):
    """A character of a page.

    Attributes:
        text: the character; "-" for a hyphen at a line end.
        ink: around its ink, on the drawing; None for white space and where PDFium does not know.
        frame: the same, from the foot of a descender to the top of an ascender; of a space the room that it takes.
        turn: degrees clockwise by which the drawing must be turned for it to stand upright: 0, 90, 180 or 270.
        shown: who can see it.
        guessed: whether the file does not say which character it is.
    """

    text: str
    ink: Rectangle | None
    frame: Rectangle | None
    turn: int
    shown: Shown
    guessed: bool


class _Manner(NamedTuple):
    """What the characters of one text object have alike.

    Attributes:
        turn: as of a character.
        drawn: whether they are.
        embedded: whether the file brings their font along; else PDFium draws them with what it has, or not at all.
    """

    turn: int
    drawn: bool
    embedded: bool


def characters_of(page: pdfium.PdfPage, content: pdfium.PdfTextPage, size: DrawingSize) -> Iterator[Character]:
    """The characters of a page in PDFium's order.

    Args:
        page: the page, open, and of no further use for drawing; the caller holds the lock of PDFium.
        content: its text.
        size: width and height of the drawing in pixels.
    """
    drawing = Drawing(page, size)
    found = [_found(content, index) for index in range(raw.FPDFText_CountChars(content))]
    sight = Sight(page, [Inked(address_of(handle), sides) for _, handle, sides in found if sides is not None])
    manners: dict[int, _Manner] = {0: _Manner(0, drawn=True, embedded=True)}
    turn = 0
    for index, (text, handle, sides) in enumerate(found):
        address = address_of(handle)
        if address not in manners:
            manners[address] = _Manner(_turn(page, content, index), _is_drawn(handle), _is_embedded(handle))
        manner = manners[address]
        turn = manner.turn if address else turn  # what PDFium adds, spaces and line ends, goes with what is before it
        if sides is None:
            room = _loose(content, index) if text == " " and address else None
            yield Character(text, None, drawing.place(*room) if room else None, turn, "seen", guessed=False)
            continue
        loose = _loose(content, index) or sides
        ink = drawing.place(*sides)
        frame = drawing.place(*loose)
        guessed = raw.FPDFText_HasUnicodeMapError(content, index) == 1
        too_small = max(frame.width, frame.height) < _T.smallest_type * max(size)
        shown = _shown(text, Inked(address, sides), manner, sight, too_small=too_small)
        if shown == "layer" and sight.is_covered(loose, lying=bool(turn % 180)):
            shown = "hidden"
        yield Character(text, ink, frame, turn, shown, guessed)


def _found(content: pdfium.PdfTextPage, index: int) -> tuple[str, raw.FPDF_PAGEOBJECT, Sides | None]:
    """A character, its text object, and where its ink is, if it has any."""
    text = _text(content, index)
    sides = None if text.isspace() else _sides(content, index)
    return text, raw.FPDFText_GetTextObject(content, index), sides


def _text(content: pdfium.PdfTextPage, index: int) -> str:
    code = raw.FPDFText_GetUnicode(content, index)
    if code in _LINE_HYPHENS:
        return "-"
    return "\ufffd" if code in _SURROGATES or code > 0x10FFFF else chr(code)


def _shown(text: str, each: Inked, manner: _Manner, sight: Sight, *, too_small: bool) -> Shown:
    if manner.drawn and sight.sees(each):
        return "seen" if not too_small else "hidden"
    if not manner.drawn or sight.is_under_scan(each):
        return "layer"
    # What PDFium cannot draw, since a font is neither in the file nor on this machine, other programs can.
    return "seen" if not manner.embedded and ord(text) > _LAST_LATIN and sight.is_on_page(each.sides) else "hidden"


def _is_drawn(handle: raw.FPDF_PAGEOBJECT) -> bool:
    mode = raw.FPDFTextObj_GetTextRenderMode(handle)
    if mode in _UNDRAWN:
        return False
    red, green, blue, alpha = (ctypes.c_uint(255) for _ in range(4))
    filled = mode == raw.FPDF_TEXTRENDERMODE_FILL
    return not (filled and raw.FPDFPageObj_GetFillColor(handle, red, green, blue, alpha) and alpha.value == 0)


def _is_embedded(handle: raw.FPDF_PAGEOBJECT) -> bool:
    font = raw.FPDFTextObj_GetFont(handle)
    return not font or raw.FPDFFont_GetIsEmbedded(font) != 0


def _turn(page: pdfium.PdfPage, content: pdfium.PdfTextPage, index: int) -> int:
    """How the drawing must be turned for a character, from the direction in which its line runs."""
    matrix = raw.FS_MATRIX()
    if not raw.FPDFText_GetMatrix(content, index, matrix) or not (matrix.a or matrix.b):
        return 0
    upward = math.degrees(math.atan2(matrix.b, matrix.a))
    turn: int = (round(upward / 90) * 90 - page.get_rotation()) % 360
    return turn


def _sides(content: pdfium.PdfTextPage, index: int) -> Sides | None:
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    if not raw.FPDFText_GetCharBox(content, index, left, right, bottom, top):
        return None
    sides = left.value, bottom.value, right.value, top.value
    return sides if all(map(math.isfinite, sides)) else None


def _loose(content: pdfium.PdfTextPage, index: int) -> Sides | None:
    box = raw.FS_RECTF()
    if not raw.FPDFText_GetLooseCharBox(content, index, box):
        return None
    sides = box.left, box.bottom, box.right, box.top
    sound = all(map(math.isfinite, sides)) and box.left < box.right and box.bottom < box.top
    return sides if sound else None
