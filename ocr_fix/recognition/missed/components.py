"""Shapes of ink that hang together: letters, letters that touch, and all else that is drawn."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from PIL import Image

from ocr_fix.recognition.preparation.ruling.bitmap import Bitmap, PixelRun


@dataclass(slots=True)
class Component:
    """Ink that hangs together, in pixels; `right` and `bottom` exclusive.

    Attributes:
        left, top, right, bottom: the box around it.
        area: pixels of ink.
        runs: pieces of its rows.
    """

    left: int
    top: int
    right: int
    bottom: int
    area: int
    runs: int

    @property
    def height(self) -> int:
        """In pixels."""
        return self.bottom - self.top

    @property
    def width(self) -> int:
        """In pixels."""
        return self.right - self.left


def components_of(ink: Image.Image, most: int) -> list[Component] | None:
    """The shapes of an image of ink, 255 on 0; None where their rows have more pieces than so many: all is texture."""
    bitmap = Bitmap.of(ink.convert("1"), 1)
    runs: list[PixelRun] = []
    for run in bitmap.runs():
        if len(runs) == most:
            return None
        runs.append(run)
    return list(_joined(runs))


def _joined(runs: list[PixelRun]) -> Iterable[Component]:
    """Shapes of runs that touch, also at corners, the runs being sorted by row and column."""
    parents = list(range(len(runs)))

    def root(at: int) -> int:
        while parents[at] != at:
            parents[at] = parents[parents[at]]
            at = parents[at]
        return at

    above, first = 0, 0  # the runs of the row above begin at the one and end before the other
    row = -1
    for at, run in enumerate(runs):
        if run.row != row:
            above, first = (first, at) if run.row == row + 1 else (at, at)
            row = run.row
        while above < first and runs[above].right < run.left:
            above += 1
        other = above
        while other < first and runs[other].left <= run.right:
            parents[root(other)] = root(at)
            other += 1
    shapes: dict[int, Component] = {}
    for at, run in enumerate(runs):
        found = shapes.get(root(at))
        length = run.right - run.left
        if found is None:
            shapes[root(at)] = Component(run.left, run.row, run.right, run.row + 1, length, 1)
        else:
            found.left, found.right = min(found.left, run.left), max(found.right, run.right)
            found.bottom = run.row + 1
            found.area += length
            found.runs += 1
    return shapes.values()
