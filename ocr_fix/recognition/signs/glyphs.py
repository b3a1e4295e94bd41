"""The shapes of single characters where they tell more than either reading: what hangs below the line, what is raised.

Characters are told apart as columns of ink with white between them, so nothing is said of a word whose characters
touch.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import ceil
from statistics import median

import regex
from PIL import Image

from ocr_fix.document import Box, Word
from ocr_fix.recognition.signs.strokes import ink_of
from ocr_fix.recognition.thresholds import THRESHOLDS

_T = THRESHOLDS.glyphs


_MAY_BE_SECTION = frozenset("0123456789S")

Baseline = Callable[[float], float]
"""Gives for a place across the page how far down the line of type runs there, both in pixels."""

_ON_BASELINE = regex.compile(r"[\p{Lu}\p{Nd}abcdefhiklmnorstuvwxzåäö.:–-]*[\p{Lu}\p{Nd}abcdefhiklmnorstuvwxzåäö]")


@dataclass(frozen=True, slots=True)
class Glyph:
    """One shape, in pixels of the page: `right` and `bottom` exclusive."""

    left: int
    top: int
    right: int
    bottom: int


def glyphs_of(image: Image.Image, box: Box, share: float = _T.ink) -> list[Glyph]:
    """The shapes in a box from left to right, parted by columns without ink.

    Args:
        image: the page.
        box: what is looked at.
        share: of the contrast from which on it is ink.
    """
    ink = ink_of(image, box, share)
    if ink is None:
        return []
    columns = ink.resize((ink.width, 1), Image.Resampling.BOX).tobytes()
    found: list[Glyph] = []
    start = None
    for column, level in enumerate([*columns, 0]):
        if level and start is None:
            start = column
        elif not level and start is not None:
            rows = ink.crop((start, 0, column, ink.height)).getbbox()
            if rows is not None and column - start >= _T.least_columns:
                found.append(Glyph(box.left + start, box.top + rows[1], box.left + column, box.top + rows[3]))
            start = None
    return found


def baseline_of(words: Sequence[Word]) -> Baseline | None:
    """The line of type as a function of the place across, told by the words without anything that hangs below it.

    The slope is the median of the slopes between pairs of words (Theil 1950, Sen 1968), which no underlined word moves.
    None where no word tells it.
    """
    standing = [
        ((word.box.left + word.box.right) / 2, word.box.bottom)
        for word in words
        if word.box is not None and _ON_BASELINE.fullmatch(word.text) and word.text not in _MAY_BE_SECTION
    ]
    if not standing:
        return None
    slopes = [(y2 - y1) / (x2 - x1) for (x1, y1), (x2, y2) in combinations(standing, 2) if abs(x2 - x1) > 1]
    slope = median(slopes) if slopes else 0.0
    height = median(y - slope * x for x, y in standing)
    return lambda x: height + slope * x


def hangs(glyph: Glyph, baseline: float, em: float) -> bool:
    """Whether a shape reaches below the baseline as § does."""
    least = _T.hangs_if_tall if is_tall(glyph, em) else _T.hangs
    return max(_T.hangs_pixels, least * em) <= glyph.bottom - baseline <= _T.most_hanging * em


def is_tall(glyph: Glyph, em: float) -> bool:
    """Whether a shape is taller than figures are."""
    return glyph.bottom - glyph.top >= _T.tall * em


def is_underlined(image: Image.Image, glyphs: Sequence[Glyph], baseline: float, em: float) -> bool:
    """Whether a line is drawn under characters, told by the white beside and between them."""
    room = round(_T.beside * em)
    edges = [glyphs[0].left - room, *(side for glyph in glyphs for side in (glyph.left, glyph.right))]
    edges.append(glyphs[-1].right + room)
    low = Box(max(0, edges[0]), ceil(baseline) + 1, min(image.width, edges[-1]), ceil(baseline + _T.most_hanging * em))
    ink = ink_of(image, low, _T.ink)
    if ink is None:
        return False
    columns = ink.resize((ink.width, 1), Image.Resampling.BOX).tobytes()
    white = [column for start, end in zip(edges[::2], edges[1::2], strict=True) for column in range(start, end)]
    dark = sum(bool(columns[column - low.left]) for column in white if low.left <= column < low.right)
    return dark >= _T.underlined * max(1, len(white))


def has_bar_below(image: Image.Image, glyph: Glyph) -> bool:
    """Whether a shape is two, one above the other, the lower a bar: ± and not +."""
    ink = ink_of(image, Box(glyph.left, glyph.top, glyph.right, glyph.bottom), _T.ink)
    if ink is None:
        return False
    rows = [bool(level) for level in ink.resize((1, ink.height), Image.Resampling.BOX).tobytes()]
    if all(rows):
        return False
    lower = len(rows) - rows[::-1].index(False)
    bar = ink.crop((0, lower, ink.width, ink.height)).getbbox()
    return bar is not None and lower > _T.low_part * ink.height and bar[2] - bar[0] >= _T.bar * ink.width


def is_raised(glyph: Glyph, baseline: float, em: float) -> bool:
    """Whether a shape ends well above the baseline as ² does."""
    return baseline - glyph.bottom >= _T.raised * em
