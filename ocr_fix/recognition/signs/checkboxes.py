"""☐ and ☒: drawn boxes of forms, empty or with something in them, which engines read as letters or not at all."""

from __future__ import annotations

from collections.abc import Sequence

from PIL import Image

from ocr_fix.document import Box, Line, Page, Word
from ocr_fix.recognition.boxes import lines_of, map_lines
from ocr_fix.recognition.signs.glyphs import Glyph, glyphs_of
from ocr_fix.recognition.signs.strokes import em_of, ink_of
from ocr_fix.recognition.thresholds import THRESHOLDS

_T = THRESHOLDS.checkboxes

EMPTY, CHECKED = "☐", "☒"


def with_checkboxes(page: Page, image: Image.Image) -> Page:
    """The page with the boxes that stand on its lines, in the place of what was read for them.

    Args:
        page: as it was read.
        image: with the pixels of its boxes.
    """
    em = em_of([word for line in lines_of(page) for word in line.words])
    return page if em is None else map_lines(page, lambda line: _boxed(line, em, image))


def _boxed(line: Line, em: float, image: Image.Image) -> Sequence[Word]:
    around = line.box
    if around is None:
        return line.words
    aside, above = round(_T.aside * em), round(_T.above * em)
    strip = Box(
        max(0, around.left - aside),
        max(0, around.top - above),
        min(image.width, around.right + aside),
        min(image.height, around.bottom + above),
    )
    marks = [
        mark
        for glyph in glyphs_of(image, strip)
        if (mark := _mark_of(glyph, em, image)) and not any(_is_letter_of(word, mark) for word in line.words)
    ]
    if not marks:
        return line.words
    words = [word for word in line.words if not any(_is_reading_of(word, mark) for mark in marks)]
    return sorted([*words, *marks], key=lambda word: word.box.left if word.box else 0)


def _mark_of(glyph: Glyph, em: float, image: Image.Image) -> Word | None:
    """The box that a shape is; None where it is none."""
    width, height = glyph.right - glyph.left, glyph.bottom - glyph.top
    if not _T.smallest * em <= height <= _T.largest * em or height < _T.fewest_pixels:
        return None
    if not _T.narrowest * height <= width <= height / _T.narrowest:
        return None
    box = Box(glyph.left, glyph.top, glyph.right, glyph.bottom)
    ink = ink_of(image, box, THRESHOLDS.glyphs.ink)
    if ink is None or not _is_framed(ink):
        return None
    edge = round(_T.frame * min(width, height)) + 1
    inside = ink.crop((edge, edge, width - edge, height - edge))
    share = inside.histogram()[255] / (inside.width * inside.height)
    return Word(CHECKED if share > _T.least_ink else EMPTY, box, _T.confidence)


def _is_framed(ink: Image.Image) -> bool:
    """Whether a line runs along each side; letters are open on one side at least, or round."""
    edge = round(_T.frame * min(ink.size)) + 1
    rows = ink.resize((1, ink.height), Image.Resampling.BOX).tobytes()
    columns = ink.resize((ink.width, 1), Image.Resampling.BOX).tobytes()
    sides = (rows[:edge], rows[-edge:], columns[:edge], columns[-edge:])
    return all(max(side) >= 255 * _T.drawn for side in sides)


def _is_letter_of(word: Word, mark: Word) -> bool:
    """Whether a shape stands inside a longer word."""
    return len(word.text) > _T.short and _shared(word, mark) > _T.shared * _width(mark)


def _is_reading_of(word: Word, mark: Word) -> bool:
    """Whether a word was read for a box: most of it stands there, or it is short and the box is most of it."""
    width = min(_width(word), _width(mark)) if len(word.text) <= _T.short else _width(word)
    return _shared(word, mark) > _T.shared * width


def _shared(word: Word, mark: Word) -> int:
    """Pixels that two words have in common from left to right; below nought what lies between them."""
    if word.box is None or mark.box is None:
        return 0
    return min(word.box.right, mark.box.right) - max(word.box.left, mark.box.left)


def _width(word: Word) -> int:
    return word.box.right - word.box.left if word.box else 0
