"""Pages that lie on their side or upside down: told from their reading, turned and read again.

Looking at every page beforehand takes Tesseract 0.6-2.6 s. The reading tells as well: letters of upright pages were
read with a mean confidence of 0.79-0.95, those of turned ones with 0.15-0.31; text that runs downward is read as such,
but its words are taller than wide.
"""

from __future__ import annotations

from dataclasses import replace

from PIL import Image

from ocr_fix.document import Page, PageImage, Word
from ocr_fix.recognition.boxes import lines_of
from ocr_fix.recognition.preparation.thresholds import THRESHOLDS

_T = THRESHOLDS.orientation


# Degrees clockwise -> Pillow's name for it, which counts the other way round.
_TURNS = {90: Image.Transpose.ROTATE_270, 180: Image.Transpose.ROTATE_180, 270: Image.Transpose.ROTATE_90}


def sureness(page: Page) -> float:
    """The mean confidence of the characters of a page, 0-1; 0 where it has none."""
    words = _words(page)
    characters = sum(len(word.text) for word in words)
    return sum(len(word.text) * (word.confidence or 0.0) for word in words) / max(1, characters)


def may_be_turned(page: Page) -> bool:
    """Whether a reading looks like that of a page that is not upright. A page without words does not."""
    words = _words(page)
    return bool(words) and (sureness(page) < _T.unsure or runs_downward(page))


def runs_downward(page: Page) -> bool:
    """Whether most long words are taller than wide."""
    boxes = [word.box for word in _words(page) if len(word.text) >= _T.long and word.box is not None]
    tall = sum(box.bottom - box.top > box.right - box.left for box in boxes)
    return 2 * tall > len(boxes)


def turned(page: PageImage, degrees: int) -> PageImage:
    """The page turned clockwise by 90, 180 or 270 degrees."""
    return replace(page, image=page.image.transpose(_TURNS[degrees]))


def _words(page: Page) -> list[Word]:
    return [word for line in lines_of(page) for word in line.words]
