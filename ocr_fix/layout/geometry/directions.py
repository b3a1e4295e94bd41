"""Lines that do not run as the page does: told by where their words stand, laid upright, and put back."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from ocr_fix.document import Block, Line, Page, Word
from ocr_fix.layout.thresholds import THRESHOLDS

_T = THRESHOLDS.directions

# Degrees clockwise by which a page must be turned for lines that run so on it.
UPWARD, DOWNWARD = 90, 270


def parted(page: Page) -> tuple[Page, list[tuple[int, Page]]]:
    """The lines of a page that run across it, and those that run up or down, each kind as a page that lies right.

    Args:
        page: with its text from the file, whose words all have boxes; engines give lines as they read them.
    """
    if page.origin == "engine" or page.width is None or page.height is None:
        return page, []
    kinds: dict[int, list[Block]] = {0: [], UPWARD: [], DOWNWARD: []}
    for block in page.blocks:
        for degrees, lines in _runs(block.lines):
            kinds[degrees].append(replace(block, lines=tuple(lines)))
    across = kinds.pop(0)
    return replace(page, blocks=tuple(across)), [
        (degrees, replace(page, blocks=tuple(blocks)).turned(degrees)) for degrees, blocks in kinds.items() if blocks
    ]


def _runs(lines: Sequence[Line]) -> Iterator[tuple[int, list[Line]]]:
    """Lines in their order, those that run alike together."""
    run: list[Line] = []
    current: int | None = None
    for line in lines:
        degrees = _direction(line, current or UPWARD)
        if run and degrees != current:
            yield current or 0, run
            run = []
        current = degrees
        run.append(line)
    if run:
        yield current or 0, run


def _direction(line: Line, likely: int) -> int:
    """How a page must be turned for a line; `likely` for a word alone that stands on end."""
    boxes = [word.box for word in line.words if word.box is not None]
    tall = [_is_tall(word) for word in line.words if len(word.text) >= _T.telling]
    if not tall or 2 * sum(tall) <= len(tall):
        return 0
    if len(boxes) < 2:
        return DOWNWARD if unicodedata.east_asian_width(line.words[0].text[0]) in "WF" else likely
    down = sum(low.top > high.top for high, low in pairwise(boxes))
    return DOWNWARD if 2 * down >= len(boxes) else UPWARD


def _is_tall(word: Word) -> bool:
    return word.box is not None and word.box.bottom - word.box.top > _T.tall * (word.box.right - word.box.left)
