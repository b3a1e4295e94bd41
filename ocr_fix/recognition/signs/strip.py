"""What may hide a sign, cut out of the page and set line below line, so that a second reading takes little time.

A page read whole costs layout analysis and every word; a strip is one block of text and has only the words in question
and one on either side of them. Its type has one size throughout, as the engine takes a block to have.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import regex
from PIL import Image

from ocr_fix.document import Box, Line, Page, PageImage, Word, union_of
from ocr_fix.recognition.boxes import lines_of, map_lines, same_spot
from ocr_fix.recognition.preparation.paper import paper_of
from ocr_fix.recognition.signs.strokes import em_of
from ocr_fix.recognition.thresholds import THRESHOLDS

_T = THRESHOLDS.strip

# In words without any of these no sign can be missing: numbers, what § @ ° are printed as, what is left of an address.
_MAY_HIDE_SIGN = regex.compile(r"\p{Nd}|[$&§@°]|\p{L}\.\p{Ll}|\p{Ll}Q|\bm\?")


@dataclass(frozen=True, slots=True)
class _Piece:
    """A piece of the page on the strip: `cut` in pixels of the page, its corner on the strip, and its enlargement."""

    cut: Box
    left: int
    top: int
    scale: float

    @property
    def bottom(self) -> float:
        return self.top + self.scale * (self.cut.bottom - self.cut.top)

    def on_page(self, box: Box) -> Box:
        """A box on the strip as one on the page."""
        left, right = (self.cut.left + (x - self.left) / self.scale for x in (box.left, box.right))
        top, bottom = (self.cut.top + (y - self.top) / self.scale for y in (box.top, box.bottom))
        left, top = max(0, round(left)), max(0, round(top))
        return Box(left, top, max(left + 1, round(right)), max(top + 1, round(bottom)))


@dataclass(frozen=True, slots=True)
class Strip:
    """Pieces of a page below each other.

    Attributes:
        page: the strip as an image to read; it is one block of text.
    """

    page: PageImage
    _pieces: tuple[_Piece, ...]

    def on_page(self, reading: Page) -> Page:
        """A reading of the strip with its boxes in the pixels of the page it was cut from."""

        def moved(word: Word) -> Word:
            if word.box is None:
                return word
            middle = (word.box.top + word.box.bottom) / 2
            piece = min(self._pieces, key=lambda piece: abs(middle - (piece.top + piece.bottom) / 2))
            return replace(word, box=piece.on_page(word.box))

        return _without_echoes(map_lines(reading, lambda line: [moved(word) for word in line.words]))


def strip_of(page: PageImage, reading: Page) -> Strip | None:
    """The strip of what may hide a sign; None where nothing does.

    Args:
        page: the image that was read.
        reading: what was read on it.
    """
    lines = lines_of(reading)
    usual = em_of([word for line in lines for word in line.words])
    if usual is None:
        return None
    others = [word.box for line in lines for word in line.words if word.box is not None]
    cuts = [(cut, em_of(line.words) or usual) for line in lines for cut in _cuts(line, usual, others, page.image.size)]
    if not cuts:
        return None
    margin, leading = round(_T.margin * usual), round(_T.leading * usual)
    pieces: list[_Piece] = []
    top = margin
    for cut, em in cuts:
        scale = usual / em if abs(em - usual) > _T.other_size * usual else 1.0
        pieces.append(_Piece(cut, margin, top, scale))
        top = round(pieces[-1].bottom) + leading
    return Strip(replace(page, image=_drawn(page.image.convert("L"), pieces, margin), layer=None), tuple(pieces))


def _without_echoes(reading: Page) -> Page:
    """The reading with one word a spot: a piece shows a little of the lines above and below it, which is read there."""
    words = [(word, word.box) for line in lines_of(reading) for word in line.words if word.box is not None]
    echoes: set[int] = set()
    for index, (word, box) in enumerate(words):
        for other, beside in words[index + 1 :]:
            if same_spot(box, beside):
                echoes.add(id(min(word, other, key=lambda one: one.confidence or 0.0)))
    return map_lines(reading, lambda line: [word for word in line.words if id(word) not in echoes])


def may_hide_sign(word: Word) -> bool:
    """Whether a sign may have been misread in a word."""
    short_and_unsure = len(word.text) <= _T.short and (word.confidence or 0.0) < _T.unsure
    return short_and_unsure or bool(_MAY_HIDE_SIGN.search(word.text))


def _cuts(line: Line, usual: float, others: Sequence[Box], size: tuple[int, int]) -> Iterator[Box]:
    """Where on the page the pieces of a line stand."""
    em = em_of(line.words) or usual
    for start, stop in _runs(line.words):
        box = union_of(word.box for word in line.words[start:stop])
        if box is None:
            continue
        before = line.words[start - 1].box if start else None
        after = line.words[stop].box if stop < len(line.words) else None
        up, close, beyond = round(_T.above * em), round(_T.close * em), round(_T.beyond * em)
        cut = Box(
            max(0, box.left - beyond if before is None else max(box.left - close, min(before.right, box.left))),
            max(0, box.top - up),
            min(size[0], box.right + beyond if after is None else min(box.right + close, max(after.left, box.right))),
            min(size[1], box.bottom + up),
        )
        yield _clear(cut, box, others, close)


def _runs(words: Sequence[Word]) -> Iterator[tuple[int, int]]:
    """From which to which word a line is read again."""
    start = stop = 0
    for index, word in enumerate(words):
        if not may_hide_sign(word):
            continue
        if stop and index - _T.beside > stop:
            yield start, stop
            stop = 0
        start = start if stop else max(0, index - _T.beside)
        stop = min(len(words), index + _T.beside + 1)
    if stop:
        yield start, stop


def _clear(cut: Box, words: Box, others: Sequence[Box], close: int) -> Box:
    """The cut without what stands in the next column."""
    left, right = cut.left, cut.right
    for other in others:
        if other.bottom <= words.top or other.top >= words.bottom:
            continue
        if left < other.right <= words.left:
            left = max(other.right, words.left - close)
        if words.right <= other.left < right:
            right = min(other.left, words.right + close)
    return replace(cut, left=left, right=right)


def _drawn(image: Image.Image, pieces: Sequence[_Piece], margin: int) -> Image.Image:
    cut_out = []
    for piece in pieces:
        part = image.crop((piece.cut.left, piece.cut.top, piece.cut.right, piece.cut.bottom))
        if piece.scale != 1.0:
            size = max(1, round(part.width * piece.scale)), max(1, round(part.height * piece.scale))
            part = part.resize(size, Image.Resampling.BICUBIC)
        cut_out.append(part)
    width = max(part.width for part in cut_out) + 2 * margin
    height = pieces[-1].top + cut_out[-1].height + margin
    strip = Image.new("L", (width, height), paper_of(image))
    for piece, part in zip(pieces, cut_out, strict=True):
        strip.paste(part, (piece.left, piece.top))
    return strip
