"""What the pipeline asks of an OCR engine."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from ocr_fix.document import Page, PageImage


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


class Engine(Protocol):
    """Reads page images."""

    def read(self, page: PageImage) -> Page:
        """The words of a page in the engine's blocks, lines and order.

        Raises:
            EngineError: the engine is missing, lacks a language, or failed on this page.
        """
        ...

    def info(self) -> EngineInfo:
        """What is installed.

        Raises:
            EngineError: the engine is missing or does not answer.
        """
        ...
