"""Rows of type in ink: shapes side by side on one line, of regular height, with white above and below."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import sqrt
from statistics import mean, median, pstdev

from PIL import Image, ImageFilter

from ocr_fix.document import Box
from ocr_fix.recognition.boxes import around
from ocr_fix.recognition.missed.remains import Remains
from ocr_fix.recognition.missed.thresholds import THRESHOLDS
from ocr_fix.recognition.preparation.paper import level_of
from ocr_fix.recognition.preparation.ruling.bitmap import shapes_of

_T = THRESHOLDS


@dataclass(frozen=True, slots=True)
class TypeRow:
    """What may be a row of type, in pixels of the page.

    Attributes:
        box: around it.
        zone: height of its densest part, which is that of its small letters.
        white: the least ink of a row of pixels above and below it, as a share of the most in it; the larger of both.
        fill: the share of ink in that part.
        strokes: how many strokes there are in as much of its length as its zone is high.
        count: strokes of all its length.
        spread: standard deviation of the distances between strokes, as a share of their mean.
    """

    box: Box
    zone: int
    white: float
    fill: float
    strokes: float
    count: int
    spread: float

    @property
    def looks_like_type(self) -> bool:
        """Whether it has what rises and hangs, no more strokes than letters have, and white above and below."""
        height = self.box.height / self.zone
        return (
            self.white <= _T.plainly_white
            and _T.plainly_high[0] <= height <= _T.plainly_high[1]
            and self.strokes <= _T.plainly_strokes
        )

    @property
    def is_plainly_type(self) -> bool:
        """Whether it looks like that and is long and black enough for nothing else to look like it."""
        return self.looks_like_type and self.count >= _T.plainly_many and self.fill >= _T.plainly_filled


def rows_of(ink: Remains) -> list[TypeRow]:
    """What may be rows of type in the ink that no word covers, from top to bottom."""
    dense = ink.left.filter(ImageFilter.BoxBlur((_T.around_across, _T.around_down)))
    least = 255 * _least_dense(ink.left)
    shapes = shapes_of(dense.point([255 if level >= least else 0 for level in range(256)]), _T.most_runs)
    letters = [shape for shape in shapes or () if shape.height <= _T.highest]
    boxes = [box for group in _side_by_side(letters) for box in _lines_of(_letters_around(group), ink.left)]
    found = [row for box in boxes if (row := _row(box, ink)) is not None and _may_be_type(row)]
    return sorted(found, key=lambda row: (row.box.top, row.box.left))


def _least_dense(left: Image.Image) -> float:
    """The share of ink around a pixel from which on it is no chance of the specks of a page."""
    cells = left.reduce(_T.cell).histogram()
    specks = level_of(cells, sum(cells) // 2) / 255
    area = (2 * _T.around_across + 1) * (2 * _T.around_down + 1)
    return max(_T.dense, specks + _T.chance * sqrt(specks / area))


def _side_by_side(shapes: Sequence[Box]) -> Iterator[list[Box]]:
    """Shapes that stand beside each other, no further apart than words are, from left to right."""
    groups: list[list[Box]] = []
    near: dict[int, list[list[Box]]] = defaultdict(list)
    for shape in sorted(shapes, key=lambda each: each.left):
        slots = {shape.top // _T.highest, (shape.bottom - 1) // _T.highest}
        for slot in slots:  # what ends so far to the left goes on no more
            near[slot] = [group for group in near[slot] if shape.left - _end(group) <= _T.apart * _T.highest]
        others = [group for slot in slots for group in near[slot] if _goes_on(group, shape)]
        found = min(others, key=lambda group: _off(group[-1], shape), default=None)
        if found is None:
            found = []
            groups.append(found)
        found.append(shape)
        for slot in slots:
            if not any(found is group for group in near[slot]):
                near[slot].append(found)
    yield from groups


def _end(group: Sequence[Box]) -> int:
    return max(shape.right for shape in group[-_T.looked_back :])


def _off(last: Box, shape: Box) -> float:
    return abs(last.top + last.bottom - shape.top - shape.bottom) / 2 + max(0, shape.left - last.right)


def _goes_on(group: Sequence[Box], shape: Box) -> bool:
    """Whether a shape stands beside one of the last of a row, of about its height, on about its line."""
    highest = max(each.height for each in (*group[-_T.looked_back :], shape))
    for last in group[-_T.looked_back :]:
        lower, higher = sorted((last.height, shape.height))
        is_level = last.down(shape) >= _T.level * lower
        if shape.left - last.right <= _T.apart * highest and is_level and higher <= _T.uneven * lower:
            return True
    return False


def _letters_around(shapes: Sequence[Box]) -> Box:
    """Around shapes but for what is much lower than most: dots and specks."""
    height = median(shape.height for shape in shapes for _ in range(shape.width))
    return around([shape for shape in shapes if shape.height >= _T.main * height])


def _lines_of(box: Box, left: Image.Image) -> Iterator[Box]:
    """The lines one above the other that touch somewhere, parted where there is least ink."""
    piece = left.crop(box.edges)
    profile = piece.resize((1, piece.height), Image.Resampling.BOX).tobytes()
    peak = max(profile)
    zones: list[list[int]] = []
    for at, level in enumerate(profile if peak else b""):
        if level >= _T.half * peak:
            if zones and min(profile[zones[-1][1] : at + 1]) >= _T.parting * peak:
                zones[-1][1] = at
            else:
                zones.append([at, at])
    cuts = [end + profile[end:begin].index(min(profile[end:begin])) for (_, end), (begin, _) in pairwise(zones)]
    for top, bottom in pairwise([0, *cuts, piece.height]):
        part = piece.crop((0, top, piece.width, bottom)).getbbox()
        if part is not None:
            yield Box(box.left + part[0], box.top + top + part[1], box.left + part[2], box.top + top + part[3])


def _row(box: Box, ink: Remains) -> TypeRow | None:
    """What a row shows; None where it is lower than any type."""
    reach = max(2, round(_T.reach * box.height))
    top, bottom = max(0, box.top - reach), min(ink.whole.height, box.bottom + reach)
    piece = ink.whole.crop((box.left, top, box.right, bottom))
    profile = piece.resize((1, piece.height), Image.Resampling.BOX).tobytes()
    peak = max(profile[box.top - top : box.bottom - top])
    dense = [at for at in range(box.top - top, box.bottom - top) if profile[at] >= _T.half * peak]
    if not peak or dense[-1] + 1 - dense[0] < _T.lowest_zone:
        return None
    first, last = dense[0], dense[-1] + 1
    zone = last - first
    above, below = profile[:first], profile[last:]
    white_above, white_below = min(above, default=0), min(below, default=0)
    counts, gaps = _strokes(piece, range(first, last, max(1, zone // _T.scanned)))
    # What stands above and below the white belongs to something else.
    upper = max(box.top, top + first - above[::-1].index(white_above) if above else top + first)
    lower = min(box.bottom, top + last + below.index(white_below) if below else top + last)
    factor = ink.factor
    return TypeRow(
        Box(box.left * factor, upper * factor, box.right * factor, lower * factor),
        zone * factor,
        max(white_above, white_below) / peak,
        mean(profile[first:last]) / 255,
        counts * zone / piece.width,
        counts,
        pstdev(gaps) / mean(gaps) if len(gaps) > 1 else 0.0,
    )


def _strokes(piece: Image.Image, rows: Sequence[int]) -> tuple[int, list[int]]:
    """How many strokes rows of pixels cross (their upper quartile), and how far it is from one to the next."""
    pixels, width = piece.tobytes(), piece.width
    counts: list[int] = []
    gaps: list[int] = []
    for row in rows:
        line = pixels[row * width : (row + 1) * width]
        begins = [at for at in range(1, width) if line[at] and not line[at - 1]]
        counts.append(len(begins))
        gaps += [second - first for first, second in pairwise(begins)]
    return sorted(counts)[3 * len(counts) // 4], gaps


def _may_be_type(row: TypeRow) -> bool:
    return (
        row.count >= _T.fewest_strokes
        and _T.least_strokes <= row.strokes <= _T.most_strokes
        and row.spread >= _T.least_spread
    )
