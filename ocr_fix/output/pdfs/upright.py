"""Pages of a PDF turned upright and straightened: the whole page is turned, and no picture packed anew."""

from __future__ import annotations

import math
from statistics import median

import pikepdf

from ocr_fix.output.pdfs.invisible_text import baseline
from ocr_fix.output.pdfs.page_geometry import inherited, visible_box
from ocr_fix.output.pdfs.thresholds import THRESHOLDS
from ocr_fix.output.placed import PlacedPage

_T = THRESHOLDS.upright


def stand_upright(page: pikepdf.Page, words: PlacedPage) -> None:
    """Turn a page so that its text stands upright, and level its lines where an engine has read them on a picture.

    A page with annotations is only turned in quarters, since these would stay where they are.
    """
    if words.page.rotation:
        page.obj.Rotate = (int(inherited(page, "/Rotate") or 0) + words.page.rotation) % 360
    angle = 0.0 if words.page.origin == "text-layer" or "/Annots" in page.obj else _lean(words)
    if abs(angle) < _T.least:
        return
    left, bottom, right, top = visible_box(page)
    x, y = (left + right) / 2, (bottom + top) / 2
    cosine, sine = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    matrix = (cosine, sine, -sine, cosine, x - x * cosine + y * sine, y - x * sine - y * cosine)
    page.contents_add(f"q {' '.join(f'{value:.6f}' for value in matrix)} cm".encode(), prepend=True)
    page.contents_add(b"Q")


def _lean(words: PlacedPage) -> float:
    """By how many degrees, counter-clockwise, a page must be turned for its lines to be level."""
    slopes = []
    for block in words.blocks:
        for line in block.lines:
            pieces = [(piece.box, piece.text) for piece in line.pieces if piece.box is not None]
            slope, _ = baseline([box for box, _ in pieces], [text for _, text in pieces]) if pieces else (0.0, 0.0)
            slopes += [slope] if slope else []
    return math.degrees(math.atan(median(slopes))) if len(slopes) >= _T.fewest_lines else 0.0
