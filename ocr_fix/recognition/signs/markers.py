"""Numbers and boxes that begin items: where they stand in a column apart, engines read that before or after them."""

from __future__ import annotations

from collections.abc import Sequence

import regex
from PIL import Image

from ocr_fix.document import Box, Line, Page, Word
from ocr_fix.recognition.boxes import lines_of, map_lines
from ocr_fix.recognition.signs.ink.strokes import em_of_page
from ocr_fix.recognition.signs.thresholds import THRESHOLDS

_T = THRESHOLDS.markers

_MARKER = regex.compile(r"(?:[IVXLivxl|]{1,5}|\d{1,2}|\p{Ll})[.)]|§|[☐☒•]")


def with_markers(page: Page, _: Image.Image) -> Page:
    """The page with markers that were read as lines of their own on the lines that they stand before."""
    em = em_of_page(page)
    if em is None:
        return page
    apart = [line for line in lines_of(page) if all(_MARKER.fullmatch(word.text) for word in line.words)]
    others = [line for line in lines_of(page) if line not in apart]
    moved: dict[Line, list[Word]] = {}
    for word in (word for line in apart for word in line.words):
        line = _behind(word, others, em)
        if line is not None:
            moved.setdefault(line, []).append(word)
    gone = {word for words in moved.values() for word in words}

    def put(line: Line) -> Sequence[Word]:
        if line in apart:
            return [word for word in line.words if word not in gone]
        return [*sorted(moved.get(line, ()), key=lambda word: word.box.left if word.box else 0), *line.words]

    return map_lines(page, put) if moved else page


def _behind(marker: Word, lines: Sequence[Line], em: float) -> Line | None:
    """The nearest line that a marker stands before, on the same height; None where there is none."""
    box = marker.box
    if box is None:
        return None
    found = [(around.left, line) for line in lines if (around := line.box) and _is_on_row(box, around, em)]
    return min(found, key=lambda each: each[0])[1] if found else None


def _is_on_row(marker: Box, line: Box, em: float) -> bool:
    apart = abs(marker.top + marker.bottom - line.top - line.bottom) / 2
    return apart <= _T.off * em and 0 <= line.left - marker.right <= _T.before * em
