"""The XML of ABBYY FineReader -> pages: versions 6 to 10, http://www.abbyy.com/FineReader_xml/."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from ocr_fix.document import Block, Box, InFile, Line, Page, Word
from ocr_fix.document.language_codes import OTHER_LANGUAGE, code_named
from ocr_fix.notation.spots import MOST_DPI, box_within, language_stated, number, with_source, words_of

_SIDES = ("l", "t", "r", "b")
_NAME = re.compile("[A-Z][a-z]+")


@dataclass
class _Run:
    """The characters of a word so far, what each is sure of, how many of the last are raised, and their places."""

    text: str = ""
    sure: list[float] = field(default_factory=list)
    raised: int = 0
    boxes: list[Box | None] = field(default_factory=list)


def page_elements(tree: etree._Element) -> list[etree._Element]:
    """The pages of a tree."""
    return [*tree.iterchildren("{*}page")]


def word_elements(page: etree._Element) -> list[etree._Element]:
    """The elements that words stand in: lines, in the order in which they are read."""
    return [line for paragraph in page.iter("{*}par") for line in paragraph.iterchildren("{*}line")]


def abbyy_pages(tree: etree._Element) -> list[Page]:
    """The pages of a file in its order."""
    return [_page(page, index) for index, page in enumerate(page_elements(tree), 1)]


def _page(page: etree._Element, index: int) -> Page:
    width, height = (_whole(page.get(name)) for name in ("width", "height"))
    dpi = _whole(page.get("resolution"))
    places = {line: place for place, line in enumerate(word_elements(page))}
    blocks = []
    for paragraph in page.iter("{*}par"):
        lines = (tuple(_words(line, places[line], width, height)) for line in paragraph.iterchildren("{*}line"))
        if found := tuple(Line(words) for words in lines if words):
            blocks.append(Block(found))
    return Page(index, tuple(blocks), width, height, dpi if dpi is not None and dpi <= MOST_DPI else None)


def _words(line: etree._Element, place: int, width: int | None, height: int | None) -> Iterator[Word]:
    run, language = _Run(), _language_of(line)
    texts = []
    for formatting in line.iterchildren("{*}formatting"):
        raised = "true" in _said(formatting) or "1" in _said(formatting)
        characters = [*formatting.iterchildren("{*}charParams")]
        if not characters:
            texts.append((formatting.text or "", raised))
        for each in characters:
            text = each.text or " "
            if text.isspace():
                yield from _finished(run, place, language)
                run = _Run()
                continue
            run.text += text
            run.raised = run.raised + len(text) if raised else 0
            run.boxes.append(_box(each, width, height))
            sure = number(each.get("charConfidence"))
            run.sure += [] if sure is None or sure < 0 else [min(sure / 100, 1.0)]
    yield from _finished(run, place, language)
    whole = "".join(text for text, _ in texts)
    if whole.strip():  # characters were not asked for: words have their share of the line
        behind = len(texts[-1][0].rstrip()) if texts[-1][1] else 0
        yield from with_source(words_of(whole, _box(line, width, height), None), InFile(place, behind, language))


def _finished(run: _Run, place: int, language: str | None) -> Iterator[Word]:
    if not run.text:
        return
    boxes = [box for box in run.boxes if box is not None]
    box = None
    if len(boxes) == len(run.boxes):
        box = boxes[0]
        for other in boxes[1:]:
            box = box.union(other)
    yield Word(run.text, box, min(run.sure, default=None), source=InFile(place, run.raised, language))


def _said(formatting: etree._Element) -> tuple[str, str]:
    return formatting.get("superscript") or "", formatting.get("subscript") or ""


def _language_of(line: etree._Element) -> str | None:
    """What the program was told of a line's language: "GermanNewSpelling" is German; unknown names tell nothing."""
    stated = next((each.get("lang") for each in line.iterchildren("{*}formatting") if each.get("lang")), "")
    match = _NAME.match(stated)
    code = OTHER_LANGUAGE if match is None else code_named(match[0])
    return None if code == OTHER_LANGUAGE else language_stated(code)


def _box(element: etree._Element, width: int | None, height: int | None) -> Box | None:
    sides = [number(element.get(name)) for name in _SIDES]
    left, top, right, bottom = (0.0 if side is None else side for side in sides)
    return None if None in sides else box_within(left, top, right, bottom, width, height)


def _whole(text: str | None) -> int | None:
    value = number(text)
    return round(value) if value is not None and value >= 1 else None
