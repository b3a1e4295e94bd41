"""Where words stand, and which words of two readings stand on the same spot."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import reduce

from ocr_fix.document import Box, Line, Page, Word
from ocr_fix.recognition.thresholds import THRESHOLDS

_T = THRESHOLDS.boxes


def same_spot(first: Box, second: Box) -> bool:
    """Whether two boxes cover the same piece of a line."""
    across = min(first.right, second.right) - max(first.left, second.left)
    down = min(first.bottom, second.bottom) - max(first.top, second.top)
    narrower = min(first.right - first.left, second.right - second.left)
    lower = min(first.bottom - first.top, second.bottom - second.top)
    return across > _T.shared * narrower and down > _T.shared * lower


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


def overlap(first: Box, second: Box) -> bool:
    """Whether two boxes have pixels in common."""
    return (
        first.left < second.right
        and second.left < first.right
        and first.top < second.bottom
        and second.top < first.bottom
    )


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


def shifted(page: Page, across: int, down: int) -> Page:
    """The page with its boxes so many pixels further to the right and down."""

    def moved(word: Word) -> Word:
        box = word.box
        if box is None:
            return word
        return replace(word, box=Box(box.left + across, box.top + down, box.right + across, box.bottom + down))

    return map_lines(page, lambda line: [moved(word) for word in line.words])


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

    def scaled(word: Word) -> Word:
        if word.box is None:
            return word
        left, top = int(word.box.left * across), int(word.box.top * down)
        right = min(width, max(left + 1, round(word.box.right * across)))
        bottom = min(height, max(top + 1, round(word.box.bottom * down)))
        return replace(word, box=Box(left, top, right, bottom))

    scaled_page = map_lines(page, lambda line: [scaled(word) for word in line.words])
    return replace(scaled_page, width=width, height=height, dpi=dpi)
