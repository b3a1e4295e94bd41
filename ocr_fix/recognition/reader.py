"""A page read as well as we can: treated as its noise asks for, read twice where that matters, fused."""

from __future__ import annotations

from collections.abc import Sequence

import regex
from PIL import Image, ImageDraw

from ocr_fix.document import Line, Page, PageImage, Word
from ocr_fix.recognition.boxes import lines_of, rescaled
from ocr_fix.recognition.engine import EngineInfo
from ocr_fix.recognition.fusion import fused, with_one_quote, with_strokes
from ocr_fix.recognition.orientation import may_be_turned, runs_downward, sureness, turned
from ocr_fix.recognition.skew import skew_of, slanted, straightened
from ocr_fix.recognition.tesseract import Tesseract
from ocr_fix.recognition.treatment import treated

# The model that lacks signs, and the one that has them.
LACKS_SIGNS = "swe"
HAS_SIGNS = "eng"

# In a line without any of these no sign can be missing: numbers, what § @ ° are printed as, what is left of an
# address.
_MAY_HIDE_SIGN = regex.compile(r"\p{Nd}|[$&§@°]|\p{L}\.\p{Ll}|\p{Ll}Q|\bm\?")
_UNSURE = 0.5


class Reader:
    """Reads pages with Tesseract, and a second time for the signs that its Swedish model cannot print.

    The second reading needs the English data and is left out where it is not installed or was asked for anyway. Safe
    to use from several threads.

    Args:
        languages: codes of the language data to read with, the most important first.
        timeout: seconds one reading of a page may take; 0 means no limit.
    """

    def __init__(self, languages: Sequence[str] = (LACKS_SIGNS,), timeout: float = 300.0) -> None:
        self._engine = Tesseract(languages, timeout)
        self._for_signs = Tesseract((HAS_SIGNS,), timeout)
        self._wants_signs = LACKS_SIGNS in languages and HAS_SIGNS not in languages
        self._has_signs: bool | None = None

    def info(self) -> EngineInfo:
        """Version and languages of the installed engine.

        Raises:
            EngineError: it is missing or does not answer.
        """
        return self._engine.info()

    def check(self) -> None:
        """Make sure that the engine and its language data are there, before any page is rendered for it.

        Raises:
            EngineError: the program or the data of a language is missing; the message says what to install.
        """
        self._engine.check()

    def read(self, page: PageImage) -> Page:
        """The words of a page in Tesseract's blocks, lines and order, with boxes in the pixels of the page given.

        A page that lies askew is read straight, and its boxes are those around its slanting words. One that lies on
        its side or upside down is turned; its boxes, width and height are those of the page upright.

        Raises:
            EngineError: Tesseract is missing, lacks a language, failed on this page or took longer than allowed.
        """
        lying = treated(page)
        angle = skew_of(lying)
        prepared = straightened(lying, angle) if angle else lying
        reading = self._engine.read(prepared)
        sizes = page.image.size, lying.image.size
        if may_be_turned(reading):
            prepared, reading, degrees = self._upright(prepared, reading)
            if degrees % 180:
                sizes = sizes[0][::-1], sizes[1][::-1]
        if self._reads_signs():
            rest = without_plain_lines(prepared, reading)
            if rest is not None:
                reading = fused(reading, self._for_signs.read(rest))
        reading = with_strokes(with_one_quote(reading), prepared.image)
        if angle:
            reading = slanted(reading, angle, *sizes[1])
        return rescaled(reading, *sizes[0], page.dpi)

    def _upright(self, page: PageImage, reading: Page) -> tuple[PageImage, Page, int]:
        """The page, its reading and the degrees it was turned by; as given where turning it brings nothing."""
        degrees = self._engine.turn(page)
        if degrees:
            upright = turned(page, degrees)
            again = self._engine.read(upright)
            if sureness(again) > sureness(reading) or (runs_downward(reading) and not runs_downward(again)):
                return upright, again, degrees
        return page, reading, 0

    def _reads_signs(self) -> bool:
        if self._has_signs is None:  # several threads may find out at once, and find the same
            self._has_signs = self._wants_signs and HAS_SIGNS in self._engine.info().languages
        return self._has_signs


def without_plain_lines(page: PageImage, reading: Page) -> PageImage | None:
    """The page with the lines that cannot hide a sign painted over, so that reading the rest takes less time.

    Everything stays in its place: boxes found on the one image hold for the other.

    Args:
        page: the image that was read.
        reading: what was read on it.

    Returns:
        The image in grey; None where no line is left.
    """
    lines = lines_of(reading)
    plain = [line for line in lines if not may_hide_sign(line)]
    if len(plain) == len(lines):
        return None
    image: Image.Image = page.image.convert("L")
    paper = _paper(image)
    draw = ImageDraw.Draw(image)
    for line in plain:
        for word in line.words:
            if word.box is not None:
                draw.rectangle((word.box.left, word.box.top, word.box.right - 1, word.box.bottom - 1), fill=paper)
    return PageImage(page.number, image, page.dpi)


def may_hide_sign(line: Line) -> bool:
    """Whether a sign may have been misread in a line."""
    return any(_hides(word) for word in line.words)


def _hides(word: Word) -> bool:
    short_and_unsure = len(word.text) <= 3 and (word.confidence or 0.0) < _UNSURE
    return short_and_unsure or bool(_MAY_HIDE_SIGN.search(word.text))


def _paper(image: Image.Image) -> int:
    """The most frequent level of grey, which is that of the paper."""
    counts = image.histogram()
    return max(range(len(counts)), key=counts.__getitem__)
