"""Words of a PDF page as they stand on its drawing."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from typing import NamedTuple

from ocr_fix.source.pdfs.layer.drawn_characters import Shown
from ocr_fix.source.pdfs.layer.rectangles import Rectangle


class LaidWord(NamedTuple):
    """A word on the drawing, turned so that it stands upright."""

    text: str
    place: Rectangle | None
    shown: Shown


LaidLine = list[LaidWord]


def around(line: Sequence[LaidWord]) -> Rectangle | None:
    """Where a line stands; None where that is not known."""
    places = [word.place for word in line if word.place is not None]
    return reduce(Rectangle.around, places) if places else None
