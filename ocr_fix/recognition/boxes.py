"""Where words stand, and which words of two readings stand on the same spot."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import reduce

from PIL import Image, ImageDraw

from ocr_fix.document import Box, Line, Page, Word
from ocr_fix.recognition.thresholds import THRESHOLDS

_T = THRESHOLDS.boxes


def same_spot(first: Box, second: Box) -> bool:
    """Whether two boxes cover the same piece of a line."""
    narrower, lower = min(first.width, second.width), min(first.height, second.height)
    return first.across(second) > _T.shared * narrower and first.down(second) > _T.shared * lower


def around(shapes: Sequence[Box]) -> Box:
    """The smallest box around shapes, at least one."""
    return reduce(Box.union, shapes)


def ends_column(end: float, ends: Sequence[float], em: float) -> bool:
    """Whether a number ends where others do, its own end being one of these, so that they stand in a column.

    Args:
        end: from the left, in pixels.
        ends: of all numbers of the page.
        em: the size of the type in pixels.
    """
    return sum(abs(end - other) <= _T.aligned * em for other in ends) > _T.column


def share_spot(first: Word, second: Word) -> bool:
    """Whether two words stand on the same piece of a line; words without boxes stand nowhere."""
    return first.box is not None and second.box is not None and same_spot(first.box, second.box)


def lines_of(page: Page) -> list[Line]:
    """The lines of a page in reading order."""
    return [line for block in page.blocks for line in block.lines]


def words_of(page: Page) -> list[Word]:
    """The words of a page in reading order."""
    return [word for line in lines_of(page) for word in line.words]


def map_lines(page: Page, change: Callable[[Line], Sequence[Word]]) -> Page:
    """The page with each line's words replaced by what `change` makes of the line; lines without words are left out."""
    blocks = []
    for block in page.blocks:
        changed = (Line(tuple(change(line))) for line in block.lines)
        lines = tuple(line for line in changed if line.words)
        if lines:
            blocks.append(replace(block, lines=lines))
    return replace(page, blocks=tuple(blocks))


def map_boxes(page: Page, change: Callable[[Box], Box]) -> Page:
    """The page with each box of its words replaced by what `change` makes of it."""

    def changed(word: Word) -> Word:
        return word if word.box is None else replace(word, box=change(word.box))

    return map_lines(page, lambda line: [changed(word) for word in line.words])


def boxes_of(words: Iterable[Word]) -> list[Box]:
    """Where words stand, those that stand nowhere left out."""
    return [word.box for word in words if word.box is not None]


def from_left(words: Iterable[Word]) -> list[Word]:
    """Words in the order in which they begin."""
    return sorted(words, key=lambda word: word.box.left if word.box else 0)


def cover(image: Image.Image, boxes: Iterable[Box], level: int) -> None:
    """Paint boxes over, and the pixels to the right of them and below."""
    draw = ImageDraw.Draw(image)
    for box in boxes:
        draw.rectangle(box.edges, fill=level)


def shifted(page: Page, across: int, down: int) -> Page:
    """The page with its boxes so many pixels further to the right and down."""
    return map_boxes(page, lambda box: box.moved(across, down))


def rescaled(page: Page, width: int, height: int, dpi: int) -> Page:
    """The page with its boxes in the pixels of an image of another size.

    Args:
        page: with its own width and height.
        width: of the other image in pixels.
        height: likewise.
        dpi: of the other image.
    """
    if page.width is None or page.height is None or (page.width, page.height) == (width, height):
        return replace(page, width=width, height=height, dpi=dpi)
    across, down = width / page.width, height / page.height

    def scaled(box: Box) -> Box:
        left, top = int(box.left * across), int(box.top * down)
        right = min(width, max(left + 1, round(box.right * across)))
        return Box(left, top, right, min(height, max(top + 1, round(box.bottom * down))))

    return replace(map_boxes(page, scaled), width=width, height=height, dpi=dpi)
