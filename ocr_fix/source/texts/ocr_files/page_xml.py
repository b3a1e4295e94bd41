"""PAGE XML -> pages, as OCR-D, Transkribus, Aletheia and others write it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count, groupby

from lxml import etree

from ocr_fix.document import Block, Box, InFile, Line, Page, Word
from ocr_fix.document.language_codes import code_named
from ocr_fix.notation.page_xml import (
    TextLine,
    first_text,
    is_ordered,
    is_taken_whole,
    lines_of,
    page_elements,
    points_of,
    regions,
    text_of,
)
from ocr_fix.notation.spots import MOST_DPI, box_within, language_stated, number, with_source, words_of
from ocr_fix.wording import worded_count

_PER_INCH = {"PPI": 1.0, "PPCM": 2.54}


def page_xml_pages(tree: etree._Element) -> list[Page]:
    """The pages of a PAGE file."""
    return [_PageXmlReader(page).page(index) for index, page in enumerate(page_elements(tree), 1)]


class _PageXmlReader:
    """Reads a page.

    Args:
        element: the page.
    """

    def __init__(self, element: etree._Element) -> None:
        self._element = element
        self._numbers = count()
        self._width, self._height = self._side("imageWidth"), self._side("imageHeight")
        self._whole = 0

    def page(self, index: int) -> Page:
        blocks = tuple(self._blocks())
        told = worded_count(
            "{count} line says otherwise than its words; the line was taken",
            "{count} lines say otherwise than their words; the lines were taken",
            self._whole,
        )
        note = told if self._whole else None
        ordered = is_ordered(self._element)
        return Page(index, blocks, self._width, self._height, self._dpi(), note=note, ordered=ordered)

    def _blocks(self) -> Iterator[Block]:
        for _, found in groupby(regions(self._element), key=_table_of):
            lines = (line for region in found for each in lines_of(region) for line in self._lines(each, region))
            if block := tuple(line for line in lines if line.words):
                yield Block(block)

    def _lines(self, line: TextLine, region: etree._Element) -> Iterator[Line]:
        """A line; of a region that has none, the lines of its text, with equal shares of its box."""
        if line.element is region:
            texts, box, source = text_of(region).splitlines(), self._box(region), self._source(region)
            for index, text in enumerate(texts):
                share = None if box is None else _row(box, index, len(texts))
                yield Line(tuple(with_source(words_of(text, share, None), source)))
            return
        self._whole += is_taken_whole(line)
        yield Line(tuple(word for element in line.words for word in self._words(element)))

    def _words(self, element: etree._Element) -> Iterator[Word]:
        first = first_text(element)
        confidence = None if first is None else number(first.get("conf"))
        sure = None if confidence is None else min(max(confidence, 0.0), 1.0)
        yield from with_source(words_of(text_of(element), self._box(element), sure), self._source(element))

    def _source(self, element: etree._Element) -> InFile:
        style = element.find("{*}TextStyle")
        raised = style is not None and "true" in {style.get("superscript"), style.get("subscript")}
        return InFile(next(self._numbers), len(text_of(element)) if raised else 0, _language_of(element))

    def _box(self, element: etree._Element) -> Box | None:
        points = points_of(element)
        if not points:
            return None
        across, down = zip(*points, strict=True)
        return box_within(min(across), min(down), max(across), max(down), self._width, self._height)

    def _side(self, name: str) -> int | None:
        value = number(self._element.get(name))
        return round(value) if value is not None and value >= 1 else None

    def _dpi(self) -> int | None:
        per_inch = _PER_INCH.get(self._element.get("imageResolutionUnit") or "")
        value = number(self._element.get("imageXResolution"))
        if per_inch is None or value is None or not 1 <= value * per_inch <= MOST_DPI:
            return None
        return round(value * per_inch)


def _table_of(region: etree._Element) -> etree._Element:
    """The table that a region is a cell of, whose rows are told by where its words stand; else the region itself."""
    return next(region.iterancestors("{*}TableRegion"), region)


def _row(box: Box, index: int, count: int) -> Box | None:
    """One of several rows of the same height in a box; None where they have none."""
    height = box.height
    top, bottom = box.top + height * index // count, box.top + height * (index + 1) // count
    return Box(box.left, top, box.right, bottom) if top < bottom else None


def _language_of(element: etree._Element) -> str | None:
    """What the file says that an element, or what it stands in, is written in."""
    names = (each.get(name) for each in (element, *element.iterancestors()) for name in ("language", "primaryLanguage"))
    stated = next(filter(None, names), None)
    return None if stated is None else language_stated(code_named(stated))
