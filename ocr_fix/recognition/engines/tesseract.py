"""The system's Tesseract, one process a reading.

Called directly and not through pytesseract, which packs images as PNG (0.9 s a page; PNM takes 0.01 s), leaves the
engine and temporary files behind when it is killed, and tells a time-out by a bare RuntimeError.
"""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

import regex

from ocr_fix.document import Page, PageImage
from ocr_fix.errors import EngineError, PageError
from ocr_fix.notation.hocr import engine_blocks
from ocr_fix.recognition.engines import process
from ocr_fix.recognition.engines.engine import HOW_TO_INSTALL, EngineInfo, EngineSettings
from ocr_fix.recognition.engines.own_model import folder_of
from ocr_fix.wording import worded

SAUVOLA = ("thresholding_method", "2")
RANKED_CHOICES = (("lstm_choice_mode", "2"), ("lstm_choice_iterations", "2"))

_PROGRAM = "tesseract"
_ROTATE = regex.compile(rb"Rotate: (\d+)")
_VERSION = regex.compile(r"tesseract v?(\S+)")
_LANGUAGE_MISSING = regex.compile(r"Failed loading language|Error opening data file|couldn't load any languages")


class Tesseract:
    """Reads pages with the `tesseract` program; safe to use from several threads.

    Args:
        settings: language data and limits.
    """

    def __init__(self, settings: EngineSettings | None = None) -> None:
        self.settings = settings or EngineSettings()
        self._info: EngineInfo | None = None

    def info(self) -> EngineInfo:
        """Version and languages of the installed program, which is asked once.

        Raises:
            EngineError: it is missing or does not answer.
        """
        if self._info is None:  # several threads may ask at once, and hear the same
            self._info = self._asked()
        return self._info

    def _asked(self) -> EngineInfo:
        version = _VERSION.search(self._ask("--version").decode("utf-8", "replace"))
        listed = self._ask("--list-langs").decode("utf-8", "replace").splitlines()[1:]
        return EngineInfo("tesseract", version[1] if version else "unknown", tuple(sorted(filter(None, listed))))

    def read(
        self,
        page: PageImage,
        languages: Sequence[str],
        *,
        uneven: bool = False,
        choices: bool = False,
    ) -> Page:
        """See `Engine.read`.

        Raises:
            EngineError: Tesseract is missing or lacks a language.
            PageError: it failed on this page or took longer than allowed.
        """
        # A variable, since the configuration file "hocr" lies beside the data, and a folder of one's own has none.
        wanted = [("tessedit_create_hocr", "1")] + [SAUVOLA] * uneven + list(RANKED_CHOICES) * choices
        variables = [part for name, value in wanted for part in ("-c", f"{name}={value}")]
        hocr = self._read(page, languages, *variables).decode("utf-8", "replace")
        try:
            blocks = engine_blocks(hocr)
        except ValueError as error:
            raise PageError(
                worded("page {number}: Tesseract failed ({error})", number=page.number, error=error)
            ) from error
        return Page(page.number, blocks, page.image.width, page.image.height, page.dpi)

    def turn(self, page: PageImage) -> int:
        """See `Engine.turn`.

        Raises:
            EngineError: Tesseract is missing.
            PageError: it took longer than allowed, or was killed from outside.
        """
        try:
            found = _ROTATE.search(self._read(page, ("osd",), "--psm", "0"))
        except PageError as error:
            if isinstance(error.__cause__, process.OutOfTimeError | process.KilledError):
                raise
            return 0
        return int(found[1]) if found else 0

    def _read(self, page: PageImage, models: Sequence[str], *arguments: str) -> bytes:
        data = _data(folder_of(models, self.settings.tessdata))
        command = [_PROGRAM, "-", "-", *data, "--dpi", str(page.dpi), "-l", "+".join(models), *arguments]
        limits = self.settings
        try:
            return process.run(command, as_pnm(page), timeout=limits.timeout, memory=limits.memory)
        except FileNotFoundError as error:
            raise _missing() from error
        except process.ProcessError as error:
            if _LANGUAGE_MISSING.search(str(error)) and "osd" not in models:
                raise EngineError(
                    worded(
                        "Tesseract lacks language data: {error}. {advice}", error=error, advice=worded(HOW_TO_INSTALL)
                    )
                ) from error
            raise PageError(
                worded("page {number}: Tesseract failed ({error})", number=page.number, error=error)
            ) from error
        except OSError as error:
            raise EngineError(worded("Tesseract could not be run ({error})", error=error)) from error

    def _ask(self, question: str) -> bytes:
        try:
            return process.run([_PROGRAM, question, *_data(self.settings.tessdata)], timeout=self.settings.timeout)
        except FileNotFoundError as error:
            raise _missing() from error
        except (OSError, process.ProcessError) as error:
            raise EngineError(worded("Tesseract could not be run ({error})", error=error)) from error


def _data(folder: Path | None) -> list[str]:
    return [] if folder is None else ["--tessdata-dir", str(folder)]


def as_pnm(page: PageImage) -> bytes:
    """The picture of a page uncompressed, as PBM, PGM or PPM."""
    content = BytesIO()
    image = page.image if page.image.mode in {"1", "L", "RGB"} else page.image.convert("RGB")
    image.save(content, "PPM")
    return content.getvalue()


def _missing() -> EngineError:
    return EngineError(worded("Tesseract is not installed or not on the PATH. {advice}", advice=worded(HOW_TO_INSTALL)))
