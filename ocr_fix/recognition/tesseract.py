"""The system's Tesseract, through pytesseract."""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import groupby
from pathlib import Path
from typing import Any, TypeVar

import pytesseract

from ocr_fix.document import Block, Box, Line, Page, PageImage, Word
from ocr_fix.errors import EngineError
from ocr_fix.recognition.engine import EngineInfo

HOW_TO_INSTALL = (
    "Debian/Ubuntu: apt install tesseract-ocr tesseract-ocr-swe tesseract-ocr-eng; "
    "macOS: brew install tesseract tesseract-lang"
)
_WORD_LEVEL = 5  # the level of a word in Tesseract's TSV; lower ones are page, block, paragraph and line

T = TypeVar("T")


class Tesseract:
    """Reads pages with the `tesseract` program; safe to use from several threads.

    Args:
        languages: codes of the language data to read with, the most important first.
        timeout: seconds one page may take; 0 means no limit.
    """

    def __init__(self, languages: Sequence[str] = ("swe",), timeout: float = 300.0) -> None:
        self.languages = tuple(languages)
        self.timeout = timeout

    def info(self) -> EngineInfo:
        """Version and languages of the installed program.

        Raises:
            EngineError: it is missing or does not answer.
        """
        version = _ask(pytesseract.get_tesseract_version)
        languages = _ask(pytesseract.get_languages)
        return EngineInfo("tesseract", str(version), tuple(sorted(languages)))

    def check(self) -> None:
        """Make sure that the program and its language data are there, before any page is rendered for it.

        Raises:
            EngineError: the program or the data of a language is missing; the message says what to install.
        """
        installed = self.info().languages
        missing = [language for language in self.languages if language not in installed]
        if missing:
            names = ", ".join(missing)
            raise EngineError(f"Tesseract has no data for {names} (it has {', '.join(installed)}). {HOW_TO_INSTALL}")

    def read(self, page: PageImage) -> Page:
        """The words of a page in Tesseract's blocks, lines and order.

        Raises:
            EngineError: Tesseract is missing, lacks a language, failed on this page or took longer than allowed.
        """
        rows = _ask(lambda: self._rows(page), f"page {page.number}: ")
        blocks = tuple(_blocks(rows))
        return Page(page.number, blocks, page.image.width, page.image.height, page.dpi)

    def turn(self, page: PageImage) -> int:
        """By how many degrees clockwise a page must be turned to stand upright: 0, 90, 180 or 270.

        0 as well where that cannot be told: too little text, or no `osd` data installed.

        Raises:
            EngineError: Tesseract is missing or took longer than allowed.
        """
        try:
            return _ask(lambda: self._turn(page), f"page {page.number}: ")
        except EngineError as error:
            if isinstance(error.__cause__, pytesseract.TesseractError):
                return 0
            raise

    def _turn(self, page: PageImage) -> int:
        with _saved(page) as file:
            found = pytesseract.image_to_osd(
                str(file), config=f"--dpi {page.dpi}", output_type=pytesseract.Output.DICT, timeout=self.timeout
            )
        return int(found["rotate"])

    def _rows(self, page: PageImage) -> list[_Row]:
        with _saved(page) as file:
            data = pytesseract.image_to_data(
                str(file),
                lang="+".join(self.languages),
                config=f"--dpi {page.dpi}",
                output_type=pytesseract.Output.DICT,
                timeout=self.timeout,
            )
        return list(_words(data))


@contextmanager
def _saved(page: PageImage) -> Iterator[Path]:
    """The page as an uncompressed TIFF: handed an image, pytesseract spends 0.9 s a page on packing it as PNG."""
    with tempfile.TemporaryDirectory(prefix="ocrfix-") as folder:
        file = Path(folder) / "page.tif"
        page.image.save(file, dpi=(page.dpi, page.dpi))
        yield file


_Row = tuple[int, int, int, Word]  # block, paragraph, line, word


def _words(data: dict[str, list[Any]]) -> Iterator[_Row]:
    for index, level in enumerate(data.get("level", ())):
        text = str(data["text"][index]).strip()
        if int(level) != _WORD_LEVEL or not text:
            continue
        left, top = int(data["left"][index]), int(data["top"][index])
        box = Box(left, top, left + int(data["width"][index]), top + int(data["height"][index]))
        confidence = max(0.0, float(data["conf"][index])) / 100
        place = (int(data["block_num"][index]), int(data["par_num"][index]), int(data["line_num"][index]))
        for part in text.split():  # Tesseract now and then leaves a space inside what it calls a word
            yield *place, Word(part, box, confidence)


def _blocks(rows: list[_Row]) -> Iterator[Block]:
    for _, paragraph in groupby(rows, key=lambda row: row[:2]):
        lines = groupby(paragraph, key=lambda row: row[2])
        yield Block(tuple(Line(tuple(row[3] for row in line)) for _, line in lines))


def _ask(question: Callable[[], T], where: str = "") -> T:
    """Put a question to pytesseract and translate its many ways to fail."""
    try:
        return question()
    except pytesseract.TesseractNotFoundError as error:
        raise EngineError(f"Tesseract is not installed or not on the PATH. {HOW_TO_INSTALL}") from error
    except pytesseract.TesseractError as error:
        message = " ".join(str(error.message).split())
        raise EngineError(f"{where}Tesseract failed: {message}") from error
    except RuntimeError as error:  # all that pytesseract says when the time is up
        raise EngineError(f"{where}Tesseract took longer than allowed and was stopped") from error
    except (OSError, SystemExit, subprocess.SubprocessError) as error:
        raise EngineError(f"{where}Tesseract could not be run ({error})") from error
