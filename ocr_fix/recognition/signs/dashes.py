"""Dashes of numbers by their width on the page, and minuses before numbers of tables that the engine left out.

A hyphen and an en dash differ in width alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from math import inf

import regex
from PIL import Image

from ocr_fix.document import Box, Line, Page, Word
from ocr_fix.recognition.boxes import map_lines, words_of
from ocr_fix.recognition.signs.ink.glyphs import glyphs_of
from ocr_fix.recognition.signs.ink.hyphen_width import hyphen_of, is_written_with_hyphen
from ocr_fix.recognition.signs.ink.strokes import (
    EN_DASH,
    HYPHEN,
    dash_of,
    dash_width,
    em_of,
    em_of_page,
    pitch_of,
)
from ocr_fix.recognition.signs.thresholds import THRESHOLDS

_T = THRESHOLDS.strokes

_DASH_IN_NUMBER = regex.compile(r"([^\p{L}\p{Nd}]?\d[\d.,:]*)[-—–]{1,2}(\d[\d.,:]*(?:-\p{L}+)?[^\p{L}\p{Nd}]*)")
_LEADING_DASH = regex.compile(r"([(]?)[-—–](\d[\d.,:]*[^\p{L}\p{Nd}]*)")
_BARE = regex.compile(r"\d[\d.,]*%?")
_LETTER = regex.compile(r"\p{L}")


def with_dashes(page: Page, image: Image.Image) -> Page:
    """The page with its dashes as they measure on the image, which has the pixels of the boxes."""
    words = words_of(page)
    usual, pitch = em_of_page(page), pitch_of(words)
    hyphen = hyphen_of(page, image, usual)

    def measured(line: Line) -> Sequence[Word]:
        em = em_of(line.words) or usual
        if em is None:
            return line.words
        words = list(_with_lost_minuses(line.words, image, em))
        return [_with_dash(word, image, em, pitch, hyphen) for word in words]

    return map_lines(page, measured)


def _with_lost_minuses(words: Sequence[Word], image: Image.Image, em: float) -> Iterator[Word]:
    """Words as they are, but numbers of a table with the stroke that stands before them and was not read."""
    right = None if any(_LETTER.search(word.text) for word in words) else -inf
    for word in words:
        box = word.box
        if box is not None:
            is_cell = right is not None and box.left - right >= THRESHOLDS.joined.before_minus * em
            right = box.right
            stroke = _stroke_before(box, image, em) if is_cell and _BARE.fullmatch(word.text) else None
            if stroke is not None:
                whole = Box(stroke.left, box.top, box.right, box.bottom)
                yield Word(f"{EN_DASH}{word.text}", whole, word.confidence)
                continue
        yield word


def _stroke_before(box: Box, image: Image.Image, em: float) -> Box | None:
    """What stands close before a number, level with its middle and as flat and long as a dash, and nothing else."""
    left = max(0, box.left - round(THRESHOLDS.joined.before_minus * em))
    shapes = glyphs_of(image, Box(left, box.top, max(left + 1, box.left - 1), box.bottom), _T.faint)
    if len(shapes) != 1:
        return None
    (stroke,) = shapes
    middle = (stroke.middle - box.top) / box.height
    is_flat = stroke.height <= _T.dash_thickness * box.height
    is_dash = is_flat and _T.hyphen_from * em <= stroke.width < _T.em_dash_from * em
    is_close = box.left - stroke.right <= _T.lost_gap * em
    return stroke if is_dash and is_close and _T.lost_band[0] <= middle < _T.lost_band[1] else None


def _with_dash(word: Word, image: Image.Image, em: float, pitch: float | None, hyphen: float | None) -> Word:
    if word.box is None or is_written_with_hyphen(word.text):
        text = word.text if word.box is None else word.text.replace(EN_DASH, HYPHEN)
        return word if text == word.text else replace(word, text=text, raw=text)
    match = _DASH_IN_NUMBER.fullmatch(word.text) or _LEADING_DASH.fullmatch(word.text)
    if match is None:
        return word
    shapes = glyphs_of(image, word.box, _T.faint)
    if len(shapes) == len(word.text):  # each character has its own
        stroke = shapes[len(match[1])]
        dash = dash_of(stroke.width, em, pitch, hyphen)
    else:
        dash = dash_of(dash_width(image, word.box, em), em, pitch, hyphen)
    if pitch is None and dash is None and len(match[1]) + len(match[2]) + 1 < len(word.text):
        dash = EN_DASH  # what is read as two is the longer one
    text = word.text if dash is None else f"{match[1]}{dash}{match[2]}"
    return word if text == word.text else replace(word, text=text, raw=text)
