"""Ink of a page that its text layer does not cover: pasted scans, stamps, text drawn as outlines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PIL import Image, ImageChops, ImageDraw

from ocr_fix.document import Block, Box, Line, Page, PageImage
from ocr_fix.recognition.boxes import map_lines, shifted, words_of
from ocr_fix.recognition.judgement import IsWord, is_readable, sureness, text_of
from ocr_fix.recognition.layers.thresholds import THRESHOLDS
from ocr_fix.recognition.preparation.paper import ink_of_page, paper_of
from ocr_fix.recognition.preparation.ruling.bitmap import straight_lines

_T = THRESHOLDS.uncovered


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
    places = [word.box for word in words_of(layer) if word.box is not None]
    _paint(ink, [_reduced(place, factor) for place in places], 0)
    box = _written(ink)
    if box is None:
        return None
    whole = page.image.convert("L")
    _paint(whole, [_wider(place, THRESHOLDS.text_layer.beside * factor) for place in places], paper_of(whole))
    left, top = max(0, (box.left - _T.margin) * factor), max(0, (box.top - _T.margin) * factor)
    right = min(whole.width, (box.right + _T.margin) * factor)
    bottom = min(whole.height, (box.bottom + _T.margin) * factor)
    part = Box(left, top, right, bottom)
    return replace(page, image=whole.crop((left, top, right, bottom)), layer=None), part


def with_beside(layer: Page, reading: Page, part: Box, is_word: IsWord) -> Page:
    """The layer with what was read beside it, where that is sure enough to be text and no picture.

    Args:
        layer: the text that the page had.
        reading: of the part of the page that `beside` gave.
        part: where that is.
        is_word: whether a word is known.
    """
    blocks = []
    for block in shifted(reading, part.left, part.top).blocks:
        whole = _is_text(block.lines, is_word)
        lines = tuple(line for line in block.lines if whole or _is_text([line], is_word))
        blocks += [replace(block, lines=lines)] if lines else []
    return replace(layer, blocks=(*layer.blocks, *blocks), origin="both") if blocks else layer


def as_it_lies(reading: Page, size: tuple[int, int]) -> Page:
    """What was read of a part of a page that was turned for it, with boxes on the part as it lies.

    Words of a part that lies upside down have theirs where they would stand if it lay right, so that they are in order.

    Args:
        reading: of the part, upright.
        size: of the part in pixels, as it lies.
    """
    width, height = size

    def back(box: Box) -> Box:
        if reading.rotation == 90:
            return Box(box.top, height - box.right, box.bottom, height - box.left)
        return Box(width - box.bottom, box.left, width - box.top, box.right)

    if reading.rotation in {90, 270}:
        lying = map_lines(
            reading,
            lambda line: [word if word.box is None else replace(word, box=back(word.box)) for word in line.words],
        )
        return replace(lying, width=width, height=height, rotation=0)
    return replace(reading, rotation=0)


def goes_on_beside(layer: Page, added: Page) -> bool:
    """Whether some of what was read beside the words of a layer stands close to them on their lines.

    Then it is a part of these lines: the ends of words whose boxes are too narrow, or words that the layer lacks.

    Args:
        layer: the text that the page had.
        added: the same with what was read beside it, as `with_beside` gives it.
    """
    places = [word.box for word in words_of(layer) if word.box is not None]
    found = words_of(replace(added, blocks=added.blocks[len(layer.blocks) :]))
    return any(_are_neighbours(word.box, place) for word in found if word.box is not None for place in places)


def _are_neighbours(found: Box, place: Box) -> bool:
    height = place.bottom - place.top
    between = max(found.left - place.right, place.left - found.right)
    return place.top < (found.top + found.bottom) / 2 < place.bottom and between < height


def _is_text(lines: Sequence[Line], is_word: IsWord) -> bool:
    page = Page(1, (Block(tuple(lines)),))
    text, sure = text_of(page), sureness(words_of(page))
    if sum(map(str.isalnum, text)) < _T.fewest:
        return False
    return sure >= _T.sure or is_readable(page, is_word)


def _written(ink: Image.Image) -> Box | None:
    """Around all ink that may be writing; None where there is too little."""
    cells = ink.reduce(_T.cell)
    least = round(255 * _T.least_ink)
    written = cells.point([255 * (level >= least) for level in range(256)])
    box = written.getbbox()
    if box is None or written.histogram()[255] < _T.fewest_cells:
        return None
    left, top, right, bottom = (side * _T.cell for side in box)
    return Box(left, top, min(right, ink.width), min(bottom, ink.height))


def _reduced(box: Box, factor: int) -> Box:
    return _wider(
        Box(box.left // factor, box.top // factor, box.right // factor, box.bottom // factor),
        THRESHOLDS.text_layer.beside,
    )


def _wider(box: Box, by: int) -> Box:
    return Box(box.left - by, box.top - by, box.right + by, box.bottom + by)


def _paint(image: Image.Image, boxes: Sequence[Box], level: int) -> None:
    draw = ImageDraw.Draw(image)
    for box in boxes:
        draw.rectangle((box.left, box.top, box.right, box.bottom), fill=level)
