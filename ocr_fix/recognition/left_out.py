"""What stands on the lines of a page and was not read: a number before its line, the figure of a note.

The engine leaves out a column of numerals that stands apart from its lines, and takes the small figures that call a
note for quotation marks. Such pieces are set anew, close beside a word of their line and figures as high as others, all
of them on one small page, which is read once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import inf
from statistics import median

import regex
from PIL import Image, ImageDraw

from ocr_fix.document import Box, Line, Page, PageImage, Word
from ocr_fix.notation.type_size import FALL, RISE, X_HEIGHT
from ocr_fix.recognition.boxes import lines_of, map_lines
from ocr_fix.recognition.preparation.paper import paper_of
from ocr_fix.recognition.signs.glyphs import Glyph, glyphs_of
from ocr_fix.recognition.signs.strokes import em_of
from ocr_fix.recognition.thresholds import THRESHOLDS

_T = THRESHOLDS.left_out

_HANGING = regex.compile(r"[gjpqyQ§()\[\],;/]")
_LETTERS = regex.compile(r"\p{L}{2,}")
_FIGURES = regex.compile(r"\d{1,3}")
# What small figures above the line are read as.
_MISREAD = regex.compile(r"[⁰¹²³⁴-⁹!?°*’‘'”“\"<>^`´|\p{Ll}IO]*")
_UNIT = regex.compile(r".*(?<!\p{L})[kcdm]?m")
_SQUARES = {"2": "²", "3": "³"}
_MARK = regex.compile(r"[\p{L}\p{N}%§][\p{L}\p{N}.,:)/-]*")

_ReadPage = Callable[[PageImage], Page]


@dataclass(frozen=True, slots=True)
class _Piece:
    """What was not read.

    Attributes:
        box: where it stands.
        line: what it stands on.
        neighbour: the word of that line it is set beside.
        foot: the row of pixels that the line stands on.
        em: the size of its type in pixels.
        raised: of how many glyphs it is, where it stands above the line; 0 where it stands on it.
        behind: whether it stands behind the neighbour, or on it.
    """

    box: Box
    line: Line
    neighbour: Word
    foot: int
    em: float
    raised: int
    behind: bool


def with_left_out(page: Page, picture: PageImage, read: _ReadPage) -> Page:
    """The page with what was left out on its lines.

    Args:
        page: as it was read.
        picture: what it was read from, with the pixels of its boxes.
        read: reads a picture.
    """
    upended = [word for line in lines_of(page) if _is_upended(line) for word in line.words]
    if upended:
        others = map_lines(page, lambda line: () if _is_upended(line) else line.words)
        instead = _completed(others, picture, read, _T.fairly_sure)
        boxes = [word.box for line in lines_of(instead) for word in line.words if word.box is not None]
        if all(any(_overlap(word.box, box) for box in boxes) for word in upended if word.box is not None):
            return instead
    return _completed(page, picture, read, _T.sure)


def _is_upended(line: Line) -> bool:
    """Whether signs of a column, one above the other, were read as a line that runs up or down, and hardly believed."""
    boxes = [word.box for word in line.words if word.box is not None]
    if len(boxes) < _T.fewest_upended or len(boxes) < len(line.words):
        return False
    is_column = all(
        _share(first, second) and (first.top >= second.bottom or second.top >= first.bottom)
        for first, second in pairwise(boxes)
    )
    return is_column and sum(word.confidence or 0.0 for word in line.words) < _T.sure * len(boxes)


def _share(first: Box, second: Box) -> bool:
    """Whether two boxes stand one above the other for the most part."""
    across = min(first.right, second.right) - max(first.left, second.left)
    return 2 * across > min(first.right - first.left, second.right - second.left)


def _completed(page: Page, picture: PageImage, read: _ReadPage, sure: float) -> Page:
    """The page with what stands on its lines as they are, and was read so surely."""
    pieces = list(_distinct(_pieces(page, picture.image)))
    if not 0 < len(pieces) <= _T.most:
        return page
    sheet = _Sheet(pieces, picture)
    reading = read(replace(picture, image=sheet.image, layer=None))
    added: dict[int, list[Word]] = {}
    instead: dict[int, Word] = {}
    for row, piece in enumerate(pieces):
        itself, beside = sheet.words_of(row, reading)
        if not piece.raised:
            added.setdefault(id(piece.line), []).extend(_placed(itself, piece, sure))
        else:
            word = _with_figures(piece, itself, beside)
            if word is not None and _is_on(piece, piece.neighbour):
                instead[id(piece.neighbour)] = word
            elif word is not None:
                added.setdefault(id(piece.line), []).append(word)

    def completed(line: Line) -> Sequence[Word]:
        words = [instead.get(id(word), word) for word in line.words]
        more = added.get(id(line))
        return sorted([*words, *more], key=lambda word: word.box.left if word.box else 0) if more else words

    return map_lines(page, completed) if added or instead else page


def _placed(found: Sequence[Word], piece: _Piece, sure: float) -> Iterator[Word]:
    """What was read for a piece that stands on its line, where it is sure."""
    for word in found:
        if (word.confidence or 0.0) >= sure and _MARK.fullmatch(word.text):
            left, right = (word.box.left, word.box.right) if word.box else (0, piece.box.right - piece.box.left)
            place = Box(piece.box.left + left, piece.box.top, piece.box.left + right, piece.box.bottom)
            yield Word(word.text, place, word.confidence)


def _with_figures(piece: _Piece, figures: Sequence[Word], beside: Sequence[Word]) -> Word | None:
    """The figures of a note by themselves, or with the word that they stand on; None where they were not read so."""
    text = "".join(word.text for word in figures)
    sure = min((word.confidence or 0.0 for word in figures), default=0.0)
    if not _FIGURES.fullmatch(text) or sure < _T.fairly_sure or len(text) != piece.raised:
        return None
    word = piece.neighbour
    if not _is_on(piece, word) or word.box is None:
        return Word(text, piece.box, sure)
    if piece.box.left - word.box.left < _T.first * piece.em:  # the word is nothing else
        return Word(text, word.box, sure) if _MISREAD.fullmatch(word.text) or len(word.text) < len(text) else None
    base = beside[-1].text if beside else ""
    rest = word.text[len(base) :]
    if not base or not word.text.startswith(base) or len(rest) > len(text) + 1 or not _MISREAD.fullmatch(rest):
        return None
    raised = _SQUARES.get(text, text) if _UNIT.fullmatch(base) else text
    return Word(base + raised, word.box, word.confidence)


def _is_on(piece: _Piece, word: Word) -> bool:
    """Whether a piece stands within a word, or so close behind it that nothing can be between them."""
    box = word.box
    return box is not None and box.left <= piece.box.left and piece.box.left - box.right < _T.close * piece.em


class _Sheet:
    """Pieces set anew, each with its neighbour in a row of its own."""

    def __init__(self, pieces: Sequence[_Piece], picture: PageImage) -> None:
        grey = picture.image.convert("L")
        self._paper = paper_of(grey)
        self._gap = round(_T.gap / 2 * median(piece.em for piece in pieces))
        rows = [self._set(piece, grey) for piece in pieces]
        pitch = max(row.height for row, _, _ in rows)
        width = max(row.width for row, _, _ in rows)
        self.image = Image.new("L", (width + 2 * pitch, pitch * (len(rows) + 2)), self._paper)
        self._places = []
        for number, (row, left, right) in enumerate(rows):
            self.image.paste(row, (pitch, pitch * (number + 1)))
            self._places.append((pitch * (number + 1), pitch * (number + 2), left + pitch, right + pitch))

    def words_of(self, row: int, reading: Page) -> tuple[list[Word], list[Word]]:
        """What was read for a piece, with boxes whose left edge is counted from its own, and for its neighbour."""
        top, bottom, left, right = self._places[row]
        itself: list[Word] = []
        beside: list[Word] = []
        for line in lines_of(reading):
            for word in line.words:
                box = word.box
                if box is None or not top <= (box.top + box.bottom) / 2 < bottom:
                    continue
                if left <= (box.left + box.right) / 2 < right:
                    place = Box(max(0, box.left - left - self._gap), top, max(1, box.right - left - self._gap), bottom)
                    itself.append(replace(word, box=place))
                else:
                    beside.append(word)
        return itself, beside

    def _set(self, piece: _Piece, grey: Image.Image) -> tuple[Image.Image, int, int]:
        """A row, and from where to where the piece stands in it."""
        above, below = round(_T.above * piece.em), round(_T.below * piece.em)
        box, word = piece.box, piece.neighbour.box or piece.box
        itself = grey.crop((box.left, piece.foot - above, box.right, piece.foot + below))
        if piece.raised:
            itself = self._enlarged(piece, grey, itself.size)
        most = round(_T.longest_neighbour * piece.em)
        start = max(word.left, word.right - most) if piece.behind else word.left
        end = word.right if piece.behind else min(word.right, word.left + most)
        beside = grey.crop((start, piece.foot - above, end, piece.foot + below))
        if piece.raised:
            covered = (box.left - start - 1, 0, box.right - start, beside.height)
            ImageDraw.Draw(beside).rectangle(covered, fill=self._paper)
        gap = 2 * self._gap
        row = Image.new("L", (itself.width + gap + beside.width, above + below), self._paper)
        left = beside.width + gap if piece.behind else 0
        row.paste(itself, (left, 0))
        row.paste(beside, (0 if piece.behind else itself.width + gap, 0))
        return row, left - self._gap, left + itself.width + self._gap

    def _enlarged(self, piece: _Piece, grey: Image.Image, size: tuple[int, int]) -> Image.Image:
        """Small figures as high as others, on the line."""
        box = piece.box
        factor = (X_HEIGHT + RISE) * piece.em / (box.bottom - box.top)
        figures = grey.crop((box.left, box.top, box.right, box.bottom))
        width, height = round(figures.width * factor), round(figures.height * factor)
        image = Image.new("L", (width, size[1]), self._paper)
        large = figures.resize((width, height), Image.Resampling.BICUBIC)
        image.paste(large, (0, round(_T.above * piece.em) - height))
        return image


def _pieces(page: Page, image: Image.Image) -> Iterator[_Piece]:
    lines = lines_of(page)
    usual = em_of([word for line in lines for word in line.words])
    if usual is None:
        return
    boxes = [word.box for line in lines for word in line.words if word.box is not None]
    for line in lines:
        em = em_of(line.words) or usual
        feet = _feet(line, em)
        if not feet:
            continue
        foot = round(median(feet))
        strip = Box(0, max(0, round(foot - _T.above * em)), image.width, min(image.height, round(foot + _T.below * em)))
        near = [box for box in boxes if box.top < strip.bottom and box.bottom > strip.top]
        found = [glyph for glyph in glyphs_of(image, strip) if strip.top < glyph.top and glyph.bottom < strip.bottom]
        yield from _raised(found, line, foot, em, near)
        yield from _apart(found, line, foot, em, near)


def _distinct(pieces: Iterable[_Piece]) -> Iterator[_Piece]:
    """Pieces of different places: what stands between two lines of one row was left out by both."""
    found: list[Box] = []
    for piece in pieces:
        if not any(_overlap(piece.box, box) for box in found):
            found.append(piece.box)
            yield piece


def _feet(line: Line, em: float) -> list[float]:
    """Where the words of a line that tell it have their feet: those of which nothing hangs, or else the others."""
    words = [(word.text, word.box.bottom) for word in line.words if word.box is not None and _LETTERS.search(word.text)]
    flat = [float(bottom) for text, bottom in words if not _HANGING.search(text)]
    return flat or [bottom - FALL * em for _, bottom in words]


def _raised(glyphs: Sequence[Glyph], line: Line, foot: int, em: float, near: Sequence[Box]) -> Iterator[_Piece]:
    """Figures above the line, behind its words or before them."""
    small = [
        glyph
        for glyph in glyphs
        if _T.lowest * em <= _height(glyph) <= _T.highest * em and glyph.right - glyph.left <= _T.widest * em
    ]
    for group in _groups(small, _T.close * em, _T.level * em):
        if not _stand_above(group, glyphs, foot, em):
            continue
        box = _around(group)
        word = _word_at(line, box, em)
        if word is None or len(group) > _T.most_figures:
            continue
        strangers = [each for each in near if each not in [own.box for own in line.words]]
        if word.box is not None and not any(_overlap(each, box) for each in strangers):
            behind = word.box.left <= box.left
            yield _Piece(box, line, word, foot, em, len(group), behind)


def _stand_above(group: Sequence[Glyph], glyphs: Sequence[Glyph], foot: int, em: float) -> bool:
    """Whether glyphs end a word, or stand before one, and above the foot of what is beside them: lines may bend."""
    first, last = glyphs.index(group[0]), glyphs.index(group[-1])
    before, after = glyphs[max(0, first - 2) : first], glyphs[last + 1 : last + 3]
    if (
        after
        and after[0].left - group[-1].right < _T.word_end * em
        and after[0].bottom - after[0].top >= _T.lowest * em
    ):
        return False
    feet = [foot, *(each.bottom for each in (*before, *after) if _gap(each, group) < _T.beside * em)]
    return min(feet) - max(glyph.bottom for glyph in group) >= _T.raised * em


def _height(glyph: Glyph) -> int:
    return glyph.bottom - glyph.top


def _gap(glyph: Glyph, group: Sequence[Glyph]) -> int:
    return max(glyph.left - group[-1].right, group[0].left - glyph.right)


def _word_at(line: Line, box: Box, em: float) -> Word | None:
    """The word that figures stand on or close behind, or else close before."""
    words = [(word, word.box) for word in line.words if word.box is not None]
    on = [word for word, place in words if place.left <= box.left and box.left - place.right < _T.close * em]
    before = [word for word, place in words if 0 <= place.left - box.right < _T.before * em]
    return on[-1] if on else before[0] if before else None


def _apart(glyphs: Sequence[Glyph], line: Line, foot: int, em: float, near: Sequence[Box]) -> Iterator[_Piece]:
    """What stands on the line before its first word or behind its last, of the height of its letters."""
    words = [(word, word.box) for word in line.words if word.box is not None]
    free = [glyph for glyph in glyphs if not any(_overlap(box, _around([glyph])) for box in near)]
    for group in _groups(free, _T.together * em):
        box = _around(group)
        highest = max(map(_height, group))
        if not _T.letter * em <= highest <= _T.capital * em or abs(box.bottom - foot) > _T.off * em:
            continue
        if foot - box.bottom >= _T.raised * em:
            continue
        after = [word for word, place in words if place.left >= box.right]
        before = [word for word, place in words if place.right <= box.left]
        if len(after) == len(words):
            yield _Piece(box, line, _legible(after), foot, em, 0, behind=False)
        elif len(before) == len(words):
            yield _Piece(box, line, _legible(before[::-1]), foot, em, 0, behind=True)


def _legible(words: Sequence[Word]) -> Word:
    """The first word that has letters, else the first."""
    return next((word for word in words if _LETTERS.search(word.text)), words[0])


def _groups(glyphs: Sequence[Glyph], gap: float, level: float = inf) -> Iterator[list[Glyph]]:
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


def _around(glyphs: Sequence[Glyph]) -> Box:
    return Box(
        min(glyph.left for glyph in glyphs),
        min(glyph.top for glyph in glyphs),
        max(glyph.right for glyph in glyphs),
        max(glyph.bottom for glyph in glyphs),
    )


def _overlap(first: Box, second: Box) -> bool:
    return (
        first.left < second.right
        and second.left < first.right
        and first.top < second.bottom
        and second.top < first.bottom
    )
