"""Commas between figures that the engine left out: "432 %" where "43,2 %" is printed, ten times as much.

There the page has one shape more than was read, low and small, that hangs below the figures, as no speck does but by
chance. Only numbers that the engine is not sure of are looked at.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from statistics import median

import regex
from PIL import Image

from ocr_fix.document import Line, Page, Word
from ocr_fix.recognition.boxes import map_lines
from ocr_fix.recognition.signs.ink.glyphs import Glyph, glyphs_of
from ocr_fix.recognition.signs.thresholds import THRESHOLDS

_T = THRESHOLDS.points

COMMA = ","
_FIGURES = regex.compile(r"\d{2,}")


def with_points(page: Page, image: Image.Image) -> Page:
    """The page with the commas in its numbers that were left out; the image has the pixels of its boxes."""

    def mended(line: Line) -> Sequence[Word]:
        return [_mended(word, image) for word in line.words]

    return map_lines(page, mended)


def _mended(word: Word, image: Image.Image) -> Word:
    is_sure = word.confidence is None or word.confidence >= _T.sure
    if is_sure or word.box is None or not _FIGURES.fullmatch(word.text):
        return word
    place = _comma_among(glyphs_of(image, word.box), len(word.text))
    if place is None:
        return word
    text = f"{word.text[:place]}{COMMA}{word.text[place:]}"
    return replace(word, text=text, raw=text, choices=())


def _comma_among(glyphs: Sequence[Glyph], figures: int) -> int | None:
    """Before which figure a comma stands; None where not exactly one does."""
    if len(glyphs) != figures + 1:
        return None
    height = median(glyph.bottom - glyph.top for glyph in glyphs)
    foot = median(glyph.bottom for glyph in glyphs)
    small = [at for at, glyph in enumerate(glyphs) if glyph.bottom - glyph.top <= _T.highest * height]
    if len(small) != 1 or not 0 < small[0] < figures:
        return None
    comma = glyphs[small[0]]
    is_low = comma.top >= foot - _T.above * height and comma.bottom >= foot + _T.below * height
    return small[0] if is_low else None
