"""Rows of dots between an entry and its number, in which engines read letters: they are told by their shape."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import regex
from PIL import Image

from ocr_fix.document import Box, Line, Page, Word
from ocr_fix.recognition.boxes import around, from_left, map_lines
from ocr_fix.recognition.signs.ink.glyphs import glyphs_of
from ocr_fix.recognition.signs.ink.strokes import em_of_page
from ocr_fix.recognition.signs.thresholds import THRESHOLDS

_T = THRESHOLDS.leaders

DOT = "."
# Beside dots in the same word: what stands before them, and behind.
_ENTRY = regex.compile(r"([^.·…]+)[.·…]{2}")
_NUMBER = regex.compile(r"[.·…\p{Ll}](\d+|[ivxl]+|[IVXL]+)$")


def with_leaders(page: Page, image: Image.Image) -> Page:
    """The page with a dot for each dot of its leaders, in the place of what was read there.

    Args:
        page: as it was read.
        image: with the pixels of its boxes.
    """
    em = em_of_page(page)
    return page if em is None else map_lines(page, lambda line: _led(line, em, image))


def _led(line: Line, em: float, image: Image.Image) -> Sequence[Word]:
    box = line.box
    if box is None:
        return line.words
    words = list(line.words)
    for run in _runs(glyphs_of(image, box, widest=_T.largest * em), em):
        place = around(run)
        words = [part for word in words for part in _beside(word, place)]
        words.append(Word(DOT * len(run), place, _T.confidence))
    return from_left(words)


def _runs(glyphs: Sequence[Box], em: float) -> Iterator[list[Box]]:
    """Dots beside each other, evenly apart and as many as make a leader."""
    run: list[Box] = []
    for glyph in glyphs:
        is_dot = max(glyph.width, glyph.height) <= _T.largest * em
        if run and not (is_dot and _goes_on(run, glyph)):
            if len(run) >= _T.fewest:
                yield run
            run = []
        if is_dot:
            run.append(glyph)
    if len(run) >= _T.fewest:
        yield run


def _goes_on(run: Sequence[Box], glyph: Box) -> bool:
    """Whether a dot is as far from those before it as they are from each other."""
    step = glyph.left - run[-1].left
    usual = (run[-1].left - run[0].left) / (len(run) - 1) if len(run) > 1 else step
    return abs(step - usual) <= max(_T.uneven * usual, 2)


def _beside(word: Word, dots: Box) -> Iterator[Word]:
    """What of a word stands beside the dots: all of it, an entry or a number that was read with them, or none."""
    box = word.box
    if box is None:
        yield word
        return
    entry, number = _ENTRY.match(word.text), _NUMBER.search(word.text)
    if box.left < dots.left and entry is not None:
        yield Word(entry[1], replace(box, right=dots.left), word.confidence)
    elif box.right > dots.right and number is not None:
        yield Word(number[1], replace(box, left=dots.right), word.confidence)
    elif box.across(dots) <= _T.shared * box.width:
        yield word
