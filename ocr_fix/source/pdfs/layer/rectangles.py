"""Where the points of a PDF page come to stand on its drawing, and on the drawing turned."""

from __future__ import annotations

import ctypes
from typing import NamedTuple

import pypdfium2 as pdfium
from pypdfium2 import raw

DrawingSize = tuple[int, int]

# PDFium gives whole pixels; asked of a drawing so many times as large, it gives fractions.
_FINER = 64
_FAR = 1000.0


class Rectangle(NamedTuple):
    """A rectangle on a drawing, in pixels from its upper left corner."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """From left to right."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """From top to bottom."""
        return self.bottom - self.top

    def around(self, other: Rectangle) -> Rectangle:
        """The smallest rectangle around both."""
        return Rectangle(
            min(self.left, other.left),
            min(self.top, other.top),
            max(self.right, other.right),
            max(self.bottom, other.bottom),
        )

    def turned(self, degrees: int, size: tuple[float, float]) -> Rectangle:
        """Where it stands when the drawing of that size is turned clockwise by 0, 90, 180 or 270 degrees."""
        width, height = size
        if degrees == 90:
            return Rectangle(height - self.bottom, self.left, height - self.top, self.right)
        if degrees == 180:
            return Rectangle(width - self.right, height - self.bottom, width - self.left, height - self.top)
        if degrees == 270:
            return Rectangle(self.top, width - self.right, self.bottom, width - self.left)
        return self


def turned_size(degrees: int, size: DrawingSize) -> DrawingSize:
    """Width and height of a drawing turned by so many degrees."""
    width, height = size
    return (height, width) if degrees % 180 else size


class Drawing:
    """Takes rectangles of a page to its drawing.

    Args:
        page: the page, open; the caller holds the lock of PDFium.
        size: width and height of the drawing in pixels.
    """

    def __init__(self, page: pdfium.PdfPage, size: DrawingSize) -> None:
        self.size = size
        self._page = page
        self._origin = self._asked(0.0, 0.0)
        (right, down), (across, up) = self._asked(_FAR, 0.0), self._asked(0.0, _FAR)
        self._along_x = ((right - self._origin[0]) / _FAR, (down - self._origin[1]) / _FAR)
        self._along_y = ((across - self._origin[0]) / _FAR, (up - self._origin[1]) / _FAR)

    def place(self, left: float, bottom: float, right: float, top: float) -> Rectangle:
        """Where a rectangle comes to stand, given in the units of the page."""
        (x1, y1), (x2, y2) = self._point(left, bottom), self._point(right, top)
        return Rectangle(min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2))

    def _point(self, x: float, y: float) -> tuple[float, float]:
        return (
            self._origin[0] + x * self._along_x[0] + y * self._along_y[0],
            self._origin[1] + x * self._along_x[1] + y * self._along_y[1],
        )

    def _asked(self, x: float, y: float) -> tuple[float, float]:
        across, down = ctypes.c_int(), ctypes.c_int()
        width, height = (_FINER * side for side in self.size)
        raw.FPDF_PageToDevice(self._page, 0, 0, width, height, 0, x, y, across, down)
        return across.value / _FINER, down.value / _FINER
