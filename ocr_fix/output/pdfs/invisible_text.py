"""The invisible text of a page: where each word goes, as the operators of a PDF."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations, zip_longest
from statistics import median, quantiles
from typing import NamedTuple

from ocr_fix.document import Box
from ocr_fix.output.pdfs.font import ADVANCE, ASCENT, DESCENT, InvisibleFont
from ocr_fix.output.pdfs.page_geometry import Matrix
from ocr_fix.output.pdfs.thresholds import THRESHOLDS
from ocr_fix.output.placed import Placed, PlacedLine, PlacedPage

FONT = "/OcrFix"
"""How the pages call the font."""

_T = THRESHOLDS.invisible_text
# What reaches below the baseline.
_DESCENDERS = frozenset("gjpqyçµQ,;()[]{}|§/$")


class _Word(NamedTuple):
    text: str
    box: Box


def layer(page: PlacedPage, font: InvisibleFont, placement: Matrix) -> bytes:
    """The operators that write the words of a page, invisible, on the spots they have in the picture.

    A word that goes over a line end is written whole on its first spot, so that it is found.

    Args:
        page: the words.
        font: gets their characters.
        placement: from pixels of the upright page, counted from its lower left corner, to the units of the PDF page.

    Returns:
        The operators; empty where there is no word with a box.
    """
    height = page.page.height or 0
    lines = [line for block in page.blocks for line in _lines(block.lines)]
    if not lines:
        return b""
    parts = ["q", f"{_numbers(placement)} cm", "BT", "3 Tr"]
    for line in lines:
        parts += _line(line, font, height)
    parts += ["ET", "Q", ""]
    return "\n".join(parts).encode("ascii")


def _lines(lines: Sequence[PlacedLine]) -> Iterator[list[_Word]]:
    for line in lines:
        words = [_Word(_written(piece), piece.box) for piece in line.pieces if piece.box is not None]
        words = [word for word in words if word.text]
        if words:
            yield words


def _written(piece: Placed) -> str:
    """What is written on a spot: the whole word on that of its first part, and nothing on those of the others."""
    return piece.text if piece.part == 0 else piece.whole if piece.part == 1 else ""


def _line(words: Sequence[_Word], font: InvisibleFont, height: int) -> Iterator[str]:
    slope, base = baseline([word.box for word in words], [word.text for word in words])
    size = _size(words)
    yield f"{FONT} {_number(size)} Tf"
    for (text, box), after in zip_longest(words, words[1:]):
        # Some engines' boxes overlap, and readers take words without a gap for one.
        right = box.right
        if after is not None and after.box.left > box.left:
            right = min(right, after.box.left - _T.apart * size)
        x, y = box.left, height - (base + slope * box.left)
        scale = 100 * max(1, right - box.left) / (len(text) * ADVANCE * size)
        # Words stand straight, in steps where the line slopes: turned ones are torn by readers that follow bent lines.
        yield f"1 0 0 1 {_number(x)} {_number(y)} Tm"
        # With a space behind it, so that no reader has to guess where words end.
        yield f"{_number(scale)} Tz <{font.encode(text + ' ').hex().upper()}> Tj"


def _size(words: Sequence[_Word]) -> float:
    """Of the font, in pixels, so that its line reaches as far as the tall words do."""
    heights = [max(1, word.box.bottom - word.box.top) for word in words]
    tall = heights[0] if len(heights) == 1 else quantiles(heights, n=_T.tall, method="inclusive")[-1]
    return max(1.0, tall / (ASCENT + DESCENT))


def baseline(boxes: Sequence[Box], texts: Sequence[str]) -> tuple[float, float]:
    """Slope and height of the line that words stand on, in pixels from the upper left corner.

    The slope is the median of those between the words (Theil and Sen), which a few letters that reach below do not
    move.

    Args:
        boxes: of the words.
        texts: of the words, as many.

    Returns:
        How far the line sinks from one pixel to the next, and where it is at pixel 0.
    """
    points = [((box.left + box.right) / 2, _bottom(box, text)) for box, text in zip(boxes, texts, strict=True)]
    slope = 0.0
    if len(points) >= _T.few_words:
        step = max(1, len(points) // _T.most_words)
        pairs = combinations(points[::step], 2)
        slopes = [(second[1] - first[1]) / (second[0] - first[0]) for first, second in pairs if second[0] > first[0]]
        slope = median(slopes) if slopes else 0.0
        slope = slope if abs(slope) < _T.steepest else 0.0
    return slope, median(y - slope * x for x, y in points)


def _bottom(box: Box, text: str) -> float:
    below = _T.below if not _DESCENDERS.isdisjoint(text) else 0.0
    return box.bottom - below * box.height


def _numbers(values: Sequence[float]) -> str:
    return " ".join(_number(value) for value in values)


def _number(value: float) -> str:
    """A number as a PDF writes it: no exponent, no needless zeros."""
    return f"{value:.5f}".rstrip("0").rstrip(".") or "0"
