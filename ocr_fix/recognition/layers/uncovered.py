"""Ink of a page that its text layer does not cover: pasted scans, stamps, text drawn as outlines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import regex
from PIL import Image, ImageChops

from ocr_fix.document import Block, Box, Line, Page, PageImage
from ocr_fix.recognition.boxes import boxes_of, cover, shifted, words_of
from ocr_fix.recognition.judgement import IsWord, is_readable, sureness, text_of
from ocr_fix.recognition.layers.thresholds import THRESHOLDS
from ocr_fix.recognition.preparation.paper import ink_of_page, paper_of
from ocr_fix.recognition.preparation.ruling.bitmap import straight_lines

_T = THRESHOLDS.uncovered

_WORD = regex.compile(r"\p{L}{2,}(?=\P{L}*$)")


def beside(layer: Page, page: PageImage) -> tuple[PageImage, Box] | None:
    """The part of a page that shows ink beside its layer, without what the layer covers, and where that part is.

    Args:
        layer: the text, with boxes in the pixels of the image.
        page: the image, as the layer has it.

    Returns:
        None where there is no more than rules, specks and edges of letters.
    """
    ink, factor = ink_of_page(page)
    ink = ImageChops.subtract(ink, straight_lines(ink, _T.rule, _T.rule, _T.thick))
    places = boxes_of(words_of(layer))
    cover(ink, [place.reduced(factor).grown(THRESHOLDS.text_layer.beside) for place in places], 0)
    box = _written(ink)
    if box is None:
        return None
    whole = page.image.convert("L")
    cover(whole, [place.grown(THRESHOLDS.text_layer.beside * factor) for place in places], paper_of(whole))
    part = Box(*(factor * edge for edge in box.grown(_T.margin).edges)).within(whole.size)
    return replace(page, image=whole.crop(part.edges), layer=None), part


def with_beside(layer: Page, reading: Page, part: Box, is_word: IsWord) -> Page:
    """The layer with what was read beside it, where that is sure enough to be text and no picture.

    Args:
        layer: the text that the page had.
        reading: of the part of the page that `beside` gave.
        part: where that is.
        is_word: whether a word is known.
    """
    read = shifted(reading, part.left, part.top).blocks
    sure = [
        [line for line in block.lines if _is_text(block.lines, is_word) or _is_text([line], is_word)] for block in read
    ]
    places = boxes_of(word for lines in sure for line in lines for word in line.words)
    blocks = []
    for block, found in zip(read, sure, strict=True):
        lines = tuple(line for line in block.lines if line in found or _goes_on(line, places, is_word))
        blocks += [replace(block, lines=lines)] if lines else []
    return replace(layer, blocks=(*layer.blocks, *blocks), origin="both") if blocks else layer


def as_it_lies(reading: Page) -> Page:
    """What was read of a part of a page that was turned for it, with boxes on the part as it lies.

    Words of a part that lies upside down have theirs where they would stand if it lay right, so that they are in order.

    Args:
        reading: of the part, upright.
    """
    lying = reading.turned(360 - reading.rotation) if reading.rotation in {90, 270} else reading
    return replace(lying, rotation=0)


def goes_on_beside(layer: Page, added: Page) -> bool:
    """Whether some of what was read beside the words of a layer stands close to them on their lines.

    Then it is a part of these lines: the ends of words whose boxes are too narrow, or words that the layer lacks.

    Args:
        layer: the text that the page had.
        added: the same with what was read beside it, as `with_beside` gives it.
    """
    places = boxes_of(words_of(layer))
    found = boxes_of(words_of(replace(added, blocks=added.blocks[len(layer.blocks) :])))
    return any(_are_neighbours(box, place) for box in found for place in places)


def _are_neighbours(found: Box, place: Box) -> bool:
    return place.top < found.middle < place.bottom and -found.across(place) < place.height


def _is_text(lines: Sequence[Line], is_word: IsWord) -> bool:
    page = Page(1, (Block(tuple(lines)),))
    text, sure = text_of(page), sureness(words_of(page))
    if sum(map(str.isalnum, text)) < _T.fewest:
        return False
    return sure >= _T.sure or is_readable(page, is_word)


def _goes_on(line: Line, places: Sequence[Box], is_word: IsWord) -> bool:
    """Whether a line that is too short to tell by itself is of known words and stands close to lines of text."""
    words = [match[0] for word in line.words if (match := _WORD.match(word.text))]
    if len(words) < len(line.words) or not all(map(is_word, words)):
        return False
    return any(
        box.across(place) > 0 and -box.down(place) < _T.near * place.height
        for box in boxes_of(line.words)
        for place in places
    )


def _written(ink: Image.Image) -> Box | None:
    """Around all ink that may be writing; None where there is too little."""
    cells = ink.reduce(_T.cell)
    least = round(255 * _T.least_ink)
    written = cells.point([255 * (level >= least) for level in range(256)])
    box = written.getbbox()
    if box is None or written.histogram()[255] < _T.fewest_cells:
        return None
    return Box(*(side * _T.cell for side in box)).within(ink.size)
