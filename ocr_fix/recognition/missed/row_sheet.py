"""Rows of type set anew below each other, all of one size and contrast, on a small page that is read once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from PIL import Image, ImageDraw, ImageFilter

from ocr_fix.document import Box, Page, PageImage, Word
from ocr_fix.recognition.boxes import from_left, words_of
from ocr_fix.recognition.missed.thresholds import THRESHOLDS
from ocr_fix.recognition.missed.type_rows import TypeRow
from ocr_fix.recognition.neighbours import darkest_around
from ocr_fix.recognition.preparation.paper import level_of, paper_of

_T = THRESHOLDS

_PAPER = 255  # grey level of the sheet


class _RowStrip(NamedTuple):
    """A row as it is set.

    Attributes:
        image: dark on white.
        scale: by what it was enlarged.
        left, top: its corner on the page.
        place: the row of pixels of the sheet that it begins at.
    """

    image: Image.Image
    scale: float
    left: int
    top: int
    place: int


class RowSheet:
    """Rows of a page set anew.

    Args:
        rows: at least one.
        picture: the page that they stand on, in grey and without rules.
        words: what has been read there already, which is left out.
        other: whether they get another treatment than the page had: they are made thicker.
    """

    def __init__(
        self, rows: Sequence[TypeRow], picture: PageImage, words: Sequence[Box], *, other: bool = False
    ) -> None:
        self._picture = picture
        self._gap = round(_T.set_apart * _T.set_height)
        self._strips: list[_RowStrip] = []
        place = self._gap
        for row in rows:
            strip = _set(row, picture.image, words, place, other=other)
            self._strips.append(strip)
            place += strip.image.height + self._gap
        self._size = max(strip.image.width for strip in self._strips) + 2 * self._gap, place

    def picture(self, *, mirrored: bool = False) -> PageImage:
        """What is to be read, or how it looks from behind."""
        image = Image.new("L", self._size, _PAPER)
        for strip in self._strips:
            image.paste(strip.image, (self._gap, strip.place))
        if mirrored:
            image = image.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
        return replace(self._picture, image=image, dpi=_T.set_dpi, layer=None)

    def words_of(self, reading: Page) -> list[list[Word]]:
        """The words of each row from left to right, with their boxes on the page."""
        found: list[list[Word]] = [[] for _ in self._strips]
        for word in words_of(reading):
            for words, strip in zip(found, self._strips, strict=True):
                if word.box is not None and strip.place <= word.box.middle < strip.place + strip.image.height:
                    words.append(replace(word, box=self._placed(word.box, strip)))
        return [from_left(words) for words in found]

    def _placed(self, box: Box, strip: _RowStrip) -> Box:
        width, height = self._picture.image.size
        left = min(width - 1, max(0, round(strip.left + (box.left - self._gap) / strip.scale)))
        top = min(height - 1, max(0, round(strip.top + (box.top - strip.place) / strip.scale)))
        right = min(width, round(strip.left + (box.right - self._gap) / strip.scale))
        bottom = min(height, round(strip.top + (box.bottom - strip.place) / strip.scale))
        return Box(left, top, max(left + 1, right), max(top + 1, bottom))


def unruled(picture: PageImage, rules: Image.Image, factor: int) -> PageImage:
    """A page in grey with paper where rules are.

    Args:
        picture: the page.
        rules: 255 on 0.
        factor: how many pixels of the page are one of that, across and down.
    """
    grey = picture.image.convert("L")
    if rules.getbbox() is not None:
        mask = rules.resize((rules.width * factor, rules.height * factor), Image.Resampling.NEAREST)
        grey.paste(paper_of(grey), mask=mask.crop((0, 0, *grey.size)))
    return replace(picture, image=grey)


def _set(row: TypeRow, grey: Image.Image, words: Sequence[Box], place: int, *, other: bool) -> _RowStrip:
    aside = round(_T.margin * row.zone)
    around = row.box.grown(aside).within(grey.size)
    piece = grey.crop(around.edges)
    counts, area = piece.histogram(), piece.width * piece.height
    paper, darkest = level_of(counts, area // 2), level_of(counts, max(1, round(_T.darkest * area)))
    draw = ImageDraw.Draw(piece)
    for box in words:
        if box.overlaps(around):
            left, top, right, bottom = box.moved(-around.left, -around.top).edges
            draw.rectangle((left - 1, top - 1, right, bottom), fill=paper)
    span = max(1, paper - darkest)
    piece = piece.point([min(_PAPER, max(0, round(_PAPER * (level - darkest) / span))) for level in range(256)])
    scale = _T.set_height / row.zone
    size = max(1, round(piece.width * scale)), max(1, round(piece.height * scale))
    piece = piece.resize(size, Image.Resampling.BICUBIC if scale > 1 else Image.Resampling.BOX)
    if other:
        piece = darkest_around(piece, 1).filter(ImageFilter.GaussianBlur(_T.blur))
    return _RowStrip(piece, scale, around.left, around.top, place)
