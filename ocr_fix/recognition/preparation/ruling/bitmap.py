"""Ink and paper of a whole page as one number, a bit a pixel, on which morphology takes a few operations.

Shifted copies of such a number are joined by & and |, as Bloomberg has it with the words of a machine ("Implementation
efficiency of binary morphology", ISMM 2002). Long erosions are made of doubled short ones.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import NamedTuple

import regex
from PIL import Image, ImageChops

from ocr_fix.document import Box
from ocr_fix.recognition.neighbours import lightest_around

_RUN = regex.compile("1+")


class PixelRun(NamedTuple):
    """Pixels of ink beside each other in a row, from the left one to that behind the last."""

    row: int
    left: int
    right: int


@dataclass(frozen=True, slots=True)
class Bitmap:
    """Ink (1) on paper (0), row by row.

    Attributes:
        bits: the pixels, the upper left one in the highest bit.
        stride: pixels of a row, those of the white margin at its right among them.
        height: rows.
        margin: white pixels behind each row, so that what is shifted does not come in at the other side.
    """

    bits: int
    stride: int
    height: int
    margin: int

    @classmethod
    def of(cls, ink: Image.Image, margin: int) -> Bitmap:
        """An image of mode "1", ink being 255, with so many white pixels or some more behind each row."""
        stride = -(-(ink.width + margin) // 8) * 8
        wide = Image.new("1", (stride, ink.height))
        wide.paste(ink, (0, 0))
        return cls(int.from_bytes(wide.tobytes()), stride, ink.height, stride - ink.width)

    def opened_across(self, length: int) -> Bitmap:
        """What lies in runs of so many pixels or more across; no more than the margin and one."""
        return self._with(_grown(_shrunk(self.bits, length, 1), length, 1))

    def closed_across(self, length: int) -> Bitmap:
        """With gaps of less than so many pixels across filled; no more than the margin and one."""
        return self._with(_shrunk(_grown(self.bits, length, 1), length, 1))

    def runs(self) -> Iterator[PixelRun]:
        """All runs of ink across, row by row."""
        row_bytes = self.stride // 8
        rows = self.bits.to_bytes(row_bytes * self.height)
        empty = bytes(row_bytes)
        for row in range(self.height):
            found = rows[row * row_bytes : (row + 1) * row_bytes]
            if found != empty:
                for run in _RUN.finditer(f"{int.from_bytes(found):0{self.stride}b}"):
                    yield PixelRun(row, run.start(), run.end())

    def without_thick(self, height: int) -> Bitmap:
        """What lies in runs of less than so many pixels down."""
        thick = _grown(_shrunk(self.bits, height, self.stride), height, self.stride)
        return self._with(self.bits & ~thick)

    def thicker_by_a_row(self) -> Bitmap:
        """With the pixels above and below those of ink."""
        whole = (1 << self.stride * self.height) - 1
        return self._with((self.bits | self.bits << self.stride | self.bits >> self.stride) & whole)

    def _with(self, bits: int) -> Bitmap:
        return replace(self, bits=bits)


def shapes_of(ink: Image.Image, most: int) -> list[Box] | None:
    """Around each shape of ink (255 on 0) that hangs together: letters, letters that touch, and all else that is drawn.

    Nothing where their rows have more pieces than so many: all is texture.
    """
    runs = list(islice(Bitmap.of(ink.convert("1"), 1).runs(), most + 1))
    return None if len(runs) > most else list(map(_around, hanging_together(runs)))


def straight_lines(ink: Image.Image, across: int, down: int, thick: int) -> Image.Image:
    """Straight lines of ink, thin and longer than the strokes of letters, with a pixel on each side; 255 on 0.

    Args:
        ink: 255 on 0.
        across: pixels that one across is long.
        down: the same of one down.
        thick: pixels that none is thick.
    """
    found = Image.new("L", ink.size)
    for length, is_down in ((down, True), (across, False)):
        lying = ink.transpose(Image.Transpose.TRANSPOSE) if is_down else ink
        rules = Bitmap.of(lying.convert("1"), length).opened_across(length).without_thick(thick)
        if rules.bits:
            size = rules.stride, rules.height
            lines = Image.frombytes("1", size, rules.bits.to_bytes(rules.stride // 8 * rules.height))
            lines = lightest_around(lines.crop((0, 0, *lying.size)).convert("L"), 1)
            found = ImageChops.lighter(found, lines.transpose(Image.Transpose.TRANSPOSE) if is_down else lines)
    return found


def hanging_together(runs: Sequence[PixelRun]) -> list[list[PixelRun]]:
    """Runs by what they are part of: what touches, also at corners; the runs are sorted by row and column."""
    parents = list(range(len(runs)))

    def root(at: int) -> int:
        while parents[at] != at:
            parents[at] = parents[parents[at]]
            at = parents[at]
        return at

    above, first = 0, 0  # the runs of the row above begin at the one and end before the other
    row = -1
    for at, run in enumerate(runs):
        if run.row != row:
            above, first = (first, at) if run.row == row + 1 else (at, at)
            row = run.row
        while above < first and runs[above].right < run.left:
            above += 1
        other = above
        while other < first and runs[other].left <= run.right:
            parents[root(other)] = root(at)
            other += 1
    parts: dict[int, list[PixelRun]] = {}
    for at, run in enumerate(runs):
        parts.setdefault(root(at), []).append(run)
    return list(parts.values())


def _around(part: Sequence[PixelRun]) -> Box:
    left, right = min(run.left for run in part), max(run.right for run in part)
    return Box(left, part[0].row, right, part[-1].row + 1)


def _shrunk(bits: int, length: int, step: int) -> int:
    """The last pixel of each place where so many, a step apart, are ink."""
    reach = 1
    while reach < length:
        more = min(reach, length - reach)
        bits &= bits >> (more * step)
        reach += more
    return bits


def _grown(bits: int, length: int, step: int) -> int:
    """Each pixel with so many before it, a step apart, itself among them."""
    reach = 1
    while reach < length:
        more = min(reach, length - reach)
        bits |= bits << (more * step)
        reach += more
    return bits
