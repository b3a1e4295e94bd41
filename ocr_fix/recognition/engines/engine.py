"""What the pipeline asks of an OCR engine."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Protocol, runtime_checkable

from ocr_fix.document import Page, PageImage
from ocr_fix.errors import EngineError
from ocr_fix.wording import phrase, worded

TextLayer = Literal["auto", "use", "ignore"]

ReadAnew = Callable[[PageImage], Page]
"""Another reading of a page that has been read, or of parts of it; an empty one where it fails."""

HOW_TO_INSTALL = phrase(
    "Debian/Ubuntu: apt install tesseract-ocr tesseract-ocr-swe; macOS: brew install tesseract tesseract-lang"
)


@dataclass(frozen=True, slots=True)
class EngineInfo:
    """What is installed.

    Attributes:
        name: the engine's name.
        version: its version as it states it.
        languages: codes of the languages it has data for, sorted.
    """

    name: str
    version: str
    languages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EngineSettings:
    """How an engine is run.

    Attributes:
        name: which of the `ENGINES`: "tesseract", the system's program, "tesserocr", the one inside the package of that
            name, or one that another package adds.
        tessdata: the folder with the language data; None for the engine's own.
        timeout: seconds one reading of a page may take; 0 means no limit.
        memory: bytes of address space the program may have (Linux only; not inside tesserocr, which shares ours); 0
            means no limit.
    """

    name: str = "tesseract"
    tessdata: Path | None = None
    timeout: float = 300.0
    memory: int = 4 * 2**30


@runtime_checkable
class Engine(Protocol):
    """Reads page images; safe to use from several threads."""

    def read(
        self,
        page: PageImage,
        languages: Sequence[str],
        *,
        uneven: bool = False,
        choices: bool = False,
    ) -> Page:
        """The words of a page in the engine's blocks, lines and order.

        Args:
            page: what is read.
            languages: codes of the language data to read with, the most important first.
            uneven: whether ink must be told from paper place by place (Sauvola's threshold in place of Otsu's).
            choices: whether words that the engine is unsure of get the ways it could have read their characters.

        Raises:
            EngineError: the engine is missing or lacks a language.
            PageError: it failed on this page or took longer than allowed.
        """
        ...

    def turn(self, page: PageImage) -> int:
        """By how many degrees clockwise a page must be turned to stand upright: 0, 90, 180 or 270.

        0 as well where that cannot be told: too little text, or no `osd` data installed.

        Raises:
            EngineError: the engine is missing.
            PageError: it took longer than allowed, or was killed from outside.
        """
        ...

    def info(self) -> EngineInfo:
        """What is installed.

        Raises:
            EngineError: the engine is missing or does not answer.
        """
        ...


def check_languages(engine: Engine, languages: Sequence[str]) -> None:
    """Make sure that an engine and its language data are there, before any page is rendered for it.

    Raises:
        EngineError: the engine or the data of a language is missing; the message says what to install.
    """
    installed = engine.info().languages
    missing = [language for language in languages if language not in installed]
    if missing:
        names, there = ", ".join(missing), ", ".join(installed) or "none"
        raise EngineError(
            worded(
                "Tesseract has no data for {names} (it has {there}). {advice}",
                names=names,
                there=there,
                advice=worded(HOW_TO_INSTALL),
            )
        )
