"""hOCR -> pages. What is read: hOCR 1.2, http://kba.github.io/hocr-spec/1.2/, as Tesseract and others write it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from lxml import etree

from ocr_fix.document import Block, Box, Line, Page, Word
from ocr_fix.source.spots import box_within, number, words_of

_PAGE = "ocr_page"
_BLOCKS = frozenset({"ocr_par", "ocr_carea", "ocrx_block", _PAGE})
# Tesseract calls lines that it takes for something special by names of their own.
_LINES = frozenset({"ocr_line", "ocrx_line", "ocr_header", "ocr_footer", "ocr_caption", "ocr_textfloat", "ocr_pageno"})
_WORDS = frozenset({"ocrx_word", "ocr_word"})

_PROPERTY = re.compile(r"""\s*(\w+)((?:\s+(?:"[^"]*"|'[^']*'|[^\s;"']+))*)\s*(?:;|$)""")
_MOST_DPI = 4800

Size = tuple[int | None, int | None]


def hocr_pages(tree: etree._Element) -> list[Page]:
    """The pages of an hOCR file in its order; boxes are those of words, or of lines where words have none."""
    elements = [element for element in tree.iter(etree.Element) if _is(element, frozenset({_PAGE}))]
    return [_page(element, index) for index, element in enumerate(elements, 1)]


def _page(element: etree._Element, index: int) -> Page:
    properties = _properties(element)
    sides = _numbers(properties.get("bbox", ""))
    left, top = 0.0, 0.0
    width = height = None
    if len(sides) == 4 and sides[0] < sides[2] and sides[1] < sides[3]:
        left, top = sides[0], sides[1]
        width, height = round(sides[2] - left), round(sides[3] - top)
    reader = _Reader(left, top, (width or None, height or None))
    resolution = _numbers(properties.get("scan_res", ""))
    dpi = round(resolution[0]) if resolution and 1 <= resolution[0] <= _MOST_DPI else None
    return Page(index, tuple(reader.blocks(element)), width or None, height or None, dpi)


class _Reader:
    """Reads a page whose boxes are counted from some corner."""

    def __init__(self, left: float, top: float, size: Size) -> None:
        self._left, self._top = left, top
        self._size = size

    def blocks(self, page: etree._Element) -> Iterator[Block]:
        for _, lines in groupby(_lines(page), key=_block_of):
            found = tuple(line for line in map(self._line, lines) if line.words)
            if found:
                yield Block(found)

    def _line(self, element: etree._Element) -> Line:
        words = [each for each in element.iter(etree.Element) if _is(each, _WORDS)] or [element]
        return Line(tuple(word for each in words for word in self._words(each)))

    def _words(self, element: etree._Element) -> Iterator[Word]:
        properties = _properties(element)
        certainty = _numbers(properties.get("x_wconf", ""))
        confidence = min(max(certainty[0] / 100, 0.0), 1.0) if certainty else None
        return words_of("".join(element.itertext()), self._box(properties), confidence)

    def _box(self, properties: dict[str, str]) -> Box | None:
        sides = _numbers(properties.get("bbox", ""))
        if len(sides) != 4:
            return None
        left, top, right, bottom = sides
        return box_within(left - self._left, top - self._top, right - self._left, bottom - self._top, *self._size)


def _lines(page: etree._Element) -> list[etree._Element]:
    """The lines of a page; where there are none, what holds its words."""
    lines = [each for each in page.iter(etree.Element) if _is(each, _LINES) and not _holds(each, _LINES)]
    if lines:
        return lines
    blocks = [each for each in page.iter(etree.Element) if _is(each, _BLOCKS) and not _holds(each, _BLOCKS)]
    return blocks or [page]


def _holds(element: etree._Element, classes: frozenset[str]) -> bool:
    return any(_is(each, classes) for each in element.iterdescendants(etree.Element))


def _block_of(line: etree._Element) -> etree._Element:
    """The nearest block around a line."""
    if _is(line, _BLOCKS):
        return line
    return next((each for each in line.iterancestors() if _is(each, _BLOCKS)), line)


def _is(element: etree._Element, classes: frozenset[str]) -> bool:
    return not classes.isdisjoint((element.get("class") or "").split())


def _properties(element: etree._Element) -> dict[str, str]:
    """What the title of an element says: names and values, without their quotation marks."""
    return {match[1]: match[2].strip() for match in _PROPERTY.finditer(element.get("title") or "")}


def _numbers(text: str) -> list[float]:
    found = [number(part) for part in text.split()]
    return [each for each in found if each is not None]
