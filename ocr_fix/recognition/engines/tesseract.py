"""The system's Tesseract, called through pytesseract, one process a reading."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

import regex

from ocr_fix.document import Page, PageImage
from ocr_fix.errors import EngineError, PageError
from ocr_fix.notation.hocr import engine_blocks
from ocr_fix.recognition.engines import wrapped
from ocr_fix.recognition.engines.engine import HOW_TO_INSTALL, EngineInfo, EngineSettings
from ocr_fix.recognition.engines.own_model import folder_of
from ocr_fix.recognition.engines.process import KilledError, OutOfTimeError, ProcessError
from ocr_fix.wording import worded

SAUVOLA = ("thresholding_method", "2")
# One round of choices costs 1-2 % of a reading, two 8 % more: on 51 pages these left one of 21,681 words fewer wrong.
RANKED_CHOICES = (("lstm_choice_mode", "2"), ("lstm_choice_iterations", "1"))

T = TypeVar("T")

_PICTURE = "page.bmp"
_END = b"</html>"
_ROTATE = regex.compile(rb"Rotate: (\d+)")
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
        version = self._ask(lambda pytesseract, _: _version(pytesseract))
        languages = self._ask(lambda pytesseract, _: _languages(pytesseract, self.settings.tessdata))
        return EngineInfo("tesseract", version, tuple(sorted(languages)))

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
        hocr = self._read(page, "hocr", languages, *variables)
        if hocr and not hocr.rstrip().endswith(_END):
            raise PageError(
                worded(
                    "page {number}: Tesseract failed ({error})",
                    number=page.number,
                    error=worded("its answer is cut off; is the disk full?"),
                )
            )
        try:
            blocks = engine_blocks(hocr.decode("utf-8", "replace"))
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
            found = self._read(page, "osd", ("osd",), "--psm", "0")
        except PageError as error:
            if isinstance(error.__cause__, OutOfTimeError | KilledError):
                raise
            return 0
        rotate = _ROTATE.search(found)
        return int(rotate[1]) if rotate else 0

    def _read(self, page: PageImage, kind: str, models: Sequence[str], *arguments: str) -> bytes:
        data = folder_of(models, self.settings.tessdata)
        limits, image = self.settings, page.image

        def question(pytesseract: Any, folder: Path) -> bytes:  # noqa: ANN401 - it has no types
            picture = folder / _PICTURE
            return wrapped.answer(pytesseract, picture, kind, models, data, "--dpi", str(page.dpi), *arguments)

        try:
            return wrapped.ask(
                question,
                size=image.width * image.height * len(image.getbands()),
                fill=lambda folder: _save(page, folder / _PICTURE),
                timeout=limits.timeout,
                memory=limits.memory,
            )
        except FileNotFoundError as error:
            raise _missing() from error
        except ProcessError as error:
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

    def _ask(self, question: Callable[[Any, Path], T]) -> T:
        try:
            return wrapped.ask(question, timeout=self.settings.timeout)
        except FileNotFoundError as error:
            raise _missing() from error
        except (OSError, ProcessError) as error:
            raise EngineError(worded("Tesseract could not be run ({error})", error=error)) from error


def _version(pytesseract: Any) -> str:  # noqa: ANN401 - it has no types
    try:
        return str(pytesseract.get_tesseract_version())
    except SystemExit:  # how it says that it does not understand what Tesseract states
        return "unknown"


def _languages(pytesseract: Any, tessdata: Path | None) -> list[str]:  # noqa: ANN401 - it has no types
    try:
        languages: list[str] = pytesseract.get_languages(shlex.join(wrapped.located(tessdata)))
    except UnicodeDecodeError as error:  # the name of the folder, which stands in the head of the list, is not UTF-8
        return list(filter(None, error.object.decode("utf-8", "replace").splitlines()[1:]))
    return languages


def _save(page: PageImage, path: Path) -> None:
    """Write the picture of a page as BMP, which is not packed: 0.01 s, where pytesseract's PNG takes 0.9.

    Tesseract reads that whole, and PGM byte by byte, for which it takes 0.15 s a page.
    """
    image = page.image if page.image.mode in {"1", "L", "RGB"} else page.image.convert("RGB")
    image.save(path, "BMP")


def _missing() -> EngineError:
    return EngineError(worded("Tesseract is not installed or not on the PATH. {advice}", advice=worded(HOW_TO_INSTALL)))
