"""The text that a page of a PDF has already: of a typeset page its own, of a scan what another engine laid over it."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator

import pypdfium2 as pdfium
from pypdfium2 import raw

from ocr_fix.document import Block, Box, Line, Page, Word
from ocr_fix.source.thresholds import THRESHOLDS
from ocr_fix.spots import box_within

_T = THRESHOLDS.pdf_text


# What PDFium has in the place of a hyphen at a line end.
_LINE_HYPHENS = {0x02: "-", 0xFFFE: "-", 0xAD: "-"}


_SURROGATES = range(0xD800, 0xE000)

_Character = tuple[str, Box | None]


def text_layer(page: pdfium.PdfPage, number: int, size: tuple[int, int], dpi: int) -> Page | None:
    """The text of a page with boxes in the pixels of its drawing; None where it has none.

    Args:
        page: the page, open; the caller holds the lock of PDFium.
        number: its place in the file, from 1.
        size: width and height of the drawing in pixels.
        dpi: of the drawing.

    Raises:
        pypdfium2.PdfiumError: PDFium gave up.
    """
    content = page.get_textpage()
    try:
        count = raw.FPDFText_CountChars(content)
        if not 0 < count <= _T.most_characters:
            return None
        lines = list(_lines(_character(page, content, index, size) for index in range(count)))
    finally:
        content.close()
    if not lines:
        return None
    return Page(number, tuple(_blocks(lines)), *size, dpi, origin="text-layer")


def _character(page: pdfium.PdfPage, content: pdfium.PdfTextPage, index: int, size: tuple[int, int]) -> _Character:
    code = raw.FPDFText_GetUnicode(content, index)
    unknown = code in _SURROGATES or code > 0x10FFFF
    text = _LINE_HYPHENS.get(code) or ("\ufffd" if unknown else chr(code))
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    if text.isspace() or not raw.FPDFText_GetCharBox(content, index, left, right, bottom, top):
        return text, None
    corners = [_on_drawing(page, size, x, y) for x in (left.value, right.value) for y in (bottom.value, top.value)]
    across, down = [x for x, _ in corners], [y for _, y in corners]
    return text, box_within(min(across), min(down), max(across), max(down), *size)


def _on_drawing(page: pdfium.PdfPage, size: tuple[int, int], x: float, y: float) -> tuple[int, int]:
    across, down = ctypes.c_int(), ctypes.c_int()
    raw.FPDF_PageToDevice(page, 0, 0, *size, 0, x, y, across, down)
    return across.value, down.value


def _lines(characters: Iterator[_Character]) -> Iterator[Line]:
    words: list[Word] = []
    text, box = "", None
    for character, spot in characters:
        if not character.isspace() and character != "\0":
            text += character
            box = spot if box is None else box if spot is None else box.union(spot)
            continue
        if text:
            words.append(Word(text, box))
            text, box = "", None
        if character in "\r\n" and words:
            yield Line(tuple(words))
            words = []
    if text:
        words.append(Word(text, box))
    if words:
        yield Line(tuple(words))


def _blocks(lines: list[Line]) -> Iterator[Block]:
    """Lines below each other with no more than their usual distance are a block."""
    block: list[Line] = []
    for line in lines:
        if block and not _follows(block[-1].box, line.box):
            yield Block(tuple(block))
            block = []
        block.append(line)
    if block:
        yield Block(tuple(block))


def _follows(above: Box | None, below: Box | None) -> bool:
    if above is None or below is None:
        return True
    height = max(above.bottom - above.top, below.bottom - below.top)
    overlap = min(above.right, below.right) - max(above.left, below.left)
    return overlap > 0 and -height < below.top - above.bottom <= (_T.block_gap - 1) * height
