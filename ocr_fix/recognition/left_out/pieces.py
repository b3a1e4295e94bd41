"""Pieces of the lines of a page that were not read: a number before its line, the figure of a note.

The engine leaves out a column of numerals that stands apart from its lines, and takes the small figures that call a
note for quotation marks.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import inf
from statistics import median

import regex
from PIL import Image

from ocr_fix.document import Box, Line, Page, Word
from ocr_fix.notation.type_size import FALL, hangs
from ocr_fix.recognition.boxes import around, boxes_of, lines_of, words_of
from ocr_fix.recognition.signs.ink.glyphs import glyphs_of
from ocr_fix.recognition.signs.ink.strokes import em_of, em_of_page
from ocr_fix.recognition.thresholds import THRESHOLDS

_T = THRESHOLDS.left_out

_LETTERS = regex.compile(r"\p{L}{2,}")


@dataclass(frozen=True, slots=True)
class Piece:
    """What was not read.

    Attributes:
        box: where it stands.
        line: what it stands on.
        neighbour: the word of that line it is set beside.
        foot: the row of pixels that the line stands on.
        em: the size of its type in pixels.
        raised: of how many glyphs it is, where it stands above the line; 0 where it stands on it.
        behind: whether it stands behind the neighbour, or on it.
        glyphs: of how many shapes with white between them it is.
    """

    box: Box
    line: Line
    neighbour: Word
    foot: int
    em: float
    raised: int
    behind: bool
    glyphs: int = 1


def pieces_of(page: Page, image: Image.Image) -> list[Piece]:
    """What was not read, each piece of another place.

    Args:
        page: as it was read.
        image: with the pixels of its boxes.
    """
    return list(_distinct(_pieces(page, image)))


def _pieces(page: Page, image: Image.Image) -> Iterator[Piece]:
    lines = lines_of(page)
    usual = em_of_page(page)
    if usual is None:
        return
    boxes = boxes_of(words_of(page))
    for line in lines:
        em = em_of(line.words) or usual
        feet = _feet(line, em)
        if not feet:
            continue
        foot = round(median(feet))
        strip = Box(0, max(0, round(foot - _T.above * em)), image.width, min(image.height, round(foot + _T.below * em)))
        near = [box for box in boxes if box.down(strip) > 0]
        found = [glyph for glyph in glyphs_of(image, strip) if strip.top < glyph.top and glyph.bottom < strip.bottom]
        yield from _raised(found, line, foot, em, near)
        yield from _apart(found, line, foot, em, near)


def _distinct(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Pieces of different places: what stands between two lines of one row was left out by both."""
    found: list[Box] = []
    for piece in pieces:
        if not any(piece.box.overlaps(box) for box in found):
            found.append(piece.box)
            yield piece


def _feet(line: Line, em: float) -> list[float]:
    """Where the words of a line that tell it have their feet: those of which nothing hangs, or else the others."""
    words = [(word.text, word.box.bottom) for word in line.words if word.box is not None and _LETTERS.search(word.text)]
    flat = [float(bottom) for text, bottom in words if not hangs(text)]
    return flat or [bottom - FALL * em for _, bottom in words]


def _raised(glyphs: Sequence[Box], line: Line, foot: int, em: float, near: Sequence[Box]) -> Iterator[Piece]:
    """Figures above the line, behind its words or before them."""
    small = [glyph for glyph in glyphs if glyph.height >= _T.lowest * em]
    places = {id(glyph): place for place, glyph in enumerate(glyphs)}
    for group in _groups(small, _T.close * em, _T.level * em):
        first, last = places[id(group[0])], places[id(group[-1])]
        if not _stand_above(group, glyphs[max(0, first - 2) : first], glyphs[last + 1 : last + 3], foot, em):
            continue
        box = around(group)
        word = _word_at(line, box, em)
        if word is None:
            continue
        strangers = [each for each in near if each not in [own.box for own in line.words]]
        if word.box is not None and not any(each.overlaps(box) for each in strangers):
            behind = word.box.left <= box.left
            yield Piece(box, line, word, foot, em, len(group), behind, len(group))


def _stand_above(group: Sequence[Box], before: Sequence[Box], after: Sequence[Box], foot: int, em: float) -> bool:
    """Whether glyphs end a word, or stand before one, and above the foot of what is beside them: lines may bend."""
    if after and after[0].left - group[-1].right < _T.word_end * em and after[0].height >= _T.lowest * em:
        return False
    feet = [foot, *(each.bottom for each in (*before, *after) if _gap(each, group) < _T.beside * em)]
    return min(feet) - max(glyph.bottom for glyph in group) >= _T.raised * em


def _gap(glyph: Box, group: Sequence[Box]) -> int:
    return max(glyph.left - group[-1].right, group[0].left - glyph.right)


def _word_at(line: Line, box: Box, em: float) -> Word | None:
    """The word that figures stand on or close behind, or else close before."""
    words = [(word, word.box) for word in line.words if word.box is not None]
    on = [word for word, place in words if place.left <= box.left and box.left - place.right < _T.close * em]
    before = [word for word, place in words if 0 <= place.left - box.right < _T.together * em]
    return on[-1] if on else before[0] if before else None


def _apart(glyphs: Sequence[Box], line: Line, foot: int, em: float, near: Sequence[Box]) -> Iterator[Piece]:
    """What stands on the line before its first word or behind its last, of the height of its letters."""
    words = [(word, word.box) for word in line.words if word.box is not None]
    taken = sorted(near, key=lambda box: (box.left, box.right))
    free = [glyph for glyph in glyphs if not _is_taken(glyph, taken)]
    for group in _groups(free, _T.together * em):
        box = around(group)
        highest = max(glyph.height for glyph in group)
        if not _T.letter * em <= highest <= _T.capital * em or abs(box.bottom - foot) > _T.off * em:
            continue
        if foot - box.bottom >= _T.raised * em:
            continue
        after = [word for word, place in words if place.left >= box.right]
        before = [word for word, place in words if place.right <= box.left]
        if len(after) == len(words):
            yield Piece(box, line, _legible(after), foot, em, 0, behind=False, glyphs=len(group))
        elif len(before) == len(words):
            yield Piece(box, line, _legible(before[::-1]), foot, em, 0, behind=True, glyphs=len(group))


def _is_taken(glyph: Box, taken: Sequence[Box]) -> bool:
    """Whether a glyph has pixels in common with one of some boxes, which are given from left to right."""
    for box in taken:
        if box.left >= glyph.right:
            return False
        if glyph.overlaps(box):
            return True
    return False


def _legible(words: Sequence[Word]) -> Word:
    """The first word that has letters, else the first."""
    return next((word for word in words if _LETTERS.search(word.text)), words[0])


def _groups(glyphs: Sequence[Box], gap: float, level: float = inf) -> Iterator[list[Box]]:
    """Glyphs with no more than so many pixels between them, whose feet differ by no more than so many."""
    if not glyphs:
        return
    group = [glyphs[0]]
    for last, glyph in pairwise(glyphs):
        if glyph.left - last.right > gap or abs(glyph.bottom - last.bottom) > level:
            yield group
            group = []
        group.append(glyph)
    yield group
