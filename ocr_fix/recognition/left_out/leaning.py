"""Pages that lie a little askew, too little to be turned: moved so that their lines are level, and back."""

from __future__ import annotations

from dataclasses import replace
from math import radians, tan

from PIL import Image

from ocr_fix.document import Page, PageImage, Word
from ocr_fix.recognition.boxes import map_lines, words_of
from ocr_fix.recognition.preparation.paper import grey_of, paper_of


class Leaning:
    """How much lower each column of pixels of a page stands than it would on level lines.

    Args:
        angle: by how many degrees counterclockwise the page would have to be turned.
        width: of the page in pixels.
    """

    def __init__(self, angle: float, width: int) -> None:
        self._slope = tan(radians(angle))
        self._middle = width / 2

    def level(self, picture: PageImage) -> PageImage:
        """The page with its columns of pixels moved up or down until its lines are level."""
        grey = grey_of(picture.image)
        shift = (1.0, 0.0, 0.0, self._slope, 1.0, -self._slope * self._middle)
        moved = grey.transform(grey.size, Image.Transform.AFFINE, shift, fillcolor=paper_of(grey))
        return replace(picture, image=moved)

    def levelled(self, page: Page) -> tuple[Page, dict[int, Word]]:
        """A reading with the boxes that it has on level lines, and its words as they were by the identity of these."""
        before = words_of(page)
        moved = map_lines(page, lambda line: [self._moved(word, -1) for word in line.words])
        return moved, {id(word): old for word, old in zip(words_of(moved), before, strict=True)}

    def put_back(self, page: Page, before: dict[int, Word]) -> Page:
        """A reading with its boxes where they stand on the page."""
        return map_lines(page, lambda line: [before.get(id(word)) or self._moved(word, 1) for word in line.words])

    def _moved(self, word: Word, way: int) -> Word:
        box = word.box
        if box is None:
            return replace(word)
        down = way * round(self._slope * ((box.left + box.right) / 2 - self._middle))
        top = max(0, box.top + down)
        return replace(word, box=replace(box, top=top, bottom=max(top + 1, box.bottom + down)))
