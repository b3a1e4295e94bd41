"""ALTO -> pages. What is read: versions 1 to 4, http://www.loc.gov/standards/alto/, whatever their namespace."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import count

from lxml import etree

from ocr_fix.document import Block, Box, InFile, Line, Page, Word
from ocr_fix.notation.orthography import DOUBLE_HYPHEN, HYPHENS
from ocr_fix.notation.spots import box_within, language_stated, number, with_source, words_of

# Units of measure -> how many make an inch. Boxes in other units than pixels are turned into pixels at this resolution.
_PER_INCH = {"mm10": 254.0, "inch1200": 1200.0}
_DPI = 300
# The margins stand before the print space in the file, wherever they are on the page.
_SPACES = ("TopMargin", "LeftMargin", "PrintSpace", "RightMargin", "BottomMargin")


_RAISED = frozenset({"superscript", "subscript"})


def page_elements(tree: etree._Element) -> list[etree._Element]:
    """The pages of an ALTO tree."""
    return [*tree.iter("{*}Page")]


def word_elements(page: etree._Element) -> list[etree._Element]:
    """The strings of a page, in the order in which they are read."""
    lines = (line for block in _text_blocks(page) for line in block.iterchildren("{*}TextLine"))
    return [string for line in lines for string in line.iterchildren("{*}String")]


def _text_blocks(page: etree._Element) -> list[etree._Element]:
    """The blocks of a page in the order that the file states (since 4.3), those that it does not name as they stand."""
    spaces = (space for name in _SPACES for space in page.iterchildren(f"{{*}}{name}"))
    blocks = [block for space in spaces for block in space.iter("{*}TextBlock")]
    order = _order(page)
    return sorted(blocks, key=lambda block: _place(block, order)) if order else blocks


def _order(page: etree._Element) -> dict[str, int]:
    """The names of what the file puts in an order, with the place of each."""
    groups = page.getroottree().getroot().iterchildren("{*}ReadingOrder")
    names = [each.get("REF") or "" for group in groups for each in group.iter("{*}ElementRef")]
    return {name: place for place, name in reversed([*enumerate(names)])}


def _place(block: etree._Element, order: dict[str, int]) -> int:
    """Where a block comes: by its own name, that of what it stands in, or, as htrflow has it, those of its lines."""
    inside = (block, *block.iterancestors("{*}ComposedBlock"), *block.iterchildren("{*}TextLine"))
    return min((order[name] for each in inside if (name := each.get("ID")) in order), default=len(order))


def alto_pages(tree: etree._Element) -> list[Page]:
    """The pages of an ALTO file in its order; a printed hyphen at a line end belongs to the word before it."""
    unit = next((each.text or "" for each in tree.iter("{*}MeasurementUnit")), "pixel").strip()
    scale = _DPI / _PER_INCH[unit] if unit in _PER_INCH else 1.0
    dpi = _DPI if unit in _PER_INCH else None
    raised = {each.get("ID", "") for each in tree.iter("{*}TextStyle") if _is_raised(each.get("FONTSTYLE"))}
    return [_AltoReader(page, scale, raised).page(index, dpi) for index, page in enumerate(page_elements(tree), 1)]


def _is_raised(style: str | None) -> bool:
    return not _RAISED.isdisjoint((style or "").split())


class _AltoReader:
    """Reads a page.

    Args:
        element: the page.
        scale: how many pixels its unit of measure has.
        raised: the names of the styles whose letters stand above or below the line.
    """

    def __init__(self, element: etree._Element, scale: float, raised: set[str]) -> None:
        self._element = element
        self._scale = scale
        self._raised = raised
        self._numbers = count()
        width, height = self._measure(element, "WIDTH"), self._measure(element, "HEIGHT")
        self._width = round(width) if width is not None and width >= 1 else None
        self._height = round(height) if height is not None and height >= 1 else None

    def page(self, index: int, dpi: int | None) -> Page:
        ordered = bool(_order(self._element))
        return Page(index, tuple(self._blocks()), self._width, self._height, dpi, ordered=ordered)

    def _blocks(self) -> Iterator[Block]:
        for block in _text_blocks(self._element):
            tags = (each.get(name) for each in (block, self._element) for name in ("LANG", "language"))
            language = language_stated(next(filter(None, tags), None))
            lines = tuple(Line(tuple(self._words(line, language))) for line in block.iterchildren("{*}TextLine"))
            if any(line.words for line in lines):
                yield Block(tuple(line for line in lines if line.words))

    def _words(self, line: etree._Element, language: str | None) -> list[Word]:
        words: list[Word] = []
        for element in line.iterchildren(etree.Element):
            name = etree.QName(element).localname
            if name == "String":
                confidence = number(element.get("WC"))
                sure = None if confidence is None else min(max(confidence, 0.0), 1.0)
                content = element.get("CONTENT") or ""
                raised = _is_raised(element.get("STYLE")) or not self._raised.isdisjoint(
                    (element.get("STYLEREFS") or "").split()
                )
                source = InFile(next(self._numbers), len(content) if raised else 0, language)
                words += with_source(words_of(content, self._box(element), sure), source)
            elif name == "HYP" and words and words[-1].text[-1] not in HYPHENS + DOUBLE_HYPHEN:
                last = words[-1]
                hyphen = self._box(element)
                box = last.box.union(hyphen) if last.box is not None and hyphen is not None else last.box
                sign = (element.get("CONTENT") or "").strip() or "-"
                words[-1] = replace(last, text=last.text + sign, raw=last.text + sign, box=box)
        return words

    def _box(self, element: etree._Element) -> Box | None:
        sides = [self._measure(element, name) for name in ("HPOS", "VPOS", "WIDTH", "HEIGHT")]
        known = [side for side in sides if side is not None]
        if len(known) != 4:
            return None
        left, top, width, height = known
        return box_within(left, top, left + width, top + height, self._width, self._height)

    def _measure(self, element: etree._Element, name: str) -> float | None:
        value = number(element.get(name))
        return None if value is None else value * self._scale
