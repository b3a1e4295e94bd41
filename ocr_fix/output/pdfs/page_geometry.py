"""How a PDF page lies: its visible box, its own turn, and the way from the pixels of its picture to its units."""

from __future__ import annotations

import pikepdf

Matrix = tuple[float, float, float, float, float, float]
"""Of a change of coordinates, in the notation of PDF (ISO 32000-1:2008, 8.3.4)."""


def placement(page: pikepdf.Page, turned: int, width: int, height: int) -> Matrix:
    """From pixels of the page upright, counted from its lower left corner, to the units of the page.

    Args:
        page: of the PDF; a viewer shows its crop box turned by its own /Rotate.
        turned: degrees clockwise by which the shown page was turned further to stand upright.
        width: of the page upright, in pixels.
        height: likewise.
    """
    left, bottom, right, top = visible_box(page)
    rotate = int(inherited(page, "/Rotate") or 0) % 360
    shown = (right - left, top - bottom) if rotate % 180 == 0 else (top - bottom, right - left)
    upright = shown if turned % 180 == 0 else shown[::-1]
    scale: Matrix = (upright[0] / width, 0, 0, upright[1] / height, 0, 0)
    back_to_shown = _turned_back(turned, (0, 0, *shown))
    return _product(_product(scale, back_to_shown), _turned_back(rotate, (left, bottom, right, top)))


def inherited(page: pikepdf.Page, key: str) -> pikepdf.Object | None:
    """An attribute of a page or of the nodes above it."""
    node: pikepdf.Object = page.obj
    for _ in range(64):  # a file may be knit into a ring
        if key in node:
            return node[key]
        if "/Parent" not in node:
            return None
        node = node["/Parent"]
    return None


def visible_box(page: pikepdf.Page) -> tuple[float, float, float, float]:
    """What a viewer shows of a page, the crop box within the media box: left, bottom, right, top."""
    media, crop = _sides(page.mediabox), _sides(page.cropbox)
    box = max(media[0], crop[0]), max(media[1], crop[1]), min(media[2], crop[2]), min(media[3], crop[3])
    return box if box[0] < box[2] and box[1] < box[3] else media


def _sides(box: pikepdf.Object) -> tuple[float, float, float, float]:
    xs = sorted(float(box[index]) for index in (0, 2))
    ys = sorted(float(box[index]) for index in (1, 3))
    return xs[0], ys[0], xs[1], ys[1]


def _turned_back(degrees: int, box: tuple[float, float, float, float]) -> Matrix:
    """From what is seen of a box turned clockwise, counted from its lower left corner, to the box as it lies."""
    left, bottom, right, top = box
    return {
        0: (1, 0, 0, 1, left, bottom),
        90: (0, 1, -1, 0, right, bottom),
        180: (-1, 0, 0, -1, right, top),
        270: (0, -1, 1, 0, left, top),
    }[degrees]


def _product(first: Matrix, second: Matrix) -> Matrix:
    """The matrix that does the first and then the second, in the notation of PDF."""
    a, b, c, d, e, f = first
    p, q, r, s, t, u = second
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u
