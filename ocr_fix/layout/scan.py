"""A page that an engine read, with boxes: its regions in reading order, as rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ocr_fix.document import Line, Page
from ocr_fix.layout.columns import Band, Region, regions_of
from ocr_fix.layout.normal import normal_form
from ocr_fix.layout.rows import Row
from ocr_fix.layout.segments import Scale, Segment, has_boxes, segments_of


@dataclass(frozen=True, slots=True)
class Part:
    """Rows that are read one after the other.

    Attributes:
        rows: from top to bottom.
        margin: whether they are a note in the margin.
    """

    rows: list[Row]
    margin: bool = False


def parts_of(page: Page) -> list[Part]:
    """The parts of a page in reading order, in normal form; the engine's own order where there are no boxes."""
    if not has_boxes(page):
        lines = [line for block in page.blocks for line in block.lines if line.words]
        return [Part([_bare(line) for line in lines])]
    segments, scale = segments_of(page)
    return [Part(_rows(region, scale), region.margin) for region in regions_of(segments, scale)]


def _bare(line: Line) -> Row:
    words = tuple(map(normal_form, line.words))
    return Row(replace(line, words=words), 0.0, float(sum(len(word.text) + 1 for word in words) - 1))


def _rows(region: Region, scale: Scale) -> list[Row]:
    rows: list[Row] = []
    above: Segment | None = None
    for band in region.bands:
        longest = max(band, key=lambda segment: segment.right - segment.left)
        gap = 0.0
        if above is not None:
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
    return Row(line, start, end, gap, size=size)


def _cells(band: Sequence[Segment]) -> tuple[int, ...]:
    """Where cells begin after the first; specks make no cells."""
    starts: list[int] = []
    count = 0
    for segment in band:
        if count and segment.letters:
            starts.append(count)
        count += len(segment.words)
    return tuple(starts)
