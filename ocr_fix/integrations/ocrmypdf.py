"""A plugin for OCRmyPDF: our reading and correction in the place of Tesseract's own.

    ocrmypdf --plugin ocr_fix.integrations.ocrmypdf -l swe --sidecar clean.txt scan.pdf search.pdf

OCRmyPDF gives one page at a time, so each is corrected for itself. Turning pages and straightening them is left to it.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from ocrmypdf import hookimpl
from ocrmypdf.builtin_plugins.tesseract_ocr import TesseractOcrEngine
from ocrmypdf.exceptions import InputFileError

import ocr_fix
from ocr_fix.document import Page
from ocr_fix.wording import worded


class OcrFixEngine(TesseractOcrEngine):
    """The engine that OCRmyPDF asks; what it does not override, Tesseract answers."""

    @staticmethod
    def version() -> str:
        """That of this package."""
        return ocr_fix.__version__

    @staticmethod
    def creator_tag(options: Any) -> str:  # noqa: ANN401 - those of OCRmyPDF
        """What the PDF says of who has read it."""
        return f"ocr_fix {ocr_fix.__version__}, {TesseractOcrEngine.creator_tag(options)}"

    def __str__(self) -> str:
        return f"ocr_fix {ocr_fix.__version__} with Tesseract {TesseractOcrEngine.version()}"

    @staticmethod
    def languages(options: Any) -> set[str]:  # noqa: ANN401
        """Tesseract's languages, and Swedish, whose model comes with this package."""
        return {*TesseractOcrEngine.languages(options), "swe"}

    @staticmethod
    def generate_hocr(input_file: Path, output_hocr: Path, output_text: Path, options: Any) -> None:  # noqa: ANN401
        """Read a page and correct it: hOCR for the layer of the PDF, text for the sidecar.

        Raises:
            InputFileError: the page cannot be read.
        """
        tesseract = options.tesseract
        try:
            cleaner = _cleaner(tuple(options.languages), str(tesseract.user_words or ""), float(tesseract.timeout))
            document = cleaner.clean(Path(input_file))
        except ocr_fix.OcrFixError as error:
            raise InputFileError(f"ocr_fix: {error}") from error
        lying = replace(document, pages=tuple(map(_turned_back, document.pages)))
        Path(output_hocr).write_bytes(ocr_fix.render(lying, "hocr"))
        Path(output_text).write_text(document.text, encoding="utf-8")

    @staticmethod
    def generate_pdf(input_file: Path, output_pdf: Path, output_text: Path, options: Any) -> None:  # noqa: ANN401
        """Not for us: a layer is made of hOCR alone.

        Raises:
            InputFileError: always.
        """
        raise InputFileError(worded("ocr_fix makes no PDF of its own here; leave out --pdf-renderer sandwich"))


@hookimpl(tryfirst=True)
def get_ocr_engine(options: Any) -> OcrFixEngine | None:  # noqa: ANN401
    """The engine, unless another was asked for by name."""
    return OcrFixEngine() if getattr(options, "ocr_engine", "auto") in {"auto", "tesseract"} else None


@lru_cache(maxsize=2)
def _cleaner(languages: tuple[str, ...], words: str, seconds: float) -> ocr_fix.Cleaner:
    known = ocr_fix.read_words(Path(words)) if words else ()
    return ocr_fix.Cleaner(languages=languages, words=known, page_timeout=seconds)


def _turned_back(page: Page) -> Page:
    """A page that was turned upright, with its boxes on the picture as it was given."""
    if not page.rotation or page.width is None or page.height is None:
        return page
    return replace(page.turned(360 - page.rotation), rotation=0)
