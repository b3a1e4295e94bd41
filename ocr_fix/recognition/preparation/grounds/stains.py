"""Type on a darker ground of any shape (a stain, a shadow, a seal or COPY across the sheet) gets that of the page.

The ground is what is left where all that is narrower than letters are is taken for the lighter around it (a grey-scale
closing; Serra, Image Analysis and Mathematical Morphology, 1982). It keeps its edges to the pixel, where a mean would
draw a rim around it. What has no type on it stays as it is, large letters among it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from PIL import Image, ImageChops, ImageMath

from ocr_fix.document import PageImage
from ocr_fix.recognition.neighbours import darkest_around, lightest_around
from ocr_fix.recognition.preparation.grounds.bands import joined
from ocr_fix.recognition.preparation.paper import grey_of, most_frequent, paper_of, reduced
from ocr_fix.recognition.preparation.thresholds import THRESHOLDS

_T, _BANDS = THRESHOLDS.stains, THRESHOLDS.bands

_ROWS = 256  # of pixels that are divided at once: Pillow takes four bytes for each of the three numbers of a pixel


def without_stains(page: PageImage) -> PageImage:
    """The page with type on such grounds dark on its paper; the same object where there is none.

    Args:
        page: dark on light.
    """
    small, factor = reduced(page)
    paper = paper_of(small)
    ground = _ground(small, _T.reach)
    dark = _between(ground, _T.darkest, paper - _BANDS.darker_than_paper)
    printed = _between(ImageChops.subtract(darkest_around(ground, 2 * _T.reach), small), _T.contrast, 256)
    lit = _between(ImageChops.subtract(ground, _figures(ground, _T.reach // 2)), _T.contrast, 256)
    stained = Image.new("L", small.size)
    for part in _parts(dark):
        # A stroke of a large letter may be as narrow as those of type, but is no darker than the others of the letter.
        counts = small.histogram(part)
        usual, area = most_frequent(counts), sum(counts)
        darker = _between(small, 0, usual - _T.contrast)
        marks = _area(ImageChops.darker(ImageChops.darker(part, printed), darker))
        lights = _area(ImageChops.darker(lightest_around(part, _T.reach // 2), lit))
        if _T.fewest_marks * area < marks < _T.most_marks * area and lights < _T.most_lights * area:
            stained.paste(255, mask=part)
    if stained.getbbox() is None:
        return page
    return replace(page, image=_lightened(grey_of(page.image), lightest_around(stained, 1), factor, paper))


def _ground(grey: Image.Image, reach: int) -> Image.Image:
    """The page without what is dark and no wider than twice the reach."""
    return darkest_around(lightest_around(grey, reach), reach)


def _figures(grey: Image.Image, reach: int) -> Image.Image:
    """The page without what is light and no wider than that."""
    return lightest_around(darkest_around(grey, reach), reach)


def _between(grey: Image.Image, least: int, beyond: int) -> Image.Image:
    return grey.point([255 if least <= level < beyond else 0 for level in range(256)])


def _area(mask: Image.Image) -> int:
    return mask.histogram()[255]


def _parts(dark: Image.Image) -> Iterator[Image.Image]:
    """What hangs together, each as an image of its pixels."""
    cells = dark.reduce(_BANDS.cell).point([255 if share > 255 * _BANDS.share_dark else 0 for share in range(256)])
    while (first := cells.getbbox()) is not None:
        row = cells.crop((0, first[1], cells.width, first[1] + 1)).tobytes()
        part = joined(cells, row.index(255), first[1])
        cells.paste(0, mask=part)
        near = lightest_around(part, 1).resize(
            (part.width * _BANDS.cell, part.height * _BANDS.cell), Image.Resampling.NEAREST
        )
        yield ImageChops.darker(near.crop((0, 0, *dark.size)), dark)


def _lightened(grey: Image.Image, stained: Image.Image, factor: int, paper: int) -> Image.Image:
    """The page as if what lies on it let all light through.

    Args:
        grey: the page.
        stained: where it is dark, in the reduced page.
        factor: by which that is reduced.
        paper: level of the paper.
    """
    where = stained.resize((stained.width * factor, stained.height * factor), Image.Resampling.NEAREST)
    edges = where.getbbox() or (0, 0, 0, 0)
    left, top, right, bottom = edges[0], edges[1], min(edges[2], grey.width), min(edges[3], grey.height)
    part = grey.crop((left, top, right, bottom))
    ground = _ground(part, _T.reach * factor)
    page = grey.copy()
    for row in range(0, part.height, _ROWS):
        rows = (0, row, part.width, min(row + _ROWS, part.height))
        clear = _divided(part.crop(rows), ground.crop(rows), paper)
        page.paste(clear, (left, top + row), where.crop((left, top + row, right, top + rows[3])))
    return page


def _divided(part: Image.Image, ground: Image.Image, paper: int) -> Image.Image:
    """A part of a page as if its ground were paper; both of one size."""

    def divided(given: Mapping[str, Any]) -> Any:  # noqa: ANN401  # Pillow's operands have no type of their own
        return given["convert"](given["part"] * paper / given["max"](given["ground"], 1), "L")

    clear: Image.Image = ImageMath.lambda_eval(divided, part=part, ground=ground)
    return clear
