"""The sheet that doubtful words are set on, with their neighbours, each enlarged a little and once more sharpened."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from PIL import Image, ImageFilter

from ocr_fix.document import Box, Page, PageImage, Word
from ocr_fix.recognition.again.thresholds import THRESHOLDS
from ocr_fix.recognition.boxes import words_of
from ocr_fix.recognition.preparation.paper import paper_of

_T = THRESHOLDS


class _Strip(NamedTuple):
    """A piece of a line as it is set.

    Attributes:
        image: what is set.
        scale: by what it was enlarged.
        piece: where it is from on the page.
        left, top: where it stands on the sheet.
        before: how much of its width is the companion that stands before it.
    """

    image: Image.Image
    scale: float
    piece: Box
    left: int
    top: int
    before: int


class PiecesAnew:
    """Pieces of lines set anew, each in two ways.

    Args:
        pieces: at least one.
        lone: whether each has nothing beside its word; it then gets a companion, for engines drop what stands alone.
        companion: a word of the page.
        picture: the page that they stand on.
        em: the size of its type in pixels.
    """

    def __init__(
        self, pieces: Sequence[Box], lone: Sequence[bool], companion: Box, picture: PageImage, em: float
    ) -> None:
        grey = picture.image.convert("L")
        paper, gap = paper_of(grey), round(_T.apart * em)
        beside = grey.crop(companion.edges)
        place = gap
        self._strips: list[tuple[_Strip, ...]] = []
        for piece, is_lone in zip(pieces, lone, strict=True):
            image, before = grey.crop(piece.edges), 0
            if is_lone:
                before = beside.width + round(_T.beside * em)
                image = _behind(beside, image, before, paper)
            size = round(_T.enlarged * image.width), round(_T.enlarged * image.height)
            sharper = image.filter(ImageFilter.UnsharpMask(_T.radius, _T.strength, 0))
            ways = image.resize(size, Image.Resampling.BICUBIC), sharper
            strips: list[_Strip] = []
            for way in ways:
                scale = way.width / image.width
                strips.append(_Strip(way, scale, piece, gap, place, round(before * scale)))
                place += way.height + gap
            self._strips.append(tuple(strips))
        every = [strip for of_piece in self._strips for strip in of_piece]
        sheet = Image.new("L", (max(strip.image.width for strip in every) + 2 * gap, place), paper)
        for strip in every:
            sheet.paste(strip.image, (strip.left, strip.top))
        self.picture = replace(picture, image=sheet, layer=None)

    def words_of(self, reading: Page) -> list[list[list[Word]]]:
        """For each piece and each way the words that were read in it, with their boxes on the page."""
        found = [(word, word.box) for word in words_of(reading) if word.box is not None]
        return [
            [
                [
                    replace(word, box=_on_page(box, strip))
                    for word, box in found
                    if strip.top <= box.middle < strip.top + strip.image.height
                    and box.left >= strip.left + strip.before - box.height
                ]
                for strip in strips
            ]
            for strips in self._strips
        ]


def _behind(companion: Image.Image, image: Image.Image, before: int, paper: int) -> Image.Image:
    """A piece with its companion before it, both in the middle of the height."""
    height = max(companion.height, image.height)
    both = Image.new("L", (before + image.width, height), paper)
    both.paste(companion, (0, (height - companion.height) // 2))
    both.paste(image, (before, (height - image.height) // 2))
    return both


def _on_page(box: Box, strip: _Strip) -> Box:
    left = strip.piece.left + (box.left - strip.left - strip.before) / strip.scale
    right = strip.piece.left + (box.right - strip.left - strip.before) / strip.scale
    first = max(0, round(left))
    return Box(first, strip.piece.top, max(first + 1, round(right)), strip.piece.bottom)
