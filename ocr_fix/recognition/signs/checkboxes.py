"""☐ and ☒: drawn boxes of forms, empty or with something in them, which engines read as letters or not at all."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from PIL import Image

from ocr_fix.document import Box, Line, Page, Word
from ocr_fix.recognition.boxes import from_left, lines_of, map_lines, same_spot
from ocr_fix.recognition.signs.ink.glyphs import glyphs_of
from ocr_fix.recognition.signs.ink.strokes import em_of_page, ink_of
from ocr_fix.recognition.signs.thresholds import THRESHOLDS

_T = THRESHOLDS.checkboxes

EMPTY, CHECKED = "☐", "☒"


def with_checkboxes(page: Page, image: Image.Image) -> Page:
    """The page with the boxes that stand on its lines, in the place of what was read for them.

    Each box belongs to the line whose middle it is nearest to; a column of boxes that was read as a line has none left.

    Args:
        page: as it was read.
        image: with the pixels of its boxes.
    """
    em = em_of_page(page)
    if em is None:
        return page
    marks = {line: _marks_of(line, em, image) for line in lines_of(page)}
    owners: dict[Box, Line] = {}
    for line, found in marks.items():
        for box in found:
            if box not in owners or _apart(line, box) < _apart(owners[box], box):
                owners[box] = line

    def boxed(line: Line) -> Sequence[Word]:
        words = [
            word
            for word in line.words
            if not any(_is_reading_of(word, mark) for mark in marks[line].values())
            and not any(_stands_in(word, box) for box, owner in owners.items() if owner is not line)
        ]
        own = [mark for box, mark in marks[line].items() if owners[box] is line]
        return from_left([*words, *own]) if own else words

    return map_lines(page, boxed)


def _marks_of(line: Line, em: float, image: Image.Image) -> dict[Box, Word]:
    """The boxes that may belong to a line, by where they stand."""
    around = line.box
    if around is None:
        return {}
    aside, above = round(_T.aside * em), round(_T.above * em)
    strip = Box(around.left - aside, around.top - above, around.right + aside, around.bottom + above).within(image.size)
    narrowest = ceil(_T.narrowest * _T.smallest * em)
    found = {}
    for glyph in glyphs_of(image, strip, narrowest=narrowest):
        whole = glyph
        if glyph.top <= strip.top or glyph.bottom >= strip.bottom:  # cut off: it reaches further than letters do
            column = Box(glyph.left, strip.top - above, glyph.right, strip.bottom + above)
            whole = next(iter(glyphs_of(image, column.within(image.size))), glyph)
        mark = _mark_of(whole, em, image)
        if mark is not None and mark.box and not any(_is_letter_of(word, mark) for word in line.words):
            found[mark.box] = mark
    return found


def _apart(line: Line, box: Box) -> float:
    """The pixels between the middles of a line and a box, up or down."""
    return abs(line.box.middle - box.middle) if line.box else 0.0


def _mark_of(glyph: Box, em: float, image: Image.Image) -> Word | None:
    """The box that a shape is; None where it is none."""
    width, height = glyph.width, glyph.height
    if height < _T.smallest * em:
        return None
    if not _T.narrowest * height <= width <= height / _T.narrowest:
        return None
    ink = ink_of(image, glyph, THRESHOLDS.glyphs.ink)
    if ink is None or not _is_framed(ink):
        return None
    edge = round(_T.frame * min(width, height)) + 1
    inside = ink.crop((edge, edge, width - edge, height - edge))
    share = inside.histogram()[255] / (inside.width * inside.height)
    return Word(CHECKED if share > _T.least_ink else EMPTY, glyph, _T.confidence)


def _is_framed(ink: Image.Image) -> bool:
    """Whether a line runs along each side; letters are open on one side at least, or round."""
    edge = round(_T.frame * min(ink.size)) + 1
    rows = ink.resize((1, ink.height), Image.Resampling.BOX).tobytes()
    columns = ink.resize((ink.width, 1), Image.Resampling.BOX).tobytes()
    sides = (rows[:edge], rows[-edge:], columns[:edge], columns[-edge:])
    return all(max(side) >= 255 * _T.drawn for side in sides)


def _stands_in(word: Word, box: Box) -> bool:
    """Whether a short word, read in a line of its own, is no more than a box that belongs to another line."""
    return word.box is not None and len(word.text) <= _T.short and same_spot(word.box, box)


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
    return word.box.across(mark.box)


def _width(word: Word) -> int:
    return word.box.width if word.box else 0
