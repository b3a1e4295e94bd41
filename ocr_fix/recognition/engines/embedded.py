"""Tesseract inside our own process, through tesserocr: its wheel carries the engine, so only language data is needed.

No process is started and no model loaded anew for each page. In exchange a crash of the engine is one of ours, its
memory cannot be bounded apart, and its time is bounded only between two lines.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import Any

from ocr_fix.document import Page, PageImage
from ocr_fix.errors import EngineError, PageError
from ocr_fix.notation.hocr import engine_blocks
from ocr_fix.recognition.engines.engine import EngineInfo, EngineSettings
from ocr_fix.recognition.engines.own_model import folder_of
from ocr_fix.recognition.engines.tesseract import RANKED_CHOICES, SAUVOLA
from ocr_fix.wording import worded

HOW_TO_INSTALL = "pip install 'ocr-fix[embedded]'"

# Where distributions keep the language data, the newest first; the wheel knows none of them.
_USUAL_FOLDERS = (
    "/usr/share/tesseract-ocr/5/tessdata",
    "/usr/share/tesseract-ocr/4.00/tessdata",
    "/usr/share/tessdata",
    "/usr/local/share/tessdata",
    "/opt/homebrew/share/tessdata",
)


class Embedded:
    """Reads pages with tesserocr; each thread has engines of its own, one for each choice of languages.

    Args:
        settings: language data and limits.

    Raises:
        EngineError: tesserocr is not installed, or no language data is found.
    """

    def __init__(self, settings: EngineSettings) -> None:
        self.settings = settings
        self._module = _tesserocr()
        self._folder = settings.tessdata or _usual_folder()
        self._own = threading.local()

    def info(self) -> EngineInfo:
        """Version of the engine in the wheel, and the languages of the data folder."""
        version = str(self._module.tesseract_version()).split()[1]
        languages = sorted(file.stem for file in self._folder.glob("*.traineddata"))
        return EngineInfo("tesserocr", version, tuple(languages))

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
            EngineError: a language is missing.
            PageError: the engine failed on this page or took longer than allowed.
        """
        with self._engine(languages, page) as api:
            api.SetPageSegMode(self._module.PSM.AUTO)
            for (name, value), wanted in ((SAUVOLA, uneven), *((variable, choices) for variable in RANKED_CHOICES)):
                api.SetVariable(name, value if wanted else "0")
            api.SetImage(page.image)
            api.SetSourceResolution(page.dpi)
            if not api.Recognize(round(1000 * self.settings.timeout)):
                raise PageError(
                    worded("page {number}: tesserocr failed, or took longer than allowed", number=page.number)
                )
            blocks = engine_blocks(api.GetHOCRText(0))
        return Page(page.number, blocks, page.image.width, page.image.height, page.dpi)

    def turn(self, page: PageImage) -> int:
        """See `Engine.turn`."""
        if not (self._folder / "osd.traineddata").exists():
            return 0
        with self._engine(("osd",), page) as api:
            api.SetPageSegMode(self._module.PSM.OSD_ONLY)
            api.SetImage(page.image)
            api.SetSourceResolution(page.dpi)
            found = api.DetectOrientationScript()
        return 0 if not found else (360 - int(found["orient_deg"])) % 360

    @contextmanager
    def _engine(self, models: Sequence[str], page: PageImage) -> Iterator[Any]:
        languages, folder = "+".join(models), folder_of(models, self._folder)
        engines: dict[str, Any] = self._own.__dict__.setdefault("engines", {})
        if languages not in engines:
            try:
                mode = self._module.OEM.TESSERACT_ONLY if languages == "osd" else self._module.OEM.LSTM_ONLY
                engines[languages] = self._module.PyTessBaseAPI(path=str(folder), lang=languages, oem=mode)
            except RuntimeError as error:
                raise EngineError(
                    worded(
                        "tesserocr cannot load {languages} from {folder} ({error})",
                        languages=languages,
                        folder=folder,
                        error=error,
                    )
                ) from error
        try:
            yield engines[languages]
        except RuntimeError as error:
            raise PageError(
                worded("page {number}: tesserocr failed ({error})", number=page.number, error=error)
            ) from error
        finally:
            engines[languages].Clear()


def _tesserocr() -> ModuleType:
    try:
        import tesserocr  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise EngineError(worded("tesserocr is not installed: {advice}", advice=HOW_TO_INSTALL)) from error
    module: ModuleType = tesserocr
    return module


def _usual_folder() -> Path:
    named = os.environ.get("TESSDATA_PREFIX")
    for folder in map(Path, [*([named] if named else []), *_USUAL_FOLDERS]):
        if any(folder.glob("*.traineddata")):
            return folder
    raise EngineError(worded("no language data is found for tesserocr; name its folder with --tessdata"))
