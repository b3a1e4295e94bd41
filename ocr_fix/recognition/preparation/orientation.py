"""Pages that lie on their side or upside down: told from their reading, turned and read again.

Looking at every page beforehand takes Tesseract 0.6-2.6 s. The reading tells as well: letters of upright pages were
read with a mean confidence of 0.79-0.95, those of turned ones with 0.15-0.31; text that runs downward is read as such,
but its words are taller than wide.
"""

from __future__ import annotations

from dataclasses import replace

from PIL import Image

from ocr_fix.document import Page, PageImage
from ocr_fix.recognition.boxes import boxes_of, words_of
from ocr_fix.recognition.judgement import sureness
from ocr_fix.recognition.preparation.thresholds import THRESHOLDS

_T = THRESHOLDS.orientation


# Degrees clockwise -> Pillow's name for it, which counts the other way round.
_TURNS = {90: Image.Transpose.ROTATE_270, 180: Image.Transpose.ROTATE_180, 270: Image.Transpose.ROTATE_90}


def may_be_turned(page: Page) -> bool:
    """Whether a reading looks like that of a page that is not upright. A page without words does not."""
    words = words_of(page)
    return bool(words) and (sureness(words) < _T.unsure or runs_downward(page))


def runs_downward(page: Page) -> bool:
    """Whether most long words are taller than wide."""
    boxes = boxes_of(word for word in words_of(page) if len(word.text) >= _T.long)
    tall = sum(box.height > box.width for box in boxes)
    return 2 * tall > len(boxes)


def turned(page: PageImage, degrees: int) -> PageImage:
    """The page turned clockwise by 90, 180 or 270 degrees."""
    return replace(page, image=page.image.transpose(_TURNS[degrees]))
