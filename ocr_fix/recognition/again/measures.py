"""What the picture of numbers says against their reading: how wide they are, and how far their marks hang.

Figures of one face are of one width, so that a number has as many as its width holds; a comma hangs below the figures
and a full stop does not. Both are measured by the other numbers of the page.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations
from statistics import median, quantiles
from typing import NamedTuple

import regex
from PIL import Image

from ocr_fix.document import Box, Word
from ocr_fix.recognition.again.thresholds import THRESHOLDS
from ocr_fix.recognition.signs.ink.glyphs import glyphs_of
from ocr_fix.recognition.signs.ink.strokes import ink_of

_T = THRESHOLDS.measures

_PLAIN = regex.compile(r"(\d+(?:[.,:]\d+)*)[.]?")
_PARTED = regex.compile(r"[(]?[-–]?\d+([.,])\d+[).,;:%]*")
_COMMA = ","


class _Measured(NamedTuple):
    """A number and how wide the upper part of its ink is, in pixels: its figures, without the marks behind them."""

    word: Word
    figures: int
    marks: int
    width: int


def of_other_width(words: Sequence[Word], image: Image.Image) -> Iterator[Word]:
    """Those of the words of a page whose picture has room for a figure more than was read, or lacks one.

    Args:
        words: of a page.
        image: with the pixels of their boxes.
    """
    heights = [word.box.bottom - word.box.top for word in words if word.box is not None and _PLAIN.fullmatch(word.text)]
    if len(heights) < _T.fewest:
        return
    upper = round(_T.upper * median(heights))
    numbers = list(_measured(words, image, upper))
    widths: dict[int, list[int]] = defaultdict(list)
    for number in numbers:
        if not number.marks:
            widths[number.figures].append(number.width)
    usual = {figures: median(found) for figures, found in widths.items()}
    steps = [(usual[more] - usual[less]) / (more - less) for less, more in combinations(sorted(usual), 2)]
    if not steps or median(steps) <= 0:
        return
    step = median(steps)
    one = median([each.width - step * (each.figures - 1) for each in numbers if not each.marks])
    over = [(each.width - one - step * (each.figures - 1)) / each.marks for each in numbers if each.marks]
    mark = median(over) if over else 0.0
    for each in numbers:
        off = abs(each.width - one - step * (each.figures - 1) - mark * each.marks) / step
        if _T.off_width <= off < _T.most_off:
            yield each.word


def _measured(words: Sequence[Word], image: Image.Image, upper: int) -> Iterator[_Measured]:
    """The numbers among words, where their ink can be measured.

    Args:
        words: of a page.
        image: with the pixels of their boxes.
        upper: how many pixels down from the heads of figures are looked at.
    """
    for word in words:
        match = _PLAIN.fullmatch(word.text)
        ink = ink_of(image, word.box, _T.ink) if match is not None and word.box is not None else None
        if match is None or ink is None:
            continue
        box = ink.crop((0, 0, ink.width, upper)).getbbox()
        if box is not None:
            figures = sum(map(str.isdigit, match[1]))
            yield _Measured(word, figures, len(match[1]) - figures, box[2] - box[0])


def with_unlike_marks(words: Sequence[Word], image: Image.Image) -> Iterator[Word]:
    """Those of the words of a page whose full stop between figures is a comma, or may be one for all the page shows.

    Args:
        words: of a page.
        image: with the pixels of their boxes.
    """
    found = [(word, match[1], word.box) for word in words if (match := _PARTED.fullmatch(word.text)) is not None]
    if all(mark == _COMMA for _, mark, _ in found):
        return
    marks = [(word, mark, _hang(image, box) if box is not None else None) for word, mark, box in found]
    commas = [hang for _, mark, hang in marks if mark == _COMMA and hang is not None]
    is_told = len(commas) < _T.fewest_commas or quantiles(commas)[0] > _T.no_tail
    is_rare = sum(mark == _COMMA for _, mark, _ in marks) <= len(marks) / 2
    for word, mark, hang in marks:
        if mark != _COMMA and ((hang is not None and hang >= _T.tail) or not (is_told or is_rare)):
            yield word


def _hang(image: Image.Image, box: Box) -> float | None:
    """How far the mark between figures hangs below these, in their height; None where not one is seen by itself."""
    glyphs = glyphs_of(image, box)
    if not glyphs:
        return None
    highest = max(glyph.bottom - glyph.top for glyph in glyphs)
    figures = [glyph for glyph in glyphs if glyph.bottom - glyph.top >= _T.as_high * highest]
    height = median(glyph.bottom - glyph.top for glyph in figures)
    foot = median(glyph.bottom for glyph in figures)
    low = [
        glyph
        for glyph in glyphs
        if figures[0].left < glyph.left < figures[-1].left
        and glyph.bottom - glyph.top <= _T.mark_height * height
        and glyph.top >= foot - _T.mark_above * height
    ]
    return (low[0].bottom - foot) / height if len(low) == 1 else None
