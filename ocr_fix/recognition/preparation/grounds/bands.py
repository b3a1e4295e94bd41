"""Parts of a page on a ground of their own (heads of tables, boxes, what a marker shaded) get that of the page.

Tesseract tells ink from paper by one level for the whole page, and reads what is light on dark line by line, where it
takes it for a line at all.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from PIL import Image, ImageChops

from ocr_fix.document import Box, PageImage
from ocr_fix.recognition.neighbours import darkest_around, lightest_around
from ocr_fix.recognition.preparation.paper import level_of, most_frequent, paper_of, reduced
from ocr_fix.recognition.preparation.thresholds import THRESHOLDS

_T, _PRINTED = THRESHOLDS.bands, THRESHOLDS.printed

BandBounds = tuple[int, int, int, int]
"""Left, top, right, bottom; the right and the bottom one stand beyond."""


def without_bands(page: PageImage) -> PageImage:
    """The page with each such part dark on its paper; the same object where there is none."""
    small, factor = reduced(page)
    paper = _lighter_paper(small)
    darkest_paper = paper - _T.darker_than_paper
    dark = small.point([255 if level < darkest_paper else 0 for level in range(256)])
    found = [(bounds, _levels(small.crop(bounds), paper)) for bounds in _solid_parts(dark)]
    bands = [(bounds, levels) for bounds, levels in found if levels]
    if not bands:
        return page
    image = page.image.convert("L")
    for bounds, levels in bands:
        # Pixels of the small page on both sides of its edge may be half ground and half paper.
        around = _on_page(bounds, factor, 1, image.size)
        ground = paper_of(small.crop(bounds)) - _T.alike
        edge = image.crop(around).point([level if level < ground else max(level, paper) for level in range(256)])
        inside = _on_page(bounds, factor, -1, image.size)
        part = image.crop(inside).point(levels)
        image.paste(edge, around[:2])
        image.paste(part, inside[:2])
    return replace(page, image=image)


def _on_page(bounds: BandBounds, factor: int, more: int, size: tuple[int, int]) -> BandBounds:
    left, top, right, bottom = bounds
    grown = left - more, top - more, right + more, bottom + more
    return Box(*(factor * edge for edge in grown)).within(size).edges


def _lighter_paper(small: Image.Image) -> int:
    """The level of the paper; where more of the page is dark, that of what is not."""
    paper, half = paper_of(small), THRESHOLDS.negative.darkest_paper
    return paper if paper >= half else half + most_frequent(small.histogram()[half:])


def _levels(part: Image.Image, paper: int) -> list[int]:
    """For each level of grey its own on paper: the ground of a part becomes paper, what is on it black.

    Args:
        part: with its edge, where the page around it shows through if it is round or frayed.
        paper: the level of the page's.

    Returns:
        256 levels; nothing where the part is of many shades, as a photograph is, or has nothing on it.
    """
    part = part.crop((1, 1, part.width - 1, part.height - 1))
    ground, counts, area = paper_of(part), part.histogram(), part.width * part.height
    if sum(counts[max(0, ground - _T.alike) : ground + _T.alike + 1]) < _T.share_dark * area:
        return []
    ink = max(1, round(_PRINTED.share * area))
    darkest, lightest = level_of(counts, ink), level_of(counts, area - ink)
    contrast = max(ground - darkest, lightest - ground)
    if contrast <= _PRINTED.contrast:
        return []
    slope = paper / contrast * (1 if ground - darkest >= lightest - ground else -1)
    return [max(0, min(paper, round(paper + slope * (level - ground)))) for level in range(256)]


def _solid_parts(dark: Image.Image) -> Iterator[BandBounds]:
    """Rectangles that are mostly dark, in pixels of an image of what is dark (255) and what is not (0)."""
    cells = dark.reduce(_T.cell).point([255 if share > 255 * _T.share_dark else 0 for share in range(256)])
    # Letters have no middle: what does is looked at, from there to all that hangs together with it.
    middles = darkest_around(cells, 1)
    while (first := middles.getbbox()) is not None:
        row = middles.crop((0, first[1], middles.width, first[1] + 1)).tobytes()
        part = joined(cells, row.index(255), first[1])
        middles.paste(0, mask=part)
        cells.paste(0, mask=part)
        if bounds := _edges(dark, part.getbbox()):
            yield bounds


def joined(cells: Image.Image, x: int, y: int) -> Image.Image:
    """All cells that hang together with one, 255 on 0."""
    grown = Image.new("L", cells.size)
    grown.putpixel((x, y), 255)
    count = 0
    while count != (count := grown.histogram()[255]):
        grown = ImageChops.darker(lightest_around(grown, 1), cells)
    return grown


def _edges(dark: Image.Image, cells: BandBounds | None) -> BandBounds | None:
    """The edges of a part to the pixel, or None where it is no rectangle or too small."""
    if cells is None:
        return None
    left, top, right, bottom = ((edge + grow) * _T.cell for edge, grow in zip(cells, (-1, -1, 1, 1), strict=True))
    left, top = max(0, left), max(0, top)
    part = dark.crop((left, top, min(right, dark.width), min(bottom, dark.height)))
    rows = _filled(part.resize((1, part.height), Image.Resampling.BOX))
    if not rows:
        return None
    # Letters below a head hang together with it here and there.
    part = part.crop((0, rows[0], part.width, rows[-1] + 1))
    columns = _filled(part.resize((part.width, 1), Image.Resampling.BOX))
    if not columns:
        return None
    found = (left + columns[0], top + rows[0], left + columns[-1] + 1, top + rows[-1] + 1)
    inside = dark.crop(found)
    share = inside.histogram()[255] / (inside.width * inside.height)
    if share <= _T.share_dark or min(inside.size) < _T.least:
        return None
    return None if max(inside.size) < _T.long * min(inside.size) and not _is_closed(inside) else found


def _is_closed(inside: Image.Image) -> bool:
    """Whether a part is dark along all sides, as a box is and no large letter."""
    edge, (width, height) = _T.edge, inside.size
    sides = (
        (0, 0, width, edge),
        (0, height - edge, width, height),
        (0, 0, edge, height),
        (width - edge, 0, width, height),
    )
    shares = [side.histogram()[255] / (side.width * side.height) for side in map(inside.crop, sides)]
    return min(shares) > _T.closed


def _filled(line: Image.Image) -> list[int]:
    """Where rows or columns are mostly dark, given their means as an image of one pixel's breadth."""
    return [place for place, mean in enumerate(line.tobytes()) if mean > 255 * _T.share_dark]
