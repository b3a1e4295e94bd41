"""How wide the hyphens of a page are, by those that can be nothing else: faces differ more than their own dashes do."""

from __future__ import annotations

from collections.abc import Iterator
from statistics import median

import regex
from PIL import Image

from ocr_fix.document import Page, Word
from ocr_fix.recognition.boxes import lines_of
from ocr_fix.recognition.signs.ink.glyphs import glyphs_of
from ocr_fix.recognition.signs.ink.strokes import em_of, stroke_of
from ocr_fix.recognition.signs.thresholds import THRESHOLDS

_T = THRESHOLDS.strokes

_DIVIDED = regex.compile(r"\p{L}{2,}-")
_WITHIN = regex.compile(r"\p{L}+-\p{L}+[.,]?")
_NUMBER = regex.compile(
    r"[(]?(?:\d{4}[-–]\d\d[-–]\d\d|\d{6}[-–]\d{4}|0\d{1,3}[-–]\d{3,})[.,;:)]*"  # dates, people, telephones
)


def is_written_with_hyphen(text: str) -> bool:
    """Whether a number has a form that is written with hyphens and never with dashes."""
    return _NUMBER.fullmatch(text) is not None


def hyphen_of(page: Page, image: Image.Image, usual: float | None) -> float | None:
    """The usual width of the hyphens of a page in ems, the size of the type; None where too few are certain.

    Args:
        page: as it was read.
        image: with the pixels of its boxes.
        usual: the size of the type of its other lines in pixels.
    """
    widths = []
    for line in lines_of(page):
        em = em_of(line.words) or usual
        widths += [width / em for word in line.words for width in _widths(word, image, em)] if em else []
    found = [width for width in widths if width >= _T.narrowest_hyphen]
    return median(found) if len(found) >= _T.fewest_hyphens else None


def _widths(word: Word, image: Image.Image, em: float) -> Iterator[int]:
    if word.box is None or ("-" not in word.text and "–" not in word.text):
        return
    if _DIVIDED.fullmatch(word.text):
        last = glyphs_of(image, word.box, _T.faint)[-1:]
        yield from (glyph.width for glyph in last if glyph.height <= _T.flat * em)
    elif _WITHIN.fullmatch(word.text) or is_written_with_hyphen(word.text):
        yield stroke_of(image, word.box, em)
