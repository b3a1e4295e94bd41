"""1. in a list that counts in figures, where the engine reads I."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from ocr_fix.document import Line, Page, Word
from ocr_fix.recognition.boxes import lines_of, map_lines
from ocr_fix.recognition.signs.strokes import em_of
from ocr_fix.recognition.thresholds import THRESHOLDS

_T = THRESHOLDS.counts

_ONE = regex.compile(r"[iIl|]\.")
_FIGURES = regex.compile(r"\d{1,2}\.")
_OTHER_COUNT = regex.compile(r"(?:[hj]|ii+|II+|IV|iv)[.)]")


def with_counts(page: Page) -> Page:
    """The page with `1.` at the beginning of a line where lines that begin there are counted in figures."""
    starts = [line.words[0] for line in lines_of(page)]
    usual = em_of([word for line in lines_of(page) for word in line.words])
    if usual is None or any(_OTHER_COUNT.fullmatch(word.text) for word in starts):
        return page
    lefts = [word.box.left for word in starts if word.box is not None and _FIGURES.fullmatch(word.text)]
    near = _T.indented_alike * usual

    def counted(line: Line) -> Sequence[Word]:
        first, box = line.words[0], line.words[0].box
        if box is None or not _ONE.fullmatch(first.text) or all(abs(left - box.left) > near for left in lefts):
            return line.words
        return [Word("1.", box, first.confidence), *line.words[1:]]

    return map_lines(page, counted)
