"""Where dots lead from entries to numbers, as tables of contents and price lists have it, told by the picture alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from PIL import Image

from ocr_fix.document import Box, PageImage
from ocr_fix.notation.type_size import POINTS_PER_INCH
from ocr_fix.recognition.boxes import around
from ocr_fix.recognition.led.thresholds import THRESHOLDS
from ocr_fix.recognition.preparation.paper import grey_of, ink_of_grey
from ocr_fix.recognition.preparation.ruling.bitmap import Bitmap, PixelRun, shapes_of

_T = THRESHOLDS


@dataclass(frozen=True, slots=True)
class LedEntry:
    """An entry, its leader and its number, in pixels of the page.

    Attributes:
        end: where the entry ends.
        dots: around the leader.
        count: of its dots.
        number: around what they lead to.
        em: the size of the type.
        slope: by how many pixels the leader falls for each that it goes to the right.
    """

    end: int
    dots: Box
    count: int
    number: Box
    em: float
    slope: float


def led_entries(page: PageImage) -> list[LedEntry]:
    """The entries of a page whose leaders end at numbers below each other, from top to bottom.

    Args:
        page: upright and straight.
    """
    points = page.dpi / POINTS_PER_INCH
    ink, _ = ink_of_grey(grey_of(page.image))
    found: list[LedEntry] = []
    reach = round(_T.around * points)
    for seed in _rows_of_dots(ink, points):
        top = max(0, seed.row - reach)
        shapes = shapes_of(ink.crop((0, top, ink.width, min(ink.height, seed.row + reach))), _T.most_pieces)
        line = [placed for shape in shapes or () if _is_on(placed := shape.moved(0, top), seed, points)]
        for entry in _entries(sorted(line, key=lambda shape: shape.left), points):
            if not any(entry.dots.overlaps(other.dots) for other in found):
                found.append(entry)
    return [entry for entry in found if _in_column(entry, found)]


def _rows_of_dots(ink: Image.Image, points: float) -> Iterator[PixelRun]:
    """Rows of pixels in which something is as low and as long as a leader; once for each."""
    length, gap = round(_T.seed * points), round(_T.gap * points)
    rows = Bitmap.of(ink, max(length, gap) + 1).closed_across(gap).without_thick(round(_T.highest * points))
    seeds = rows.opened_across(length)
    reached = -1
    for run in seeds.runs() if seeds.bits else ():
        if run.row > reached:
            reached = run.row + round(_T.highest * points)
            yield run


def _is_on(shape: Box, seed: PixelRun, points: float) -> bool:
    """Whether a shape stands on the line of a row of dots, which may slope: a letter, or a dot in it."""
    off = _T.steepest * max(0, seed.left - shape.right, shape.left - seed.right)
    if shape.height > _T.highest * points:
        return shape.top - off < seed.row < shape.bottom + off + _T.highest * points
    return abs(shape.bottom - seed.row) <= off + _T.highest * points


def _entries(shapes: Sequence[Box], points: float) -> Iterator[LedEntry]:
    """What of a line are entries with leaders.

    Args:
        shapes: from left to right.
        points: pixels of a point.
    """
    letters = [shape for shape in shapes if shape.height >= _T.least_high * points]
    for run in _low_runs(shapes, points):
        entry = _entry(run, letters)
        if entry is not None:
            yield entry


def _low_runs(shapes: Sequence[Box], points: float) -> Iterator[list[Box]]:
    """Shapes as low as dots, with nothing higher between them."""
    run: list[Box] = []
    for shape in shapes:
        if shape.height <= _T.highest * points:
            run.append(shape)
        elif run:
            yield run
            run = []
    if run:
        yield run


def _entry(run: Sequence[Box], letters: Sequence[Box]) -> LedEntry | None:
    """The entry that low shapes lead from, where they do."""
    before = [shape for shape in letters if shape.right <= run[0].left + 1]
    behind = [shape for shape in letters if shape.left >= run[-1].right - 1]
    if not before or not behind:
        return None
    number = _first_group(behind)
    em = median(shape.height for shape in number) / _T.figure
    end = max(shape.right for shape in before)
    dots = _dots_of(run, em)
    box = around(number)
    if (
        not dots
        or dots[0].left - end > _T.beside * em
        or not _T.least_beside * em <= number[0].left - dots[-1].right <= _T.beside * em
        or box.width > _T.number * em
        or box.height > _T.highest_number * em
        or abs(median(shape.bottom for shape in number) - dots[-1].bottom) > _T.off_line * em
    ):
        return None
    leader = around(dots)
    slope = (dots[-1].bottom - dots[0].bottom) / leader.width
    count = len(dots) if len(dots) >= _T.fewest else max(_T.fewest, round(leader.width / (_T.one_dot * em)))
    return LedEntry(end, leader, count, box, em, slope) if abs(slope) <= _T.steepest else None


def _first_group(shapes: Sequence[Box]) -> list[Box]:
    """The first shapes that stand close beside each other."""
    group = [shapes[0]]
    for shape in shapes[1:]:
        if shape.left - group[-1].right > _T.within / _T.figure * group[0].height:
            break
        group.append(shape)
    return group


def _dots_of(run: Sequence[Box], em: float) -> list[Box]:
    """The dots of a leader, some of which may have run together; nothing where the shapes are none."""
    dots = [shape for shape in run if shape.height <= _T.dot * em]
    if not dots or len(dots) < _T.mostly_dots * len(run) or dots[-1].right - dots[0].left < _T.shortest * em:
        return []
    for one, other in pairwise(dots):
        if other.left - one.right > _T.furthest * em:
            return []
    return dots if len(dots) >= _T.fewest or max(dot.width for dot in dots) > _T.shortest * em else []


def _in_column(entry: LedEntry, entries: Sequence[LedEntry]) -> bool:
    """Whether its number ends below or above those of others."""
    ends = [abs(other.number.right - entry.number.right) <= _T.aligned * entry.em for other in entries]
    return sum(ends) >= _T.fewest_entries
