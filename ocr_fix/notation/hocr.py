"""hOCR -> pages: what engines print, and what they have left in files.

hOCR 1.2, http://kba.github.io/hocr-spec/1.2/, as Tesseract and others write it. Tesseract's is the only output in which
it ranks the ways it could have read each character (`ocrx_cinfo` elements named lstm_choices, inside the word).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache
from itertools import count, groupby
from typing import NamedTuple

from lxml import etree

from ocr_fix.document import Block, Box, Choice, InFile, Line, Page, Word
from ocr_fix.notation.spots import MOST_DPI, box_within, language_stated, number, with_source, words_of

_PAGE = frozenset({"ocr_page"})
_BLOCKS = frozenset({"ocr_par", "ocr_carea", "ocrx_block"}) | _PAGE
# Tesseract calls lines that it takes for something special by names of their own.
_LINES = frozenset({"ocr_line", "ocrx_line", "ocr_header", "ocr_footer", "ocr_caption", "ocr_textfloat", "ocr_pageno"})
_WORDS = frozenset({"ocrx_word", "ocr_word"})
_CHOICES = "lstm_choices"
_RAISED = frozenset({"sup", "sub"})
LANGUAGES = ("lang", "{http://www.w3.org/XML/1998/namespace}lang")
"""The attributes that say what an element is written in."""

_PROPERTY = re.compile(r"""\s*(\w+)((?:\s+(?:"[^"]*"|'[^']*'|[^\s;"']+))*)\s*(?:;|$)""")
_LONGEST_TITLE = 10_000  # characters that are looked at; boxes of all letters of a line have half of it

# How many ways to read a character are kept.
_MOST_CHOICES = 4
# A word that the engine is as sure of as this has no rivals worth the memory.
_CERTAIN = 0.93


class _Frame(NamedTuple):
    """A page whose boxes are counted from some corner: that corner, and its size where it is known."""

    left: float
    top: float
    width: int | None
    height: int | None


def page_elements(tree: etree._Element) -> list[etree._Element]:
    """The pages of an hOCR tree; one within another is a part of that."""
    found: list[etree._Element] = []
    left = [tree]
    while left:  # what stands within a page is not looked at: a page has thousands of elements
        element = left.pop()
        if _is(element, _PAGE):
            found.append(element)
        else:
            left += element.iterchildren(etree.Element, reversed=True)
    return found


def word_elements(page: etree._Element) -> list[etree._Element]:
    """The elements of a page that words stand in: those of words, or lines and blocks that have no such ones."""
    return [word for line in _lines(page) for word in _words_of(line)]


def hocr_pages(tree: etree._Element) -> list[Page]:
    """The pages of a file's tree in its order, each word with its source.

    Boxes are those of words, or of lines where words have none.
    """
    return [_page(element, index, count()) for index, element in enumerate(page_elements(tree), 1)]


def engine_blocks(hocr: str) -> tuple[Block, ...]:
    """The words of the one page that an engine has printed, in its paragraphs, lines and order.

    Args:
        hocr: what it printed; with `lstm_choice_mode=2` the words it is unsure of get their choices.

    Raises:
        ValueError: it is no hOCR.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True)
    tree: etree._Element | None = etree.fromstring(hocr.encode(), parser) if hocr.strip() else None
    if tree is None:
        raise ValueError("it printed no hOCR")
    pages = (_page(element, index) for index, element in enumerate(page_elements(tree), 1))
    return tuple(block for page in pages for block in page.blocks)


def _page(element: etree._Element, index: int, numbers: Iterator[int] | None = None) -> Page:
    """A page; of a file, with the numbers that its elements of words get, from 0."""
    properties = _properties(element)
    sides = _numbers(properties.get("bbox", ""))
    frame = _Frame(0.0, 0.0, None, None)
    if len(sides) == 4 and sides[0] < sides[2] and sides[1] < sides[3]:
        left, top, right, bottom = sides
        frame = _Frame(left, top, round(right - left) or None, round(bottom - top) or None)
    resolution = _numbers(properties.get("scan_res", ""))
    dpi = round(resolution[0]) if resolution and 1 <= resolution[0] <= MOST_DPI else None
    return Page(index, tuple(_blocks(element, frame, numbers)), frame.width, frame.height, dpi)


def _blocks(page: etree._Element, frame: _Frame, numbers: Iterator[int] | None) -> Iterator[Block]:
    for block, lines in groupby(_lines(page), key=_block_of):
        language = None if numbers is None else _language_of(block)
        found = []
        for each in lines:
            words = (_words(word, frame, _source(word, numbers, language)) for word in _words_of(each))
            line = Line(tuple(word for found_words in words for word in found_words))
            found += [line] if line.words else []
        if found:
            yield Block(tuple(found))


def _words_of(line: etree._Element) -> list[etree._Element]:
    parts = list(line.iterchildren(etree.Element))
    if parts and all(_is(each, _WORDS) for each in parts):
        return parts
    return [each for each in line.iter(etree.Element) if _is(each, _WORDS)] or [line]


def _source(word: etree._Element, numbers: Iterator[int] | None, language: str | None) -> InFile | None:
    return None if numbers is None else InFile(next(numbers), _raised(word), language)


def _raised(word: etree._Element) -> int:
    """How many of the last characters of an element's text are raised or lowered, or behind such ones."""
    first = next((each for each in word.iter(etree.Element) if etree.QName(each).localname in _RAISED), None)
    if first is None:
        return 0
    behind = "".join(first.itertext()) + (first.tail or "")
    whole = "".join(word.itertext())
    return len(behind.strip()) if whole.endswith(behind) else len(whole.strip())


def _language_of(block: etree._Element) -> str | None:
    """What the file says that a block, or what it stands in, is written in."""
    tags = (each.get(name) for each in (block, *block.iterancestors()) for name in LANGUAGES)
    return language_stated(next(filter(None, tags), None))


def _words(element: etree._Element, frame: _Frame, source: InFile | None) -> Iterator[Word]:
    properties = _properties(element)
    certainty = _numbers(properties.get("x_wconf", ""))
    confidence = min(max(certainty[0] / 100, 0.0), 1.0) if certainty else None
    ranked = [each for each in element if (each.get("id") or "").startswith(_CHOICES)]
    text = "".join(_texts(element, ranked)) if ranked else "".join(element.itertext())
    found = with_source(words_of(text, _box(properties, frame), confidence), source)
    if not ranked or confidence is None or confidence >= _CERTAIN:
        yield from found
        return
    choices = tuple(ways for ways in map(_ways, ranked) if ways and not ways[0].text.isspace())
    read = "".join(ways[0].text for ways in choices)
    for word in found:  # the engine's characters may not be those of the word
        fits = word.text == read and len(read) == len(choices)
        yield replace(word, choices=choices) if fits else word


def _texts(element: etree._Element, ranked: Iterable[etree._Element]) -> Iterator[str]:
    """What stands in a word beside the ways in which it could be read."""
    yield element.text or ""
    for each in element:
        if each not in ranked:
            yield from each.itertext()
        yield each.tail or ""


def _ways(character: etree._Element) -> tuple[Choice, ...]:
    """How a character could be read, the likeliest first."""
    found = [(each.text or "", _numbers(_properties(each).get("x_confs", ""))) for each in character]
    return tuple(_choice(text, share[0]) for text, share in found[:_MOST_CHOICES] if share)


@lru_cache(maxsize=4096)
def _choice(text: str, share: float) -> Choice:
    """One object for all that are alike: most choices are ranked and have no probability of their own."""
    return Choice(text, round(min(1.0, share / 100), 3))


def _box(properties: dict[str, str], frame: _Frame) -> Box | None:
    sides = _numbers(properties.get("bbox", ""))
    if len(sides) != 4:
        return None
    left, top, right, bottom = sides
    return box_within(left - frame.left, top - frame.top, right - frame.left, bottom - frame.top, *frame[2:])


def _lines(page: etree._Element) -> list[etree._Element]:
    """The lines of a page; where there are none, what holds its words."""
    return _innermost(page, _LINES) or _innermost(page, _BLOCKS) or [page]


def _innermost(page: etree._Element, classes: frozenset[str]) -> list[etree._Element]:
    """The elements of some classes that hold no other of them."""
    found = [each for each in page.iter(etree.Element) if _is(each, classes)]
    around = {outer for each in found for outer in each.iterancestors()}
    return [each for each in found if each not in around]


def _block_of(line: etree._Element) -> etree._Element:
    """The nearest block around a line."""
    if _is(line, _BLOCKS):
        return line
    return next((each for each in line.iterancestors() if _is(each, _BLOCKS)), line)


def _is(element: etree._Element, classes: frozenset[str]) -> bool:
    found = element.get("class")
    return found is not None and (found in classes or (" " in found and not classes.isdisjoint(found.split())))


def _properties(element: etree._Element) -> dict[str, str]:
    """What the title of an element says: names and values, without their quotation marks."""
    title = (element.get("title") or "")[:_LONGEST_TITLE]
    return {match[1]: match[2].strip() for match in _PROPERTY.finditer(title)}


def _numbers(text: str) -> list[float]:
    found = [number(part) for part in text.split()]
    return [each for each in found if each is not None]
