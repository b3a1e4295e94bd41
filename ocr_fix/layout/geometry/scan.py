"""A page that an engine read, with boxes: its regions in reading order, as rows."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from ocr_fix.document import Line, Page
from ocr_fix.layout.forms.normal import normal_form
from ocr_fix.layout.geometry.columns import Band, Region, bands_of, base_of, regions_of
from ocr_fix.layout.geometry.directions import parted
from ocr_fix.layout.geometry.margins import notes_of
from ocr_fix.layout.geometry.segments import Scale, Segment, has_boxes, segments_of
from ocr_fix.layout.lines.cues import is_marker
from ocr_fix.layout.lines.rows import Row
from ocr_fix.layout.thresholds import THRESHOLDS

_T = THRESHOLDS.scan


@dataclass(frozen=True, slots=True)
class PagePart:
    """Rows that are read one after the other.

    Attributes:
        rows: from top to bottom.
        margin: whether they are a note in the margin.
        notes: in the margin beside them, each with how many of the rows begin above it.
    """

    rows: list[Row]
    margin: bool = False
    notes: list[tuple[int, list[Row]]] = field(default_factory=list)


def parts_of(page: Page) -> list[PagePart]:
    """The parts of a page in reading order, in normal form.

    The order is told by where they stand; it is the engine's own where there are no boxes, and that of the file where
    it states another.
    """
    if not has_boxes(page):
        lines = [line for block in page.blocks for line in block.lines if line.words]
        return [PagePart([_bare(line) for line in lines])]
    upright, others = parted(page)
    parts = _upright_parts(upright) if upright.blocks or not others else []
    if page.ordered and not _keep_order(parts, page):
        return _parts_as_stated(page)
    for degrees, lying in others:
        size = lying.width or 0, lying.height or 0
        found = [_put_back(part, -degrees % 360, size) for part in _upright_parts(lying)]
        first = degrees == -page.rotation % 360 and _begins_above(lying, upright.turned(degrees))
        parts = [*found, *parts] if first else [*parts, *found]
    return parts


def _begins_above(page: Page, other: Page) -> bool:
    """Whether the text of a page begins above that of another; on a page that was turned, what stood right before."""
    return min(_tops(page)) < min(_tops(other), default=0)


def _tops(page: Page) -> Iterator[int]:
    words = (word for block in page.blocks for line in block.lines for word in line.words)
    return (word.box.top for word in words if word.box is not None)


def _keep_order(parts: Sequence[PagePart], page: Page) -> bool:
    """Whether the words of each block come before those of the next."""
    of_block = {
        word.source.element: index
        for index, block in enumerate(page.blocks)
        for line in block.lines
        for word in line.words
        if word.source is not None
    }
    sources = (word.source for part in parts for row in part.rows for word in row.line.words)
    order = (of_block[source.element] for source in sources if source is not None)
    return all(one <= other for one, other in pairwise(order))


def _parts_as_stated(page: Page) -> list[PagePart]:
    """The blocks of a page as they come in the file, each in the order that is told by where its words stand."""
    _, scale = segments_of(page)
    blocks = [segments_of(replace(page, blocks=(block,)))[0] for block in page.blocks]
    regions = [region for segments in blocks for region in regions_of(segments, scale)]
    bases = sorted(base_of(band) for region in regions for band in region.bands)
    return [PagePart(_rows(region, scale, bases), region.margin) for region in regions]


def _put_back(part: PagePart, degrees: int, size: tuple[int, int]) -> PagePart:
    """The part with the boxes of its words where they stand on the page."""

    def put_back(rows: list[Row]) -> list[Row]:
        return [replace(row, line=row.line.turned(degrees, size)) for row in rows]

    return PagePart(put_back(part.rows), part.margin, [(begun, put_back(rows)) for begun, rows in part.notes])


def _upright_parts(page: Page) -> list[PagePart]:
    segments, scale = segments_of(page)
    notes = notes_of(segments, scale)
    aside = {id(segment) for note in notes for segment in note}
    regions = regions_of([segment for segment in segments if id(segment) not in aside], scale)
    bases = sorted(base_of(band) for region in regions for band in region.bands)
    parts = [PagePart(_rows(region, scale, bases), region.margin) for region in regions]
    for note in notes:
        at = min(range(len(regions)), key=lambda index: _distance(note, regions[index]))
        begun = sum(base_of(band) < note[0].base + _T.below * scale.pitch for band in regions[at].bands)
        parts[at].notes.append((begun, _rows(Region(bands_of(note, scale)), scale, bases)))
    return parts


def _distance(note: Sequence[Segment], region: Region) -> tuple[float, float]:
    """How far a note is from a region, up or down, then to the side."""
    bases = [base_of(band) for band in region.bands]
    below = max(0.0, bases[0] - note[0].base, note[0].base - bases[-1])
    middle = (min(s.left for s in note) + max(s.right for s in note)) / 2
    left, right = min(band[0].left for band in region.bands), max(band[-1].right for band in region.bands)
    return below, max(0.0, left - middle, middle - right)


def _bare(line: Line) -> Row:
    words = tuple(map(normal_form, line.words))
    return Row(replace(line, words=words), 0.0, float(sum(len(word.text) + 1 for word in words) - 1))


def _rows(region: Region, scale: Scale, bases: Sequence[float]) -> list[Row]:
    """The rows of a region.

    Args:
        region: its bands.
        scale: the measures of the page.
        bases: where all lines of the page stand, from top to bottom.
    """
    rows: list[Row] = []
    above: Segment | None = None
    for band in region.bands:
        longest = max(band, key=lambda segment: segment.right - segment.left)
        gap = 0.0
        if above is None:  # whatever stands above it on the page
            place = bisect_left(bases, base_of(band) - scale.pitch / 2)
            gap = max(0.0, (base_of(band) - bases[place - 1]) / scale.pitch - 1) if place else 0.0
        else:
            # Lines of larger letters are set farther apart.
            pitch = scale.pitch * max(1.0, min(above.height, longest.height) / scale.height)
            gap = max(0.0, (longest.base - above.base) / pitch - 1)
        rows.append(_row(band, gap, longest.height / scale.height, scale))
        above = longest
    return rows


def _row(band: Band, gap: float, size: float, scale: Scale) -> Row:
    line = Line(tuple(word for segment in band for word in segment.words), _cells(band))
    text = [segment for segment in band if segment.letters] or band
    start, end = min(s.left for s in text) / scale.character, max(s.right for s in text) / scale.character
    columns = tuple(s.left / scale.character for s in text) if line.cells else ()
    return Row(line, start, end, gap, size=size, columns=columns)


def _cells(band: Sequence[Segment]) -> tuple[int, ...]:
    """Where cells begin after the first; specks make no cells, nor does the marker of an item that is set in far."""
    if len(band) == 2 and len(band[0].words) == 1 and is_marker(band[0].words[0].text):
        return ()
    starts: list[int] = []
    count = 0
    for segment in band:
        if count and segment.letters:
            starts.append(count)
        count += len(segment.words)
    return tuple(starts)
