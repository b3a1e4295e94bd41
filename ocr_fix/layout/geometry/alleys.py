"""White alleys between columns, however narrow: told by their going down through line after line.

Between words of justified lines there may be as much white as between columns; but that stands at the same place in a
few lines only by chance, and seldom in more than three.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise
from statistics import median
from typing import NamedTuple

from ocr_fix.layout.thresholds import THRESHOLDS

_T = THRESHOLDS.alleys


class Mark(NamedTuple):
    """Where a word stands, in pixels, as if the page lay straight.

    Attributes:
        left, right: its sides.
        base: of its line, from the top.
    """

    left: float
    right: float
    base: float


class Alley(NamedTuple):
    """A strip of white.

    Attributes:
        at: a place in it, from the left.
        top, bottom: the lines that it begins and ends beside.
    """

    at: float
    top: float
    bottom: float

    def parts(self, left: Mark, right: Mark) -> bool:
        """Whether it passes between two words that stand beside each other."""
        return self.top <= left.base <= self.bottom and left.right <= self.at <= right.left


class _Split(NamedTuple):
    """A line on both sides of a place.

    Attributes:
        base: where its letters stand.
        begins, ends: where the white begins and ends.
        left, right: how many words stand left and right of it.
        space: what usually stands between its words; 0 where it has but one.
    """

    base: float
    begins: float
    ends: float
    left: int
    right: int
    space: float


class _RowEdges(NamedTuple):
    """The words of a row, looked at once for all places.

    Attributes:
        base: where the letters of the first stand.
        lefts: where each begins, in order.
        farthest: the farthest that any of the first so many ends.
        space: what usually stands between two; 0 where there is but one.
    """

    base: float
    lefts: list[float]
    farthest: list[float]
    space: float


def _row(words: Sequence[Mark]) -> _RowEdges:
    farthest = accumulate([word.right for word in words], max)
    spaces = [after.left - word.right for word, after in pairwise(words)]
    return _RowEdges(words[0].base, [word.left for word in words], [0.0, *farthest], median(spaces or [0.0]))


def alleys_of(lines: Sequence[Sequence[Mark]], character: float, pitch: float) -> list[Alley]:
    """The alleys of a page.

    Args:
        lines: the words of each line of the engine, which may have read across columns.
        character: how wide a character is.
        pitch: how far lines are apart.
    """
    rows = [_row(words) for words in _rows(lines, pitch)]
    places = sorted({left - character / 2 for row in rows for left in row.lefts[1:]})
    found: list[Alley] = []
    last = -character
    for at in places:
        if at - last >= character:
            last = at
            found += _down(rows, at, character)
    return found


def _rows(lines: Sequence[Sequence[Mark]], pitch: float) -> list[list[Mark]]:
    """The words that stand on one line across the page, from left to right; the rows from top to bottom."""
    rows: list[list[Mark]] = []
    for line in sorted((line for line in lines if line), key=lambda line: line[0].base):
        if rows and line[0].base - rows[-1][0].base < _T.same_line * pitch:
            rows[-1] += line
        else:
            rows.append(list(line))
    return [sorted(row) for row in rows]


def _down(rows: Sequence[_RowEdges], at: float, character: float) -> Iterator[Alley]:
    """The alleys at a place."""
    run: list[_Split] = []
    for row in rows:
        split = _split(row, at)
        if split is None:
            yield from _alley(run, character)
            run = []
        elif split.left and split.right:
            run.append(split)
    yield from _alley(run, character)


def _split(row: _RowEdges, at: float) -> _Split | None:
    """A row at a place; None where a word stands there."""
    count = bisect_right(row.lefts, at)
    begins = row.farthest[count]
    if begins > at:
        return None
    ends = row.lefts[count] if count < len(row.lefts) else begins
    return _Split(row.base, begins, ends, count, len(row.lefts) - count, row.space)


def _alley(run: Sequence[_Split], character: float) -> Iterator[Alley]:
    """The run as an alley, if it is one."""
    if len(run) < _T.fewest_lines:
        return
    begins, ends = max(split.begins for split in run), min(split.ends for split in run)
    words = min(sum(split.left for split in run), sum(split.right for split in run))
    if words < THRESHOLDS.columns.min_words * len(run):
        return
    wide = _T.least_width if len(run) >= _T.many_lines else _T.min_width
    if ends - begins >= wide * character and (len(run) >= _T.min_lines or _is_clear(run, ends - begins, character)):
        yield Alley((begins + ends) / 2, run[0].base, run[-1].base)


def _is_clear(run: Sequence[_Split], white: float, character: float) -> bool:
    """Whether white is many times that between words, and most lines on its right begin below each other."""
    first = min(split.ends for split in run)
    aligned = sum(split.ends - first < _T.aligned * character for split in run)
    return white > _T.spaces * median(split.space for split in run) and aligned >= _T.most_aligned * len(run)
