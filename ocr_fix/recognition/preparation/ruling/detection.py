"""Lines drawn across a page, found by their long straight runs and followed from there column by column.

In the gaps between letters a rule stands alone, and tells how thick it is and where it goes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby
from statistics import median
from typing import Literal

from PIL import Image

from ocr_fix.recognition.preparation.ruling.bitmap import Bitmap, PixelRun, hanging_together
from ocr_fix.recognition.preparation.thresholds import THRESHOLDS

_T = THRESHOLDS.ruling


@dataclass(frozen=True, slots=True)
class RuledLine:
    """A line drawn across.

    Attributes:
        left: its first column, in pixels of the page.
        runs: for each of its columns first and last row, the last exclusive, of the ink through it; equal without any.
        centres: for each of its columns the row of its middle.
        thickness: in pixels.
    """

    left: int
    runs: Sequence[tuple[int, int]]
    centres: Sequence[float]
    thickness: float

    @property
    def right(self) -> int:
        """The column behind its last."""
        return self.left + len(self.runs)

    @property
    def leeway(self) -> float:
        """By how many pixels its edges are rough."""
        return _leeway(self.thickness)

    def goes_through(self, x: int, y: float) -> bool:
        """Whether a pixel is one of its own, or beside it."""
        return self.left <= x < self.right and abs(self.centres[x - self.left] - y) <= self.thickness + 1

    def beyond(self, at: int) -> tuple[float, float]:
        """How many pixels the ink of a column of its own, counted from its left, reaches above and below it."""
        (top, bottom), centre = self.runs[at], self.centres[at]
        half = self.thickness / 2
        return centre - half - top, bottom - centre - half

    def is_bare(self, at: int) -> bool:
        """Whether it stands alone in a column of its own, counted from its left."""
        top, bottom = self.runs[at]
        return top < bottom and max(self.beyond(at)) <= self.leeway

    def kind(self, at: int) -> Literal["gap", "bare", "touched"]:
        """What is in a column of its own, counted from its left: nothing, the rule alone, or more."""
        top, bottom = self.runs[at]
        if top == bottom:
            return "gap"
        return "bare" if self.is_bare(at) else "touched"

    def touched(self) -> Iterator[range]:
        """Columns beside each other, counted from its left, in which it is touched."""
        kinds = [self.kind(at) == "touched" for at in range(len(self.runs))]
        begin = 0
        for is_touched, columns in groupby(kinds):
            end = begin + len(list(columns))
            if is_touched:
                yield range(begin, end)
            begin = end


def rules_across(ink: Image.Image, points: float) -> list[RuledLine]:
    """The rules of a page, each once, the longest first; none where there are so many that they are a picture's.

    Args:
        ink: of mode "1", ink being 255.
        points: pixels of a point.
    """
    runs = _long_runs(ink, points)
    if not 0 < len(runs) <= _T.most_runs:
        return []
    parts = sorted(hanging_together(runs), key=lambda part: _left(part) - _right(part))
    if sum(_right(part) - _left(part) for part in parts) > _T.most_widths * ink.width:
        return []
    columns, found = InkColumns(ink), list[RuledLine]()
    for part in parts:
        longest = max(part, key=lambda run: run.right - run.left)
        middle = (longest.left + longest.right) // 2
        if not any(rule.goes_through(middle, longest.row) for rule in found):
            rule = followed(columns, part, points)
            if rule is not None and _is_drawn(rule, columns, points):
                found.append(rule)
    return found


def _long_runs(ink: Image.Image, points: float) -> list[PixelRun]:
    """Runs across that are too long for letters, where they are not as thick as pictures and beams are."""
    length, gap = round(_T.seed * points), round(_T.gap * points)
    seeds = Bitmap.of(ink, length).closed_across(gap + 1).opened_across(length)
    return list(seeds.without_thick(round(_T.thickest * points) + 1).runs()) if seeds.bits else []


class InkColumns:
    """The ink of a page by its columns."""

    def __init__(self, ink: Image.Image) -> None:
        self.width, self.height = ink.size
        self._pixels = ink.convert("L").transpose(Image.Transpose.TRANSPOSE).tobytes()

    def is_white(self, x: int, top: int, bottom: int) -> bool:
        """Whether a column is paper from one row to before another."""
        begin = x * self.height
        return self._pixels.find(255, begin + max(0, top), begin + min(self.height, bottom)) < 0

    def run(self, x: int, y: int) -> tuple[int, int]:
        """First and last row, the last exclusive, of the ink down through a pixel, or through the one above or below.

        Both are that of the pixel where there is no ink.
        """
        begin, end = x * self.height, (x + 1) * self.height
        for at in (begin + y, begin + y - 1, begin + y + 1):
            if begin <= at < end and self._pixels[at]:
                top = self._pixels.rfind(0, begin, at) + 1 or begin
                bottom = self._pixels.find(0, at, end)
                return top - begin, (end if bottom < 0 else bottom) - begin
        return y, y


def _left(part: Sequence[PixelRun]) -> int:
    return min(run.left for run in part)


def _right(part: Sequence[PixelRun]) -> int:
    return max(run.right for run in part)


def followed(columns: InkColumns, part: Sequence[PixelRun], points: float) -> RuledLine | None:
    """The rule that goes through some runs, followed to its ends; None where it stands alone nowhere."""
    left, right = _left(part), min(columns.width, _right(part))
    rows = _rows(part, left, right)
    runs = [columns.run(x, round(row)) for x, row in enumerate(rows, left)]
    heights = [bottom - top for top, bottom in runs if 0 < bottom - top <= round(_T.thickest * points)]
    if not heights:
        return None
    thickness = float(median(heights))
    after, rows_after = _prolonged(columns, right - 1, rows, 1, thickness, points)
    before, rows_before = _prolonged(columns, left, rows[::-1], -1, thickness, points)
    runs = [*before[::-1], *runs, *after]
    rows = [*rows_before[::-1], *rows, *rows_after]
    return RuledLine(left - len(before), runs, _smoothed(runs, rows, thickness, points), thickness)


def _rows(part: Sequence[PixelRun], left: int, right: int) -> list[float]:
    """For each column the mean row of the runs there; where there is none, that of the one before."""
    sums, numbers = [0] * (right - left), [0] * (right - left)
    for run in part:
        for at in range(run.left - left, min(run.right, right) - left):
            sums[at] += run.row
            numbers[at] += 1
    rows: list[float] = []
    for total, number in zip(sums, numbers, strict=True):
        rows.append(total / number if number else rows[-1])
    return rows


def _prolonged(
    columns: InkColumns, x: int, rows: Sequence[float], step: int, thickness: float, points: float
) -> tuple[list[tuple[int, int]], list[float]]:
    """How a rule goes on from its last column, over gaps: the ink through it, and its rows.

    Args:
        columns: of the page.
        x: the last column.
        rows: of the rule, the last column's last.
        step: 1 to the right, -1 to the left.
        thickness: of the rule in pixels.
        points: pixels of a point.
    """
    back = rows[-round(_T.seed * points) :]
    slope = (back[-1] - back[0]) / max(1, len(back) - 1)
    y, missed, certain = rows[-1], 0, 0
    runs: list[tuple[int, int]] = []
    found: list[float] = []
    while (
        missed <= round(_T.hole * points) and 0 <= x + step < columns.width and 0 <= round(y + slope) < columns.height
    ):
        x, y = x + step, y + slope
        top, bottom = columns.run(x, round(y))
        aside = (top + bottom - 1) / 2 - y
        missed = missed + 1 if top == bottom else 0
        if _is_alone(top, bottom, thickness) and abs(aside) <= _leeway(thickness):
            y += _T.drawn_along * aside
            certain = len(runs) + 1
        runs.append((top, bottom))
        found.append(y)
    return runs[:certain], found[:certain]


def _smoothed(runs: Sequence[tuple[int, int]], rows: Sequence[float], thickness: float, points: float) -> list[float]:
    """For each column the mean middle of what stands alone around it."""
    alone = [_is_alone(top, bottom, thickness) for top, bottom in runs]
    middles = [(top + bottom) / 2 if one else 0.0 for (top, bottom), one in zip(runs, alone, strict=True)]
    sums, numbers = [0.0, *accumulate(middles)], [0, *accumulate(alone)]
    around = round(_T.around * points)
    smooth = []
    for at, row in enumerate(rows):
        first, last = max(0, at - around), min(len(rows), at + around + 1)
        number = numbers[last] - numbers[first]
        smooth.append((sums[last] - sums[first]) / number if number else row + 0.5)
    return smooth


def _leeway(thickness: float) -> float:
    return 1.0 + _T.rough * thickness


def _is_alone(top: int, bottom: int, thickness: float) -> bool:
    """Whether ink from one row to before another is as thick as a rule."""
    return top < bottom and abs(bottom - top - thickness) <= _leeway(thickness)


def _is_drawn(rule: RuledLine, columns: InkColumns, points: float) -> bool:
    """Whether it stands alone too often to be made of the feet and bars of letters."""
    length = len(rule.runs)
    bare = sum(rule.is_bare(at) for at in range(length))
    gaps = sum(top == bottom for top, bottom in rule.runs)
    if bare < _T.bare * length or gaps > _T.gaps * length:
        return False
    if bare >= _T.mostly_bare * length or crossings(rule, points) >= _T.crossed * sum(1 for _ in rule.touched()) > 0:
        return True
    tallest = max((bottom - top for top, bottom in rule.runs if bottom - top <= _T.tallest * points), default=0)
    return _bridge(rule, columns, points) >= _T.bridge_of_height * tallest


def crossings(rule: RuledLine, points: float) -> int:
    """How many strokes go through a rule; feet and bars of letters end in it."""
    least = _T.crossing * points
    reaches = (tuple(map(max, zip(*map(rule.beyond, places), strict=True))) for places in rule.touched())
    return sum(min(reach) > least for reach in reaches)


def _bridge(rule: RuledLine, columns: InkColumns, points: float) -> int:
    """Through how many columns beside each other a rule goes with nothing above or below, as between words."""
    far = round(_T.white * points)
    longest = bridge = 0
    for x, (top, bottom) in enumerate(rule.runs, rule.left):
        alone = (
            _is_alone(top, bottom, rule.thickness)
            and columns.is_white(x, top - far, top)
            and columns.is_white(x, bottom, bottom + far)
        )
        bridge = bridge + 1 if alone else 0
        longest = max(longest, bridge)
    return longest
