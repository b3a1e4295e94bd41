"""The sheet that pieces of a page are set on, each close beside a word of its line, small figures as high as others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from statistics import median

from PIL import Image, ImageDraw

from ocr_fix.document import Box, Page, PageImage, Word
from ocr_fix.notation.type_size import RISE, X_HEIGHT
from ocr_fix.recognition.boxes import words_of
from ocr_fix.recognition.left_out.pieces import Piece
from ocr_fix.recognition.preparation.paper import paper_of
from ocr_fix.recognition.thresholds import THRESHOLDS

_T = THRESHOLDS.left_out


class Sheet:
    """Pieces set anew, each with its neighbour in a row of its own."""

    def __init__(self, pieces: Sequence[Piece], picture: PageImage) -> None:
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
        for word in words_of(reading):
            box = word.box
            if box is None or not top <= box.middle < bottom:
                continue
            if left <= (box.left + box.right) / 2 < right:
                place = Box(max(0, box.left - left - self._gap), top, max(1, box.right - left - self._gap), bottom)
                itself.append(replace(word, box=place))
            else:
                beside.append(word)
        return itself, beside

    def _set(self, piece: Piece, grey: Image.Image) -> tuple[Image.Image, int, int]:
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

    def _enlarged(self, piece: Piece, grey: Image.Image, size: tuple[int, int]) -> Image.Image:
        """Small figures as high as others, on the line."""
        box = piece.box
        factor = (X_HEIGHT + RISE) * piece.em / box.height
        figures = grey.crop(box.edges)
        width, height = round(figures.width * factor), round(figures.height * factor)
        image = Image.new("L", (width, size[1]), self._paper)
        large = figures.resize((width, height), Image.Resampling.BICUBIC)
        image.paste(large, (0, round(_T.above * piece.em) - height))
        return image
