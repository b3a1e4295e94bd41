"""Reading order from where things stand: columns, notes in the margin, rows of cells.

A gutter is a strip of white that no line crosses for some lines, with text on either side. Left of it is read before
right of it; what lies above and below is read before and after (after the recursive cuts of Nagy and Seth, 1984).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import mean, median

from ocr_fix.layout.geometry.segments import Scale, Segment
from ocr_fix.layout.lines.cues import is_marker
from ocr_fix.layout.thresholds import THRESHOLDS

_T = THRESHOLDS.columns


Band = list[Segment]
"""Segments that stand on one line, from left to right."""


@dataclass(frozen=True, slots=True)
class Region:
    """Bands that are read from top to bottom.

    Attributes:
        bands: from top to bottom.
        margin: whether it is a note in the margin.
    """

    bands: list[Band]
    margin: bool = False


@dataclass(frozen=True, slots=True)
class _Gutter:
    first: int
    last: int
    at: float


def regions_of(segments: Sequence[Segment], scale: Scale, depth: int = 0) -> list[Region]:
    """The regions of a page in reading order.

    Args:
        segments: of the page or of a part of it.
        scale: the measures of the page.
        depth: how many cuts led here.
    """
    bands = bands_of(segments, scale)
    gutter = _gutter(bands, scale) if depth < _T.max_depth and len(bands) >= _T.min_lines else None
    if gutter is None:
        return [Region(bands)] if bands else []
    heads = _heads(bands, gutter, scale)
    if heads:
        return [
            region
            for first, last in pairwise(sorted({0, *heads, len(bands)}))
            for region in _below_heading(bands[first:last], first in heads, scale, depth)
        ]
    zone = [segment for band in bands[gutter.first : gutter.last + 1] for segment in band]
    left = [segment for segment in zone if segment.right <= gutter.at]
    right = [segment for segment in zone if segment.right > gutter.at]
    above = [segment for band in bands[: gutter.first] for segment in band]
    below = [segment for band in bands[gutter.last + 1 :] for segment in band]
    return [
        *regions_of(above, scale, depth + 1),
        *_beside(left, right, scale, depth + 1),
        *regions_of(below, scale, depth + 1),
    ]


def _below_heading(bands: Sequence[Band], headed: bool, scale: Scale, depth: int) -> list[Region]:
    """The regions of bands of which the first may be a heading."""
    regions = regions_of([s for band in bands[int(headed) :] for s in band], scale, depth)
    return [Region([bands[0]]), *regions] if headed else regions


def bands_of(segments: Sequence[Segment], scale: Scale) -> list[Band]:
    """Segments gathered by the line they stand on."""
    bands: list[Band] = []
    for segment in sorted(segments, key=lambda segment: segment.base):
        for band in reversed(bands[-_T.bands_back :]):
            near = abs(base_of(band) - segment.base) < _T.same_line * scale.pitch
            if near and not any(_overlap(other, segment) for other in band):
                band.append(segment)
                break
        else:
            bands.append([segment])
    return [sorted(band, key=lambda segment: segment.left) for band in bands]


def _overlap(one: Segment, other: Segment) -> bool:
    return min(one.right, other.right) - max(one.left, other.left) > 0


def _beside(left: Sequence[Segment], right: Sequence[Segment], scale: Scale, depth: int) -> Iterator[Region]:
    """Two parts on either side of a gutter; a note in the margin is read before the text if it stands as high."""
    left_note, right_note = _is_note(left, right), _is_note(right, left)
    columns = bool(left and right) and _is_running(left) and _is_running(right)
    if (left_note or right_note) and not columns:
        note, text = (left, right) if left_note else (right, left)
        aside = Region(bands_of(note, scale), margin=True)
        high = min(segment.base for segment in note) < min(segment.base for segment in text) + scale.pitch
        body = regions_of(text, scale, depth)
        yield from [aside, *body] if high else [*body, aside]
        return
    yield from regions_of(left, scale, depth)
    yield from regions_of(right, scale, depth)


def _is_note(part: Sequence[Segment], other: Sequence[Segment]) -> bool:
    if len(part) < 2:
        return False
    width, beside = _width(part), _width(other)
    return width < _T.margin * (width + beside)


def _width(segments: Sequence[Segment]) -> float:
    return max(segment.right for segment in segments) - min(segment.left for segment in segments)


def _gutter(bands: Sequence[Band], scale: Scale) -> _Gutter | None:
    """The gutter with the most lines beside it; None where nothing is set in columns."""
    edges = sorted({segment.left - scale.character / 2 for band in bands for segment in band})
    best: tuple[int, _Gutter] | None = None
    for at in _thinned(edges, scale.character):
        for first, last in _runs(bands, at, scale):
            gutter = _trimmed(bands, _Gutter(first, last, at))
            if gutter is not None and _parts_columns(bands, gutter, scale):
                lines = gutter.last - gutter.first + 1
                if best is None or lines > best[0]:
                    best = (lines, gutter)
    return None if best is None else _without_strays(bands, best[1], scale)


def _thinned(edges: Sequence[float], least: float) -> Iterator[float]:
    last: float | None = None
    for edge in edges:
        if last is None or edge - last >= least:
            yield edge
            last = edge


def _runs(bands: Sequence[Band], at: float, scale: Scale) -> Iterator[tuple[int, int]]:
    """The runs of bands that nothing crosses at a place, or ends so close before that no white is left."""
    start: int | None = None
    left = at - scale.character / 2
    white = at + (0.5 - _T.narrowest) * scale.character
    for index, band in enumerate(bands):
        crossed = any(s.left < left and s.right > white for s in band)
        if crossed:
            if start is not None:
                yield start, index - 1
            start = None
        elif start is None:
            start = index
    if start is not None:
        yield start, len(bands) - 1


def _heads(bands: Sequence[Band], gutter: _Gutter, scale: Scale) -> list[int]:
    """The headings between texts in columns: in larger letters, alone on the page at their height, columns below."""
    return [
        at
        for at in range(gutter.first, min(gutter.last, len(bands) - 2) + 1)
        if len(bands[at]) == 1
        and bands[at][0].height >= _T.heading * scale.height
        and (not at or base_of(bands[at]) - base_of(bands[at - 1]) > _T.above * scale.pitch)
        and base_of(bands[at + 1]) - base_of(bands[at]) > _T.above * scale.pitch
        and any(len(band) > 1 for band in bands[at + 1 : at + 1 + _T.headed])
    ]


def _trimmed(bands: Sequence[Band], gutter: _Gutter) -> _Gutter | None:
    """The gutter as far as text stands on both sides of it."""
    left, right = _sides(bands, gutter)
    if not left or not right:
        return None
    # The shorter side ends where it ends; what stands alone above both is none, but that right of a picture.
    first = max(left[0], right[0])
    last = max(left[-1], right[-1])
    if abs(left[0] - right[0]) <= 2 or (right[0] < left[0] and _begins_beside_picture(bands, gutter, right, left[0])):
        first = min(left[0], right[0])
    return _Gutter(first, last, gutter.at) if last - first + 1 >= _T.min_lines else None


def _begins_beside_picture(bands: Sequence[Band], gutter: _Gutter, right: Sequence[int], left: int) -> bool:
    """Whether what stands on the right of a gutter, above the first band on its left, fills the column as text does."""
    column = {at: [s for s in bands[at] if s.right > gutter.at] for at in right}
    widest = max(s.right - s.left for part in column.values() for s in part)
    above = [s for at, part in column.items() if at < left for s in part]
    full = sum(s.right - s.left >= _T.min_fill * widest for s in above)
    return full >= _T.min_above and 2 * full >= len(above) and mean(len(s.words) for s in above) >= _T.min_words


def _sides(bands: Sequence[Band], gutter: _Gutter) -> tuple[list[int], list[int]]:
    """Which bands have something on the left of a gutter, and which on its right."""
    zone = range(gutter.first, gutter.last + 1)
    left = [at for at in zone if any(s.right <= gutter.at for s in bands[at])]
    return left, [at for at in zone if any(s.right > gutter.at for s in bands[at])]


def _without_strays(bands: Sequence[Band], gutter: _Gutter, scale: Scale) -> _Gutter:
    """The gutter without what stands across its head or its foot: the number of a newsletter, an address."""
    left, right = _sides(bands, gutter)
    first, last = gutter.first, gutter.last
    begin, end = max(left[0], right[0]), min(left[-1], right[-1])
    below = [at for at in left if at >= begin], [at for at in right if at >= begin]
    above = [at for at in reversed(left) if at <= end], [at for at in reversed(right) if at <= end]
    if strays := _apart(bands, below[0], below[1], scale):
        first = below[0][strays - 1] + 1
    if strays := _apart(bands, above[0], above[1], scale):
        last = above[0][strays - 1] - 1
    return _Gutter(first, last, gutter.at) if last - first + 1 >= _T.min_lines else gutter


def _apart(bands: Sequence[Band], left: Sequence[int], right: Sequence[int], scale: Scale) -> int:
    """How many bands, the first of both sides, stand apart from what follows on either side."""

    def step(side: Sequence[int], at: int) -> float:
        return abs(base_of(bands[side[at + 1]]) - base_of(bands[side[at]])) / scale.pitch

    for count in range(min(_T.max_apart, len(left) - 1, len(right) - 1), 0, -1):
        alike = left[:count] == right[:count]
        if alike and min(step(left, count - 1), step(right, count - 1)) > _T.apart:
            return count
    return 0


def base_of(band: Band) -> float:
    """Where the letters of a band stand, in pixels from the top."""
    return mean([segment.base for segment in band]) if len(band) > 1 else band[0].base


def _parts_columns(bands: Sequence[Band], gutter: _Gutter, scale: Scale) -> bool:
    """Whether what stands on either side of a gutter is running text, and not cells of a table."""
    zone = [s for band in bands[gutter.first : gutter.last + 1] for s in band]
    left = [s for s in zone if s.right <= gutter.at]
    right = [s for s in zone if s.right > gutter.at]
    if not left or not right:
        return False
    if min(s.left for s in right) - max(s.right for s in left) < _T.narrowest * scale.character:
        return False
    if _are_cells(bands[gutter.first : gutter.last + 1], gutter.at):
        return False
    sides = [_is_running(left), _is_running(right)]
    if all(sides):
        return True
    fewer, more = sorted(map(len, (left, right)))
    if more >= _T.lasting * fewer and _is_running(left, _T.last_lines) and _is_running(right, _T.last_lines):
        return True
    # Beside running text a short note may stand in the margin; numbers and words on its lines are cells.
    note, text = (right, left) if sides[0] else (left, right)
    return any(sides) and len(text) >= _T.min_lines and _is_note(note, text) and not _on_lines_of(note, text, scale)


def _is_running(segments: Sequence[Segment], min_lines: int = _T.min_lines) -> bool:
    widths = [s.right - s.left for s in segments]
    full = sum(width >= _T.min_fill * max(widths) for width in widths)
    words = mean(len(s.words) for s in segments)
    return len(segments) >= min_lines and words >= _T.min_words and full >= _T.min_full * len(segments)


def _are_cells(bands: Sequence[Band], at: float) -> bool:
    """Whether most of what stands on one side of a place is numbers on lines of the other, however close they are.

    So stand the amounts of a receipt, and years before what happened in them.
    """
    sides = [([s for s in band if s.right <= at], [s for s in band if s.right > at]) for band in bands]
    return any(_are_numbers([(side[one], side[1 - one]) for side in sides]) for one in (0, 1))


def _are_numbers(lines: Sequence[tuple[list[Segment], list[Segment]]]) -> bool:
    parts = [(part, beside) for part, beside in lines if part]
    found = sum(bool(beside) and all(map(_is_number, part)) for part, beside in parts)
    return len(parts) >= _T.min_lines and 2 * found > len(parts)


def _is_number(segment: Segment) -> bool:
    signs = "".join(word.text for word in segment.words)
    return any(map(str.isdigit, signs)) and not any(map(str.isalpha, signs))


def _on_lines_of(note: Sequence[Segment], text: Sequence[Segment], scale: Scale) -> bool:
    """Whether a note's segments stand on the lines of the text and are no words, as cells do."""
    apart = [min(abs(s.base - other.base) for other in text) for s in note]
    if (
        all(len(s.words) == 1 and is_marker(s.words[0].text) for s in note)
        and max(apart) < THRESHOLDS.margins.off * scale.pitch
    ):
        return True  # of items that are set in far
    steps = sorted(s.base for s in note)
    dense = [low - high < _T.close * scale.pitch for high, low in pairwise(steps)]
    return len(note) > 1 and sum(dense) < _T.dense * len(dense) and median(apart) < THRESHOLDS.margins.off * scale.pitch
